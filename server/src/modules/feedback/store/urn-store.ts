import { sql } from 'kysely'
import type { Queryable } from '#platform/db/database.ts'
import type { Answers } from '../domain/rating.ts'
import type { BallotGroup, Count } from '../domain/urn.ts'

/** The purpose under which a ballot is encrypted (see `platform/secrets/sealed-columns.ts`, which seals it again when the key changes). */
export function ballotPurpose(localityId: number, id: string): string {
  return `ballot ${localityId} ${id}`
}

/** Ballots are cast concurrently, but none during a count: a count takes all of a group, with all their links. */
export async function mayEnterUrn(tx: Queryable): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(hashtextextended('feedback.urn', platform.current_locality()))`.execute(tx)
}

export async function holdUrn(tx: Queryable): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('feedback.urn', platform.current_locality()))`.execute(tx)
}

export async function waitingGroups(tx: Queryable): Promise<(BallotGroup & { n: number })[]> {
  const { rows } = await sql<BallotGroup & { n: number }>`
    select centre_id as "centreId", agency_id as "agencyId", officer_id as "officerId", count(*)::integer as n
    from feedback.urn group by centre_id, agency_id, officer_id`.execute(tx)
  return rows
}

/** Takes the ballots of the groups out of the urn, in no order that means anything. */
export async function takeOut(tx: Queryable, groups: readonly BallotGroup[]): Promise<{ id: string; sealed: Buffer }[]> {
  const { rows } = await sql<{ id: string; sealed: Buffer }>`
    with g as (select *
      from jsonb_to_recordset(${JSON.stringify(groups)}::jsonb) as g ("centreId" uuid, "agencyId" uuid,
      "officerId" uuid))
    delete from feedback.urn u using g
    where u.centre_id = g."centreId" and u.agency_id = g."agencyId" and u.officer_id is not distinct from g."officerId"
    returning u.id, u.sealed`.execute(tx)
  return rows
}

/** Marks all links of the groups that were used and not yet counted. @returns how many */
export async function markCounted(tx: Queryable, groups: readonly BallotGroup[], day: string): Promise<number> {
  const { numAffectedRows } = await sql`
    with g as (select *
      from jsonb_to_recordset(${JSON.stringify(groups)}::jsonb) as g ("centreId" uuid, "agencyId" uuid,
      "officerId" uuid))
    update feedback.invitation i set counted_on = ${day}::date from g
    where i.is_spent and i.counted_on is null
      and i.centre_id = g."centreId" and i.agency_id = g."agencyId"
        and i.officer_id is not distinct from g."officerId"`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}

/** Writes ratings in the order given, which must be a random one: rows lie in the table as they were written. */
export async function insertRatings(
  tx: Queryable,
  day: string,
  ratings: readonly (Answers & Pick<Count, 'centreId' | 'agencyId' | 'officerId'>)[],
): Promise<void> {
  await sql`insert into feedback.rating (on_day, centre_id, agency_id, officer_id, result, attitude, comment)
    select ${day}::date, r."centreId", r."agencyId", r."officerId", r.result, r.attitude, r.comment
    from jsonb_to_recordset(${JSON.stringify(ratings)}::jsonb)
      as r ("centreId" uuid, "agencyId" uuid, "officerId" uuid, result text, attitude text, comment text)
    returning id`.execute(tx)
}
