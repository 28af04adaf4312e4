const digitWords = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const
const groupWords = ['', 'nghìn', 'triệu'] as const

/**
 * Whole đồng in words as receipts write them: `Một trăm lẻ năm nghìn đồng`. Exact at any length: it reads digits, not
 * a floating number. @throws RangeError for a fraction or a number that is not safe.
 * @law 254/2026/NĐ-CP (số tiền bằng chữ trên biên lai; số điều chưa kiểm chứng)
 */
export function dongInWords(amountDong: number): string {
  if (!Number.isSafeInteger(amountDong)) throw new RangeError(`amount ${amountDong}`)
  const words = numberInWords(String(amountDong))
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)} đồng`
}

/**
 * A decimal numeral in Vietnamese words, without a unit: `lẻ`, `nghìn`, `tỉ`, `tư` after mươi, `chấm` for the point.
 * Commas group and mean nothing; zeros that lead, or end a fraction, are not read; nothing at all is `không`.
 * @throws RangeError for anything else than an optional sign, digits, commas and one point.
 */
export function numberInWords(numeral: string): string {
  const match = /^(-?)([\d,]*)(?:\.([\d,]*))?$/u.exec(numeral.trim())
  if (!match) throw new RangeError('not a number')
  const [, sign = '', before = '', after = ''] = match
  const whole = before.replaceAll(',', '').replace(/^0+/u, '')
  const fraction = after.replaceAll(',', '').replace(/0+$/u, '')
  const parts = [whole === '' ? 'không' : wholeInWords(whole)]
  if (fraction !== '') parts.push('chấm', fractionInWords(fraction))
  if (sign === '-' && (whole !== '' || fraction !== '')) parts.unshift('âm')
  return parts.join(' ')
}

/** Nine digits at a time: the part above a tỉ is itself a number of tỉ. */
function wholeInWords(digits: string, hasMoreBefore = false): string {
  if (digits.length > 9) {
    const above = wholeInWords(digits.slice(0, -9), hasMoreBefore)
    const below = digits.slice(-9)
    const words = `${above} tỉ`
    return /^0+$/u.test(below) ? words : `${words} ${wholeInWords(below, true)}`
  }
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0')
  const groups = padded.match(/\d{3}/gu) ?? []
  const words: string[] = []
  groups.forEach((group, index) => {
    if (group === '000') return
    const unit = groupWords[groups.length - 1 - index] ?? ''
    words.push(threeInWords(group, hasMoreBefore || index > 0))
    if (unit !== '') words.push(unit)
  })
  return words.join(' ')
}

/** Three digits; inside a number its hundreds are read even when they are none: `không trăm`. */
function threeInWords(group: string, inside: boolean): string {
  const [hundreds = 0, tens = 0, ones = 0] = Array.from(group, Number)
  const words: string[] = []
  if (inside || hundreds > 0) words.push(digitWords[hundreds] ?? '', 'trăm')
  if (tens === 0 && ones > 0 && words.length > 0) words.push('lẻ')
  if (tens === 1) words.push('mười')
  if (tens > 1) words.push(digitWords[tens] ?? '', 'mươi')
  if (ones > 0) words.push(oneAfter(tens, ones))
  return words.join(' ')
}

function oneAfter(tens: number, ones: number): string {
  if (ones === 5 && tens > 0) return 'lăm'
  if (ones === 1 && tens > 1) return 'mốt'
  if (ones === 4 && tens > 1) return 'tư'
  return digitWords[ones] ?? ''
}

/** Leading zeros one by one, the rest as a number: `.00001` is `không không không không một`. */
function fractionInWords(digits: string): string {
  const rest = digits.replace(/^0+/u, '')
  return [...Array.from({ length: digits.length - rest.length }, () => 'không'), wholeInWords(rest)].join(' ')
}
