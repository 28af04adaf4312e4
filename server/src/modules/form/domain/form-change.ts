import type { Language } from '#kernel/language.ts'
import { questionsFrom } from './form.ts'
import type { AnswerValue, Answers, Form, Question } from './form.ts'

/** A question that was changed, added or dropped while a draft was being filled in. */
export type ChangedQuestion = { readonly question: string; readonly label: string; readonly how: 'added' | 'changed' | 'dropped' }

/**
 * A draft in the form of a later version: answers to unchanged questions stay, of a changed question the answer goes and is asked for again, and
 * every question that changed is named.
 */
export function carryOver(
  before: Form,
  answers: Answers,
  after: Form,
  language: Language = 'vi',
): { readonly answers: Answers; readonly changes: readonly ChangedQuestion[] } {
  const old = new Map(questionsFrom(before).map((question) => [question.id, question]))
  const kept: Record<string, AnswerValue> = {}
  const changes: ChangedQuestion[] = []
  const said = (question: Question, how: ChangedQuestion['how']): void => {
    changes.push({ question: question.id, label: language === 'en' ? question.labelEn : question.label, how })
  }
  for (const question of questionsFrom(after)) {
    const was = old.get(question.id)
    old.delete(question.id)
    if (!was) said(question, 'added')
    else if (!asksTheSame(was, question)) said(question, 'changed')
    else {
      const value = answers[question.id]
      if (value !== undefined) kept[question.id] = value
    }
  }
  for (const question of old.values()) said(question, 'dropped')
  return { answers: kept, changes }
}

/** Whether an answer to one is an answer to the other: other hints change nothing, other words or choices do. */
function asksTheSame(one: Question, other: Question): boolean {
  const meaning = ({ id, kind, label, required, most, least, day, choices, when }: Question): string =>
    JSON.stringify([
      id,
      kind,
      label,
      required,
      most ?? null,
      least ?? null,
      day ?? null,
      (choices ?? []).map((choice) => [choice.id, choice.label]),
      when ? [when.question, [...when.is]] : null,
    ])
  return meaning(one) === meaning(other)
}
