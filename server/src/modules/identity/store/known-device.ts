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

/** Whether the second factor of this account was given before in the browser that keeps `device`. */
export async function hasProved(db: Queryable, accountId: AccountId, device: string): Promise<boolean> {
  const { rows } = await sql`select from identity.known_device
    where token_hash = ${tokenHash(device)} and account_id = ${accountId} and proved_at is not null`.execute(db)
  return rows.length > 0
}

/** The second factor was right in this browser. */
export async function noteProved(db: Queryable, accountId: AccountId, device: string): Promise<void> {
  await sql`update identity.known_device set proved_at = now()
    where token_hash = ${tokenHash(device)} and account_id = ${accountId} and proved_at is null`.execute(db)
}

/** A removed second factor no longer proves anything. */
export async function forgetProved(db: Queryable, accountId: AccountId): Promise<void> {
  await sql`update identity.known_device set proved_at = null where account_id = ${accountId} and proved_at is not null`.execute(db)
}

/**
 * Notes that the account signed in from a browser. One browser has one secret for all accounts; a secret that did not
 * come from here is replaced, so that nobody can put one of theirs into another's browser.
 */
export async function rememberDevice(db: Queryable, accountId: AccountId, device: string | undefined): Promise<string> {
  const { rows } = device
    ? await sql`select from identity.known_device where token_hash = ${tokenHash(device)} limit 1`.execute(db)
    : { rows: [] }
  const secret = device !== undefined && rows.length > 0 ? device : randomBytes(32).toString('base64url')
  await sql`insert into identity.known_device (token_hash, account_id) values (${tokenHash(secret)}, ${accountId})
    on conflict (locality_id, token_hash, account_id) do update set last_used_at = excluded.last_used_at`.execute(db)
  return secret
}
