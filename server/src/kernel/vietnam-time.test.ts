import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instantText, lastDayOf, promiseText, toVietnamDay, toVietnamIso, toVietnamIsoInFull, vietnam } from './vietnam-time.ts'

test('an instant is spelled as the zone database spells it, in every century', () => {
  const by = (ms: number): string =>
    Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(vietnam).toString({ timeZoneName: 'never', smallestUnit: 'second' })
  const inFull = (ms: number): string =>
    Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(vietnam).toString({ timeZoneName: 'never' })
  const [first, last] = [Date.UTC(1900, 0, 1), Date.UTC(10_100, 0, 1)]
  fc.assert(
    fc.property(fc.integer({ min: first, max: last }), (ms) => {
      expect(toVietnamIso(Temporal.Instant.fromEpochMilliseconds(ms))).toBe(by(ms))
      expect(toVietnamIsoInFull(Temporal.Instant.fromEpochMilliseconds(ms))).toBe(inFull(ms))
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
    for (const ms of [edge - 1, edge, edge + 1, edge + 10]) {
      expect(toVietnamIso(Temporal.Instant.fromEpochMilliseconds(ms))).toBe(by(ms))
      expect(toVietnamIsoInFull(Temporal.Instant.fromEpochMilliseconds(ms))).toBe(inFull(ms))
    }
})

test('a day and a time are those of the zone database, also around midnight and before clocks stood at +07:00', () => {
  const at = (ms: number): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(ms)
  const two = (value: number): string => String(value).padStart(2, '0')
  const check = (ms: number): void => {
    const zoned = at(ms).toZonedDateTimeISO(vietnam)
    const day = `${two(zoned.day)}/${two(zoned.month)}/${zoned.year}`
    const isMidnight = zoned.hour === 0 && zoned.minute === 0 && zoned.second === 0
    expect(toVietnamDay(at(ms)).toString()).toBe(zoned.toPlainDate().toString())
    expect(instantText(at(ms))).toBe(`${two(zoned.hour)}:${two(zoned.minute)} ngày ${day}`)
    expect(lastDayOf(at(ms)).toString()).toBe((isMidnight ? zoned.subtract({ days: 1 }) : zoned).toPlainDate().toString())
    expect(promiseText(at(ms)).startsWith(isMidnight ? '24:00 ' : `${two(zoned.hour)}:${two(zoned.minute)} `)).toBe(true)
  }
  const [first, last] = [Date.UTC(1940, 0, 1), Date.UTC(2300, 0, 1)]
  fc.assert(fc.property(fc.integer({ min: first, max: last }), check), { numRuns: 500 })
  const midnights = fc
    .integer({ min: first / 86_400_000, max: last / 86_400_000 })
    .map((day) => Math.floor(day) * 86_400_000 - 7 * 3_600_000)
  fc.assert(
    fc.property(midnights, fc.constantFrom(-1000, -1, 0, 1, 999, 1000), (ms, aside) => check(ms + aside)),
    { numRuns: 500 },
  )
})
