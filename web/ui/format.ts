/*
 * How days, times and money are written: dd/MM/yyyy, 24 hours, 1.234.567 đ, always in Vietnam's time,
 * whatever the clock of the machine at the counter says.
 */

const zone = 'Asia/Ho_Chi_Minh'
const dayFormat = new Intl.DateTimeFormat('en-GB', { timeZone: zone, day: '2-digit', month: '2-digit', year: 'numeric' })
const timeFormat = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hour12: false })
const weekdayFormat = {
  vi: new Intl.DateTimeFormat('vi-VN', { timeZone: zone, weekday: 'long' }),
  en: new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'long' }),
}

/** `2026-12-01` → `01/12/2026`; an instant becomes its day in Vietnam. What is neither is shown unchanged: an address may say anything. */
export function formatDay(value: string): string {
  const plain = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value)
  if (plain) return `${plain[3]}/${plain[2]}/${plain[1]}`
  const instant = new Date(value)
  return Number.isNaN(instant.getTime()) ? value : dayFormat.format(instant)
}

/** `2026-12-01T10:42:00+07:00` → `10:42`. */
export function formatTime(instant: string): string {
  return timeFormat.format(new Date(instant))
}

/** `10:42 01/12/2026`, the order Vietnamese papers use. */
export function formatInstant(instant: string): string {
  return `${formatTime(instant)} ${formatDay(instant)}`
}

/** `10:00 thứ Ba, 01/12/2026`, `24:00 thứ Tư, 02/12/2026`: a time limit as it is spoken, on every screen. */
export function formatPromise(instant: string, language: 'vi' | 'en' = 'vi'): string {
  const { time, on } = limitFrom(instant)
  const weekday = weekdayFormat[language].format(on)
  const spoken = language === 'vi' ? weekday.replace(/^Thứ/, 'thứ').replace(/^Chủ Nhật/, 'Chủ nhật') : weekday
  return `${time} ${spoken}, ${dayFormat.format(on)}`
}

/** `10:00 01/12/2026`, `24:00 02/12/2026`: a time limit in a line of a list. */
export function formatDue(instant: string): string {
  const { time, on } = limitFrom(instant)
  return `${time} ${dayFormat.format(on)}`
}

/** A limit that ends at midnight ends at 24:00 of the day before: `lastDayOf` in the server's kernel says the same. */
function limitFrom(instant: string): { time: string; on: Date } {
  const at = new Date(instant)
  const time = timeFormat.format(at)
  return time === '00:00' && at.getTime() % 60_000 < 1000 ? { time: '24:00', on: new Date(at.getTime() - 1000) } : { time, on: at }
}

/** Integer đồng → `1.234.567 đ`, the space unbreakable. */
export function formatDong(amount: number): string {
  const digits = String(Math.abs(Math.trunc(amount))).replaceAll(/\B(?=(\d{3})+$)/g, '.')
  return `${amount < 0 ? '−' : ''}${digits}\u00A0đ`
}

/**
 * Digits, letters and signs as wide as a whole character (０１２／), as keyboards of East Asia give them, in their plain forms. The server reads all
 * that arrives so (`kernel/plain-forms.ts`); what is read here before it is sent is read alike.
 */
export function plainForms(typed: string): string {
  return typed.replaceAll(/[\uff01-\uff5e\u3000]+/gu, (signs) => signs.normalize('NFKC'))
}

/** What a person types as a day (`1/12/1990`, `01121990`, `01-12-1990`) → `1990-12-01`, or null. */
export function parseDay(typed: string): string | null {
  const match = /^\s*(\d{1,2})[/.\- ]?(\d{1,2})[/.\- ]?(\d{4})\s*$/.exec(plainForms(typed))
  if (!match) return null
  const [, day = '', month = '', year = ''] = match
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const read = new Date(`${iso}T00:00:00Z`)
  return Number.isNaN(read.getTime()) || read.toISOString().slice(0, 10) !== iso ? null : iso
}
