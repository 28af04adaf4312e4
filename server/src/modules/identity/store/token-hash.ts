import { createHash } from 'node:crypto'

/** SHA-256: the only form in which a session token, or the login of a failed sign-in, enters the database. */
export function tokenHash(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
