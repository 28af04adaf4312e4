import { faultOfLimit } from '#kernel/limit.ts'
import { tidy, withoutMarks } from '#kernel/vietnamese.ts'
import type { Limit, LimitUnit } from './procedure.ts'

/**
 * The time limit in a text. `unstated`: no limit is given, or none is prescribed. `ambiguous`: something is
 * given that can be read in two ways. Either way a person decides; the reason is for that person.
 */
export type LimitReading =
  | { readonly kind: 'known'; readonly limit: Limit }
  | { readonly kind: 'same_day'; readonly reason: string }
  | { readonly kind: 'unstated' | 'ambiguous'; readonly reason: string }

const unitOf: Readonly<Record<string, { readonly unit: LimitUnit; readonly times: number }>> = {
  'ngay lam viec': { unit: 'working_days', times: 1 },
  ngay: { unit: 'days', times: 1 },
  'gio lam viec': { unit: 'working_hours', times: 1 },
  gio: { unit: 'hours', times: 1 },
  thang: { unit: 'months', times: 1 },
  tuan: { unit: 'days', times: 7 },
  nam: { unit: 'months', times: 12 },
}

const quantity = /(\d+(?:[.,]\d+)?)\s*(?:\([a-z ]+\)\s*)?(ngay\s*\(?lam viec\)?|gio\s*\(?lam viec\)?|ngay|gio|thang|tuan|nam)(?![a-z])/gu
// Words that surround a limit without changing it.
const harmless =
  /^(?:(?:thoi han|thoi gian)(?: giai quyet| thuc hien)?\s*:?\s*)?(?:(?:trong|toi da|khong qua|khong vuot qua|cham nhat|thoi han|vong|la)\s*)*$/u
const countedFrom = /^[\s.,;]*(?:(?:ke )?tu (?:khi|ngay|thoi diem)\b[^\d]*)?$/u

/**
 * Reads one time limit out of the words of a published procedure: `01 Giờ`, `10 Ngày làm việc`, `Không quy định`,
 * `05 (năm) ngày kể từ ngày nhận đủ hồ sơ`. A number without its unit, or two limits, is never decided here.
 */
export function readLimit(source: string): LimitReading {
  const shown = tidy(source)
  const text = withoutMarks(shown).toLowerCase()
  if (text === '' || /^khong co(?: thong tin)?\.?$/u.test(text) || /^khong\.?$/u.test(text)) {
    return { kind: 'unstated', reason: 'Nguồn không ghi thời hạn giải quyết.' }
  }
  if (/^(?:khong|chua) (?:co )?quy dinh/u.test(text)) {
    return { kind: 'unstated', reason: 'Nguồn ghi không quy định thời hạn; cần người có thẩm quyền ấn định.' }
  }
  if (text.startsWith('khong phai tra ket qua')) {
    return { kind: 'unstated', reason: `Nguồn ghi “${shown}”, không có thời hạn trả kết quả.` }
  }

  const found = [...text.matchAll(quantity)]
  const [first] = found
  if (!first) {
    if (/^(?:giai quyet )?(?:ngay )?trong (?:ngay|buoi)\b/u.test(text) || /^ngay (?:khi|sau khi)\b/u.test(text)) {
      return { kind: 'same_day', reason: `Nguồn ghi “${shown}”: cần ấn định số giờ làm việc.` }
    }
    if (/^[\d.,]+$/u.test(text)) {
      return { kind: 'ambiguous', reason: `Nguồn ghi “${shown}” mà không ghi đơn vị (giờ, ngày hay ngày làm việc).` }
    }
    return { kind: 'ambiguous', reason: `Không đọc được thời hạn trong “${shorten(shown)}”.` }
  }

  const limits = found.map((match) => limitOf(match[1] ?? '', match[2] ?? ''))
  const [limit] = limits
  const same = limits.every((each) => each && limit && each.amount === limit.amount && each.unit === limit.unit)
  const before = text.slice(0, first.index).trim()
  const after = text.slice((first.index ?? 0) + first[0].length)
  // Ten years: beyond it a figure is a slip of the pen or two figures run together.
  if (!limit || limit.amount <= 0 || limit.amount > 3650)
    return { kind: 'ambiguous', reason: `Nguồn ghi “${shorten(shown)}”, không phải thời hạn có nghĩa.` }
  const faulty = faultOfLimit(limit)
  if (faulty !== null) return { kind: 'ambiguous', reason: `Nguồn ghi “${shorten(shown)}”: ${faulty}` }
  if (found.some(([, number = '']) => /^[1-9]\d{0,2}[.,]\d{3}$/u.test(number)))
    return { kind: 'ambiguous', reason: `Nguồn ghi “${shorten(shown)}”: không rõ dấu chấm, phẩy là hàng nghìn hay phần lẻ.` }
  if (!same) return { kind: 'ambiguous', reason: `Nguồn ghi nhiều thời hạn: “${shorten(shown)}”.` }
  if (!harmless.test(before) || !(found.length > 1 || countedFrom.test(after))) {
    return { kind: 'ambiguous', reason: `Thời hạn có điều kiện kèm theo: “${shorten(shown)}”.` }
  }
  return { kind: 'known', limit }
}

function limitOf(number: string, unitWords: string): Limit | undefined {
  const unit = unitOf[unitWords.replace(/[()]/gu, '').replace(/\s+/gu, ' ').trim()]
  const amount = Number(number.replace(',', '.'))
  return unit && Number.isFinite(amount) ? { amount: amount * unit.times, unit: unit.unit } : undefined
}

export function shorten(text: string): string {
  return text.length <= 120 ? text : `${text.slice(0, 119).trimEnd()}…`
}

const unitWords: Record<LimitUnit, string> = {
  hours: 'giờ',
  working_hours: 'giờ làm việc',
  days: 'ngày',
  working_days: 'ngày làm việc',
  months: 'tháng',
}

/** `{5, working_days}` → `5 ngày làm việc`; decimals with a comma. */
export function limitText(limit: Limit): string {
  return `${String(limit.amount).replace('.', ',')} ${unitWords[limit.unit]}`
}
