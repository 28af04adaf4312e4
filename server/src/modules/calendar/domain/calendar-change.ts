import { civilOf, dayFrom, isoOf, vietnameseDate } from './civil-day.ts'
import type { DecreeDay } from './decree-day.ts'
import { firstYear, lastYear } from './holidays.ts'
import { faultOfIntervals } from './office-hours.ts'
import type { DatedOfficeHours, WeeklyHours } from './office-hours.ts'
import { isWorkingDay } from './working-calendar.ts'
import type { WorkingCalendar } from './working-calendar.ts'

/** The change of a decree: some days of the whole locality, or the weekly hours of one office from a day on. */
export type CalendarChange =
  | { readonly kind: 'days'; readonly days: readonly DecreeDay[] }
  | {
      readonly kind: 'office_hours'
      readonly agencyId: string | null
      readonly centreId: string | null
      /** First day they hold. */
      readonly fromDay: number
      readonly hours: WeeklyHours
    }

/** Office hours as stored: whose they are, and the first day they no longer hold. */
export type OfficeHoursOf = DatedOfficeHours & {
  readonly id: string
  readonly agencyId: string | null
  readonly centreId: string | null
  readonly toOn: string | null
}

export type CalendarSources = { readonly decrees: readonly DecreeDay[]; readonly officeHours: readonly OfficeHoursOf[] }

export type ChangeFault = {
  readonly code: 'DECREE_DAY_INVALID' | 'OFFICE_HOURS_INVALID' | 'OFFICE_HOURS_OVERLAP'
  readonly details: Readonly<Record<string, string>>
}

/** Why a day cannot be entered, in Vietnamese; `null` when it can. */
export function faultOfDay(day: DecreeDay): string | null {
  const year = civilOf(day.day).year
  if (year < firstYear || year > lastYear) return `lịch chỉ có từ năm ${firstYear} đến năm ${lastYear}.`
  if (day.name.trim() === '' || day.basis.trim() === '') return 'cần có tên ngày và văn bản căn cứ.'
  const { part } = day
  if (part && !(part.fromMinute >= 0 && part.fromMinute < part.toMinute && part.toMinute <= 1440))
    return 'phần ngày phải có giờ bắt đầu trước giờ kết thúc.'
  return null
}

/** The sources after a change, or why it cannot be made. Nothing is stored: what a preview counts by. */
export function sourcesAfter(sources: CalendarSources, change: CalendarChange): CalendarSources | ChangeFault {
  if (change.kind === 'days') {
    const byDay = new Map(sources.decrees.map((day) => [day.day, day]))
    for (const day of change.days) {
      const fault = faultOfDay(day)
      if (fault) return { code: 'DECREE_DAY_INVALID', details: { day: isoOf(day.day), fault } }
      byDay.set(day.day, day)
    }
    return { ...sources, decrees: [...byDay.values()] }
  }
  for (const intervals of change.hours.byWeekday) {
    const fault = faultOfIntervals(intervals)
    if (fault) return { code: 'OFFICE_HOURS_INVALID', details: { fault } }
  }
  const later = hoursSetFrom(sources.officeHours, change)
  if (later) return { code: 'OFFICE_HOURS_OVERLAP', details: { fromOn: isoOf(later.fromDay) } }
  const { agencyId, centreId, fromDay, hours } = change
  return { ...sources, officeHours: [...sources.officeHours, { id: 'proposed', agencyId, centreId, fromDay, toOn: null, hours }] }
}

/** Hours of the same office that already begin on that day or after it. */
function hoursSetFrom(all: readonly OfficeHoursOf[], change: CalendarChange & { kind: 'office_hours' }): OfficeHoursOf | undefined {
  return all.find((hours) => hours.agencyId === change.agencyId && hours.centreId === change.centreId && hours.fromDay >= change.fromDay)
}

/**
 * First and last day on which two calendars of one office differ, `null` when they do not: what was promised before the
 * first is as it was.
 */
export function daysBetween(before: WorkingCalendar, after: WorkingCalendar): { readonly first: number; readonly last: number } | null {
  let first = -1
  let last = -1
  for (let offset = 0; offset < before.dayCount; offset++) {
    if (opensOn(before, offset) === opensOn(after, offset)) continue
    if (first < 0) first = offset
    last = offset
  }
  return first < 0 ? null : { first: before.firstDay + first, last: before.firstDay + last }
}

function opensOn(calendar: WorkingCalendar, offset: number): string {
  const counted = (calendar.workingDaysBefore[offset + 1] ?? 0) - (calendar.workingDaysBefore[offset] ?? 0)
  return `${counted} ${String(calendar.patterns[calendar.patternOf[offset] ?? 0] ?? [])}`
}

/** Warnings for the reader of the decree before confirming, in Vietnamese. */
export function remarksOn(before: WorkingCalendar, change: CalendarChange, today: number): string[] {
  if (change.kind !== 'days')
    return change.fromDay < today ? [`Giờ làm việc có hiệu lực từ ngày ${vietnameseDate(change.fromDay)}, đã qua.`] : []
  return change.days.flatMap((day) => {
    const on = vietnameseDate(day.day)
    const works = isWorkingDay(before, day.day)
    const past = day.day < today ? [`Ngày ${on} đã qua: hồ sơ đã xong giữ nguyên kết quả.`] : []
    if (day.kind === 'makeup_workday') return works ? [`Ngày ${on} vốn là ngày làm việc.`, ...past] : past
    if (day.kind === 'revoked') return works ? [`Ngày ${on} vốn là ngày làm việc, không có gì để thu hồi.`, ...past] : past
    return works ? past : [`Ngày ${on} vốn là ngày nghỉ.`, ...past]
  })
}

/** Days of a decree in one spelling, for its fingerprint and its record. */
export function contentOf(change: CalendarChange): Record<string, unknown> {
  if (change.kind === 'days')
    return {
      kind: 'days',
      days: change.days.map((day) => ({
        on: isoOf(day.day),
        kind: day.kind,
        name: day.name,
        occasion: day.occasion ?? null,
        swapsWith: day.swapsWith === undefined ? null : isoOf(day.swapsWith),
        part: day.part ? { from: day.part.fromMinute, to: day.part.toMinute } : null,
      })),
    }
  return {
    kind: 'office_hours',
    agencyId: change.agencyId,
    centreId: change.centreId,
    fromOn: isoOf(change.fromDay),
    byWeekday: change.hours.byWeekday.map((day) => day.map(([from, to]) => [from, to])),
    uncounted: [...change.hours.uncounted],
  }
}

/** Every day from one to another, both included. */
export function daysFrom(on: string, until: string): number[] {
  const first = dayFrom(on)
  return Array.from({ length: dayFrom(until) - first + 1 }, (_, index) => first + index)
}
