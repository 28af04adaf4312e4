import type { Role } from '#kernel/actor.ts'
import type { AgencyId } from '#kernel/ids.ts'
import type { ActInput, Change, DossierFacts, Duty } from './act-facts.ts'
import type { ActRow, DossierAct } from './act-rows.ts'
import { causeRule } from './clock-causes.ts'
import type { StopCause } from './clock-causes.ts'
import { endedStates } from './dossier-states.ts'
import type { DossierState } from './dossier-states.ts'
import { afterMove, closeAll, heldThrough, standingOf } from './parts.ts'
import type { Move, OpenPart, Run } from './run.ts'
import { earlierStep, isIssuing, issuingStep, nextStep, ownStep, sideOfStep, signingIndex } from './step-moves.ts'

export function changeFrom(
  facts: DossierFacts,
  act: DossierAct,
  row: ActRow,
  role: Role,
  duty: Duty,
  input: ActInput | undefined,
  asked: AgencyId | undefined,
): Change {
  const state = row.to === 'same' ? facts.state : row.to === 'interrupted' ? (facts.interruptedState ?? facts.state) : row.to
  const ends = (endedStates as readonly DossierState[]).includes(state)
  const base: Change = {
    act,
    role,
    law: row.law,
    state,
    // An act that does not change a wait does not change its origin either.
    interruptedState: row.to === 'same' ? facts.interruptedState : null,
    stepNo: facts.stepNo,
    holderKind: ends ? 'none' : facts.holderKind,
    clock: null,
    finishes: state === 'result_recorded' && facts.state !== 'result_recorded',
    ends,
    supplementCount: facts.supplementCount,
    // Every act that ends a dossier removes it from its list, or the list could never be closed.
    leavesList: ends && facts.onHandover,
    claim: null,
    opinion: (facts.awaited ?? []).length > 0 && !awaitingStates.includes(state) ? 'close' : null,
    parts: null,
    awaitsPayment: false,
  }
  switch (act) {
    case 'claim':
      return { ...base, claim: 'take' }
    case 'release':
      return { ...base, claim: 'drop' }
    case 'take_over':
      // A head whose step it is not takes it from one officer without becoming the next: it is free again.
      return { ...base, claim: ownStep(facts, duty) ? 'take' : 'drop' }
    case 'consult':
      return { ...base, opinion: input?.agencyId ? { ask: input.agencyId } : null }
    case 'answer_consultation':
      return { ...base, opinion: asked ? { heard: asked } : null }
    case 'accept': {
      const first = facts.handling === 'forwarded' ? null : (facts.steps[0]?.no ?? null)
      return { ...base, clock: 'start', stepNo: first, holderKind: sideOfStep(facts, first) }
    }
    case 'request_supplement':
      return {
        ...base,
        interruptedState: facts.state,
        holderKind: 'applicant',
        supplementCount: facts.supplementCount + 1,
        // Before acceptance no clock has begun, so there is none to stop.
        clock: facts.state === 'filed' ? null : { stop: 'supplement' },
      }
    case 'supplement':
    case 'resume':
    case 'confirm_payment':
      return { ...base, holderKind: state === 'filed' ? 'counter' : 'agency', clock: state === 'filed' ? null : 'run' }
    case 'suspend': {
      const cause = (input?.cause ?? 'force_majeure') as StopCause
      return {
        ...base,
        interruptedState: facts.state,
        holderKind: causeRule(cause).holder,
        clock: { stop: cause },
        awaitsPayment: awaitsPayment(facts, input),
      }
    }
    case 'restart_clock':
      return { ...base, clock: { restart: input?.cause ?? 'request_changed' } }
    case 'approve_extension':
      return { ...base, clock: 'extend' }
    case 'deem_approved':
      return { ...base, stepNo: facts.steps.find((step) => isIssuing(step, facts))?.no ?? facts.stepNo }
    case 'receive':
      return facts.state === 'accepted'
        ? { ...base, holderKind: 'agency', stepNo: facts.steps[0]?.no ?? null, leavesList: true }
        : { ...base, holderKind: 'counter', leavesList: true }
    case 'complete_step': {
      const next = nextStep(facts) ?? facts.stepNo
      return { ...base, stepNo: next, holderKind: sideOfStep(facts, next) }
    }
    case 'return_to_previous_step': {
      const earlier = earlierStep(facts)
      return { ...base, stepNo: earlier, holderKind: sideOfStep(facts, earlier) }
    }
    case 'approve':
      // A dossier settled here returns to the counter, which issues the result and hands it over.
      if (facts.handling !== 'forwarded')
        return { ...base, stepNo: facts.steps[signingIndex(facts.steps) + 1]?.no ?? facts.stepNo, holderKind: 'counter' }
      return { ...base, stepNo: facts.holderKind === 'agency' ? (issuingStep(facts) ?? facts.stepNo) : null }
    case 'correct_contact':
    case 'correct_identity':
    case 'record_site_check':
    case 'record_result':
    case 'file':
    case 'refuse':
    case 'forward':
    case 'return_result':
    case 'withdraw':
    case 'reassign':
    case 'reproject':
    case 'change_version':
    case 'request_extension':
    case 'decline_extension':
    case 'draft_apology':
    case 'apologise':
    case 'note_late':
    case 'note_late_by_law':
    case 'stop':
    case 'deem_refused':
      return base
  }
}

/** States in which an opinion is still useful; an act that leaves them closes pending opinions. */
const awaitingStates: readonly DossierState[] = ['in_progress', 'suspended', 'awaiting_supplement']

/** The agencies still awaited after a change. */
export function awaitedAfter(before: readonly AgencyId[], { opinion }: Pick<Change, 'opinion'>): readonly AgencyId[] {
  if (opinion === null) return before
  if (opinion === 'close') return []
  return 'ask' in opinion ? [...before, opinion.ask] : before.filter((agency) => agency !== opinion.heard)
}

export function awaitsPayment(facts: DossierFacts, input: ActInput | undefined): boolean {
  if (input?.cause !== 'financial_duty' || input.paidElsewhere) return false
  return (input.charges ?? []).length > 0 || (facts.owedDong ?? 0) > 0
}

/** The next step of a dossier whose process is more than the lead's steps: the table decides whether it moves, the process where to. */
export function throughParts(facts: DossierFacts, run: Run, changed: Change, on: OpenPart | null): Change {
  const data = { supplementCount: changed.supplementCount }
  const from = on?.stepNo ?? facts.stepNo
  const standing = standingOf(run, facts.stepNo)
  const follow = (move: Move, how: 'done' | 'given_back' = 'done') => afterMove(run, facts.steps, move, on, how)
  const { stepNo, parts } = ((): ReturnType<typeof follow> => {
    if (changed.ends) return { stepNo: changed.stepNo, parts: closeAll(run) }
    if (changed.act === 'receive' && facts.state === 'accepted') return follow(run.rules.begin(data))
    if (changed.act === 'complete_step' && from !== null) return follow(run.rules.advance(standing, from, data))
    if (changed.act === 'return_to_previous_step' && from !== null) return follow(run.rules.giveBack(standing, from), 'given_back')
    if (changed.act === 'approve' && facts.holderKind === 'agency')
      return { stepNo: run.rules.issuing(standing, from, data) ?? from, parts: closeAll(run) }
    if (changed.act === 'deem_approved') return { stepNo: run.rules.issuing(standing, null, data), parts: closeAll(run) }
    return { stepNo: on ? null : facts.stepNo, parts: { on, closed: [], opened: [], joins: run.joins } }
  })()
  if (run.parts.length === 0 && parts.opened.length === 0) return { ...changed, stepNo }
  const held = changed.holderKind === 'agency' ? heldThrough(run, parts, facts.holderKind !== 'agency') : null
  return { ...changed, stepNo, parts: { ...parts, held } }
}
