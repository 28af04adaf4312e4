import { describe, expect, test } from 'vitest'
import type { Role } from '#kernel/actor.ts'
import type { AccountId, AgencyId, CentreId } from '#kernel/ids.ts'
import { decideAct } from './decide-act.ts'
import { isRefusal, timeNotBegun } from './act-facts.ts'
import type { Claim } from './step.ts'
import type { DossierFacts, Duty } from './act-facts.ts'
import type { DossierAct } from './act-rows.ts'

// Who processes a dossier, or asked for more time, does not give it to themselves.

const [me, other] = ['me' as AccountId, 'other' as AccountId]
const now = Temporal.Instant.from('2026-03-03T09:00:00+07:00')
const claimOf = (accountId: AccountId): Claim => ({
  accountId,
  name: accountId,
  until: now.add({ hours: 4 }),
  peersFrom: now.add({ hours: 2 }),
  isAway: false,
})

function factsWith(hands: Partial<NonNullable<DossierFacts['hands']>>, stepRole: Role = 'case_officer'): DossierFacts {
  return {
    state: 'in_progress',
    interruptedState: null,
    handling: 'forwarded',
    stepNo: 1,
    steps: [{ no: 1, name: 'Thẩm định', role: stepRole, returnNo: null }],
    supplementCount: 0,
    onHandover: false,
    holderKind: 'agency',
    agencyId: 'agency' as AgencyId,
    centreId: 'centre' as CentreId,
    required: [],
    handedIn: [],
    hands: { now, claim: null, workedBy: [], receivedBy: null, askedBy: other, ...hands },
    time: { ...timeNotBegun, daysToDue: 2, daysToLegalDue: 9, isOneLimit: false, reappointment: 'asked' },
  }
}

function refusalOf(act: DossierAct, facts: DossierFacts, ...roles: Role[]): string | null {
  const duty: Duty = {
    accountId: me,
    roleOf: (wanted) => roles.find((role) => wanted.includes(role)) ?? null,
    roleNames: {} as Duty['roleNames'],
  }
  const decision = decideAct(facts, act, duty, { cause: 'request_changed', reason: 'Theo biên bản' })
  return isRefusal(decision) ? decision.code : null
}

describe('an extension', () => {
  test.each([
    ['somebody else asked and has the step', factsWith({ askedBy: other, claim: claimOf(other) }), null],
    ['the signatory asked', factsWith({ askedBy: me }), 'ASKER_CANNOT_GRANT'],
    ['the signatory has claimed the step', factsWith({ claim: claimOf(me) }), 'HOLDER_CANNOT_MOVE_CLOCK'],
    ['the step waits for a signature that nobody has claimed', factsWith({}, 'signatory'), null],
  ])('where %s', (_what, facts, expected) => {
    expect(refusalOf('approve_extension', facts, 'signatory')).toBe(expected)
  })
})

describe('a restart of the clock', () => {
  test.each([
    ['another officer has the step', factsWith({ claim: claimOf(other) }), null],
    ['the step is another role’s', factsWith({}), null],
    ['the step is the head’s own and nobody has claimed it', factsWith({}, 'unit_head'), 'HOLDER_CANNOT_MOVE_CLOCK'],
    ['the step is a head’s, and another head has claimed it', factsWith({ claim: claimOf(other) }, 'unit_head'), null],
    ['the head has claimed the step', factsWith({ claim: claimOf(me) }, 'unit_head'), 'HOLDER_CANNOT_MOVE_CLOCK'],
    ['the head finished a step of work on it', factsWith({ workedBy: [me] }), 'HOLDER_CANNOT_MOVE_CLOCK'],
    ['somebody else did', factsWith({ workedBy: [other] }), null],
  ])('where %s', (_what, facts, expected) => {
    expect(refusalOf('restart_clock', facts, 'unit_head')).toBe(expected)
  })

  test('is not for an officer who has claimed a part of it', () => {
    const part = { no: 1, stepNo: 2, kind: 'branch', agencyId: 'agency' as AgencyId, role: 'case_officer', dueAt: null, claim: claimOf(me) }
    const facts = { ...factsWith({}), stepNo: null, run: { parts: [part], joins: [], heldStep: 2, rules: {}, dueOfNew: () => null } }
    expect(refusalOf('restart_clock', facts as unknown as DossierFacts, 'unit_head')).toBe('HOLDER_CANNOT_MOVE_CLOCK')
  })
})
