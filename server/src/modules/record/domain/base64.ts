const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Base64 of RFC 4648 §4, with padding. */
export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b, c] = bytes.subarray(at, at + 3)
    const bits = a * 65_536 + (b ?? 0) * 256 + (c ?? 0)
    text += letters.charAt(Math.floor(bits / 262_144)) + letters.charAt(Math.floor(bits / 4096) % 64)
    text += b === undefined ? '=' : letters.charAt(Math.floor(bits / 64) % 64)
    text += c === undefined ? '=' : letters.charAt(bits % 64)
  }
  return text
}

/** The bytes, when the text is their one spelling; else `null`. */
export function fromBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/u.test(text)) return null
  const bare = text.replace(/=+$/u, '')
  const bytes: number[] = []
  let [held, bits] = [0, 0]
  for (const letter of bare) {
    held = held * 64 + letters.indexOf(letter)
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes.push(Math.floor(held / 2 ** bits))
    held %= 2 ** bits
  }
  const read = Uint8Array.from(bytes)
  return toBase64(read) === text ? read : null
}

export function toHex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
