import type { AgencyId } from '#kernel/ids.ts'
import { refusalFrom } from '#kernel/refusal.ts'
import type { FieldFault, Refusal } from '#kernel/refusal.ts'
import { isRefusal } from './act-facts.ts'
import type { ActInput, Change, DossierFacts, Duty } from './act-facts.ts'
import type { ActRow, DossierAct } from './act-rows.ts'
import { changeFrom, throughParts } from './change-of-act.ts'
import { actRowFor, actRules, isHeldRight } from './dossier-acts.ts'
import { shownStateFrom, stateNames } from './dossier-states.ts'
import { holderNames } from './file-rules.ts'
import { judge } from './guards.ts'
import { needs, needsOf } from './needs.ts'
import { dossierRefusals } from './refusals.ts'
import type { DossierRefusalCode } from './refusals.ts'
import type { OpenPart } from './run.ts'

/**
 * Whether the act may be done now, and what it changes; or the refusal, with its reason in Vietnamese.
 * Pure: the same facts give the same answer, and the API uses it both to act and to list the allowed acts.
 * Without `input` only the right to act is checked, not the data the act needs.
 * @param stepNo the part an act on a step is meant for; needed only where several could be
 */
export function decideAct(
  facts: DossierFacts,
  act: DossierAct,
  duty: Duty,
  input?: ActInput,
  stepNo: number | undefined = input?.stepNo,
): Change | Refusal {
  if (!actRules[act].onStep) return decide(facts, act, duty, input, null)
  const parts = facts.run?.parts ?? []
  if (parts.length === 0 && (stepNo === undefined || stepNo === facts.stepNo)) return decide(facts, act, duty, input, null)
  const meant = stepNo === undefined ? parts : parts.filter((part) => part.stepNo === stepNo)
  const [only] = meant
  const refuse = (code: DossierRefusalCode, message: string): Refusal =>
    refusalFrom(dossierRefusals, code, { act: actRules[act].name }, [{ field: '/body/stepNo', message }])
  if (!only) return refuse('PART_NOT_OPEN', 'Bước này không mở')
  const on = (part: OpenPart, given: ActInput | undefined): Change | Refusal =>
    decide(asPart(facts, part), act, dutyAtPart(duty, facts, part), given, part)
  if (meant.length === 1) return on(only, input)
  const judged = meant.map((part) => ({ part, decision: on(part, undefined) }))
  const [possible, another] = judged.filter(({ decision }) => !isRefusal(decision))
  if (possible && another && input !== undefined) return refuse('PART_UNNAMED', 'Xin chọn phần việc')
  if (possible) return on(possible.part, input)
  // The refusal for the actor's own part is more useful than that for parts of others.
  const told = judged.find(({ decision }) => isRefusal(decision) && !notTheirs.includes(decision.code))
  return (told ?? judged[0])?.decision ?? refuse('PART_NOT_OPEN', 'Bước này không mở')
}

const notTheirs: readonly string[] = ['DOSSIER_WRONG_ROLE', 'STEP_OF_ANOTHER_ROLE'] satisfies readonly DossierRefusalCode[]

/** The dossier seen from one of its parts: at that step, under that claim. */
function asPart(facts: DossierFacts, part: OpenPart): DossierFacts {
  return { ...facts, stepNo: part.stepNo, ...(facts.hands ? { hands: { ...facts.hands, claim: part.claim } } : {}) }
}

/** Duty for a part is duty at its agency: the lead's officers have no say in another's, nor theirs in the lead's. */
function dutyAtPart(duty: Duty, facts: DossierFacts, part: OpenPart): Duty {
  if (part.agencyId === facts.agencyId) return duty
  return { ...duty, roleOf: (roles, asked) => duty.roleOf(roles, asked ?? part.agencyId) }
}

function decide(stored: DossierFacts, act: DossierAct, duty: Duty, input: ActInput | undefined, on: OpenPart | null): Change | Refusal {
  const facts = atFirstStep(stored)
  const rule = actRules[act]
  const refuse = (code: DossierRefusalCode, details: Record<string, string | number> = {}, fields?: FieldFault[]): Refusal =>
    refusalFrom(dossierRefusals, code, { act: rule.name, ...details }, fields)

  if (rule.partOf === 'deadline' && duty.accountId !== null) return refuse('DONE_BY_SYSTEM')
  const row = actRowFor(act, facts)
  if (!row) return refuse('DOSSIER_WRONG_STATE', { state: stateNames[shownStateFrom(facts)] })
  if (!isHeldRight(row, facts.holderKind)) return refuse('DOSSIER_HELD_ELSEWHERE', { holder: holderNames[facts.holderKind] })
  const asked = row.dutyAt === 'asked_agency' ? askedAgency(facts, row, duty, input) : undefined
  if (asked === null) return refuse('NOT_CONSULTED')
  // `operator` in a row is the system, which performs due acts; a person of that role has no rights on a dossier.
  const role = duty.roleOf(duty.accountId === null ? row.by : row.by.filter((each) => each !== 'operator'), asked)
  if (role === null) return refuse('DOSSIER_WRONG_ROLE', { roles: row.by.map((each) => duty.roleNames[each]).join(', ') })
  for (const guard of row.guards) {
    const refusal = judge(guard, facts, duty, refuse, input)
    if (refusal) return refusal
  }
  if (input !== undefined) {
    const missing = needsOf(row, facts, on).flatMap((need) => needs[need](input, rule.causes ?? []))
    if (missing.length > 0) return refuse('ACT_NEEDS', {}, missing)
  }
  const changed = changeFrom(facts, act, row, role, duty, input, asked)
  return facts.run ? throughParts(facts, facts.run, changed, on) : changed
}

/** The agency for which the actor may answer: the one they name, else the first one asked; `null` when none of theirs was asked. */
function askedAgency(facts: DossierFacts, row: ActRow, duty: Duty, input: ActInput | undefined): AgencyId | null {
  return (
    (facts.awaited ?? []).find(
      (agency) => (input?.agencyId === undefined || input.agencyId === agency) && duty.roleOf(row.by, agency) !== null,
    ) ?? null
  )
}

/** A dossier accepted before steps at the centre were recorded is at the first step. */
function atFirstStep(facts: DossierFacts): DossierFacts {
  const isBefore = facts.handling !== 'forwarded' && facts.state === 'accepted' && facts.stepNo === null && facts.holderKind === 'counter'
  return isBefore ? { ...facts, stepNo: facts.steps[0]?.no ?? null } : facts
}
