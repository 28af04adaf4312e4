import { tidy, withoutMarks } from '#kernel/vietnamese.ts'
import type { Fee } from './procedure.ts'
import { isMultipliedFee } from './fee-unit.ts'
import { shorten } from './time-limit.ts'

export type FeeReading = {
  readonly fees: readonly Fee[]
  /** Why a person must complete the fees; `null` when everything was clear. */
  readonly reason: string | null
}

const currency = String.raw`(?:việt nam đồng|đồng|vnđ|vnd|đ(?![\p{L}])|usd|đô la mỹ|eur|euro)`
const sum = new RegExp(String.raw`(?<![\d.,])(\d[\d.,]*)\s*(${currency})`, 'giu')
const nothing = /^(?:khong(?: co)?(?: thu)?(?: phi)?(?:,? le phi)?|khong thu (?:phi|le phi)|mien phi|mien le phi|mien)[\s.]*$/u

/**
 * Reads fees (phí, lệ phí) out of text. Only a separate sum with its currency is taken; what the
 * text merely mentions stays text. `Miễn phí` with a note that speaks of a sum is a contradiction of the source,
 * and so unknown.
 */
export function readFees(source: string): FeeReading {
  const parts = source
    .normalize('NFC')
    .split(/\n|;(?=\s*(?:lệ )?phí\s*:)/iu)
    .map(tidy)
    .filter((part) => part !== '')
  if (parts.length === 0) return { fees: [], reason: 'Nguồn không ghi phí, lệ phí.' }
  const readings = parts.map(readPart)
  return {
    fees: readings.flatMap(({ fee }) => (fee ? [fee] : [])),
    reason: readings.find(({ reason }) => reason !== null)?.reason ?? null,
  }
}

function readPart(text: string): { fee: Fee | null; reason: string | null } {
  const plain = withoutMarks(text).toLowerCase()
  const kind: Fee['kind'] = /^\(?\W*le phi/u.test(plain) || (/le phi/u.test(plain) && !/(?<!le )phi/u.test(plain)) ? 'charge' : 'fee'
  if (/^khong co(?: thong tin)?\.?$/u.test(plain)) return { fee: null, reason: 'Nguồn không ghi phí, lệ phí.' }
  if (/^(?:khong|chua) quy dinh/u.test(plain))
    return { fee: { kind, amountDong: null, text }, reason: `Nguồn ghi “${shorten(text)}” về phí, lệ phí.` }

  const free = /^mien (?:le )?phi\s*(.*)$/u.exec(plain)
  if (free) {
    const note = (free[1] ?? '').replace(/^[\s(]+|[\s).]+$/gu, '')
    if (note === '' || nothing.test(note)) return { fee: { kind, amountDong: 0, text }, reason: null }
    return { fee: { kind, amountDong: null, text }, reason: `Nguồn ghi miễn phí nhưng chú thích thêm: “${shorten(text)}”.` }
  }
  if (nothing.test(plain)) return { fee: { kind, amountDong: 0, text }, reason: null }

  const label = /^(?:phí|lệ phí|phí, lệ phí)\s*:?\s*/iu.exec(text)?.[0] ?? ''
  const body = text.slice(label.length)
  const sums = [...body.matchAll(sum)]
  const [first] = sums
  if (!first || first.index !== 0) {
    return { fee: { kind, amountDong: null, text }, reason: `Không đọc được mức phí, lệ phí trong “${shorten(text)}”.` }
  }
  const amount = wholeNumber(first[1] ?? '')
  if (/usd|đô|eur/iu.test(first[2] ?? '')) return { fee: { kind, amountDong: null, text }, reason: null }
  if (amount === null) return { fee: { kind, amountDong: null, text }, reason: `Số tiền viết không rõ: “${shorten(text)}”.` }
  // The state fixes no fee below 1,000 đồng: "50 VNĐ" has lost its thousands or swallowed another figure.
  if (amount > 0 && amount < 1000) {
    return { fee: { kind, amountDong: null, text }, reason: `Nguồn ghi “${shorten(text)}”: mức dưới 1.000 đồng, có thể thiếu hàng nghìn.` }
  }
  if (isMultipliedFee(body)) {
    return { fee: { kind, amountDong: null, text }, reason: `Nguồn ghi mức nhân với số lượng: “${shorten(text)}”.` }
  }
  const elsewhere = sums.slice(1).map((match) => wholeNumber(match[1] ?? ''))
  if (elsewhere.some((each) => each !== amount)) {
    return { fee: { kind, amountDong: null, text }, reason: `Nguồn ghi nhiều mức phí, lệ phí: “${shorten(text)}”.` }
  }
  return { fee: { kind, amountDong: amount, text }, reason: null }
}

/** `800,000`, `800.000` and `800000` are one sum; `10.000.0000` is none. */
function wholeNumber(text: string): number | null {
  const digits = text.replace(/[.,]$/u, '')
  if (digits.length > 15) return null
  if (/^\d+$/u.test(digits)) return Number(digits)
  return /^\d{1,3}(?:[.,]\d{3})+$/u.test(digits) ? Number(digits.replace(/[.,]/gu, '')) : null
}
