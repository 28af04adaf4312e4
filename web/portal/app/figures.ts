import { formatPromise } from '../../ui/format.ts'
import type { Language } from './language.ts'

const locales: Record<Language, string> = { vi: 'vi-VN', en: 'en-GB' }

/** `1234567` → `1.234.567` (Vietnamese) or `1,234,567`. */
export function count(language: Language, value: number): string {
  return new Intl.NumberFormat(locales[language]).format(value)
}

/** Integer đồng → `1.234.567 đ`. */
export function dong(language: Language, value: number): string {
  return `${count(language, value)} đ`
}

/** A share already in per cent → `97,5 %`; a dash where nothing has been counted yet. */
export function percent(language: Language, value: number | null): string {
  if (value === null) return '–'
  return `${new Intl.NumberFormat(locales[language], { maximumFractionDigits: 1 }).format(value)}\u00A0%`
}

/** `2026-11-23` → `23/11/2026`. The text is the day in Vietnam already; no time zone may touch it. */
export function day(text: string): string {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)/u.exec(text) ?? []
  return year && month && date ? `${date}/${month}/${year}` : text
}

/** `2026-11-23T10:05:09+07:00` → `10:05, 23/11/2026`. */
export function instant(text: string): string {
  const inVietnam = parts(text)
  return inVietnam ? `${inVietnam.hour}:${inVietnam.minute}, ${inVietnam.day}/${inVietnam.month}/${inVietnam.year}` : text
}

/** `10:05` or, with seconds, `10:05:09`, in Vietnam. */
export function clock(at: string | number, withSeconds = false): string {
  const inVietnam = parts(at)
  if (!inVietnam) return ''
  return `${inVietnam.hour}:${inVietnam.minute}${withSeconds ? `:${inVietnam.second}` : ''}`
}

/** `thứ Hai, 23/11/2026`. */
export function longDay(language: Language, at: string | number): string {
  const inVietnam = parts(at)
  if (!inVietnam) return ''
  const weekday = new Intl.DateTimeFormat(locales[language], { weekday: 'long', timeZone: zone }).format(new Date(at))
  const name = language === 'vi' ? weekday.replace(/^Thứ/u, 'thứ').replace(/^Chủ Nhật/u, 'Chủ nhật') : weekday
  return `${name}, ${inVietnam.day}/${inVietnam.month}/${inVietnam.year}`
}

/** `10:00 thứ Ba, 01/12/2026`: when to come back. */
export function appointment(language: Language, at: string): string {
  return formatPromise(at, language)
}

const zone = 'Asia/Ho_Chi_Minh'
const inZone = new Intl.DateTimeFormat('en-GB', {
  timeZone: zone,
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

type Part = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second'

function parts(at: string | number): Record<Part, string> | null {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return null
  const named = inZone.formatToParts(date).map(({ type, value }) => [type, value])
  return Object.fromEntries(named) as Record<Part, string>
}
