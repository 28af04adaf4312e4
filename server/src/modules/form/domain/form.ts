/**
 * An electronic form (biểu mẫu điện tử): the questions a person answers to file a procedure online, in the order in which they are asked. What is
 * asked is data of the procedure; how an answer is checked follows from it (`schemaFrom`), and a screen only shows it.
 */
export const questionKinds = [
  'text',
  'paragraph',
  'name',
  'id_number',
  'day',
  'birth_day',
  'phone',
  'email',
  'address',
  'number',
  'yes_no',
  'choice',
  'choices',
] as const
export type QuestionKind = (typeof questionKinds)[number]

export type Choice = { readonly id: string; readonly label: string; readonly labelEn: string }

/** Asked only when another question of the form was answered with one of these values; `yes` and `no` answer a yes-or-no question. */
export type AskedWhen = { readonly question: string; readonly is: readonly string[] }

export type Question = {
  readonly id: string
  readonly kind: QuestionKind
  readonly label: string
  readonly labelEn: string
  readonly hint?: string | undefined
  readonly hintEn?: string | undefined
  readonly required: boolean
  /** Of a text the most characters, of a number the greatest value. */
  readonly most?: number | undefined
  /** Of a number the least value. */
  readonly least?: number | undefined
  /** A day that cannot lie in the future, or not in the past. */
  readonly day?: 'past' | 'coming' | undefined
  readonly choices?: readonly Choice[] | undefined
  readonly when?: AskedWhen | undefined
}

export type FormSection = { readonly id: string; readonly title: string; readonly titleEn: string; readonly questions: readonly Question[] }

/** What a procedure asks beyond who applies and how the result is received. */
export type FormDefinition = {
  readonly sections: readonly FormSection[]
  /** Numbers of the papers of the checklist that this form replaces: they need no upload. */
  readonly standsFor: readonly number[]
}

/** A form as it is filled in: the questions asked for every procedure, and those of this one. */
export type Form = FormDefinition & {
  /** Whether the procedure has questions of its own; else one asks in general what is applied for. */
  readonly isComplete: boolean
}

/** What a person answered. An answer that could not be read stays as it was typed, and is found wrong. */
export type AnswerValue = string | number | boolean | readonly string[]
export type Answers = Readonly<Record<string, AnswerValue>>

export function questionsFrom({ sections }: Pick<FormDefinition, 'sections'>): readonly Question[] {
  return sections.flatMap(({ questions }) => questions)
}

/** Whether a question is asked, given the answers so far. The questions it depends on must be asked as well. */
export function isAsked(form: Pick<FormDefinition, 'sections'>, question: Question, answers: Answers): boolean {
  const { when } = question
  if (!when) return true
  const other = questionsFrom(form).find(({ id }) => id === when.question)
  if (!other || !isAsked(form, other, answers)) return false
  const given = answers[when.question]
  const words = given === true ? ['yes'] : given === false ? ['no'] : Array.isArray(given) ? given : [String(given ?? '')]
  return words.some((word) => when.is.includes(word))
}

/** The answers to asked questions: an answer to a question that is no longer asked is dropped. */
export function filterAnswers(form: Pick<FormDefinition, 'sections'>, answers: Answers): Answers {
  const asked = questionsFrom(form).filter((question) => isAsked(form, question, answers))
  return Object.fromEntries(
    asked.flatMap(({ id }) => {
      const value = answers[id]
      return value === undefined ? [] : [[id, value]]
    }),
  )
}
