import type { Language } from '#kernel/language.ts'
import type { Limit, LimitUnit } from '#kernel/limit.ts'

export { faultOfLimit, limitUnits } from '#kernel/limit.ts'
export type { Limit, LimitUnit } from '#kernel/limit.ts'

const unitNames: Readonly<Record<LimitUnit, string>> = {
  hours: 'giờ',
  working_hours: 'giờ làm việc',
  days: 'ngày',
  working_days: 'ngày làm việc',
  months: 'tháng',
}

const unitsInEnglish: Readonly<Record<LimitUnit, string>> = {
  hours: 'hour',
  working_hours: 'working hour',
  days: 'day',
  working_days: 'working day',
  months: 'month',
}

/** `5 ngày làm việc`, `0,5 ngày làm việc`; `5 working days`. */
export function limitText(limit: Limit, language: Language = 'vi'): string {
  if (language === 'en') return `${limit.amount} ${unitsInEnglish[limit.unit]}${limit.amount === 1 ? '' : 's'}`
  return `${String(limit.amount).replace('.', ',')} ${unitNames[limit.unit]}`
}

/** A day of work is eight hours: what a part of a working day, and "còn … ngày làm việc", are counted in. */
export const standardDaySeconds = 8 * 3600
