import { sql } from 'kysely'
import type { AccountId, AgencyId, CentreId, DossierId } from '#kernel/ids.ts'
import { listCentres } from '#centre'
import type { Queryable } from '#platform/db/database.ts'
import { linkDays } from '../domain/rating.ts'
import { newRatingToken, ratingTokenHash } from '../store/rating-token.ts'

export type InvitationInput = {
  readonly dossierId: DossierId
  readonly agencyId: AgencyId
  readonly centreId: CentreId
  /** Who served the person at the counter; `null` when nobody did. */
  readonly officerId: AccountId | null
  readonly procedureName: string
  readonly publicUrl: string
}

export type RatingInvitation = { readonly token: string; readonly url: string }

/**
 * Gives the link to rate a dossier whose result has been returned; call it in that transaction. Asked again for
 * the same dossier (a lost paper, a reprint) it makes a new link and the old one stops working.
 * @returns `null` when the dossier has been rated already.
 */
export async function inviteToRate(db: Queryable, input: InvitationInput): Promise<RatingInvitation | null> {
  const centres = await listCentres(db)
  const centreName = centres.find((centre) => centre.id === input.centreId)?.name ?? ''
  const token = newRatingToken()
  const { rows } = await sql<{ id: string }>`
    with today as (select (platform.now() at time zone 'Asia/Ho_Chi_Minh')::date as day)
    insert into feedback.invitation
      (dossier_id, token_hash, agency_id, centre_id, officer_id, procedure_name, centre_name, invited_on, expires_on)
    select ${input.dossierId}::uuid, ${ratingTokenHash(token)}::bytea, ${input.agencyId}::uuid, ${input.centreId}::uuid,
           ${input.officerId}::uuid, ${input.procedureName}, ${centreName}, day, day + ${linkDays - 1}::integer
    from today
    on conflict (locality_id, dossier_id) do update
      set token_hash = excluded.token_hash, expires_on = excluded.expires_on
      where invitation.used_on is null
    returning id
  `.execute(db)
  return rows.length === 0 ? null : { token, url: `${input.publicUrl}/danh-gia/${token}` }
}
