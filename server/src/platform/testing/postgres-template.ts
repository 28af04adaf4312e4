import 'temporal-polyfill/global'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate } from '#platform/db/migrate.ts'
import { startPostgres } from '#platform/db/postgres-server.ts'

/**
 * One PostgreSQL for the whole run, and in it one migrated template that each test file clones
 * (about 65 ms), so that no test sees another's rows and nothing has to be cleaned up.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-test-'))
  const server = await startPostgres({ folder, throwAway: true })
  const admin = new pg.Client(server.adminUrl)
  await admin.connect()
  await admin.query('create database motcua_template')
  await admin.end()
  const template = new URL(server.adminUrl)
  template.pathname = '/motcua_template'
  await migrate(template.href)
  // `as never`: typing provided values means augmenting Vitest's module, which TypeScript 7 does not always see.
  project.provide('postgresAdminUrl' as never, server.adminUrl as never)
  return async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
