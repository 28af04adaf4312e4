import { readTelephone } from '#kernel/telephone.ts'
import { tidy } from '#kernel/vietnamese.ts'
import { questionsFrom } from './form.ts'
import type { AnswerValue, Answers, FormDefinition, Question } from './form.ts'

/** What a person typed or chose, by question; nothing typed is an empty text. */
export type Typed = Readonly<Record<string, string | readonly string[]>>

/** Characters of one answer that are kept while it is being typed; the form itself allows fewer. */
const mostKept = 5000

/**
 * The answer in what was typed, forgiving of how it was typed: days of Vietnam, points in numbers, blanks and dashes in numbers of papers. What
 * cannot be read stays as typed: it is shown again, and the schema finds it wrong. `null`: nothing was answered.
 */
export function readAnswer(question: Question, typed: string | readonly string[]): AnswerValue | null {
  if (question.kind === 'choices') {
    const chosen = [typed].flat().filter((each) => each !== '')
    return chosen.length === 0 ? null : [...new Set(chosen)].slice(0, 50)
  }
  const given = (typeof typed === 'string' ? typed : (typed[0] ?? '')).slice(0, mostKept)
  const text = question.kind === 'paragraph' ? tidyParagraph(given) : tidy(given)
  if (text === '') return null
  switch (question.kind) {
    case 'yes_no':
      return text === 'yes' ? true : text === 'no' ? false : text
    case 'number':
      return readNumber(text)
    case 'day':
      return readDay(text)
    case 'birth_day':
      return /^\d{4}$/u.test(text) ? text : readDay(text)
    case 'phone': {
      const read = readTelephone(text)
      return 'number' in read ? read.number : text
    }
    case 'id_number':
      return text.replace(/[\s.\u00ad\u2010-\u2015-]+/gu, '').toUpperCase()
    default:
      return text
  }
}

/** `1.234.567`, `1234567` and `12,5` as people write them. */
function readNumber(text: string): number | string {
  const compact = text.replace(/\s/gu, '')
  const plain = /^-?\d{1,3}(?:\.\d{3})+(?:,\d+)?$/u.test(compact) ? compact.replace(/\./gu, '') : compact
  const read = plain.replace(',', '.')
  return /^-?\d{1,15}(?:\.\d{1,6})?$/u.test(read) ? Number(read) : text
}

/** A day as written in Vietnam, `24/11/2026`, or as a browser's date field sends it. */
function readDay(text: string): string {
  const written = /^(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4})$/u.exec(text)
  if (!written) return text
  const [, d = '', m = '', y = ''] = written
  return `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`
}

/** Lines are kept; invisible characters and blanks at the ends of lines are removed. */
function tidyParagraph(text: string): string {
  return text
    .split(/\r?\n/u)
    .map((line) => tidy(line))
    .join('\n')
    .trim()
}

/** The answers after input: named questions get the new answer, the others keep theirs. Unknown names are ignored. */
export function applyTyped(form: Pick<FormDefinition, 'sections'>, before: Answers, typed: Typed): Answers {
  const after: Record<string, AnswerValue> = { ...before }
  for (const question of questionsFrom(form)) {
    const given = Object.hasOwn(typed, question.id) ? typed[question.id] : undefined
    if (given === undefined) continue
    const value = readAnswer(question, given)
    if (value === null) delete after[question.id]
    else after[question.id] = value
  }
  return after
}
