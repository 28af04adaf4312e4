import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { figuresByAgency, onTimePercent, sumOf } from './board.ts'
import type { Figures, LedgerCount } from './board.ts'

const noFigures: Figures = {
  received: 0,
  early: 0,
  onTime: 0,
  late: 0,
  waiting: 0,
  refused: 0,
  withdrawn: 0,
  stopped: 0,
}

describe('figuresByAgency', () => {
  test('what waited at the end of a past day is told from what waits now', () => {
    const counts: LedgerCount[] = [
      { agencyId: 'a', figure: 'waiting_now', n: 10 },
      { agencyId: 'a', figure: 'received_since', n: 4 },
      { agencyId: 'a', figure: 'settled_since', n: 3 },
    ]
    expect(figuresByAgency(counts).get('a')).toEqual({ ...noFigures, waiting: 9 })
  })

  test('the house is the sum of its agencies', () => {
    const count = fc.record({
      agencyId: fc.constantFrom('a', 'b', 'c'),
      figure: fc.constantFrom('received', 'early', 'on_time', 'late', 'refused', 'withdrawn', 'stopped', 'waiting_now'),
      n: fc.nat(1000),
    }) as fc.Arbitrary<LedgerCount>
    fc.assert(
      fc.property(fc.array(count), (counts) => {
        const house = sumOf(figuresByAgency(counts).values())
        const total = Object.values(house).reduce((a, b) => a + b, 0)
        expect(total).toBe(counts.reduce((sum, each) => sum + each.n, 0))
      }),
    )
  })
})

describe('onTimePercent', () => {
  test.each([
    { early: 1, onTime: 1, late: 1, percent: 66.7 },
    { early: 0, onTime: 0, late: 4, percent: 0 },
    { early: 3, onTime: 0, late: 0, percent: 100 },
    { early: 0, onTime: 0, late: 0, percent: null },
  ])('$early early, $onTime on time, $late late: $percent', ({ percent, ...figures }) => {
    expect(onTimePercent({ ...noFigures, ...figures })).toBe(percent)
  })
})
