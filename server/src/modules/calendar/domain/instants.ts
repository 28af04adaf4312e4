import { instantOf, localSecondOf } from './civil-day.ts'
import { remaining as remainingOf } from './remaining.ts'
import type { Remaining } from './remaining.ts'
import { addWorkingMinutes as add, workingMinutesBetween as between, workingSecondsBefore } from './working-calendar.ts'
import type { WorkingCalendar } from './working-calendar.ts'

/** An instant, or a local second (`civil-day.ts`). Seconds are the resolution; fractions are dropped. */
export type Moment = Temporal.Instant | number

function secondOf(moment: Moment): number {
  return typeof moment === 'number' ? moment : localSecondOf(moment)
}

/** Whole working minutes between two moments; the parts of a divided time add up to the whole. */
export function workingMinutesBetween(calendar: WorkingCalendar, from: Moment, to: Moment): number {
  return between(calendar, secondOf(from), secondOf(to))
}

/** The instant so many working minutes later, or earlier when negative. */
export function addWorkingMinutes(calendar: WorkingCalendar, at: Temporal.Instant, minutes: number): Temporal.Instant {
  return instantOf(add(calendar, localSecondOf(at), minutes))
}

/** The time left of an open dossier, or how late it is: `Còn 3 giờ làm việc`, `Trễ 1 ngày làm việc`. */
export function remaining(calendar: WorkingCalendar, now: Moment, dueAt: Moment, soonWithinMinutes?: number): Remaining {
  return remainingOf(calendar, secondOf(now), secondOf(dueAt), soonWithinMinutes)
}

/**
 * Working milliseconds from the first day of the calendar up to an instant: a whole number, so that differences of it
 * add up exactly however a time is divided.
 */
export function workingMillisBefore(calendar: WorkingCalendar, at: Temporal.Instant): number {
  const second = localSecondOf(at)
  const before = workingSecondsBefore(calendar, second)
  // Sessions begin and end on whole minutes: within one second the office is open throughout, or closed.
  const isOpen = workingSecondsBefore(calendar, second + 1) > before
  const inSecond = at.epochMilliseconds - Math.floor(at.epochMilliseconds / 1000) * 1000
  return before * 1000 + (isOpen ? inSecond : 0)
}
