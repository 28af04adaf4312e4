import { endOfVietnamDay, lastDayOf, toVietnamDay } from '#kernel/vietnam-time.ts'
import type { ActInput, Change, TimeFacts } from './act-facts.ts'
import { causeRule, causeRules } from './clock-causes.ts'
import type { Cause, ClockEffect, StopCause } from './clock-causes.ts'

/** A change of the clocks of a dossier. A stop lasts; a restart and an extension are instants. */
export type Turn = {
  readonly cause: Cause
  readonly effect: ClockEffect
  /** The latest instant to which the cause may hold the clock; `null` when only its end can end it. */
  readonly endsBy: Temporal.Instant | null
  /** What an extension adds. */
  readonly by: { readonly amount: number; readonly unit: 'working_days' } | null
  readonly lasts: boolean
  /** Absent: both clocks. */
  readonly moves?: 'committed'
  /** Ends by itself with the payment it waits for. */
  readonly awaitsPayment?: boolean
}

/** The end of the last of so many working days after an instant, by the caller's calendar. */
export type Ceiling = (from: Temporal.Instant, workingDays: number) => Temporal.Instant

/** A re-appointment that waits to be decided. */
export type Asked = { readonly kind: 'extension' | 'apology'; readonly cause: string; readonly days: number | null }

/** The effect of a change on the clocks, with the end its cause allows; `null` when it does not change or resumes them. */
export function turnOf(
  change: Change,
  input: ActInput,
  on: {
    readonly at: Temporal.Instant
    readonly ceiling: Ceiling
    readonly onSupplement: 'pause' | 'restart'
    readonly asked: Asked | null
  },
): Turn | null {
  const { clock } = change
  if (clock === 'extend') {
    if (!on.asked?.days) throw new Error('an extension was granted that nobody asked for')
    return extension(on.asked.cause as Cause, on.asked.days)
  }
  if (clock === null || typeof clock !== 'object') return null
  if ('restart' in clock) return { cause: clock.restart, effect: 'restart', endsBy: null, by: null, lasts: false }
  const { maxWorkingDays } = causeRule(clock.stop)
  return {
    cause: clock.stop,
    effect: clock.stop === 'supplement' ? on.onSupplement : 'pause',
    endsBy: input.until
      ? endOfVietnamDay(Temporal.PlainDate.from(input.until))
      : maxWorkingDays === null
        ? null
        : on.ceiling(on.at, maxWorkingDays),
    by: null,
    lasts: true,
    ...(change.awaitsPayment ? { awaitsPayment: true } : {}),
  }
}

/**
 * Whether what is promised lies after the limit by law. The one new day may: the paragraph is for an agency that cannot keep the limit. The limit itself
 * stays, and the notice of the day also states the limit (ADR 0183).
 */
export function isPastLaw(promised: Temporal.Instant | null, legal: Temporal.Instant | null): boolean {
  return promised !== null && legal !== null && Temporal.Instant.compare(promised, legal) > 0
}

/** What granting so many working days does to the clocks. */
export function extension(cause: Cause, days: number): Turn {
  return {
    cause,
    effect: 'extend',
    endsBy: null,
    by: { amount: days, unit: 'working_days' },
    lasts: false,
    // The paragraph allows another day to be promised, once; it does not say that the limit by law is extended.
    moves: 'committed',
  }
}

/** The time status of a dossier at an instant. */
export function timeFacts(input: {
  readonly now: Temporal.Instant
  readonly ceiling: Ceiling
  readonly stops: readonly { readonly cause: Cause; readonly isOpen: boolean }[]
  readonly committedDueAt: Temporal.Instant | null
  readonly legalDueAt: Temporal.Instant | null
  readonly finished: boolean
  readonly supplementBy: Temporal.Instant | null
  readonly reappointment: TimeFacts['reappointment']
  readonly silence: TimeFacts['silence']
  readonly notified: TimeFacts['notified']
}): TimeFacts {
  const { now, stops, committedDueAt, legalDueAt } = input
  const hasPassed = (dueAt: Temporal.Instant | null): boolean =>
    !input.finished && dueAt !== null && Temporal.Instant.compare(now, dueAt) > 0
  const daysTo = (dueAt: Temporal.Instant | null): number | null => (dueAt === null ? null : toVietnamDay(now).until(lastDayOf(dueAt)).days)
  const timesUsed: Partial<Record<Cause, number>> = {}
  for (const stop of stops) timesUsed[stop.cause] = (timesUsed[stop.cause] ?? 0) + 1
  const latestUntil: Partial<Record<Cause, string>> = {}
  for (const [cause, rule] of Object.entries(causeRules)) {
    if (rule.effect === 'pause' && rule.maxWorkingDays !== null)
      latestUntil[cause as Cause] = lastDayOf(input.ceiling(now, rule.maxWorkingDays)).toString()
  }
  return {
    late: hasPassed(committedDueAt),
    lateByLaw: hasPassed(legalDueAt),
    daysToDue: daysTo(committedDueAt),
    daysToLegalDue: daysTo(legalDueAt),
    isOneLimit: committedDueAt !== null && legalDueAt !== null && committedDueAt.equals(legalDueAt),
    notified: input.notified,
    reappointment: input.reappointment,
    stoppedBy: (stops.find((stop) => stop.isOpen)?.cause as StopCause | undefined) ?? null,
    timesUsed,
    latestUntil,
    today: toVietnamDay(now).toString(),
    supplementLapsed: input.supplementBy !== null && Temporal.Instant.compare(now, input.supplementBy) > 0,
    silence: input.silence,
  }
}
