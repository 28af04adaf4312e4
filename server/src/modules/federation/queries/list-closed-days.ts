import { sql } from 'kysely'
import type { Queryable } from '#platform/db/database.ts'
import type { ClosedDay } from '../domain/closed-day.ts'

/** The latest revision of the days that were closed, the newest first. @param limit `null`: all of them */
export async function listClosedDays(db: Queryable, limit: number | null): Promise<ClosedDay[]> {
  const { rows } = await sql<ClosedDay>`
    select distinct on (on_day) on_day as "on", revision, as_of as "asOf", definition, figures
    from federation.closed_day
    order by on_day desc, revision desc
    limit ${limit}`.execute(db)
  return rows
}

/** The latest revision of one day; `null` when it is not closed. */
export async function findClosedDay(db: Queryable, on: string): Promise<ClosedDay | null> {
  const { rows } = await sql<ClosedDay>`
    select on_day as "on", revision, as_of as "asOf", definition, figures
    from federation.closed_day
    where on_day = ${on}::date
    order by revision desc
    limit 1`.execute(db)
  return rows[0] ?? null
}
