import { createHash, randomBytes, randomInt } from 'node:crypto'

/** A secret of 128 bits, as it is printed and sent, and the form in which it is kept. */
export function createSecret(): { readonly text: string; readonly hash: Buffer } {
  const text = randomBytes(16).toString('base64url')
  return { text, hash: hashSecret(text) }
}

/** Eight digits that a person types on a kiosk within minutes; wrong ones are counted and few are alive at a time. */
export function createPairingCode(): { readonly text: string; readonly hash: Buffer } {
  const text = String(randomInt(100_000_000)).padStart(8, '0')
  return { text, hash: hashSecret(text) }
}

export function hashSecret(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
