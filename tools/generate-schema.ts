// Writes db/schema.generated.sql: migrates an empty database of our own PostgreSQL and describes its content.
//   npm run gen
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import 'temporal-polyfill/global'
import { readConfig } from '#platform/config/config.ts'
import { prepareInstallation } from '#platform/db/installation.ts'
import { describeSchema } from './describe-schema.ts'

const folder = mkdtempSync(join(tmpdir(), 'motcua-schema-'))
const installation = await prepareInstallation(readConfig({ MOTCUA_DATA: folder }))
const owner = new pg.Client({ connectionString: installation.ownerUrl })
try {
  await owner.connect()
  writeFileSync(join(import.meta.dirname, '../db/schema.generated.sql'), await describeSchema(owner))
} finally {
  await owner.end()
  await installation.stop()
  rmSync(folder, { recursive: true, force: true })
}
