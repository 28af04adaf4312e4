import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addWorkingMinutes,
  dayFrom,
  dueSecond,
  instantOf,
  localSecondOf,
  officeWeek,
  roundTheClock,
  workingMinutesBetween,
} from '../index.ts'
import { secondsPerDay } from './civil-day.ts'
import { advanceToWorkingTime, compileDays, workingSecondsBetween } from './working-calendar.ts'
import type { WorkingCalendar } from './working-calendar.ts'

/** An office open on all days at these hours. */
function officeOpen(from: string, to: string): WorkingCalendar {
  return compileDays({
    firstDay: dayFrom('2026-01-01'),
    lastDay: dayFrom('2027-12-31'),
    marks: [],
    officeHours: [{ fromDay: 0, hours: officeWeek([1, 2, 3, 4, 5, 6, 7], [{ from, to }]) }],
  })
}

const midnight = dayFrom('2026-11-24') * secondsPerDay
const minute = 60

describe('the minute of midnight: intervals hold their beginning and not their end', () => {
  test('belongs to one day only, counted once and never twice', () => {
    const calendar = roundTheClock()
    expect(workingMinutesBetween(calendar, midnight - minute, midnight)).toBe(1)
    expect(workingMinutesBetween(calendar, midnight, midnight + minute)).toBe(1)
    expect(workingMinutesBetween(calendar, midnight - minute, midnight + minute)).toBe(2)
    expect(workingMinutesBetween(calendar, midnight, midnight)).toBe(0)
  })

  test('an office that closes at midnight works its last minute; one that opens then works its first', () => {
    const evening = officeOpen('18:00', '24:00')
    expect(workingSecondsBetween(evening, midnight - 1, midnight)).toBe(1)
    expect(workingSecondsBetween(evening, midnight, midnight + 1)).toBe(0)
    const night = officeOpen('00:00', '06:00')
    expect(workingSecondsBetween(night, midnight - 1, midnight)).toBe(0)
    expect(workingSecondsBetween(night, midnight, midnight + 1)).toBe(1)
  })

  test('a receipt at the closing moment waits for the next opening; a second earlier it does not', () => {
    const evening = officeOpen('18:00', '24:00')
    expect(advanceToWorkingTime(evening, midnight - 1)).toBe(midnight - 1)
    expect(advanceToWorkingTime(evening, midnight)).toBe(midnight + 18 * 3600)
  })

  test('time that fills the day ends at its midnight, not at the next opening', () => {
    expect(dueSecond(officeOpen('18:00', '24:00'), midnight - 3600, 1, 'working_hours')).toBe(midnight)
    expect(dueSecond(officeOpen('18:00', '24:00'), midnight - 3600, 2, 'working_hours')).toBe(midnight + 19 * 3600)
    expect(dueSecond(roundTheClock(), midnight - 3600, 1, 'hours')).toBe(midnight)
  })

  test('splitting a period anywhere, also at midnight, neither loses nor adds a minute; adding a, then b, is adding a + b', () => {
    const offices = [roundTheClock(), officeOpen('18:00', '24:00'), officeOpen('00:00', '06:00'), officeOpen('07:00', '17:00')]
    const at = fc
      .oneof(fc.integer({ min: -100_000, max: 100_000 }), fc.constantFrom(-61, -60, -59, -1, 0, 1, 59, 60, 61))
      .map((second) => midnight + second)
    fc.assert(
      fc.property(fc.constantFrom(...offices), at, at, at, fc.nat(3000), fc.nat(3000), (office, x, y, z, a, b) => {
        const [from = 0, middle = 0, to = 0] = [x, y, z].toSorted((p, q) => p - q)
        expect(workingMinutesBetween(office, from, middle) + workingMinutesBetween(office, middle, to)).toBe(
          workingMinutesBetween(office, from, to),
        )
        const start = instantOf(x)
        expect(localSecondOf(addWorkingMinutes(office, addWorkingMinutes(office, start, a), b))).toBe(
          localSecondOf(addWorkingMinutes(office, start, a + b)),
        )
      }),
      { seed: 20_261_124, numRuns: 2000 },
    )
  })

  test('every day of every year has 86,400 seconds: Vietnam moves no clock', () => {
    const calendar = roundTheClock()
    for (let day = dayFrom('1976-01-01'); day <= dayFrom('2100-12-30'); day += 1) {
      if (workingSecondsBetween(calendar, day * secondsPerDay, (day + 1) * secondsPerDay) !== 86_400)
        throw new Error(`day ${day} is not 24 hours long`)
    }
    for (let month = 1; month <= 12; month += 1) {
      const day = Temporal.PlainDate.from({ year: 2026, month, day: 1 })
      expect(day.toZonedDateTime('Asia/Ho_Chi_Minh').hoursInDay).toBe(24)
    }
  })
})
