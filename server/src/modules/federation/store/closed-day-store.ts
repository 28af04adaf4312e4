import { sql } from 'kysely'
import type { Queryable } from '#platform/db/database.ts'
import type { DayFigures } from '../domain/closed-day.ts'

export type NewClosedDay = { readonly on: string; readonly revision: number; readonly definition: string; readonly figures: DayFigures }

/** Adds days and revisions of days; one that another process has just added stays. @returns how many were new */
export async function insertClosedDays(tx: Queryable, days: readonly NewClosedDay[]): Promise<number> {
  if (days.length === 0) return 0
  const { rows } = await sql`
    insert into federation.closed_day (on_day, revision, as_of, definition, figures)
    select d."on", d.revision, platform.now(), d.definition, d.figures
    from jsonb_to_recordset(${JSON.stringify(days)}::jsonb)
      d ("on" date, revision integer, definition text, figures jsonb)
    on conflict do nothing
    returning 1`.execute(tx)
  return rows.length
}
