import { createHash, randomBytes } from 'node:crypto'

/** 128 bits from the operating system, 22 characters in an address: not to be guessed, short enough for a QR code. */
export function newRatingToken(): string {
  return randomBytes(16).toString('base64url')
}

/** What the database keeps of a token. */
export function ratingTokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
