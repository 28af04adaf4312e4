import { sql } from 'kysely'
import type { AgencyId, CentreId, DossierId } from '#kernel/ids.ts'
import { dueDate, loadWorkingCalendar, remaining } from '#calendar'
import type { DueDate, Remaining, WorkingCalendar } from '#calendar'
import type { Channel, Limit, ProcedureVersion } from '#procedure'
import type { Queryable } from '#platform/db/database.ts'
import { stopCauses } from '../domain/dossier-acts.ts'
import type { StopCause } from '../domain/dossier-acts.ts'

/** The two limits of a dossier: the law's, and what the centre promises (never longer than the law's). */
export type Limits = { readonly legal: Limit; readonly committed: Limit }

/** Limits for a filing channel, or the fields a person must complete before anything can be promised. */
export function limitsFor(version: ProcedureVersion, channel: Channel): Limits | null {
  const legal = version.channels.find((each) => each.channel === channel)?.limit ?? version.legalLimit
  if (!legal) return null
  return { legal, committed: version.committedLimit ?? legal }
}

/** Hours a process step may carry fractions; a limit of a dossier is whole. */
export function clocksOf(limits: Limits): { kind: 'legal' | 'committed'; amount: number; unit: string }[] {
  return [
    { kind: 'legal', ...limits.legal },
    { kind: 'committed', ...limits.committed },
  ]
}

export type Stop = { readonly cause: StopCause; readonly fromAt: string; readonly toAt: string | null }
export type Clock = { readonly kind: 'legal' | 'committed'; readonly limit: Limit; readonly startedAt: string }

export type Clocks = { readonly clocks: Clock[]; readonly stops: Stop[] }

export async function loadClocks(db: Queryable, id: DossierId): Promise<Clocks> {
  return (await loadClocksOf(db, [id])).get(id) ?? { clocks: [], stops: [] }
}

/** Clocks and stops of many dossiers in one statement. */
export async function loadClocksOf(db: Queryable, ids: readonly DossierId[]): Promise<Map<DossierId, Clocks>> {
  const { rows } = await sql<{ id: DossierId; clocks: Clock[] | null; stops: Stop[] | null }>`
    select x.id,
      (select jsonb_agg(jsonb_build_object('kind', kind, 'startedAt', started_at,
         'limit', jsonb_build_object('amount', limit_amount, 'unit', limit_unit)) order by kind)
       from dossier.clock where dossier_id = x.id) as clocks,
      (select jsonb_agg(jsonb_build_object('cause', cause, 'fromAt', from_at, 'toAt', to_at) order by seq)
       from dossier.clock_stop where dossier_id = x.id) as stops
    from unnest(${ids}::uuid[]) as x(id)`.execute(db)
  return new Map(rows.map((row) => [row.id, { clocks: row.clocks ?? [], stops: row.stops ?? [] }]))
}

/** The calendar by which an agency's dossiers at a centre are counted. */
export async function calendarFor(db: Queryable, place: { agencyId: AgencyId | null; centreId: CentreId }): Promise<WorkingCalendar> {
  return await loadWorkingCalendar(db, place.agencyId ? { agencyId: place.agencyId, centreId: place.centreId } : { centreId: place.centreId })
}

/**
 * The due instant, derived and never stored by hand: the same receipt, calendar and stops give the same
 * instant to anyone who computes it again. `null` dueAt while a stop is open: there is no honest date then.
 */
export function due(calendar: WorkingCalendar, limit: Limit, startedAt: Temporal.Instant, stops: readonly Stop[]): DueDate {
  return dueDate(calendar, {
    receivedAt: startedAt,
    limit,
    stops: stops.map((stop) => ({
      cause: stop.cause,
      causeName: stopCauses[stop.cause].name,
      law: stopCauses[stop.cause].law,
      from: Temporal.Instant.from(stop.fromAt),
      to: stop.toAt === null ? null : Temporal.Instant.from(stop.toAt),
    })),
  })
}

/** Both due instants of a dossier, as its clocks and stops give them. */
export function dueOfBoth(calendar: WorkingCalendar, { clocks, stops }: Clocks): DueInstants {
  const of = (kind: Clock['kind']): Temporal.Instant | null => {
    const clock = clocks.find((each) => each.kind === kind)
    return clock ? due(calendar, clock.limit, Temporal.Instant.from(clock.startedAt), stops).dueAt : null
  }
  return { committed: of('committed'), legal: of('legal') }
}

export type DueInstants = { readonly committed: Temporal.Instant | null; readonly legal: Temporal.Instant | null }

/** Working time left at an instant, with the sentence every screen shows. */
export function timeLeft(calendar: WorkingCalendar, at: Temporal.Instant, dueAt: Temporal.Instant): Remaining {
  return remaining(calendar, at, dueAt)
}
