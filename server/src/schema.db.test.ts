import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { expect, test } from 'vitest'
import { testDatabase } from '#platform/testing/postgres.ts'
import { describeSchema } from '../../tools/describe-schema.ts'

const db = await testDatabase()

test('db/schema.generated.sql is what the migrations add up to (npm run gen writes it)', async () => {
  const owner = new pg.Client({ connectionString: db.ownerUrl })
  await owner.connect()
  try {
    expect(readFileSync(join(import.meta.dirname, '../../db/schema.generated.sql'), 'utf8')).toBe(await describeSchema(owner))
  } finally {
    await owner.end()
  }
})
