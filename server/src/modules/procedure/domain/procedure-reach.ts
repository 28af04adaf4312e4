import type { Actor, Role } from '#kernel/actor.ts'
import type { AgencyId } from '#kernel/ids.ts'
import { refusalFrom } from '#kernel/refusal.ts'
import type { Refusal } from '#kernel/refusal.ts'
import { reaches } from '#kernel/reach.ts'
import { procedureRefusals } from './refusals.ts'

/** Who designs procedures, and who checks and publishes what another designed. */
export const procedureKeepers: readonly Role[] = ['procedure_designer', 'centre_manager']

/**
 * Whether the actor may decide on a procedure in one of `roles`; `null` when they may. A procedure holds at every centre of the
 * locality, so a role at one centre never suffices: it must reach the whole locality, or be of the competent agency.
 * @param agencies the competent agency before and after the change; `null` while it is unknown
 */
export function judgeProcedureReach(actor: Actor, agencies: readonly (AgencyId | null)[], roles = procedureKeepers): Refusal | null {
  const mayAll = agencies.every((agencyId) =>
    actor.grants.some((grant) => roles.includes(grant.role) && reaches(grant, { agencyId, centreId: null })),
  )
  return mayAll ? null : refusalFrom(procedureRefusals, 'PROCEDURE_NOT_YOURS')
}
