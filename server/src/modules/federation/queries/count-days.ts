import { sql } from 'kysely'
import type { Queryable } from '#platform/db/database.ts'
import type { CountedDay } from '../domain/closed-day.ts'

/** Named one by one, so that the test of row types compares each with the database. */
type DayRow = {
  readonly on: string
  readonly received: number
  readonly early: number
  readonly onTime: number
  readonly late: number
  readonly refused: number
  readonly withdrawn: number
  readonly stopped: number
  readonly waiting: number
  readonly waitingAtIntake: number
  readonly refusedAtIntake: number
  readonly withdrawnAtIntake: number
  readonly stoppedAtIntake: number
  readonly endedLate: number
  readonly earlyByLaw: number
  readonly onTimeByLaw: number
  readonly lateByLaw: number
  readonly endedLateByLaw: number
}

/** The days on which something happened, the earliest first, with the figures of all agencies; of one instant. */
export async function countDays(db: Queryable): Promise<CountedDay[]> {
  const { rows } = await sql<DayRow>`
    with day as (
      select f.on_day, sum(f.received)::integer as received, sum(f.early)::integer as early,
        sum(f.on_time)::integer as on_time, sum(f.late)::integer as late, sum(f.refused)::integer as refused,
        sum(f.withdrawn)::integer as withdrawn, sum(f.stopped)::integer as stopped,
        sum(f.refused_at_intake)::integer as refused_at_intake,
        sum(f.withdrawn_at_intake)::integer as withdrawn_at_intake,
        sum(f.stopped_at_intake)::integer as stopped_at_intake, sum(f.ended_late)::integer as ended_late,
        sum(f.early_by_law)::integer as early_by_law, sum(f.on_time_by_law)::integer as on_time_by_law,
        sum(f.late_by_law)::integer as late_by_law, sum(f.ended_late_by_law)::integer as ended_late_by_law,
        sum(f.received - f.settled) as came,
        sum(f.filed - f.received - f.refused_at_intake - f.withdrawn_at_intake - f.stopped_at_intake) as came_to_intake
      from dossier.v_day_figures f
      group by f.on_day
    ),
    now as (
      select coalesce(sum(w.waiting), 0) as waiting, coalesce(sum(w.waiting_at_intake), 0) as waiting_at_intake
      from dossier.v_waiting w
    )
    select d.on_day as "on", d.received, d.early, d.on_time as "onTime", d.late, d.refused, d.withdrawn, d.stopped,
      (n.waiting - coalesce(sum(d.came) over later, 0))::integer as waiting,
      (n.waiting_at_intake - coalesce(sum(d.came_to_intake) over later, 0))::integer as "waitingAtIntake",
      d.refused_at_intake as "refusedAtIntake", d.withdrawn_at_intake as "withdrawnAtIntake",
      d.stopped_at_intake as "stoppedAtIntake", d.ended_late as "endedLate", d.early_by_law as "earlyByLaw",
      d.on_time_by_law as "onTimeByLaw", d.late_by_law as "lateByLaw", d.ended_late_by_law as "endedLateByLaw"
    from day d
    cross join now n
    window later as (order by d.on_day rows between 1 following and unbounded following)
    order by d.on_day`.execute(db)
  return rows
}
