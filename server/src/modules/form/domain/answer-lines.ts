import type { Language } from '#kernel/language.ts'
import { dayText } from '#kernel/vietnam-time.ts'
import { isAsked } from './form.ts'
import type { AnswerValue, Answers, Form, Question } from './form.ts'

/** One answer in readable form: for the applicant before sending it, for the officer, and for the archive. */
export type AnswerLine = { readonly question: string; readonly label: string; readonly text: string | null }
export type AnswerSection = { readonly id: string; readonly title: string; readonly lines: readonly AnswerLine[] }

/** The answers section by section; a question that was asked and left open is a line without a text. */
export function answerSections(form: Pick<Form, 'sections'>, answers: Answers, language: Language = 'vi'): readonly AnswerSection[] {
  const isEnglish = language === 'en'
  return form.sections.map(({ id, title, titleEn, questions }) => ({
    id,
    title: isEnglish ? titleEn : title,
    lines: questions
      .filter((question) => isAsked(form, question, answers))
      .map((question) => ({
        question: question.id,
        label: isEnglish ? question.labelEn : question.label,
        text: answerText(question, answers[question.id], language),
      })),
  }))
}

/** An answer in words. */
export function answerText(question: Question, value: AnswerValue | undefined, language: Language = 'vi'): string | null {
  if (value === undefined) return null
  const named = (id: string): string => {
    const choice = (question.choices ?? []).find((each) => each.id === id)
    return choice ? (language === 'en' ? choice.labelEn : choice.label) : id
  }
  if (typeof value === 'boolean') return language === 'en' ? (value ? 'Yes' : 'No') : value ? 'Có' : 'Không'
  if (typeof value === 'number')
    return new Intl.NumberFormat(language === 'en' ? 'en-GB' : 'vi-VN', { maximumFractionDigits: 6 }).format(value)
  if (typeof value !== 'string') return value.map(named).join('; ')
  if (question.kind === 'choice') return named(value)
  if ((question.kind === 'day' || question.kind === 'birth_day') && /^\d{4}-\d{2}-\d{2}$/u.test(value)) return dayOrTyped(value)
  return value
}

/** A day that does not exist is shown as it was typed: it was found wrong before it could be filed. */
function dayOrTyped(value: string): string {
  try {
    return dayText(Temporal.PlainDate.from(value, { overflow: 'reject' }))
  } catch {
    return value
  }
}
