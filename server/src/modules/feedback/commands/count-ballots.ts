import { sql } from 'kysely'
import { inTransaction } from '#platform/db/database.ts'
import type { Database } from '#platform/db/database.ts'
import { longestComment } from '../domain/rating.ts'
import { countsOf } from '../domain/urn.ts'
import { answersOfBallot, mixed } from '../store/ballot.ts'
import { ballotPurpose, holdUrn, insertRatings, markCounted, takeOut, waitingGroups } from '../store/urn-store.ts'

/**
 * Counts the ballots that may be counted now (kiểm phiếu): opens them, mixes them and writes them with one transaction, in which
 * their links get the same day. What is left of the order of casting is the order of the links alone.
 * @returns how many were counted
 */
export async function countBallots(database: Database, when: 'when_enough' | 'closing_day'): Promise<number> {
  return await inTransaction(database.kysely, async (tx) => {
    await holdUrn(tx)
    const counts = countsOf(await waitingGroups(tx), when === 'closing_day')
    if (counts.length === 0) return 0
    const { rows } = await sql<{ day: string }>`select (platform.now() at time zone 'Asia/Ho_Chi_Minh')::date as day`.execute(tx)
    const day = rows[0]?.day ?? ''
    const ratings = []
    for (const { groups, ...under } of counts) {
      const ballots = await takeOut(tx, groups)
      const marked = await markCounted(tx, groups, day)
      if (marked !== ballots.length) throw new Error(`the urn has ${ballots.length} ballots of a group with ${marked} used links`)
      for (const { id, sealed } of ballots) {
        const answers = answersOfBallot(database.keys.open(sealed, ballotPurpose(database.localityId, id)))
        // One comment too long for its place would keep every ballot of the province in the urn.
        ratings.push({ ...answers, comment: answers.comment?.slice(0, longestComment).toWellFormed() ?? null, ...under })
      }
    }
    await insertRatings(tx, day, mixed(ratings))
    await sql`select pg_notify('motcua_board', platform.current_locality()::text)`.execute(tx)
    return ratings.length
  })
}
