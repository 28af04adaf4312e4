import { agencyRoles } from '#kernel/actor.ts'
import type { Role } from '#kernel/actor.ts'
import type { AccountId, AgencyId, CentreId } from '#kernel/ids.ts'
import { refusalFrom } from '#kernel/refusal.ts'
import type { FieldFault, Refusal } from '#kernel/refusal.ts'
import { dayText, lastDayOf, instantText, toVietnamDay } from '#kernel/vietnam-time.ts'
import { actRules, causeRule, endedStates, stateNames, stopGrounds } from './dossier-acts.ts'
import type { ActRow, Cause, DossierAct, DossierState, Guard, Need, StopCause, StopGround } from './dossier-acts.ts'
import type { AskedDefect, PaidElsewhere } from './act-record.ts'
import { afterMove, closeAll, heldThrough, standingOf } from './parts.ts'
import type { Move, OpenPart, PartRule, PartsChange, Run } from './parts.ts'
import { faultOfResultFiles, holderNames } from './file-rules.ts'
import type { FileFact } from './file-rules.ts'
import { pointsOf } from './supplement-points.ts'
import { dossierRefusals } from './refusals.ts'
import type { DossierRefusalCode } from './refusals.ts'

/** One step of the agency's process, pinned with the procedure version the dossier was filed under. */
export type Step = {
  readonly no: number
  readonly name: string
  readonly role: Role
  readonly returnNo: number | null
  /** Absent: a step of the lead that the dossier stands at whole. */
  readonly part?: PartRule
}

export type RequiredPaper = {
  readonly no: number
  readonly name: string
  readonly required: boolean
  readonly originals: number
  readonly copies: number
}

/** What a decision rests on: the dossier as it stands, and the procedure it was filed under. */
export type DossierFacts = {
  readonly state: DossierState
  readonly interruptedState: DossierState | null
  readonly handling: 'on_the_spot' | 'forwarded' | 'same_day'
  readonly stepNo: number | null
  readonly steps: readonly Step[]
  readonly supplementCount: number
  readonly onHandover: boolean
  readonly holderKind: 'counter' | 'agency' | 'applicant' | 'outside' | 'none'
  readonly agencyId: AgencyId
  readonly centreId: CentreId
  readonly required: readonly RequiredPaper[]
  /** Papers handed in so far, over all rounds. */
  readonly handedIn: readonly HandedInPaper[]
  /** Whose hands it went through. Absent where nobody signs in: a log replayed from elsewhere knows no accounts. */
  readonly hands?: Hands
  /** Whole đồng of charges still to be paid; absent is nothing. Charges nobody has assessed are not counted. */
  readonly owedDong?: number
  /** Whether anything was ever charged for it here, paid or not. */
  readonly isBilled?: boolean
  /** Agencies asked for an opinion and not yet heard, in the order they were asked; absent is none. */
  readonly awaited?: readonly AgencyId[]
  /** Absent: the dossier follows the lead's steps one after the other. */
  readonly run?: Run
  /** What the applicant was asked for while a supplement is awaited. Absent where no record says (a log from elsewhere). */
  readonly asked?: readonly AskedDefect[]
  /** The applicant's day to pay has passed while the clock stands for a financial duty; absent: no such day is known. */
  readonly isDutyLapsed?: boolean
  /** Files of the dossier that were not withdrawn; absent is none. */
  readonly files?: readonly FileFact[]
  readonly time: TimeFacts
}

/** An officer's claim on the step the dossier is at. A lapsed one no longer keeps anybody off, but still says whose work it was. */
export type Claim = {
  readonly accountId: AccountId
  readonly name: string
  readonly until: Temporal.Instant
  readonly peersFrom: Temporal.Instant
  /** Absent today, or without duty any more: nobody has to wait for them. */
  readonly isAway: boolean
}

export type Hands = {
  readonly now: Temporal.Instant
  readonly claim: Claim | null
  /** Officers who finished a step of work on it. */
  readonly workedBy: readonly AccountId[]
  /** Who asked for the extension that waits to be decided, or for the last one. */
  readonly askedBy?: AccountId | null
  readonly receivedBy: AccountId | null
}

/** Where a dossier stands towards its time, worked out by whoever has the clock and the calendar. */
export type TimeFacts = {
  /** The committed due instant has passed and the dossier is not finished. */
  readonly late: boolean
  /** The same by the law's limit, which is never the shorter one: what the law decides goes by this. */
  readonly lateByLaw: boolean
  /** Whole days from today to the day it is due; `null` while there is no day. */
  readonly daysToDue: number | null
  /** The same to the last day of the law's limit. */
  readonly daysToLegalDue: number | null
  /** Both limits end at one instant: passing the second is no news. */
  readonly isOneLimit: boolean
  /** The applicant was notified that the promise, or the law's limit, had passed. */
  readonly notified: { readonly late: boolean; readonly lateByLaw: boolean }
  /** `asked`: waits for the signatory; `drafted`: an apology waits; `granted`: the one re-appointment was given. */
  readonly reappointment: 'none' | 'asked' | 'drafted' | 'granted'
  /** Cause of the stop that is open, if one is. */
  readonly stoppedBy: StopCause | null
  readonly timesUsed: Readonly<Partial<Record<Cause, number>>>
  /** Last day (`YYYY-MM-DD`) to which each cause with a ceiling may hold the clock if it began today. */
  readonly latestUntil: Readonly<Partial<Record<Cause, string>>>
  readonly today: string
  /** The applicant's own deadline has passed. */
  readonly supplementLapsed: boolean
  readonly silence: 'none' | 'consent' | 'refusal'
}

/** Before anything has happened to a dossier's time. */
export const timeNotBegun: TimeFacts = {
  late: false,
  lateByLaw: false,
  daysToDue: null,
  daysToLegalDue: null,
  isOneLimit: true,
  notified: { late: false, lateByLaw: false },
  reappointment: 'none',
  stoppedBy: null,
  timesUsed: {},
  latestUntil: {},
  today: '',
  supplementLapsed: false,
  silence: 'none',
}

export type HandedInPaper = {
  readonly componentNo: number
  readonly originals: number
  readonly copies: number
  readonly certified: number
}

/**
 * A check on the spot (xác minh thực địa), as it is recorded.
 * @law 61/2018/NĐ-CP Điều 19 khoản 3 điểm b: thời gian, địa điểm, thành phần tham gia, nội dung
 */
export type SiteCheck = { readonly at: string; readonly place: string; readonly participants: string; readonly content: string }

/** What the person gives with an act. Which parts are needed stands in the act's row. */
export type ActInput = {
  readonly papers?: readonly HandedInPaper[] | undefined
  readonly defects?: readonly { readonly componentNo: number | null; readonly text: string }[] | undefined
  /** Numbers, from 1, of the asked points that are met. */
  readonly answered?: readonly number[] | undefined
  /** How to reach the applicant, where that is corrected. An empty e-mail address takes the wrong one away. */
  readonly contact?:
    | { readonly address?: string | undefined; readonly phone?: string | undefined; readonly email?: string | undefined }
    | undefined
  /** Who the applicant is, where that is corrected. */
  readonly identity?:
    | { readonly fullName?: string | undefined; readonly idNumber?: string | undefined; readonly bornOn?: string | undefined }
    | undefined
  /** Working days given to the applicant to pay. */
  readonly payDays?: number | undefined
  readonly reason?: string | undefined
  readonly cause?: Cause | undefined
  /** Last day (`YYYY-MM-DD`) of a stop; without it the stop lasts as long as its cause allows. */
  readonly until?: string | undefined
  /** Working days to add, by an extension or a re-appointment. */
  readonly days?: number | undefined
  /** Working days given to the applicant to supplement. */
  readonly supplementDays?: number | undefined
  readonly ground?: StopGround | undefined
  /** What the applicant is asked to pay here while the clock stands for a financial duty. */
  readonly charges?: readonly { readonly name: string; readonly amountDong: number; readonly basis: string }[] | undefined
  /** The duty is met at another office (a tax office, say), whatever is still owed here: which office, by which notice. */
  readonly paidElsewhere?: PaidElsewhere | undefined
  readonly result?: { readonly number: string; readonly name: string } | undefined
  readonly receivedBy?: string | undefined
  /** The officer who is to do the next step. */
  readonly assigneeId?: AccountId | undefined
  /** The agency asked for its opinion; with an answer, which of the actor's agencies answers when several were asked. */
  readonly agencyId?: AgencyId | undefined
  readonly question?: string | undefined
  readonly answer?: string | undefined
  /** A check on the spot: when (ISO 8601 instant) and where it was, who took part, what was found. */
  readonly siteCheck?: SiteCheck | undefined
  /** Which part an act on a step is meant for, where several could be. */
  readonly stepNo?: number | undefined
  /** Files that are the result, by their ids. */
  readonly files?: readonly string[] | undefined
}

/** Who acts, as far as the decision goes: which of the given roles they hold with duty for this dossier, or at an agency asked about it. */
export type Duty = {
  readonly accountId: AccountId | null
  readonly roleOf: (roles: readonly Role[], asked?: AgencyId) => Role | null
  readonly roleNames: Readonly<Record<Role, string>>
}

export type Change = {
  readonly act: DossierAct
  readonly role: Role
  readonly state: DossierState
  readonly interruptedState: DossierState | null
  readonly stepNo: number | null
  readonly holderKind: DossierFacts['holderKind']
  /** Stops both clocks for this cause, begins them again, lengthens them, or lets them run on. */
  readonly clock: { readonly stop: StopCause } | { readonly restart: Cause } | 'extend' | 'run' | 'start' | null
  readonly finishes: boolean
  readonly ends: boolean
  readonly supplementCount: number
  readonly leavesList: boolean
  /** What becomes of the claim on the step: taken by the actor, given up, or left to follow the step. */
  readonly claim: 'take' | 'drop' | null
  /** What becomes of opinions: one is asked for, one has come, or those still awaited are awaited no longer. */
  readonly opinion: { readonly ask: AgencyId } | { readonly heard: AgencyId } | 'close' | null
  /** What becomes of parts; `null` when the dossier has none before nor after. While parts are open `stepNo` is null. */
  readonly parts: PartsChange | null
  /** The stop ends by itself once nothing is to be paid here any more. */
  readonly awaitsPayment: boolean
}

export function isRefusal(value: Change | Refusal): value is Refusal {
  return 'kind' in value
}

/** Acts on a step: while parts are open each is done on one of them. */
const actsOnStep: readonly DossierAct[] = ['complete_step', 'return_to_previous_step', 'claim', 'release', 'take_over']

/**
 * Whether the act may be done now, and what it changes; or the refusal, with its reason in Vietnamese.
 * Pure: the same facts give the same answer, and the API uses it both to act and to tell what is allowed.
 * With `input` absent only the right to act is judged, not what must be given with it.
 * @param stepNo the part an act on a step is meant for; needed only where several could be
 */
export function decideAct(
  facts: DossierFacts,
  act: DossierAct,
  duty: Duty,
  input?: ActInput,
  stepNo: number | undefined = input?.stepNo,
): Change | Refusal {
  if (!actsOnStep.includes(act)) return decide(facts, act, duty, input, null)
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
  // Why the part that is theirs cannot be done says more than that others are not theirs.
  const told = judged.find(({ decision }) => isRefusal(decision) && !notTheirs.includes(decision.code))
  return (told ?? judged[0])?.decision ?? refuse('PART_NOT_OPEN', 'Bước này không mở')
}

const notTheirs: readonly string[] = ['DOSSIER_WRONG_ROLE', 'STEP_OF_ANOTHER_ROLE'] satisfies readonly DossierRefusalCode[]

/** The dossier as it stands from one of its parts: at that step, under that claim. */
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
  const possible = rule.rows.filter((row) => row.from.includes(facts.state))
  if (possible.length === 0) return refuse('DOSSIER_WRONG_STATE', { state: stateNames[facts.state] })
  const row = possible.find((each) => heldRight(each, facts)) ?? possible[0]
  if (!row) return refuse('DOSSIER_WRONG_STATE', { state: stateNames[facts.state] })
  if (!heldRight(row, facts)) return refuse('DOSSIER_HELD_ELSEWHERE', { holder: holderNames[facts.holderKind] })
  const asked = row.dutyAt === 'asked_agency' ? askedAgency(facts, row, duty, input) : undefined
  if (asked === null) return refuse('NOT_CONSULTED')
  // `operator` in a row stands for the system doing what is due; a person of that role has no say in a dossier.
  const role = duty.roleOf(duty.accountId === null ? row.by : row.by.filter((each) => each !== 'operator'), asked)
  if (role === null) return refuse('DOSSIER_WRONG_ROLE', { roles: row.by.map((each) => duty.roleNames[each]).join(', ') })
  for (const guard of row.guards) {
    const refusal = judge(guard, facts, duty, refuse, input)
    if (refusal) return refusal
  }
  if (input !== undefined) {
    const missing = needsOf(row, facts, on).flatMap((need) => missingNeed(need, input, rule.causes ?? []))
    if (missing.length > 0) return refuse('ACT_NEEDS', {}, missing)
  }
  const changed = change(facts, act, row, role, duty, input, asked)
  return facts.run ? throughParts(facts, facts.run, changed, on) : changed
}

/** What must be given with an act as the dossier stands: a row's needs, without those that ask for nothing now. */
export function needsOf(row: ActRow, facts: Pick<DossierFacts, 'awaited'>, on: Pick<OpenPart, 'kind'> | null = null): readonly Need[] {
  const isAwaiting = (facts.awaited ?? []).length > 0
  return row.needs.flatMap((need): Need[] => {
    if (need === 'reasonWhileAwaited') return isAwaiting ? ['reason'] : []
    if (need === 'resultOfSubDossier') return on?.kind === 'sub_dossier' ? ['result'] : []
    return [need]
  })
}

/** Where an act leads a dossier whose process is more than the lead's steps: the table says whether, the process where to. */
function throughParts(facts: DossierFacts, run: Run, changed: Change, on: OpenPart | null): Change {
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

/** The agency for which the actor may answer: the one they name, else the first asked; `null` when none of theirs was. */
function askedAgency(facts: DossierFacts, row: ActRow, duty: Duty, input: ActInput | undefined): AgencyId | null {
  return (
    (facts.awaited ?? []).find(
      (agency) => (input?.agencyId === undefined || input.agencyId === agency) && duty.roleOf(row.by, agency) !== null,
    ) ?? null
  )
}

/** What was accepted before its steps were walked at the centre stands at the first of them. */
function atFirstStep(facts: DossierFacts): DossierFacts {
  const isBefore = facts.handling !== 'forwarded' && facts.state === 'accepted' && facts.stepNo === null && facts.holderKind === 'counter'
  return isBefore ? { ...facts, stepNo: facts.steps[0]?.no ?? null } : facts
}

function heldRight(row: ActRow, facts: DossierFacts): boolean {
  if (row.heldBy === 'any') return true
  return row.heldBy === facts.holderKind
}

type Refuse = (code: DossierRefusalCode, details?: Record<string, string | number>, fields?: FieldFault[]) => Refusal

function judge(guard: Guard, facts: DossierFacts, duty: Duty, refuse: Refuse, input: ActInput | undefined): Refusal | null {
  const step = facts.steps.find((each) => each.no === facts.stepNo)
  const wrongStep = (): Refusal => {
    const undone = (facts.run?.parts ?? []).map((part) => facts.steps.find((each) => each.no === part.stepNo)?.name ?? '')
    if (!step && undone.length > 0) return refuse('PARTS_NOT_DONE', { count: undone.length, parts: undone.join('; ') })
    return refuse('STEP_OF_ANOTHER_ROLE', { step: step?.name ?? '', role: step ? duty.roleNames[step.role].toLowerCase() : '' })
  }
  switch (guard) {
    case 'papers_complete': {
      if (input === undefined) return null
      const missing = missingPapers(facts.required, [...facts.handedIn, ...(input.papers ?? [])])
      if (missing.length === 0) return null
      return refuse(
        'PAPERS_MISSING',
        { missing: missing.map((paper) => paper.name).join('; '), count: missing.length },
        missing.map((paper) => ({ field: `/body/papers/${paper.no}`, message: `Thiếu: ${paper.name}` })),
      )
    }
    case 'first_supplement':
      return facts.supplementCount === 0 ? null : refuse('SUPPLEMENT_ONCE')
    case 'supplement_answers': {
      // A request recorded without its points (an older act) leaves nothing to compare with.
      if (input === undefined || facts.asked === undefined || facts.asked.length === 0) return null
      const { met, open } = pointsOf(facts.asked, input)
      // With a reason the counter takes what came: whoever decides says why the rest is not waited for.
      if (open.length === 0 || (input.reason ?? '').trim() !== '') return null
      if (met.length === 0)
        return refuse('SUPPLEMENT_ANSWERS_NOTHING', {}, [
          { field: '/body/answered', message: 'Xin đánh dấu nội dung đã được bổ sung, hoặc ghi lý do vào ô dưới' },
        ])
      const points = open.map(({ text }) => text).join('; ')
      return refuse('SUPPLEMENT_POINTS_OPEN', { points, count: open.length }, [
        { field: '/body/answered', message: `Chưa đánh dấu: ${points}` },
        { field: '/body/reason', message: 'Xin ghi lý do nhận khi còn thiếu' },
      ])
    }
    case 'forwarded_kind':
      return facts.handling === 'forwarded' ? null : refuse('NOT_FORWARDED_KIND')
    case 'settled_here':
      return facts.handling === 'forwarded' ? refuse('NOT_SETTLED_HERE') : null
    case 'signed_at_counter': {
      const signing = facts.steps[signingIndex(facts.steps)]
      return signing === undefined || (signing.role !== 'signatory' && signing.no === facts.stepNo)
        ? null
        : refuse('SIGNATORY_SIGNS', { step: step?.name ?? '', signing: signing.name })
    }
    case 'not_on_list':
      return facts.onHandover ? refuse('ALREADY_ON_LIST') : null
    case 'on_list':
      return facts.onHandover ? null : refuse('NOT_ON_LIST')
    case 'step_is_work':
      if (facts.handling !== 'forwarded') return isWorkHere(facts) && step && duty.roleOf([step.role]) ? null : wrongStep()
      return step && step.role !== 'signatory' && !isIssuing(step, facts) && duty.roleOf([step.role]) ? null : wrongStep()
    case 'cause_within_cap': {
      const cause = input?.cause
      if (cause === undefined) return null
      const rule = causeRule(cause)
      const used = facts.time.timesUsed[cause] ?? 0
      if (rule.maxTimes !== null && used >= rule.maxTimes) {
        return refuse('CAUSE_USED_UP', { cause: rule.name, times: rule.maxTimes }, [
          { field: '/body/cause', message: `Đã dùng ${used} lần` },
        ])
      }
      const latest = facts.time.latestUntil[cause]
      if (input?.until !== undefined && (input.until < facts.time.today || (latest !== undefined && input.until > latest))) {
        return refuse(
          'STOP_TOO_LONG',
          { cause: rule.name, days: rule.maxWorkingDays ?? 0, latest: latest ? dayText(Temporal.PlainDate.from(latest)) : '' },
          [{ field: '/body/until', message: latest ? `Chậm nhất ngày ${dayText(Temporal.PlainDate.from(latest))}` : 'Ngày này đã qua' }],
        )
      }
      return null
    }
    case 'stop_is_resumable_by_agency':
      return facts.time.stoppedBy === 'financial_duty' ? refuse('WAITS_FOR_PAYMENT') : null
    case 'stop_is_financial':
      return facts.time.stoppedBy === 'financial_duty' ? null : refuse('NOT_WAITING_FOR_PAYMENT')
    case 'duty_is_said':
      return input === undefined ? null : dutySaid(facts, input, refuse)
    case 'duty_is_paid':
      return (facts.owedDong ?? 0) === 0 ? null : refuse('DUTY_NOT_PAID', { owed: facts.owedDong ?? 0 })
    case 'not_reappointed':
      if (facts.time.reappointment === 'granted') return refuse('REAPPOINTED_ONCE')
      return facts.time.reappointment === 'asked' && !facts.time.late ? refuse('EXTENSION_ALREADY_ASKED') : null
    case 'not_drafted':
      return facts.time.reappointment === 'drafted' ? refuse('EXTENSION_ALREADY_ASKED') : null
    case 'a_day_before_legal_due':
      return isADayBefore(facts.time.daysToLegalDue, facts.time.lateByLaw) ? null : refuse('EXTENSION_TOO_LATE')
    case 'a_day_before_promise':
      return isADayBefore(facts.time.daysToDue, facts.time.late) ? null : refuse('EXTENSION_AFTER_PROMISE')
    case 'extension_asked':
      return facts.time.reappointment === 'asked' ? null : refuse('NO_EXTENSION_ASKED')
    case 'not_late':
      return facts.time.late ? refuse('ALREADY_LATE') : null
    case 'is_late':
      return facts.time.late ? null : refuse('NOT_LATE')
    case 'is_late_by_law':
      return facts.time.lateByLaw ? null : refuse('LEGAL_LIMIT_NOT_PASSED')
    case 'lateness_not_notified':
      return facts.time.notified.late ? refuse('LATENESS_ALREADY_NOTIFIED') : null
    case 'legal_lateness_not_notified':
      return facts.time.notified.lateByLaw || facts.time.isOneLimit ? refuse('LATENESS_ALREADY_NOTIFIED') : null
    case 'has_due_date':
      return facts.time.daysToDue === null ? refuse('CLOCK_STANDS_STILL') : null
    case 'ground_is_true':
      if (input?.ground === 'supplement_lapsed' && !facts.time.supplementLapsed) return refuse('SUPPLEMENT_NOT_LAPSED')
      if (input?.ground === 'financial_duty_unmet') {
        if (facts.time.stoppedBy !== 'financial_duty') return refuse('NOT_WAITING_FOR_PAYMENT')
        if (facts.isDutyLapsed === false) return refuse('DUTY_NOT_LAPSED')
      }
      return null
    case 'silence_consents':
      return facts.time.silence === 'consent' ? null : refuse('SILENCE_MEANS_NOTHING')
    case 'silence_refuses':
      return facts.time.silence === 'refusal' ? null : refuse('SILENCE_MEANS_NOTHING')
    case 'result_files_sound':
      return faultOfResultFiles(facts.files ?? [], input?.files ?? [])
    case 'by_order_only':
      return refuse('DONE_BY_ORDER')
    case 'step_is_signing':
      return step?.role === 'signatory' ? null : wrongStep()
    case 'step_is_issuing':
      return step && isIssuing(step, facts) ? null : wrongStep()
    case 'nothing_owed':
      return (facts.owedDong ?? 0) === 0 ? null : refuse('NOT_PAID', { owed: facts.owedDong ?? 0 })
    case 'has_earlier_step': {
      if (!step || !duty.roleOf([step.role])) return wrongStep()
      return earlierStep(facts) === null ? refuse('NO_EARLIER_STEP') : null
    }
    case 'step_of_role':
      return step && duty.roleOf([step.role]) ? null : wrongStep()
    case 'lease_free': {
      const claim = claimOfOther(facts, duty)
      return claim && isLive(claim, facts) ? refuse('CLAIMED_BY_ANOTHER', { who: claim.name, until: instantText(claim.until) }) : null
    }
    case 'not_yet_mine': {
      const claim = facts.hands?.claim
      return claim && claim.accountId === duty.accountId && isLive(claim, facts)
        ? refuse('ALREADY_CLAIMED', { until: instantText(claim.until) })
        : null
    }
    case 'claim_mine':
      return facts.hands?.claim && facts.hands.claim.accountId === duty.accountId ? null : refuse('CLAIM_NOT_YOURS')
    case 'may_take_over': {
      const claim = claimOfOther(facts, duty)
      if (!claim || !isLive(claim, facts)) return refuse('NOTHING_TO_TAKE_OVER')
      if (facts.holderKind === 'agency' && duty.roleOf(['unit_head'])) return null
      if (!ownStep(facts, duty)) return wrongStep()
      return facts.hands && Temporal.Instant.compare(facts.hands.now, claim.peersFrom) >= 0
        ? null
        : refuse('TAKE_OVER_TOO_EARLY', { who: claim.name, from: instantText(claim.peersFrom) })
    }
    case 'asks_another':
      return input?.agencyId === facts.agencyId
        ? refuse('CONSULTS_ITSELF', {}, [{ field: '/body/agencyId', message: 'Xin chọn cơ quan khác' }])
        : null
    case 'site_check_is_past': {
      const at = input?.siteCheck?.at
      return at !== undefined && facts.hands !== undefined && Temporal.Instant.compare(Temporal.Instant.from(at), facts.hands.now) > 0
        ? refuse('SITE_CHECK_TO_COME', {}, [{ field: '/body/siteCheck/at', message: 'Xin ghi lúc đã xác minh' }])
        : null
    }
    case 'not_asked_yet':
      return input?.agencyId !== undefined && (facts.awaited ?? []).includes(input.agencyId)
        ? refuse('ALREADY_CONSULTED', {}, [{ field: '/body/agencyId', message: 'Cơ quan này chưa trả lời câu hỏi trước' }])
        : null
    case 'drafter_does_not_decide':
      return duty.accountId && facts.hands?.workedBy.includes(duty.accountId) ? refuse('DRAFTER_CANNOT_DECIDE') : null
    case 'asker_does_not_grant':
      return duty.accountId && facts.hands?.askedBy === duty.accountId ? refuse('ASKER_CANNOT_GRANT') : null
    case 'holder_does_not_grant':
      return holdsStep(facts, duty) ? refuse('HOLDER_CANNOT_MOVE_CLOCK') : null
    case 'not_own_work':
      return holdsStep(facts, duty) || (!claimOfOther(facts, duty) && ownStep(facts, duty)) || hasWorked(facts, duty)
        ? refuse('HOLDER_CANNOT_MOVE_CLOCK')
        : null
    case 'receiver_does_not_sign':
      return duty.accountId && facts.hands?.receivedBy === duty.accountId ? refuse('RECEIVER_CANNOT_SIGN') : null
  }
}

/** Whether a stop says consistently what it waits for: charges belong to a financial duty, and one of them has to be open. */
function dutySaid(facts: DossierFacts, input: ActInput, refuse: Refuse): Refusal | null {
  const isNamed = (input.charges ?? []).length > 0
  const elsewhere = input.paidElsewhere
  const wrong = (field: string, message: string): Refusal => refuse('ACT_NEEDS', {}, [{ field: `/body/${field}`, message }])
  if (input.cause !== 'financial_duty')
    return isNamed || elsewhere
      ? wrong(isNamed ? 'charges' : 'paidElsewhere', 'Chỉ ghi khi tạm dừng chờ người nộp thực hiện nghĩa vụ tài chính')
      : null
  if (isNamed && elsewhere) return wrong('paidElsewhere', 'Khoản nộp tại đây thì không ghi là nộp ở nơi khác')
  // A clock that stands for a duty nobody can look up would stand for anything.
  if (elsewhere && elsewhere.office.trim() === '') return wrong('paidElsewhere/office', 'Xin ghi nơi nộp')
  if (elsewhere && elsewhere.notice.trim() === '') return wrong('paidElsewhere/notice', 'Xin ghi số, ngày của thông báo nộp tiền')
  // What was owed may have been paid while this was being written: a clock must not stand for a debt that is gone.
  return !isNamed && !elsewhere && (facts.owedDong ?? 0) === 0 ? refuse('NOTHING_TO_WAIT_FOR') : null
}

function awaitsPayment(facts: DossierFacts, input: ActInput | undefined): boolean {
  if (input?.cause !== 'financial_duty' || input.paidElsewhere) return false
  return (input.charges ?? []).length > 0 || (facts.owedDong ?? 0) > 0
}

function claimOfOther(facts: DossierFacts, duty: Duty): Claim | null {
  const claim = facts.hands?.claim ?? null
  return claim && claim.accountId !== duty.accountId ? claim : null
}

/** Whether the actor has claimed the step, or one of the parts, the dossier is at; a claim that lapsed still says whose work it is. */
function holdsStep(facts: DossierFacts, { accountId }: Duty): boolean {
  if (accountId === null) return false
  return facts.hands?.claim?.accountId === accountId || (facts.run?.parts ?? []).some((part) => part.claim?.accountId === accountId)
}

function hasWorked({ hands }: DossierFacts, { accountId }: Duty): boolean {
  return accountId !== null && (hands?.workedBy ?? []).includes(accountId)
}

/** At least one calendar day lies between today and the last day, and the limit has not passed. */
function isADayBefore(days: number | null, hasPassed: boolean): boolean {
  return days !== null && days >= 1 && !hasPassed
}

function isLive(claim: Claim, facts: DossierFacts): boolean {
  return !claim.isAway && facts.hands !== undefined && Temporal.Instant.compare(facts.hands.now, claim.until) < 0
}

/** Whether the step the dossier is at is the actor's to do. */
function ownStep(facts: DossierFacts, duty: Duty): boolean {
  if (facts.holderKind === 'counter') return duty.roleOf(['counter_officer']) !== null
  const step = facts.steps.find((each) => each.no === facts.stepNo)
  return step !== undefined && duty.roleOf([step.role]) !== null
}

/**
 * The step after the signature, where the clerk numbers, seals and records the result. Where a process branches its
 * numbers say nothing of what follows what; there the state does.
 */
function isIssuing(step: Step, { steps, run, state }: Pick<DossierFacts, 'steps' | 'run' | 'state'>): boolean {
  if (run) return step.role === 'clerk' && state === 'approved'
  return step.role === 'clerk' && steps.some((each) => each.role === 'signatory' && each.no < step.no)
}

/** Where a process of the centre is signed: the signatory's step, or without one the last work before the result is handed over. */
function signingIndex(steps: readonly Step[]): number {
  const signatory = steps.findIndex((step) => step.role === 'signatory')
  return signatory === -1 ? Math.max(0, steps.length - 2) : signatory
}

/** Whether the step a dossier settled here is at is work that comes before the signature. */
function isWorkHere({ steps, stepNo }: DossierFacts): boolean {
  const index = steps.findIndex((step) => step.no === stepNo)
  return index !== -1 && index < signingIndex(steps)
}

/** Who has a dossier settled here at a step: its counter, or for any other role the agency, whose officer sits at the centre. */
function sideOfStep(facts: DossierFacts, stepNo: number | null): DossierFacts['holderKind'] {
  if (facts.handling === 'forwarded') return facts.holderKind
  return (facts.steps.find((step) => step.no === stepNo)?.role ?? 'counter_officer') === 'counter_officer' ? 'counter' : 'agency'
}

function earlierStep(facts: DossierFacts): number | null {
  if (facts.run) return facts.steps.find((each) => each.no === facts.stepNo)?.returnNo ?? null
  const index = facts.steps.findIndex((each) => each.no === facts.stepNo)
  if (index <= 0) return null
  return facts.steps[index]?.returnNo ?? facts.steps[index - 1]?.no ?? null
}

/** Where what is signed is issued. Work a process puts between the two has no state to be done in and is passed over. */
function issuingStep(facts: DossierFacts): number | null {
  const index = facts.steps.findIndex((each) => each.no === facts.stepNo)
  return facts.steps.slice(index + 1).find((each) => isIssuing(each, facts))?.no ?? null
}

function nextStep(facts: DossierFacts): number | null {
  const index = facts.steps.findIndex((each) => each.no === facts.stepNo)
  return facts.steps[index + 1]?.no ?? null
}

/** Required papers of which nothing was handed in, or fewer originals or copies than the procedure asks. */
export function missingPapers(required: readonly RequiredPaper[], handedIn: readonly HandedInPaper[]): RequiredPaper[] {
  return required.filter((paper) => {
    if (!paper.required) return false
    const given = handedIn.filter((each) => each.componentNo === paper.no)
    const originals = given.reduce((sum, each) => sum + each.originals, 0)
    const others = given.reduce((sum, each) => sum + each.copies + each.certified, 0)
    // An original also serves where a copy is asked; a copy never serves for an original.
    return originals < paper.originals || originals + others < Math.max(1, paper.originals + paper.copies)
  })
}

/** Working days by which a day for the result may be moved, whoever asks; a ceiling of this system, not of the law. */
const mostDaysAdded = 30
const mostSupplementDays = 60

function missingNeed(need: Need, input: ActInput, causes: readonly Cause[]): FieldFault[] {
  const fault = (field: string, message: string): FieldFault[] => [{ field: `/body/${field}`, message }]
  switch (need) {
    case 'papers':
      return input.papers === undefined ? fault('papers', 'Xin ghi giấy tờ đã nhận') : []
    case 'defects':
      return (input.defects?.length ?? 0) === 0 ? fault('defects', 'Xin nêu hết những điểm cần bổ sung, trong một lần') : []
    case 'reason':
    case 'reasonWhileAwaited':
      return (input.reason ?? '').trim() === '' ? fault('reason', 'Xin nêu lý do') : []
    case 'cause':
      return input.cause === undefined || !causes.includes(input.cause) ? fault('cause', 'Xin chọn căn cứ') : []
    case 'until':
    case 'reasonForRequest':
    case 'answered':
    case 'charges':
    case 'assignee':
    case 'note':
      return []
    case 'days':
      return isWholeBetween(input.days, 1, mostDaysAdded) ? [] : fault('days', `Xin ghi số ngày làm việc, từ 1 đến ${mostDaysAdded}`)
    case 'supplementDays':
      return input.supplementDays === undefined || isWholeBetween(input.supplementDays, 1, mostSupplementDays)
        ? []
        : fault('supplementDays', `Từ 1 đến ${mostSupplementDays} ngày làm việc`)
    case 'contact':
      return input.contact === undefined ? fault('contact/phone', 'Xin ghi thông tin liên hệ đúng') : []
    case 'identity':
      return input.identity === undefined ? fault('identity/fullName', 'Xin ghi thông tin nhân thân đúng') : []
    case 'payDays':
      return input.payDays === undefined || isWholeBetween(input.payDays, 1, mostSupplementDays)
        ? []
        : fault('payDays', `Từ 1 đến ${mostSupplementDays} ngày làm việc`)
    case 'ground':
      return input.ground === undefined || !(input.ground in stopGrounds) ? fault('ground', 'Xin chọn căn cứ dừng giải quyết') : []
    case 'result':
    case 'resultOfSubDossier':
      return (input.result?.number ?? '').trim() === '' ? fault('result/number', 'Xin ghi số và tên kết quả') : []
    case 'agency':
      return input.agencyId === undefined ? fault('agencyId', 'Xin chọn cơ quan được lấy ý kiến') : []
    case 'question':
      return (input.question ?? '').trim() === '' ? fault('question', 'Xin ghi nội dung cần lấy ý kiến') : []
    case 'answer':
      return (input.answer ?? '').trim() === '' ? fault('answer', 'Xin ghi ý kiến trả lời') : []
    case 'siteCheck':
      return input.siteCheck === undefined ? fault('siteCheck/place', 'Xin ghi thời gian, địa điểm, thành phần và nội dung xác minh') : []
    case 'receivedBy':
      return (input.receivedBy ?? '').trim() === '' ? fault('receivedBy', 'Xin ghi người nhận kết quả') : []
  }
}

function isWholeBetween(value: number | undefined, least: number, most: number): boolean {
  return value !== undefined && Number.isInteger(value) && value >= least && value <= most
}

/** Where an opinion is still of use; whatever leads out of these states closes what is awaited. */
const awaitingStates: readonly DossierState[] = ['in_progress', 'suspended', 'awaiting_supplement']

/** The agencies still awaited after a change. */
export function awaitedAfter(before: readonly AgencyId[], { opinion }: Pick<Change, 'opinion'>): readonly AgencyId[] {
  if (opinion === null) return before
  if (opinion === 'close') return []
  return 'ask' in opinion ? [...before, opinion.ask] : before.filter((agency) => agency !== opinion.heard)
}

function change(
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
    state,
    // An act that leaves a wait as it is leaves where the wait came from as well.
    interruptedState: row.to === 'same' ? facts.interruptedState : null,
    stepNo: facts.stepNo,
    holderKind: ends ? 'none' : facts.holderKind,
    clock: null,
    finishes: state === 'result_recorded' && facts.state !== 'result_recorded',
    ends,
    supplementCount: facts.supplementCount,
    // Whatever ends a dossier takes it off the list it was on, or the list could never be closed.
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
      // What is settled here goes back to the counter, which issues it and hands it over.
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

/**
 * How a finished dossier counts. Early is before the promised day; on time is on that day and not after the
 * promised instant. Clocks count whole seconds, so what is finished within the promised second is on time.
 * A dossier for which two supplements were asked would count late (Decision 766), which the
 * transition table already makes impossible.
 * @law QĐ 766/QĐ-TTg chỉ số 2.1; TT 01/2018/TT-VPCP Điều 13 (day-granular "equal" is our choice, ADR 0004)
 */
export function outcomeOf(finishedAt: Temporal.Instant, dueAt: Temporal.Instant | null): 'early' | 'on_time' | 'late' {
  if (dueAt === null) return 'on_time'
  const second = (at: Temporal.Instant): number => Math.floor(at.epochMilliseconds / 1000)
  if (second(finishedAt) > second(dueAt)) return 'late'
  return Temporal.PlainDate.compare(toVietnamDay(finishedAt), lastDayOf(dueAt)) < 0 ? 'early' : 'on_time'
}

/** The agency's chain where the procedure's own steps are not written out yet: universal practice. */
export const customarySteps: readonly Step[] = [
  { no: 1, name: 'Thẩm định hồ sơ', role: 'case_officer', returnNo: null },
  { no: 2, name: 'Kiểm tra, trình ký', role: 'unit_head', returnNo: 1 },
  { no: 3, name: 'Ký duyệt', role: 'signatory', returnNo: 2 },
  { no: 4, name: 'Vào sổ, phát hành kết quả', role: 'clerk', returnNo: 3 },
]

/** The steps of a dossier settled at the centre where its process does not write them out; receipt is an act of its own. */
const customaryHere: Readonly<Record<'on_the_spot' | 'same_day', readonly Step[]>> = {
  on_the_spot: [
    { no: 1, name: 'Giải quyết, ký theo ủy quyền tại quầy', role: 'counter_officer', returnNo: null },
    { no: 2, name: 'Ghi sổ, trả kết quả', role: 'counter_officer', returnNo: null },
  ],
  same_day: [
    { no: 1, name: 'Giải quyết tại quầy', role: 'counter_officer', returnNo: null },
    { no: 2, name: 'Ký kết quả tại Trung tâm', role: 'signatory', returnNo: 1 },
    { no: 3, name: 'Ghi sổ, trả kết quả', role: 'counter_officer', returnNo: null },
  ],
}

type WrittenStep = { no: number; name: string; role: Role; returnNo?: number | null }

/**
 * The steps a dossier walks. Forwarded, those of the agency ({@link agencySteps}). Settled at the centre, the steps of the process
 * after the receipt: work at the counter, the signature where the process names a signatory, the issue.
 */
export function walkedSteps(handling: DossierFacts['handling'] | null, steps: readonly WrittenStep[]): readonly Step[] {
  if (handling !== 'on_the_spot' && handling !== 'same_day') return agencySteps(steps)
  const here = steps
    .slice(1)
    .filter((step) => step.role === 'counter_officer' || (agencyRoles as readonly Role[]).includes(step.role))
    .map((step): Step => ({ no: step.no, name: step.name, role: step.role, returnNo: step.returnNo ?? null }))
  // The receipt is the counter's, and what follows it begins there and ends there.
  const isWhole = steps[0]?.role === 'counter_officer' && here.length >= 2 && here[0]?.role === 'counter_officer'
  return isWhole && here.at(-1)?.role === 'counter_officer' ? here : customaryHere[handling]
}

/**
 * The steps the agency goes through. Steps of the counter are receipt and return, which are acts of their own.
 * A process must have someone who signs and, after that, someone who issues; what a procedure leaves out is
 * taken from custom, so that every dossier can come to its end.
 */
export function agencySteps(steps: readonly WrittenStep[]): readonly Step[] {
  const inAgency = steps
    .filter((step) => (agencyRoles as readonly Role[]).includes(step.role))
    .map((step): Step => ({ no: step.no, name: step.name, role: step.role, returnNo: step.returnNo ?? null }))
  const signing = inAgency.findIndex((step) => step.role === 'signatory')
  if (signing === -1) return customarySteps
  if (inAgency.slice(signing + 1).some((step) => step.role === 'clerk')) return inAgency
  const last = inAgency.at(-1)
  return [...inAgency, { no: (last?.no ?? 0) + 1, name: 'Vào sổ, phát hành kết quả', role: 'clerk', returnNo: null }]
}
