import type { Actor, Role } from '#kernel/actor.ts'
import type { LocalityId } from '#kernel/ids.ts'

/** How the system is called wherever an act is shown. */
export const systemName = 'Hệ thống'

/**
 * The system as actor of acts that are due: a stop that has lasted as long as it may, an apology for a
 * dossier that became late, what a law makes of silence. It has no account, and signs nothing.
 */
export function systemActor(localityId: LocalityId): Actor {
  return { localityId, accountId: null, displayName: systemName, grants: [{ role: 'operator', agencyId: null, centreId: null }] }
}

export function isSystem(actor: Actor): boolean {
  return actor.accountId === null && actor.grants.some((grant) => grant.role === 'operator')
}

/**
 * In which role an act is shown to have been done. The system acts by the rights of an operator; no operator did it, and
 * readers of the record must not think so.
 */
export function roleShown(
  act: { readonly actorAccountId: string | null; readonly actorRole: Role },
  names: Readonly<Record<Role, string>>,
  system = systemName,
): string {
  return act.actorAccountId === null && act.actorRole === 'operator' ? system : names[act.actorRole]
}
