import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { prepareJobSchema } from '../jobs/job-schema.ts'

const folder = join(import.meta.dirname, '../../../../db/migrations')

/** Names of the migrations of this version, in order. */
export function migrationNames(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
}

/**
 * Brings a database up to date: plain SQL files in order, forward only, each in its own transaction,
 * under an advisory lock so that two servers starting at once do not both try.
 * @returns the names applied now.
 * @throws Error when PostgreSQL is older than 18, or when an applied file has been changed since.
 */
export async function migrate(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'motcua-migrate' })
  await client.connect()
  try {
    const version = Number((await client.query<{ v: string }>(`select current_setting('server_version_num') as v`)).rows[0]?.v)
    if (version < 180_000) throw new Error(`PostgreSQL 18 or later is needed; this is ${Math.floor(version / 10_000)}.`)
    await client.query(`select pg_advisory_lock(4071)`)
    // On a spread database the statements of a migration go to one machine after another: together they would stand in each other's way.
    await client.query(`select set_config('citus.multi_shard_modify_mode', 'sequential', false) from pg_extension where extname = 'citus'`)
    await client.query(`create schema if not exists platform`)
    await client.query(
      `create table if not exists platform.migration (name text primary key, sha256 text not null, applied_at timestamptz not null default now())`,
    )
    const applied = new Map(
      (await client.query<{ name: string; sha256: string }>(`select name, sha256 from platform.migration`)).rows.map(
        (row) => [row.name, row.sha256] as const,
      ),
    )
    const done: string[] = []
    for (const name of migrationNames()) {
      const text = readFileSync(join(folder, name), 'utf8')
      const sha256 = createHash('sha256').update(text).digest('hex')
      const before = applied.get(name)
      if (before === sha256) continue
      if (before !== undefined) throw new Error(`Migration ${name} was changed after it had been applied; add a new one instead.`)
      await client.query('begin')
      try {
        await client.query(text)
        await client.query(`insert into platform.migration (name, sha256) values ($1, $2)`, [name, sha256])
        await client.query('commit')
      } catch (cause) {
        await client.query('rollback')
        throw new Error(`Migration ${name} failed: ${(cause as Error).message}`, { cause })
      }
      done.push(name)
    }
    await prepareJobSchema(client)
    return done
  } finally {
    await client.end()
  }
}
