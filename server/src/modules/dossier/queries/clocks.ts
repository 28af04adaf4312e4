import type { Language } from '#kernel/language.ts'
import { causesInEnglish } from '../domain/english.ts'
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { AgencyId, CentreId, DossierId } from '#kernel/ids.ts'
import { defaultDeadlineSettings, dueDate, dueMillis, loadWorkingCalendar, remaining } from '#calendar'
import type { DeadlineSettings, DueDate, Remaining, WorkingCalendar } from '#calendar'
import type { Channel, Limit, ProcedureVersion } from '#procedure'
import type { Queryable } from '#platform/db/database.ts'
import { millisOf } from '#kernel/instant.ts'
import { toVietnamIso } from '#kernel/vietnam-time.ts'
import { causeRule, groundOf } from '../domain/clock-causes.ts'
import type { Cause, ClockEffect } from '../domain/clock-causes.ts'
import type { TimeFacts } from '../domain/act-facts.ts'
import { promisedMillis } from '../domain/due-move.ts'
import type { DueInstants, DueMillis } from '../domain/due-move.ts'

/** The two limits of a dossier: the law's, and what the centre promises (never longer than the law's). */
export type Limits = { readonly legal: Limit; readonly committed: Limit }

/** Limits for a filing channel, or the fields a person must complete before anything can be promised. */
export function limitsFor(version: ProcedureVersion, channel: Channel): Limits | null {
  const legal = version.channels.find((each) => each.channel === channel)?.limit ?? version.legalLimit
  if (!legal) return null
  return { legal, committed: version.committedLimit ?? legal }
}

/** Hours a process step may carry fractions; a limit of a dossier is whole. */
export function clocksOf(
  limits: Limits,
  settings: Partial<DeadlineSettings>,
): { kind: 'legal' | 'committed'; amount: number; unit: string; settings: Partial<DeadlineSettings> }[] {
  return [
    { kind: 'legal', ...limits.legal, settings },
    { kind: 'committed', ...limits.committed, settings },
  ]
}

/** What happened to the clocks of a dossier: a stop, a new beginning, or time added (`toAt` then equals `fromAt`). */
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
  /** The ground as it was written when it happened; absent: what the table says today. */
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

export const reappointmentColumns = sql`jsonb_build_object('seq', r.seq, 'kind', r.kind, 'cause', r.cause, 'reason', r.reason, 'days', r.days,
  'decision', r.decision, 'dueBefore', r.due_before, 'dueAfter', r.due_after)`
export const clockColumns = sql`jsonb_build_object('kind', k.kind, 'startedAt', k.started_at, 'settings', k.settings,
  'limit', jsonb_build_object('amount', k.limit_amount, 'unit', k.limit_unit))`
export const stopColumns = sql`jsonb_build_object('cause', s.cause, 'effect', s.effect, 'fromAt', s.from_at, 'toAt', s.to_at, 'endsBy', s.ends_by, 'moves', s.moves, 'law', s.law,
  'by', case when s.by_amount is not null then jsonb_build_object('amount', s.by_amount, 'unit', s.by_unit) end)`

/** SQL of what the applicant was notified of, from the record of acts. */
export const notifiedOf = (dossierId: RawBuilder<unknown>) => sql<TimeFacts['notified']>`(select jsonb_build_object(
      'late', coalesce(bool_or(n.kind = 'note_late'), false), 'lateByLaw', coalesce(bool_or(n.kind = 'note_late_by_law'), false))
    from dossier.act n where n.dossier_id = ${dossierId})`

export type Clocks = { readonly clocks: Clock[]; readonly stops: Stop[] }

type ClockFacts = Clocks & { readonly reappointments: Reappointment[]; readonly notified: TimeFacts['notified'] }

export async function loadClocks(db: Queryable, id: DossierId): Promise<ClockFacts> {
  const { rows } = await sql<{
    clocks: Clock[] | null
    stops: Stop[] | null
    reappointments: Reappointment[] | null
    notified: TimeFacts['notified']
  }>`
    select ${notifiedOf(sql`${id}::uuid`)} as notified,
      (select jsonb_agg(${clockColumns} order by k.kind) from dossier.clock k where k.dossier_id = ${id}) as clocks,
      (select jsonb_agg(${stopColumns} order by s.seq) from dossier.clock_stop s where s.dossier_id = ${id}) as stops,
      (select jsonb_agg(${reappointmentColumns} order by r.seq) from dossier.reappointment r where r.dossier_id = ${id}) as reappointments`.execute(
    db,
  )
  return {
    clocks: rows[0]?.clocks ?? [],
    stops: rows[0]?.stops ?? [],
    reappointments: rows[0]?.reappointments ?? [],
    notified: rows[0]?.notified ?? { late: false, lateByLaw: false },
  }
}

/** Clocks and stops of many dossiers in one statement. */
export async function loadClocksOf(db: Queryable, ids: readonly DossierId[]): Promise<Map<DossierId, Clocks>> {
  const of = new Map(ids.map((id) => [id, { clocks: [] as Clock[], stops: [] as Stop[] }]))
  // Most have two clocks and no stop: plain rows cost a quarter of what building documents of them does.
  const clocks = await sql<
    { id: DossierId; kind: Clock['kind']; amount: number; unit: Limit['unit'] } & Pick<Clock, 'startedAt' | 'settings'>
  >`
    select k.dossier_id as id, k.kind, k.limit_amount::float8 as amount, k.limit_unit as unit, k.started_at as "startedAt", k.settings
    from dossier.clock k where k.dossier_id = any(${ids}::uuid[]) order by k.dossier_id, k.kind`.execute(db)
  for (const { id, kind, amount, unit, startedAt, settings } of clocks.rows)
    of.get(id)?.clocks.push({ kind, startedAt, settings, limit: { amount, unit } })
  const stops = await sql<{ id: DossierId; stop: Stop }>`
    select s.dossier_id as id, ${stopColumns} as stop from dossier.clock_stop s
    where s.dossier_id = any(${ids}::uuid[]) order by s.dossier_id, s.seq`.execute(db)
  for (const { id, stop } of stops.rows) of.get(id)?.stops.push(stop)
  return of
}

/**
 * The settings a dossier's clocks start with: the procedure's own, then the locality's, then the default. All are pinned with the clock,
 * so that a default that changes later moves no dossier.
 */
export function settingsFor(version: Pick<ProcedureVersion, 'clockRules'>, calendar: WorkingCalendar): DeadlineSettings {
  const { onSupplement, dueTime, firstDay } = version.clockRules ?? {}
  return {
    ...defaultDeadlineSettings,
    ...calendar.settings,
    ...(onSupplement ? { onSupplement } : {}),
    ...(dueTime ? { dueTime } : {}),
    ...(firstDay ? { firstDay } : {}),
  }
}

/** The calendar by which an agency's dossiers at a centre are counted. */
export async function calendarFor(db: Queryable, place: { agencyId: AgencyId | null; centreId: CentreId }): Promise<WorkingCalendar> {
  return await loadWorkingCalendar(
    db,
    place.agencyId ? { agencyId: place.agencyId, centreId: place.centreId } : { centreId: place.centreId },
  )
}

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
      from: Temporal.Instant.from(stop.fromAt),
      to: endOf(stop),
    })),
  }
}

/** When a stop ends as far as the clock goes: when someone ended it, or at its ceiling, whichever comes first. */
export function endOf(stop: Pick<Stop, 'toAt' | 'endsBy'>): Temporal.Instant | null {
  const ends = [stop.toAt, stop.endsBy].flatMap((at) => (at === null ? [] : [Temporal.Instant.from(at)]))
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
  return due(calendar, clock.limit, Temporal.Instant.from(clock.startedAt), stopsOf(clock, stops), clock.settings, language)
}

/** Both due instants of a dossier, as its clocks and stops give them. */
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

/** Working time left at an instant, with the sentence every screen shows. */
export function timeLeft(calendar: WorkingCalendar, at: Temporal.Instant, dueAt: Temporal.Instant): Remaining {
  return remaining(calendar, at, dueAt)
}

const spelledHere = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?\+07:00$/u

/** An instant as people here read it: ISO 8601 with the offset +07:00. */
export function local(at: Temporal.Instant | string | null): string | null {
  if (at === null) return null
  if (typeof at !== 'string') return toVietnamIso(at)
  // The database spells instants so already, but for the fraction.
  return spelledHere.test(at) ? `${at.slice(0, 19)}+07:00` : toVietnamIso(Temporal.Instant.from(at))
}
