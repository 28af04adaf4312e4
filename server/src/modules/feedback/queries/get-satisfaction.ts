import { sql } from 'kysely'
import type { Queryable } from '#platform/db/database.ts'
import { satisfactionOf } from '../domain/rating.ts'
import type { RatingCount, Satisfaction } from '../domain/rating.ts'

/** Satisfaction of one day (`YYYY-MM-DD`). Ratings are of the day on which they were counted, at least five together. */
export async function getSatisfaction(db: Queryable, on: string): Promise<Satisfaction> {
  const { rows } = await sql<{ asked: number; answered: number }>`
    select count(*)::integer as asked, count(*) filter (where is_spent)::integer as answered
    from feedback.invitation where invited_on = ${on}::date
  `.execute(db)
  const { asked, answered } = rows[0] ?? { asked: 0, answered: 0 }
  const counts = await sql<RatingCount>`
    select result, attitude, count(*)::integer as n from feedback.rating where on_day = ${on}::date
    group by result, attitude
  `.execute(db)
  return satisfactionOf(counts.rows, asked, answered)
}
