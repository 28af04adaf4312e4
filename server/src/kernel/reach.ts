import type { Actor, Role, RoleGrant } from './actor.ts'
import type { AgencyId, CentreId } from './ids.ts'

/** The place of a matter: the agency competent for it and the centre that received it. */
export type Place = { readonly agencyId: AgencyId | null; readonly centreId: CentreId | null }

/** A matter of the whole locality: only a grant without agency and without centre reaches it. */
export const wholeLocality: Place = { agencyId: null, centreId: null }

/**
 * Whether a grant reaches a place. A grant is bound to a centre, to an agency, to both or to neither; one without
 * either reaches the whole locality. This holds for every role, those that only look included.
 */
export function reaches(grant: Pick<RoleGrant, 'agencyId' | 'centreId'>, place: Place): boolean {
  if (grant.centreId !== null && grant.centreId !== place.centreId) return false
  return grant.agencyId === null || grant.agencyId === place.agencyId
}

/**
 * Whether a grant counts at a centre whichever agency sent the person: drawers and receipts belong to centres. A grant bound to
 * an agency alone is at no centre.
 */
export function isAtCentre(grant: RoleGrant, centreId: CentreId, roles: readonly Role[]): boolean {
  if (!roles.includes(grant.role)) return false
  return grant.centreId === null ? grant.agencyId === null : grant.centreId === centreId
}

/** Grants of an operator held in one's own name: a delegated role may not set anything up. */
const ownGrants = (actor: Pick<Actor, 'grants'>, role: Role): readonly RoleGrant[] =>
  actor.grants.filter((grant) => grant.role === role && grant.onBehalfOf === undefined)

/**
 * Whether the actor sets a place up: an operator whose grant reaches it, and the manager of a centre that centre. What concerns the
 * whole locality is for an operator of the whole locality.
 */
export function runsPlace(actor: Pick<Actor, 'grants'>, place: Place): boolean {
  if (ownGrants(actor, 'operator').some((grant) => reaches(grant, place))) return true
  const { centreId } = place
  return centreId !== null && ownGrants(actor, 'centre_manager').some((grant) => isAtCentre(grant, centreId, ['centre_manager']))
}
