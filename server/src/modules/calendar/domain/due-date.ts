import { civilOf, dayNumber, dayOfSecond, daysInMonth, secondsPerDay } from './civil-day.ts'
import { defaultDeadlineSettings } from './deadline-settings.ts'
import type { DeadlineSettings } from './deadline-settings.ts'
import { standardDaySeconds } from './limit.ts'
import type { Limit, LimitUnit } from './limit.ts'
import {
  addWorkingSeconds,
  advanceToWorkingTime,
  closingOf,
  isWorkingDay,
  onOrAfter,
  workingDayAfter,
  workingSecondsBetween,
} from './working-calendar.ts'
import type { WorkingCalendar } from './working-calendar.ts'

/**
 * When a dossier is due, as numbers: local seconds in, local seconds out (`civil-day.ts`), over a million a second.
 * `explain-due-date.ts` says why.
 *
 * - `working_hours` consume office hours, session after session.
 * - `hours` run by the clock from the receipt; only an end on a day off moves.
 * - `working_days` count days on which the office works, the day of receipt not among them.
 * - `days`, `months` count calendar days or months; an end on a day off moves to the next working day.
 *
 * A limit that cannot be counted (`faultOfLimit`) must have been refused before.
 */

/** A period in which the clock was stopped, by a cause the law lists. */
export type ClockStop = {
  /** Local second. */
  readonly from: number
  /** `null` while it lasts. */
  readonly to: number | null
  /** Vietnamese, for the explanation; may be empty. */
  readonly cause: string
  /** The article that allows it; may be empty. */
  readonly law: string
  /**
   * `pause`: what was used stays used. `restart`: the whole limit runs again from the end of the stop, which may be
   * the instant it began. `extend`: time is added at the end; the clock itself is never suspended.
   */
  readonly effect: 'pause' | 'restart' | 'extend'
  /** The time an `extend` adds; only that kind has it. */
  readonly by?: Limit | undefined
}

/** The due moment. The clock is never stopped in between; otherwise see {@link dueSecondAfter}. */
export function dueSecond(
  calendar: WorkingCalendar,
  received: number,
  amount: number,
  unit: LimitUnit,
  settings: DeadlineSettings = defaultDeadlineSettings,
): number {
  const start = countedFrom(calendar, received, settings)
  return settled(calendar, runOut(calendar, start, amount, unit, settings), unit, settings)
}

/** The moment from which time counts. */
export function countedFrom(calendar: WorkingCalendar, received: number, settings: DeadlineSettings): number {
  return settings.receiptOutsideHours === 'next_opening' ? advanceToWorkingTime(calendar, received) : received
}

/**
 * The due moment of a dossier whose clock was stopped at times; `null` while it is suspended, because there is no
 * honest date to promise then. What happens after the due moment does not move it any more.
 *
 * A pause adds back, for working units, the working time it took, to the second; for calendar hours the time by
 * the clock; for days and months as many calendar days as lie between its two dates. A due moment is never before the end of the pause.
 *
 * @param onMoved called for every stop that moved the due moment, or holds it, with the end of the period before and after it, before the rules
 *   about its last day: the explanation is made of these and no others
 */
export function dueSecondAfter(
  calendar: WorkingCalendar,
  received: number,
  limit: Limit,
  stops: readonly ClockStop[],
  settings: DeadlineSettings = defaultDeadlineSettings,
  onMoved: (stop: ClockStop, end: { readonly was: number; readonly is: number }) => void = () => {},
): number | null {
  const run = (from: number): number => runOut(calendar, countedFrom(calendar, from, settings), limit.amount, limit.unit, settings)
  let raw = run(received)
  let due = settled(calendar, raw, limit.unit, settings)
  let stoppedUntil = countedFrom(calendar, received, settings)
  for (const stop of [...stops].sort((a, b) => a.from - b.from)) {
    const from = Math.max(stop.from, stoppedUntil)
    if (from >= due) break
    if (stop.effect === 'extend') {
      const was = raw
      raw = extended(calendar, raw, stop.by, settings)
      due = settled(calendar, raw, limit.unit, settings)
      onMoved(stop, { was, is: raw })
      continue
    }
    if (stop.to === null) {
      onMoved(stop, { was: raw, is: raw })
      return null
    }
    // A restart may last no time at all and still begin the limit again; a pause of no length is no pause.
    if (stop.to < from || (stop.to === from && stop.effect === 'pause')) continue
    const [before, was] = [due, raw]
    raw = stop.effect === 'restart' ? run(stop.to) : paused(calendar, raw, from, stop.to, limit.unit)
    due = settled(calendar, raw, limit.unit, settings)
    stoppedUntil = stop.to
    if (stop.effect === 'restart' || due !== before) onMoved(stop, { was, is: raw })
  }
  return due
}

/** Added time follows what there was: its first day is the day after the old last one, whatever the setting. */
function extended(calendar: WorkingCalendar, raw: number, by: Limit | undefined, settings: DeadlineSettings): number {
  return by ? runOut(calendar, raw, by.amount, by.unit, { ...settings, firstDay: 'not_counted' }) : raw
}

/**
 * The end of the period after a pause. Never before the pause ended: with nothing left, as when the clock was stopped in the evening
 * before a due hour at the opening, it is the moment the clock runs again, within office hours where the limit is of working time.
 */
function paused(calendar: WorkingCalendar, raw: number, from: number, to: number, unit: LimitUnit): number {
  switch (unit) {
    case 'working_hours':
    case 'working_days': {
      const moved = addWorkingSeconds(calendar, raw, workingSecondsBetween(calendar, from, to))
      return moved < to ? advanceToWorkingTime(calendar, to) : moved
    }
    case 'hours':
      return Math.max(to, raw + to - from)
    case 'days':
    case 'months': {
      const moved = raw + (dayOfSecond(to) - dayOfSecond(from)) * secondsPerDay
      return moved + Math.max(0, Math.ceil((to - moved) / secondsPerDay)) * secondsPerDay
    }
  }
}

/** End of the period before the rules about its last day. */
function runOut(calendar: WorkingCalendar, start: number, amount: number, unit: LimitUnit, settings: DeadlineSettings): number {
  if (unit === 'working_hours') return addWorkingSeconds(calendar, start, Math.round(amount * 3600))
  if (unit === 'hours') return start + Math.round(amount * 3600)
  const day = Math.floor(start / secondsPerDay)
  const inDay = start - day * secondsPerDay
  const last = lastDayOf(calendar, day, Math.floor(amount), unit, settings)
  if (unit !== 'working_days') return last * secondsPerDay + inDay
  const part = amount - Math.floor(amount)
  const moment = withinOffice(calendar, last, inDay)
  return part === 0 ? moment : addWorkingSeconds(calendar, moment, Math.round(part * standardDaySeconds))
}

function lastDayOf(
  calendar: WorkingCalendar,
  day: number,
  amount: number,
  unit: 'days' | 'working_days' | 'months',
  settings: DeadlineSettings,
): number {
  // Counting the day of receipt as day one is the same as starting the day before.
  const before = settings.firstDay === 'counted' && amount > 0 ? day - 1 : day
  switch (unit) {
    case 'working_days':
      return amount === 0 ? onOrAfter(calendar, day) : workingDayAfter(calendar, before, amount)
    case 'days':
      return before + amount
    case 'months':
      return addMonths(before, amount)
  }
}

/**
 * The corresponding day of a later month, or its last day when it has none.
 *
 * @law 91/2015/QH13 Điều 148 khoản 3
 */
export function addMonths(day: number, months: number): number {
  const civil = civilOf(day)
  const index = civil.year * 12 + civil.month - 1 + months
  const year = Math.floor(index / 12)
  const month = index - year * 12 + 1
  return dayNumber(year, month, Math.min(civil.day, daysInMonth(year, month)))
}

/** The rules about the last day: off → next working day, and the hour at which it ends. */
function settled(calendar: WorkingCalendar, raw: number, unit: LimitUnit, settings: DeadlineSettings): number {
  if (unit === 'working_hours') return raw
  let day = Math.floor(raw / secondsPerDay)
  const inDay = raw - day * secondsPerDay
  const rolls = unit !== 'working_days' && settings.lastDayOff === 'next_working_day'
  if (rolls && !isWorkingDay(calendar, day)) day = onOrAfter(calendar, day)
  if (unit === 'hours') return day * secondsPerDay + inDay
  if (settings.dueTime === 'end_of_day') return (day + 1) * secondsPerDay
  if (settings.dueTime === 'end_of_office_hours') return closingOf(calendar, day) ?? (day + 1) * secondsPerDay
  return withinOffice(calendar, day, inDay)
}

/**
 * A clock hour fitted into the office hours of a day: in a break the next session begins, after the last session
 * its closing. It never leaves the day, for the law counts days. On a day off it stays as it is.
 */
function withinOffice(calendar: WorkingCalendar, day: number, inDay: number): number {
  const moment = day * secondsPerDay + inDay
  const closing = closingOf(calendar, day)
  if (closing === null) return moment
  if (moment >= closing) return closing
  const opening = advanceToWorkingTime(calendar, moment)
  // 11:30 is the end of the morning, not the beginning of the afternoon.
  return opening > moment && isClosing(calendar, moment) ? moment : opening
}

function isClosing(calendar: WorkingCalendar, moment: number): boolean {
  return advanceToWorkingTime(calendar, moment - 1) === moment - 1
}

/** Units that can be counted from a date without an hour. */
export function countsWholeDays(unit: LimitUnit): unit is 'days' | 'working_days' | 'months' {
  return unit === 'days' || unit === 'working_days' || unit === 'months'
}

/**
 * Whole-day counting: a day in, a day out, the first day not counted whether worked or not. Hours cannot be counted
 * from a date; the caller refuses them ({@link countsWholeDays}).
 */
export function dueDay(
  calendar: WorkingCalendar,
  receivedDay: number,
  amount: number,
  unit: 'days' | 'working_days' | 'months',
  settings: DeadlineSettings = defaultDeadlineSettings,
): number {
  const last = lastDayOf(calendar, receivedDay, amount, unit, settings)
  if (unit === 'working_days' || settings.lastDayOff === 'stays') return last
  return onOrAfter(calendar, last)
}
