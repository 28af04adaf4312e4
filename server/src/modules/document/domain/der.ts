/**
 * How long the DER value at the start of `bytes` is (X.690 §10): definite lengths, every value in the one form it may have,
 * no deeper than any certificate needs. Null when it is not such a value. Walked before any parser sees the bytes, so that
 * no nesting or length can exhaust it, and no two spellings of one value are both taken.
 */
export function derLength(bytes: Uint8Array): number | null {
  const budget = { left: 20_000 }
  return walk(bytes, 0, bytes.length, 0, budget)
}

const deepest = 32

function walk(bytes: Uint8Array, from: number, end: number, depth: number, budget: { left: number }): number | null {
  budget.left -= 1
  if (budget.left < 0 || depth > deepest || from + 2 > end) return null
  const tag = bytes[from] ?? 0
  if ((tag & 0x1f) === 0x1f) return null // tags above 30 do not occur in what we read
  let at = from + 1
  let length = bytes[at] ?? 0
  at += 1
  if (length >= 0x80) {
    const count = length & 0x7f
    if (count === 0 || count > 4 || at + count > end) return null
    length = 0
    for (let index = 0; index < count; index += 1) length = length * 256 + (bytes[at + index] ?? 0)
    if (length < 0x80 || bytes[at] === 0) return null
    at += count
  }
  const stop = at + length
  if (stop > end || !isOneForm(tag, bytes.subarray(at, stop))) return null
  if ((tag & 0x20) !== 0) {
    while (at < stop) {
      const next = walk(bytes, at, stop, depth + 1, budget)
      if (next === null) return null
      at = next
    }
  }
  return stop
}

/** Whether a value of a universal tag is written in the only form DER allows; values of other tags say nothing of their form. */
function isOneForm(tag: number, value: Uint8Array): boolean {
  if ((tag & 0xc0) !== 0) return true
  const isCollection = (tag & 0x1f) === 0x10 || (tag & 0x1f) === 0x11
  // Sequences and sets are made of parts, all else is in one piece.
  if (isCollection !== ((tag & 0x20) !== 0)) return false
  const [first = 0, second = 0] = value
  switch (tag) {
    case 0x01:
      return value.length === 1 && (first === 0 || first === 0xff)
    case 0x02:
    case 0x0a:
      return value.length > 0 && !(value.length > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80)))
    case 0x03: {
      const last = value.at(-1) ?? 0
      return value.length > 0 && first <= 7 && (value.length > 1 ? (last & ((1 << first) - 1)) === 0 : first === 0)
    }
    case 0x05:
      return value.length === 0
    case 0x06:
      return (
        value.length > 0 && (value.at(-1) ?? 0) < 0x80 && value.every((byte, index) => byte !== 0x80 || (value[index - 1] ?? 0) >= 0x80)
      )
    default:
      return true
  }
}

/**
 * How long the BER value at the start of `bytes` is, indefinite lengths allowed (X.690 §8.1.3.6): the form in which many signing
 * services send a message. Walked within the same bounds. Null when it is not such a value.
 */
export function berLength(bytes: Uint8Array): { readonly length: number; readonly isIndefinite: boolean } | null {
  const state = { left: 20_000, isIndefinite: false }
  const length = walkLoosely(bytes, 0, bytes.length, 0, state)
  return length === null ? null : { length, isIndefinite: state.isIndefinite }
}

function walkLoosely(
  bytes: Uint8Array,
  from: number,
  end: number,
  depth: number,
  state: { left: number; isIndefinite: boolean },
): number | null {
  state.left -= 1
  if (state.left < 0 || depth > deepest || from + 2 > end) return null
  const tag = bytes[from] ?? 0
  if ((tag & 0x1f) === 0x1f) return null
  const isMade = (tag & 0x20) !== 0
  let at = from + 2
  let length = bytes[from + 1] ?? 0
  if (length === 0x80) {
    if (!isMade) return null
    state.isIndefinite = true
    while (!(bytes[at] === 0 && bytes[at + 1] === 0)) {
      const next = walkLoosely(bytes, at, end, depth + 1, state)
      if (next === null) return null
      at = next
    }
    return at + 2 <= end ? at + 2 : null
  }
  if (length > 0x80) {
    const count = length & 0x7f
    if (count > 4 || at + count > end) return null
    length = 0
    for (let index = 0; index < count; index += 1) length = length * 256 + (bytes[at + index] ?? 0)
    at += count
  }
  const stop = at + length
  if (stop > end) return null
  if (!isMade) return stop
  while (at < stop) {
    const next = walkLoosely(bytes, at, stop, depth + 1, state)
    if (next === null) return null
    at = next
  }
  return stop
}
