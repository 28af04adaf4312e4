import { sql } from 'kysely'
import type { Json } from '#kernel/canonical-json.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { toVietnamDay } from '#kernel/vietnam-time.ts'
import { fold, tidy } from '#kernel/vietnamese.ts'
import { databaseNow } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { Corrected } from '../domain/act-record.ts'
import { isBirthDay, notBorn } from '../domain/birth-day.ts'
import type { ActInput } from '../domain/act-facts.ts'
import { dossierRefusals } from '../domain/refusals.ts'
import type { DossierRow } from '../store/dossier-store.ts'

type Field = keyof Corrected

/**
 * What a correction changes: each field that differs, old and new; `null` for an act that corrects nothing.
 * @throws Refused APPLICANT_WRONG, NOTHING_CORRECTED when everything given is as it was
 */
export async function correctionOf(tx: Queryable, dossier: Pick<DossierRow, 'id'>, input: ActInput): Promise<Corrected | null> {
  const { contact, identity } = input
  if (!contact && !identity) return null
  if (identity?.bornOn !== undefined && !isBirthDay(identity.bornOn, toVietnamDay(await databaseNow(tx))))
    throw new Refused(refusalFrom(dossierRefusals, 'APPLICANT_WRONG', {}, [{ field: '/body/identity/bornOn', message: notBorn }]))
  const { rows } = await sql<Record<Field, string | null>>`
    select applicant_name as name, applicant_id_number as "idNumber", applicant_born_on::text as "bornOn", applicant_address as address,
      applicant_phone as phone, applicant_email as email
    from dossier.dossier where id = ${dossier.id}`.execute(tx)
  const before = rows[0]
  if (!before) throw new Error('a locked dossier is gone')
  const given: Partial<Record<Field, string | null | undefined>> = {
    name: identity?.fullName === undefined ? undefined : tidy(identity.fullName),
    idNumber: identity?.idNumber,
    bornOn: identity?.bornOn,
    address: contact?.address === undefined ? undefined : tidy(contact.address),
    phone: contact?.phone,
    // An address that is taken away is empty: no letter goes to somebody else's mailbox any more.
    email: contact?.email === '' ? null : contact?.email,
  }
  const changed = Object.entries(given).filter(([field, is]) => is !== undefined && is !== before[field as Field])
  if (changed.length === 0) throw new Refused(refusalFrom(dossierRefusals, 'NOTHING_CORRECTED'))
  return Object.fromEntries(changed.map(([field, is]) => [field, { was: before[field as Field], is }])) as Corrected
}

export function correctionPayload(corrected: Corrected | null): { [key: string]: Json } {
  if (corrected === null) return {}
  return { corrected: Object.fromEntries(Object.entries(corrected).map(([field, { was, is }]) => [field, { was, is }])) }
}

/** Makes the row follow the sealed act, which is the only source of the new values. */
export async function applyCorrection(tx: Queryable, dossier: Pick<DossierRow, 'id'>, seq: number, corrected: Corrected): Promise<void> {
  await sql`select dossier.correct_applicant(${dossier.id}::uuid, ${seq}::integer, ${fold(corrected.name?.is ?? '')})`.execute(tx)
}
