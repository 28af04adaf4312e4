import { instantFrom } from '#kernel/instant.ts'
import type { DossierAct } from './act-rows.ts'

/** A day that was promised for the result, and what it was promised by. */
export type PromisedDay = {
  readonly seq: number
  readonly act: DossierAct
  readonly at: string
  readonly dueAt: string
  /** Why this day in place of the one before, as the act says it; empty for the first. */
  readonly why: string
}

/** What an act of the record says of the promise. */
export type PromisingAct = {
  readonly seq: number
  readonly kind: DossierAct
  readonly at: string
  /** Given by the clocks after the act; `null` while they are stopped, absent where the act does not state it. */
  readonly committedDueAt?: string | null | undefined
  /** A day a signed letter promises beside the clocks. */
  readonly promisedAnew?: string | null | undefined
  readonly why: string
}

/**
 * The days promised for the result in the order they were promised; the last one holds. A clock that resumes after a stop
 * promises another day, as does an extension, a decree or an apology: each is added, and earlier promises are kept.
 */
export function promisedDaysFrom(acts: readonly PromisingAct[]): PromisedDay[] {
  const days: PromisedDay[] = []
  let byClock: string | null = null
  for (const { seq, kind, at, committedDueAt, promisedAnew, why } of acts) {
    const isMoved = committedDueAt != null && !isSame(committedDueAt, byClock)
    if (committedDueAt != null) byClock = committedDueAt
    const dueAt = promisedAnew ?? (isMoved ? committedDueAt : null)
    if (dueAt == null || isSame(dueAt, days.at(-1)?.dueAt ?? null)) continue
    days.push({ seq, act: kind, at, dueAt, why: days.length === 0 ? '' : why })
  }
  return days
}

function isSame(one: string, other: string | null): boolean {
  return other !== null && Temporal.Instant.compare(instantFrom(one), instantFrom(other)) === 0
}
