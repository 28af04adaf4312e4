import type { AnswerValue, Answers, ChangedQuestion, Form, FormSection, Question } from '#form/domain'
import { applicantFields, isAsked, questionsFrom } from '#form/domain'
import type { ProcedureVersionId } from '#kernel/ids.ts'
import type { Language } from '#kernel/language.ts'

/** What the electronic identity says of the person, as far as a form asks it. */
export type Identity = {
  readonly kind: 'person' | 'organisation'
  readonly name: string
  readonly idNumber: string | null
  readonly bornOn: string | null
  readonly address: string | null
  readonly phone: string | null
  readonly email: string | null
}

/** A draft as it is kept. */
export type DraftRow = {
  readonly id: string
  readonly procedureCode: string
  readonly versionId: ProcedureVersionId
  readonly form: Form
  readonly answers: Answers
  readonly changes: readonly ChangedQuestion[]
  readonly begunAt: string
  readonly savedAt: string
  readonly dossierCode: string | null
}

/** Days a draft is kept after it was last touched. */
export const draftDays = 30

/** The instant until which a draft is kept, from when it was saved last. */
export function keptUntilFrom(savedAt: string): string {
  return Temporal.Instant.from(savedAt)
    .add({ hours: 24 * draftDays })
    .toString()
}

/**
 * The answers that come from the electronic identity. Who somebody is cannot be answered otherwise than their identity says; how to reach them
 * is only proposed.
 */
export function identityAnswersFrom(identity: Identity): { readonly locked: Answers; readonly proposed: Answers } {
  const said = (fields: readonly (readonly [string, string | null])[]): Answers =>
    Object.fromEntries(fields.flatMap(([id, value]) => (value === null || value === '' ? [] : [[id, value]])))
  return {
    locked: said(
      identity.kind === 'organisation'
        ? [
            ['organisationName', identity.name],
            ['idNumber', identity.idNumber],
          ]
        : [
            ['fullName', identity.name],
            ['idNumber', identity.idNumber],
            ['bornOn', identity.bornOn],
          ],
    ),
    proposed: said([
      ['address', identity.address],
      ['phone', identity.phone],
      ['email', identity.email],
    ]),
  }
}

/** How far a section is: nothing answered, something to be done, or nothing wrong with it. */
export type SectionProgress = 'not_begun' | 'begun' | 'complete'

export function judgeProgress(
  form: Pick<Form, 'sections'>,
  section: FormSection,
  answers: Answers,
  on: { readonly faults: readonly { readonly field: string }[]; readonly locked: Answers },
): SectionProgress {
  const asked = section.questions.filter((question) => isAsked(form, question, answers))
  if (!asked.some(({ id }) => on.faults.some(({ field }) => field === id))) return 'complete'
  return asked.some(({ id }) => answers[id] !== undefined && on.locked[id] === undefined) ? 'begun' : 'not_begun'
}

/** An answer as its field shows it: a day as people write it, a choice by its id. */
export function toTypedText(question: Question, value: AnswerValue | undefined): readonly string[] {
  if (value === undefined) return []
  if (typeof value === 'boolean') return [value ? 'yes' : 'no']
  if (typeof value === 'number') return [String(value).replace('.', ',')]
  if (typeof value !== 'string') return value
  const day = (question.kind === 'day' || question.kind === 'birth_day') && /^(\d{4})-(\d{2})-(\d{2})$/u.exec(value)
  return [day ? `${day[3] ?? ''}/${day[2] ?? ''}/${day[1] ?? ''}` : value]
}

/** The answers that make the applicant of the dossier, as texts. */
export function applicantFrom(
  form: Pick<Form, 'sections'>,
  answers: Answers,
): Readonly<Partial<Record<(typeof applicantFields)[number], string>>> {
  const known: readonly string[] = questionsFrom(form).map(({ id }) => id)
  return Object.fromEntries(
    applicantFields.flatMap((id) => {
      const value = answers[id]
      return known.includes(id) && typeof value === 'string' && value !== '' ? [[id, value]] : []
    }),
  )
}

/** What the dossier is about, in a line. */
export function summaryFrom(answers: Answers, procedureName: string): string {
  const request = answers['request']
  const text = typeof request === 'string' ? request.replace(/\s+/gu, ' ') : procedureName
  return text.length <= 500 ? text : `${text.slice(0, 499)}…`
}

export function selectLabel({ label, labelEn }: Pick<Question, 'label' | 'labelEn'>, language: Language): string {
  return language === 'en' ? labelEn : label
}
