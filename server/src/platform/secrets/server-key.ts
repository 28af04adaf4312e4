import { createSecretKey, randomBytes } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { sql } from 'kysely'
import type { Database, Queryable } from '#platform/db/database.ts'

/** The purpose under which a key of a locality is encrypted, so that the row of another name or locality cannot replace it. */
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

type Known = { readonly at: number; readonly key: Promise<Buffer> }
const known = new WeakMap<Database, Map<string, Known>>()

/** A key that was replaced is used on for at most this long. */
const rememberedMs = 60_000

/** The locality's key for one purpose, made by whichever server first needs it and never shown. */
export async function serverKey(database: Database, name: string): Promise<Buffer> {
  const ofDatabase = known.get(database) ?? new Map<string, Known>()
  known.set(database, ofDatabase)
  const found = ofDatabase.get(name)
  if (found && performance.now() - found.at < rememberedMs) return await found.key
  // Not in the caller's transaction: a key that is remembered must not be rolled back.
  const asked = key(database, database.aside, name)
  ofDatabase.set(name, { at: performance.now(), key: asked })
  asked.catch(() => ofDatabase.delete(name))
  return await asked
}

const macKeys = new WeakMap<Buffer, KeyObject>()

/** The same key for `createHmac`. Given the bytes, Node makes a key object at every use, which takes longer than the hash. */
export async function getMacKey(database: Database, name: string): Promise<KeyObject> {
  const bytes = await serverKey(database, name)
  const made = macKeys.get(bytes) ?? createSecretKey(bytes)
  macKeys.set(bytes, made)
  return made
}

export type FormerKey = { readonly generation: number; readonly validFrom: string; readonly validTo: string | null; readonly key: Buffer }

/** All keys a purpose has had, the newest first: a signature of a former key is checked by that key and its validity period. */
export async function serverKeyHistory(database: Database, name: string): Promise<FormerKey[]> {
  const { rows } = await sql<Omit<FormerKey, 'key'> & { sealed: Buffer }>`
    select generation, valid_from as "validFrom", valid_to as "validTo", sealed from platform.server_key
    where name = ${name} and sealed is not null order by generation desc`.execute(database.kysely)
  const purpose = serverKeyPurpose(database.localityId, name)
  return rows.map(({ sealed, ...rest }) => ({ ...rest, key: database.keys.open(sealed, purpose) }))
}
