import type { Role } from '#kernel/actor.ts'
import { refusalFrom } from '#kernel/refusal.ts'
import type { Refusal } from '#kernel/refusal.ts'
import { defaultDeadlineSettings, giveBackBy, handOverBy } from '#calendar/domain'
import { isRefusal } from './act-facts.ts'
import type { ActInput, Change, DossierFacts } from './act-facts.ts'
import { payloadOf } from './act-payload.ts'
import { inHandOf } from './assignment.ts'
import { claimFor, claimsAfter } from './claim-changes.ts'
import { claimStep } from './claim-step.ts'
import { closingOf } from './closing.ts'
import { turnOf } from './clock-turn.ts'
import { ceilingOf, dueOfBoth } from './clocks.ts'
import type { Clock, Limits } from './clocks.ts'
import { correctionOf } from './correction.ts'
import { decideAct } from './decide-act.ts'
import { actRules } from './dossier-acts.ts'
import { dueNow, factsAt } from './dossier.ts'
import type { Dossier, Outcome } from './dossier.ts'
import type { Collect, Effects } from './effects.ts'
import { filesOfAct } from './file-rules.ts'
import { holderAfter } from './holder-after.ts'
import { noticesOf, opinionOf, papersOf, reappointmentOf } from './act-consequences.ts'
import { outcomeOf } from './outcome.ts'
import { partsAfter } from './parts-after.ts'
import { dossierRefusals } from './refusals.ts'
import { stopsAfter } from './stops-after.ts'
import { transferOf } from './transfer.ts'
import type { ActCommand, Found, World } from './world.ts'

/**
 * The effects of an act on a dossier, or its refusal. Pure: nothing is read and nothing written. The act table decides
 * whether, by `decideAct`; everything that follows from it (clocks, stops, holder, claims, parts, letters, money asked, files sealed,
 * the log entry) is defined here once.
 * @returns the refusals of `decideAct`, CONSULTED_AGENCY_UNKNOWN, APPLICANT_WRONG, NOTHING_CORRECTED, PROCEDURE_INCOMPLETE, ASSIGNEE_UNFIT
 */
export function carryOut(dossier: Dossier, command: ActCommand, world: World): Effects | Refusal {
  const { act, input, duty } = command
  const { at, calendar, found } = world
  const dueBefore = dueNow(dossier, calendar)
  const facts = factsAt(dossier, at, world, dueBefore)
  const change = decideAct(facts, act, duty, input)
  if (isRefusal(change)) return change
  const actorId = dossier.hands ? duty.accountId : null

  const unknown = agencyUnknown(change, found)
  if (unknown) return unknown
  const corrected = found ? correctionOf(found.applicant, input, at) : null
  if (corrected && 'code' in corrected) return corrected
  const begins = beginsClocks(dossier, change)
  if (change.clock === 'start' && !world.limits) return refusalFrom(dossierRefusals, 'PROCEDURE_INCOMPLETE', { missing: 'thời hạn' })
  const assignee = input.assigneeId ? (found?.assignees.find((each) => each.accountId === input.assigneeId) ?? null) : null
  if (input.assigneeId && !assignee) {
    const field = { field: '/body/assigneeId', message: 'Xin chọn người khác, hoặc để trống' }
    return refusalFrom(dossierRefusals, 'ASSIGNEE_UNFIT', {}, [field])
  }

  const begun = begins && world.limits ? clocksFrom(world.limits, world) : []
  const clocks = [...dossier.clocks, ...begun]
  const turn = turnOf(change, input, {
    at,
    ceiling: (from, days) => ceilingOf(calendar, from, days),
    onSupplement: clocks[0]?.settings.onSupplement ?? defaultDeadlineSettings.onSupplement,
    asked: dossier.requested,
  })
  const finishedAt = change.finishes ? at : dossier.finishedAt
  const turned = stopsAfter(dossier.stops, { at, ends: change.clock === 'run', turn })
  const due = dossier.finishedAt === null ? dueOfBoth(calendar, { clocks, stops: turned }) : dueBefore
  const before = { accountId: dossier.holderAccountId, isFinished: dossier.finishedAt !== null }
  const holds = holderAfter(facts, change, actorId, before)
  const holder = assignee ? inHandOf(holds, assignee.accountId) : holds
  const parts = partsAfter(dossier, facts, change, { input, stops: turned, accountId: actorId, world })
  const effects: Omit<Effects, 'payload'> = {
    at,
    actorId,
    change,
    handoverId: change.leavesList ? null : act === 'forward' ? (command.handoverId ?? null) : dossier.handoverId,
    acceptedAt: act === 'accept' ? at : dossier.acceptedAt,
    finishedAt,
    endedAt: change.ends ? at : null,
    outcome: outcomeAfter(dossier, change, finishedAt, due.committed),
    supplementBy: supplementByAfter(dossier, change, input, world),
    payBy: payByAfter(dossier, change, input, world),
    due,
    begun,
    turn,
    // Every act that finishes or ends a dossier also ends an open stop; no time is counted after it.
    stops: change.ends || finishedAt ? stopsAfter(turned, { at, ends: true, turn: null }) : turned,
    holder,
    holderRole: holderRoleAfter(facts, change),
    closes: holder.opensInterval ? closingOf(dossier, dueBefore.committed, calendar, at) : null,
    claims: [
      ...claimsAfter(calendar, facts, change, holder, actorId, at),
      ...(assignee ? [claimFor(calendar, claimStep(change), assignee.accountId, at)] : []),
    ],
    officers: [{ accountId: actorId, ...command.actor }, ...(assignee ? [assignee] : [])],
    parts,
    papers: papersOf(input, facts),
    asked: act === 'request_supplement' ? (input.defects ?? []) : null,
    transfer: transferOf(facts, change, {
      acceptedAt: dossier.acceptedAt,
      agencyReceivedAt: dossier.agencyReceivedAt,
      handOverBy: (from) => handOverBy(calendar, from),
      giveBackBy: (from) => giveBackBy(calendar, from),
    }),
    opinion: opinionOf(change, input, (days) => ceilingOf(calendar, at, days)),
    reappointment: reappointmentOf(act, input, { at, calendar, dueBefore: dueBefore.committed, committedDueAt: due.committed }),
    corrected,
    files: filesOfAct(act, facts.files ?? [], input.files),
    collect: collectedBy(change, input),
    notices: noticesOf(dossier, facts, change, { input, actorId, actorName: command.actor.name, assignee }),
    hasSequel: actRules[act].hasSequel === true || begins,
  }
  return { ...effects, payload: payloadOf({ dossier, facts, command, world, effects, dueBefore, assignee }) }
}

export function isEffects(value: Effects | Refusal): value is Effects {
  return 'payload' in value
}

/** The clocks of both limits, begun now. */
export function clocksFrom(limits: Limits, { at, settings }: Pick<World, 'at' | 'settings'>): readonly Clock[] {
  return (['legal', 'committed'] as const).map((kind) => ({ kind, limit: limits[kind], startedAt: at.toString(), settings }))
}

/** Filed away from the agency's own centre, a dossier's time begins when the competent agency receives it. */
function beginsClocks(dossier: Dossier, change: Change): boolean {
  return dossier.clockFrom === 'acceptance' ? change.clock === 'start' : change.act === 'receive' && dossier.clocks.length === 0
}

/** A question goes to an agency of the locality; an answer comes from an agency that was asked. */
function agencyUnknown({ opinion }: Change, found: Found | undefined): Refusal | null {
  if (opinion === null || opinion === 'close' || !found) return null
  if (found.agencyNames.has('ask' in opinion ? opinion.ask : opinion.heard)) return null
  const field = { field: '/body/agencyId', message: 'Xin chọn cơ quan trong danh sách' }
  return refusalFrom(dossierRefusals, 'CONSULTED_AGENCY_UNKNOWN', {}, [field])
}

/** Working days the applicant has to supplement where the procedure sets none: custom, no article was found. */
const customarySupplementDays = 30

/** Working days the applicant has to pay where nobody sets another number: our choice; no article was found (chưa đối chiếu). */
const customaryPayDays = 30

function supplementByAfter(dossier: Dossier, change: Change, input: ActInput, world: World): Temporal.Instant | null {
  if (change.act === 'request_supplement')
    return ceilingOf(world.calendar, world.at, input.supplementDays ?? world.supplementDays ?? customarySupplementDays)
  return change.state === 'awaiting_supplement' ? dossier.supplementBy : null
}

function payByAfter(dossier: Dossier, change: Change, input: ActInput, { calendar, at }: World): Temporal.Instant | null {
  if (change.act === 'suspend') return input.cause === 'financial_duty' ? ceilingOf(calendar, at, input.payDays ?? customaryPayDays) : null
  return change.state === 'suspended' ? dossier.payBy : null
}

function outcomeAfter(
  dossier: Dossier,
  change: Change,
  finishedAt: Temporal.Instant | null,
  dueAt: Temporal.Instant | null,
): Outcome | null {
  if (change.state === 'refused' || change.state === 'withdrawn' || change.state === 'stopped') return change.state
  return change.finishes && finishedAt !== null ? outcomeOf(finishedAt, dueAt) : dossier.outcome
}

function holderRoleAfter(facts: DossierFacts, change: Change): Role | null {
  if (change.holderKind !== 'agency') return null
  return change.parts?.held?.role ?? facts.steps.find((step) => step.no === change.stepNo)?.role ?? null
}

function collectedBy(change: Change, input: ActInput): Collect | null {
  if (change.act === 'accept') return 'the procedure’s fees'
  return change.awaitsPayment && input.charges ? input.charges : null
}
