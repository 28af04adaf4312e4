import { sql } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { tidy } from '#kernel/vietnamese.ts'
import { inTransaction } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { Answers } from '../domain/rating.ts'
import { feedbackRefusals } from '../domain/refusals.ts'
import { ratingTokenHash } from '../store/rating-token.ts'

type Spent = { agencyId: string; centreId: string; officerId: string | null; today: string }

/**
 * Spends the link and records the answers, both or neither. Of two attempts at once the second waits for the
 * first on the invitation's row and then finds it spent.
 * @throws Refused RATING_NOT_BY_STAFF, RATING_LINK_UNKNOWN, RATING_LINK_CLOSED
 */
export async function castRating(db: Queryable, actor: Actor, token: string, answers: Answers): Promise<void> {
  if (actor.accountId !== null) throw new Refused(refusalFrom(feedbackRefusals, 'RATING_NOT_BY_STAFF'))
  const hash = ratingTokenHash(token)
  await inTransaction(db, async (tx) => {
    const { rows } = await sql<Spent>`
      with today as (select (platform.now() at time zone 'Asia/Ho_Chi_Minh')::date as day)
      update feedback.invitation set used_on = today.day
      from today
      where token_hash = ${hash} and used_on is null and expires_on >= today.day
      returning agency_id as "agencyId", centre_id as "centreId", officer_id as "officerId", used_on as today
    `.execute(tx)
    const spent = rows[0]
    if (!spent) throw new Refused(refusalFrom(feedbackRefusals, (await isKnown(tx, hash)) ? 'RATING_LINK_CLOSED' : 'RATING_LINK_UNKNOWN'))
    const comment = answers.comment === null ? '' : tidy(answers.comment)
    // Numbers of one day are given one at a time. Ratings are rare beside acts: nobody waits noticeably.
    await sql`select pg_advisory_xact_lock(hashtextextended('feedback.rating ' || ${spent.today}, platform.current_locality()))`.execute(tx)
    await sql`
      insert into feedback.rating (on_day, ordinal, agency_id, centre_id, officer_id, result, attitude, comment)
      select ${spent.today}::date, coalesce(max(ordinal), 0) + 1, ${spent.agencyId}::uuid, ${spent.centreId}::uuid,
             ${spent.officerId}::uuid, ${answers.result}, ${answers.attitude}, ${comment === '' ? null : comment}
      from feedback.rating where on_day = ${spent.today}::date
    `.execute(tx)
    await sql`select pg_notify('motcua_board', platform.current_locality()::text)`.execute(tx)
  })
}

async function isKnown(db: Queryable, hash: Buffer): Promise<boolean> {
  const { rows } = await sql`select 1 from feedback.invitation where token_hash = ${hash}`.execute(db)
  return rows.length > 0
}
