import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { readConfig } from '#platform/config/config.ts'
import { createApp } from './app.ts'
import { testCentre } from './testing/test-centre.ts'

// Exports have their own places and connections: when those are taken, no other request is slower.
const centre = await testCentre()
const { db, as, centreId } = centre
const [manager, counter] = [await as('giamdoc'), await as('tiepnhan1')]
const year = Temporal.Now.zonedDateTimeISO('Asia/Ho_Chi_Minh').year

type App = Awaited<ReturnType<typeof createApp>>
const apps: App[] = []
afterAll(async () => {
  for (const each of apps) await each.close()
})

async function served(exports: number): Promise<App> {
  const app = await createApp(readConfig({ PORT: '0', MOTCUA_LOG: 'silent', MOTCUA_WORKER: 'false' }), db, {
    perMinute: 1_000_000,
    limits: { exports },
  })
  await app.http.ready()
  apps.push(app)
  return app
}

const get = async ({ http }: App, url: string, token: string | null = null) =>
  await http.inject({ url, headers: token ? { authorization: `Bearer ${token}` } : {} })

const everyExport = [
  ['the register', `/api/v1/centres/${centreId}/registers/${year}/all.csv`],
  ['the event log as CSV', '/api/v1/reports/eventlog.csv'],
  ['the event log as XES', '/api/v1/reports/eventlog.xes'],
] as const

/** Requests of other callers meanwhile, each with its answer. */
async function others(app: App): Promise<Record<string, number>> {
  const signIn = await app.http.inject({
    method: 'POST',
    url: '/api/v1/sessions',
    headers: { 'idempotency-key': randomUUID() },
    payload: { login: 'tiepnhan2', password: 'motcua-demo' },
  })
  return {
    inbox: (await get(app, '/api/v1/inbox', counter)).statusCode,
    'the board': (await get(app, '/api/v1/board')).statusCode,
    procedures: (await get(app, '/api/v1/procedures?limit=5')).statusCode,
    ready: (await get(app, '/readyz')).statusCode,
    'sign-in': signIn.statusCode,
    'a report on the screen': (await get(app, '/api/v1/reports/holders', manager)).statusCode,
  }
}
const undisturbed = { inbox: 200, 'the board': 200, procedures: 200, ready: 200, 'sign-in': 201, 'a report on the screen': 200 }

describe('while no export may run', () => {
  test.each(everyExport)('%s says so with its code and when to come back', async (_what, url) => {
    const answer = await get(await served(0), url, await as('thanhtra'))
    expect([answer.statusCode, answer.json<{ code: string }>().code, answer.headers['retry-after']]).toEqual([503, 'EXPORTS_BUSY', '15'])
  })

  test('the inbox, the board, the sign-in and the reports on screen answer as ever', async () => {
    expect(await others(await served(0))).toEqual(undisturbed)
  })
})

describe('while others hold every connection that exports have', () => {
  test('an export waits and then reports that it is unavailable; no other request waits', async () => {
    const app = await served(2)
    const held = [1, 2].map(async () => await sql`select pg_sleep(13)`.execute(db.exports))
    await new Promise((resolve) => setTimeout(resolve, 200))
    const [export_, began] = [get(app, everyExport[1][1], await as('thanhtra')), performance.now()]
    expect(await others(app)).toEqual(undisturbed)
    expect(performance.now() - began, 'the others were not held up').toBeLessThan(5_000)
    const answer = await export_
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([503, 'EXPORTS_BUSY'])
    expect(answer.headers['retry-after']).toBeDefined()
    await Promise.all(held)
    expect((await get(app, everyExport[1][1], await as('thanhtra'))).statusCode, 'and the place was given back').toBe(200)
  }, 60_000)
})
