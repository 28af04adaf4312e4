import { dayFrom, textOfMillis } from './instant.ts'
import type { Language } from './language.ts'

/**
 * How instants become days and words in Vietnam. The only place on the server that knows the zone and how a promise is
 * written; `web/ui/format.ts` writes the same words on screens, and `promise.test.ts` compares the two.
 */
export const vietnam = 'Asia/Ho_Chi_Minh'

/** ISO 8601 with the offset +07:00, to the second: the spelling of every instant in the API. */
export function toVietnamIso(at: Temporal.Instant): string {
  const ms = at.epochMilliseconds
  // A page of dossiers spells hundreds: since the zone has kept one offset, adding it is enough.
  if (hasOneOffset(ms)) return `${textOfMillis(ms + offsetMs).slice(0, 19)}+07:00`
  return at.toZonedDateTimeISO(vietnam).toString({ timeZoneName: 'never', smallestUnit: 'second' })
}

/** {@link toVietnamIso} with its milliseconds, where there are any: the spelling of every stored instant. */
export function toVietnamIsoInFull(at: Temporal.Instant): string {
  const ms = at.epochMilliseconds
  if (hasOneOffset(ms)) return `${textOfMillis(ms + offsetMs).slice(0, -1)}+07:00`
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(vietnam).toString({ timeZoneName: 'never' })
}

const offsetMs = 7 * 3_600_000
/** Clocks have stood at +07:00 since 13 June 1975, as the zone database has it. */
const oneOffsetSinceMs = 171_849_600_000
const year10000Ms = 253_402_300_800_000 - offsetMs

function hasOneOffset(ms: number): boolean {
  return ms >= oneOffsetSinceMs && ms < year10000Ms
}

/** The calendar day on which an instant falls. */
export function toVietnamDay(at: Temporal.Instant): Temporal.PlainDate {
  const ms = at.epochMilliseconds
  if (!hasOneOffset(ms)) return at.toZonedDateTimeISO(vietnam).toPlainDate()
  const { year, month, day } = dayFrom(ms + offsetMs)
  return new Temporal.PlainDate(year, month, day)
}

/**
 * The day to which a time limit belongs. A limit that ends at midnight ends at 24:00 of the day before, not at 00:00 of
 * the next: everything that counts or names the day of a limit asks here.
 * @law 91/2015/QH13 Điều 148 khoản 6
 */
export function lastDayOf(dueAt: Temporal.Instant): Temporal.PlainDate {
  const { day, isMidnight } = dayAndTimeOf(dueAt)
  return isMidnight ? day.subtract({ days: 1 }) : day
}

/** The end of a day, 24:00. */
export function endOfVietnamDay(day: Temporal.PlainDate): Temporal.Instant {
  return day.add({ days: 1 }).toZonedDateTime(vietnam).toInstant()
}

/** `16:30 ngày 24/11/2026`: when something happened. */
export function instantText(at: Temporal.Instant, language: Language = 'vi'): string {
  const { day, time } = dayAndTimeOf(at)
  if (language === 'en') return `${time} on ${dayText(day)}`
  return `${time} ngày ${dayText(day)}`
}

/** `16:30 thứ Ba, 24/11/2026`, `24:00 thứ Tư, 02/12/2026`: until when something lasts, as a promise is spoken. */
export function promiseText(dueAt: Temporal.Instant, language: Language = 'vi'): string {
  const day = lastDayOf(dueAt)
  if (language === 'en') return `${limitTimeOf(dueAt)} ${weekdaysInEnglish[day.dayOfWeek % 7]}, ${dayText(day)}`
  return `${limitTimeOf(dueAt)} ${weekdays[day.dayOfWeek % 7]}, ${dayText(day)}`
}

/** `16:30 24/11/2026`, `24:00 02/12/2026`: the same for a narrow column. */
export function shortPromiseText(dueAt: Temporal.Instant): string {
  return `${limitTimeOf(dueAt)} ${dayText(lastDayOf(dueAt))}`
}

/** `24/11/2026`. */
export function dayText(day: Temporal.PlainDate): string {
  return `${twoDigits(day.day)}/${twoDigits(day.month)}/${day.year}`
}

const weekdaysInEnglish = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const
const weekdays = ['Chủ nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy'] as const

function limitTimeOf(dueAt: Temporal.Instant): string {
  const { time, isMidnight } = dayAndTimeOf(dueAt)
  return isMidnight ? '24:00' : time
}

function dayAndTimeOf(at: Temporal.Instant) {
  const minute = Math.floor(localMillisOf(at) / 60_000)
  const minuteOfDay = minute - Math.floor(minute / minutesOfDay) * minutesOfDay
  return {
    day: toVietnamDay(at),
    time: `${twoDigits(Math.floor(minuteOfDay / 60))}:${twoDigits(minuteOfDay % 60)}`,
    // Clocks count whole seconds: a fraction after midnight is still midnight.
    isMidnight: minuteOfDay === 0 && Math.floor(localMillisOf(at) / 1000) === minute * 60,
  }
}

const minutesOfDay = 24 * 60

/** The local time as milliseconds, as if it were UTC. */
function localMillisOf(at: Temporal.Instant): number {
  const ms = at.epochMilliseconds
  if (hasOneOffset(ms)) return ms + offsetMs
  return ms + at.toZonedDateTimeISO(vietnam).offsetNanoseconds / 1_000_000
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
