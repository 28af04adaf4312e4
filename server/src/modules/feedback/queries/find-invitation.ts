import { sql } from 'kysely'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import type { Queryable } from '#platform/db/database.ts'
import { feedbackRefusals } from '../domain/refusals.ts'
import { ratingTokenHash } from '../store/rating-token.ts'

export type InvitationView = {
  readonly open: boolean
  readonly procedureName: string
  readonly centreName: string
}

/**
 * The data of the rating page before it asks.
 * @throws Refused RATING_LINK_UNKNOWN
 */
export async function getInvitation(db: Queryable, token: string): Promise<InvitationView> {
  const { rows } = await sql<InvitationView>`
    select not is_spent and expires_on >= (platform.now() at time zone 'Asia/Ho_Chi_Minh')::date as open,
           procedure_name as "procedureName", centre_name as "centreName"
    from feedback.invitation where token_hash = ${ratingTokenHash(token)}
  `.execute(db)
  const invitation = rows[0]
  if (!invitation) throw new Refused(refusalFrom(feedbackRefusals, 'RATING_LINK_UNKNOWN'))
  return invitation
}
