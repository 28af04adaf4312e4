import type { Language } from '#kernel/language.ts'
import { isoLocal, isoOf, parseDay, parseLocalSecond } from './civil-day.ts'
import { defaultDeadlineSettings } from './deadline-settings.ts'
import type { DeadlineSettings } from './deadline-settings.ts'
import { countsWholeDays } from './due-date.ts'
import { explainDueDay, explainDueSecond } from './explain-due-date.ts'
import type { Reason } from './explain-due-date.ts'
import { faultOfLimit, limitUnits } from './limit.ts'
import type { Limit, LimitUnit } from './limit.ts'
import { OutsideCalendar } from './working-calendar.ts'
import type { WorkingCalendar } from './working-calendar.ts'

/** A due date asked for in text, as in a file or a form: as precise as what was received. */
export type TextAnswer =
  | { readonly due: string; readonly because: readonly Reason[]; readonly sentence: string }
  | { readonly fault: 'received' | 'limit' | 'outside'; readonly sentence: string }

/**
 * `received` is `YYYY-MM-DD` (whole days; hours cannot be counted from it) or `YYYY-MM-DDTHH:mm[:ss]` in Vietnam's
 * time; the due date comes back in the same form. Every fault is returned as a message.
 */
export function dueDateOfText(
  calendar: WorkingCalendar,
  received: string,
  limit: Limit,
  settings: DeadlineSettings = defaultDeadlineSettings,
  language: Language = 'vi',
): TextAnswer {
  const faulty = faultOfLimit(limit)
  if (faulty) return { fault: 'limit', sentence: faulty }
  try {
    const day = parseDay(received)
    if (day !== null) {
      if (!countsWholeDays(limit.unit)) {
        return {
          fault: 'received',
          sentence: 'Thời hạn tính bằng giờ cần thời điểm nhận có cả giờ (YYYY-MM-DDTHH:mm).',
        }
      }
      if (!Number.isInteger(limit.amount)) {
        return {
          fault: 'limit',
          sentence: 'Phần lẻ của ngày làm việc cần thời điểm nhận có cả giờ (YYYY-MM-DDTHH:mm).',
        }
      }
      const explained = explainDueDay(calendar, day, limit, settings, language)
      return { due: isoOf(explained.due), because: explained.because, sentence: explained.sentence }
    }
    const second = parseLocalSecond(received)
    if (second === null) {
      return {
        fault: 'received',
        sentence: 'Thời điểm nhận phải là một ngày có thật, viết YYYY-MM-DD hoặc YYYY-MM-DDTHH:mm.',
      }
    }
    const explained = explainDueSecond(calendar, { received: second, limit, settings, language })
    if (explained.due === null) throw new Error('a clock that was never stopped has no due date')
    const withSeconds = received.length > 'YYYY-MM-DDTHH:mm'.length
    return {
      due: isoLocal(explained.due, withSeconds),
      because: explained.because,
      sentence: explained.sentence,
    }
  } catch (error) {
    if (error instanceof OutsideCalendar) {
      return { fault: 'outside', sentence: 'Lịch làm việc chỉ có từ năm 1976 đến năm 2100.' }
    }
    throw error
  }
}

/** A limit typed as text; the sentence of what is wrong otherwise. */
export function limitOfText(amount: string, unit: string): Limit | string {
  const known = limitUnits.find((each): each is LimitUnit => each === unit.trim())
  if (!known) return `Đơn vị "${unit.trim()}" chưa đúng; dùng ${limitUnits.join(', ')}.`
  const text = amount.trim()
  if (!/^\d+(\.\d+)?$/u.test(text)) return `Số lượng "${text}" chưa đúng; phải là một số không âm.`
  if (/^[1-9]\d{0,2}(?:\.\d{3})+$/u.test(text))
    return `Số lượng "${text}" đọc được hai cách (hàng nghìn hay phần lẻ). Xin viết liền, ví dụ 1000, hoặc bớt số 0 sau dấu chấm.`
  return { amount: Number(text), unit: known }
}
