import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readNationalDecrees } from '../store/read-calendar-pack.ts'
import { dayOfSecond, parseLocalSecond, secondsPerDay } from './civil-day.ts'
import { giveBackBySecond, handOverBySecond } from './handing-over.ts'
import { advanceToWorkingTime, closingOf, compileCalendar, inWorkingHours, isWorkingDay } from './working-calendar.ts'

const calendar = compileCalendar({ decrees: readNationalDecrees() })
const at = (text: string): number => parseLocalSecond(text)!
const seed = 20_261_130
const moment = fc.integer({ min: at('2025-12-28T00:00') / 60, max: at('2026-12-20T00:00') / 60 }).map((minute) => minute * 60)

describe('the handover of an accepted dossier', () => {
  test.each([
    ['in the morning', '2026-03-02T09:00', '2026-03-02T17:00'],
    ['before the office opens', '2026-03-02T06:10', '2026-03-02T17:00'],
    ['at 15:00 sharp', '2026-03-02T15:00', '2026-03-02T17:00'],
    ['after 15:00', '2026-03-02T15:01', '2026-03-03T11:30'],
    ['in the evening', '2026-03-02T18:20', '2026-03-03T11:30'],
    ['on Friday after 15:00', '2026-03-06T15:30', '2026-03-09T11:30'],
    ['on Saturday', '2026-03-07T09:00', '2026-03-09T11:30'],
    // 16–20 February is Tết, 14 and 15 its weekend, 21 and 22 the next.
    ['before Tết after 15:00', '2026-02-13T16:00', '2026-02-23T11:30'],
    ['in Tết', '2026-02-18T10:00', '2026-02-23T11:30'],
    ['on the eve of 24 November, a day off', '2026-11-23T15:30', '2026-11-25T11:30'],
    ['on a make-up Saturday', '2026-08-22T10:00', '2026-08-22T17:00'],
  ])('%s: by the close of that day, or in the first session of the next working day', (_when, accepted, by) => {
    expect(handOverBySecond(calendar, at(accepted))).toBe(at(by))
  })

  test('a second after 15:00 is after 15:00', () => {
    expect(handOverBySecond(calendar, at('2026-03-02T15:00') + 1)).toBe(at('2026-03-03T11:30'))
  })

  test('at an end of office hours of a working day, not before it was accepted, and never earlier for what came later', () => {
    fc.assert(
      fc.property(moment, moment, (one, other) => {
        const [first, second] = [Math.min(one, other), Math.max(one, other)]
        const by = handOverBySecond(calendar, first)
        expect(by).toBeGreaterThanOrEqual(first)
        expect(inWorkingHours(calendar, by - 1) && !inWorkingHours(calendar, by)).toBe(true)
        expect(handOverBySecond(calendar, second)).toBeGreaterThanOrEqual(by)
        // On the day itself, or before noon of the very next working day: counted minute by minute.
        const day = dayOfSecond(first)
        let minute = advanceToWorkingTime(calendar, (day + 1) * secondsPerDay)
        while (inWorkingHours(calendar, minute)) minute += 60
        const sameDay = isWorkingDay(calendar, day) && first - day * secondsPerDay <= 15 * 3600
        expect(by).toBe(sameDay ? closingOf(calendar, day) : minute)
      }),
      { seed, numRuns: 400 },
    )
  })
})

describe('the return of a dossier that an agency cannot accept', () => {
  test.each([
    ['on Monday', '2026-03-02T09:00', '2026-03-06T00:00'],
    ['late on Monday', '2026-03-02T23:59', '2026-03-06T00:00'],
    ['on Thursday', '2026-03-05T09:00', '2026-03-11T00:00'],
    ['before 24 November, a day off', '2026-11-23T09:00', '2026-11-28T00:00'],
    ['before Tết', '2026-02-12T09:00', '2026-02-25T00:00'],
  ])('received %s: by 24:00 of the third working day after', (_when, received, by) => {
    expect(giveBackBySecond(calendar, at(received))).toBe(at(by))
  })

  test('three working days lie between, and no more', () => {
    fc.assert(
      fc.property(moment, (received) => {
        const last = giveBackBySecond(calendar, received) / secondsPerDay - 1
        const between = Array.from({ length: last - dayOfSecond(received) }, (_, i) => dayOfSecond(received) + 1 + i)
        expect(between.filter((day) => isWorkingDay(calendar, day))).toHaveLength(3)
        expect(isWorkingDay(calendar, last)).toBe(true)
      }),
      { seed, numRuns: 400 },
    )
  })
})
