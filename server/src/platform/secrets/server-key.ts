import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Database, Queryable } from '#platform/db/database.ts'

/** What a key of a locality is sealed for, so that the row of another name or locality does not open in its place. */
export function serverKeyPurpose(localityId: number, name: string): string {
  return `server key ${localityId} ${name}`
}

async function key(database: Database, db: Queryable, name: string): Promise<Buffer> {
  const purpose = serverKeyPurpose(database.localityId, name)
  const sealed = database.keys.seal(randomBytes(32), purpose)
  const { rows } = await sql<{ sealed: Buffer }>`
    with made as (
      insert into platform.server_key (name, sealed) values (${name}, ${sealed})
      on conflict do nothing returning sealed)
    select sealed from made union all
    select sealed from platform.server_key where name = ${name} and valid_to is null limit 1`.execute(db)
  const found = rows[0]?.sealed
  return found ? database.keys.open(found, purpose) : await key(database, db, name)
}

const known = new WeakMap<Database, Map<string, Promise<Buffer>>>()

/** The locality's key for one purpose, made by whichever server first needs it and never shown. */
export async function serverKey(database: Database, name: string): Promise<Buffer> {
  const ofDatabase = known.get(database) ?? new Map<string, Promise<Buffer>>()
  known.set(database, ofDatabase)
  let found = ofDatabase.get(name)
  if (!found) {
    // Not in the caller's transaction: a key that is remembered must not be rolled back.
    found = key(database, database.aside, name)
    ofDatabase.set(name, found)
    found.catch(() => ofDatabase.delete(name))
  }
  return await found
}
