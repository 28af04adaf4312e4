import { writeCitationIn, writeIn } from '#kernel/in-english.ts'
import type { Language } from '#kernel/language.ts'
import { clockText, dayOfSecond, secondsPerDay, vietnameseDate, weekdayName, weekdayOf } from './civil-day.ts'
import { dayKindNames } from './decree-day.ts'
import type { DayKind } from './decree-day.ts'
import { limitText } from './limit.ts'
import type { Limit } from './limit.ts'

/** How a due date is explained: every sentence and part of one, in one language. Names of days, grounds and causes come as they are. */
export type DueDateWords = {
  readonly received: (second: number) => string
  readonly receivedOn: (day: number) => string
  readonly limit: (limit: Limit) => string
  readonly firstDayNotCounted: string
  readonly firstDayCounted: string
  readonly afterHours: (received: number, start: number) => string
  readonly extended: (by: Limit | undefined, from: number, cause: string) => string
  readonly restartedBy: (from: number, cause: string) => string
  readonly restarted: (from: number) => string
  readonly stopped: (from: number, to: number | null, cause: string) => string
  readonly rolled: (plain: number, due: number) => string
  readonly rolledPart: string
  readonly marked: (day: number, mark: { kind: DayKind; name: string; basis: string; isPart: boolean }) => string
  readonly off: (day: number, isWeekend: boolean) => string
  readonly offName: (isWeekend: boolean) => string
  readonly counts: (isCounted: boolean, date: string, name: string) => string
  readonly weekends: (dates: readonly string[] | number) => string
  readonly dueAt: (second: number) => string
  readonly dueOn: (day: number) => string
  readonly stands: string
}

const because = (cause: string): string => (cause === '' ? '' : ` (${cause})`)

/** A time limit, or the end of a stop: midnight is 24:00 of the day before. */
function endText(second: number, moment: (at: number) => string, endOf: (day: number) => string): string {
  return second % secondsPerDay === 0 ? endOf(dayOfSecond(second) - 1) : moment(second)
}

const momentText = (second: number): string => {
  const day = dayOfSecond(second)
  return `${clockText(second)} ${weekdayName(day)} ngày ${vietnameseDate(day)}`
}
const dueMomentText = (second: number): string =>
  endText(second, momentText, (day) => `24:00 ${weekdayName(day)} ngày ${vietnameseDate(day)}`)

const vietnamese: DueDateWords = {
  received: (second) => `Nhận ${momentText(second)}`,
  receivedOn: (day) => `Nhận ngày ${vietnameseDate(day)}`,
  limit: (limit) => `thời hạn ${limitText(limit)}`,
  firstDayNotCounted: 'không tính ngày nhận',
  firstDayCounted: 'ngày nhận là ngày thứ nhất',
  afterHours: (received, start) => `Hồ sơ đến ngoài giờ làm việc (${momentText(received)}) nên tính như nhận lúc ${momentText(start)}.`,
  extended: (by, from, cause) => `Gia hạn thêm ${by ? limitText(by) : ''} theo văn bản ký lúc ${momentText(from)}${because(cause)}.`,
  restartedBy: (from, cause) => `Thời hạn tính lại từ đầu từ ${momentText(from)}${because(cause)}.`,
  restarted: (from) => `Thời hạn tính lại từ đầu từ ${momentText(from)}.`,
  stopped: (from, to, cause) =>
    to === null
      ? `Dừng tính thời hạn từ ${momentText(from)}${because(cause)}, đến nay chưa tiếp tục.`
      : `Dừng tính thời hạn từ ${momentText(from)} đến ${dueMomentText(to)}${because(cause)}.`,
  rolled: (plain, due) => `Ngày cuối ${vietnameseDate(plain)} là ngày nghỉ nên lùi đến ngày làm việc tiếp theo, ${vietnameseDate(due)}.`,
  rolledPart: 'ngày cuối là ngày nghỉ nên lùi đến ngày làm việc tiếp theo',
  marked: (day, { kind, name, basis, isPart }) => {
    const effect = kind === 'makeup_workday' ? 'được tính' : isPart ? 'chỉ làm việc một phần' : 'không tính'
    return `Ngày ${weekdayName(day)} ${vietnameseDate(day)} ${effect}: ${dayKindNames[kind]}, ${name} (${basis}).`
  },
  off: (day, isWeekend) =>
    `Ngày ${weekdayName(day)} ${vietnameseDate(day)} không tính: ${isWeekend ? 'nghỉ hằng tuần' : 'cơ quan không làm việc'}.`,
  offName: (isWeekend) => (isWeekend ? 'Nghỉ hằng tuần' : 'Cơ quan không làm việc'),
  counts: (isCounted, date, name) => `${isCounted ? 'tính' : 'trừ'} ${date} (${name})`,
  weekends: (dates) => (typeof dates === 'number' ? `trừ ${dates} ngày nghỉ hằng tuần` : `trừ nghỉ hằng tuần ${dates.join(', ')}`),
  dueAt: (second) => `hẹn trả ${dueMomentText(second)}`,
  dueOn: (day) => `hẹn trả ${weekdayName(day)} ngày ${vietnameseDate(day)}`,
  stands: 'đồng hồ đang dừng, chưa có ngày hẹn',
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const
const dayInEnglish = (day: number): string => `${weekdays[weekdayOf(day)]} ${vietnameseDate(day)}`
const momentInEnglish = (second: number): string => `${clockText(second)} on ${dayInEnglish(dayOfSecond(second))}`
const endInEnglish = (second: number): string => endText(second, momentInEnglish, (day) => `24:00 on ${dayInEnglish(day)}`)

const kindsInEnglish: Readonly<Record<DayKind, string>> = {
  holiday: 'public holiday',
  compensation: 'day off in lieu',
  swapped_off: 'day off by decree',
  makeup_workday: 'make-up working day',
}

const english: DueDateWords = {
  received: (second) => `Received at ${momentInEnglish(second)}`,
  receivedOn: (day) => `Received on ${vietnameseDate(day)}`,
  limit: (limit) => `limit ${limitText(limit, 'en')}`,
  firstDayNotCounted: 'the day of receipt does not count',
  firstDayCounted: 'the day of receipt is the first day',
  afterHours: (received, start) =>
    `Received outside office hours (${momentInEnglish(received)}), so it counts as received at ${momentInEnglish(start)}.`,
  extended: (by, from, cause) => `Extended by ${by ? limitText(by, 'en') : ''}, signed at ${momentInEnglish(from)}${because(cause)}.`,
  restartedBy: (from, cause) => `The limit began again at ${momentInEnglish(from)}${because(cause)}.`,
  restarted: (from) => `The limit began again at ${momentInEnglish(from)}.`,
  stopped: (from, to, cause) =>
    to === null
      ? `The clock stopped at ${momentInEnglish(from)}${because(cause)} and has not gone on yet.`
      : `The clock stopped from ${momentInEnglish(from)} to ${endInEnglish(to)}${because(cause)}.`,
  rolled: (plain, due) =>
    `The last day, ${vietnameseDate(plain)}, is a day off, so it moves to the next working day, ${vietnameseDate(due)}.`,
  rolledPart: 'the last day is a day off, so it moves to the next working day',
  marked: (day, { kind, name, basis, isPart }) => {
    const effect = kind === 'makeup_workday' ? 'counts' : isPart ? 'is worked in part only' : 'does not count'
    return `${dayInEnglish(day)} ${effect}: ${kindsInEnglish[kind]}, ${writeIn('en', name)} (${writeCitationIn('en', basis)}).`
  },
  off: (day, isWeekend) => `${dayInEnglish(day)} does not count: ${isWeekend ? 'weekend' : 'the office is closed'}.`,
  offName: (isWeekend) => (isWeekend ? 'Weekend' : 'Office closed'),
  counts: (isCounted, date, name) => `${date} ${isCounted ? 'counts' : 'does not count'} (${writeIn('en', name)})`,
  weekends: (dates) =>
    typeof dates === 'number' ? `${dates} days of weekends do not count` : `weekends do not count: ${dates.join(', ')}`,
  dueAt: (second) => `due at ${endInEnglish(second)}`,
  dueOn: (day) => `due on ${dayInEnglish(day)}`,
  stands: 'the clock is suspended, there is no due date yet',
}

export const dueDateWords: Readonly<Record<Language, DueDateWords>> = { vi: vietnamese, en: english }
