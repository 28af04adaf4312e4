import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { durationText, foldLedger } from './ledger.ts'
import type { HeldInterval, StoppedInterval } from './ledger.ts'

const line = (kind: HeldInterval['kind'], fromMs: number, toMs: number | null, more: Partial<HeldInterval> = {}): HeldInterval => ({
  kind,
  agencyId: kind === 'agency' ? 'a' : null,
  centreId: kind === 'counter' ? 'c' : null,
  accountId: null,
  stepNo: kind === 'agency' ? 1 : null,
  stepRole: kind === 'agency' ? 'case_officer' : null,
  fromMs,
  toMs,
  ...more,
})

// An office open in the first 400 of every 1,000: uneven, never falling, whole.
const worked = (ms: number): number => Math.floor(ms / 1000) * 400 + Math.min(((ms % 1000) + 1000) % 1000, 400)

/** A life: moments in order, and who has the dossier between each two. */
const aLife = fc
  .record({
    moments: fc.uniqueArray(fc.integer({ min: 0, max: 50_000 }), { minLength: 2, maxLength: 12 }),
    kinds: fc.array(fc.constantFrom('counter', 'agency', 'applicant', 'outside'), { minLength: 12, maxLength: 12 }),
    officers: fc.array(fc.constantFrom(null, 'an', 'binh'), { minLength: 12, maxLength: 12 }),
    stopAt: fc.option(fc.tuple(fc.nat(50_000), fc.nat(9_000))),
    finishedMs: fc.option(fc.nat(50_000)),
    isOpen: fc.boolean(),
    later: fc.nat(20_000),
  })
  .map(({ moments, kinds, officers, stopAt, finishedMs, isOpen, later }) => {
    const at = moments.toSorted((a, b) => a - b)
    const last = at.at(-1) ?? 0
    const held = at
      .slice(1)
      .map((to, i) =>
        line(kinds[i] ?? 'counter', at[i] ?? 0, isOpen && i === at.length - 2 ? null : to, { accountId: officers[i] ?? null, stepNo: i }),
      )
    const stops: StoppedInterval[] = stopAt ? [{ cause: 'supplement', fromMs: stopAt[0], toMs: stopAt[0] + stopAt[1] }] : []
    return { held, stops, finishedMs, untilMs: isOpen ? last + later : last, first: at[0] ?? 0 }
  })

describe('the holder ledger of any life', () => {
  test('charges every millisecond from receipt to end to exactly one holder', () => {
    fc.assert(
      fc.property(aLife, ({ held, stops, finishedMs, untilMs, first }) => {
        const ledger = foldLedger(held, stops, finishedMs, untilMs, worked)
        let reached = first
        for (const entry of ledger.entries) {
          expect(entry.fromMs).toBe(reached)
          expect(entry.toMs).toBeGreaterThan(entry.fromMs)
          reached = entry.toMs
        }
        expect(reached).toBe(untilMs)
      }),
    )
  })

  test('adds up: the parts are the whole, in working time and in clock time', () => {
    fc.assert(
      fc.property(aLife, ({ held, stops, finishedMs, untilMs, first }) => {
        const { entries, whole, byCause } = foldLedger(held, stops, finishedMs, untilMs, worked)
        expect(whole).toEqual({ clockMs: untilMs - first, workMs: worked(untilMs) - worked(first) })
        for (const key of ['clockMs', 'workMs'] as const) {
          expect(entries.reduce((sum, entry) => sum + entry[key], 0)).toBe(whole[key])
          expect(byCause.inside[key] + byCause.applicant[key] + byCause.outside[key]).toBe(whole[key])
        }
      }),
    )
  })

  test('does not depend on the order in which lines and stops are read', () => {
    fc.assert(
      fc.property(aLife, ({ held, stops, finishedMs, untilMs }) => {
        expect(foldLedger(held.toReversed(), stops.toReversed(), finishedMs, untilMs, worked)).toEqual(
          foldLedger(held, stops, finishedMs, untilMs, worked),
        )
      }),
    )
  })

  test('is the same when an interval is written in two pieces', () => {
    fc.assert(
      fc.property(
        aLife,
        fc.nat(11),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        ({ held, stops, finishedMs, untilMs }, which, part) => {
          const index = which % held.length
          const whole = held[index]
          if (!whole) return
          const to = whole.toMs ?? untilMs
          const cut = Math.floor(whole.fromMs + (to - whole.fromMs) * part)
          const pieces = [...held.slice(0, index), { ...whole, toMs: cut }, { ...whole, fromMs: cut }, ...held.slice(index + 1)]
          expect(foldLedger(pieces, stops, finishedMs, untilMs, worked)).toEqual(foldLedger(held, stops, finishedMs, untilMs, worked))
        },
      ),
    )
  })

  test('a later query adds only the time that has passed since', () => {
    fc.assert(
      fc.property(aLife, fc.nat(20_000), ({ held, stops, finishedMs, untilMs }, later) => {
        const open = held.map((each, i) => (i === held.length - 1 ? { ...each, toMs: null } : each))
        const then = foldLedger(open, stops, finishedMs, untilMs, worked)
        const now = foldLedger(open, stops, finishedMs, untilMs + later, worked)
        // Cut what is known now at the earlier moment: the old answer, to the millisecond.
        expect(now.entries.slice(0, then.entries.length - 1)).toEqual(then.entries.slice(0, -1))
        expect(now.whole.clockMs - then.whole.clockMs).toBe(later)
        expect(now.whole.workMs - then.whole.workMs).toBe(worked(untilMs + later) - worked(untilMs))
      }),
    )
  })
})

describe('whose time it is', () => {
  test('counter and agency are inside, a supplement is the applicant’s, an opinion from elsewhere is outside', () => {
    const ledger = foldLedger(
      [line('counter', 0, 100), line('agency', 100, 300), line('applicant', 300, 700), line('agency', 700, 800), line('outside', 800, 900)],
      [
        { cause: 'supplement', fromMs: 300, toMs: 700 },
        { cause: 'outside_opinion', fromMs: 800, toMs: 900 },
      ],
      null,
      900,
      (ms) => ms,
    )
    expect(ledger.entries.map((entry) => [entry.kind, entry.cause, entry.stop, entry.workMs])).toEqual([
      ['counter', 'inside', null, 100],
      ['agency', 'inside', null, 200],
      ['applicant', 'applicant', 'supplement', 400],
      ['agency', 'inside', null, 100],
      ['outside', 'outside', 'outside_opinion', 100],
    ])
  })

  test('an agency that holds the dossier while its clock is stopped is charged, and the stop is named', () => {
    const { entries } = foldLedger(
      [line('agency', 0, 300)],
      [{ cause: 'field_verification', fromMs: 100, toMs: 200 }],
      null,
      300,
      (ms) => ms,
    )
    expect(entries.map((entry) => [entry.cause, entry.stop, entry.clockMs])).toEqual([
      ['inside', null, 100],
      ['inside', 'field_verification', 100],
      ['inside', null, 100],
    ])
  })

  test('a result at the counter waits for its owner, one still at the agency does not', () => {
    const { entries } = foldLedger([line('agency', 0, 200), line('counter', 200, 300)], [], 100, 300, (ms) => ms)
    expect(entries.map((entry) => [entry.kind, entry.cause, entry.collecting])).toEqual([
      ['agency', 'inside', false],
      ['counter', 'applicant', true],
    ])
  })
})

test.each([
  ['a gap', [line('counter', 0, 100), line('agency', 150, 200)], 200],
  ['an overlap', [line('counter', 0, 160), line('agency', 150, 200)], 200],
  ['an end too early', [line('counter', 0, 100)], 200],
])('%s is no ledger: the fault is reported', (_what, held, untilMs) => {
  expect(() => foldLedger(held, [], null, untilMs, (ms) => ms)).toThrow(RangeError)
})

test('durations are read in hours and minutes', () => {
  expect([0, 59_999, 60_000, 3_600_000, 5_580_000].map((ms) => durationText(ms))).toEqual([
    '0 phút',
    '0 phút',
    '1 phút',
    '1 giờ',
    '1 giờ 33 phút',
  ])
})
