import type { FieldFault, Refusal } from '#kernel/refusal.ts'
import { dayText, instantText } from '#kernel/vietnam-time.ts'
import type { ActInput, DossierFacts, Duty, HandedInPaper, RequiredPaper } from './act-facts.ts'
import type { Guard } from './act-rows.ts'
import { causeRule } from './clock-causes.ts'
import { faultOfResultFiles, findUnscannedFault } from './file-rules.ts'
import type { DossierRefusalCode } from './refusals.ts'
import { earlierStep, isIssuing, isWorkHere, ownStep, signingIndex } from './step-moves.ts'
import type { Claim, Step } from './step.ts'
import { pointsOf } from './supplement-points.ts'

type Refuse = (code: DossierRefusalCode, details?: Record<string, string | number>, fields?: FieldFault[]) => Refusal

/** The input of a guard: the dossier, the actor, the input of the act, and the current step. */
export type Judged = {
  readonly facts: DossierFacts
  readonly duty: Duty
  readonly refuse: Refuse
  /** Absent: only the right to act is checked, not the data given with it. */
  readonly input: ActInput | undefined
  readonly step: Step | undefined
  readonly wrongStep: () => Refusal
}

type GuardRule = {
  /** The article the condition comes from. */
  readonly law: string
  readonly check: (on: Judged) => Refusal | null
}

/** A condition of this system, for which no article was found. */
const ours = 'Quy tắc của hệ thống (chưa đối chiếu điều khoản)'

/** Whether the guard lets the act pass; else the refusal. */
export function judge(guard: Guard, facts: DossierFacts, duty: Duty, refuse: Refuse, input: ActInput | undefined): Refusal | null {
  const step = facts.steps.find((each) => each.no === facts.stepNo)
  const wrongStep = (): Refusal => {
    const undone = (facts.run?.parts ?? []).map((part) => facts.steps.find((each) => each.no === part.stepNo)?.name ?? '')
    if (!step && undone.length > 0) return refuse('PARTS_NOT_DONE', { count: undone.length, parts: undone.join('; ') })
    return refuse('STEP_OF_ANOTHER_ROLE', { step: step?.name ?? '', role: step ? duty.roleNames[step.role].toLowerCase() : '' })
  }
  return guards[guard].check({ facts, duty, refuse, input, step, wrongStep })
}

/** Each condition of the act table, with its law and how it is checked. */
export const guards: Readonly<Record<Guard, GuardRule>> = {
  papers_complete: {
    law: '61/2018/NĐ-CP Điều 17 khoản 2',
    check: ({ facts, refuse, input }) => {
      if (input === undefined) return null
      const missing = missingPapers(facts.required, [...facts.handedIn, ...(input.papers ?? [])])
      if (missing.length === 0) return null
      return refuse(
        'PAPERS_MISSING',
        { missing: missing.map((paper) => paper.name).join('; '), count: missing.length },
        missing.map((paper) => ({ field: `/body/papers/${paper.no}`, message: `Thiếu: ${paper.name}` })),
      )
    },
  },
  first_supplement: {
    law: '61/2018/NĐ-CP Điều 19 khoản 4',
    check: ({ facts, refuse }) => (facts.supplementCount === 0 ? null : refuse('SUPPLEMENT_ONCE')),
  },
  supplement_answers: {
    law: ours,
    check: ({ facts, refuse, input }) => {
      // A request recorded without its points (an older act) cannot be compared.
      if (input === undefined || facts.asked === undefined || facts.asked.length === 0) return null
      const { met, open } = pointsOf(facts.asked, input)
      // With a reason the counter accepts an incomplete supplement: the officer states why the rest is not awaited.
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
    },
  },
  forwarded_kind: {
    law: '61/2018/NĐ-CP Điều 18 khoản 2',
    check: ({ facts, refuse }) => (facts.handling === 'forwarded' ? null : refuse('NOT_FORWARDED_KIND')),
  },
  settled_here: {
    law: '61/2018/NĐ-CP Điều 17 khoản 4',
    check: ({ facts, refuse }) => (facts.handling === 'forwarded' ? refuse('NOT_SETTLED_HERE') : null),
  },
  signed_at_counter: {
    law: ours,
    check: ({ facts, refuse, step }) => {
      const signing = facts.steps[signingIndex(facts.steps)]
      return signing === undefined || (signing.role !== 'signatory' && signing.no === facts.stepNo)
        ? null
        : refuse('SIGNATORY_SIGNS', { step: step?.name ?? '', signing: signing.name })
    },
  },
  not_on_list: { law: '61/2018/NĐ-CP Điều 18', check: ({ facts, refuse }) => (facts.onHandover ? refuse('ALREADY_ON_LIST') : null) },
  on_list: { law: '61/2018/NĐ-CP Điều 18', check: ({ facts, refuse }) => (facts.onHandover ? null : refuse('NOT_ON_LIST')) },
  step_is_work: {
    law: ours,
    check: ({ facts, duty, step, wrongStep }) => {
      if (facts.handling !== 'forwarded') return isWorkHere(facts) && step && duty.roleOf([step.role]) ? null : wrongStep()
      return step && step.role !== 'signatory' && !isIssuing(step, facts) && duty.roleOf([step.role]) ? null : wrongStep()
    },
  },
  cause_within_cap: {
    law: ours,
    check: ({ facts, refuse, input }) => {
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
    },
  },
  stop_is_resumable_by_agency: {
    law: ours,
    check: ({ facts, refuse }) => (facts.time.stoppedBy === 'financial_duty' ? refuse('WAITS_FOR_PAYMENT') : null),
  },
  stop_is_financial: {
    law: ours,
    check: ({ facts, refuse }) => (facts.time.stoppedBy === 'financial_duty' ? null : refuse('NOT_WAITING_FOR_PAYMENT')),
  },
  duty_is_said: { law: ours, check: ({ facts, refuse, input }) => (input === undefined ? null : dutySaid(facts, input, refuse)) },
  duty_is_paid: {
    law: ours,
    check: ({ facts, refuse }) => ((facts.owedDong ?? 0) === 0 ? null : refuse('DUTY_NOT_PAID', { owed: facts.owedDong ?? 0 })),
  },
  not_reappointed: {
    law: '61/2018/NĐ-CP Điều 19 khoản 9',
    check: ({ facts, refuse }) => {
      if (facts.time.reappointment === 'granted') return refuse('REAPPOINTED_ONCE')
      return facts.time.reappointment === 'asked' && !facts.time.late ? refuse('EXTENSION_ALREADY_ASKED') : null
    },
  },
  not_drafted: {
    law: ours,
    check: ({ facts, refuse }) => (facts.time.reappointment === 'drafted' ? refuse('EXTENSION_ALREADY_ASKED') : null),
  },
  a_day_before_legal_due: {
    law: '61/2018/NĐ-CP Điều 19 khoản 9',
    check: ({ facts, refuse }) => (isADayBefore(facts.time.daysToLegalDue, facts.time.lateByLaw) ? null : refuse('EXTENSION_TOO_LATE')),
  },
  a_day_before_promise: {
    law: ours,
    check: ({ facts, refuse }) => (isADayBefore(facts.time.daysToDue, facts.time.late) ? null : refuse('EXTENSION_AFTER_PROMISE')),
  },
  extension_asked: {
    law: '61/2018/NĐ-CP Điều 19 khoản 9',
    check: ({ facts, refuse }) => (facts.time.reappointment === 'asked' ? null : refuse('NO_EXTENSION_ASKED')),
  },
  not_late: { law: '61/2018/NĐ-CP Điều 19 khoản 9', check: ({ facts, refuse }) => (facts.time.late ? refuse('ALREADY_LATE') : null) },
  is_late: { law: '61/2018/NĐ-CP Điều 19 khoản 9', check: ({ facts, refuse }) => (facts.time.late ? null : refuse('NOT_LATE')) },
  is_late_by_law: {
    law: '61/2018/NĐ-CP Điều 19 khoản 9',
    check: ({ facts, refuse }) => (facts.time.lateByLaw ? null : refuse('LEGAL_LIMIT_NOT_PASSED')),
  },
  lateness_not_notified: {
    law: ours,
    check: ({ facts, refuse }) => (facts.time.notified.late ? refuse('LATENESS_ALREADY_NOTIFIED') : null),
  },
  legal_lateness_not_notified: {
    law: ours,
    check: ({ facts, refuse }) => (facts.time.notified.lateByLaw || facts.time.isOneLimit ? refuse('LATENESS_ALREADY_NOTIFIED') : null),
  },
  has_due_date: { law: ours, check: ({ facts, refuse }) => (facts.time.daysToDue === null ? refuse('CLOCK_STANDS_STILL') : null) },
  ground_is_true: {
    law: 'Mẫu số 05 của TT 03/2025/TT-VPCP (chưa đối chiếu điều khoản)',
    check: ({ facts, refuse, input }) => {
      if (input?.ground === 'supplement_lapsed' && !facts.time.supplementLapsed) return refuse('SUPPLEMENT_NOT_LAPSED')
      if (input?.ground === 'financial_duty_unmet') {
        if (facts.time.stoppedBy !== 'financial_duty') return refuse('NOT_WAITING_FOR_PAYMENT')
        if (facts.isDutyLapsed === false) return refuse('DUTY_NOT_LAPSED')
      }
      return null
    },
  },
  silence_consents: {
    law: 'Quy định riêng của thủ tục, ghi tại phiên bản thủ tục',
    check: ({ facts, refuse }) => (facts.time.silence === 'consent' ? null : refuse('SILENCE_MEANS_NOTHING')),
  },
  silence_refuses: {
    law: 'Quy định riêng của thủ tục, ghi tại phiên bản thủ tục',
    check: ({ facts, refuse }) => (facts.time.silence === 'refusal' ? null : refuse('SILENCE_MEANS_NOTHING')),
  },
  result_files_sound: { law: ours, check: ({ facts, input }) => faultOfResultFiles(facts.files ?? [], input?.files ?? []) },
  files_scanned: { law: ours, check: ({ facts, input }) => findUnscannedFault(facts.files ?? [], input?.files) },
  by_order_only: { law: ours, check: ({ refuse }) => refuse('DONE_BY_ORDER') },
  step_is_signing: { law: '30/2020/NĐ-CP Điều 13', check: ({ step, wrongStep }) => (step?.role === 'signatory' ? null : wrongStep()) },
  step_is_issuing: {
    law: '30/2020/NĐ-CP Điều 14–17',
    check: ({ facts, step, wrongStep }) => (step && isIssuing(step, facts) ? null : wrongStep()),
  },
  nothing_owed: {
    law: ours,
    check: ({ facts, refuse }) => ((facts.owedDong ?? 0) === 0 ? null : refuse('NOT_PAID', { owed: facts.owedDong ?? 0 })),
  },
  has_earlier_step: {
    law: ours,
    check: ({ facts, duty, refuse, step, wrongStep }) => {
      if (!step || !duty.roleOf([step.role])) return wrongStep()
      return earlierStep(facts) === null ? refuse('NO_EARLIER_STEP') : null
    },
  },
  step_of_role: {
    law: '61/2018/NĐ-CP Điều 19 (phân công cán bộ giải quyết)',
    check: ({ duty, step, wrongStep }) => (step && duty.roleOf([step.role]) ? null : wrongStep()),
  },
  lease_free: {
    law: '61/2018/NĐ-CP Điều 19 (phân công cán bộ giải quyết)',
    check: ({ facts, duty, refuse }) => {
      const claim = claimOfOther(facts, duty)
      return claim && isLive(claim, facts) ? refuse('CLAIMED_BY_ANOTHER', { who: claim.name, until: instantText(claim.until) }) : null
    },
  },
  not_yet_mine: {
    law: ours,
    check: ({ facts, duty, refuse }) => {
      const claim = facts.hands?.claim
      return claim && claim.accountId === duty.accountId && isLive(claim, facts)
        ? refuse('ALREADY_CLAIMED', { until: instantText(claim.until) })
        : null
    },
  },
  claim_mine: {
    law: ours,
    check: ({ facts, duty, refuse }) =>
      facts.hands?.claim && facts.hands.claim.accountId === duty.accountId ? null : refuse('CLAIM_NOT_YOURS'),
  },
  may_take_over: {
    law: ours,
    check: ({ facts, duty, refuse, wrongStep }) => {
      const claim = claimOfOther(facts, duty)
      if (!claim || !isLive(claim, facts)) return refuse('NOTHING_TO_TAKE_OVER')
      if (facts.holderKind === 'agency' && duty.roleOf(['unit_head'])) return null
      if (!ownStep(facts, duty)) return wrongStep()
      return facts.hands && Temporal.Instant.compare(facts.hands.now, claim.peersFrom) >= 0
        ? null
        : refuse('TAKE_OVER_TOO_EARLY', { who: claim.name, from: instantText(claim.peersFrom) })
    },
  },
  asks_another: {
    law: ours,
    check: ({ facts, refuse, input }) =>
      input?.agencyId === facts.agencyId
        ? refuse('CONSULTS_ITSELF', {}, [{ field: '/body/agencyId', message: 'Xin chọn cơ quan khác' }])
        : null,
  },
  site_check_is_past: {
    law: '61/2018/NĐ-CP Điều 19 khoản 3 điểm b',
    check: ({ facts, refuse, input }) => {
      const at = input?.siteCheck?.at
      return at !== undefined && facts.hands !== undefined && Temporal.Instant.compare(Temporal.Instant.from(at), facts.hands.now) > 0
        ? refuse('SITE_CHECK_TO_COME', {}, [{ field: '/body/siteCheck/at', message: 'Xin ghi lúc đã xác minh' }])
        : null
    },
  },
  not_asked_yet: {
    law: ours,
    check: ({ facts, refuse, input }) =>
      input?.agencyId !== undefined && (facts.awaited ?? []).includes(input.agencyId)
        ? refuse('ALREADY_CONSULTED', {}, [{ field: '/body/agencyId', message: 'Cơ quan này chưa trả lời câu hỏi trước' }])
        : null,
  },
  drafter_does_not_decide: {
    law: ours,
    check: ({ facts, duty, refuse }) =>
      duty.accountId && facts.hands?.workedBy.includes(duty.accountId) ? refuse('DRAFTER_CANNOT_DECIDE') : null,
  },
  asker_does_not_grant: {
    law: ours,
    check: ({ facts, duty, refuse }) => (duty.accountId && facts.hands?.askedBy === duty.accountId ? refuse('ASKER_CANNOT_GRANT') : null),
  },
  holder_does_not_grant: {
    law: ours,
    check: ({ facts, duty, refuse }) => (holdsStep(facts, duty) ? refuse('HOLDER_CANNOT_MOVE_CLOCK') : null),
  },
  not_own_work: {
    law: ours,
    check: ({ facts, duty, refuse }) =>
      holdsStep(facts, duty) || (!claimOfOther(facts, duty) && ownStep(facts, duty)) || hasWorked(facts, duty)
        ? refuse('HOLDER_CANNOT_MOVE_CLOCK')
        : null,
  },
  receiver_does_not_sign: {
    law: ours,
    check: ({ facts, duty, refuse }) =>
      duty.accountId && facts.hands?.receivedBy === duty.accountId ? refuse('RECEIVER_CANNOT_SIGN') : null,
  },
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
  // A clock may only be stopped for a financial duty that can be verified.
  if (elsewhere && elsewhere.office.trim() === '') return wrong('paidElsewhere/office', 'Xin ghi nơi nộp')
  if (elsewhere && elsewhere.notice.trim() === '') return wrong('paidElsewhere/notice', 'Xin ghi số, ngày của thông báo nộp tiền')
  // The amount may have been paid meanwhile: a clock must not be stopped for a debt that is settled.
  return !isNamed && !elsewhere && (facts.owedDong ?? 0) === 0 ? refuse('NOTHING_TO_WAIT_FOR') : null
}

function claimOfOther(facts: DossierFacts, duty: Duty): Claim | null {
  const claim = facts.hands?.claim ?? null
  return claim && claim.accountId !== duty.accountId ? claim : null
}

/** Whether the actor has claimed the step, or one of the parts, the dossier is at; an expired claim still shows whose work it is. */
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
