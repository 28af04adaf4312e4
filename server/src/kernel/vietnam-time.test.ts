import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toVietnamIso, vietnam } from './vietnam-time.ts'

test('an instant is spelled as the zone database spells it, in every century', () => {
  const by = (ms: number): string =>
    Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(vietnam).toString({ timeZoneName: 'never', smallestUnit: 'second' })
  const [first, last] = [Date.UTC(1900, 0, 1), Date.UTC(10_100, 0, 1)]
  fc.assert(
    fc.property(fc.integer({ min: first, max: last }), (ms) => {
      expect(toVietnamIso(Temporal.Instant.fromEpochMilliseconds(ms))).toBe(by(ms))
    }),
    { numRuns: 2_000 },
  )
  for (const edge of [
    Date.UTC(1975, 5, 12, 16),
    Date.UTC(1975, 5, 13),
    Date.UTC(1970, 0, 1),
    Date.UTC(9999, 11, 31, 17),
    Date.UTC(9999, 11, 31, 16, 59, 59),
  ])
    for (const ms of [edge - 1, edge, edge + 1]) expect(toVietnamIso(Temporal.Instant.fromEpochMilliseconds(ms))).toBe(by(ms))
})
