import { sql } from 'kysely'
import { findFormData, coveredForm as cover, printForm } from '#document'
import type { FormName } from '#document'
import type { Actor } from '#kernel/actor.ts'
import type { AgencyId, CentreId, DossierId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { tidy } from '#kernel/vietnamese.ts'
import { dutyAt, sightOf } from '#identity'
import type { Sight } from '#identity'
import type { Database, Queryable } from '#platform/db/database.ts'
import { dossierRefusals } from '../domain/refusals.ts'
import { needsReasonToPrint } from '../domain/slip-copies.ts'
import { slipHead } from '../queries/slip-facts.ts'
import { secretOfGeneration } from '../store/lookup-secret.ts'
import { issueForm } from './issue-form.ts'
import type { IssuedForm } from './issue-form.ts'

type Asking = { readonly actor: Actor; readonly database: Database; readonly publicUrl: string }
type Place = { readonly id: DossierId; readonly agencyId: AgencyId; readonly centreId: CentreId }

async function placeOf(db: Queryable, code: string): Promise<Place | null> {
  const { rows } = await sql<Place>`
    select id, agency_id as "agencyId", centre_id as "centreId" from dossier.dossier where code = ${code}`.execute(db)
  return rows[0] ?? null
}

/**
 * A form as its reader may see it: as it was issued for who works on the dossier or runs the centre, with the person covered
 * for those who only oversee. No staff member gets the look-up secret from it.
 * @throws Refused DOSSIER_NOT_FOUND, DOCUMENT_NOT_ISSUED, FORM_NOT_COVERED
 */
export async function formForReader(
  tx: Queryable,
  context: Asking,
  code: string,
  form: FormName,
): Promise<{ readonly sight: Sight; readonly issued: IssuedForm }> {
  const place = await placeOf(tx, code)
  const sight = place ? sightOf(context.actor, place) : null
  if (!place || !sight) throw new Refused(refusalFrom(dossierRefusals, 'DOSSIER_NOT_FOUND'))
  const issued = await issueForm(tx, context, code, form)
  if (sight.by !== 'oversight') return { sight, issued }
  const data = issued.id === null ? null : await findFormData(tx, { dossierId: place.id, form })
  if (!data) throw new Refused(refusalFrom(dossierRefusals, 'FORM_NOT_COVERED'))
  return { sight, issued: { id: null, bytes: await printForm(form, cover(data)) } }
}

/** What is handed to the applicant in a print of their own: the slip, and the letters of one who may have no slip (ADR 0451). */
export const applicantForms = ['receipt-slip', 'supplement-request', 'refusal'] as const satisfies readonly FormName[]
export type ApplicantForm = (typeof applicantForms)[number]

/**
 * The slip, or a letter, with the look-up secret, for the counter of the centre that received the dossier to hand to the applicant. The
 * first copy has the secret given at filing; every later one a new secret, and the previous ones become invalid. Not a command
 * with a stored answer: a secret is not stored to be returned again.
 * @param reason why, where another officer received the dossier
 * @throws Refused DOSSIER_NOT_FOUND, SLIP_NOT_YOURS, SLIP_REASON_NEEDED, DOCUMENT_NOT_ISSUED, FORM_NOT_COVERED for a letter of an older
 * release, of which only the centre's copy is stored
 */
export async function printApplicantSlip(
  tx: Queryable,
  context: Asking,
  code: string,
  reason: string,
  form: ApplicantForm = 'receipt-slip',
): Promise<Uint8Array> {
  const place = await placeOf(tx, code)
  if (!place || !sightOf(context.actor, place)) throw new Refused(refusalFrom(dossierRefusals, 'DOSSIER_NOT_FOUND'))
  if (dutyAt(context.actor, ['counter_officer'], place) === null) throw new Refused(refusalFrom(dossierRefusals, 'SLIP_NOT_YOURS'))
  const isTheirs = !needsReasonToPrint(context.actor.accountId, await receiverOf(tx, place.id))
  if (!isTheirs && tidy(reason) === '') {
    const fields = [{ field: '/body/reason', message: 'Xin ghi lý do' }]
    throw new Refused(refusalFrom(dossierRefusals, 'SLIP_REASON_NEEDED', {}, fields))
  }
  // Issuing locks the dossier: concurrent prints are serialised.
  await issueForm(tx, context, code, form)
  const data = await findFormData(tx, { dossierId: place.id, form })
  if (!data) throw new Refused(refusalFrom(dossierRefusals, 'FORM_NOT_COVERED'))
  const { rows } = await sql<{ generation: number }>`
    insert into dossier.applicant_slip (dossier_id, generation, account_id, reason)
    select ${place.id}::uuid, coalesce(max(generation), 0) + 1, ${context.actor.accountId}::uuid,
      ${isTheirs ? '' : tidy(reason)}
    from dossier.applicant_slip where dossier_id = ${place.id}::uuid
    returning generation`.execute(tx)
  const secret = await secretOfGeneration(context.database, code, rows[0]?.generation ?? 1)
  const { trackingUrl, trackingAddress } = slipHead(code, context.publicUrl, secret)
  return await printForm(form, { ...data, trackingUrl, trackingAddress, lookupSecret: secret })
}

/** Who received the dossier: its first act. */
async function receiverOf(tx: Queryable, id: DossierId): Promise<string | null> {
  const { rows } = await sql<{ accountId: string | null }>`
    select actor_account_id as "accountId" from dossier.act where dossier_id = ${id}::uuid order by seq
    limit 1`.execute(tx)
  return rows[0]?.accountId ?? null
}
