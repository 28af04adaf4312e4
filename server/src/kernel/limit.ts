/** Units in which laws and procedures state a time limit (thời hạn). */
export const limitUnits = ['hours', 'working_hours', 'days', 'working_days', 'months'] as const
export type LimitUnit = (typeof limitUnits)[number]

/** A time limit as a procedure states it: five working days, eight working hours. */
export type Limit = { readonly amount: number; readonly unit: LimitUnit }

/**
 * Why a limit cannot be counted, in Vietnamese; `null` when it can. Parts of an hour and of a working day are
 * real ("0,5 ngày làm việc" is four working hours); a part of a calendar day or of a month means nothing.
 */
export function faultOfLimit(limit: Limit): string | null {
  if (!Number.isFinite(limit.amount) || limit.amount < 0) return 'Thời hạn phải là một số không âm.'
  if (limit.amount > 100_000) return 'Thời hạn quá dài.'
  const whole = Number.isInteger(limit.amount)
  if (!whole && limit.unit === 'days') return 'Thời hạn tính bằng ngày phải là số nguyên.'
  if (!whole && limit.unit === 'months') return 'Thời hạn tính bằng tháng phải là số nguyên.'
  return null
}
