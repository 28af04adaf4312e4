import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { partsFrom, sumLeft } from './notice-uses.ts'

const notice = fc.record({
  id: fc.uuid(),
  bankReference: fc.string(),
  paidAt: fc.date({ noInvalidDate: true, min: new Date('2020-01-01'), max: new Date('2030-01-01') }).map((day) => day.toISOString()),
  leftDong: fc.integer({ min: 0, max: 10_000_000 }),
})
const notices = fc.uniqueArray(notice, { selector: ({ id }) => id, minLength: 1, maxLength: 8 })

test('the parts are the sum owed, none is more than its notice holds, and the money that came first is used first', () => {
  fc.assert(
    fc.property(notices, fc.integer({ min: 1, max: 60_000_000 }), (given, owedDong) => {
      const parts = partsFrom(given, owedDong)
      if (sumLeft(given) < owedDong) {
        expect(parts).toEqual([])
        return
      }
      expect(parts.reduce((sum, { amountDong }) => sum + amountDong, 0)).toBe(owedDong)
      const leftOf = new Map(given.map(({ id, leftDong }) => [id, leftDong]))
      for (const { noticeId, amountDong } of parts) expect(amountDong).toBeLessThanOrEqual(leftOf.get(noticeId) ?? 0)
      // Only the last part leaves money on its notice.
      expect(parts.slice(0, -1).every(({ noticeId, amountDong }) => amountDong === leftOf.get(noticeId))).toBe(true)
      const lastPaid = given.find(({ id }) => id === parts.at(-1)?.noticeId)?.paidAt ?? ''
      const unused = given.filter(({ id, leftDong }) => leftDong > 0 && !parts.some(({ noticeId }) => noticeId === id))
      expect(unused.every(({ paidAt }) => paidAt >= lastPaid)).toBe(true)
    }),
  )
})
