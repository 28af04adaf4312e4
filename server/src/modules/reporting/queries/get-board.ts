import { sql } from 'kysely'
import { listAgencies } from '#agency'
import { listCentres } from '#centre'
import { getSatisfaction } from '#feedback'
import type { Satisfaction } from '#feedback'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { databaseNow } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import { figuresByAgency, onTimePercent, sumOf } from '../domain/board.ts'
import type { Figures, LedgerCount } from '../domain/board.ts'
import { reportingRefusals } from '../domain/refusals.ts'

type Shown = Pick<Figures, 'received' | 'early' | 'onTime' | 'late' | 'waiting'>

export type Board = {
  /** The day shown, `YYYY-MM-DD`. */
  readonly on: string
  /** When the figures were read, ISO 8601 with +07:00. */
  readonly asOf: string
  readonly centreName: string
  readonly today: Figures
  readonly satisfaction: Satisfaction
  readonly agencies: readonly (Shown & {
    readonly code: string
    readonly name: string
    readonly onTimePercent: number | null
  })[]
  /** The last day before `on` on which anything was received; the calendar day before when there is none. */
  readonly yesterday: Figures & { readonly on: string }
}

const zone = 'Asia/Ho_Chi_Minh'

/**
 * The board of a day, today when none is given. Read from the ledger view by its date indexes: the cost grows
 * with the day and with what is open, not with the years behind it.
 * @throws Refused BOARD_DAY_IN_FUTURE
 */
export async function getBoard(db: Queryable, day: Temporal.PlainDate | null = null): Promise<Board> {
  const now = await databaseNow(db)
  const today = now.toZonedDateTimeISO(zone).toPlainDate()
  const on = day ?? today
  if (Temporal.PlainDate.compare(on, today) > 0) {
    throw new Refused(refusalFrom(reportingRefusals, 'BOARD_DAY_IN_FUTURE', { on: on.toLocaleString('vi-VN') }))
  }
  const before = await dayBefore(db, on)
  const agencies = await listAgencies(db)
  const centres = await listCentres(db)
  const byAgency = await readFigures(db, on)
  const satisfaction = await getSatisfaction(db, on.toString())
  const noFigures = sumOf([])
  return {
    on: on.toString(),
    asOf: inVietnam(now),
    centreName: centres[0]?.name ?? '',
    today: sumOf(byAgency.values()),
    satisfaction,
    agencies: agencies
      // The centre itself decides nothing, so it has a line only if a dossier was ever given to it.
      .filter((agency) => agency.kind !== 'centre' || byAgency.has(agency.id))
      .map((agency) => {
        const figures = byAgency.get(agency.id) ?? noFigures
        const { received, early, onTime, late, waiting } = figures
        return {
          code: agency.code,
          name: agency.name,
          received,
          early,
          onTime,
          late,
          waiting,
          onTimePercent: onTimePercent(figures),
        }
      }),
    yesterday: { on: before.toString(), ...sumOf((await readFigures(db, before)).values()) },
  }
}

/** `2026-11-23T10:05:09+07:00`. */
export function inVietnam(at: Temporal.Instant): string {
  return at.toZonedDateTimeISO(zone).toString({ timeZoneName: 'never', smallestUnit: 'second' })
}

async function readFigures(db: Queryable, on: Temporal.PlainDate): Promise<ReadonlyMap<string, Figures>> {
  const starts = on.toZonedDateTime(zone).toInstant().toString()
  const ends = on.add({ days: 1 }).toZonedDateTime(zone).toInstant().toString()
  // Each branch is one range of one index. Early, on time and late were decided once, when the result was
  // recorded; deciding them here again could only disagree.
  const { rows } = await sql<LedgerCount>`
    select agency_id as "agencyId", 'received' as figure, count(*)::integer as n
      from dossier.v_ledger where received_at >= ${starts}::timestamptz and received_at < ${ends}::timestamptz group by agency_id
    union all
    select agency_id, outcome, count(*)::integer
      from dossier.v_ledger where finished_at >= ${starts}::timestamptz and finished_at < ${ends}::timestamptz
        and outcome in ('early', 'on_time', 'late') group by agency_id, outcome
    union all
    select agency_id, outcome, count(*)::integer
      from dossier.v_ledger where ended_at >= ${starts}::timestamptz and ended_at < ${ends}::timestamptz
        and outcome in ('refused', 'withdrawn', 'stopped') group by agency_id, outcome
    union all
    select agency_id, 'waiting_now', count(*)::integer
      from dossier.v_ledger where ended_at is null and finished_at is null group by agency_id
    union all
    select agency_id, 'received_since', count(*)::integer
      from dossier.v_ledger where received_at >= ${ends}::timestamptz group by agency_id
    union all
    select agency_id, 'settled_since', count(*)::integer
      from dossier.v_ledger where finished_at >= ${ends}::timestamptz group by agency_id
    union all
    select agency_id, 'settled_since', count(*)::integer
      from dossier.v_ledger where ended_at >= ${ends}::timestamptz and finished_at is null group by agency_id
  `.execute(db)
  return figuresByAgency(rows)
}

async function dayBefore(db: Queryable, on: Temporal.PlainDate): Promise<Temporal.PlainDate> {
  const starts = on.toZonedDateTime(zone).toInstant().toString()
  const { rows } = await sql<{ day: string | null }>`
    select (max(received_at) at time zone 'Asia/Ho_Chi_Minh')::date as day
    from dossier.v_ledger where received_at < ${starts}::timestamptz
  `.execute(db)
  const day = rows[0]?.day
  return day ? Temporal.PlainDate.from(day) : on.subtract({ days: 1 })
}
