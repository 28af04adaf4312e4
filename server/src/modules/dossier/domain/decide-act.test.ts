import { describe, expect, test } from 'vitest'
import type { Role } from '#kernel/actor.ts'
import type { AccountId, AgencyId, CentreId } from '#kernel/ids.ts'
import { decideAct } from './decide-act.ts'
import { isRefusal, timeNotBegun } from './act-facts.ts'
import { missingPapers } from './guards.ts'
import type { ActInput, DossierFacts, Duty, TimeFacts } from './act-facts.ts'
import type { Claim } from './step.ts'
import type { DossierAct } from './act-rows.ts'

// Each boundary of a guard, on both of its sides. Who may do what where is `authorisation-matrix.test.ts`.

const now = Temporal.Instant.from('2026-03-03T09:00:00+07:00')
const other = 'other' as AccountId
const claimOf = (until: Temporal.Instant, peersFrom: Temporal.Instant): Claim => ({
  accountId: other,
  name: 'x',
  until,
  peersFrom,
  isAway: false,
})
const running: TimeFacts = { ...timeNotBegun, daysToDue: 5, daysToLegalDue: 9, isOneLimit: false, today: '2026-03-03' }

function factsWith(more: Partial<DossierFacts>, time: Partial<TimeFacts> = {}): DossierFacts {
  return {
    state: 'in_progress',
    interruptedState: null,
    handling: 'forwarded',
    stepNo: 2,
    steps: [
      { no: 1, name: 'Phân công', role: 'unit_head', returnNo: null },
      { no: 2, name: 'Thẩm định', role: 'case_officer', returnNo: null },
    ],
    supplementCount: 0,
    onHandover: false,
    holderKind: 'agency',
    agencyId: 'agency' as AgencyId,
    centreId: 'centre' as CentreId,
    required: [],
    handedIn: [],
    hands: { now, claim: null, workedBy: [], receivedBy: null, askedBy: other },
    time: { ...running, ...time },
    ...more,
  }
}

function refusalOf(act: DossierAct, role: Role, facts: DossierFacts, input?: ActInput): string | null {
  const duty: Duty = {
    accountId: role === 'operator' ? null : ('me' as AccountId),
    roleOf: (wanted) => (wanted.includes(role) ? role : null),
    roleNames: {} as Duty['roleNames'],
  }
  const decision = decideAct(facts, act, duty, input)
  return isRefusal(decision) ? decision.code : null
}

describe('an extension', () => {
  const ask = (time: Partial<TimeFacts>) => refusalOf('request_extension', 'case_officer', factsWith({}, time))
  test('is requested a whole day before the law’s last day', () => {
    expect(ask({ daysToLegalDue: 1 })).toBeNull()
    expect(ask({ daysToLegalDue: 0 })).toBe('EXTENSION_TOO_LATE')
    expect(ask({ daysToLegalDue: 3, lateByLaw: true })).toBe('EXTENSION_TOO_LATE')
  })
  test('and a whole day before the promised one', () => {
    expect(ask({ daysToDue: 1 })).toBeNull()
    expect(ask({ daysToDue: 0 })).toBe('EXTENSION_AFTER_PROMISE')
    expect(ask({ daysToDue: 3, late: true })).toBe('EXTENSION_AFTER_PROMISE')
  })
  test('adds from one to thirty days', () => {
    const of = (days: number) =>
      refusalOf('request_extension', 'case_officer', factsWith({}), { cause: 'complex_content', reason: 'x', days })
    expect([1, 30].map(of)).toEqual([null, null])
    expect([0, 31, 1.5].map(of)).toEqual(['ACT_NEEDS', 'ACT_NEEDS', 'ACT_NEEDS'])
  })
  test('is not granted once the promise has passed', () => {
    expect(refusalOf('approve_extension', 'signatory', factsWith({}, { reappointment: 'asked' }))).toBeNull()
    expect(refusalOf('approve_extension', 'signatory', factsWith({}, { reappointment: 'asked', late: true }))).toBe('ALREADY_LATE')
    expect(refusalOf('approve_extension', 'signatory', factsWith({}, { reappointment: 'asked', daysToLegalDue: 0 }))).toBe(
      'EXTENSION_TOO_LATE',
    )
    expect(refusalOf('approve_extension', 'signatory', factsWith({}, { reappointment: 'asked', daysToLegalDue: 1 }))).toBeNull()
    expect(refusalOf('approve_extension', 'signatory', factsWith({}, { reappointment: 'asked', daysToDue: 0 }))).toBe(
      'EXTENSION_AFTER_PROMISE',
    )
  })
})

describe('a stop', () => {
  const stop = (until: string | undefined, time: Partial<TimeFacts> = {}) =>
    refusalOf('suspend', 'case_officer', factsWith({}, { latestUntil: { field_verification: '2026-03-17' }, ...time }), {
      cause: 'field_verification',
      reason: 'x',
      ...(until === undefined ? {} : { until }),
    })
  test('ends today at the earliest and at its ceiling at the latest', () => {
    expect([undefined, '2026-03-03', '2026-03-17'].map((until) => stop(until))).toEqual([null, null, null])
    expect(['2026-03-02', '2026-03-18'].map((until) => stop(until))).toEqual(['STOP_TOO_LONG', 'STOP_TOO_LONG'])
  })
  test('uses a cause as often as it may be used', () => {
    expect(stop(undefined, { timesUsed: { field_verification: 0 } })).toBeNull()
    expect(stop(undefined, { timesUsed: { field_verification: 99 } })).toBe('CAUSE_USED_UP')
    const restarted = (times: number) =>
      refusalOf('restart_clock', 'signatory', factsWith({}, { timesUsed: { request_changed: times } }), {
        cause: 'request_changed',
        reason: 'x',
      })
    expect(restarted(0)).toBeNull()
    expect(restarted(1)).toBe('CAUSE_USED_UP')
  })
  test('for a payment is ended by the payment, not by the agency', () => {
    const suspended = (stoppedBy: TimeFacts['stoppedBy']) =>
      factsWith({ state: 'suspended', interruptedState: 'in_progress' }, { stoppedBy })
    expect(refusalOf('resume', 'case_officer', suspended('force_majeure'))).toBeNull()
    expect(refusalOf('resume', 'case_officer', suspended('financial_duty'))).toBe('WAITS_FOR_PAYMENT')
    const waiting = (owedDong: number) => ({ ...suspended('financial_duty'), holderKind: 'applicant' as const, owedDong })
    expect(refusalOf('confirm_payment', 'counter_officer', waiting(0))).toBeNull()
    expect(refusalOf('confirm_payment', 'counter_officer', waiting(1))).toBe('DUTY_NOT_PAID')
  })
})

describe('silence', () => {
  const read = (act: 'deem_approved' | 'deem_refused', time: Partial<TimeFacts>) => refusalOf(act, 'operator', factsWith({}, time))
  test('takes effect as the procedure says, after the law’s limit has passed, for any promise', () => {
    expect(read('deem_approved', { silence: 'consent', lateByLaw: true, late: true })).toBeNull()
    expect(read('deem_approved', { silence: 'consent', lateByLaw: false, late: true })).toBe('LEGAL_LIMIT_NOT_PASSED')
    expect(read('deem_refused', { silence: 'refusal', lateByLaw: true, late: true })).toBeNull()
    expect(read('deem_refused', { silence: 'refusal', lateByLaw: false, late: true })).toBe('LEGAL_LIMIT_NOT_PASSED')
  })
  test('means nothing otherwise', () => {
    for (const silence of ['none', 'refusal'] as const)
      expect(read('deem_approved', { silence, lateByLaw: true })).toBe('SILENCE_MEANS_NOTHING')
    for (const silence of ['none', 'consent'] as const)
      expect(read('deem_refused', { silence, lateByLaw: true })).toBe('SILENCE_MEANS_NOTHING')
  })
  test('lateness is reported once', () => {
    const note = (late: boolean, told: boolean) =>
      refusalOf('note_late', 'operator', factsWith({}, { late, notified: { late: told, lateByLaw: false } }))
    expect([note(true, false), note(false, false), note(true, true)]).toEqual([null, 'NOT_LATE', 'LATENESS_ALREADY_NOTIFIED'])
  })
  test('an apology is refused while the dossier is in time', () => {
    const apologise = (late: boolean) => refusalOf('apologise', 'signatory', factsWith({}, { late }))
    expect([apologise(true), apologise(false)]).toEqual([null, 'NOT_LATE'])
  })
})

describe('a claim', () => {
  const step = (claim: Claim) =>
    refusalOf('complete_step', 'case_officer', factsWith({ hands: { now, claim, workedBy: [], receivedBy: null } }))
  const take = (claim: Claim) =>
    refusalOf('take_over', 'case_officer', factsWith({ hands: { now, claim, workedBy: [], receivedBy: null } }))
  const [before, after] = [now.subtract({ seconds: 1 }), now.add({ seconds: 1 })]
  test('excludes others until its last second', () => {
    expect([step(claimOf(after, after)), step(claimOf(now, before)), step(claimOf(before, before))]).toEqual([
      'CLAIMED_BY_ANOTHER',
      null,
      null,
    ])
  })
  test('is taken over from the first second peers may', () => {
    expect([take(claimOf(after, after)), take(claimOf(after, now)), take(claimOf(after, before))]).toEqual([
      'TAKE_OVER_TOO_EARLY',
      null,
      null,
    ])
  })
})

describe('submitted papers', () => {
  const paper = { no: 1, name: 'Đơn', required: true, originals: 1, copies: 1 }
  const given = (originals: number, copies: number, certified = 0) => [{ componentNo: 1, originals, copies, certified }]
  test('an original serves for a copy, and a copy never for an original', () => {
    expect([given(1, 1), given(2, 0), given(1, 0, 1)].map((papers) => missingPapers([paper], papers).length)).toEqual([0, 0, 0])
    expect([given(0, 2), given(0, 1, 1), given(1, 0), []].map((papers) => missingPapers([paper], papers).length)).toEqual([1, 1, 1, 1])
  })
  test('a paper that is not required is not missing', () => {
    expect(missingPapers([{ ...paper, required: false }], [])).toEqual([])
  })
  test('a supplement answers a point that was asked, by its number from 1', () => {
    const hand = (answered: readonly number[]) =>
      refusalOf(
        'supplement',
        'counter_officer',
        factsWith({
          state: 'awaiting_supplement',
          interruptedState: 'in_progress',
          holderKind: 'applicant',
          asked: [{ componentNo: 1, text: 'x' }] as DossierFacts['asked'],
        } as Partial<DossierFacts>),
        { papers: [], answered },
      )
    expect([hand([1]), hand([0]), hand([2]), hand([])]).toEqual([
      null,
      'SUPPLEMENT_ANSWERS_NOTHING',
      'SUPPLEMENT_ANSWERS_NOTHING',
      'SUPPLEMENT_ANSWERS_NOTHING',
    ])
  })
  test('one point of two is incomplete, unless a reason says why the other is not awaited', () => {
    const hand = (answered: readonly number[], reason?: string) =>
      refusalOf(
        'supplement',
        'counter_officer',
        factsWith({
          state: 'awaiting_supplement',
          interruptedState: 'in_progress',
          holderKind: 'applicant',
          asked: [
            { componentNo: 1, text: 'x' },
            { componentNo: null, text: 'y' },
          ] as DossierFacts['asked'],
        } as Partial<DossierFacts>),
        { papers: [], answered, reason },
      )
    expect([hand([1]), hand([2]), hand([1, 2]), hand([1], 'Cơ quan tự tra'), hand([])]).toEqual([
      'SUPPLEMENT_POINTS_OPEN',
      'SUPPLEMENT_POINTS_OPEN',
      null,
      null,
      'SUPPLEMENT_ANSWERS_NOTHING',
    ])
  })
  test('a dossier is stopped for a supplement that lapsed, and not before', () => {
    const stop = (supplementLapsed: boolean) =>
      refusalOf(
        'stop',
        'counter_officer',
        factsWith({ state: 'awaiting_supplement', interruptedState: 'in_progress', holderKind: 'applicant' }, { supplementLapsed }),
        { ground: 'supplement_lapsed', reason: 'x' },
      )
    expect([stop(true), stop(false)]).toEqual([null, 'SUPPLEMENT_NOT_LAPSED'])
  })
})

test('an agency asks another, not itself', () => {
  const ask = (agencyId: string) =>
    refusalOf('consult', 'case_officer', factsWith({}), { agencyId: agencyId as AgencyId, question: 'x', days: 3 })
  expect([ask('another'), ask('agency')]).toEqual([null, 'CONSULTS_ITSELF'])
})

test('a dossier cannot be returned from the first step', () => {
  const back = (stepNo: number, role: Role) => refusalOf('return_to_previous_step', role, factsWith({ stepNo }), { reason: 'x' })
  expect([back(2, 'case_officer'), back(1, 'unit_head')]).toEqual([null, 'NO_EARLIER_STEP'])
})
