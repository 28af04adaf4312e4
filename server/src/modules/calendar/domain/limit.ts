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

/** `5 ngày làm việc`, `0,5 ngày làm việc`. */
export function limitText(limit: Limit): string {
  return `${String(limit.amount).replace('.', ',')} ${unitNames[limit.unit]}`
}

/** A day of work is eight hours: what a part of a working day, and "còn … ngày làm việc", are counted in. */
export const standardDaySeconds = 8 * 3600
