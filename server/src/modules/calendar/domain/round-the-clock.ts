import { dayNumber } from './civil-day.ts'
import { firstYear, lastYear } from './holidays.ts'
import type { OpenIntervals } from './office-hours.ts'
import { compileDays } from './working-calendar.ts'
import type { WorkingCalendar } from './working-calendar.ts'

let compiled: WorkingCalendar | undefined

/**
 * A calendar without nights, weekends or holidays: every day of 1976–2100 from 00:00 to 24:00. For time that runs by
 * the clock, such as the histories of offices whose hours are not known. Compiled once.
 */
export function roundTheClock(): WorkingCalendar {
  const day: OpenIntervals = [[0, 1440]]
  compiled ??= compileDays({
    firstDay: dayNumber(firstYear, 1, 1),
    lastDay: dayNumber(lastYear, 12, 31),
    marks: [],
    officeHours: [{ fromDay: 0, hours: { byWeekday: [day, day, day, day, day, day, day], uncounted: [] } }],
  })
  return compiled
}
