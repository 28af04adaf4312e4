import { refusalFrom } from '#kernel/refusal.ts'
import type { Refusal } from '#kernel/refusal.ts'
import { toVietnamDay } from '#kernel/vietnam-time.ts'
import { tidy } from '#kernel/vietnamese.ts'
import type { ActInput } from './act-facts.ts'
import type { Corrected } from './act-record.ts'
import { isBirthDay, notBorn } from './birth-day.ts'
import { dossierRefusals } from './refusals.ts'

/** What of an applicant may be corrected, as it is recorded. */
export type Correctable = Readonly<Record<keyof Corrected, string | null>>

/**
 * What a correction changes: each field that differs, old and new; `null` for an act that corrects nothing. Refused:
 * APPLICANT_WRONG for an impossible birthday, NOTHING_CORRECTED when everything given is as it was.
 */
export function correctionOf(before: Correctable, { contact, identity }: ActInput, at: Temporal.Instant): Corrected | Refusal | null {
  if (!contact && !identity) return null
  if (identity?.bornOn !== undefined && !isBirthDay(identity.bornOn, toVietnamDay(at)))
    return refusalFrom(dossierRefusals, 'APPLICANT_WRONG', {}, [{ field: '/body/identity/bornOn', message: notBorn }])
  const given: Partial<Record<keyof Corrected, string | null | undefined>> = {
    name: identity?.fullName === undefined ? undefined : tidy(identity.fullName),
    idNumber: identity?.idNumber,
    bornOn: identity?.bornOn,
    address: contact?.address === undefined ? undefined : tidy(contact.address),
    phone: contact?.phone,
    // An address that is taken away is empty: no letter goes to somebody else's mailbox any more.
    email: contact?.email === '' ? null : contact?.email,
  }
  const changed = Object.entries(given).filter(([field, is]) => is !== undefined && is !== before[field as keyof Corrected])
  if (changed.length === 0) return refusalFrom(dossierRefusals, 'NOTHING_CORRECTED')
  return Object.fromEntries(changed.map(([field, is]) => [field, { was: before[field as keyof Corrected], is }])) as Corrected
}
