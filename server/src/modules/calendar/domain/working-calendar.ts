import { dayNumber, isoOf, secondsPerDay, weekdayOf } from './civil-day.ts'
import type { DeadlineSettings } from './deadline-settings.ts'
import type { DecreeDay, MarkedDay } from './decree-day.ts'
import { firstYear, lastYear, markedDays } from './holidays.ts'
import { defaultWeeklyHours } from './office-hours.ts'
import type { DatedOfficeHours, OpenIntervals } from './office-hours.ts'

/**
 * The working time of one office, compiled once: for every day the working seconds and the working days before it
 * (prefix sums), so that a question over ten years costs as much as one over ten minutes. Nothing here walks days.
 *
 * Days are day numbers, moments are local seconds (`civil-day.ts`). A closing moment (17:00) belongs to the working
 * time before it when time is added, and is not "in" working hours when something is received.
 */
export type WorkingCalendar = {
  /** First day covered, and how many. */
  readonly firstDay: number
  readonly dayCount: number
  /** Index into `patterns` of each day. */
  readonly patternOf: Uint16Array
  /** Opening intervals in seconds of the day, flattened [from, to, from, to …]; pattern 0 is a day off. */
  readonly patterns: readonly (readonly number[])[]
  /** Working seconds before each day; one more than the days. */
  readonly workBefore: Float64Array
  /** Working days before each day; one more than the days. */
  readonly workingDaysBefore: Int32Array
  /** Offset of the n-th working day. */
  readonly workingDays: Int32Array
  /** Days that differ from the plain week, in order. */
  readonly marks: readonly MarkedDay[]
  readonly markDays: Int32Array
  /** The data it was compiled from, so that a proof can contain the hours it used. */
  readonly officeHours: readonly DatedOfficeHours[]
  /** The locality's deadline settings; absent: the default ones. */
  readonly settings?: DeadlineSettings | undefined
}

export type CalendarSource = {
  readonly decrees: readonly DecreeDay[]
  /** Effective-dated, any order. The earliest also holds before its first day. Absent: the default week. */
  readonly officeHours?: readonly DatedOfficeHours[]
  readonly settings?: DeadlineSettings | undefined
  readonly fromYear?: number
  readonly toYear?: number
}

/** A question about a day outside the years the calendar was compiled for. */
export class OutsideCalendar extends RangeError {
  override readonly name = 'OutsideCalendar'
}

/** Compiles the calendar of an office for a range of years, 1976–2100 by default. Takes a few milliseconds. */
export function compileCalendar(source: CalendarSource): WorkingCalendar {
  const fromYear = source.fromYear ?? firstYear
  const toYear = source.toYear ?? lastYear
  const marks: MarkedDay[] = []
  for (let year = fromYear; year <= toYear; year++) marks.push(...markedDays(year, source.decrees))
  return compileDays({
    firstDay: dayNumber(fromYear, 1, 1),
    lastDay: dayNumber(toYear, 12, 31),
    marks,
    officeHours: source.officeHours?.length ? source.officeHours : [{ fromDay: 0, hours: defaultWeeklyHours }],
    settings: source.settings,
  })
}

/** The same from marks already known: what {@link compileCalendar} does after the rules have spoken. */
export function compileDays(source: {
  firstDay: number
  lastDay: number
  marks: readonly MarkedDay[]
  officeHours: readonly DatedOfficeHours[]
  settings?: DeadlineSettings | undefined
}): WorkingCalendar {
  const { firstDay, marks } = source
  const dayCount = source.lastDay - firstDay + 1
  const officeHours = [...source.officeHours].sort((a, b) => a.fromDay - b.fromDay)
  const markOn = new Map(marks.map((mark) => [mark.day, mark]))

  const patterns: number[][] = [[]]
  const patternIndex = new Map<string, number>([['', 0]])
  const indexOf = (intervals: OpenIntervals): number => {
    const key = intervals.join()
    let index = patternIndex.get(key)
    if (index === undefined) {
      index = patterns.length
      patterns.push(intervals.flatMap(([from, to]) => [from * 60, to * 60]))
      patternIndex.set(key, index)
    }
    return index
  }
  const plainWeeks = officeHours.map(({ hours }) => hours.byWeekday.map(indexOf))

  const patternOf = new Uint16Array(dayCount)
  const workBefore = new Float64Array(dayCount + 1)
  const workingDaysBefore = new Int32Array(dayCount + 1)
  const workingDays: number[] = []
  let era = 0
  for (let offset = 0; offset < dayCount; offset++) {
    const day = firstDay + offset
    while ((officeHours[era + 1]?.fromDay ?? Infinity) <= day) era += 1
    const weekday = weekdayOf(day)
    const mark = markOn.get(day)
    let pattern = plainWeeks[era]?.[weekday] ?? 0
    let counted = !officeHours[era]?.hours.uncounted.includes(weekday)
    if (mark) {
      const plain = officeHours[era]?.hours.byWeekday ?? []
      pattern = indexOf(markedIntervals(mark, plain))
      if (mark.kind === 'makeup_workday') counted = true
    }
    patternOf[offset] = pattern
    const seconds = lengthOf(patterns[pattern] ?? [])
    const isWorkingDay = counted && seconds > 0
    if (isWorkingDay) workingDays.push(offset)
    workBefore[offset + 1] = (workBefore[offset] ?? 0) + seconds
    workingDaysBefore[offset + 1] = (workingDaysBefore[offset] ?? 0) + (isWorkingDay ? 1 : 0)
  }
  return {
    firstDay,
    dayCount,
    patternOf,
    patterns,
    workBefore,
    workingDaysBefore,
    workingDays: Int32Array.from(workingDays),
    marks,
    markDays: Int32Array.from(marks, (mark) => mark.day),
    officeHours,
    settings: source.settings,
  }
}

/** Opening hours of a marked day: none on a day off, the hours of the day it pays for on a make-up day. */
function markedIntervals(mark: MarkedDay, plain: readonly OpenIntervals[]): OpenIntervals {
  if (mark.kind === 'makeup_workday') {
    // Without a day it pays for: the hours of Monday.
    const hours = plain[mark.swapsWith === undefined ? 1 : weekdayOf(mark.swapsWith)] ?? []
    return mark.part ? clipped(hours, mark.part.fromMinute, mark.part.toMinute) : hours
  }
  if (!mark.part) return []
  const hours = plain[weekdayOf(mark.day)] ?? []
  return [...clipped(hours, 0, mark.part.fromMinute), ...clipped(hours, mark.part.toMinute, 1440)]
}

function clipped(intervals: OpenIntervals, fromMinute: number, toMinute: number): OpenIntervals {
  return intervals.map(([from, to]) => [Math.max(from, fromMinute), Math.min(to, toMinute)] as const).filter(([from, to]) => from < to)
}

function lengthOf(pattern: readonly number[]): number {
  let sum = 0
  for (let i = 0; i < pattern.length; i += 2) sum += (pattern[i + 1] ?? 0) - (pattern[i] ?? 0)
  return sum
}

/** Offset of a day, or a refusal to guess what the law will be. */
function offsetOf(calendar: WorkingCalendar, day: number): number {
  const offset = day - calendar.firstDay
  if (!(offset >= 0 && offset < calendar.dayCount)) {
    const [from, to] = [isoOf(calendar.firstDay), isoOf(calendar.firstDay + calendar.dayCount - 1)]
    throw new OutsideCalendar(`the calendar covers ${from} to ${to}`)
  }
  return offset
}

/** Opening intervals of a day in seconds of the day, flattened [from, to, …]. */
function patternAt(calendar: WorkingCalendar, offset: number): readonly number[] {
  return calendar.patterns[calendar.patternOf[offset] ?? 0] ?? []
}

export function isWorkingDay(calendar: WorkingCalendar, day: number): boolean {
  const offset = offsetOf(calendar, day)
  return calendar.workingDaysBefore[offset + 1] !== calendar.workingDaysBefore[offset]
}

/** Working days after `from`, up to and including `to`; negative when `to` is earlier. */
export function workingDaysBetween(calendar: WorkingCalendar, from: number, to: number): number {
  const a = calendar.workingDaysBefore[offsetOf(calendar, from) + 1] ?? 0
  const b = calendar.workingDaysBefore[offsetOf(calendar, to) + 1] ?? 0
  return b - a
}

/** The n-th working day after `day` (n ≥ 1); `day` itself does not count, worked or not. */
export function workingDayAfter(calendar: WorkingCalendar, day: number, n: number): number {
  return nthWorkingDay(calendar, (calendar.workingDaysBefore[offsetOf(calendar, day) + 1] ?? 0) + n - 1)
}

/** The day itself when worked, otherwise the next working day. */
export function onOrAfter(calendar: WorkingCalendar, day: number): number {
  return nthWorkingDay(calendar, calendar.workingDaysBefore[offsetOf(calendar, day)] ?? 0)
}

/** The day itself when worked, otherwise the last working day before it. */
export function onOrBefore(calendar: WorkingCalendar, day: number): number {
  return nthWorkingDay(calendar, (calendar.workingDaysBefore[offsetOf(calendar, day) + 1] ?? 0) - 1)
}

/** Adds (or takes) working days; a day off first moves to the next (or last) working day. Zero changes nothing. */
export function addWorkingDays(calendar: WorkingCalendar, day: number, n: number): number {
  if (n === 0) return day
  const start = n < 0 ? onOrBefore(calendar, day) : onOrAfter(calendar, day)
  return nthWorkingDay(calendar, (calendar.workingDaysBefore[start - calendar.firstDay] ?? 0) + n)
}

function nthWorkingDay(calendar: WorkingCalendar, n: number): number {
  const offset = n < 0 ? undefined : calendar.workingDays[n]
  if (offset === undefined) {
    throw new OutsideCalendar(`the calendar ends ${isoOf(calendar.firstDay + calendar.dayCount - 1)}`)
  }
  return calendar.firstDay + offset
}

/** Working seconds from the start of the calendar up to a moment. */
export function workingSecondsBefore(calendar: WorkingCalendar, second: number): number {
  const day = Math.floor(second / secondsPerDay)
  const offset = offsetOf(calendar, day)
  const inDay = second - day * secondsPerDay
  const pattern = patternAt(calendar, offset)
  let work = calendar.workBefore[offset] ?? 0
  for (let i = 0; i < pattern.length; i += 2) {
    const from = pattern[i] ?? 0
    const to = pattern[i + 1] ?? 0
    if (inDay <= from) break
    work += (inDay < to ? inDay : to) - from
  }
  return work
}

/** Working seconds between two moments; negative when `to` is earlier. Adds up over any division of the time. */
export function workingSecondsBetween(calendar: WorkingCalendar, from: number, to: number): number {
  return workingSecondsBefore(calendar, to) - workingSecondsBefore(calendar, from)
}

/**
 * Whole working minutes between two moments, each taken to the minute it is in, so that the parts of a divided
 * time always add up to the whole.
 */
export function workingMinutesBetween(calendar: WorkingCalendar, from: number, to: number): number {
  const at = (second: number): number => Math.floor(workingSecondsBefore(calendar, Math.floor(second / 60) * 60) / 60)
  return at(to) - at(from)
}

/**
 * The moment `seconds` of working time later (or earlier, when negative). Forward, a sum that fills a session ends
 * at its closing, not at the next opening; backward, at its opening. Zero changes nothing.
 */
export function addWorkingSeconds(calendar: WorkingCalendar, second: number, seconds: number): number {
  if (seconds === 0) return second
  const target = workingSecondsBefore(calendar, second) + seconds
  return seconds > 0 ? closingMoment(calendar, target) : openingMoment(calendar, target)
}

export function addWorkingMinutes(calendar: WorkingCalendar, second: number, minutes: number): number {
  return addWorkingSeconds(calendar, second, minutes * 60)
}

/** Earliest moment before which `work` working seconds have passed (`work` > 0). */
function closingMoment(calendar: WorkingCalendar, work: number): number {
  // First day whose end has at least that much: binary search on the prefix sums.
  let low = 0
  let high = calendar.dayCount
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((calendar.workBefore[middle + 1] ?? Infinity) >= work) high = middle
    else low = middle + 1
  }
  return momentIn(calendar, low, work, true)
}

/** Latest moment before which `work` working seconds have passed. */
function openingMoment(calendar: WorkingCalendar, work: number): number {
  let low = 0
  let high = calendar.dayCount
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((calendar.workBefore[middle + 1] ?? Infinity) > work) high = middle
    else low = middle + 1
  }
  return momentIn(calendar, low, work, false)
}

function momentIn(calendar: WorkingCalendar, offset: number, work: number, atClosing: boolean): number {
  let left = work - (calendar.workBefore[offset] ?? 0)
  if (offset < calendar.dayCount && (atClosing ? left > 0 : left >= 0)) {
    const pattern = patternAt(calendar, offset)
    for (let i = 0; i < pattern.length; i += 2) {
      const from = pattern[i] ?? 0
      const length = (pattern[i + 1] ?? 0) - from
      if (atClosing ? left <= length : left < length) {
        return (calendar.firstDay + offset) * secondsPerDay + from + left
      }
      left -= length
    }
  }
  const [from, to] = [isoOf(calendar.firstDay), isoOf(calendar.firstDay + calendar.dayCount - 1)]
  throw new OutsideCalendar(`the calendar covers ${from} to ${to}`)
}

/** Whether the office is open at a moment; at 17:00 sharp it has closed. */
export function inWorkingHours(calendar: WorkingCalendar, second: number): boolean {
  return advanceToWorkingTime(calendar, second) === second
}

/** The moment itself when the office is open, otherwise the next opening. */
export function advanceToWorkingTime(calendar: WorkingCalendar, second: number): number {
  const day = Math.floor(second / secondsPerDay)
  const offset = offsetOf(calendar, day)
  const pattern = patternAt(calendar, offset)
  const inDay = second - day * secondsPerDay
  for (let i = 0; i < pattern.length; i += 2) {
    const from = pattern[i] ?? 0
    if (inDay < (pattern[i + 1] ?? 0)) return inDay < from ? day * secondsPerDay + from : second
  }
  return openingMoment(calendar, calendar.workBefore[offset + 1] ?? 0)
}

/** The next moment at which the office opens, after the session it may now be in. */
export function nextWorkingTime(calendar: WorkingCalendar, second: number): number {
  if (!inWorkingHours(calendar, second)) return advanceToWorkingTime(calendar, second)
  return advanceToWorkingTime(calendar, advanceToClosingTime(calendar, second))
}

/** End of the session a moment is in, or of the next one. */
export function advanceToClosingTime(calendar: WorkingCalendar, second: number): number {
  const start = advanceToWorkingTime(calendar, second)
  const day = Math.floor(start / secondsPerDay)
  const inDay = start - day * secondsPerDay
  const pattern = patternAt(calendar, offsetOf(calendar, day))
  for (let i = 1; i < pattern.length; i += 2) {
    const to = pattern[i] ?? 0
    if (inDay < to) return day * secondsPerDay + to
  }
  return start
}

/** The moment itself when in working time (its closing included), otherwise the last closing before it. */
export function returnToWorkingTime(calendar: WorkingCalendar, second: number): number {
  const day = Math.floor(second / secondsPerDay)
  const pattern = patternAt(calendar, offsetOf(calendar, day))
  const inDay = second - day * secondsPerDay
  for (let i = 0; i < pattern.length; i += 2) {
    if (inDay >= (pattern[i] ?? 0) && inDay <= (pattern[i + 1] ?? 0)) return second
  }
  return closingMoment(calendar, workingSecondsBefore(calendar, second))
}

/** Last closing of a day; `null` when the office does not open that day. */
export function closingOf(calendar: WorkingCalendar, day: number): number | null {
  const last = patternAt(calendar, offsetOf(calendar, day)).at(-1)
  return last === undefined ? null : day * secondsPerDay + last
}

/** The days from `from` to `to`, both included, that differ from the plain week, in order. */
export function marksBetween(calendar: WorkingCalendar, from: number, to: number): readonly MarkedDay[] {
  const at = lowerBound(calendar.markDays, from)
  let end = at
  while ((calendar.markDays[end] ?? Infinity) <= to) end += 1
  return calendar.marks.slice(at, end)
}

function lowerBound(sorted: Int32Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? Infinity) < value) low = middle + 1
    else high = middle
  }
  return low
}
