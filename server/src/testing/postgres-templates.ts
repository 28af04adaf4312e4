import 'temporal-polyfill/global'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '#platform/db/database.ts'
import { migrate } from '#platform/db/migrate.ts'
import { startPostgres } from '#platform/db/postgres-server.ts'
import { addTestLocalities, testKeys, testLocality } from '#platform/testing/postgres.ts'
import { loadPack } from '../packs/index.ts'
import type { Pack } from '../packs/index.ts'
import { readPack } from '../packs/read-pack.ts'

/**
 * One PostgreSQL for the whole run, and in it two templates that test files clone, so that no test sees another's rows
 * and nothing has to be cleaned up: `motcua_template` has the tables, `motcua_centre_template` also the demonstration
 * centre. To clone takes about 65 ms, to load the pack some seconds.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Two projects ask for it, and each loads this file for itself: what they share lies where both find it.
  const shared = globalThis as { motcuaTestServer?: Promise<TestServer> }
  shared.motcuaTestServer ??= startTestServer()
  const server = await shared.motcuaTestServer
  server.users += 1
  // `as never`: typing provided values means augmenting Vitest's module, which TypeScript 7 does not always see.
  project.provide('postgresAdminUrl' as never, server.adminUrl as never)
  return async () => {
    server.users -= 1
    if (server.users === 0) await server.stop()
  }
}

type TestServer = { readonly adminUrl: string; readonly stop: () => Promise<void>; users: number }

async function startTestServer(): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-test-'))
  const server = await startPostgres({ folder, throwAway: true })
  const admin = new pg.Client(server.adminUrl)
  await admin.connect()
  await admin.query('create database motcua_template')
  const addressOf = (name: string): string => Object.assign(new URL(server.adminUrl), { pathname: `/${name}` }).href
  await migrate(addressOf('motcua_template'))
  await admin.query('create database motcua_centre_template template motcua_template')
  await admin.end()
  await loadTestCentre(addressOf('motcua_centre_template'))
  return {
    adminUrl: server.adminUrl,
    users: 0,
    stop: async () => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
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
