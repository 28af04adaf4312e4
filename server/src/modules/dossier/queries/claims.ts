import { instantFrom } from '#kernel/instant.ts'
import type { Actor } from '#kernel/actor.ts'
import type { AccountId } from '#kernel/ids.ts'
import { claimStep } from '../domain/claim-step.ts'
import type { Claim } from '../domain/step.ts'
import { local } from './clocks.ts'
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'

/** A claim `k` of an officer `o`, as `claimFrom` takes it. */
const claimObject = sql`jsonb_build_object('stepNo', k.step_no, 'accountId', k.account_id, 'name', o.display_name,
      'until', k.until_at, 'peersFrom', k.peers_from, 'isAway', o.is_away)`
const claimsOfOfficers = sql`dossier.claim k
      join identity.v_officer_today o on o.locality_id = k.locality_id and o.id = k.account_id`

/** SQL of the claim on one step, as `claimFrom` takes it; `null` when there is none. */
export function claimOf(dossierId: RawBuilder<unknown>, stepNo: RawBuilder<unknown>): RawBuilder<StoredClaim | null> {
  return sql<StoredClaim | null>`(select ${claimObject}
    from ${claimsOfOfficers}
    where k.dossier_id = ${dossierId} and k.step_no = ${stepNo})`
}

/** SQL of all claims on a dossier; an empty list when there are none. */
export function claimsOf(dossierId: RawBuilder<unknown>): RawBuilder<readonly StoredClaim[]> {
  return sql<readonly StoredClaim[]>`(select coalesce(jsonb_agg(${claimObject} order by k.step_no), '[]')
    from ${claimsOfOfficers}
    where k.dossier_id = ${dossierId})`
}

export type StoredClaim = {
  readonly stepNo: number
  readonly accountId: AccountId
  readonly name: string
  readonly until: string
  readonly peersFrom: string
  readonly isAway: boolean
}

/** The current claim on a dossier. */
export function standingClaim(record: Parameters<typeof claimStep>[0] & { readonly claims: readonly StoredClaim[] }): StoredClaim | null {
  return record.claims.find(({ stepNo }) => stepNo === claimStep(record)) ?? null
}

export function claimFrom(stored: StoredClaim | null): Claim | null {
  return stored && { ...stored, until: instantFrom(stored.until), peersFrom: instantFrom(stored.peersFrom) }
}

/** Who has taken the work, as the page says it; nothing once it has lapsed. */
export function claimView(claim: Claim | null, actor: Actor, now: Temporal.Instant) {
  if (!claim || claim.isAway || Temporal.Instant.compare(now, claim.until) >= 0) return null
  return {
    name: claim.name,
    isMine: claim.accountId === actor.accountId,
    until: local(claim.until) ?? '',
    peersFrom: local(claim.peersFrom) ?? '',
  }
}
