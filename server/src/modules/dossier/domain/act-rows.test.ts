import { describe, expect, test } from 'vitest'
import { roles } from '#kernel/actor.ts'
import type { AccountId, AgencyId, CentreId } from '#kernel/ids.ts'
import { roleNames } from '#identity'
import { timeNotBegun, isRefusal } from './act-facts.ts'
import type { DossierFacts, Duty } from './act-facts.ts'
import { dossierActs } from './act-rows.ts'
import { decideAct } from './decide-act.ts'
import { actRowFor, actRules } from './dossier-acts.ts'
import { dossierStates } from './dossier-states.ts'
import { guards } from './guards.ts'
import { askedFor, needs } from './needs.ts'
import { customarySteps, walkedSteps } from './step.ts'

const holders: readonly DossierFacts['holderKind'][] = ['counter', 'agency', 'applicant', 'outside', 'none']
const handlings = ['forwarded', 'on_the_spot', 'same_day'] as const

const both = [
  [true, true],
  [true, false],
  [false, true],
  [false, false],
] as const

/** Every situation of the table: state, side, way of settling, step, an opinion awaited or not, a claim or none, late or not. */
function* situations(): Generator<DossierFacts> {
  const me = 'me' as AccountId
  for (const state of dossierStates)
    for (const holderKind of holders)
      for (const handling of handlings)
        for (const step of customarySteps)
          for (const [favour, late] of both) {
            const claim = {
              accountId: me,
              name: 'Tôi',
              until: Temporal.Instant.fromEpochMilliseconds(10),
              peersFrom: Temporal.Instant.fromEpochMilliseconds(10),
              isAway: false,
            }
            yield {
              state,
              holderKind,
              handling,
              interruptedState: state === 'suspended' || state === 'awaiting_supplement' ? 'in_progress' : null,
              stepNo: step.no,
              steps: handling === 'forwarded' ? customarySteps : walkedSteps(handling, []),
              supplementCount: favour ? 0 : 1,
              onHandover: favour,
              agencyId: 'lead' as AgencyId,
              centreId: 'centre' as CentreId,
              required: [],
              handedIn: [],
              awaited: favour ? [] : ['asked' as AgencyId],
              hands: { now: Temporal.Instant.fromEpochMilliseconds(5), claim: favour ? null : claim, workedBy: [], receivedBy: null },
              time: {
                ...timeNotBegun,
                late,
                lateByLaw: late,
                daysToDue: 3,
                daysToLegalDue: 3,
                isOneLimit: false,
                reappointment: favour ? 'none' : 'asked',
                stoppedBy: favour ? 'financial_duty' : null,
                silence: favour ? 'consent' : 'refusal',
              },
            }
          }
}

/** Somebody who holds every role with duty everywhere, and the system. */
const everybody: readonly Duty[] = ['me' as AccountId, null].map((accountId) => ({
  accountId,
  roleOf: (wanted) => roles.find((role) => wanted.includes(role)) ?? null,
  roleNames,
}))

describe('the act table has one reader', () => {
  test('the law and the needs that are shown are those of the row that decides, for every act, state and holder', () => {
    const seen = { allowed: new Set<string>(), incomplete: new Set<string>() }
    for (const facts of situations())
      for (const act of dossierActs)
        for (const duty of everybody) {
          const shown = askedFor(act, facts)
          const able = decideAct(facts, act, duty)
          if (isRefusal(able)) continue
          const at = `${act} in ${facts.state} held by ${facts.holderKind}`
          expect(able.law, at).toBe(shown.law)
          seen.allowed.add(act)
          const emptyHanded = decideAct(facts, act, duty, {})
          const asked = shown.needs.flatMap((need) => needs[need]({}, actRules[act].causes ?? []))
          if (isRefusal(emptyHanded) && emptyHanded.code === 'ACT_NEEDS') {
            expect(emptyHanded.fields, at).toEqual(asked)
            seen.incomplete.add(act)
          } else if (!isRefusal(emptyHanded)) expect(asked, at).toEqual([])
        }
    // Every row of the table was visited.
    const inTable = dossierActs.filter((act) => actRules[act].rows.length > 0 && actRules[act].partOf !== 'version')
    expect(inTable.filter((act) => !seen.allowed.has(act))).toEqual([])
    expect(seen.incomplete.size).toBeGreaterThan(12)
  })

  test('acts at the counter cite the article of the counter, acts of the agency that of the agency', () => {
    const law = (act: 'record_result' | 'claim' | 'release' | 'take_over', holderKind: 'counter' | 'agency'): string | undefined =>
      actRowFor(act, { state: act === 'record_result' ? 'approved' : 'accepted', holderKind })?.law
    expect(law('record_result', 'counter')).toBe('61/2018/NĐ-CP Điều 20')
    expect(law('record_result', 'agency')).toContain('30/2020/NĐ-CP')
    for (const act of ['claim', 'release', 'take_over'] as const) {
      expect(law(act, 'counter')).toBe('61/2018/NĐ-CP Điều 17')
      expect(law(act, 'agency')).toContain('Điều 19')
    }
  })
})

test('every guard names its law, or states that none was found', () => {
  expect(Object.values(guards).filter(({ law }) => !/NĐ-CP|TTg|TT-VPCP|chưa đối chiếu|Quy định riêng/u.test(law))).toEqual([])
})
