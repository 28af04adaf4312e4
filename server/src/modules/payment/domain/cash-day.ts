import { refusalFrom } from '#kernel/refusal.ts'
import type { Refusal } from '#kernel/refusal.ts'
import { tidy } from '#kernel/vietnamese.ts'
import { paymentRefusals } from './refusals.ts'

/** Notes and coins in use, in đồng, largest first. */
export const denominations = [500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200] as const

/** How many of each were counted; a denomination not named is none. */
export type NoteCount = { readonly dong: number; readonly count: number }

export function countedDong(notes: readonly NoteCount[]): number {
  return notes.reduce((sum, note) => sum + note.dong * note.count, 0)
}

export type Closing = { readonly countedDong: number; readonly differenceDong: number; readonly explanation: string }

/** A day may be closed when every difference between drawer and book is explained. */
export function closeDay(expectedDong: number, notes: readonly NoteCount[], explanation: string): Closing | Refusal {
  const wrong = notes.find(
    (note) => !(denominations as readonly number[]).includes(note.dong) || !Number.isSafeInteger(note.count) || note.count < 0,
  )
  const twice = new Set(notes.map((note) => note.dong)).size !== notes.length
  if (wrong || twice)
    return refusalFrom(paymentRefusals, 'NOTES_WRONG', {}, [{ field: '/body/notes', message: 'Mỗi mệnh giá ghi một lần' }])
  const counted = countedDong(notes)
  const difference = counted - expectedDong
  if (difference !== 0 && tidy(explanation) === '') {
    return refusalFrom(paymentRefusals, 'DIFFERENCE_UNEXPLAINED', { expected: expectedDong, counted, difference }, [
      { field: '/body/explanation', message: 'Xin nêu lý do chênh lệch' },
    ])
  }
  return { countedDong: counted, differenceDong: difference, explanation: tidy(explanation) }
}
