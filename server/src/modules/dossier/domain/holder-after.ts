import type { AccountId } from '#kernel/ids.ts'
import type { Change, DossierFacts } from './decide-act.ts'
import { causeOf } from './ledger.ts'
import type { LedgerCause } from './ledger.ts'

/** Who has the dossier once an act is done, and whether a new interval of the holder ledger begins with it. */
export type HolderAfter = {
  readonly accountId: AccountId | null
  readonly cause: LedgerCause
  readonly opensInterval: boolean
  /** What becomes of claims: the actor's is put or renewed on the step, the one on the step left behind goes, all go at the end. */
  readonly claim: 'put' | 'drop' | 'drop_all' | null
}

/**
 * @param actorId the one who acts; null when nobody signed in did
 * @param before officer the dossier names now, and when it was finished
 */
export function holderAfter(
  facts: DossierFacts,
  change: Change,
  actorId: AccountId | null,
  before: { readonly accountId: AccountId | null; readonly isFinished: boolean },
): HolderAfter {
  if (change.ends) return { accountId: null, cause: 'inside', opensInterval: true, claim: 'drop_all' }
  const owner = facts.hands?.claim?.accountId ?? null
  const staysInHand = change.holderKind === facts.holderKind && change.stepNo === facts.stepNo && change.act !== 'receive'
  // Waiting for somebody else leaves the step, and whose it is, as it was.
  const waits = change.holderKind === 'applicant' || change.holderKind === 'outside'
  const keepsStep = change.stepNo === facts.stepNo && change.holderKind !== 'counter' && facts.holderKind !== 'counter'
  const claim = ((): HolderAfter['claim'] => {
    if (change.claim === 'take') return 'put'
    if (change.claim === 'drop') return 'drop'
    if (waits || keepsStep || staysInHand) return owner !== null && owner === actorId && !waits ? 'put' : null
    return owner === null ? null : 'drop'
  })()
  const accountId = ((): AccountId | null => {
    if (waits) return null
    if (change.claim !== null) return change.claim === 'take' ? actorId : null
    // At a counter whoever does something with a dossier has it in hand; at the agency whoever has claimed its step.
    // A signature on an apology takes the dossier out of nobody's hand.
    if (change.holderKind === 'counter') return change.act === 'apologise' ? before.accountId : (actorId ?? before.accountId)
    return keepsStep ? owner : null
  })()
  const cause = change.holderKind === 'none' ? 'inside' : causeOf(change.holderKind, before.isFinished || change.finishes)
  // An interval has one holder and one cause.
  const causeChanges = facts.holderKind !== 'none' && causeOf(facts.holderKind, before.isFinished) !== cause
  return { accountId, cause, claim, opensInterval: !staysInHand || causeChanges || accountId !== before.accountId }
}
