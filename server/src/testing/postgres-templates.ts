import 'temporal-polyfill/global'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '#platform/db/database.ts'
import { migrate } from '#platform/db/migrate.ts'
import { startPostgres } from '#platform/db/postgres-server.ts'
import { ensureLogins } from '#platform/db/logins.ts'
import { addTestLocalities, poolerPassword, practiceLocality, testKeys, testLocality } from '#platform/testing/postgres.ts'
import { loadPack } from '../packs/index.ts'
import type { Pack } from '../packs/index.ts'
import { readPack } from '../packs/read-pack.ts'
import { startPgbouncer } from './pgbouncer.ts'
import type { Pgbouncer } from './pgbouncer.ts'

/**
 * One PostgreSQL for the whole run, and in it two templates that test files clone, so that no test sees another's rows
 * and nothing has to be cleaned up: `motcua_template` has the tables, `motcua_centre_template` also the demonstration
 * centre. To clone takes about 65 ms, to load the pack some seconds.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Two projects ask for it, and each loads this file for itself: what they share lies where both find it.
  const shared = globalThis as { motcuaTestServer?: Promise<TestServer> }
  shared.motcuaTestServer ??= startTestServer(project.name === 'peers')
  const server = await shared.motcuaTestServer
  server.users += 1
  // `as never`: typing provided values means augmenting Vitest's module, which TypeScript 7 does not always see.
  project.provide('postgresAdminUrl' as never, server.adminUrl as never)
  project.provide('pooler' as never, (server.pooler?.port ?? null) as never)
  return async () => {
    server.users -= 1
    if (server.users === 0) await server.stop()
  }
}

type TestServer = { readonly adminUrl: string; readonly pooler: Pgbouncer | null; readonly stop: () => Promise<void>; users: number }

async function startTestServer(countsStatements: boolean): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-test-'))
  // Counts statements of the database that asks for it.
  const settings = countsStatements ? { shared_preload_libraries: 'pg_stat_statements', 'pg_stat_statements.track': 'none' } : {}
  const server = await startPostgres({ folder, throwAway: true, settings })
  const admin = new pg.Client(server.adminUrl)
  await admin.connect()
  await admin.query('create database motcua_template')
  const addressOf = (name: string): string => Object.assign(new URL(server.adminUrl), { pathname: `/${name}` }).href
  await migrate(addressOf('motcua_template'))
  await admin.query('create database motcua_centre_template template motcua_template')
  await admin.end()
  await loadTestCentre(addressOf('motcua_centre_template'))
  const pooler = await startTestPooler(server.adminUrl)
  return {
    adminUrl: server.adminUrl,
    pooler,
    users: 0,
    stop: async () => {
      await pooler?.stop()
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/**
 * `MOTCUA_TEST_POOLER=pgbouncer`: the application's connections of all tests go through PgBouncer, by the logins of their localities.
 * Roles are of the whole cluster, so any database that has the localities will do to make them.
 */
async function startTestPooler(adminUrl: string): Promise<Pgbouncer | null> {
  const command = process.env['MOTCUA_TEST_POOLER']
  if (!command) return null
  const admin = new pg.Client(adminUrl)
  await admin.connect()
  await admin.query('create database motcua_logins template motcua_template')
  const url = Object.assign(new URL(adminUrl), { pathname: '/motcua_logins' }).href
  const owner = new pg.Pool({ connectionString: url, max: 1 })
  await addTestLocalities(owner)
  await owner.query(`insert into platform.locality (id, code, name, practice_of) values ($1, 'THU-H47', 'x', $2)`, [
    practiceLocality,
    testLocality,
  ])
  await owner.end()
  const logins = await ensureLogins(url, () => poolerPassword)
  await admin.query('drop database motcua_logins')
  await admin.end()
  return await startPgbouncer(command, adminUrl, logins)
}

async function loadTestCentre(url: string): Promise<void> {
  const { pack, faults } = readPack('packs/demo-centre')
  if (!pack) throw new Error(`the pack has faults: ${faults.map((fault) => fault.message).join('; ')}`)
  const owner = new pg.Pool({ connectionString: url, max: 1 })
  await addTestLocalities(owner)
  await owner.query(`update platform.locality set name = $1, demonstration = true where code = 'H47'`, [pack.head.locality.name])
  await owner.end()
  const db = openDatabase({ url, localityId: testLocality, isPractice: false, role: 'motcua_app', poolSize: 1, keys: testKeys })
  await loadPack(db.kysely, withOneCentre(pack))
  await db.close()
}

/** The province's centre alone, with nobody who collects: a test of money says who does, and one of two centres which. */
function withOneCentre(pack: Pack): Pack {
  const centres = pack.head.centres.slice(0, 1).map(({ collector: _collector, ...centre }) => centre)
  const isThere = (code: string | undefined): boolean => code === undefined || centres.some((centre) => centre.code === code)
  const personas = pack.head.personas.filter(({ grants }) => grants.every(({ centre }) => isThere(centre)))
  return { ...pack, head: { ...pack.head, centres, personas } }
}
