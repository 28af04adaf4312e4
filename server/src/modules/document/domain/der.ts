/**
 * How long the DER value at the start of `bytes` is (X.690 §10): definite lengths, shortest form, no deeper than any
 * certificate needs. Null when it is not such a value. Walked before any parser sees the bytes, so that
 * no nesting or length can exhaust it.
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
  if (stop > end) return null
  if ((tag & 0x20) !== 0) {
    while (at < stop) {
      const next = walk(bytes, at, stop, depth + 1, budget)
      if (next === null) return null
      at = next
    }
  }
  return stop
}
