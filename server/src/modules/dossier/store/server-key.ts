import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Database, Queryable } from '#platform/db/database.ts'

async function key(db: Queryable, name: string): Promise<Buffer> {
  const { rows } = await sql<{ key: Buffer }>`
    with made as (
      insert into platform.server_key (name, key) values (${name}, ${randomBytes(32)})
      on conflict do nothing returning key)
    select key from made union all
    select key from platform.server_key where name = ${name} limit 1`.execute(db)
  const found = rows[0]?.key
  return found ?? (await key(db, name))
}

const known = new WeakMap<Database, Map<string, Promise<Buffer>>>()

/** The locality's key for one purpose, made by whichever server first needs it and never shown. */
export async function serverKey(database: Database, name: string): Promise<Buffer> {
  const ofDatabase = known.get(database) ?? new Map<string, Promise<Buffer>>()
  known.set(database, ofDatabase)
  let found = ofDatabase.get(name)
  if (!found) {
    // Not in the caller's transaction: a key that is remembered must not be rolled back.
    found = key(database.aside, name)
    ofDatabase.set(name, found)
    found.catch(() => ofDatabase.delete(name))
  }
  return await found
}
