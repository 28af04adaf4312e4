import { createHash } from 'node:crypto'

/** Short name of the key that signed: what a centre publishes, and what a reader compares. */
export function fingerprintOf(publicKey: string): string {
  return createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex').slice(0, 32)
}
