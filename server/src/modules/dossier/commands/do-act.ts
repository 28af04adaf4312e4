import { sql } from 'kysely'
import type { Actor, OnBehalfOf } from '#kernel/actor.ts'
import type { Json } from '#kernel/canonical-json.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import type { Refusal } from '#kernel/refusal.ts'
import { instantText } from '#kernel/vietnam-time.ts'
import { tidy } from '#kernel/vietnamese.ts'
import type { AccountId, AgencyId, CentreId } from '#kernel/ids.ts'
import { addWorkingMinutes, defaultDeadlineSettings, giveBackBy, handOverBy, workingMillisBefore } from '#calendar'
import type { WorkingCalendar } from '#calendar'
import { behalfAt, dutyLock } from '#identity'
import { owedNow, raiseBill, raiseCharges } from '#payment'
import type { Queryable } from '#platform/db/database.ts'
import { enqueue } from '#platform/jobs/enqueue.ts'
import { actDone } from '../jobs/act-done.ts'
import { decideAct } from '../domain/decide-act.ts'
import { isRefusal } from '../domain/act-facts.ts'
import { outcomeOf } from '../domain/outcome.ts'
import type { ActInput, Change, DossierFacts } from '../domain/act-facts.ts'
import { turnOf } from '../domain/clock-turn.ts'
import type { Turn } from '../domain/clock-turn.ts'
import { actRules } from '../domain/dossier-acts.ts'
import { claimMinutes } from '../domain/act-rows.ts'
import type { DossierAct } from '../domain/act-rows.ts'
import type { DueInstants } from '../domain/due-move.ts'
import { inHandOf } from '../domain/assignment.ts'
import type { Candidate } from '../domain/assignment.ts'
import { holderAfter } from '../domain/holder-after.ts'
import type { HolderAfter } from '../domain/holder-after.ts'
import { filesOfAct } from '../domain/file-rules.ts'
import type { FileFact } from '../domain/file-rules.ts'
import { dossierRefusals } from '../domain/refusals.ts'
import { isSystem } from '../domain/system-actor.ts'
import { transferOf } from '../domain/transfer.ts'
import type { Transfer } from '../domain/transfer.ts'
import { announceToBoard, holdDossier, saveAct } from '../store/dossier-store.ts'
import type { ActChanges, ClaimChange, ClosedHolding, DossierRow, DossierUpdate, NewAct } from '../store/dossier-store.ts'
import { saveActFiles } from '../store/act-file-store.ts'
import { saveConsultation } from '../store/consultation-store.ts'
import type { ConsultationChange } from '../store/consultation-store.ts'
import { saveReappointment } from '../store/reappointment-store.ts'
import type { ReappointmentChange } from '../store/reappointment-store.ts'
import { saveTransfer } from '../store/transfer-store.ts'
import { clocksOf, dueAsStored, dueOfBoth, limitsFor, settingsFor } from '../queries/clocks.ts'
import type { Clock, Reappointment, Stop } from '../queries/clocks.ts'
import { assigneesOf } from '../queries/assignees.ts'
import { claimStep } from '../queries/claims.ts'
import { findDossierRecord, lockedRowOf } from '../queries/dossier-record.ts'
import type { DossierRecord, Moment } from '../queries/dossier-record.ts'
import { recordAfter, shownAt } from '../queries/record-after.ts'
import { fileFact } from '../queries/file-facts.ts'
import { assess, billOf, ceilingOf, dutyOf } from '../queries/load-facts.ts'
import type { Assessment } from '../queries/load-facts.ts'
import { mayReadDossier } from '../queries/may-look.ts'
import { saveParts } from '../store/part-store.ts'
import { recordForPaper } from './act-papers.ts'
import { applyCorrection, correctionOf, correctionPayload } from './correct-applicant.ts'
import { partsAfter, partsPayload } from './parts-after.ts'
import { caughtUp } from './reproject.ts'

export type DoneAct = {
  readonly dossier: DossierRow
  readonly change: Change
  readonly at: Temporal.Instant
  /** The dossier as it now stands; `null` where only the database can tell. */
  readonly after: { readonly record: DossierRecord; readonly moment: Moment } | null
}

/**
 * Does one act on one dossier: lock, decide, save. Two at once are put in order by the lock; the second is
 * judged by what the first left behind.
 * @param on `handoverId`, the list a `forward` puts the dossier on; `afterSeq`, the last act the person saw.
 * @throws Refused DOSSIER_NOT_FOUND and every code of `decideAct`
 */
export async function doAct(
  tx: Queryable,
  actor: Actor,
  requestId: string,
  code: string,
  act: DossierAct,
  input: ActInput,
  on: { readonly handoverId?: string; readonly afterSeq?: number | undefined } = {},
): Promise<DoneAct> {
  const held = await holdDossier(tx, code, actor.accountId === null ? null : dutyLock(actor.accountId))
  if (!held || !(isSystem(actor) || (await mayReadDossier(tx, actor, held))))
    throw new Refused(refusalFrom(dossierRefusals, 'DOSSIER_NOT_FOUND'))
  const found = await findDossierRecord(tx, code, actor.accountId)
  if (!found) throw new Error('a dossier that is locked is there')
  const { record, moment } = found
  const locked = lockedRowOf(record)
  if (on.afterSeq !== undefined && on.afterSeq !== locked.lastSeq) throw new Refused(whoCameBetween(record))
  const at = moment.clock
  const {
    facts: loaded,
    version,
    calendar,
    run,
    dueOfBoth: dueOfBothBefore,
    openedAt,
    ...before
  } = await assess(tx, record, at, moment.calendar)
  const dueBefore = dueOfBothBefore.committed
  const facts: Assessment['facts'] = {
    ...loaded,
    files: record.files.map(fileFact),
    ...(input.cause === 'financial_duty' ? await moneyFacts(tx, locked.id) : {}),
  }
  // Who was replaced while this request waited for the dossier no longer acts by the roles it came with.
  if (!moment.hasDuty) throw new Refused(refusalFrom(dossierRefusals, 'DUTY_ENDED'))
  const change = decideAct(facts, act, dutyOf(actor, locked), input)
  if (isRefusal(change)) throw new Refused(change)
  const asked = change.opinion !== null && change.opinion !== 'close' ? await askedAgency(tx, change.opinion) : null
  const opinion = opinionOf(change, input, (days) => ceilingOf(calendar, at, days))
  const corrected = await correctionOf(tx, locked, input)
  const sealedFiles = filesOfAct(act, facts.files ?? [], input.files)

  const limits = limitsFor(version, locked.channel)
  if (change.clock === 'start' && !limits) {
    throw new Refused(refusalFrom(dossierRefusals, 'PROCEDURE_INCOMPLETE', { missing: 'thời hạn' }))
  }
  // Filed away from the agency's own centre, a dossier's time begins when the competent agency has it in hand.
  const starts =
    (locked.clockFrom === 'acceptance' ? change.clock === 'start' : act === 'receive' && before.clocks.length === 0) && limits !== null
  const dossier = starts ? locked : await caughtUp(tx, locked, before, calendar, at)
  const settings = settingsFor(version, calendar)
  const clocks =
    starts && limits
      ? clocksOf(limits, settings).map((clock): Clock => ({
          kind: clock.kind,
          limit: limits[clock.kind],
          startedAt: at.toString(),
          settings,
        }))
      : before.clocks
  const turn = turnOf(change, input, {
    at,
    ceiling: (from, days) => ceilingOf(calendar, from, days),
    onSupplement: clocks[0]?.settings.onSupplement ?? defaultDeadlineSettings.onSupplement,
    asked: before.reappointments.find((each) => each.decision === null) ?? null,
  })
  const afterStops: Stop[] = before.stops.map((stop) =>
    stop.toAt === null && change.clock === 'run' ? { ...stop, toAt: at.toString() } : stop,
  )
  if (turn) {
    const fromAt = at.toString()
    afterStops.push({
      cause: turn.cause,
      effect: turn.effect,
      fromAt,
      toAt: turn.lasts ? null : fromAt,
      endsBy: turn.endsBy?.toString() ?? null,
      by: turn.by,
      ...(turn.moves ? { moves: turn.moves } : {}),
    })
  }
  // What a finished dossier was due by is history: a calendar that changes later does not touch it.
  const { committed: committedDueAt, legal: legalDueAt } =
    dossier.finishedAt === null ? dueOfBoth(calendar, { clocks, stops: afterStops }) : dueAsStored(dossier)
  const parts = run && partsAfter(dossier, run, change, input, { at, stops: afterStops, accountId: actor.accountId })
  const transfer = transferOf(facts, change, {
    acceptedAt: dossier.acceptedAt ? Temporal.Instant.from(dossier.acceptedAt) : null,
    agencyReceivedAt: act === 'request_supplement' ? agencyReceivedAt(record) : null,
    handOverBy: (from) => handOverBy(calendar, from),
    giveBackBy: (from) => giveBackBy(calendar, from),
  })
  const reappointment = reappointmentOf(act, input, { at, calendar, dueBefore, committedDueAt })
  const finishedAt = change.finishes ? at : dossier.finishedAt ? Temporal.Instant.from(dossier.finishedAt) : null
  const assignee = input.assigneeId ? await assigneeFor(tx, facts, change, actor.accountId, input.assigneeId) : null
  const holds = holderAfter(facts, change, actor.accountId, {
    accountId: dossier.holderAccountId,
    isFinished: dossier.finishedAt !== null,
  })
  const holder = assignee ? inHandOf(holds, assignee.accountId) : holds
  const payBy = act === 'suspend' && input.cause === 'financial_duty' ? ceilingOf(calendar, at, input.payDays ?? customaryPayDays) : null
  const supplementBy =
    act === 'request_supplement'
      ? ceilingOf(calendar, at, input.supplementDays ?? version.clockRules?.supplementDays ?? customarySupplementDays)
      : change.state === 'awaiting_supplement' && dossier.supplementBy !== null
        ? Temporal.Instant.from(dossier.supplementBy)
        : null

  const newAct: NewAct = {
    kind: act,
    at,
    actorAccountId: actor.accountId,
    actorName: actor.displayName,
    actorRole: change.role,
    centreId: dossier.centreId,
    agencyId: change.parts?.on?.agencyId ?? dossier.agencyId,
    requestId,
    payload: {
      ...payloadOf(change, input, { committedDueAt, legalDueAt }, behalfAt(actor, change.role, placeOfDuty(change, dossier))),
      officer: holder.accountId,
      ...(assignee ? { assignee: assignee.name } : {}),
      ...(starts && limits ? { limits: limitsPayload(limits) } : {}),
      ...turnPayload(turn, supplementBy),
      ...(payBy ? { payBy: payBy.toString() } : {}),
      ...(await recordForPaper(tx, change, input, facts, version)),
      ...correctionPayload(corrected),
      ...passedLimit(act, dueOfBothBefore),
      ...transferPayload(transfer),
      ...newPromise(reappointment, before.reappointments),
      ...opinionPayload(opinion, asked),
      ...(parts ? partsPayload(change, parts, facts.steps) : {}),
      ...filesPayload(sealedFiles),
    },
  }
  const update: DossierUpdate = {
    state: change.state,
    interruptedState: change.interruptedState,
    stepNo: change.stepNo,
    supplementCount: change.supplementCount,
    handoverId: change.leavesList ? null : act === 'forward' ? (on.handoverId ?? null) : dossier.handoverId,
    holderKind: change.holderKind,
    holderAccountId: holder.accountId,
    holderRole:
      change.holderKind === 'agency'
        ? (change.parts?.held?.role ?? facts.steps.find((step) => step.no === change.stepNo)?.role ?? null)
        : null,
    acceptedAt: act === 'accept' ? at : dossier.acceptedAt ? Temporal.Instant.from(dossier.acceptedAt) : null,
    committedDueAt,
    legalDueAt,
    finishedAt,
    endedAt: change.ends ? at : null,
    outcome: outcomeAfter(dossier, change, finishedAt, committedDueAt),
    supplementBy,
    heldThrough: change.parts?.held ?? null,
    openParts: parts?.openAfter ?? 0,
    joins: change.parts && change.parts.joins.length > 0 ? change.parts.joins : null,
  }
  const changes: ActChanges = {
    closes: holder.opensInterval ? closing(calendar, dossier, openedAt, at) : null,
    cause: holder.cause,
    claims: [
      ...claimsAfter(calendar, facts, change, holder, actor.accountId, at),
      ...(assignee ? [claimFor(calendar, claimStep(change), assignee.accountId, at)] : []),
    ],
    turn,
    run: change.clock === 'run',
    papers: (input.papers ?? [])
      .filter((paper) => paper.originals + paper.copies + paper.certified > 0)
      .map((paper) => ({
        ...paper,
        name: facts.required.find((each) => each.no === paper.componentNo)?.name ?? 'Giấy tờ khác',
        note: '',
      })),
    clocks: starts && limits ? clocksOf(limits, settings) : [],
  }
  const sealed = await saveAct(tx, dossier, newAct, update, changes)
  if (act === 'accept' || change.awaitsPayment) {
    const place = { agencyId: dossier.agencyId, centreId: dossier.centreId, channel: dossier.channel }
    const bill = { ...billOf(version, place), dossierId: dossier.id, dossierCode: code, payerName: dossier.applicantName }
    if (act === 'accept') await raiseBill(tx, actor, bill)
    else if (input.charges) await raiseCharges(tx, actor, bill, input.charges, dossier.lastSeq + 1)
  }
  if (actRules[act].hasSequel || starts) await enqueue(tx, actDone, { dossierId: dossier.id, seq: dossier.lastSeq + 1, kind: act, code })
  if (transfer) await saveTransfer(tx, dossier, dossier.lastSeq + 1, at, transfer)
  if (corrected) await applyCorrection(tx, dossier, dossier.lastSeq + 1, corrected)
  if (parts) await saveParts(tx, dossier, dossier.lastSeq + 1, at, parts)
  if (sealedFiles.length > 0) await saveActFiles(tx, dossier.id, dossier.lastSeq + 1, sealedFiles)
  if (opinion) await saveConsultation(tx, dossier.id, dossier.lastSeq + 1, at, opinion)
  if (reappointment) await saveReappointment(tx, dossier.id, dossier.lastSeq + 1, at, reappointment)
  const former = change.parts?.on ? change.parts.on.claim : facts.hands.claim
  if (change.claim !== null && former && former.accountId !== actor.accountId) {
    const text = `${actor.displayName} đã nhận lại hồ sơ ${dossier.code} mà ông/bà đang nhận.${input.reason ? ` Lý do: ${tidy(input.reason)}` : ''}`
    await sql`insert into dossier.officer_notice (account_id, kind, dossier_id, text, at)
      values (${former.accountId}, 'taken_over', ${dossier.id}, ${text}, ${at.toString()})`.execute(tx)
  }
  if (assignee && assignee.accountId !== actor.accountId) {
    const text = `${actor.displayName} giao ông/bà hồ sơ ${dossier.code}.${input.reason ? ` ${tidy(input.reason)}` : ''}`
    await sql`insert into dossier.officer_notice (account_id, kind, dossier_id, text, at)
      values (${assignee.accountId}, 'assigned', ${dossier.id}, ${text}, ${at.toString()})`.execute(tx)
  }
  announceToBoard(tx)
  // What few acts touch is read again: parts, questions, new days, corrections, files, money.
  const isPlain =
    dossier === locked && !run && !opinion && !reappointment && !corrected && sealedFiles.length === 0 && !change.awaitsPayment
  const officers = [{ accountId: actor.accountId, name: actor.displayName, isAway: moment.isAway }, ...(assignee ? [assignee] : [])]
  const written = { sealed, update, changes, transfer, officers }
  const after = isPlain ? recordAfter(record, written) : null
  return { dossier, change, at, after: after && { record: after, moment: { ...moment, now: shownAt(at) } } }
}

/** @throws Refused ASSIGNEE_UNFIT */
async function assigneeFor(
  tx: Queryable,
  facts: DossierFacts,
  change: Change,
  actorId: AccountId | null,
  assigneeId: AccountId,
): Promise<Candidate> {
  const assignee = (await assigneesOf(tx, facts, change, actorId))?.find((each) => each.accountId === assigneeId)
  if (assignee) return assignee
  const field = { field: '/body/assigneeId', message: 'Xin chọn người khác, hoặc để trống' }
  throw new Refused(refusalFrom(dossierRefusals, 'ASSIGNEE_UNFIT', {}, [field]))
}

/** Where the actor had duty for the act: at the agency that answered, at that of the part, or where the dossier lies. */
function placeOfDuty({ opinion, parts }: Change, dossier: DossierRow): { agencyId: AgencyId; centreId: CentreId | null } {
  const elsewhere = opinion !== null && opinion !== 'close' && 'heard' in opinion ? opinion.heard : parts?.on?.agencyId
  return elsewhere === undefined || elsewhere === dossier.agencyId ? dossier : { agencyId: elsewhere, centreId: null }
}

async function moneyFacts(tx: Queryable, id: DossierRow['id']): Promise<Pick<DossierFacts, 'owedDong' | 'isBilled'>> {
  const owedDong = await owedNow(tx, id)
  return { owedDong: owedDong ?? 0, isBilled: owedDong !== null }
}

type AskedAgency = { readonly id: AgencyId; readonly name: string }

/** @throws Refused CONSULTED_AGENCY_UNKNOWN when a question goes to nobody here */
async function askedAgency(tx: Queryable, opinion: { readonly ask: AgencyId } | { readonly heard: AgencyId }): Promise<AskedAgency> {
  const id = 'ask' in opinion ? opinion.ask : opinion.heard
  const { rows } = await sql<AskedAgency>`select id, name from agency.v_agency where id = ${id}`.execute(tx)
  if (!rows[0])
    throw new Refused(
      refusalFrom(dossierRefusals, 'CONSULTED_AGENCY_UNKNOWN', {}, [
        { field: '/body/agencyId', message: 'Xin chọn cơ quan trong danh sách' },
      ]),
    )
  return rows[0]
}

function opinionOf({ opinion }: Change, input: ActInput, dueAfter: (days: number) => Temporal.Instant): ConsultationChange | null {
  if (opinion === null || opinion === 'close') return opinion
  const days = input.days ?? 0
  return 'ask' in opinion
    ? { ask: opinion.ask, question: tidy(input.question ?? ''), days, dueAt: dueAfter(days) }
    : { heard: opinion.heard, answer: tidy(input.answer ?? '') }
}

function opinionPayload(opinion: ConsultationChange | null, asked: AskedAgency | null): { [key: string]: Json } {
  if (opinion === null) return {}
  if (opinion === 'close' || asked === null) return { opinion: 'closed' }
  const agency = { id: asked.id, name: asked.name }
  return {
    opinion:
      'ask' in opinion ? { agency, question: opinion.question, dueAt: opinion.dueAt.toString() } : { agency, answer: opinion.answer },
  }
}

/** Which bytes the act rests on: sealed with it, so that no other file can ever be put in their place. */
function filesPayload(files: readonly FileFact[]): { [key: string]: Json } {
  return files.length === 0 ? {} : { files: files.map(({ id, purpose, sha256 }) => ({ id, purpose, sha256 })) }
}

/** What the interval that ends now charges. It fell late in this hand when the promised instant passed in it, unanswered. */
function closing(calendar: WorkingCalendar, dossier: DossierRow, openedAt: Temporal.Instant, at: Temporal.Instant): ClosedHolding {
  const due = dossier.committedDueAt ? Temporal.Instant.from(dossier.committedDueAt) : null
  const isAnswered =
    due !== null && dossier.finishedAt !== null && Temporal.Instant.compare(Temporal.Instant.from(dossier.finishedAt), due) <= 0
  return {
    workMs: workingMillisBefore(calendar, at) - workingMillisBefore(calendar, openedAt),
    fellLate: due !== null && !isAnswered && Temporal.Instant.compare(openedAt, due) <= 0 && Temporal.Instant.compare(due, at) < 0,
  }
}

function claimsAfter(
  calendar: WorkingCalendar,
  facts: DossierFacts,
  change: Change,
  holder: HolderAfter,
  accountId: AccountId | null,
  at: Temporal.Instant,
): readonly ClaimChange[] {
  if (holder.claim === 'drop_all') return ['drop_all']
  const dropped = [...(holder.claim === 'drop' ? [claimStep(facts)] : []), ...(holder.onParts?.drop ?? [])].map((drop) => ({ drop }))
  const put = holder.onParts ? holder.onParts.take : holder.claim === 'put' ? claimStep(change) : null
  if (put === null || accountId === null) return dropped
  return [...dropped, claimFor(calendar, put, accountId, at)]
}

function claimFor(calendar: WorkingCalendar, stepNo: number, accountId: AccountId, at: Temporal.Instant): ClaimChange {
  const { lapsesAfter, peersAfter } = claimMinutes
  const peersFrom = addWorkingMinutes(calendar, at, peersAfter)
  return { put: { stepNo, accountId, peersFrom, until: addWorkingMinutes(calendar, at, lapsesAfter) } }
}

/** Working days the applicant has to supplement where the procedure sets none: custom, no article was found. */
const customarySupplementDays = 30

/** Working days the applicant has to pay where nobody sets another number: our choice; no article was found (chưa đối chiếu). */
const customaryPayDays = 30

/** What a signed letter of apology promises and why: it speaks of the request it answers. */
function newPromise(change: ReappointmentChange | null, before: readonly Reappointment[]): { [key: string]: Json } {
  if (change?.do !== 'grant' && change?.do !== 'apologise') return {}
  const asked = before.find((each) => each.decision === null)
  return {
    promisedAnew: change.dueAfter.toString({ smallestUnit: 'millisecond' }),
    ...(change.do === 'grant' && asked ? { reason: asked.reason } : {}),
  }
}

/** What was handed over or given back, and by when the law wanted it: sealed, so that the measure cannot be changed afterwards. */
function transferPayload(transfer: Transfer | null): { [key: string]: Json } {
  return transfer === null
    ? {}
    : { transfer: { kind: transfer.kind, fromAt: transfer.fromAt.toString(), dueAt: transfer.dueAt.toString() } }
}

/** Which limit has passed: the applicant is told of that one, whatever the clocks give later. */
function passedLimit(act: DossierAct, { committed, legal }: DueInstants): { [key: string]: Json } {
  const passed = act === 'note_late' ? committed : act === 'note_late_by_law' ? legal : null
  return passed === null ? {} : { passedDueAt: passed.toString({ smallestUnit: 'millisecond' }) }
}

/** With how long a clock begins: the fold of the record compares it with the clock that is stored. */
function limitsPayload(limits: NonNullable<ReturnType<typeof limitsFor>>): Json {
  const of = ({ amount, unit }: { readonly amount: number; readonly unit: string }): Json => ({ amount, unit })
  return { legal: of(limits.legal), committed: of(limits.committed) }
}

function turnPayload(turn: Turn | null, supplementBy: Temporal.Instant | null): { [key: string]: Json } {
  return {
    ...(turn
      ? {
          turn: {
            cause: turn.cause,
            effect: turn.effect,
            endsBy: turn.endsBy?.toString() ?? null,
            by: turn.by ? { ...turn.by } : null,
            ...(turn.moves ? { moves: turn.moves } : {}),
          },
        }
      : {}),
    ...(supplementBy ? { supplementBy: supplementBy.toString() } : {}),
  }
}

function reappointmentOf(
  act: DossierAct,
  input: ActInput,
  {
    at,
    calendar,
    dueBefore,
    committedDueAt,
  }: { at: Temporal.Instant; calendar: WorkingCalendar; dueBefore: Temporal.Instant | null; committedDueAt: Temporal.Instant | null },
): ReappointmentChange | null {
  const days = input.days ?? 0
  const reason = tidy(input.reason ?? '')
  switch (act) {
    case 'request_extension':
      return dueBefore && { do: 'ask', cause: input.cause ?? '', reason, days, dueBefore }
    case 'approve_extension':
      return committedDueAt && { do: 'grant', dueAfter: committedDueAt }
    case 'decline_extension':
      return { do: 'decline' }
    case 'draft_apology':
      return dueBefore && { do: 'draft', dueBefore }
    case 'apologise':
      return dueBefore && { do: 'apologise', reason, days, dueBefore, dueAfter: newDay(calendar, at, days) }
    default:
      return null
  }
}

/** The day promised anew: so many working days from the apology, to the end of office hours. */
export function newDay(calendar: WorkingCalendar, at: Temporal.Instant, days: number): Temporal.Instant {
  return ceilingOf(calendar, at, days)
}

/** When the agency received a dossier; `null` while it has not, or no record says. */
function agencyReceivedAt({ acts }: Pick<DossierRecord, 'acts'>): Temporal.Instant | null {
  const received = acts.find((act) => act.kind === 'receive')
  return received ? Temporal.Instant.from(received.at) : null
}

function whoCameBetween({ acts }: Pick<DossierRecord, 'acts'>): Refusal {
  const last = acts.at(-1)
  if (!last) throw new Error('a dossier without its last act')
  return refusalFrom(dossierRefusals, 'DOSSIER_CHANGED', {
    who: last.actorName,
    what: actRules[last.kind].name,
    when: instantText(Temporal.Instant.from(last.at)),
  })
}

function outcomeAfter(
  dossier: DossierRow,
  change: Change,
  finishedAt: Temporal.Instant | null,
  dueAt: Temporal.Instant | null,
): string | null {
  if (change.state === 'refused' || change.state === 'withdrawn' || change.state === 'stopped') return change.state
  return change.finishes && finishedAt !== null ? outcomeOf(finishedAt, dueAt) : dossier.outcome
}

/** What the record keeps of the act: what was given, and where it led, so that the state can be folded from it. */
function payloadOf(
  change: Change,
  input: ActInput,
  due: { readonly committedDueAt: Temporal.Instant | null; readonly legalDueAt: Temporal.Instant | null },
  behalf: OnBehalfOf | null,
): { [key: string]: Json } {
  const payload: { [key: string]: Json } = {
    state: change.state,
    holder: change.holderKind,
    step: change.stepNo,
    committedDueAt: due.committedDueAt?.toString() ?? null,
    legalDueAt: due.legalDueAt?.toString() ?? null,
  }
  if (behalf) payload['onBehalfOf'] = { ...behalf }
  if (input.reason) payload['reason'] = tidy(input.reason)
  if (input.days) payload['days'] = input.days
  if (input.ground) payload['ground'] = input.ground
  if (input.cause) payload['cause'] = input.cause
  if (change.awaitsPayment) payload['awaitsPayment'] = true
  if (input.charges && change.awaitsPayment)
    payload['charges'] = input.charges.map(({ name, amountDong, basis }) => ({ name: tidy(name), amountDong, basis: tidy(basis) }))
  if (input.paidElsewhere) payload['paidElsewhere'] = { office: tidy(input.paidElsewhere.office), notice: tidy(input.paidElsewhere.notice) }
  if (input.defects) payload['defects'] = input.defects.map((defect) => ({ componentNo: defect.componentNo, text: tidy(defect.text) }))
  if (input.result) payload['result'] = { number: tidy(input.result.number), name: tidy(input.result.name) }
  if (input.receivedBy) payload['receivedBy'] = tidy(input.receivedBy)
  if (change.act === 'record_site_check' && input.siteCheck) {
    const { at, place, participants, content } = input.siteCheck
    payload['siteCheck'] = {
      at: Temporal.Instant.from(at).toString(),
      place: tidy(place),
      participants: tidy(participants),
      content: tidy(content),
    }
  }
  if (input.papers) payload['papers'] = input.papers.map((paper) => ({ ...paper }))
  return payload
}
