import { describe, expect, test } from 'vitest'
import { mayOpenPapers, mayRead, seesInFull, sightOf } from '#identity'
import { roles } from '#kernel/actor.ts'
import type { Actor, Role } from '#kernel/actor.ts'
import type { AccountId, AgencyId, CentreId, LocalityId } from '#kernel/ids.ts'
import { decideAct } from './modules/dossier/domain/decide-act.ts'
import { isRefusal, timeNotBegun } from './modules/dossier/domain/act-facts.ts'
import type { Claim } from './modules/dossier/domain/step.ts'
import type { DossierFacts } from './modules/dossier/domain/act-facts.ts'
import { dossierActs } from './modules/dossier/domain/act-rows.ts'
import type { DossierAct } from './modules/dossier/domain/act-rows.ts'
import { dutyOf } from './modules/dossier/queries/load-facts.ts'

/*
 * Who may do what where, over two agencies and two centres: every act in every situation, and every way of looking. What is expected is
 * written down by hand as data and shares nothing with what decides: a wrong rule in the table of acts and the same wrong rule in its
 * reader would agree with each other, and not with this. Over HTTP and two localities: `authorisation-matrix.http.test.ts`.
 */

const places = ['A1', 'A2', 'B1', 'B2'] as const
type PlaceName = (typeof places)[number]

/** Where a grant counts, by how it is bound. The second column: of which agencies it can answer questions, which lie at no centre. */
const reach: Readonly<Record<string, readonly [where: string, answersFor: string]>> = {
  unbound: ['A1 A2 B1 B2', 'A B'],
  A: ['A1 A2', 'A'],
  B: ['B1 B2', 'B'],
  '1': ['A1 B1', ''],
  '2': ['A2 B2', ''],
  A1: ['A1', ''],
  A2: ['A2', ''],
  B1: ['B1', ''],
  B2: ['B2', ''],
}

const agencyOf = (name: string): AgencyId | null => (/A|B/u.test(name) ? (`agency ${name[0]}` as AgencyId) : null)
const centreOf = (name: string): CentreId | null => (/[12]$/u.test(name) ? (`centre ${name.at(-1)}` as CentreId) : null)
const me = 'me' as AccountId
const another = 'another' as AccountId
const actorWith = (role: Role, bound: string): Actor => ({
  localityId: 47 as LocalityId,
  accountId: me,
  displayName: 'x',
  grants: [{ role, agencyId: bound === 'unbound' ? null : agencyOf(bound), centreId: bound === 'unbound' ? null : centreOf(bound) }],
})

const now = Temporal.Instant.from('2026-11-02T03:00:00Z')
const claimOf = (accountId: AccountId): Claim => ({
  accountId,
  name: 'x',
  until: now.add({ hours: 8 }),
  peersFrom: now.subtract({ hours: 1 }),
  isAway: false,
})
const steps = (['unit_head', 'case_officer', 'unit_head', 'signatory', 'clerk'] as const).map((role, index) => ({
  no: index + 1,
  name: role,
  role,
  returnNo: null,
}))
const runningTime = { ...timeNotBegun, daysToDue: 5, daysToLegalDue: 9, isOneLimit: false, today: '2026-11-02' }
const handsOf = (claim: Claim | null): NonNullable<DossierFacts['hands']> => ({ now, claim, workedBy: [another], receivedBy: another })
const blank: Omit<DossierFacts, 'agencyId' | 'centreId'> = {
  state: 'filed',
  interruptedState: null,
  handling: 'forwarded',
  stepNo: null,
  steps,
  supplementCount: 0,
  onHandover: false,
  holderKind: 'counter',
  required: [],
  handedIn: [],
  hands: handsOf(null),
  time: runningTime,
}
const atStep = (stepNo: number) => ({ state: 'in_progress', holderKind: 'agency', stepNo }) as const
const late = { ...runningTime, late: true, daysToDue: -1 }
const stoppedBy = (cause: 'force_majeure' | 'financial_duty') => ({ ...runningTime, stoppedBy: cause, daysToDue: null })

const C = 'counter_officer'
const O = 'case_officer'
const H = 'unit_head'
const S = 'signatory'
const K = 'clerk'
const applicants = 'citizen representative'

/** One line each: what the dossier is, and who may do what with it. What is not named nobody may. */
const situations: readonly (readonly [name: string, is: Partial<DossierFacts>, may: Partial<Record<DossierAct, string>>])[] = [
  [
    'filed',
    {},
    {
      accept: C,
      request_supplement: C,
      refuse: C,
      withdraw: `${C} ${applicants}`,
      claim: C,
      correct_contact: `${C} ${applicants}`,
      correct_identity: C,
    },
  ],
  [
    'filed, one supplement asked before',
    { supplementCount: 1 },
    { accept: C, refuse: C, withdraw: `${C} ${applicants}`, claim: C, correct_contact: `${C} ${applicants}`, correct_identity: C },
  ],
  [
    'filed, claimed by another who was idle',
    { hands: handsOf(claimOf(another)) },
    { withdraw: `${C} ${applicants}`, take_over: C, correct_contact: `${C} ${applicants}`, correct_identity: C },
  ],
  [
    'filed, claimed by oneself',
    { hands: handsOf(claimOf(me)) },
    {
      accept: C,
      request_supplement: C,
      refuse: C,
      withdraw: `${C} ${applicants}`,
      release: C,
      correct_contact: `${C} ${applicants}`,
      correct_identity: C,
    },
  ],
  [
    'accepted',
    { state: 'accepted' },
    { forward: C, withdraw: `${C} ${applicants}`, claim: C, correct_contact: `${C} ${applicants}`, correct_identity: C },
  ],
  [
    'accepted, on a list',
    { state: 'accepted', onHandover: true },
    { receive: `${O} ${H} ${K}`, withdraw: `${C} ${applicants}`, claim: C, correct_contact: `${C} ${applicants}`, correct_identity: C },
  ],
  [
    'accepted, settled on the spot by a process without a signature',
    { state: 'accepted', handling: 'on_the_spot', steps: [] },
    { approve: `${C} ${S}`, withdraw: `${C} ${applicants}`, claim: C, correct_contact: `${C} ${applicants}`, correct_identity: C },
  ],
  [
    'accepted, settled on the spot by a process that has a signature',
    { state: 'accepted', handling: 'on_the_spot' },
    { withdraw: `${C} ${applicants}`, claim: C, correct_contact: `${C} ${applicants}`, correct_identity: C },
  ],
  [
    'accepted, settled at the centre, at the step of a case officer',
    { state: 'accepted', handling: 'same_day', holderKind: 'agency', stepNo: 2 },
    {
      complete_step: O,
      return_to_previous_step: O,
      withdraw: `${C} ${applicants}`,
      claim: O,
      correct_contact: `${C} ${applicants}`,
      correct_identity: C,
    },
  ],
  [
    'accepted, settled at the centre, at the step of the signature',
    { state: 'accepted', handling: 'same_day', holderKind: 'agency', stepNo: 4 },
    {
      approve: S,
      refuse: S,
      return_to_previous_step: S,
      withdraw: `${C} ${applicants}`,
      claim: S,
      correct_contact: `${C} ${applicants}`,
      correct_identity: C,
    },
  ],
  [
    'accepted and late',
    { state: 'accepted', time: late },
    { forward: C, withdraw: `${C} ${applicants}`, claim: C, apologise: S, correct_contact: `${C} ${applicants}`, correct_identity: C },
  ],
  [
    'at the step of a case officer',
    atStep(2),
    {
      record_site_check: `${O} ${H}`,
      request_supplement: `${O} ${H}`,
      complete_step: O,
      return_to_previous_step: O,
      withdraw: `${C} ${applicants}`,
      suspend: `${O} ${H}`,
      consult: `${O} ${H}`,
      claim: O,
      restart_clock: `${H} ${S}`,
      request_extension: `${O} ${H}`,
      stop: S,
      correct_contact: `${C} ${applicants}`,
      correct_identity: C,
    },
  ],
  [
    'at the first step, of a unit head',
    atStep(1),
    {
      record_site_check: `${O} ${H}`,
      request_supplement: `${O} ${H}`,
      complete_step: H,
      withdraw: `${C} ${applicants}`,
      suspend: `${O} ${H}`,
      consult: `${O} ${H}`,
      claim: H,
      restart_clock: S,
      request_extension: `${O} ${H}`,
      stop: S,
      correct_contact: `${C} ${applicants}`,
      correct_identity: C,
    },
  ],
  [
    'at the step of the signature',
    atStep(4),
    {
      record_site_check: `${O} ${H}`,
      request_supplement: `${O} ${H}`,
      return_to_previous_step: S,
      refuse: S,
      approve: S,
      withdraw: `${C} ${applicants}`,
      suspend: `${O} ${H}`,
      consult: `${O} ${H}`,
      claim: S,
      restart_clock: H,
      request_extension: `${O} ${H}`,
      stop: S,
      correct_contact: `${C} ${applicants}`,
      correct_identity: C,
    },
  ],
  [
    'at a step of a case officer, claimed by another who was idle',
    { ...atStep(2), hands: handsOf(claimOf(another)) },
    {
      withdraw: `${C} ${applicants}`,
      take_over: `${O} ${H}`,
      restart_clock: `${H} ${S}`,
      request_extension: `${O} ${H}`,
      stop: S,
      correct_contact: `${C} ${applicants}`,
      correct_identity: C,
    },
  ],
  [
    'at the step of the signature, worked on by oneself',
    { ...atStep(4), hands: { now, claim: null, workedBy: [me], receivedBy: another } },
    {
      record_site_check: `${O} ${H}`,
      request_supplement: `${O} ${H}`,
      return_to_previous_step: S,
      withdraw: `${C} ${applicants}`,
      suspend: `${O} ${H}`,
      consult: `${O} ${H}`,
      claim: S,
      request_extension: `${O} ${H}`,
      stop: S,
      correct_contact: `${C} ${applicants}`,
      correct_identity: C,
    },
  ],
  [
    'at the step of the signature, received by oneself',
    { ...atStep(4), hands: { now, claim: null, workedBy: [another], receivedBy: me } },
    {
      record_site_check: `${O} ${H}`,
      request_supplement: `${O} ${H}`,
      return_to_previous_step: S,
      withdraw: `${C} ${applicants}`,
      suspend: `${O} ${H}`,
      consult: `${O} ${H}`,
      claim: S,
      restart_clock: H,
      request_extension: `${O} ${H}`,
      stop: S,
      correct_contact: `${C} ${applicants}`,
      correct_identity: C,
    },
  ],
  [
    'at a step, an extension asked by another',
    { ...atStep(2), time: { ...runningTime, reappointment: 'asked' } },
    {
      record_site_check: `${O} ${H}`,
      request_supplement: `${O} ${H}`,
      complete_step: O,
      return_to_previous_step: O,
      withdraw: `${C} ${applicants}`,
      suspend: `${O} ${H}`,
      consult: `${O} ${H}`,
      claim: O,
      restart_clock: `${H} ${S}`,
      approve_extension: S,
      decline_extension: S,
      stop: S,
      correct_contact: `${C} ${applicants}`,
      correct_identity: C,
    },
  ],
  [
    'at a step and late',
    { ...atStep(2), time: late },
    {
      record_site_check: `${O} ${H}`,
      request_supplement: `${O} ${H}`,
      complete_step: O,
      return_to_previous_step: O,
      withdraw: `${C} ${applicants}`,
      suspend: `${O} ${H}`,
      consult: `${O} ${H}`,
      claim: O,
      restart_clock: `${H} ${S}`,
      apologise: S,
      stop: S,
      correct_contact: `${C} ${applicants}`,
      correct_identity: C,
    },
  ],
  [
    'awaiting a supplement',
    { state: 'awaiting_supplement', interruptedState: 'in_progress', holderKind: 'applicant', stepNo: 2, supplementCount: 1 },
    {
      supplement: `${C} ${applicants}`,
      withdraw: `${C} ${applicants}`,
      stop: `${C} ${S}`,
      correct_contact: `${C} ${applicants}`,
      correct_identity: C,
    },
  ],
  [
    'stopped by force majeure',
    { state: 'suspended', interruptedState: 'in_progress', holderKind: 'agency', stepNo: 2, time: stoppedBy('force_majeure') },
    {
      record_site_check: `${O} ${H}`,
      resume: `${O} ${H}`,
      withdraw: `${C} ${applicants}`,
      stop: S,
      correct_contact: `${C} ${applicants}`,
      correct_identity: C,
    },
  ],
  [
    'waiting for a payment',
    { state: 'suspended', interruptedState: 'in_progress', holderKind: 'applicant', stepNo: 2, time: stoppedBy('financial_duty') },
    { confirm_payment: C, withdraw: `${C} ${applicants}`, stop: S, correct_contact: `${C} ${applicants}`, correct_identity: C },
  ],
  ['signed', { state: 'approved', holderKind: 'agency', stepNo: 5 }, { record_result: K, claim: K, correct_contact: `${C} ${applicants}` }],
  ['signed at the counter', { state: 'approved', handling: 'on_the_spot' }, { record_result: C, correct_contact: `${C} ${applicants}` }],
  [
    'recorded, at the agency',
    { state: 'result_recorded', holderKind: 'agency', stepNo: 5 },
    { forward: `${K} ${O}`, claim: K, correct_contact: `${C} ${applicants}` },
  ],
  [
    'recorded, on a list',
    { state: 'result_recorded', holderKind: 'agency', stepNo: 5, onHandover: true },
    { receive: C, claim: K, correct_contact: `${C} ${applicants}` },
  ],
  [
    'recorded, at the counter',
    { state: 'result_recorded', stepNo: 5 },
    { return_result: C, claim: C, correct_contact: `${C} ${applicants}` },
  ],
  [
    'recorded, at the counter, something owed',
    { state: 'result_recorded', stepNo: 5, owedDong: 1 },
    { claim: C, correct_contact: `${C} ${applicants}` },
  ],
  ...(['returned', 'refused', 'withdrawn', 'stopped'] as const).map((state) => [state, { state, holderKind: 'none' }, {}] as const),
]

let cells = 0

describe('every act, in every situation, by every role, however its grant is bound, at every place', () => {
  test.each(situations)('%s', (_name, is, may) => {
    const wrong: string[] = []
    for (const place of places) {
      const facts: DossierFacts = { ...blank, ...is, agencyId: agencyOf(place) as AgencyId, centreId: centreOf(place) as CentreId }
      for (const role of roles)
        for (const [bound, [where]] of Object.entries(reach)) {
          const duty = dutyOf(actorWith(role, bound), facts)
          for (const act of dossierActs) {
            const expected = where.split(' ').includes(place) && (may[act] ?? '').split(' ').includes(role)
            if (!isRefusal(decideAct(facts, act, duty)) !== expected)
              wrong.push(`${act} by ${role} of ${bound} at ${place}: not ${String(expected)}`)
            cells += 1
          }
        }
    }
    expect(wrong).toEqual([])
  })

  test('a question is answered by the work of the agency that was asked, and of no centre', () => {
    const wrong: string[] = []
    for (const place of places)
      for (const asked of ['A', 'B'])
        for (const state of ['in_progress', 'suspended', 'awaiting_supplement', 'approved'] as const) {
          const facts: DossierFacts = {
            ...blank,
            state,
            stepNo: 2,
            holderKind: 'agency',
            awaited: [agencyOf(asked) as AgencyId],
            agencyId: agencyOf(place) as AgencyId,
            centreId: centreOf(place) as CentreId,
          }
          for (const role of roles)
            for (const [bound, [, answersFor]] of Object.entries(reach)) {
              const expected = state !== 'approved' && [O, H].includes(role) && answersFor.split(' ').includes(asked)
              if (!isRefusal(decideAct(facts, 'answer_consultation', dutyOf(actorWith(role, bound), facts))) !== expected)
                wrong.push(`${role} of ${bound} for ${asked}, dossier at ${place} ${state}: not ${String(expected)}`)
              cells += 1
            }
        }
    expect(wrong).toEqual([])
  })
})

describe('every way of looking', () => {
  /** The purpose of a role: to work, to direct a centre, to inspect; other roles see no dossier. */
  const looks: Partial<Record<Role, 'work' | 'direction' | 'oversight'>> = {
    counter_officer: 'work',
    case_officer: 'work',
    unit_head: 'work',
    signatory: 'work',
    clerk: 'work',
    centre_manager: 'direction',
    provincial_leader: 'oversight',
    inspector: 'oversight',
  }
  /** Reads at all, sees the person in full, opens the papers. */
  const shows: Readonly<Record<string, readonly [boolean, boolean, boolean]>> = {
    work: [true, true, true],
    direction: [true, true, true],
    opinion: [true, false, true],
    oversight: [true, false, false],
    nothing: [false, false, false],
  }

  test('by every role, however its grant is bound, at every place, asked or not', () => {
    const wrong: string[] = []
    for (const place of places as readonly PlaceName[])
      for (const asked of ['', 'A', 'B', 'A B'])
        for (const role of roles)
          for (const [bound, [where, answersFor]] of Object.entries(reach)) {
            const isAsked = [O, H, S, K].includes(role) && asked.split(' ').some((one) => one !== '' && answersFor.split(' ').includes(one))
            const way = where.split(' ').includes(place) ? (looks[role] ?? 'nothing') : isAsked ? 'opinion' : 'nothing'
            const at = { agencyId: agencyOf(place), centreId: centreOf(place) }
            const agencies = asked === '' ? [] : asked.split(' ').map((one) => agencyOf(one) as AgencyId)
            const sight = sightOf(actorWith(role, bound), at, agencies)
            const found = [sight !== null, seesInFull(sight), mayOpenPapers(sight), mayRead(actorWith(role, bound), at, agencies)]
            const expected = [...(shows[way] ?? []), shows[way]?.[0]]
            if (JSON.stringify(found) !== JSON.stringify(expected)) wrong.push(`${role} of ${bound} at ${place}, asked ${asked}: ${way}`)
            cells += found.length
          }
    expect(wrong).toEqual([])
  })

  test('these are more than three hundred thousand cells', () => {
    expect(cells).toBeGreaterThan(300_000)
  })
})
