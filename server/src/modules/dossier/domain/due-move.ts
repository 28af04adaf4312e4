/** How a promised instant moved when the calendar changed. */
export type DueMove = {
  readonly was: { readonly committed: Temporal.Instant | null; readonly legal: Temporal.Instant | null }
  readonly is: { readonly committed: Temporal.Instant | null; readonly legal: Temporal.Instant | null }
  /** `late`: it is late by the new calendar and was not; `not_late`: the reverse. */
  readonly turned: 'late' | 'not_late' | null
}

/** The move from what was promised to what the calendar gives, or `null` when both instants stayed. */
export function moveOf(was: DueMove['was'], is: DueMove['is'], now: Temporal.Instant): DueMove | null {
  if (same(was.committed, is.committed) && same(was.legal, is.legal)) return null
  const lateBefore = isPast(was.committed, now)
  const lateNow = isPast(is.committed, now)
  return { was, is, turned: lateBefore === lateNow ? null : lateNow ? 'late' : 'not_late' }
}

function same(a: Temporal.Instant | null, b: Temporal.Instant | null): boolean {
  return a?.epochMilliseconds === b?.epochMilliseconds
}

function isPast(due: Temporal.Instant | null, now: Temporal.Instant): boolean {
  return due !== null && Temporal.Instant.compare(due, now) < 0
}

/** Whole days on the calendar between the old and the new promise: 1 is a day later, −1 a day earlier. */
export function daysMoved(was: Temporal.Instant | null, is: Temporal.Instant | null): number {
  if (!was || !is) return 0
  const day = (at: Temporal.Instant): Temporal.PlainDate => at.toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate()
  return day(was).until(day(is), { largestUnit: 'days' }).days
}

/** The instants a dossier was last promised. */
export function dueAsStored(row: { readonly committedDueAt: string | null; readonly legalDueAt: string | null }): DueMove['was'] {
  const at = (text: string | null): Temporal.Instant | null => (text === null ? null : Temporal.Instant.from(text))
  return { committed: at(row.committedDueAt), legal: at(row.legalDueAt) }
}
