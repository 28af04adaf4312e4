/**
 * Days and moments as whole numbers, so that a million due dates a second need no objects.
 *
 * - A *day number* counts days from 1970-01-01 (= 0), a Thursday.
 * - A *local second* counts seconds of Vietnam's clock from 1970-01-01T00:00:00 local time.
 *
 * Vietnam has kept UTC+7 all year round since 1975 (no summer time), so a local second is an epoch second plus
 * seven hours, and every day has 86,400 of them. The calendar reaches from 1976 to 2100.
 */
export const secondsPerDay = 86_400
const utcOffsetSeconds = 7 * 3600

/** 0 Sunday … 6 Saturday. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6

/** Day number of a date of the Gregorian calendar (Howard Hinnant's civil-days algorithm). */
export function dayNumber(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** Year, month (1–12) and day of a day number. */
export function civilOf(day: number): { year: number; month: number; day: number } {
  const z = day + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const mp = Math.floor((5 * dayOfYear + 2) / 153)
  const month = mp < 10 ? mp + 3 : mp - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * mp + 2) / 5) + 1,
  }
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

export function weekdayOf(day: number): Weekday {
  return ((((day + 4) % 7) + 7) % 7) as Weekday
}

/** Saturday or Sunday: the weekly rest of state offices since 2 October 1999 (Quyết định 188/1999/QĐ-TTg). */
export function isWeekend(day: number): boolean {
  const weekday = weekdayOf(day)
  return weekday === 0 || weekday === 6
}

const isoDate = /^(\d{4})-(\d{2})-(\d{2})$/u

/** Day number of `YYYY-MM-DD`; `null` when it is not a date that exists. */
export function parseDay(text: string): number | null {
  const match = isoDate.exec(text)
  if (!match) return null
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null
  return dayNumber(year, month, day)
}

/** As {@link parseDay}, for days written in our own data; throws when one is wrong. */
export function dayFrom(text: string): number {
  const day = parseDay(text)
  if (day === null) throw new RangeError(`not a calendar day: ${text}`)
  return day
}

function two(n: number): string {
  return n < 10 ? `0${n}` : String(n)
}

/** `YYYY-MM-DD`. */
export function isoOf(day: number): string {
  const { year, month, day: d } = civilOf(day)
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(d)}`
}

/** `dd/MM/yyyy`, as printed on forms. */
export function vietnameseDate(day: number): string {
  const { year, month, day: d } = civilOf(day)
  return `${two(d)}/${two(month)}/${year}`
}

const weekdayNames = ['chủ nhật', 'thứ hai', 'thứ ba', 'thứ tư', 'thứ năm', 'thứ sáu', 'thứ bảy'] as const

export function weekdayName(day: number): string {
  return weekdayNames[weekdayOf(day)]
}

const localDateTime = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2}))?$/u

/** Local second of `YYYY-MM-DDTHH:mm[:ss]`; `null` when it is not a moment that exists. */
export function parseLocalSecond(text: string): number | null {
  const match = localDateTime.exec(text)
  if (!match) return null
  const day = parseDay(match[1] ?? '')
  const [hour, minute, second] = [Number(match[2]), Number(match[3]), Number(match[4] ?? 0)]
  if (day === null || hour > 23 || minute > 59 || second > 59) return null
  return day * secondsPerDay + hour * 3600 + minute * 60 + second
}

export function dayOfSecond(second: number): number {
  return Math.floor(second / secondsPerDay)
}

/** `YYYY-MM-DDTHH:mm`, with `:ss` when asked. Midnight at the end of a day prints as 24:00 of that day. */
export function isoLocal(second: number, withSeconds = false, endOfDay = false): string {
  const day = dayOfSecond(endOfDay ? second - 1 : second)
  const inDay = second - day * secondsPerDay
  const text = `${isoOf(day)}T${two(Math.floor(inDay / 3600))}:${two(Math.floor(inDay / 60) % 60)}`
  return withSeconds ? `${text}:${two(inDay % 60)}` : text
}

/** `HH:mm`, 24-hour clock. */
export function clockText(second: number): string {
  const inDay = second - dayOfSecond(second) * secondsPerDay
  return `${two(Math.floor(inDay / 3600))}:${two(Math.floor(inDay / 60) % 60)}`
}

/** Whole local seconds of an instant; fractions of a second are dropped. */
export function localSecondOf(instant: Temporal.Instant): number {
  return localSecondOfMillis(instant.epochMilliseconds)
}

/** The same of milliseconds since 1970-01-01T00:00Z. */
export function localSecondOfMillis(millis: number): number {
  return Math.floor(millis / 1000) + utcOffsetSeconds
}

/** The instant of a local second. A part of a second, as what is left of a step may have, is taken to the millisecond. */
export function instantOf(localSecond: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(millisOfLocalSecond(localSecond))
}

/** The same in milliseconds since 1970-01-01T00:00Z. */
export function millisOfLocalSecond(localSecond: number): number {
  return Math.round((localSecond - utcOffsetSeconds) * 1000)
}
