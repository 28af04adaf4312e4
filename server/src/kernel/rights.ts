import type { Role, RoleGrant } from './actor.ts'

/** Which grants of a role give a right: any; those of no one centre; of the whole locality; or each for its own centre. */
type RightAt = 'anywhere' | 'agency' | 'whole' | 'centre'

/**
 * Rights that are not acts on a dossier, and their roles: routes admit these roles, and a session says which of
 * them it has, so that no screen knows a role. What an agency or a procedure adds to a right is still checked where the act is done.
 */
export const rights = {
  /** Agencies, units, new centres: of the whole locality. */
  set_up_places: { by: ['operator'], at: 'whole' },
  /** A centre's own words, counters and the agencies it serves. */
  run_centre: { by: ['operator', 'centre_manager'], at: 'centre' },
  set_collector: { by: ['centre_manager'], at: 'centre' },
  decide_money: { by: ['centre_manager'], at: 'centre' },
  /** Enter a procedure, write its draft. */
  write_procedures: { by: ['procedure_designer'], at: 'agency' },
  /** Look at drafts, judge and publish them, move dossiers to another version. */
  publish_procedures: { by: ['procedure_designer', 'centre_manager'], at: 'anywhere' },
  /** Days off, working days in exchange, office hours, for the locality or a centre of one's own. */
  enter_decrees: { by: ['operator', 'centre_manager'], at: 'anywhere' },
  change_synonyms: { by: ['procedure_designer'], at: 'anywhere' },
  /** A procedure holds at every centre, so a role at one centre does not reach it. */
  take_to_practice: { by: ['procedure_designer', 'centre_manager'], at: 'agency' },
  refresh_practice: { by: ['procedure_designer', 'centre_manager'], at: 'whole' },
} as const satisfies Readonly<Record<string, { readonly by: readonly Role[]; readonly at: RightAt }>>

export type Right = keyof typeof rights
export const rightNames = Object.keys(rights) as [Right, ...Right[]]

/** A right somebody has. `centreIds`: at these centres; `null`: at every centre, or not a matter of one. */
export type HeldRight = { readonly right: Right; readonly centreIds: readonly string[] | null }

/** The rights that grants give. At a centre only what the grant says of a centre counts: one bound to an agency alone is at none. */
export function rightsOf(grants: readonly RoleGrant[]): readonly HeldRight[] {
  return rightNames.flatMap((right): HeldRight[] => {
    const { by, at } = rights[right]
    const giving = grants.filter((grant) => (by as readonly Role[]).includes(grant.role))
    if (at !== 'centre') {
      const isGiven = giving.some(
        ({ agencyId, centreId }) => at === 'anywhere' || (centreId === null && (at === 'agency' || agencyId === null)),
      )
      return isGiven ? [{ right, centreIds: null }] : []
    }
    if (giving.some(({ agencyId, centreId }) => agencyId === null && centreId === null)) return [{ right, centreIds: null }]
    const centreIds = [...new Set(giving.flatMap(({ centreId }) => (centreId === null ? [] : [centreId])))]
    return centreIds.length === 0 ? [] : [{ right, centreIds }]
  })
}
