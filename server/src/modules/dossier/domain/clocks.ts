import { defaultDeadlineSettings, dueDate, dueMillis } from '#calendar/domain'
import type { DeadlineSettings, DueDate, WorkingCalendar } from '#calendar/domain'
import { instantFrom, millisOf } from '#kernel/instant.ts'
import type { Language } from '#kernel/language.ts'
import type { Limit } from '#kernel/limit.ts'
import { causeRule, groundOf } from './clock-causes.ts'
import type { Cause, ClockEffect } from './clock-causes.ts'
import { promisedMillis } from './due-move.ts'
import type { DueInstants, DueMillis } from './due-move.ts'
import { causesInEnglish } from './english.ts'

/** The two limits of a dossier: the law's, and what the centre promises (never longer than the law's). */
export type Limits = { readonly legal: Limit; readonly committed: Limit }

/** A change of the clocks of a dossier: a stop, a restart, or added time (`toAt` then equals `fromAt`). */
export type Stop = {
  readonly cause: Cause
  readonly effect: ClockEffect
  readonly fromAt: string
  readonly toAt: string | null
  /** The latest instant to which the cause may hold the clock. */
  readonly endsBy: string | null
  readonly by: Limit | null
  /** Absent: both clocks. An extension moves the promise only. */
  readonly moves?: 'both' | 'committed' | undefined
  /** The ground as written at the time; absent: that of the current table. */
  readonly law?: string
}
export type Clock = {
  readonly kind: 'legal' | 'committed'
  readonly limit: Limit
  readonly startedAt: string
  /** Settings the clock was started with: all of them, or of an older clock those that were not the default then. */
  readonly settings: Partial<DeadlineSettings>
}

/** A new day for the result: asked for, drafted, given or refused. */
export type Reappointment = {
  readonly seq: number
  readonly kind: 'extension' | 'apology'
  readonly cause: string
  readonly reason: string
  readonly days: number | null
  readonly decision: 'granted' | 'declined' | 'lapsed' | null
  readonly dueBefore: string
  readonly dueAfter: string | null
}

export type Clocks = { readonly clocks: readonly Clock[]; readonly stops: readonly Stop[] }

/**
 * The due instant, derived and never stored by hand: the same receipt, calendar and stops give the same
 * instant to anyone who computes it again, whenever they ask. A stop whose cause has a ceiling lasts to that ceiling
 * and no longer, so it always has a date; `null` dueAt only while a stop without an end is open.
 */
export function due(
  calendar: WorkingCalendar,
  limit: Limit,
  startedAt: Temporal.Instant,
  stops: readonly Stop[],
  settings: Partial<DeadlineSettings> = {},
  language: Language = 'vi',
): DueDate {
  return dueDate(calendar, { receivedAt: startedAt, ...requestOf(limit, stops, settings, language), language })
}

function requestOf(
  limit: Limit,
  stops: readonly Stop[],
  settings: Partial<DeadlineSettings>,
  language: Language = 'vi',
): Omit<Parameters<typeof dueDate>[1], 'receivedAt'> {
  return {
    limit,
    settings: { ...defaultDeadlineSettings, ...settings },
    stops: stops.map((stop) => ({
      cause: stop.cause,
      causeName: language === 'en' ? causesInEnglish[stop.cause] : causeRule(stop.cause).name,
      law: stop.law ?? groundOf(stop.cause, stop.effect),
      effect: stop.effect,
      by: stop.by ?? undefined,
      from: instantFrom(stop.fromAt),
      to: endOf(stop),
    })),
  }
}

/** When a stop ends for the clock: when someone ended it, or at its ceiling, whichever is first. */
export function endOf(stop: Pick<Stop, 'toAt' | 'endsBy'>): Temporal.Instant | null {
  const ends = [stop.toAt, stop.endsBy].flatMap((at) => (at === null ? [] : [instantFrom(at)]))
  return ends.length === 0 ? null : ends.reduce((a, b) => (Temporal.Instant.compare(a, b) < 0 ? a : b))
}

/** What happened to one of the two clocks. */
export function stopsOf<Each extends { readonly moves?: Stop['moves'] }>(
  { kind }: Pick<Clock, 'kind'>,
  stops: readonly Each[],
): readonly Each[] {
  return kind === 'legal' ? stops.filter((stop) => stop.moves !== 'committed') : stops
}

/** Due instant of a clock that has started. */
export function dueOfClock(calendar: WorkingCalendar, clock: Clock, stops: readonly Stop[], language: Language = 'vi'): DueDate {
  return due(calendar, clock.limit, instantFrom(clock.startedAt), stopsOf(clock, stops), clock.settings, language)
}

/** Both due instants of a dossier, computed from its clocks and stops. */
export function dueMillisOf(calendar: WorkingCalendar, { clocks, stops }: Clocks): DueMillis {
  const of = (kind: Clock['kind']): number | null => {
    const clock = clocks.find((each) => each.kind === kind)
    return clock
      ? dueMillis(calendar, { receivedMs: millisOf(clock.startedAt), ...requestOf(clock.limit, stopsOf(clock, stops), clock.settings) })
      : null
  }
  return { committed: of('committed'), legal: of('legal') }
}

/** {@link dueMillisOf} as instants. */
export function dueOfBoth(calendar: WorkingCalendar, clocks: Clocks): DueInstants {
  return instantsOf(dueMillisOf(calendar, clocks))
}

/** The instants a dossier was last promised. */
export function dueAsStored(row: Parameters<typeof promisedMillis>[0]): DueInstants {
  return instantsOf(promisedMillis(row))
}

function instantsOf(due: DueMillis): DueInstants {
  const at = (millis: number | null) => (millis === null ? null : Temporal.Instant.fromEpochMilliseconds(millis))
  return { committed: at(due.committed), legal: at(due.legal) }
}

/** The end of the last working day for which a cause may hold the clock. */
export function ceilingOf(calendar: WorkingCalendar, from: Temporal.Instant, workingDays: number): Temporal.Instant {
  const ends = due(calendar, { amount: workingDays, unit: 'working_days' }, from, [], { dueTime: 'end_of_office_hours' }).dueAt
  if (ends === null) throw new Error('a limit without stops has its end')
  return ends
}

/** When a part is due: so many working hours of its agency after it opened, with the lawful stops of the dossier since. */
export function dueOfPart(
  calendar: WorkingCalendar,
  part: { readonly hours: number; readonly openedAt: Temporal.Instant },
  stops: readonly Stop[],
): Temporal.Instant | null {
  if (part.hours <= 0) return null
  // More time given to the dossier whole is not given to one of its parts.
  const since = stops.filter((stop) => stop.effect !== 'extend' && Temporal.Instant.compare(instantFrom(stop.fromAt), part.openedAt) >= 0)
  return due(calendar, { amount: part.hours, unit: 'working_hours' }, part.openedAt, since).dueAt
}
