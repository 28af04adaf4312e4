/**
 * Telephone numbers as people type them: spaces, points, hyphens, brackets, no-break spaces, `84…` without its plus, an extension.
 * Kept in one spelling: numbers of Vietnam from 0, others from + and the country's code (E.164, at most 15 digits).
 */
export type Telephone = { readonly number: string } | { readonly fault: string }

const separators = /[\s().\u2010-\u2015\u00ad\u200b-\u200f\u2060\ufeff/-]+/gu
const extension = /(?:ext\.?|x|máy lẻ|số máy lẻ|nhánh|#|;)\s*:?\s*(\d{1,6})$/iu
const nationalHint =
  'số trong nước bắt đầu bằng 0, ví dụ 0905 123 456; số nước ngoài bắt đầu bằng dấu + và mã nước, ví dụ +856 20 5512 3456'

export function readTelephone(typed: string): Telephone {
  const text = typed
    .normalize('NFC')
    .replace(/\uff0b/gu, '+')
    .trim()
  const ending = extension.exec(text)
  const digits = (ending ? text.slice(0, ending.index) : text)
    .replace(separators, '')
    .replace(/^00(?=[1-9])/u, '+')
    .replace(/,$/u, '')
  if (!/^\+?\d+$/u.test(digits)) return { fault: `Số điện thoại chỉ gồm chữ số, dấu + ở đầu và số máy lẻ ở cuối: ${nationalHint}` }
  const number = toOneSpelling(digits)
  if (number === null) return { fault: `Không đọc được số điện thoại có ${digits.replace('+', '').length} chữ số này: ${nationalHint}` }
  return { number: ending ? `${number} máy lẻ ${ending[1] ?? ''}` : number }
}

function toOneSpelling(digits: string): string | null {
  // `+84 (0)905…`: the zero in brackets is not dialled after the country's code.
  const ofVietnam = /^(?:\+84|84)0?([1-9]\d{8,9})$/u.exec(digits)
  if (ofVietnam) return `0${ofVietnam[1] ?? ''}`
  if (digits.startsWith('+')) return !digits.startsWith('+84') && /^\+[1-9]\d{6,14}$/u.test(digits) ? digits : null
  if (/^0[1-9]\d{8,9}$/u.test(digits)) return digits
  // Service numbers: 1022, 1900 1234, 1800 123456.
  return /^1\d{2,9}$/u.test(digits) && (digits.length <= 5 || /^1[89]00/u.test(digits)) ? digits : null
}
