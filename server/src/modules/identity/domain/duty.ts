import { agencyRoles, handlingRoles, overseeingRoles } from '#kernel/actor.ts'
import type { Actor, OnBehalfOf, Role, RoleGrant } from '#kernel/actor.ts'
import type { AgencyId, CentreId } from '#kernel/ids.ts'

/** Where a matter lies: the agency competent for it and the centre that received it. */
export type Place = { readonly agencyId: AgencyId | null; readonly centreId: CentreId | null }

/** Roles that look at everything in the locality and change nothing. */
const overseers: readonly Role[] = overseeingRoles

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

/** Roles of an agency that may read a matter on which it was asked for its opinion. */
const advisers: readonly Role[] = agencyRoles

/**
 * Whether the actor may read what happens at `place`: by duty there, by oversight, or at an agency asked for its
 * opinion on the matter.
 * @param asked agencies asked about it, for as long as that opens it to them
 * @law 61/2018/NĐ-CP Điều 19 khoản 5
 */
export function mayRead(actor: Actor, place: Place, asked: readonly AgencyId[] = []): boolean {
  const asAdviser = (grant: RoleGrant): boolean =>
    advisers.includes(grant.role) && asked.some((agencyId) => reaches(grant, { agencyId, centreId: null }))
  return (
    actor.grants.some((grant) => asAdviser(grant)) ||
    actor.grants.some(
      (grant) =>
        grant.role !== 'citizen' &&
        grant.role !== 'procedure_designer' &&
        grant.role !== 'operator' &&
        (overseers.includes(grant.role) ? grant.agencyId === null || grant.agencyId === place.agencyId : reaches(grant, place)),
    )
  )
}

/**
 * In whose place the actor holds `role` at `place`; `null` when it is their own. An own role comes first: nobody acts
 * for another where they may act for themselves.
 */
export function behalfAt(actor: Actor, role: Role, place: Place): OnBehalfOf | null {
  const reaching = actor.grants.filter((grant) => grant.role === role && reaches(grant, place))
  return reaching.some((grant) => grant.onBehalfOf === undefined) ? null : (reaching[0]?.onBehalfOf ?? null)
}

/** Roles that one officer can hold in another's place: work on dossiers, never oversight or the running of the system. */
export const delegableRoles = handlingRoles

/**
 * Who directs the holder of a grant: the manager of the centre those at its counters, the head of an agency (who signs)
 * all of the agency, and a unit head its officers as far as `asUnitHead` allows. Only in one's own right: a role held in
 * another's place does not direct.
 */
export function directs(actor: Actor, target: RoleGrant, asUnitHead = false): boolean {
  const heads: readonly Role[] = target.centreId !== null ? ['centre_manager'] : asUnitHead ? ['signatory', 'unit_head'] : ['signatory']
  return actor.grants.some((grant) => grant.onBehalfOf === undefined && heads.includes(grant.role) && reaches(grant, target))
}

/** Whether `actor` may order the replacement of the officer who holds these grants: all of them must be theirs to direct. */
export function mayReplace(actor: Actor, officer: { readonly accountId: string; readonly grants: readonly RoleGrant[] }): boolean {
  return actor.accountId !== officer.accountId && officer.grants.length > 0 && officer.grants.every((grant) => directs(actor, grant))
}

/** Whether `actor` may say that an officer is away: oneself, or whoever directs them. */
export function mayRecordAbsence(actor: Actor, officer: { readonly accountId: string; readonly grants: readonly RoleGrant[] }): boolean {
  return actor.accountId === officer.accountId || officer.grants.some((grant) => directs(actor, grant, true))
}

export type DelegationFault = 'not_yours' | 'not_delegable' | 'given_on' | 'to_oneself' | 'dates' | 'other_house'

/**
 * What is wrong with giving a role to somebody for a time; `null` when nothing is. Given by its holder or by whoever
 * directs the holder; in writing; for named days, a year at most (our choice); within the house; never given on.
 * @law 30/2020/NĐ-CP Điều 13 (ký thay, thừa lệnh, thừa uỷ quyền: bằng văn bản, có thời hạn, không uỷ quyền lại)
 */
export function faultOfDelegation(
  actor: Actor,
  given: RoleGrant,
  from: { readonly accountId: string; readonly grants: readonly RoleGrant[] },
  to: { readonly accountId: string; readonly agencyId: AgencyId | null; readonly grants: readonly RoleGrant[] },
  days: { readonly today: string; readonly fromOn: string; readonly toOn: string },
): DelegationFault | null {
  const same = (grant: RoleGrant): boolean =>
    grant.role === given.role && grant.agencyId === given.agencyId && grant.centreId === given.centreId
  if (!(delegableRoles as readonly Role[]).includes(given.role)) return 'not_delegable'
  if (from.accountId === to.accountId) return 'to_oneself'
  const held = from.grants.filter(same)
  if (held.length > 0 && held.every((grant) => grant.onBehalfOf !== undefined)) return 'given_on'
  if (held.length === 0 || !(actor.accountId === from.accountId || directs(actor, given))) return 'not_yours'
  const inHouse = given.agencyId !== null ? to.agencyId === given.agencyId : to.grants.some((grant) => grant.centreId === given.centreId)
  if (!inHouse) return 'other_house'
  const [first, last] = [Temporal.PlainDate.from(days.fromOn), Temporal.PlainDate.from(days.toOn)]
  const inOrder = Temporal.PlainDate.compare(first, last) <= 0 && Temporal.PlainDate.compare(last, Temporal.PlainDate.from(days.today)) >= 0
  return inOrder && first.until(last).days <= 366 ? null : 'dates'
}
