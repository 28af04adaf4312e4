import type { Language } from '#kernel/language.ts'
import { dossierFields, labelFrom, valueWords } from './process-fields.ts'
import type { Condition, FieldValue } from './process-fields.ts'

/** The words of a condition, beside the signs of its text form. Longer ones stand first where one begins another. */
const words = {
  '!=': { vi: 'không phải là', en: 'is not' },
  '=': { vi: 'là', en: 'is' },
  and: { vi: 'và', en: 'and' },
  or: { vi: 'hoặc', en: 'or' },
  not: { vi: 'không', en: 'not' },
  in: { vi: 'thuộc', en: 'in' },
  given: { vi: 'đã ghi', en: 'given' },
  true: { vi: 'đúng', en: 'true' },
  false: { vi: 'sai', en: 'false' },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>

type Phrase = { readonly text: string; readonly token: { readonly kind: 'word' | 'string' | 'sign'; readonly text: string } }

const both = (said: Readonly<Record<Language, string>>): readonly string[] => [said.vi, said.en]

const phrases: readonly Phrase[] = [
  ...dossierFields.flatMap(({ name, vietnamese, english }) =>
    [vietnamese, english].map((text): Phrase => ({ text, token: { kind: 'word', text: name } })),
  ),
  ...Object.entries(valueWords).flatMap(([value, said]) =>
    both(said).map((text): Phrase => ({ text, token: { kind: 'string', text: JSON.stringify(value) } })),
  ),
  ...Object.entries(words).flatMap(([token, said]) =>
    both(said).map((text): Phrase => ({ text, token: { kind: /\w/u.test(token) ? 'word' : 'sign', text: token } })),
  ),
]
  .map((phrase) => ({ ...phrase, text: phrase.text.toLocaleLowerCase('vi') }))
  .sort((a, b) => b.text.length - a.text.length)

/** The words of a field, a value or a comparison that begin at this place of a text, as the sign they stand for. */
export function readPhrase(text: string, at: number): { readonly token: Phrase['token']; readonly length: number } | null {
  for (const phrase of phrases) {
    const end = at + phrase.text.length
    if (text.slice(at, end).toLocaleLowerCase('vi') !== phrase.text) continue
    if (/[\p{L}\d_.]/u.test(text[end] ?? '')) continue
    return { token: phrase.token, length: phrase.text.length }
  }
  return null
}

function describeValue(value: FieldValue, language: Language): string {
  if (typeof value === 'string') return valueWords[value]?.[language] ?? JSON.stringify(value)
  return typeof value === 'boolean' ? words[`${value}`][language] : String(value)
}

/** The condition in words: `Hình thức nộp là trực tuyến`. `parseCondition` reads it back to the same tree. */
export function describeCondition(condition: Condition, language: Language): string {
  const say = (op: keyof typeof words): string => words[op][language]
  const known = 'field' in condition ? dossierFields.find(({ name }) => name === condition.field) : undefined
  const field = 'field' in condition ? (known ? labelFrom(known, language) : condition.field) : ''
  switch (condition.op) {
    case 'and':
    case 'or':
      return `(${condition.of.map((each) => describeCondition(each, language)).join(` ${say(condition.op)} `)})`
    case 'not':
      return `${say('not')} ${describeCondition(condition.of, language)}`
    case 'given':
      return `${say('given')} (${field})`
    case 'in':
      return `${field} ${say('in')} (${condition.values.map((value) => describeValue(value, language)).join(', ')})`
    case '=':
      if (known?.type === 'boolean' && condition.value === true) return field
      return typeof condition.value === 'number'
        ? `${field} = ${condition.value}`
        : `${field} ${say('=')} ${describeValue(condition.value, language)}`
    case '!=':
      return typeof condition.value === 'number'
        ? `${field} != ${condition.value}`
        : `${field} ${say('!=')} ${describeValue(condition.value, language)}`
    default:
      return `${field} ${condition.op} ${condition.value}`
  }
}

/** How a field may be compared, as one chooses it from a list; a field that is true or false is its own condition. */
export function comparisonsFrom(type: 'text' | 'number' | 'boolean', language: Language): readonly string[] {
  if (type === 'boolean') return []
  return type === 'number' ? ['=', '!=', '<', '<=', '>', '>='] : [words['='][language], words['!='][language]]
}
