import { sql } from 'kysely'
import type { DossierId } from '#kernel/ids.ts'
import type { Database, Queryable } from '#platform/db/database.ts'
import { ratingToken, ratingTokenHash } from '../store/rating-token.ts'

/**
 * The link of a dossier while it can be used, only for the applicant: the caller must have proved the
 * secret of the slip, or write to the applicant's own address. `null` when there is none, it was used, or its days are over.
 */
export async function findRatingLink(db: Queryable, database: Database, dossierId: DossierId, publicUrl: string): Promise<string | null> {
  const { rows } = await sql<{ issue: number }>`
    select issue from feedback.invitation where dossier_id = ${dossierId} and not is_spent
      and expires_on >= (platform.now() at time zone 'Asia/Ho_Chi_Minh')::date`.execute(db)
  const found = rows[0]
  if (!found) return null
  // A random token of an earlier version cannot be shown again: it is replaced by a derived one that can.
  const issue = Math.max(found.issue, 1)
  const token = await ratingToken(database, dossierId, issue)
  if (found.issue === 0)
    await sql`update feedback.invitation set issue = ${issue}, token_hash = ${ratingTokenHash(token)}
      where dossier_id = ${dossierId} and issue = 0 and not is_spent`.execute(db)
  return `${publicUrl}/danh-gia/${token}`
}
