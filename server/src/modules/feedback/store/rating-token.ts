import { createHash, createHmac } from 'node:crypto'
import type { DossierId } from '#kernel/ids.ts'
import type { Database } from '#platform/db/database.ts'
import { getMacKey } from '#platform/secrets/server-key.ts'

/**
 * The token of a link: 128 bits, 22 characters in an address. Made from the dossier and a key that is sealed outside the
 * database, so that it can be shown to the applicant again and is stored nowhere.
 */
export async function ratingToken(database: Database, dossierId: DossierId, issue: number): Promise<string> {
  const mac = createHmac('sha256', await getMacKey(database, 'rating-link'))
    .update(`${dossierId} ${issue}`)
    .digest()
  return mac.subarray(0, 16).toString('base64url')
}

/** The hash of a token, which is all that the database stores of it. */
export function ratingTokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
