import { agencyRoles } from '#kernel/actor.ts'
import type { Actor, Role, RoleGrant } from '#kernel/actor.ts'

/** Roles a member of staff can be given. People of the public sign in elsewhere. */
export const staffGrantableRoles = [
  'counter_officer',
  'case_officer',
  'unit_head',
  'signatory',
  'clerk',
  'centre_manager',
  'provincial_leader',
  'inspector',
  'procedure_designer',
  'operator',
] as const satisfies readonly Role[]
export type GrantableRole = (typeof staffGrantableRoles)[number]

/** Roles that only make sense at one centre. */
const centreRoles: readonly Role[] = ['counter_officer', 'centre_manager']

export type ReachFault = 'centre_needed' | 'agency_needed' | 'not_staff' | 'not_headed'

/** The part missing from the reach of a role: a counter is at a centre, and a person who decides belongs to an agency. */
export function faultOfReach(grant: RoleGrant): ReachFault | null {
  if (!(staffGrantableRoles as readonly Role[]).includes(grant.role)) return 'not_staff'
  if (grant.isHead === true && !mayBeHead(grant.role)) return 'not_headed'
  const needed = placeNeeded(grant.role)
  if (needed === 'centre' && grant.centreId === null) return 'centre_needed'
  return needed === 'agency' && grant.agencyId === null ? 'agency_needed' : null
}

/** Whether who holds the role can stand at the head of its place (người đứng đầu) or be a deputy (cấp phó) there. */
export function mayBeHead(role: Role): boolean {
  return role === 'signatory' || role === 'centre_manager'
}

/** The kind of place a role is held at; `null`: it may reach the whole locality. */
export function placeNeeded(role: Role): 'centre' | 'agency' | null {
  if (centreRoles.includes(role)) return 'centre'
  return (agencyRoles as readonly Role[]).includes(role) ? 'agency' : null
}

/** The roles whose accounts the manager of a centre runs: the counters. The operator runs those of equals and superiors. */
const rolesOfManager: readonly Role[] = ['counter_officer']

/** Grants that give a right over accounts, held in one's own name: a delegated role gives none. */
function ownGrants(actor: Actor, role: Role): readonly RoleGrant[] {
  return actor.grants.filter((grant) => grant.role === role && grant.onBehalfOf === undefined)
}

const isWithin = (wide: RoleGrant, narrow: RoleGrant): boolean =>
  (wide.centreId === null || wide.centreId === narrow.centreId) && (wide.agencyId === null || wide.agencyId === narrow.agencyId)

/** Whether the actor may give and end this role with this reach. An operator within their own reach, a manager at their own counters. */
export function mayRunGrant(actor: Actor, grant: RoleGrant): boolean {
  if (ownGrants(actor, 'operator').some((own) => isWithin(own, grant))) return true
  return rolesOfManager.includes(grant.role) && ownGrants(actor, 'centre_manager').some((own) => isWithin(own, grant))
}

/**
 * Whether the actor runs an account: gives it a password, disables it, ends its sessions. Every right it has must be theirs
 * to give, or they could take it over; for an account without any right, the rights it had count.
 */
export function mayRunAccount(
  actor: Actor,
  account: {
    readonly accountId: string
    readonly grants: readonly RoleGrant[]
    readonly endedGrants: readonly RoleGrant[]
    /** Held in another's name, now or later. */
    readonly delegated?: readonly RoleGrant[]
  },
): boolean {
  if (actor.accountId === account.accountId) return false
  // A person who takes over the account also takes over its delegations.
  if (!(account.delegated ?? []).every((grant) => mayRunGrant(actor, grant))) return false
  const judged = account.grants.length > 0 ? account.grants : account.endedGrants
  if (judged.length > 0) return judged.every((grant) => mayRunGrant(actor, grant))
  return ownGrants(actor, 'operator').some((own) => own.centreId === null && own.agencyId === null)
}

/** Roles the actor may give somewhere: what a form offers. */
export function rolesToGive(actor: Actor): GrantableRole[] {
  const isOperator = ownGrants(actor, 'operator').length > 0
  const isManager = ownGrants(actor, 'centre_manager').length > 0
  return staffGrantableRoles.filter((role) => isOperator || (isManager && rolesOfManager.includes(role)))
}

/** A login is typed by people and read by programs: plain letters, digits, dots and dashes. */
export function isLogin(login: string): boolean {
  return /^[a-z0-9][a-z0-9._-]{1,59}$/u.test(login)
}

/** Days a one-time password may be used: long enough to reach its owner, short enough not to lie about. */
export const oneTimePasswordDays = 7
