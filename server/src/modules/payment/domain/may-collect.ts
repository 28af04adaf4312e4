import type { Actor, Role } from '#kernel/actor.ts'
import type { CentreId } from '#kernel/ids.ts'
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
  close_for_another: ['centre_manager'],
  set_collector: ['centre_manager'],
  replace_receipt: ['counter_officer', 'centre_manager'],
} as const satisfies Record<string, readonly Role[]>
export type MoneyDuty = keyof typeof moneyDuties

const names: Partial<Record<Role, string>> = { counter_officer: 'cán bộ tiếp nhận', centre_manager: 'lãnh đạo trung tâm' }

export function hasMoneyDuty(actor: Actor, duty: MoneyDuty, centreId: CentreId): boolean {
  const roles: readonly Role[] = moneyDuties[duty]
  return actor.grants.some((grant) => roles.includes(grant.role) && (grant.centreId === null || grant.centreId === centreId))
}

/** `null` when the actor has the duty at the centre. */
export function judgeMoneyDuty(actor: Actor, duty: MoneyDuty, centreId: CentreId): Refusal | null {
  if (hasMoneyDuty(actor, duty, centreId)) return null
  return refusalFrom(paymentRefusals, 'COLLECTING_NOT_YOURS', { roles: moneyDuties[duty].map((role) => names[role] ?? role).join(', ') })
}

const lookers: readonly Role[] = ['centre_manager', 'provincial_leader', 'inspector']

/** Whether the actor may look into the money of a centre: who works with it there, and those who oversee. */
export function maySeeMoney(actor: Actor, centreId: CentreId): boolean {
  return actor.grants.some(
    (grant) =>
      (lookers.includes(grant.role) && grant.agencyId === null) ||
      (grant.role === 'counter_officer' && (grant.centreId === null || grant.centreId === centreId)),
  )
}
