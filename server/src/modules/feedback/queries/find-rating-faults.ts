import { sql } from 'kysely'
import type { Queryable } from '#platform/db/database.ts'

/** `day` is `null` for ballots that wait in the urn. */
export type RatingFault = { readonly day: string | null; readonly ratings: number; readonly spent: number }

/**
 * Days on which as many links were not counted as there are ratings, and officers whose ballots in the urn are not as many as
 * their used links that wait to be counted; empty when all is well.
 */
export async function findRatingFaults(db: Queryable): Promise<RatingFault[]> {
  const { rows } = await sql<RatingFault>`
    select coalesce(r.day, i.day) as day, coalesce(r.n, 0) as ratings, coalesce(i.n, 0) as spent
    from (select on_day as day, count(*)::integer as n from feedback.rating group by on_day) r
    full join (select counted_on as day, count(*)::integer as n from feedback.invitation where counted_on is not null
    group by counted_on) i
      on i.day = r.day
    where r.n is distinct from i.n
    union all
    select null, coalesce(u.n, 0), coalesce(i.n, 0)
    from (select centre_id, agency_id, coalesce(officer_id, centre_id) as officer, count(*)::integer as n
      from feedback.urn group by 1, 2, 3) u
    full join (select centre_id, agency_id, coalesce(officer_id, centre_id) as officer, count(*)::integer as n
        from feedback.invitation where is_spent and counted_on is null group by 1, 2, 3) i
      on i.centre_id = u.centre_id and i.agency_id = u.agency_id and i.officer = u.officer
    where u.n is distinct from i.n
    order by 1
  `.execute(db)
  return rows
}
