import { instantFrom } from '#kernel/instant.ts'
import { defaultDeadlineSettings, loadWorkingCalendar, remaining } from '#calendar'
import type { DeadlineSettings, Remaining, WorkingCalendar } from '#calendar'
import type { AgencyId, CentreId, DossierId } from '#kernel/ids.ts'
import { toVietnamIso } from '#kernel/vietnam-time.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { Channel, Limit, ProcedureVersion } from '#procedure'
import type { TimeFacts } from '../domain/act-facts.ts'
import type { Clock, Clocks, Limits, Reappointment, Stop } from '../domain/clocks.ts'
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'

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

export const reappointmentColumns = sql`jsonb_build_object('seq', r.seq, 'kind', r.kind, 'cause', r.cause, 'reason', r.reason, 'days', r.days,
  'decision', r.decision, 'dueBefore', r.due_before, 'dueAfter', r.due_after)`
export const clockColumns = sql`jsonb_build_object('kind', k.kind, 'startedAt', k.started_at, 'settings', k.settings,
  'limit', jsonb_build_object('amount', k.limit_amount, 'unit', k.limit_unit))`
export const stopColumns = sql`jsonb_build_object('cause', s.cause, 'effect', s.effect, 'fromAt', s.from_at, 'toAt',
  s.to_at, 'endsBy', s.ends_by, 'moves', s.moves, 'law', s.law,
  'by', case when s.by_amount is not null then jsonb_build_object('amount', s.by_amount, 'unit', s.by_unit) end)`

/** SQL of what the applicant was notified of, from the record of acts. */
export const notifiedOf = (dossierId: RawBuilder<unknown>) => sql<TimeFacts['notified']>`(select jsonb_build_object(
      'late', coalesce(bool_or(n.kind = 'note_late'), false), 'lateByLaw',
      coalesce(bool_or(n.kind = 'note_late_by_law'), false))
    from dossier.act n where n.dossier_id = ${dossierId})`

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
      (select jsonb_agg(${reappointmentColumns} order by r.seq) from dossier.reappointment r
      where r.dossier_id = ${id}) as reappointments`.execute(db)
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
    select k.dossier_id as id, k.kind, k.limit_amount::float8 as amount, k.limit_unit as unit,
      k.started_at as "startedAt", k.settings
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
  return spelledHere.test(at) ? `${at.slice(0, 19)}+07:00` : toVietnamIso(instantFrom(at))
}
