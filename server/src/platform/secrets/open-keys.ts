import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import type pg from 'pg'
import { runAsOwner, runInEachLocality } from '../db/owner.ts'
import { createKeyFile, keyIdOf, keyRingOfFile } from './key-ring.ts'
import type { KeyRing } from './key-ring.ts'
import { serverKeyPurpose } from './server-key.ts'
import { sealedColumns } from './sealed-columns.ts'
import type { SealedColumn } from './sealed-columns.ts'

export type KeyFile = {
  readonly path: string
  /** Whether a first start may make the file: only where the database is ours too. */
  readonly mayCreate: boolean
}

/**
 * The keys of the installation, compared with what the database has sealed. What an earlier version stored in clear is sealed now.
 * @throws Error saying what to do when the file is missing, damaged, or of another installation.
 */
export async function openKeys({ path, mayCreate }: KeyFile, ownerUrl: string): Promise<KeyRing> {
  return await runAsOwner(ownerUrl, async (owner) => {
    await owner.query('select pg_advisory_lock(4072)')
    const used = await keysInUse(ownerUrl)
    if (!existsSync(path)) {
      if (used.size > 0)
        throw new Error(
          `The key file ${path} is missing, and the database has secrets sealed with key ${[...used.keys()].join(', ')}.\n` +
            'Put the file back from its copy, or set MOTCUA_KEY_FILE to where it is. A new file would not open them.',
        )
      if (!mayCreate)
        throw new Error(
          `With DATABASE_URL the key file must be given: make one with "motcua keys create FILE", keep a copy apart from the database's backups, and set MOTCUA_KEY_FILE=FILE.`,
        )
      createKeyFile(path)
    }
    const keys = keyRingOfFile(path)
    for (const [id, { sealed, purpose }] of used) openOrExplain(keys, path, id, sealed, purpose)
    await sealWhatIsClear(ownerUrl, keys)
    return keys
  })
}

/**
 * The keys of a server that has the application's login alone: it must be given the file, and opens with it what its locality has.
 * @throws Error when the file is missing or of another installation
 */
export async function openKeysOfApplication(path: string, application: pg.Client, localityId: number): Promise<KeyRing> {
  if (!existsSync(path)) throw new Error(`The key file ${path} is missing. Set MOTCUA_KEY_FILE to the file the owner's commands use.`)
  const keys = keyRingOfFile(path)
  const { rows } = await application.query<{ name: string; sealed: Buffer }>(
    'select name, sealed from platform.server_key where sealed is not null',
  )
  for (const { name, sealed } of rows) openOrExplain(keys, path, keyIdOf(sealed), sealed, serverKeyPurpose(localityId, name))
  return keys
}

function openOrExplain(keys: KeyRing, path: string, id: string, sealed: Buffer, purpose: string): void {
  try {
    keys.open(sealed, purpose)
  } catch (cause) {
    throw new Error(
      `The key file ${path} does not open the secrets of this database: they were sealed with key ${id}.\nPut the right file there, or set MOTCUA_KEY_FILE to it.`,
      { cause },
    )
  }
}

/** One sealed value of each key that the database needs. */
export async function keysInUse(ownerUrl: string): Promise<Map<string, { sealed: Buffer; purpose: string; count: number }>> {
  const used = new Map<string, { sealed: Buffer; purpose: string; count: number }>()
  await runInEachLocality(ownerUrl, async (owner, localityId) => {
    for (const column of sealedColumns) {
      for (const row of await sealedRows(owner, column)) {
        const id = keyIdOf(row.sealed)
        const found = used.get(id)
        used.set(id, { sealed: row.sealed, purpose: column.purpose(localityId, row.key), count: (found?.count ?? 0) + 1 })
      }
    }
  })
  return used
}

/**
 * Gives every locality that has a key of this name a new one. The older stays, with the days it was valid, to judge what it signed.
 * @returns how many localities
 */
export async function renewServerKey(ownerUrl: string, keys: KeyRing, name: string): Promise<number> {
  let renewed = 0
  await runInEachLocality(ownerUrl, async (owner, localityId) => {
    await owner.query('begin')
    const { rows } = await owner.query<{ generation: number }>(
      `update platform.server_key set valid_to = now() where name = $1 and valid_to is null and locality_id = platform.current_locality() returning generation`,
      [name],
    )
    const [former] = rows
    if (former) {
      const sealed = keys.seal(randomBytes(32), serverKeyPurpose(localityId, name))
      await owner.query(
        `insert into platform.server_key (locality_id, name, generation, sealed, valid_from) values ($1, $2, $3, $4, now())`,
        [localityId, name, former.generation + 1, sealed],
      )
      renewed += 1
    }
    await owner.query('commit')
  })
  return renewed
}

/** Seals every value again with the current key. @returns how many were changed. */
export async function sealAgain(ownerUrl: string, keys: KeyRing): Promise<number> {
  let changed = 0
  await runInEachLocality(ownerUrl, async (owner, localityId) => {
    for (const column of sealedColumns) {
      await owner.query('begin')
      for (const { at, key, sealed } of await sealedRows(owner, column, 'for update')) {
        if (keyIdOf(sealed) === keys.currentId) continue
        const purpose = column.purpose(localityId, key)
        await owner.query(`update ${column.table} set ${column.sealed} = $1 where ctid = $2::tid`, [
          keys.seal(keys.open(sealed, purpose), purpose),
          at,
        ])
        changed += 1
      }
      await owner.query('commit')
    }
  })
  return changed
}

async function sealWhatIsClear(ownerUrl: string, keys: KeyRing): Promise<void> {
  const rewritten = new Set<string>()
  await runInEachLocality(ownerUrl, async (owner, localityId) => {
    for (const column of sealedColumns) {
      if (column.clear === null) continue
      await owner.query('begin')
      const { rows } = await owner.query<{ at: string; key: string; clear: Buffer }>(
        `select ctid::text as at, ${column.key} as key, ${column.clear} as clear from ${column.table} where ${column.clear} is not null and locality_id = platform.current_locality() for update`,
      )
      for (const { at, key, clear } of rows) {
        await owner.query(`update ${column.table} set ${column.sealed} = $1, ${column.clear} = null where ctid = $2::tid`, [
          keys.seal(clear, column.purpose(localityId, key)),
          at,
        ])
        rewritten.add(column.table)
      }
      await owner.query('commit')
    }
  })
  // The values in clear are still in the dead rows; a table rewritten has none.
  await runAsOwner(ownerUrl, async (owner) => {
    for (const table of rewritten) await owner.query(`vacuum (full) ${table}`)
  })
}

async function sealedRows(owner: pg.Client, column: SealedColumn, lock = ''): Promise<{ at: string; key: string; sealed: Buffer }[]> {
  const { rows } = await owner.query<{ at: string; key: string; sealed: Buffer }>(
    `select ctid::text as at, ${column.key} as key, ${column.sealed} as sealed from ${column.table}
     where ${column.sealed} is not null and locality_id = platform.current_locality() ${lock}`,
  )
  return rows
}
