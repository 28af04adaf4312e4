import { randomBytes, randomInt } from 'node:crypto'
import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import type { LocalityId } from '#kernel/ids.ts'
import { testDatabase, testKeys } from '#platform/testing/postgres.ts'
import { openDatabase } from './database.ts'
import { addressFor, ensureLogins, localityBeside, localityOfLogin, loginOf } from './logins.ts'

const db = await testDatabase()
// Logins belong to the cluster, which other tests use too: localities of this test alone.
const here = (100_000 + randomInt(300_000) * 2) as LocalityId
const there = (here + 1) as LocalityId
const practice = (1_000_000 + here) as LocalityId
const secret = randomBytes(12).toString('base64url')
const passwordOf = (id: number): string => `${secret}-${id}`
await db.peek(`insert into platform.locality (id, code, name) values ($1, 'H98', 'Nơi này'), ($2, 'H99', 'Nơi khác')`, [here, there])
await db.peek(`insert into platform.locality (id, code, name, practice_of) values ($1, 'THU-H98', 'Nơi này', $2)`, [practice, here])
for (const id of [here, there])
  await db.peek(`insert into identity.account (locality_id, id, login, display_name, password_hash) values ($1, gen_random_uuid(), 'mot', 'Một', 'bí mật')`, [id])
await ensureLogins(db.ownerUrl, passwordOf)

function address(localityId: number): string {
  const url = new URL(db.ownerUrl)
  url.username = loginOf(localityId)
  url.password = passwordOf(localityBeside(localityId))
  return url.href
}
const opened: { close(): Promise<void> }[] = []
function open(url: string, localityId: LocalityId, isServing = true) {
  const database = openDatabase({ url, localityId, role: 'motcua_app', poolSize: 2, isServing, keys: testKeys })
  opened.push(database)
  return database
}
afterAll(async () => {
  for (const each of opened) await each.close()
  const owner = new pg.Client({ connectionString: db.ownerUrl })
  await owner.connect()
  for (const id of [here, there, practice]) await owner.query(`drop role if exists ${loginOf(id)}`)
  await owner.end()
})
const codeOf = async (work: Promise<unknown>): Promise<string> =>
  await work.then(
    () => 'done',
    (error: { code?: string; message: string }) => error.code ?? error.message,
  )

describe('the login of a locality', () => {
  const app = open(address(here), here)
  const say = async (text: string): Promise<unknown[]> => (await app.pool.query(text)).rows

  test('sees only its own rows, with any session setting', async () => {
    const client = await app.pool.connect()
    try {
      for (const statement of [
        'select 1',
        `select set_config('motcua.locality_id', '${there}', false)`,
        `set motcua.locality_id = '${there}'`,
        `set role none`,
        `set role motcua_app`,
      ]) {
        await client.query(statement)
        const seen = await client.query('select locality_id from identity.account').catch((error: { code: string }) => ({ rows: [{ refused: error.code }] }))
        expect([[{ locality_id: here }], [{ refused: '42501' }]]).toContainEqual(seen.rows)
      }
      expect(await codeOf(client.query(`insert into identity.account (locality_id, id, login, display_name, password_hash)
        values (${there}, gen_random_uuid(), 'hai', 'Hai', 'x')`))).toBe('42501')
      expect(await codeOf(client.query(`set session authorization ${loginOf(there)}`))).toBe('42501')
      expect(await codeOf(client.query(`set role ${loginOf(there)}`))).toBe('42501')
    } finally {
      client.release(true)
    }
  })

  test('cannot change the clock, neither by motcua.now nor by declaring itself practice', async () => {
    const rows = await say(`select set_config('motcua.now', '2019-01-01T00:00:00Z', false), set_config('motcua.practice', 'on', false);`)
    expect(rows).toBeDefined()
    expect(await say(`select extract(year from platform.now())::int = extract(year from now())::int as real, extract(year from platform.clock())::int > 2019 as runs`)).toEqual([
      { real: true, runs: true },
    ])
  })

  test('has no temporary tables, no large objects, and no sequence of a far year', async () => {
    expect(await codeOf(app.pool.query('create temporary table t (x int)'))).toBe('42501')
    expect(await codeOf(app.pool.query('select lo_create(0)'))).toBe('42501')
    expect(await codeOf(app.pool.query(`select document.next_series('refusal', 2750)`))).toBe('P0001')
  })

  test('has its own password, shared only with its practice place', async () => {
    const enters = async (localityId: number, by: number): Promise<string> => {
      const url = new URL(address(localityId))
      url.password = passwordOf(by)
      const client = new pg.Client({ connectionString: url.href })
      const seen = await codeOf(client.connect())
      await client.end()
      return seen
    }
    expect([await enters(here, here), await enters(practice, here)]).toEqual(['done', 'done'])
    expect([await enters(there, here), await enters(here, there)]).toEqual(['28P01', '28P01'])
  })

  test('may write only those columns of the job queue that running jobs needs', async () => {
    for (const text of [
      'update pgboss.version set version = 1',
      'insert into pgboss.version (version) values (1)',
      'delete from pgboss.version',
      `insert into pgboss.warning (type, message) values ('x', 'x')`,
      'delete from pgboss.warning',
      `insert into pgboss.job_dependency (child_name, child_id, parent_name, parent_id) values ('a', gen_random_uuid(), 'b', gen_random_uuid())`,
      'update pgboss.job_dependency set parent_name = null',
      `insert into pgboss.instance default values`,
      `insert into pgboss.subscription (event, name) values ('x', 'x')`,
    ])
      expect([text, await codeOf(app.pool.query(text))]).toEqual([text, '42501'])
    // What its rounds do each time.
    for (const text of ['update pgboss.version set cron_on = now()', 'delete from pgboss.instance', 'select from pgboss.instance for update', 'delete from pgboss.job_dependency'])
      expect([text, await codeOf(app.pool.query(text))]).toEqual([text, 'done'])
  })

  test('neither changes nor removes jobs of another locality', async () => {
    await db.peek(`insert into pgboss.queue (name, policy, retry_limit, retry_delay, retry_backoff, retry_delay_max, expire_seconds, retention_seconds, deletion_seconds, warning_queued, partition, table_name)
      values ('x.${there}', 'standard', 1, 1, false, 1, 60, 60, 60, 0, false, 'job_common') on conflict do nothing`)
    await db.peek(`insert into pgboss.job (name, data, policy) values ('x.${there}', '{}', 'standard')`)
    for (const text of ['delete from pgboss.job', `update pgboss.job set data = '{"x":1}'`, 'delete from pgboss.job_common', `update pgboss.queue set retry_limit = 0`]) await say(text)
    expect(await db.peek(`select data, retry_limit from pgboss.job where name = 'x.${there}'`)).toEqual([{ data: {}, retry_limit: expect.any(Number) }])
    expect(await db.peek(`select from pgboss.queue where name = 'x.${there}' and retry_limit = 1`)).toHaveLength(1)
  })
})

describe('a connection identifies itself first', () => {
  test('and is refused in another locality than the server serves', async () => {
    await expect(open(address(here), there).pool.query('select 1')).rejects.toThrow('must be in')
  })

  test('and is refused when its login is a superuser', async () => {
    await expect(open(db.ownerUrl, here).pool.query('select 1')).rejects.toThrow('owns the schema or is a superuser')
    expect((await open(db.ownerUrl, here, false).pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  })

  test('and is refused when it did not become the application’s role', async () => {
    const url = new URL(db.ownerUrl)
    // What a pooler that ignores startup options leaves of them.
    const database = openDatabase({ url: url.href, localityId: here, role: 'postgres' as 'motcua_app', poolSize: 1 })
    opened.push(database)
    await expect(database.pool.query('select 1')).rejects.toThrow('bound by row-level security')
  })
})

test('the practice place has its own login, with the suffix of the installation', () => {
  expect(addressFor('postgres://motcua_app_47_hue:p%20w@h:5/d', 1_000_047 as LocalityId)).toBe('postgres://motcua_app_1000047_hue:p%20w@h:5/d')
  expect(localityOfLogin('postgres://motcua_app_47@h/d')).toBe(47)
  expect(() => localityOfLogin('postgres://owner@h/d')).toThrow('motcua -- logins')
})
