import type { Weekday } from './civil-day.ts'

/** When an office is open on a day: minutes of the day, ascending, not touching. `[420, 690]` is 7:00–11:30. */
export type OpenIntervals = readonly (readonly [fromMinute: number, toMinute: number])[]

/** A plain week of an office, Sunday first. */
export type WeeklyHours = {
  readonly byWeekday: readonly [OpenIntervals, OpenIntervals, OpenIntervals, OpenIntervals, OpenIntervals, OpenIntervals, OpenIntervals]
  /**
   * Weekdays on which the office opens but which are no "ngày làm việc" of a time limit: a centre that receives
   * dossiers on Saturday morning does not thereby shorten anybody's five working days.
   */
  readonly uncounted: readonly Weekday[]
}

/** Office hours with the first day they hold; they hold until the next entry's. */
export type DatedOfficeHours = { readonly fromDay: number; readonly hours: WeeklyHours }

const weekdayHours: OpenIntervals = [
  [7 * 60, 11 * 60 + 30],
  [13 * 60 + 30, 17 * 60],
]

/** 7:00–11:30 and 13:30–17:00, Monday to Friday: eight hours, as most provincial offices keep. */
export const defaultWeeklyHours: WeeklyHours = {
  byWeekday: [[], weekdayHours, weekdayHours, weekdayHours, weekdayHours, weekdayHours, []],
  uncounted: [],
}

/** Why these hours cannot be kept, in Vietnamese; `null` when they can. */
export function faultOfIntervals(intervals: OpenIntervals): string | null {
  let end = -1
  for (const [from, to] of intervals) {
    if (!Number.isInteger(from) || !Number.isInteger(to) || from < 0 || to > 1440) {
      return 'Giờ làm việc phải từ 00:00 đến 24:00, tính đến phút.'
    }
    if (from >= to) return 'Giờ mở cửa phải trước giờ đóng cửa.'
    if (from <= end) return 'Các buổi làm việc phải theo thứ tự và không chồng lên nhau.'
    end = to
  }
  return null
}

/** Equal sessions on some weekdays (1 Monday … 7 Sunday), none on the others: `07:00`–`11:30`. */
export function officeWeek(weekdays: readonly number[], spans: readonly { readonly from: string; readonly to: string }[]): WeeklyHours {
  const sessions = spans.map(({ from, to }) => [minuteOf(from), minuteOf(to)] as const)
  const on = (weekday: number): OpenIntervals => (weekdays.includes(weekday) ? sessions : [])
  return { byWeekday: [on(7), on(1), on(2), on(3), on(4), on(5), on(6)], uncounted: [] }
}

function minuteOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))
}
