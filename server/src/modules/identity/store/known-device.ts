import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { AccountId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'
import { tokenHash } from './token-hash.ts'

/** Whether this account has signed in from the browser that keeps `device`. */
export async function isKnownDevice(db: Queryable, accountId: AccountId, device: string): Promise<boolean> {
  const { rows } =
    await sql`select from identity.known_device where token_hash = ${tokenHash(device)} and account_id = ${accountId}`.execute(db)
  return rows.length > 0
}

/**
 * Notes that the account signed in from a browser. One browser has one secret, whoever signs in on it; a secret that did not
 * come from here is replaced, so that nobody can put one of theirs into another's browser.
 */
export async function rememberDevice(db: Queryable, accountId: AccountId, device: string | undefined): Promise<string> {
  const { rows } = device
    ? await sql`select from identity.known_device where token_hash = ${tokenHash(device)} limit 1`.execute(db)
    : { rows: [] }
  const secret = device !== undefined && rows.length > 0 ? device : randomBytes(32).toString('base64url')
  await sql`insert into identity.known_device (token_hash, account_id) values (${tokenHash(secret)}, ${accountId})
    on conflict (locality_id, token_hash, account_id) do update set last_used_at = now()`.execute(db)
  return secret
}
