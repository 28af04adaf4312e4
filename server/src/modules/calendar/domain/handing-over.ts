import { dayOfSecond, instantOf, localSecondOf, secondsPerDay } from './civil-day.ts'
import { advanceToClosingTime, advanceToWorkingTime, closingOf, isWorkingDay, workingDayAfter } from './working-calendar.ts'
import type { WorkingCalendar } from './working-calendar.ts'

/** Second of the day up to which what is received is handed over the same day. */
const cutOff = 15 * 3600

/** Working days in which an agency returns a dossier that does not meet the conditions. */
export const giveBackDays = 3

/**
 * By when what a one-stop centre accepted is to be with the competent agency: by the close of the same working day; accepted after
 * 15:00, or when the office was closed, at the beginning of the next working day. How long that beginning lasts the text does not say:
 * here it is the first session of office hours (in the usual week until 11:30), which is a choice of this system.
 *
 * @param accepted local second (`civil-day.ts`)
 * @returns local second; handed over at it is still in time
 * @law 61/2018/NĐ-CP Điều 18 khoản 2, khoản 3; 309/2026/NĐ-CP Điều 9 (không đổi); câu chữ của 118/2025/NĐ-CP chưa đối chiếu
 */
export function handOverBySecond(calendar: WorkingCalendar, accepted: number): number {
  const day = dayOfSecond(accepted)
  const closing = isWorkingDay(calendar, day) ? closingOf(calendar, day) : null
  if (closing !== null && accepted - day * secondsPerDay <= cutOff && accepted <= closing) return closing
  const next = workingDayAfter(calendar, day, 1)
  return advanceToClosingTime(calendar, advanceToWorkingTime(calendar, next * secondsPerDay))
}

/**
 * By when an agency gives a dossier that does not meet the conditions back, through the one-stop centre: within three working days,
 * the day of its receipt not counted, to 24:00 of the last.
 *
 * @param received local second at which the agency received the dossier
 * @returns local second; a return before it is in time
 * @law 61/2018/NĐ-CP Điều 19 khoản 4; 91/2015/QH13 Điều 147 khoản 2, Điều 148 khoản 6
 */
export function giveBackBySecond(calendar: WorkingCalendar, received: number): number {
  return (workingDayAfter(calendar, dayOfSecond(received), giveBackDays) + 1) * secondsPerDay
}

/** {@link handOverBySecond} as an instant. */
export function handOverBy(calendar: WorkingCalendar, acceptedAt: Temporal.Instant): Temporal.Instant {
  return instantOf(handOverBySecond(calendar, localSecondOf(acceptedAt)))
}

/** {@link giveBackBySecond} as an instant. */
export function giveBackBy(calendar: WorkingCalendar, receivedAt: Temporal.Instant): Temporal.Instant {
  return instantOf(giveBackBySecond(calendar, localSecondOf(receivedAt)))
}
