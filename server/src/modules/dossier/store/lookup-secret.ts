import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Database } from '#platform/db/database.ts'
import { serverKey } from '#platform/secrets/server-key.ts'

// Letters and digits that are not mistaken for one another when read aloud or copied by hand.
const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ2'
const LENGTH = 8

/**
 * The look-up secret (mã tra cứu) printed on the slip: 40 bits derived from the code, so that a slip can be
 * printed again and nothing secret is stored with the dossier. Guessing is stopped by the limit on look-ups.
 */
export async function lookupSecret(database: Database, code: string): Promise<string> {
  const mac = createHmac('sha256', await serverKey(database, 'lookup-secret'))
    .update(code)
    .digest()
  return [...mac.subarray(0, LENGTH)].map((byte) => alphabet[byte % alphabet.length]).join('')
}

/** Compares in constant time, forgiving case, spaces and dashes. */
export function secretMatches(given: string, expected: string): boolean {
  const a = Buffer.from(given.replace(/[\s-]/gu, '').toUpperCase().padEnd(LENGTH, '?').slice(0, 64))
  const b = Buffer.from(expected)
  return a.length === b.length && timingSafeEqual(a, b)
}
