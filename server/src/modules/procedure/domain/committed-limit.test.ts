import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { committedLimitOf, thirtyPercentLess } from './committed-limit.ts'
import { limitUnits } from './procedure.ts'

test.each([
  [3, 2], // business registration, in the founding plan
  [1, 1],
  [5, 3],
  [7, 4],
  [10, 7],
  [15, 10],
  [17, 11],
  [20, 14],
  [30, 21],
])('%i working days of the law are promised as %i', (legal, committed) => {
  expect(committedLimitOf({ amount: legal, unit: 'working_days' }, thirtyPercentLess)).toEqual({ amount: committed, unit: 'working_days' })
})

test('a promise is never longer than the law nor shorter than one unit, whatever the rule', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3650 }),
      fc.constantFrom(...limitUnits),
      fc.integer({ min: 0, max: 100 }),
      fc.constantFrom('up' as const, 'nearest' as const, 'down' as const),
      (amount, unit, cutPercent, rounding) => {
        const promised = committedLimitOf({ amount, unit }, { cutPercent, rounding, leastAmount: 1 })
        expect(promised.unit).toBe(unit)
        expect(promised.amount).toBeGreaterThanOrEqual(1)
        expect(promised.amount).toBeLessThanOrEqual(amount)
      },
    ),
  )
})
