/**
 * Text with the plain forms of its letters and digits. Keyboards of China, Japan and Korea, and text copied from their documents, give digits,
 * Latin letters and signs as wide as a whole character (０１２, Ａ, －): the same sign for a reader, but a different one for every rule.
 */

const wide = /[\uff01-\uff5e\u3000]/u
const allWide = /[\uff01-\uff5e\u3000]/gu
const distance = 0xff01 - 0x21

export function toPlainForms(text: string): string {
  if (!wide.test(text)) return text
  return text.replace(allWide, (sign) => (sign === '\u3000' ? ' ' : String.fromCodePoint((sign.codePointAt(0) ?? 0) - distance)))
}

/** What is taken as it was typed, letter by letter: it was set so and is compared so. */
const asTyped = /password|noticeSecret|^(?:current|next)$/iu

/** The same for every text within a value as it arrived; a value without such signs is given back as it is. */
export function toPlainValue(value: unknown): unknown {
  if (typeof value === 'string') return toPlainForms(value)
  if (Array.isArray(value)) return value.map(toPlainValue)
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, asTyped.test(name) ? each : toPlainValue(each)]))
}

export function hasWideForms(text: string): boolean {
  return wide.test(text)
}
