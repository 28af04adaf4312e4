import fc from 'fast-check'
import { expect, test } from 'vitest'
import { millisOf, textOfMillis } from './instant.ts'

const millis = fc.integer({ min: Date.parse('1900-01-01T00:00:00Z'), max: Date.parse('2199-12-31T23:59:59Z') })

test('milliseconds are spelled as Temporal spells the instant, and read back', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        millis,
        millis.map((each) => Math.floor(each / 60_000) * 60_000),
        millis.map((each) => Math.floor(each / 100) * 100),
      ),
      (each) => {
        const text = textOfMillis(each)
        expect(text).toBe(Temporal.Instant.fromEpochMilliseconds(each).toString())
        expect(millisOf(text)).toBe(each)
      },
    ),
    { seed: 6, numRuns: 2000 },
  )
})

test('an instant of the database is read as Temporal reads it', () => {
  fc.assert(
    fc.property(millis, (each) => {
      const told = Temporal.Instant.fromEpochMilliseconds(each).toZonedDateTimeISO('Asia/Ho_Chi_Minh').toString({ timeZoneName: 'never' })
      expect(millisOf(told)).toBe(Temporal.Instant.from(told).epochMilliseconds)
    }),
    { seed: 7 },
  )
})

test('what is no instant is refused, not taken for none', () => {
  expect(() => millisOf('hôm qua')).toThrow(RangeError)
})
