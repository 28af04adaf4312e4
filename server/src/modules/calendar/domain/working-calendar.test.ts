import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readNationalDecrees } from '../store/read-calendar-pack.ts'
import { dayFrom, dayNumber, isoOf, isWeekend, parseDay, parseLocalSecond, secondsPerDay, weekdayOf } from './civil-day.ts'
import type { DecreeDay } from './decree-day.ts'
import { dueDay, dueSecond } from './due-date.ts'
import { defaultWeeklyHours } from './office-hours.ts'
import type { OpenIntervals, WeeklyHours } from './office-hours.ts'
import {
  addWorkingDays,
  addWorkingMinutes,
  addWorkingSeconds,
  advanceToClosingTime,
  advanceToWorkingTime,
  compileCalendar,
  compileDays,
  inWorkingHours,
  isWorkingDay,
  nextWorkingTime,
  OutsideCalendar,
  returnToWorkingTime,
  workingDaysBetween,
  workingMinutesBetween,
  workingSecondsBetween,
} from './working-calendar.ts'
import type { WorkingCalendar } from './working-calendar.ts'

const national = compileCalendar({ decrees: readNationalDecrees() })
const seed = 20_261_123

function at(text: string): number {
  const second = parseLocalSecond(text)
  if (second === null) throw new Error(text)
  return second
}

/** The oracle: minute after minute, asking only what a clerk would. Written without the compiled arrays. */
function openAt(minute: number, hours: WeeklyHours, marks: ReadonlyMap<number, DecreeDay>): boolean {
  const day = Math.floor(minute / 1440)
  const inDay = minute - day * 1440
  const mark = marks.get(day)
  const within = (intervals: OpenIntervals): boolean => intervals.some(([from, to]) => inDay >= from && inDay < to)
  if (!mark || mark.kind === 'revoked') return within(hours.byWeekday[weekdayOf(day)])
  const part = mark.part
  const inPart = !part || (inDay >= part.fromMinute && inDay < part.toMinute)
  if (mark.kind === 'makeup_workday') return inPart && within(hours.byWeekday[weekdayOf(mark.swapsWith ?? 4)])
  return !inPart && within(hours.byWeekday[weekdayOf(day)])
}

const anyInterval: fc.Arbitrary<OpenIntervals> = fc
  .uniqueArray(fc.integer({ min: 0, max: 48 }), { minLength: 0, maxLength: 6 })
  .map((halfHours) => {
    const sorted = halfHours.sort((a, b) => a - b)
    const intervals: [number, number][] = []
    for (let i = 0; i + 1 < sorted.length; i += 2) intervals.push([sorted[i]! * 30, sorted[i + 1]! * 30])
    return intervals
  })
const anyWeek: fc.Arbitrary<WeeklyHours> = fc
  .tuple(anyInterval, anyInterval, anyInterval, anyInterval, anyInterval, anyInterval, fc.constant([[480, 660]] as const))
  .map((byWeekday) => ({ byWeekday, uncounted: [] }))
const firstDay = dayFrom('2026-10-01')
const lastDay = dayFrom('2027-06-30')
const anyMark = fc
  .record({
    day: fc.integer({ min: firstDay, max: lastDay }),
    kind: fc.constantFrom('holiday', 'compensation', 'swapped_off', 'makeup_workday'),
    swapsWith: fc.constant(4),
    part: fc.option(fc.constant({ fromMinute: 600, toMinute: 900 }), { nil: undefined }),
  })
  .map((mark) => ({ ...mark, kind: mark.kind, name: 'Ngày thử', basis: 'Văn bản thử' }))
const anyMarks = fc.uniqueArray(anyMark, { maxLength: 25, selector: (mark) => mark.day })
const middle = { min: dayFrom('2026-11-15') * 1440, max: dayFrom('2026-12-15') * 1440 }

function compiled(hours: WeeklyHours, marks: readonly (typeof anyMark extends fc.Arbitrary<infer M> ? M : never)[]): WorkingCalendar {
  const sorted = [...marks].sort((a, b) => a.day - b.day)
  return compileDays({ firstDay, lastDay, marks: sorted, officeHours: [{ fromDay: 0, hours }] })
}

describe('working time, whatever the office hours and the days off', () => {
  test('equals what walking minute by minute counts', () => {
    fc.assert(
      fc.property(anyWeek, anyMarks, fc.integer(middle), fc.integer({ min: -3000, max: 3000 }), (hours, marks, start, length) => {
        const calendar = compiled(hours, marks)
        const markOn = new Map(marks.map((mark) => [mark.day, mark]))
        const [from, to] = length < 0 ? [start + length, start] : [start, start + length]
        let walked = 0
        for (let minute = from; minute < to; minute++) if (openAt(minute, hours, markOn)) walked += 1
        expect(Math.abs(workingMinutesBetween(calendar, start * 60, (start + length) * 60))).toBe(walked)
        expect(workingSecondsBetween(calendar, from * 60, to * 60)).toBe(walked * 60)
      }),
      { seed, numRuns: 300 },
    )
  })

  test('adding equals walking until that many minutes were worked', () => {
    fc.assert(
      fc.property(anyWeek, anyMarks, fc.integer(middle), fc.integer({ min: 1, max: 600 }), (hours, marks, start, minutes) => {
        const calendar = compiled(hours, marks)
        const markOn = new Map(marks.map((mark) => [mark.day, mark]))
        let minute = start
        for (let left = minutes; left > 0; minute++) if (openAt(minute, hours, markOn)) left -= 1
        expect(addWorkingMinutes(calendar, start * 60, minutes)).toBe(minute * 60)
        let back = start
        for (let left = minutes; left > 0; back--) if (openAt(back - 1, hours, markOn)) left -= 1
        expect(addWorkingMinutes(calendar, start * 60, -minutes)).toBe(back * 60)
      }),
      { seed, numRuns: 200 },
    )
  })

  test('a receipt outside hours counts from the minute at which a clerk would next be there', () => {
    fc.assert(
      fc.property(anyWeek, anyMarks, fc.integer(middle), (hours, marks, start) => {
        const calendar = compiled(hours, marks)
        const markOn = new Map(marks.map((mark) => [mark.day, mark]))
        let minute = start
        while (!openAt(minute, hours, markOn)) minute += 1
        expect(advanceToWorkingTime(calendar, start * 60)).toBe(minute * 60)
        expect(inWorkingHours(calendar, start * 60)).toBe(minute === start)
      }),
      { seed, numRuns: 200 },
    )
  })

  const moment = fc.integer({ min: at('2012-01-01T00:00'), max: at('2060-01-01T00:00') })
  const amount = fc.integer({ min: 0, max: 3_000_000 })

  test('adding a, then b, is adding a + b', () => {
    fc.assert(
      fc.property(moment, amount, amount, (start, a, b) => {
        const twice = addWorkingSeconds(national, addWorkingSeconds(national, start, a), b)
        expect(twice).toBe(addWorkingSeconds(national, start, a + b))
      }),
      { seed, numRuns: 2000 },
    )
  })

  test('the sum of the parts is the whole, to the minute', () => {
    fc.assert(
      fc.property(moment, amount, amount, (start, a, b) => {
        const [middle, end] = [start + a, start + a + b]
        const parts = workingMinutesBetween(national, start, middle) + workingMinutesBetween(national, middle, end)
        expect(parts).toBe(workingMinutesBetween(national, start, end))
      }),
      { seed, numRuns: 2000 },
    )
  })

  test('later receipt or longer limit is never due earlier, and what is due is due in working time', () => {
    const units = fc.constantFrom('working_hours', 'working_days')
    fc.assert(
      fc.property(moment, amount, fc.integer({ min: 0, max: 60 }), units, (start, later, limit, unit) => {
        const due = dueSecond(national, start, limit, unit)
        expect(dueSecond(national, start + later, limit, unit)).toBeGreaterThanOrEqual(due)
        expect(dueSecond(national, start, limit + 1, unit)).toBeGreaterThan(due)
        expect(returnToWorkingTime(national, due)).toBe(due)
      }),
      { seed, numRuns: 2000 },
    )
  })

  test('time added is the time between', () => {
    fc.assert(
      fc.property(moment, amount, (start, seconds) => {
        const end = addWorkingSeconds(national, start, seconds)
        expect(workingSecondsBetween(national, start, end)).toBe(seconds)
        expect(workingSecondsBetween(national, addWorkingSeconds(national, start, -seconds), start)).toBe(seconds)
      }),
      { seed, numRuns: 2000 },
    )
  })
})

describe('the calendar of an office', () => {
  test('keeps new hours from the day they take effect', () => {
    const winter: WeeklyHours = {
      byWeekday: defaultWeeklyHours.byWeekday.map((day) =>
        day.length ? [[450, 1050] as const] : [],
      ) as unknown as WeeklyHours['byWeekday'],
      uncounted: [],
    }
    const calendar = compileCalendar({
      decrees: readNationalDecrees(),
      officeHours: [
        { fromDay: dayFrom('2026-12-01'), hours: winter },
        { fromDay: 0, hours: defaultWeeklyHours },
      ],
    })
    expect(advanceToWorkingTime(calendar, at('2026-11-30T06:00'))).toBe(at('2026-11-30T07:00'))
    expect(advanceToWorkingTime(calendar, at('2026-12-01T06:00'))).toBe(at('2026-12-01T07:30'))
    expect(inWorkingHours(calendar, at('2026-12-01T12:00'))).toBe(true)
  })

  test('a Saturday morning that is open but not counted receives dossiers and shortens no limit', () => {
    const byWeekday = [...defaultWeeklyHours.byWeekday] as unknown as WeeklyHours['byWeekday']
    const hours = {
      byWeekday: byWeekday.with(6, [[420, 690]]) as unknown as WeeklyHours['byWeekday'],
      uncounted: [6] as const,
    }
    const calendar = compileCalendar({ decrees: [], officeHours: [{ fromDay: 0, hours }] })
    expect(inWorkingHours(calendar, at('2026-11-28T08:00'))).toBe(true)
    expect(dueSecond(calendar, at('2026-11-27T08:00'), 1, 'working_days')).toBe(at('2026-11-30T08:00'))
    expect(dueSecond(calendar, at('2026-11-28T08:00'), 1, 'working_days')).toBe(at('2026-11-30T08:00'))
  })

  test('a make-up Saturday has the hours of the day it pays for; half a day off leaves the other half', () => {
    expect(isWorkingDay(national, dayFrom('2026-08-22'))).toBe(true)
    expect(advanceToWorkingTime(national, at('2026-08-22T06:00'))).toBe(at('2026-08-22T07:00'))
    expect(isWorkingDay(national, dayFrom('2026-08-31'))).toBe(false)
    const half = {
      day: dayFrom('2027-03-10'),
      kind: 'swapped_off',
      name: 'Nghỉ buổi chiều',
      basis: 'Quyết định',
    } as const
    const calendar = compileCalendar({ decrees: [{ ...half, part: { fromMinute: 720, toMinute: 1440 } }] })
    expect(isWorkingDay(calendar, half.day)).toBe(true)
    expect(workingMinutesBetween(calendar, at('2027-03-10T00:00'), at('2027-03-11T00:00'))).toBe(270)
    // Due at 15:00 on a day that closes at 11:30: the day is the limit, so its closing is.
    expect(dueSecond(calendar, at('2027-03-09T15:00'), 1, 'working_days')).toBe(at('2027-03-10T11:30'))
  })

  test('refuses to answer for years it does not know', () => {
    expect(() => dueSecond(national, at('2100-12-20T08:00'), 30, 'working_days')).toThrow(OutsideCalendar)
    expect(() => dueSecond(national, at('2101-01-05T08:00'), 1, 'working_hours')).toThrow(OutsideCalendar)
    expect(() => dueSecond(national, at('1975-12-31T08:00'), 1, 'working_days')).toThrow(OutsideCalendar)
    expect(() => addWorkingSeconds(national, at('1976-01-02T08:00'), -100 * 3600)).toThrow(OutsideCalendar)
  })
})

const workingDaysFile = '../shared/data/deadlines/working_days_2010_2017.csv.gz'
describe.skipIf(!existsSync(workingDaysFile))('the shared record of working days 2010–2017', () => {
  test('shows no difference', () => {
    const [head, ...lines] = gunzipSync(readFileSync(workingDaysFile)).toString('utf8').trim().split(/\r?\n/u)
    const columns = head!.split(',')
    const differences: string[] = []
    let compared = 0
    for (const line of lines) {
      const cells = line.split(',')
      const start = parseDay(cells[0]!)!
      if (isWorkingDay(national, start) !== (cells[1] === '1')) differences.push(`${cells[0]} worked`)
      for (let i = 2; i < columns.length; i++) {
        const n = Number(/\d+/u.exec(columns[i]!)![0])
        const due = isoOf(dueDay(national, start, n, 'working_days'))
        compared += 1
        if (due !== cells[i]) differences.push(`${cells[0]} + ${n}: ${due}, recorded ${cells[i]}`)
      }
    }
    expect(differences).toEqual([])
    expect(compared).toBe(lines.length * 10)
  })
})

type Vector = {
  fn: string
  in: string | [string, string]
  n?: number
  out: string | number | boolean
  cfg?: { hours?: Record<string, [string, string][]>; holidays?: string[]; tz?: string }
}
const vectorsFile = '../shared/data/deadlines/working_hours_vectors.json'
describe.skipIf(!existsSync(vectorsFile))('the shared vectors of working-hours arithmetic', () => {
  const { vectors } = existsSync(vectorsFile) ? (JSON.parse(readFileSync(vectorsFile, 'utf8')) as { vectors: Vector[] }) : { vectors: [] }

  test.each(vectors.map((vector) => ({ title: `${vector.fn} ${vector.in} ${vector.n ?? ''}`, vector })))('$title', ({ vector }) => {
    const zone = vector.cfg?.tz ?? 'UTC'
    const calendar = calendarOf(vector)
    const local = (text: string): number => {
      if (!text.includes('T')) return dayFrom(text) * secondsPerDay
      if (!/[Z+]|-\d\d:\d\d$/u.test(text.slice(10))) return at(text)
      const zoned = Temporal.Instant.from(text).toZonedDateTimeISO(zone)
      return at(zoned.toPlainDateTime().toString({ smallestUnit: 'second' }))
    }
    const [from, to] = typeof vector.in === 'string' ? [vector.in, vector.in] : vector.in
    const day = (text: string): number => Math.floor(local(text) / secondsPerDay)
    const n = vector.n ?? 0
    const answer = (): number | boolean => {
      switch (vector.fn) {
        case 'add_days':
          return addWorkingDays(calendar, day(from), n) * secondsPerDay + (local(from) % secondsPerDay)
        case 'add_hours':
          return addWorkingSeconds(calendar, local(from), n * 3600)
        case 'add_minutes':
          return addWorkingSeconds(calendar, local(from), n * 60)
        case 'add_seconds':
          return addWorkingSeconds(calendar, local(from), n)
        case 'advance_to_working_time':
          return advanceToWorkingTime(calendar, local(from))
        case 'advance_to_closing_time':
          return advanceToClosingTime(calendar, local(from))
        case 'next_working_time':
          return nextWorkingTime(calendar, local(from))
        case 'return_to_working_time':
          return returnToWorkingTime(calendar, local(from))
        case 'working_day':
          return isWorkingDay(calendar, day(from))
        case 'in_working_hours':
          return inWorkingHours(calendar, local(from))
        case 'working_days_between':
          return workingDaysBetween(calendar, day(from), day(to))
        case 'working_time_between_s':
          return workingSecondsBetween(calendar, local(from), local(to))
        default:
          throw new Error(`a vector of an unknown kind: ${vector.fn}`)
      }
    }
    expect(answer()).toBe(typeof vector.out === 'string' ? local(vector.out) : vector.out)
  })

  function calendarOf({ cfg }: Vector): WorkingCalendar {
    const names = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
    const minutes = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))
    const byWeekday = names.map((name, weekday) => {
      if (!cfg?.hours) return weekday > 0 && weekday < 6 ? [[540, 1020] as const] : []
      return (cfg.hours[name] ?? []).map(([open, close]) => [minutes(open), minutes(close)] as const)
    }) as unknown as WeeklyHours['byWeekday']
    return compileDays({
      firstDay: dayNumber(1976, 1, 1),
      lastDay: dayNumber(2100, 12, 31),
      marks: (cfg?.holidays ?? []).sort().map((text) => ({ day: dayFrom(text), kind: 'holiday', name: '', basis: '' })),
      officeHours: [{ fromDay: 0, hours: { byWeekday, uncounted: [] } }],
    })
  }
})

test('a weekend is Saturday and Sunday', () => {
  expect(['2026-11-21', '2026-11-22', '2026-11-23'].map((text) => isWeekend(dayFrom(text)))).toEqual([true, true, false])
})
