import type { AccountId } from '#kernel/ids.ts'
import type { Change, DossierFacts } from './act-facts.ts'
import { claimantOfHeld, claimsOnParts } from './parts.ts'
import type { Run } from './run.ts'
import { causeOf } from './ledger.ts'
import type { LedgerCause } from './ledger.ts'

/** Who has the dossier once an act is done, and whether a new interval of the holder ledger begins with it. */
export type HolderAfter = {
  readonly accountId: AccountId | null
  readonly cause: LedgerCause
  readonly opensInterval: boolean
  /** Changes of claims: the actor's is created or renewed on the step, the one on the step left behind ends, all end with the dossier. */
  readonly claim: 'put' | 'drop' | 'drop_all' | null
  /** Claims on parts, by step: the one the actor takes, those that go. Absent: the dossier has no parts. */
  readonly onParts?: { readonly take: number | null; readonly drop: readonly number[] }
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
  if (facts.run && (change.parts || facts.run.parts.length > 0)) return throughParts(facts, facts.run, change, actorId, before)
  const owner = facts.hands?.claim?.accountId ?? null
  const staysInHand = change.holderKind === facts.holderKind && change.stepNo === facts.stepNo && change.act !== 'receive'
  // Waiting for another party changes neither the step nor its claim.
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
    // At a counter the officer who did the last act holds the dossier; at the agency the officer who has claimed its step.
    // A signature on an apology does not change the holder.
    if (change.holderKind === 'counter') return change.act === 'apologise' ? before.accountId : (actorId ?? before.accountId)
    return keepsStep ? owner : null
  })()
  const cause = change.holderKind === 'none' ? 'inside' : causeOf(change.holderKind, before.isFinished || change.finishes)
  // An interval has one holder and one cause.
  const causeChanges = facts.holderKind !== 'none' && causeOf(facts.holderKind, before.isFinished) !== cause
  return { accountId, cause, claim, opensInterval: !staysInHand || causeChanges || accountId !== before.accountId }
}

/** The same where parts are open before the act or after it: the officer is the one who has claimed the part through which the dossier is held. */
function throughParts(
  facts: DossierFacts,
  run: Run,
  change: Change,
  actorId: AccountId | null,
  before: { readonly accountId: AccountId | null; readonly isFinished: boolean },
): HolderAfter {
  const waits = change.holderKind === 'applicant' || change.holderKind === 'outside'
  const accountId = waits ? null : claimantOfHeld(run, change, actorId)
  const held = change.parts?.held?.stepNo ?? null
  const staysInHand = change.holderKind === facts.holderKind && held === run.heldStep && (held !== null || change.stepNo === facts.stepNo)
  // A step of the lead that is left for parts leaves its claim behind.
  const leaves = run.parts.length === 0 && facts.hands?.claim ? ('drop' as const) : null
  return {
    accountId,
    cause: change.holderKind === 'none' ? 'inside' : causeOf(change.holderKind, before.isFinished || change.finishes),
    opensInterval: !staysInHand || accountId !== before.accountId,
    claim: leaves,
    onParts: claimsOnParts(change),
  }
}
