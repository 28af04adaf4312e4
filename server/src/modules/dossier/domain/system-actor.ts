import type { Actor } from '#kernel/actor.ts'
import type { LocalityId } from '#kernel/ids.ts'

/**
 * The system doing what is due without anyone's asking: a stop that has lasted as long as it may, an apology for a
 * dossier that became late, what a law makes of silence. It has no account, and signs nothing.
 */
export function systemActor(localityId: LocalityId): Actor {
  return { localityId, accountId: null, displayName: 'Hệ thống', grants: [{ role: 'operator', agencyId: null, centreId: null }] }
}

export function isSystem(actor: Actor): boolean {
  return actor.accountId === null && actor.grants.some((grant) => grant.role === 'operator')
}
