import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AgencyId } from '#kernel/ids.ts'
import {
  allowedNow,
  birthsOfManyAgencies,
  doingOf,
  dutyWith,
  inputFor,
  instants,
  manyAgencyProcesses,
  moves,
  notBegun,
  runOf,
} from '../testing/random-life.ts'
import { timingOf } from '../testing/time-of-lives.ts'
import type { Step } from './step.ts'
import { endedStates } from './dossier-states.ts'
import { filed, isLife, live } from './dossier-life.ts'
import { faultsOf } from './life-faults.ts'
import type { Life } from './dossier-life.ts'
import { heldThrough } from './parts.ts'
import type { OpenPart, Run } from './run.ts'

const seed = 20_261_125
const limits = { legal: { amount: 30, unit: 'working_days' }, committed: { amount: 20, unit: 'working_days' } } as const
const timing = timingOf(limits)

const lives = fc.record({
  birth: birthsOfManyAgencies,
  bornAt: instants,
  moves,
  onSupplement: fc.constantFrom('pause' as const, 'restart' as const),
})
type Drawn = typeof lives extends fc.Arbitrary<infer T> ? T : never

/** Brings a newborn to the agencies, so that every move is made where parts are. */
function inAgency(drawn: Drawn): Life {
  let life = filed(drawn.birth, 'counter_officer', drawn.bornAt, timing)
  for (const [act, role] of [
    ['accept', 'counter_officer'],
    ['forward', 'counter_officer'],
    ['receive', 'case_officer'],
  ] as const) {
    const next = live(life, act, dutyWith(role), inputFor(act, life.facts, 1), drawn.bornAt, timing)
    if (!isLife(next)) throw new Error(next.message)
    life = next
  }
  return life
}

/** After every move, done or refused, nothing may be wrong; and a step is opened again only by being given back. */
function liveOut(drawn: Drawn): Life {
  const counted = timingOf(limits, drawn.onSupplement)
  let life = inAgency(drawn)
  let at = drawn.bornAt
  for (const move of drawn.moves) {
    at = at.add({ minutes: move.minutes })
    const { act, role, input } = doingOf(move, life.facts)
    const next = live(life, act, dutyWith(role), input, at, counted)
    if (!isLife(next)) {
      if (next.message.includes('{')) throw new Error(`${act} by ${role} was refused without its details: ${next.message}`)
      continue
    }
    const faults = faultsOf(next)
    if (faults.length > 0) throw new Error(`after ${act} by ${role} at ${at.toString()}: ${faults.join('; ')}`)
    const held = (of: Life): string => `${of.facts.run?.heldStep ?? of.facts.stepNo}`
    const opensOrCloses = next.parts.length > life.parts.length || next.facts.run?.parts.length !== life.facts.run?.parts.length
    const waited = next.facts.holderKind !== 'agency' || life.facts.holderKind !== 'agency'
    if (held(next) !== held(life) && !opensOrCloses && !waited && next.facts.stepNo === life.facts.stepNo)
      throw new Error(`${act} moved the dossier from step ${held(life)} to ${held(next)} though no part opened or closed`)
    life = next
    if (life.endedAt !== null) break
    if (allowedNow(life.facts).length === 0) throw new Error(`nobody may do anything: ${JSON.stringify(life.facts)}`)
  }
  return life
}

describe('random lives through random processes of several agencies', () => {
  const seen = { parts: new Map<string, number>(), atOnce: 0, signed: 0 }

  test('keep every invariant at every act: one holder, parts or a step, joins that wait for somebody', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(lives, (drawn) => {
        const life = liveOut(drawn)
        for (const part of life.parts) seen.parts.set(part.how ?? 'open', (seen.parts.get(part.how ?? 'open') ?? 0) + 1)
        if ((life.facts.run?.parts.length ?? 0) > 1) seen.atOnce += 1
        if (life.acts.some((act) => act.kind === 'approve')) seen.signed += 1
      }),
      { seed, numRuns: 300 },
    )
    for (const how of ['open', 'done', 'joined', 'given_back', 'ended']) expect(seen.parts.get(how) ?? 0, how).toBeGreaterThan(1)
    expect(seen.atOnce).toBeGreaterThan(20)
    expect(seen.signed).toBeGreaterThan(1)
  })

  test('reach their signature in whatever order the branches are done, each join firing once', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(lives, fc.infiniteStream(fc.nat(1000)), (drawn, picks) => {
        let life = inAgency(drawn)
        for (let i = 0; i < 500 && life.facts.state === 'in_progress'; i += 1) {
          const parts = life.facts.run?.parts ?? []
          const pick = picks.next().value ?? 0
          const part = parts[pick % Math.max(1, parts.length)]
          const step = life.facts.steps.find((each) => each.no === (part?.stepNo ?? life.facts.stepNo))
          if (!step) throw new Error('in progress at no step')
          const act = step.role === 'signatory' ? 'approve' : 'complete_step'
          const given = { ...inputFor(act, life.facts, pick), stepNo: act === 'approve' ? undefined : step.no }
          const next = live(life, act, { ...dutyWith(step.role), accountId: `officer ${i}` as never }, given, drawn.bornAt, timing)
          if (!isLife(next)) throw new Error(`${act} of step ${step.no}: ${next.message}`)
          expect(faultsOf(next)).toEqual([])
          life = next
        }
        expect(life.facts.state).toBe('approved')
        // Nothing was given back, so nothing was opened twice: no join fired a second time.
        const opened = life.parts.map((part) => part.stepNo)
        expect(opened).toEqual([...new Set(opened)])
        expect(life.facts.steps.find((step) => step.no === life.facts.stepNo)).toMatchObject({ role: 'clerk' })
        const issued = live(life, 'record_result', dutyWith('clerk'), inputFor('record_result', life.facts, 1), drawn.bornAt, timing)
        expect(isLife(issued) ? issued.facts.state : issued.message).toBe('result_recorded')
      }),
      { seed, numRuns: 150 },
    )
  })

  test('can always be ended, and are the fold of their acts', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(lives, (drawn) => {
        const life = liveOut(drawn)
        expect(JSON.stringify(liveOut(drawn))).toBe(JSON.stringify(life))
        if (life.endedAt !== null) return
        const at = life.acts.at(-1)?.at ?? drawn.bornAt
        const can = allowedNow(life.facts).filter(({ act }) => act === 'withdraw' || act === 'return_result')
        const ended = can.flatMap(({ act, role }) => live(life, act, dutyWith(role), inputFor(act, life.facts, 1), at, timing)).find(isLife)
        if (!ended) return
        expect(endedStates as readonly string[]).toContain(ended.facts.state)
        expect(faultsOf(ended)).toEqual([])
      }),
      { seed, numRuns: 100 },
    )
  })
})

describe('through which part a dossier is held', () => {
  const part = (no: number, stepNo: number, due: string | null): OpenPart => ({
    no,
    stepNo,
    kind: 'work',
    agencyId: `agency of ${stepNo}` as AgencyId,
    role: 'case_officer',
    dueAt: due === null ? null : Temporal.Instant.from(`2026-11-${due}T03:00:00Z`),
    claim: null,
  })
  const run = (parts: OpenPart[], heldStep: number | null): Run => ({
    ...(notBegun(runOf(fc.sample(manyAgencyProcesses, { seed, numRuns: 1 })[0]!)).run as Run),
    parts,
    heldStep,
    dueOfNew: () => Temporal.Instant.from('2026-11-20T03:00:00Z'),
  })
  const opens: Step = {
    no: 9,
    name: 'Bước 9',
    role: 'unit_head',
    returnNo: null,
    part: { agencyId: 'agency of 9' as AgencyId, kind: 'work', hours: 1 },
  }

  test('the one due first; of equals the lowest step; parts without a deadline last', () => {
    const none = { closed: [], opened: [] }
    expect(heldThrough(run([part(1, 5, '25'), part(2, 3, '24'), part(3, 2, null)], null), none, true)?.stepNo).toBe(3)
    expect(heldThrough(run([part(1, 5, '24'), part(2, 3, '24')], null), none, true)?.stepNo).toBe(3)
    expect(heldThrough(run([part(1, 5, null), part(2, 3, null)], null), none, true)?.stepNo).toBe(3)
  })

  test('does not change while no part opens or closes, even if a calendar makes another due first', () => {
    expect(heldThrough(run([part(1, 5, '25'), part(2, 3, '24')], 5), { closed: [], opened: [] }, false)?.stepNo).toBe(5)
    expect(heldThrough(run([part(1, 5, '25'), part(2, 3, '24')], 5), { closed: [], opened: [opens] }, false)).toMatchObject({
      stepNo: 9,
      role: 'unit_head',
    })
  })
})
