import { sql } from 'kysely'
import { listAgencies } from '#agency'
import { listCentres } from '#centre'
import { getSatisfaction } from '#feedback'
import type { Satisfaction } from '#feedback'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { databaseNow } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import { figuresByAgency, onTimePercent, sumOf } from '../domain/board.ts'
import type { Figures, LedgerFigures } from '../domain/board.ts'
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
 * The board of a day, today when none is given. Read from the figures kept for each day: the cost grows with the number
 * of agencies and, for a past day, of days since; neither with what was received nor with what lies open. Both days shown
 * are of one instant.
 * @throws Refused BOARD_DAY_IN_FUTURE
 */
export async function getBoard(db: Queryable, day: Temporal.PlainDate | null = null): Promise<Board> {
  const now = await databaseNow(db)
  const today = now.toZonedDateTimeISO(zone).toPlainDate()
  const on = day ?? today
  if (Temporal.PlainDate.compare(on, today) > 0) {
    throw new Refused(refusalFrom(reportingRefusals, 'BOARD_DAY_IN_FUTURE', { on: on.toLocaleString('vi-VN') }))
  }
  const agencies = await listAgencies(db)
  const centres = await listCentres(db)
  const before = await dayBefore(db, on)
  const { byAgency, byAgencyBefore } = await readFigures(db, on, before)
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
    yesterday: { on: before.toString(), ...sumOf(byAgencyBefore.values()) },
  }
}

/** `2026-11-23T10:05:09+07:00`. */
export function inVietnam(at: Temporal.Instant): string {
  return at.toZonedDateTimeISO(zone).toString({ timeZoneName: 'never', smallestUnit: 'second' })
}

/** The figures of both days by agency, in one statement and so of one instant. */
async function readFigures(db: Queryable, on: Temporal.PlainDate, before: Temporal.PlainDate) {
  const { rows } = await sql<LedgerFigures & { day: string }>`
    with line as (
      select s.day, f.agency_id, f.on_day = s.day as is_of_day, f.received, f.early, f.on_time, f.late, f.refused, f.withdrawn, f.stopped,
        f.settled, 0 as waiting
      from (values (${on.toString()}::date), (${before.toString()}::date)) s (day) join dossier.v_day_figures f on f.on_day >= s.day
      union all
      select s.day, w.agency_id, false, 0, 0, 0, 0, 0, 0, 0, 0, w.waiting
      from (values (${on.toString()}::date), (${before.toString()}::date)) s (day) cross join dossier.v_waiting w
    )
    select day, agency_id as "agencyId",
      coalesce(sum(received) filter (where is_of_day), 0)::integer as received,
      coalesce(sum(early) filter (where is_of_day), 0)::integer as early,
      coalesce(sum(on_time) filter (where is_of_day), 0)::integer as "onTime",
      coalesce(sum(late) filter (where is_of_day), 0)::integer as late,
      coalesce(sum(refused) filter (where is_of_day), 0)::integer as refused,
      coalesce(sum(withdrawn) filter (where is_of_day), 0)::integer as withdrawn,
      coalesce(sum(stopped) filter (where is_of_day), 0)::integer as stopped,
      sum(waiting)::integer as "waitingNow",
      coalesce(sum(received - settled) filter (where not is_of_day), 0)::integer as "waitingSince"
    from line group by day, agency_id`.execute(db)
  const of = (shown: Temporal.PlainDate): ReadonlyMap<string, Figures> =>
    figuresByAgency(rows.filter((row) => row.day === shown.toString()).map(({ day: _day, ...figures }) => figures))
  return { byAgency: of(on), byAgencyBefore: of(before) }
}

async function dayBefore(db: Queryable, on: Temporal.PlainDate): Promise<Temporal.PlainDate> {
  const starts = on.toZonedDateTime(zone).toInstant().toString()
  const { rows } = await sql<{ day: string | null }>`
    select (max(received_at) at time zone 'Asia/Ho_Chi_Minh')::date as day from dossier.v_ledger where received_at < ${starts}::timestamptz`.execute(
    db,
  )
  const day = rows[0]?.day
  return day ? Temporal.PlainDate.from(day) : on.subtract({ days: 1 })
}
