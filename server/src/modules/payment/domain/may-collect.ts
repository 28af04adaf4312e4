import { watchingRoles } from '#kernel/actor.ts'
import type { Actor, Role } from '#kernel/actor.ts'
import type { CentreId } from '#kernel/ids.ts'
import { isAtCentre, reaches } from '#kernel/reach.ts'
import { refusalFrom } from '#kernel/refusal.ts'
import type { Refusal } from '#kernel/refusal.ts'
import { paymentRefusals } from './refusals.ts'

/** Who does what with money. Drawers belong to centres, so a role counts by its centre, whichever agency sent the person. */
export const moneyDuties = {
  collect: ['counter_officer'],
  adjust: ['counter_officer', 'centre_manager'],
  ask_refund: ['counter_officer', 'centre_manager'],
  decide_refund: ['centre_manager'],
  match_notice: ['centre_manager'],
  ask_return: ['counter_officer', 'centre_manager'],
  close_for_another: ['centre_manager'],
  set_collector: ['centre_manager'],
  replace_receipt: ['counter_officer', 'centre_manager'],
} as const satisfies Record<string, readonly Role[]>
export type MoneyDuty = keyof typeof moneyDuties

const names: Partial<Record<Role, string>> = { counter_officer: 'cán bộ tiếp nhận', centre_manager: 'lãnh đạo trung tâm' }

export function hasMoneyDuty(actor: Actor, duty: MoneyDuty, centreId: CentreId): boolean {
  return actor.grants.some((grant) => isAtCentre(grant, centreId, moneyDuties[duty]))
}

/** `null` when the actor has the duty at the centre. */
export function judgeMoneyDuty(actor: Actor, duty: MoneyDuty, centreId: CentreId): Refusal | null {
  if (hasMoneyDuty(actor, duty, centreId)) return null
  return refusalFrom(paymentRefusals, 'COLLECTING_NOT_YOURS', { roles: moneyDuties[duty].map((role) => names[role] ?? role).join(', ') })
}

const atCentre: readonly Role[] = ['counter_officer', 'centre_manager']

/** Whether the actor may look into the money of a centre: who works with it there or runs it, and who watches over that centre. */
export function maySeeMoney(actor: Actor, centreId: CentreId): boolean {
  const watchers: readonly Role[] = watchingRoles
  return actor.grants.some(
    (grant) => isAtCentre(grant, centreId, atCentre) || (watchers.includes(grant.role) && reaches(grant, { agencyId: null, centreId })),
  )
}
