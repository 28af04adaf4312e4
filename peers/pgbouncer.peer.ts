import { randomBytes, randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { readConfig } from '#platform/config/config.ts'
import { createLogger } from '#platform/config/logger.ts'
import { openDatabase } from '#platform/db/database.ts'
import type { Database } from '#platform/db/database.ts'
import { ensureLogins, loginOf } from '#platform/db/logins.ts'
import { openJobWatch } from '#platform/jobs/job-watch.ts'
import { practiceLocality, testKeys, testLocality } from '#platform/testing/postgres.ts'
import { createApp } from '../server/src/app.ts'
import type { App } from '../server/src/app.ts'
import { startPgbouncer } from '../server/src/testing/pgbouncer.ts'
import type { Pgbouncer } from '../server/src/testing/pgbouncer.ts'
import { copyCentre } from '#practice'
import { describeWith, peers } from './peers.ts'

describeWith(peers.pgbouncer, 'a centre and its practice place behind a pooler in transaction mode', (command) => {
  const adminUrl = inject('postgresAdminUrl' as never) as unknown as string
  const name = `pooled_${randomBytes(4).toString('hex')}`
  const ownerUrl = Object.assign(new URL(adminUrl), { pathname: `/${name}` }).href
  const admin = new pg.Client(adminUrl)
  let pooler: Pgbouncer
  let [live, practice]: (Database | undefined)[] = []
  let app: App
  let beside: App
  const urlOf = (login: string): string => pooler.through(Object.assign(new URL(ownerUrl), { username: login, password: 'mat-khau' }).href)

  beforeAll(async () => {
    await admin.connect()
    await admin.query(`create database ${name} template motcua_centre_template`)
    await admin.query(`alter database ${name} set pg_stat_statements.track = 'top'`)
    const owner = new pg.Client(ownerUrl)
    await owner.connect()
    await owner.query(
      `insert into platform.locality (id, code, name, practice_of, demonstration) select $2, 'THU-' || code, name, id, demonstration from platform.locality where id = $1`,
      [testLocality, practiceLocality],
    )
    await owner.query('call platform.furnish_locality($1)', [practiceLocality])
    await owner.query('create extension if not exists pg_stat_statements')
    await owner.end()
    const logins = await ensureLogins(ownerUrl, () => 'mat-khau', `_${name}`)
    pooler = await startPgbouncer(command, adminUrl, logins)
    const common = { isServing: true, role: 'motcua_app', pooler: 'transaction', keys: testKeys } as const
    live = openDatabase({ ...common, url: urlOf(loginOf(47, `_${name}`)), localityId: testLocality, poolSize: 16 })
    practice = openDatabase({
      ...common,
      url: urlOf(loginOf(1_000_047, `_${name}`)),
      localityId: practiceLocality,
      poolSize: 4,
      isPractice: true,
    })
    const pool = live.pool
    const watch = await openJobWatch(async (text, values) => await pool.query(text, values), createLogger({ logLevel: 'silent' }))
    const config = readConfig({ PORT: '0', MOTCUA_LOG: 'silent', MOTCUA_POOLER: 'transaction' })
    const place = { database: practice, address: 'http://thu.localhost' }
    app = await createApp(config, live, { perMinute: 1_000_000, watch, practice: () => place })
    beside = await createApp(config, practice, { perMinute: 1_000_000, watch })
    await app.open()
    await beside.open()
    await copyCentre(live.kysely, practice.kysely)
    return async () => await watch.close()
  }, 180_000)

  afterAll(async () => {
    await beside.close()
    await app.close()
    await practice?.close()
    await live?.close()
    await pooler.stop()
    await admin.query(`drop database ${name} with (force)`)
    const { rows } = await admin.query<{ rolname: string }>(`select rolname from pg_roles where rolname like '%' || $1`, [`_${name}`])
    for (const { rolname } of rows) await admin.query(`drop role ${rolname}`)
    await admin.end()
  })

  const call = async (at: App, method: 'GET' | 'POST', path: string, body?: unknown, token?: string) =>
    await at.http.inject({
      method,
      url: `/api/v1${path}`,
      headers: { 'idempotency-key': randomUUID(), ...(token ? { authorization: `Bearer ${token}` } : {}) },
      ...(body === undefined ? {} : { payload: body as object }),
    })

  test('is who it must be on every connection that the pooler lends, and nothing a session says changes it', async () => {
    for (let n = 0; n < 10; n += 1) {
      const { rows } = await live!.pool.query('select current_user as login, platform.current_locality() as locality')
      expect(rows).toEqual([{ login: loginOf(47, `_${name}`), locality: 47 }])
    }
    await live!.pool.query(`set motcua.locality_id = '48'`)
    const { rows } = await live!.pool.query('select distinct id from platform.locality')
    expect(rows).toEqual([{ id: 47 }])
  })

  test('is not served by a login that the pooler makes another', async () => {
    const asOwner = { url: pooler.through(ownerUrl), localityId: testLocality, role: 'motcua_app', poolSize: 1 } as const
    expect(() => openDatabase({ ...asOwner, pooler: 'transaction' })).toThrow('only a login of the application')
    // Not said that there is a pooler: it refuses the options, and nothing is served.
    const unsaid = openDatabase({ ...asOwner, url: urlOf(loginOf(47, `_${name}`)) })
    await expect(unsaid.pool.query('select 1')).rejects.toThrow(/options/u)
    await unsaid.close()
  })

  test('dossiers are filed and read, in practice too, many at once', async () => {
    for (const at of [app, beside]) {
      const isPractice = at === beside
      // The practice place has one connection for its requests.
      const most = isPractice ? 3 : 12
      const centreId = (await call(at, 'GET', '/centres')).json<{ items: { id: string }[] }>().items[0]?.id
      const applicant = { kind: 'person', fullName: 'Người thử', idNumber: '049190000001', address: 'Phường Tam Kỳ', phone: '0905000001' }
      let token = ''
      if (isPractice) {
        const desk = (await call(app, 'POST', '/sessions', { login: 'tiepnhan1', password: 'motcua-demo' })).json<{ token: string }>().token
        const { address } = (await call(app, 'POST', '/practice/tickets', { path: '/desk' }, desk)).json<{ address: string }>()
        const ticket = new URL(address).searchParams.get('ve')
        token = (await call(at, 'POST', '/practice/sessions', { ticket })).json<{ token: string }>().token
      } else token = (await call(at, 'POST', '/sessions', { login: 'tiepnhan1', password: 'motcua-demo' })).json<{ token: string }>().token
      const body = { procedureCode: '1.001612', centreId, applicant, papers: [], accept: false }
      const filed = await Promise.all(Array.from({ length: most }, async () => await call(at, 'POST', '/dossiers', body, token)))
      expect(filed.map(({ statusCode }) => statusCode)).toEqual(filed.map(() => 201))
      const codes = filed.map((each) => each.json<{ code: string }>().code)
      expect(new Set(codes).size).toBe(most)
      for (const code of codes) expect((await call(at, 'GET', `/dossiers/${code}`, undefined, token)).statusCode).toBe(200)
    }
  })

  test('holds at most eight connections, however much is asked at once', async () => {
    const { token } = (await call(app, 'POST', '/sessions', { login: 'tiepnhan1', password: 'motcua-demo' })).json<{ token: string }>()
    const asked = Array.from(
      { length: 60 },
      async (_, at) => await call(at % 3 === 0 ? beside : app, 'GET', at % 2 === 0 ? '/agencies' : '/procedures?q=ho', undefined, token),
    )
    const most: number[] = []
    const counting = vi.waitUntil(
      async () => {
        const clients = await pooler.show<{ database: string }>('clients')
        most.push(clients.filter(({ database }) => database === name).length)
        return most.length >= 5
      },
      { interval: 20, timeout: 60_000 },
    )
    await Promise.all([...asked, counting])
    expect(Math.max(...most)).toBeGreaterThan(1)
    expect(Math.max(...most)).toBeLessThanOrEqual(8)
  })

  test('at rest its queue is asked for at most once a second', async () => {
    const owner = new pg.Client(ownerUrl)
    await owner.connect()
    const isBusy = `select 1 from pgboss.job where state < 'completed' and start_after <= now()`
    await vi.waitUntil(async () => (await owner.query(isBusy)).rowCount === 0, { timeout: 60_000, interval: 1_000 })
    await owner.query('select pg_stat_statements_reset()')
    const from = performance.now()
    await new Promise((done) => setTimeout(done, 60_000))
    const { rows } = await owner.query<{ queue: number; all: number }>(
      `select coalesce(sum(calls) filter (where query ilike '%pgboss%'), 0)::int as queue, sum(calls)::int as all
       from pg_stat_statements s join pg_roles r on r.oid = s.userid where r.rolname like 'motcua_app_%' || $1`,
      [`_${name}`],
    )
    await owner.end()
    const seconds = (performance.now() - from) / 1000
    expect((rows[0]?.queue ?? 0) / seconds, JSON.stringify(rows)).toBeLessThanOrEqual(1)
    process.stdout.write(
      `statements a second at rest: queue ${((rows[0]?.queue ?? 0) / seconds).toFixed(2)}, all ${((rows[0]?.all ?? 0) / seconds).toFixed(2)}\n`,
    )
  }, 180_000)
})
