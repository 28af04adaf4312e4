import { refusalFrom } from '#kernel/refusal.ts'
import type { Refusal } from '#kernel/refusal.ts'
import { citizenRefusals } from './refusals.ts'

/** One point that was asked for, as the citizen answers it: in writing, with files, or both. */
export type PointAnswer = { readonly no: number; readonly text: string; readonly files: number }

/**
 * Whether every point that was asked for is answered: a request that was made in one go is answered in one go.
 * @law 61/2018/NĐ-CP Điều 17 khoản 2
 */
export function judgePoints(
  asked: readonly { readonly no: number; readonly text: string }[],
  answers: readonly PointAnswer[],
): Refusal | null {
  const open = asked.filter(({ no }) => !answers.some((answer) => answer.no === no && (answer.text !== '' || answer.files > 0)))
  if (open.length === 0) return null
  return refusalFrom(
    citizenRefusals,
    'SUPPLEMENT_POINT_OPEN',
    { count: open.length },
    open.map(({ no, text }) => ({ field: `/body/answers/${no}`, message: `Chưa trả lời: ${text}` })),
  )
}

/** What the citizen wrote, point by point, as the counter reads it in the record. */
export function writtenAnswersFrom(answers: readonly PointAnswer[]): string {
  return answers
    .filter(({ text }) => text !== '')
    .map(({ no, text }) => `(${no}) ${text}`)
    .join(' ')
}
