import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instantFrom, millisOf, textOfMillis } from './instant.ts'

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
      expect(instantFrom(told).toString()).toBe(Temporal.Instant.from(told).toString())
    }),
    { seed: 7 },
  )
})

test('an instant finer than a millisecond keeps its microseconds', () => {
  expect(instantFrom('2026-01-05T10:05:00.123456+07:00').toString()).toBe('2026-01-05T03:05:00.123456Z')
})

test('text that is no instant is refused, not read as a missing one', () => {
  expect(() => millisOf('hôm qua')).toThrow(RangeError)
  expect(() => instantFrom('hôm qua')).toThrow(RangeError)
  expect(() => instantFrom('2026-13-05T10:05:00+07:00')).toThrow(RangeError)
})
