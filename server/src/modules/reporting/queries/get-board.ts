import { sql } from 'kysely'
import { listAgencies } from '#agency'
import { listCentres } from '#centre'
import { getSatisfaction } from '#feedback'
import type { Satisfaction } from '#feedback'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { toVietnamIso } from '#kernel/vietnam-time.ts'
import { databaseNow } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import { figuresByAgency, onTimePercent, sumOf, toShownFigures } from '../domain/board.ts'
import type { Figures, LedgerFigures, ShownFigures } from '../domain/board.ts'
import { reportingRefusals } from '../domain/refusals.ts'

export type Board = {
  /** The day shown, `YYYY-MM-DD`. */
  readonly on: string
  /** When the figures were read, ISO 8601 with +07:00. */
  readonly asOf: string
  readonly centreName: string
  readonly today: ShownFigures
  readonly satisfaction: Satisfaction
  readonly agencies: readonly (ShownFigures & {
    readonly code: string
    readonly name: string
    readonly onTimePercent: number | null
  })[]
  /** The last day before `on` on which anything was accepted; the calendar day before when there is none. */
  readonly yesterday: ShownFigures & { readonly on: string }
}

const zone = 'Asia/Ho_Chi_Minh'

/**
 * The board of a day, today when none is given. Read from the figures kept for each day: the cost grows with the number
 * of agencies, of days since for a past day, and for today with what is open and overdue (`dossier.v_overdue`); neither with
 * what was received nor with what is open. Both days shown are of one instant.
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
  const isToday = on.equals(today)
  const before = await dayBefore(db, on)
  const { byAgency, byAgencyBefore } = await readFigures(db, on, before, isToday)
  const satisfaction = await getSatisfaction(db, on.toString())
  const noFigures = sumOf([])
  return {
    on: on.toString(),
    asOf: toVietnamIso(now),
    centreName: centres[0]?.name ?? '',
    today: toShownFigures(sumOf(byAgency.values()), isToday),
    satisfaction,
    agencies: agencies
      // The centre itself decides nothing, so it has a line only if a dossier was ever given to it.
      .filter((agency) => agency.kind !== 'centre' || byAgency.has(agency.id))
      .map((agency) => {
        const figures = byAgency.get(agency.id) ?? noFigures
        return {
          code: agency.code,
          name: agency.name,
          ...toShownFigures(figures, isToday),
          onTimePercent: onTimePercent(figures),
        }
      }),
    yesterday: { on: before.toString(), ...toShownFigures(sumOf(byAgencyBefore.values()), false) },
  }
}

/** The figures of both days by agency, in one statement and so of one instant. */
async function readFigures(db: Queryable, on: Temporal.PlainDate, before: Temporal.PlainDate, isToday: boolean) {
  const { rows } = await sql<LedgerFigures & { day: string }>`
    with line as (
      select s.day, f.agency_id, f.on_day = s.day as is_of_day, f.received, f.early, f.on_time, f.late, f.refused,
        f.withdrawn, f.stopped, f.settled, f.early_by_law, f.on_time_by_law, f.late_by_law, f.ended_late,
        f.ended_late_by_law, f.filed, f.refused_at_intake, f.withdrawn_at_intake, f.stopped_at_intake, 0 as waiting,
        0 as waiting_at_intake, 0 as overdue, 0 as overdue_by_law
      from (values (${on.toString()}::date), (${before.toString()}::date)) s (day)
      join dossier.v_day_figures f on f.on_day >= s.day
      union all
      select s.day, w.agency_id, false, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, w.waiting,
        w.waiting_at_intake, 0, 0
      from (values (${on.toString()}::date), (${before.toString()}::date)) s (day) cross join dossier.v_waiting w
      union all
      select ${on.toString()}::date, o.agency_id, false, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        count(*) filter (where not o.by_law), count(*) filter (where o.by_law)
      from dossier.v_overdue o
      where ${isToday}
      group by o.agency_id
    )
    select day, agency_id as "agencyId",
      coalesce(sum(received) filter (where is_of_day), 0)::integer as received,
      coalesce(sum(early) filter (where is_of_day), 0)::integer as early,
      coalesce(sum(on_time) filter (where is_of_day), 0)::integer as "onTime",
      coalesce(sum(late) filter (where is_of_day), 0)::integer as late,
      coalesce(sum(refused) filter (where is_of_day), 0)::integer as refused,
      coalesce(sum(withdrawn) filter (where is_of_day), 0)::integer as withdrawn,
      coalesce(sum(stopped) filter (where is_of_day), 0)::integer as stopped,
      coalesce(sum(refused_at_intake) filter (where is_of_day), 0)::integer as "refusedAtIntake",
      coalesce(sum(withdrawn_at_intake) filter (where is_of_day), 0)::integer as "withdrawnAtIntake",
      coalesce(sum(stopped_at_intake) filter (where is_of_day), 0)::integer as "stoppedAtIntake",
      coalesce(sum(early_by_law) filter (where is_of_day), 0)::integer as "earlyByLaw",
      coalesce(sum(on_time_by_law) filter (where is_of_day), 0)::integer as "onTimeByLaw",
      coalesce(sum(late_by_law) filter (where is_of_day), 0)::integer as "lateByLaw",
      coalesce(sum(ended_late) filter (where is_of_day), 0)::integer as "endedLate",
      coalesce(sum(ended_late_by_law) filter (where is_of_day), 0)::integer as "endedLateByLaw",
      sum(overdue)::integer as overdue,
      sum(overdue_by_law)::integer as "overdueByLaw",
      sum(waiting)::integer as "waitingNow",
      coalesce(sum(received - settled) filter (where not is_of_day), 0)::integer as "waitingSince",
      sum(waiting_at_intake)::integer as "waitingAtIntakeNow",
      coalesce(sum(filed - received - refused_at_intake - withdrawn_at_intake - stopped_at_intake)
        filter (where not is_of_day), 0)::integer as "waitingAtIntakeSince"
    from line group by day, agency_id`.execute(db)
  const of = (shown: Temporal.PlainDate): ReadonlyMap<string, Figures> =>
    figuresByAgency(rows.filter((row) => row.day === shown.toString()).map(({ day: _day, ...figures }) => figures))
  return { byAgency: of(on), byAgencyBefore: of(before) }
}

async function dayBefore(db: Queryable, on: Temporal.PlainDate): Promise<Temporal.PlainDate> {
  // One end of the key of the figures, and the few changes that are not folded yet.
  const { rows } = await sql<{ day: string }>`
    select f.on_day as day
    from dossier.v_day_figures f
    where f.on_day < ${on.toString()}::date and f.received > 0
    order by f.on_day desc
    limit 1`.execute(db)
  const day = rows[0]?.day
  return day ? Temporal.PlainDate.from(day) : on.subtract({ days: 1 })
}
