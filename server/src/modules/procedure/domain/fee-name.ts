import { tidy } from '#kernel/vietnamese.ts'
import type { Fee } from './procedure.ts'

/** The name of a charge and the rest of its text: the sum, for whom, when. */
export type FeeName = { readonly name: string; readonly rest: string }

const longest = 200

/**
 * A sum: a number with its currency, in thousands or millions, in groups of three, or of five digits and more by itself. Years, numbers of
 * documents, counts of people and days of a date are none.
 */
const sum =
  /(?<![\d.,/-])(?:\d[\d.,]*\s*(?:(?:nghìn|ngàn|triệu|tỷ)(?:\s*(?:việt nam đồng|đồng|vnđ|vnd))?|việt nam đồng|đồng|vnđ|vnd|đ(?![\p{L}])|usd|eur|%)|\d{1,3}(?:[.,]\d{3})+|\d{5,})/iu
const kinds: Readonly<Record<Fee['kind'], string>> = { fee: 'Phí', charge: 'Lệ phí' }
const plainKind = /^(?:phí|lệ phí|phí, lệ phí)$/iu
const named = /^(?:phí|lệ phí)(?![\p{L}])/iu

/**
 * The name of a fee from the text of the procedure: the words before the sum where they name it ("Lệ phí cấp giấy phép"), else its kind, with the
 * condition it holds under ("Phí (dưới 200 suất ăn)"). A sum is no name, on a bill, a slip or a receipt.
 */
export function feeName({ kind, text }: Pick<Fee, 'kind' | 'text'>): FeeName {
  const whole = tidy(text)
  const at = sum.exec(whole)?.index ?? whole.length
  const clause = whole.slice(0, at)
  const [first = '', ...others] = clause.split(': ')
  // "Phí thẩm định: theo biểu phí" names the fee before the colon; the text after it describes it.
  const isNamed = named.test(first.trim())
  const head = trimmed(isNamed ? first : clause)
  const rest = trimmed(
    isNamed && others.length > 0 ? whole.slice(first.length) : whole.slice(head === '' ? 0 : whole.indexOf(head) + head.length),
  )
  if (isNamed && plainKind.test(head)) return { name: kinds[kind], rest }
  if (isNamed) return { name: head.slice(0, longest), rest }
  if (!/\p{L}/u.test(head)) return { name: kinds[kind], rest: whole }
  return { name: `${kinds[kind]} (${lowered(head)})`.slice(0, longest), rest }
}

function trimmed(text: string): string {
  return tidy(text.replace(/^[\s:,;–-]+|[\s:,;(–-]+$/gu, ''))
}

/** In the middle of a sentence; a word all in capitals stays. */
function lowered(text: string): string {
  return /^\p{Lu}(?!\p{Lu})/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}
