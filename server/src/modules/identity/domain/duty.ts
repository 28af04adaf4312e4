import type { Actor, Role, RoleGrant } from '#kernel/actor.ts'
import type { AgencyId, CentreId } from '#kernel/ids.ts'

/** Where a matter lies: the agency competent for it and the centre that received it. */
export type Place = { readonly agencyId: AgencyId | null; readonly centreId: CentreId | null }

/** Roles that look at everything in the locality and change nothing. */
const overseers: readonly Role[] = ['centre_manager', 'provincial_leader', 'inspector']

/**
 * Whether a grant reaches a place. Centre roles are bound to a centre, agency roles to an agency; a grant
 * without either reaches the whole locality. This is the one policy: routes, commands and tests all ask it.
 */
export function reaches(grant: RoleGrant, place: Place): boolean {
  if (grant.centreId !== null && grant.centreId !== place.centreId) return false
  return grant.agencyId === null || grant.agencyId === place.agencyId
}

/** The first of `roles` the actor holds with reach over `place`, or `null`. */
export function dutyAt(actor: Actor, roles: readonly Role[], place: Place): Role | null {
  for (const role of roles) {
    if (actor.grants.some((grant) => grant.role === role && reaches(grant, place))) return role
  }
  return null
}

/** Whether the actor may read what happens at `place`: by duty there, or by oversight. */
export function mayRead(actor: Actor, place: Place): boolean {
  return actor.grants.some((grant) => grant.role !== 'citizen' && grant.role !== 'procedure_designer' && grant.role !== 'operator' &&
    (overseers.includes(grant.role) ? grant.agencyId === null || grant.agencyId === place.agencyId : reaches(grant, place)))
}
