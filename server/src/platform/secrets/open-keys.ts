import { existsSync } from 'node:fs'
import pg from 'pg'
import { createKeyFile, keyIdOf, keyRingOfFile } from './key-ring.ts'
import type { KeyRing } from './key-ring.ts'
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
  const owner = new pg.Client({ connectionString: ownerUrl, application_name: 'motcua-keys' })
  await owner.connect()
  try {
    await owner.query('select pg_advisory_lock(4072)')
    const used = await keysInUse(owner)
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
    await sealWhatIsClear(owner, keys)
    return keys
  } finally {
    await owner.end()
  }
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
export async function keysInUse(owner: pg.Client): Promise<Map<string, { sealed: Buffer; purpose: string; count: number }>> {
  const used = new Map<string, { sealed: Buffer; purpose: string; count: number }>()
  await eachLocality(owner, async (localityId) => {
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

/** Seals every value again with the current key. @returns how many were changed. */
export async function sealAgain(owner: pg.Client, keys: KeyRing): Promise<number> {
  let changed = 0
  await eachLocality(owner, async (localityId) => {
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

async function sealWhatIsClear(owner: pg.Client, keys: KeyRing): Promise<void> {
  const rewritten = new Set<string>()
  await eachLocality(owner, async (localityId) => {
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
  for (const table of rewritten) await owner.query(`vacuum (full) ${table}`)
}

async function sealedRows(owner: pg.Client, column: SealedColumn, lock = ''): Promise<{ at: string; key: string; sealed: Buffer }[]> {
  const { rows } = await owner.query<{ at: string; key: string; sealed: Buffer }>(
    `select ctid::text as at, ${column.key} as key, ${column.sealed} as sealed from ${column.table}
     where ${column.sealed} is not null and locality_id = platform.current_locality() ${lock}`,
  )
  return rows
}

/** An owner who is no superuser is confined like everybody, so each locality is looked at as itself. */
async function eachLocality(owner: pg.Client, work: (localityId: number) => Promise<void>): Promise<void> {
  const { rows } = await owner.query<{ id: number }>('select id from platform.locality order by id')
  for (const { id } of rows) {
    await owner.query(`select set_config('motcua.locality_id', $1, false)`, [String(id)])
    await work(id)
  }
}
