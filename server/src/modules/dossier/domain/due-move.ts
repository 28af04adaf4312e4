import { millisOf } from '#kernel/instant.ts'

/** Both due instants of a dossier, in milliseconds since 1970-01-01T00:00Z. */
export type DueMillis = { readonly committed: number | null; readonly legal: number | null }

/** The same as instants. */
export type DueInstants = { readonly committed: Temporal.Instant | null; readonly legal: Temporal.Instant | null }
export type DueChange = { readonly was: DueInstants; readonly is: DueInstants }

/** How a promised instant moved when the calendar changed. */
export type DueMove = {
  readonly was: DueMillis
  readonly is: DueMillis
  /** `late`: it is late by the new calendar and was not; `not_late`: the reverse. */
  readonly turned: 'late' | 'not_late' | null
}

/** The move from what was promised to what the calendar gives, or `null` when both instants stayed. */
export function moveOf(was: DueMillis, is: DueMillis, nowMs: number): DueMove | null {
  if (was.committed === is.committed && was.legal === is.legal) return null
  const lateBefore = isPast(was.committed, nowMs)
  const lateNow = isPast(is.committed, nowMs)
  return { was, is, turned: lateBefore === lateNow ? null : lateNow ? 'late' : 'not_late' }
}

function isPast(due: number | null, nowMs: number): boolean {
  return due !== null && due < nowMs
}

/** Whole days on the calendar between the old and the new promise: 1 is a day later, −1 a day earlier. */
export function daysMoved(was: number | null, is: number | null): number {
  return was === null || is === null ? 0 : dayOf(is) - dayOf(was)
}

const dayMs = 86_400_000
const utcOffsetMs = 7 * 3_600_000

/** The day a limit belongs to, as `lastDayOf` (kernel) says; by numbers, because a decree asks for a hundred thousand. */
function dayOf(millis: number): number {
  return Math.floor((millis - 1 + utcOffsetMs) / dayMs)
}

/** The instants a dossier was last promised. */
export function promisedMillis(row: { readonly committedDueAt: string | null; readonly legalDueAt: string | null }): DueMillis {
  return { committed: read(row.committedDueAt), legal: read(row.legalDueAt) }
}

function read(text: string | null): number | null {
  return text === null ? null : millisOf(text)
}
