import fc from 'fast-check'
import type { AccountId } from '#kernel/ids.ts'
import { describe, expect, test } from 'vitest'
import { NaiveJudge } from '../testing/naive-judge.ts'
import { calendar, timingOf } from '../testing/time-of-lives.ts'
import { allowedNow, births, doingOf, dutyWith, everyDoing, givenFor, inputFor, instants, moves } from '../testing/random-life.ts'
import type { Move } from '../testing/random-life.ts'
import { decideAct } from './decide-act.ts'
import { isRefusal } from './act-facts.ts'
import type { ActInput } from './act-facts.ts'
import { actRules } from './dossier-acts.ts'
import { dossierActs } from './act-rows.ts'
import { dossierStates, endedStates } from './dossier-states.ts'
import { stopCauses } from './clock-causes.ts'
import type { DossierAct } from './act-rows.ts'
import { filed, isLife, live } from './dossier-life.ts'
import { faultsOf } from './life-faults.ts'
import type { Life, Timing } from './dossier-life.ts'
import { dueOfBoth, dueOfClock } from './clocks.ts'
import type { Limits, Stop } from './clocks.ts'

const limits = fc.constantFrom<Limits>(
  { legal: { amount: 15, unit: 'working_days' }, committed: { amount: 10, unit: 'working_days' } },
  { legal: { amount: 30, unit: 'days' }, committed: { amount: 21, unit: 'days' } },
  { legal: { amount: 8, unit: 'working_hours' }, committed: { amount: 4, unit: 'working_hours' } },
  { legal: { amount: 1, unit: 'months' }, committed: { amount: 48, unit: 'hours' } },
)

type Lived = {
  readonly life: Life
  readonly timing: Timing
  readonly done: readonly { move: Move; act: DossierAct }[]
  readonly refused: number
}

const lives = fc.record({
  birth: births,
  bornAt: instants,
  limits,
  moves,
  silence: fc.constantFrom('none' as const, 'consent' as const, 'refusal' as const),
  onSupplement: fc.constantFrom('pause' as const, 'restart' as const),
})

/** Faults of an act's author and effects, found by comparing the dossier before and after it. */
function wrongBy(
  { act, input, actorId }: { readonly act: DossierAct; readonly input: ActInput; readonly actorId: AccountId | null },
  before: Life,
  after: Life,
): string | null {
  if (act === 'accept' && after.hands && after.hands.receivedBy !== actorId) return 'whose hands received it is not known'
  if (act === 'request_extension' && after.hands && after.hands.askedBy !== actorId) return 'who asked for more time is not known'
  if (act === 'decline_extension' && after.reappointment !== 'none') return 'a declined extension stands'
  if (act === 'apologise' && after.holderAccountId !== before.holderAccountId) return 'an apology moved the dossier'
  if ((input.papers?.length ?? 0) > 0 && after.handedIn.length <= before.handedIn.length) return 'the papers that came are not there'
  const late = after.stops.find(({ toAt, endsBy }) => toAt !== null && endsBy !== null && Temporal.Instant.compare(toAt, endsBy) > 0)
  return late ? 'a stop went on past its ceiling' : null
}

/** Lives one life to its end; after every move, done or refused, nothing may be wrong. */
function liveOut(drawn: typeof lives extends fc.Arbitrary<infer T> ? T : never): Lived {
  const timing = timingOf(drawn.limits, drawn.onSupplement)
  let life = filed(drawn.birth, 'counter_officer', drawn.bornAt, timing, drawn.silence)
  const judge = new NaiveJudge(drawn.birth.handling, drawn.birth.steps)
  let at = drawn.bornAt
  let refused = 0
  const done: { move: Move; act: DossierAct }[] = []
  for (const move of drawn.moves) {
    at = at.add({ minutes: move.minutes })
    const { act, role, input } = doingOf(move, life.facts)
    const next = live(life, act, dutyWith(role), input, at, timing)
    if (!isLife(next)) {
      refused += 1
      if (next.message.includes('{')) throw new Error(`${act} by ${role} was refused without its details: ${next.message}`)
      continue
    }
    const faults = faultsOf(next)
    if (faults.length > 0) throw new Error(`after ${act} by ${role} at ${at.toString()}: ${faults.join('; ')}`)
    judge.did({ act, atMs: at.epochMilliseconds, cause: input.cause, promisedMs: next.committedDueAt?.epochMilliseconds ?? null })
    const [judged, lived] = [judge, { ...next, holder: next.holderKind }].map((each) => `${each.state} ${each.holder} ${each.outcome}`)
    if (judged !== lived) throw new Error(`after ${act} by ${role} at ${at.toString()}: ${lived}, where plain reading says ${judged}`)
    const wrong = wrongBy({ act, input, actorId: dutyWith(role).accountId }, life, next)
    if (wrong !== null) throw new Error(`after ${act} by ${role} at ${at.toString()}: ${wrong}`)
    life = next
    done.push({ move, act })
    if (life.endedAt !== null) break
    if (allowedNow(life.facts).length === 0) throw new Error(`nobody may do anything: ${JSON.stringify(life.facts)}`)
  }
  return { life, timing, done, refused }
}

test('the officer who accepts a dossier is the one who received it, also when a colleague filed it', () => {
  const at = Temporal.Instant.from('2026-03-02T02:00:00Z')
  const timing = timingOf({ legal: { amount: 15, unit: 'working_days' }, committed: { amount: 10, unit: 'working_days' } }, 'pause')
  const [birth] = fc.sample(births, { seed: 1, numRuns: 1 })
  const life = filed(birth!, 'counter_officer', at, timing)
  const colleague = { ...dutyWith('counter_officer'), accountId: 'colleague' as AccountId }
  const next = live(life, 'accept', colleague, inputFor('accept', life.facts, 0), at, timing)
  expect(isLife(next) && next.hands?.receivedBy).toBe('colleague')
})

const seed = 20_261_124
/** `MOTCUA_LIVES=10000` for many; a test run lives some. */
const count = Number(process.env['MOTCUA_LIVES'] ?? 2000)

describe(`${count} random lives`, () => {
  const seen = { acts: new Set<string>(), states: new Set<string>(), ended: 0, done: 0, refused: 0 }

  test(
    'keep every invariant at every act: one holder, a ledger without gaps, a clock that runs or is stopped, one class',
    { timeout: 120_000 },
    () => {
      fc.assert(
        fc.property(lives, (drawn) => {
          const { life, timing, done, refused } = liveOut(drawn)
          for (const each of life.acts) {
            seen.acts.add(each.kind)
            seen.states.add(each.state)
          }
          seen.done += done.length
          seen.refused += refused
          if (life.endedAt === null) {
            // A random life seldom signs an extension in time or waits until the limit of the law: if a life is left open, both are tried.
            const last = life.acts.at(-1)?.at ?? drawn.bornAt
            for (const [act, role, at] of [
              ['approve_extension', 'signatory', last],
              ['deem_approved', 'operator', last.add({ hours: 24 * 400 })],
              ['deem_refused', 'operator', last.add({ hours: 24 * 400 })],
            ] as const) {
              const next = live(life, act, dutyWith(role), {}, at, timing)
              if (!isLife(next)) continue
              expect(faultsOf(next)).toEqual([])
              seen.acts.add(act)
            }
            return
          }
          seen.ended += 1
          const alive = everyDoing.filter(
            ({ act, role }) => !isRefusal(decideAct(life.facts, act, dutyWith(role), inputFor(act, life.facts, 0))),
          )
          expect(alive, 'an ended dossier stays ended').toEqual([])
        }),
        { seed, numRuns: count },
      )
    },
  )

  test('reach every act and every state of the table, by acts done and acts refused', () => {
    // Moving to another version is an order over many dossiers; here it is only ever refused.
    const byHand = dossierActs.filter((act) => act === 'file' || (actRules[act].rows.length > 0 && actRules[act].partOf !== 'version'))
    expect(byHand.filter((act) => !seen.acts.has(act))).toEqual([])
    const reachable = dossierStates.filter(
      (state) => state === 'filed' || dossierActs.some((act) => actRules[act].rows.some((row) => row.to === state)),
    )
    expect(reachable.filter((state) => !seen.states.has(state))).toEqual([])
    expect(seen.ended).toBeGreaterThan(count / 5)
    expect(seen.done).toBeGreaterThan(count * 4)
    expect(seen.refused).toBeGreaterThan(count * 2)
  })

  test('can always be ended, after any sequence of acts', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(lives, (drawn) => {
        const lived = liveOut(drawn)
        let { life } = lived
        const at = life.acts.at(-1)?.at ?? drawn.bornAt
        for (let i = 0; i < 200 && life.endedAt === null; i++) {
          const can = allowedNow(life.facts)
          const doing = diligence.flatMap((act) => can.find((each) => each.act === act) ?? [])[0] ?? can[i % can.length]
          if (!doing) break
          const next = live(life, doing.act, dutyWith(doing.role), inputFor(doing.act, life.facts, i), at, lived.timing)
          if (isLife(next)) life = next
        }
        expect(endedStates as readonly string[]).toContain(life.facts.state)
        expect(faultsOf(life)).toEqual([])
      }),
      { seed, numRuns: 600 },
    )
  })

  test('have one due date, in whatever order the stops are given and whenever it is computed', { timeout: 60_000 }, () => {
    let stopped = 0
    fc.assert(
      fc.property(lives, fc.nat(), (drawn, turn) => {
        const { life } = liveOut(drawn)
        if (life.endedAt !== null || life.clocks.length === 0) return
        if (life.stops.length > 1) stopped += 1
        const order = (stop: Stop): number => (Temporal.Instant.from(stop.fromAt).epochMilliseconds * 31 + turn) % 7
        const told = life.stops.toSorted((a, b) => order(a) - order(b))
        const kept = { committed: life.committedDueAt, legal: life.legalDueAt }
        expect(JSON.stringify(dueOfBoth(calendar, { clocks: life.clocks, stops: told }))).toBe(JSON.stringify(kept))
        // With its reasons, by the other way of counting.
        for (const clock of life.clocks)
          expect(dueOfClock(calendar, clock, life.stops).dueAt?.toString()).toBe(kept[clock.kind]?.toString())
      }),
      { seed, numRuns: 600 },
    )
    expect(stopped).toBeGreaterThan(10)
  })

  test('are the fold of their acts: a replay without the refused acts gives the same life', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(lives, (drawn) => {
        const { life, timing } = liveOut(drawn)
        let again = filed(drawn.birth, 'counter_officer', drawn.bornAt, timing, drawn.silence)
        let first = filed(drawn.birth, 'counter_officer', drawn.bornAt, timing, drawn.silence)
        let at = drawn.bornAt
        for (const move of drawn.moves) {
          at = at.add({ minutes: move.minutes })
          const { act, role, input } = doingOf(move, first.facts)
          const next = live(first, act, dutyWith(role), input, at, timing)
          if (!isLife(next)) continue
          first = next
          const told = live(again, act, dutyWith(role), input, at, timing)
          if (isLife(told)) again = told
        }
        expect(JSON.stringify(again)).toBe(JSON.stringify(life))
      }),
      { seed, numRuns: 300 },
    )
  })
})

/** The acts that finish a dossier, in order of preference. */
const diligence: readonly DossierAct[] = [
  'accept',
  'supplement',
  'resume',
  'confirm_payment',
  'receive',
  'forward',
  'complete_step',
  'approve',
  'record_result',
  'return_result',
]

test('every need of an act can be generated: a new need requires a row in testing/random-life.ts', () => {
  const needs = new Set(dossierActs.flatMap((act) => actRules[act].rows.flatMap((row) => row.needs)))
  expect([...needs].filter((need) => givenFor[need] === undefined)).toEqual([])
  expect(needs.size).toBeGreaterThanOrEqual(6)
})

test('every state that is not final has a transition in the table, and every cause of a stop has its law', () => {
  const open = dossierStates.filter((state) => !(endedStates as readonly string[]).includes(state))
  expect(open.filter((state) => !dossierActs.some((act) => actRules[act].rows.some((row) => row.from.includes(state))))).toEqual([])
  expect(Object.values(stopCauses).filter((cause) => cause.law.trim().length < 5)).toEqual([])
})
