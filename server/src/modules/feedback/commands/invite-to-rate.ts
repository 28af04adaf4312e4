import { sql } from 'kysely'
import type { AccountId, AgencyId, CentreId, DossierId } from '#kernel/ids.ts'
import { listCentres } from '#centre'
import type { Database, Queryable } from '#platform/db/database.ts'
import { linkDays } from '../domain/rating.ts'
import { ratingToken, ratingTokenHash } from '../store/rating-token.ts'

export type InvitationInput = {
  readonly dossierId: DossierId
  readonly agencyId: AgencyId
  readonly centreId: CentreId
  /** Who served the person at the counter; `null` when nobody did. */
  readonly officerId: AccountId | null
  readonly procedureName: string
}

/**
 * Invites the applicant to rate a dossier whose result has been returned; call it in that transaction. The caller is served by
 * a member of staff and therefore learns only that there is an invitation: the link is for the applicant (`findRatingLink`).
 * Asked again for the same dossier it makes a new link, and the old one stops working.
 * @returns `false` when the dossier has been rated already.
 */
export async function inviteToRate(tx: Queryable, database: Database, input: InvitationInput): Promise<boolean> {
  const centres = await listCentres(tx)
  const centreName = centres.find((centre) => centre.id === input.centreId)?.name ?? ''
  const { rows: before } = await sql<{
    issue: number
  }>`select issue from feedback.invitation where dossier_id = ${input.dossierId}`.execute(tx)
  const issue = (before[0]?.issue ?? 0) + 1
  const hash = ratingTokenHash(await ratingToken(database, input.dossierId, issue))
  const { rows } = await sql<{ id: string }>`
    with today as (select (platform.now() at time zone 'Asia/Ho_Chi_Minh')::date as day)
    insert into feedback.invitation
      (dossier_id, token_hash, issue, agency_id, centre_id, officer_id, procedure_name, centre_name, invited_on,
      expires_on)
    select ${input.dossierId}::uuid, ${hash}::bytea, ${issue}, ${input.agencyId}::uuid, ${input.centreId}::uuid,
           ${input.officerId}::uuid, ${input.procedureName}, ${centreName}, day, day + ${linkDays - 1}::integer
    from today
    on conflict (locality_id, dossier_id) do update
      set token_hash = excluded.token_hash, issue = excluded.issue, expires_on = excluded.expires_on
      where not invitation.is_spent
    returning id
  `.execute(tx)
  return rows.length > 0
}
