import { agencyRoles, handlingRoles, watchingRoles } from '#kernel/actor.ts'
import type { Actor, OnBehalfOf, Role, RoleGrant } from '#kernel/actor.ts'
import type { AgencyId } from '#kernel/ids.ts'
import { reaches } from '#kernel/reach.ts'
import type { Place } from '#kernel/reach.ts'

/** The first of `roles` the actor holds with reach over `place`, or `null`. */
export function dutyAt(actor: Actor, roles: readonly Role[], place: Place): Role | null {
  for (const role of roles) {
    if (actor.grants.some((grant) => grant.role === role && reaches(grant, place))) return role
  }
  return null
}

/** Why somebody sees a matter: works on it, runs the centre that received it, was asked about it, or only watches. */
export type SightBy = 'work' | 'direction' | 'opinion' | 'oversight'

/** How somebody sees a matter, with the grant that lets them. */
export type Sight = { readonly by: SightBy; readonly grant: RoleGrant }

const ways: readonly { readonly by: SightBy; readonly roles: readonly Role[] }[] = [
  { by: 'work', roles: handlingRoles },
  { by: 'direction', roles: ['centre_manager'] },
  { by: 'opinion', roles: agencyRoles },
  { by: 'oversight', roles: watchingRoles },
]

/**
 * The actor's widest view of the matters at `place`; `null` when they may not see them. The one
 * policy of reading: every role counts only as far as its grant reaches, and an agency asked about a matter only through
 * the roles that do its work.
 * @param asked agencies asked about it, for as long as that opens it to them
 * @law 61/2018/NĐ-CP Điều 19 khoản 5
 */
export function sightOf(actor: Actor, place: Place, asked: readonly AgencyId[] = []): Sight | null {
  for (const { by, roles } of ways) {
    const places: readonly Place[] = by === 'opinion' ? asked.map((agencyId) => ({ agencyId, centreId: null })) : [place]
    const grant = actor.grants.find((each) => roles.includes(each.role) && places.some((at) => reaches(each, at)))
    if (grant) return { by, grant }
  }
  return null
}

/** Whether the actor may read what happens at `place` at all. */
export function mayRead(actor: Actor, place: Place, asked: readonly AgencyId[] = []): boolean {
  return sightOf(actor, place, asked) !== null
}

/** Whether somebody sees the person of a matter in full, or only with numbers and address covered. */
export function seesInFull(sight: Sight | null): boolean {
  return sight?.by === 'work' || sight?.by === 'direction'
}

/** Whether somebody may open the papers handed in: who works on the matter, runs the centre, or was asked about it. */
export function mayOpenPapers(sight: Sight | null): boolean {
  return seesInFull(sight) || sight?.by === 'opinion'
}

/**
 * The person for whom the actor holds `role` at `place`; `null` when it is their own role. An own role comes first: nobody acts
 * for another where they may act for themselves.
 */
export function behalfAt(actor: Actor, role: Role, place: Place): OnBehalfOf | null {
  const reaching = actor.grants.filter((grant) => grant.role === role && reaches(grant, place))
  return reaching.some((grant) => grant.onBehalfOf === undefined) ? null : (reaching[0]?.onBehalfOf ?? null)
}

/** Roles that one officer can hold in another's place: work on dossiers, never oversight or the running of the system. */
export const delegableRoles = handlingRoles

const ranks: Readonly<Partial<Record<Role, number>>> = {
  counter_officer: 1,
  case_officer: 1,
  clerk: 1,
  unit_head: 2,
  signatory: 3,
  centre_manager: 3,
}

/**
 * The rank of a role in its agency or centre; `null` for roles without one (they inspect, design or operate). The head
 * (người đứng đầu) ranks above the deputies (cấp phó) of the same role. A role held in another's place does not raise the rank.
 */
function rankOf(grant: RoleGrant): number | null {
  const rank = ranks[grant.role]
  if (rank === undefined) return null
  return grant.onBehalfOf === undefined ? rank + (grant.isHead === true ? 0.5 : 0) : 0
}

/**
 * Who directs the holder of a grant: the managers of a centre those at its counters, the signatories of an agency all below them,
 * a unit head its officers as far as `asUnitHead` allows, and the head of either its deputies. Equals never direct each other.
 * Only in one's own right: a delegated role has no rank (`rankOf`), so it directs nobody.
 * @law 30/2020/NĐ-CP Điều 13 khoản 1, 2 (người đứng đầu giao cấp phó)
 */
export function directs(actor: Actor, target: RoleGrant, asUnitHead = false): boolean {
  const below = rankOf(target)
  if (below === null) return false
  const heads: readonly Role[] = target.centreId !== null ? ['centre_manager'] : asUnitHead ? ['signatory', 'unit_head'] : ['signatory']
  return actor.grants.some((grant) => heads.includes(grant.role) && reaches(grant, target) && (rankOf(grant) ?? 0) > below)
}

/** Whether `actor` may order the replacement of the officer who holds these grants: all of them must be theirs to direct. */
export function mayReplace(actor: Actor, officer: { readonly accountId: string; readonly grants: readonly RoleGrant[] }): boolean {
  return actor.accountId !== officer.accountId && officer.grants.length > 0 && officer.grants.every((grant) => directs(actor, grant))
}

/**
 * Whether `actor` may record an officer as absent: oneself, or a person who directs them. Not where the officer has an equal or higher rank in
 * the same house by another role.
 */
export function mayRecordAbsence(actor: Actor, officer: { readonly accountId: string; readonly grants: readonly RoleGrant[] }): boolean {
  if (actor.accountId === officer.accountId) return true
  const own = actor.grants.filter((grant) => grant.onBehalfOf === undefined && rankOf(grant) !== null)
  const isDirected = (grant: RoleGrant): boolean => directs(actor, grant, true)
  const isElsewhere = (grant: RoleGrant): boolean => rankOf(grant) === null || !own.some((each) => reaches(each, grant))
  return officer.grants.some(isDirected) && officer.grants.every((grant) => isDirected(grant) || isElsewhere(grant))
}

/** Whether `actor` may end a role given to somebody before its last day: who ordered it, its holder, or a person who directs the holder in it. */
export function mayEndDelegation(actor: Actor, given: RoleGrant, from: string, orderedBy: string): boolean {
  return actor.accountId === from || actor.accountId === orderedBy || directs(actor, given, true)
}

export type DelegationFault = 'not_yours' | 'not_delegable' | 'given_on' | 'to_oneself' | 'dates' | 'other_house'

/**
 * The error in delegating a role for a time; `null` when there is none. Given by its holder or by a person who
 * directs the holder; in writing; for named days, a year at most (our choice); within the organisation; never delegated further.
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
  if (held.length === 0 || !(actor.accountId === from.accountId || held.some((grant) => directs(actor, grant)))) return 'not_yours'
  const inHouse = given.agencyId !== null ? to.agencyId === given.agencyId : to.grants.some((grant) => grant.centreId === given.centreId)
  if (!inHouse) return 'other_house'
  const [first, last] = [Temporal.PlainDate.from(days.fromOn), Temporal.PlainDate.from(days.toOn)]
  const inOrder = Temporal.PlainDate.compare(first, last) <= 0 && Temporal.PlainDate.compare(last, Temporal.PlainDate.from(days.today)) >= 0
  return inOrder && first.until(last).days <= 366 ? null : 'dates'
}
