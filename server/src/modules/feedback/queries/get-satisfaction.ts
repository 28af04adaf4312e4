import { sql } from 'kysely'
import type { Queryable } from '#platform/db/database.ts'
import { publishable, satisfactionOf } from '../domain/rating.ts'
import type { RatingCount, Satisfaction } from '../domain/rating.ts'

type Day = { cast: number; asked: number; answered: number; hasEnded: boolean }

/** Satisfaction of one day (`YYYY-MM-DD`), as it may be published at this moment. */
export async function getSatisfaction(db: Queryable, on: string): Promise<Satisfaction> {
  const { rows } = await sql<Day>`
    select (select coalesce(max(ordinal), 0) from feedback.rating where on_day = ${on}::date) as cast,
           count(*)::integer as asked,
           count(used_on)::integer as answered,
           ${on}::date < (platform.now() at time zone 'Asia/Ho_Chi_Minh')::date as "hasEnded"
    from feedback.invitation where invited_on = ${on}::date
  `.execute(db)
  const day = rows[0] ?? { cast: 0, asked: 0, answered: 0, hasEnded: false }
  const shown = publishable(day.cast, day.hasEnded)
  const counts =
    shown === 0
      ? { rows: [] }
      : await sql<RatingCount>`
          select result, attitude, count(*)::integer as n
          from feedback.rating where on_day = ${on}::date and ordinal <= ${shown}
          group by result, attitude
        `.execute(db)
  return satisfactionOf(counts.rows, day.asked, day.answered)
}
