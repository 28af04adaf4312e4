import type { Role } from '#kernel/actor.ts'
import type { AccountId, AgencyId } from '#kernel/ids.ts'
import type { Change, DossierFacts } from './act-facts.ts'
import type { Step } from './step.ts'
import type { HolderAfter } from './holder-after.ts'

/** A current or next step, and the agency whose step it is; `null` for the counter of the centre. */
export type StepAt = { readonly name: string; readonly role: Role; readonly agencyId: AgencyId | null }

/** The current steps and the next ones after an act. `to` is empty when no step follows. */
export type Leads = { readonly from: StepAt | null; readonly to: readonly StepAt[] }

/** From which step to which an act moves the work; `null` when it moves none. */
export function leadsTo(facts: DossierFacts, change: Change, fromNo: number | null = facts.stepNo): Leads | null {
  const opened = change.parts?.opened ?? []
  if (opened.length === 0 && (change.stepNo === facts.stepNo || change.stepNo === null)) return null
  const at = (no: number | null, agencyId: AgencyId | null): StepAt | null => {
    const step = facts.steps.find((each) => each.no === no)
    return step
      ? { name: step.name, role: step.role, agencyId: step.role === 'counter_officer' ? null : (step.part?.agencyId ?? agencyId) }
      : null
  }
  const next = at(change.stepNo, facts.agencyId)
  return {
    from: at(fromNo, facts.agencyId),
    to: [...opened.map(({ name, role, part }) => ({ name, role, agencyId: part?.agencyId ?? facts.agencyId })), ...(next ? [next] : [])],
  }
}

/**
 * The step for which the actor may name an officer: a unit head who finishes a step of the lead hands the next one
 * on, at the same agency. Parts of several agencies are each claimed at theirs.
 * @law 61/2018/NĐ-CP Điều 19 (phân công cán bộ giải quyết; chưa đối chiếu khoản)
 */
export function stepToAssign(facts: DossierFacts, change: Change): Step | null {
  if (change.act !== 'complete_step' || change.role !== 'unit_head') return null
  if (change.parts !== null || change.holderKind !== 'agency' || change.stepNo === facts.stepNo) return null
  return facts.steps.find((step) => step.no === change.stepNo) ?? null
}

/** An officer with duty at the agency today. */
export type Candidate = { readonly accountId: AccountId; readonly name: string; readonly role: Role; readonly isAway: boolean }

/**
 * Who may be given the step: holds its role there today, is not away, and, where it is signed, is none of those whose work
 * is approved: neither who worked on it, nor who received it, nor the one who assigns.
 */
export function assignableTo(
  step: Step,
  facts: Pick<DossierFacts, 'hands'>,
  actorId: AccountId | null,
  candidates: readonly Candidate[],
): readonly Candidate[] {
  const judged = step.role === 'signatory' ? [...(facts.hands?.workedBy ?? []), facts.hands?.receivedBy ?? null, actorId] : []
  const seen = new Set<AccountId>()
  return candidates.filter((each) => {
    if (each.role !== step.role || each.isAway || judged.includes(each.accountId) || seen.has(each.accountId)) return false
    seen.add(each.accountId)
    return true
  })
}

/** The dossier with the assigned officer as holder: its time is charged to them from now on. */
export function inHandOf(holder: HolderAfter, assigneeId: AccountId): HolderAfter {
  return { ...holder, accountId: assigneeId, opensInterval: true }
}
