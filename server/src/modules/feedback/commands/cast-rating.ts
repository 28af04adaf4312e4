import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { tidy } from '#kernel/vietnamese.ts'
import { afterCommit, inTransaction } from '#platform/db/database.ts'
import type { Database, Queryable } from '#platform/db/database.ts'
import { longestComment } from '../domain/rating.ts'
import type { Answers } from '../domain/rating.ts'
import { feedbackRefusals } from '../domain/refusals.ts'
import type { BallotGroup } from '../domain/urn.ts'
import { ballotBytes } from '../store/ballot.ts'
import { ratingTokenHash } from '../store/rating-token.ts'
import { ballotPurpose, mayEnterUrn } from '../store/urn-store.ts'
import { countBallots } from './count-ballots.ts'

/** Who holds the pen: the session of a staff account, and a browser that a member of staff has used, both say "not the citizen". */
export type Voter = { readonly isStaff: boolean }

/**
 * Spends the link and puts the sealed ballot into the urn, both or neither. Of two attempts at once the second waits for the
 * first on the invitation's row and then finds it spent. The ballot is counted later, with others.
 * @throws Refused RATING_NOT_BY_STAFF, RATING_LINK_UNKNOWN, RATING_LINK_CLOSED
 */
export async function castRating(database: Database, voter: Voter, token: string, answers: Answers): Promise<void> {
  if (voter.isStaff) throw new Refused(refusalFrom(feedbackRefusals, 'RATING_NOT_BY_STAFF'))
  const hash = ratingTokenHash(token)
  const comment = answers.comment === null ? '' : tidy(answers.comment).slice(0, longestComment).toWellFormed()
  await inTransaction(database.kysely, async (tx) => {
    await mayEnterUrn(tx)
    const { rows } = await sql<BallotGroup>`
      update feedback.invitation set is_spent = true
      where token_hash = ${hash} and not is_spent
        and expires_on >= (platform.now() at time zone 'Asia/Ho_Chi_Minh')::date
      returning centre_id as "centreId", agency_id as "agencyId", officer_id as "officerId"
    `.execute(tx)
    const group = rows[0]
    if (!group) throw new Refused(refusalFrom(feedbackRefusals, (await isKnown(tx, hash)) ? 'RATING_LINK_CLOSED' : 'RATING_LINK_UNKNOWN'))
    const id = randomUUID()
    const sealed = database.keys.seal(
      ballotBytes({ ...answers, comment: comment === '' ? null : comment }),
      ballotPurpose(database.localityId, id),
    )
    await sql`insert into feedback.urn (id, centre_id, agency_id, officer_id, sealed)
      values (${id}::uuid, ${group.centreId}::uuid, ${group.agencyId}::uuid, ${group.officerId}::uuid,
        ${sealed})`.execute(tx)
    afterCommit(tx, () => {
      // After a failure here the next run of the job counts; the ballot is stored in the urn.
      countBallots(database, 'when_enough').catch(() => undefined)
    })
  })
}

async function isKnown(db: Queryable, hash: Buffer): Promise<boolean> {
  const { rows } = await sql`select 1 from feedback.invitation where token_hash = ${hash}`.execute(db)
  return rows.length > 0
}
