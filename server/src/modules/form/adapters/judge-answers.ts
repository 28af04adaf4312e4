import { Ajv2020 } from 'ajv/dist/2020.js'
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js'
import type { Language } from '#kernel/language.ts'
import type { FieldFault } from '#kernel/refusal.ts'
import { readTelephone } from '#kernel/telephone.ts'
import { holdsOldEncoding, isInOldEncoding } from '#kernel/vietnamese.ts'
import { describeFault } from '../domain/describe-fault.ts'
import type { AnswerFault } from '../domain/describe-fault.ts'
import { schemaFrom } from '../domain/form-schema.ts'
import { isAsked, questionsFrom, filterAnswers } from '../domain/form.ts'
import type { Answers, Form, Question } from '../domain/form.ts'

/** Forms that are kept compiled; a locality has some hundreds of procedures, and every one is compiled again at need. */
const mostCompiled = 500
const compiled = new Map<string, ValidateFunction>()

/**
 * The faults of the answers to a form, each at its question, in the order of the form. Questions that are not asked are not checked.
 * @param today `YYYY-MM-DD`, for days that lie behind or ahead
 */
export function judgeAnswers(form: Form, answers: Answers, today: string, language: Language = 'vi'): readonly FieldFault[] {
  const relevant = filterAnswers(form, answers)
  const validate = validatorOf(form)
  const found = new Map<string, AnswerFault>()
  if (!validate(relevant)) {
    for (const error of validate.errors ?? []) {
      const id = idOf(error)
      if (id !== null && !found.has(id)) found.set(id, faultOf(error))
    }
  }
  return questionsFrom(form).flatMap((question) => {
    if (!isAsked(form, question, answers)) return []
    const fault = found.get(question.id) ?? faultByDay(question, relevant[question.id], today)
    return fault ? [{ field: question.id, message: describeFault(question, fault, language) }] : []
  })
}

function validatorOf(form: Form): ValidateFunction {
  const schema = schemaFrom(form)
  const key = JSON.stringify(schema)
  let validate = compiled.get(key)
  if (!validate) {
    if (compiled.size >= mostCompiled) compiled.clear()
    validate = checker().compile(schema)
    compiled.set(key, validate)
  }
  return validate
}

/** A checker of its own for each form: what it has compiled goes with it. */
function checker(): Ajv2020 {
  return new Ajv2020({
    allErrors: true,
    strict: false,
    formats: {
      'motcua-text': (text) => !holdsOldEncoding(text),
      'motcua-name': (text) => !isInOldEncoding(text),
      'motcua-phone': (text) => 'number' in readTelephone(text),
      'motcua-email': (text) =>
        /^[^\s@<>"]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+$/u.test(text),
      'motcua-day': isDay,
      'motcua-day-past': isDay,
      'motcua-day-coming': isDay,
      'motcua-birth-day': (text) => /^(?:1[89]|20)\d{2}$/u.test(text) || isDay(text),
    },
  })
}

function isDay(text: string): boolean {
  if (!/^(?:1[89]|20|21)\d{2}-\d{2}-\d{2}$/u.test(text)) return false
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' })
    return true
  } catch {
    return false
  }
}

function faultByDay(question: Question, value: unknown, today: string): AnswerFault | null {
  if (typeof value !== 'string') return null
  if (question.kind === 'birth_day')
    return value.slice(0, 4) > today.slice(0, 4) || (value.length === 10 && value > today) ? 'unreadable' : null
  if (question.day === 'past' && value > today) return 'not_past'
  if (question.day === 'coming' && value < today) return 'not_coming'
  return null
}

function idOf({ keyword, instancePath, params }: ErrorObject): string | null {
  if (keyword === 'required') return String((params as { missingProperty: string }).missingProperty)
  return instancePath === '' ? null : (instancePath.split('/')[1] ?? null)
}

function faultOf({ keyword, params }: ErrorObject): AnswerFault {
  switch (keyword) {
    case 'required':
    case 'minLength':
    case 'minItems':
      return 'missing'
    case 'maxLength':
      return 'too_long'
    case 'minimum':
      return 'too_small'
    case 'maximum':
      return 'too_great'
    case 'enum':
    case 'uniqueItems':
      return 'not_listed'
    case 'format':
      return ['motcua-text', 'motcua-name'].includes(String((params as { format: string }).format)) ? 'old_encoding' : 'unreadable'
    default:
      return 'unreadable'
  }
}
