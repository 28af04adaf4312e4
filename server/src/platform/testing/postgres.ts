import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import type { LocalityId } from '#kernel/ids.ts'
import { openDatabase } from '#platform/db/database.ts'
import { loginOf } from '#platform/db/logins.ts'
import type { Database } from '#platform/db/database.ts'
import { keyRingOf } from '#platform/secrets/key-ring.ts'

/** The locality of tests, present in every clone of the template. A second one exists to be kept out of. */
export const testLocality = 47 as LocalityId
export const otherLocality = 48 as LocalityId
export const practiceLocality = 1_000_047 as LocalityId

/** The key file of a test installation. */
export const testKeys = keyRingOf(Buffer.alloc(32, 7))

export type TestDatabase = Database & {
  /** Superuser address of this file's own database: for looking behind the application's back. */
  readonly ownerUrl: string
  /** A pool of the same database confined to another locality, as another province's server would be. */
  as(localityId: LocalityId): Database
  /** The practice place beside {@link testLocality}. */
  practice(): Promise<Database>
  /** Rows as the superuser sees them, of all localities. */
  peek<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>
}

/**
 * A database of this test file's own, cloned from the migrated template, opened as the application's role
 * in {@link testLocality}. Call once per file, at top level: `const db = await testDatabase()`.
 * @param template The database to clone: empty but for its tables, unless a test asks for one with more in it.
 */
export async function testDatabase(template = 'motcua_template'): Promise<TestDatabase> {
  // Given by postgres-templates.ts, which says why it is not typed.
  const adminUrl = inject('postgresAdminUrl' as never) as unknown as string
  const pooler = inject('pooler' as never) as unknown as number | null
  const name = `test_${randomBytes(6).toString('hex')}`
  const admin = new pg.Client(adminUrl)
  await admin.connect()
  await admin.query(`create database ${name} template ${template}`)
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  const owner = new pg.Pool({ connectionString: url.href, max: 2 })
  // The database is dropped under its last idle connections on purpose.
  owner.on('error', () => undefined)
  await addTestLocalities(owner)
  const opened: Database[] = []
  const open = (localityId: LocalityId, isPractice = false): Database => {
    const own = { url: url.href, localityId, isPractice, role: 'motcua_app', poolSize: 12, keys: testKeys } as const
    const database = openDatabase(
      pooler === null ? own : { ...own, url: throughPooler(url.href, pooler, localityId), pooler: 'transaction' },
    )
    opened.push(database)
    return database
  }
  const database = open(testLocality)
  afterAll(async () => {
    for (const each of opened) await each.close()
    await owner.end()
    await admin.query(`drop database ${name} with (force)`)
    await admin.end()
  })
  return {
    ...database,
    ownerUrl: url.href,
    as: (localityId) => open(localityId),
    async practice() {
      await owner.query(
        `insert into platform.locality (id, code, name, practice_of, demonstration) select $2, 'THU-' || code, name, id, demonstration from platform.locality where id = $1
         on conflict do nothing`,
        [testLocality, practiceLocality],
      )
      await owner.query('call platform.furnish_locality($1)', [practiceLocality])
      return open(practiceLocality, true)
    },
    async peek<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) {
      return (await owner.query<Row>(text, values)).rows
    },
  }
}

export const poolerPassword = 'mat-khau'

/** The address of a database as a pooler before it gives it to the login of a locality. */
function throughPooler(url: string, port: number, localityId: LocalityId): string {
  return Object.assign(new URL(url), { host: `127.0.0.1:${port}`, username: loginOf(localityId), password: poolerPassword }).href
}

/** The localities of tests, unless they are there. */
export async function addTestLocalities(owner: Pick<pg.Pool, 'query'>): Promise<void> {
  await owner.query(
    `insert into platform.locality (id, code, name, demonstration) values ($1, 'H47', 'Tỉnh thử nghiệm', true), ($2, 'H48', 'Tỉnh khác', false) on conflict do nothing`,
    [testLocality, otherLocality],
  )
  for (const id of [testLocality, otherLocality]) await owner.query('call platform.furnish_locality($1)', [id])
}
