import { questionsFrom } from './form.ts'
import type { AskedWhen, FormDefinition, Question } from './form.ts'

type JsonSchema = Record<string, unknown>

/** Most characters of a text where the form sets none. */
const usualMost: Partial<Record<Question['kind'], number>> = { text: 300, paragraph: 2000, name: 200, address: 500, email: 320 }

export function mostFrom(question: Pick<Question, 'kind' | 'most'>): number {
  return question.most ?? usualMost[question.kind] ?? 300
}

/**
 * The JSON Schema (2020-12) of the answers to a form. Formats of our own: `motcua-day`, `motcua-birth-day`, `motcua-phone`, `motcua-name`,
 * `motcua-email`; a validator without them checks less, but is never wrong.
 */
export function schemaFrom(form: Pick<FormDefinition, 'sections'>): JsonSchema {
  const questions = questionsFrom(form)
  const conditional = questions.filter(({ required, when }) => required && when)
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: Object.fromEntries(questions.map((question) => [question.id, valueSchema(question)])),
    required: questions.filter(({ required, when }) => required && !when).map(({ id }) => id),
    // An empty list would be no schema.
    ...(conditional.length === 0
      ? {}
      : {
          allOf: conditional.map((question) => ({
            anyOf: [{ not: { allOf: conditionsOf(form, question) } }, { required: [question.id] }],
          })),
        }),
    additionalProperties: false,
  }
}

/** When a question is asked: its own condition, and those of the questions it depends on. */
function conditionsOf(form: Pick<FormDefinition, 'sections'>, { when }: Question): JsonSchema[] {
  if (!when) return []
  const other = questionsFrom(form).find(({ id }) => id === when.question)
  return [conditionSchema(when, other?.kind), ...(other ? conditionsOf(form, other) : [])]
}

function conditionSchema({ question, is }: AskedWhen, kind: Question['kind'] | undefined): JsonSchema {
  const values = kind === 'yes_no' ? is.map((word) => word === 'yes') : is
  const value = kind === 'choices' ? { contains: { enum: values } } : { enum: values }
  return { properties: { [question]: value }, required: [question] }
}

function valueSchema(question: Question): JsonSchema {
  const text = (more: JsonSchema = {}): JsonSchema => ({ type: 'string', minLength: 1, maxLength: mostFrom(question), ...more })
  const ids = (question.choices ?? []).map(({ id }) => id)
  switch (question.kind) {
    case 'text':
    case 'paragraph':
    case 'address':
      return text({ format: 'motcua-text' })
    case 'name':
      return text({ format: 'motcua-name' })
    case 'id_number':
      return text({ pattern: '^[A-Z0-9]{6,14}$' })
    case 'day':
      return text({ format: question.day ? `motcua-day-${question.day}` : 'motcua-day' })
    case 'birth_day':
      return text({ format: 'motcua-birth-day' })
    case 'phone':
      return text({ format: 'motcua-phone' })
    case 'email':
      return text({ format: 'motcua-email' })
    case 'number':
      return {
        type: 'number',
        ...(question.least === undefined ? {} : { minimum: question.least }),
        ...(question.most === undefined ? {} : { maximum: question.most }),
      }
    case 'yes_no':
      return { type: 'boolean' }
    case 'choice':
      return { enum: ids }
    case 'choices':
      return { type: 'array', items: { enum: ids }, minItems: 1, uniqueItems: true }
  }
}

/** Why a definition cannot be used, in Vietnamese; papers of the checklist it names that are not there included. */
export function findFormFaults(
  { sections, standsFor }: FormDefinition,
  known: { readonly componentNos: readonly number[]; readonly taken: readonly string[] },
): readonly string[] {
  const faults: string[] = []
  const questions = questionsFrom({ sections })
  const before = new Map<string, Question>()
  const sectionIds = new Set<string>()
  if (questions.length === 0) faults.push('Biểu mẫu không có câu hỏi nào.')
  for (const { id } of sections) {
    if (sectionIds.has(id) || known.taken.includes(id)) faults.push(`Trùng tên phần “${id}”.`)
    sectionIds.add(id)
  }
  for (const question of questions) {
    const { id, kind, choices, when } = question
    if (!/^[a-z][A-Za-z0-9]{1,40}$/u.test(id)) faults.push(`Tên câu hỏi “${id}” chỉ gồm chữ cái không dấu và chữ số.`)
    if (before.has(id) || known.taken.includes(id)) faults.push(`Trùng tên câu hỏi “${id}”.`)
    const choiceIds = (choices ?? []).map((each) => each.id)
    if ((kind === 'choice' || kind === 'choices') !== choiceIds.length > 0)
      faults.push(`Câu hỏi “${id}”: chỉ câu chọn mới có, và phải có, các lựa chọn.`)
    if (new Set(choiceIds).size !== choiceIds.length) faults.push(`Câu hỏi “${id}”: trùng lựa chọn.`)
    if (when) faults.push(...faultsOfCondition(id, when, before.get(when.question)))
    before.set(id, question)
  }
  for (const no of standsFor) if (!known.componentNos.includes(no)) faults.push(`Không có giấy tờ số ${no} để biểu mẫu thay cho.`)
  return faults
}

function faultsOfCondition(id: string, when: AskedWhen, other: Question | undefined): string[] {
  if (!other) return [`Câu hỏi “${id}” tùy thuộc câu “${when.question}” không đứng trước nó.`]
  const possible = other.kind === 'yes_no' ? ['yes', 'no'] : (other.choices ?? []).map((each) => each.id)
  if (when.is.length === 0 || possible.length === 0) return [`Câu hỏi “${id}” tùy thuộc một câu không có lựa chọn.`]
  return when.is
    .filter((value) => !possible.includes(value))
    .map((value) => `Câu hỏi “${id}”: câu “${when.question}” không có lựa chọn “${value}”.`)
}
