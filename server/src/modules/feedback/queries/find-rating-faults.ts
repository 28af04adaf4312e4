import { sql } from 'kysely'
import type { Queryable } from '#platform/db/database.ts'

/** Days on which ratings and spent invitations differ in number, or ratings are not numbered 1, 2, 3 …; empty when all is well. */
export async function findRatingFaults(db: Queryable): Promise<{ day: string; ratings: number; spent: number }[]> {
  const { rows } = await sql<{ day: string; ratings: number; spent: number }>`
    select coalesce(r.day, i.day) as day, coalesce(r.n, 0) as ratings, coalesce(i.n, 0) as spent
    from (select on_day as day, count(*)::integer as n, max(ordinal) as last from feedback.rating group by on_day) r
    full join (select used_on as day, count(*)::integer as n from feedback.invitation where used_on is not null group by used_on) i
      on i.day = r.day
    where r.n is distinct from i.n or r.last is distinct from r.n
    order by 1
  `.execute(db)
  return rows
}
