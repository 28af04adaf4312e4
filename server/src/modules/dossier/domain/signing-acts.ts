import type { Role } from '#kernel/actor.ts'
import type { DossierAct } from './act-rows.ts'
import { actRules } from './dossier-acts.ts'

/** Whether the act signs. A refusal does where the signatory of the agency refuses; at the counter it is a notice of what is missing. */
export function isSigning(act: DossierAct, roles: readonly Role[]): boolean {
  return actRules[act].signs === true || (act === 'refuse' && roles.includes('signatory'))
}
