import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { Database, Queryable } from '#platform/db/database.ts'

// Letters and digits that are not mistaken for one another when read aloud or copied by hand.
const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ2'
const LENGTH = 8

/** The locality's key, made by whichever server first needs it. */
async function key(db: Queryable): Promise<Buffer> {
  const { rows } = await sql<{ key: Buffer }>`
    with made as (
      insert into platform.server_key (name, key) values ('lookup-secret', ${randomBytes(32)})
      on conflict do nothing returning key)
    select key from made union all
    select key from platform.server_key where name = 'lookup-secret' limit 1`.execute(db)
  const found = rows[0]?.key
  return found ?? (await key(db))
}

const known = new WeakMap<Database, Promise<Buffer>>()

/**
 * The look-up secret (mã tra cứu) printed on the slip: 40 bits derived from the code, so that a slip can be
 * printed again and nothing secret is stored with the dossier. Guessing is stopped by the limit on look-ups.
 */
export async function lookupSecret(database: Database, code: string): Promise<string> {
  let found = known.get(database)
  if (!found) {
    // Not in the caller's transaction: a key that is remembered must not be rolled back.
    found = key(database.aside)
    known.set(database, found)
    found.catch(() => known.delete(database))
  }
  const mac = createHmac('sha256', await found).update(code).digest()
  return [...mac.subarray(0, LENGTH)].map((byte) => alphabet[byte % alphabet.length]).join('')
}

/** Compares in constant time, forgiving case, spaces and dashes. */
export function secretMatches(given: string, expected: string): boolean {
  const a = Buffer.from(given.replace(/[\s-]/gu, '').toUpperCase().padEnd(LENGTH, '?').slice(0, 64))
  const b = Buffer.from(expected)
  return a.length === b.length && timingSafeEqual(a, b)
}
