import type { DossierFacts, Duty } from './act-facts.ts'
import type { Step } from './step.ts'

/** Whether the step the dossier is at is the actor's to do. */
export function ownStep(facts: DossierFacts, duty: Duty): boolean {
  if (facts.holderKind === 'counter') return duty.roleOf(['counter_officer']) !== null
  const step = facts.steps.find((each) => each.no === facts.stepNo)
  return step !== undefined && duty.roleOf([step.role]) !== null
}

/**
 * The step after the signature, where the clerk numbers, seals and records the result. Where a process branches its
 * numbers say nothing of what follows what; there the state does.
 */
export function isIssuing(step: Step, { steps, run, state }: Pick<DossierFacts, 'steps' | 'run' | 'state'>): boolean {
  if (run) return step.role === 'clerk' && state === 'approved'
  return step.role === 'clerk' && steps.some((each) => each.role === 'signatory' && each.no < step.no)
}

/** Where a process of the centre is signed: the signatory's step, or without one the last work before the result is handed over. */
export function signingIndex(steps: readonly Step[]): number {
  const signatory = steps.findIndex((step) => step.role === 'signatory')
  return signatory === -1 ? Math.max(0, steps.length - 2) : signatory
}

/** Whether the step a dossier settled here is at is work that comes before the signature. */
export function isWorkHere({ steps, stepNo }: DossierFacts): boolean {
  const index = steps.findIndex((step) => step.no === stepNo)
  return index !== -1 && index < signingIndex(steps)
}

/** Who has a dossier settled here at a step: its counter, or for any other role the agency, whose officer sits at the centre. */
export function sideOfStep(facts: DossierFacts, stepNo: number | null): DossierFacts['holderKind'] {
  if (facts.handling === 'forwarded') return facts.holderKind
  return (facts.steps.find((step) => step.no === stepNo)?.role ?? 'counter_officer') === 'counter_officer' ? 'counter' : 'agency'
}

export function earlierStep(facts: DossierFacts): number | null {
  if (facts.run) return facts.steps.find((each) => each.no === facts.stepNo)?.returnNo ?? null
  const index = facts.steps.findIndex((each) => each.no === facts.stepNo)
  if (index <= 0) return null
  return facts.steps[index]?.returnNo ?? facts.steps[index - 1]?.no ?? null
}

/** Where what is signed is issued. Steps a process has between the two have no state and are skipped. */
export function issuingStep(facts: DossierFacts): number | null {
  const index = facts.steps.findIndex((each) => each.no === facts.stepNo)
  return facts.steps.slice(index + 1).find((each) => isIssuing(each, facts))?.no ?? null
}

export function nextStep(facts: DossierFacts): number | null {
  const index = facts.steps.findIndex((each) => each.no === facts.stepNo)
  return facts.steps[index + 1]?.no ?? null
}
