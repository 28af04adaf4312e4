import type { Role } from '#kernel/actor.ts'
import type { DossierAct } from './dossier-acts.ts'

/** Acts that put a name under a paper of the agency: the person proves again to be there before them. */
const signed: readonly DossierAct[] = ['approve', 'approve_extension', 'decline_extension', 'apologise']

/** Whether the act signs. A refusal does where whoever signs for the agency refuses; at the counter it is a notice of what is missing. */
export function isSigning(act: DossierAct, roles: readonly Role[]): boolean {
  return signed.includes(act) || (act === 'refuse' && roles.includes('signatory'))
}
