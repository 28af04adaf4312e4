import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { afterAll, describe, expect, test } from 'vitest'
import { readConfig } from '#platform/config/config.ts'
import { createApp } from './app.ts'
import { buildModules, buildIdleParts, routesFrom } from './modules.ts'
import { securityEvents } from './modules/identity/domain/security-events.ts'
import { testCentre } from './testing/test-centre.ts'
import { twoOfEverything } from './testing/two-of-everything.ts'

const centre = await testCentre()
const { db, as } = centre
const two = await twoOfEverything(centre)
const lines: Record<string, unknown>[] = []
const logger = pino(
  { level: 'warn', base: null },
  { write: (text: string) => void lines.push(JSON.parse(text) as Record<string, unknown>) },
)
const app = await createApp(readConfig({ PORT: '0' }), db, { perMinute: 1_000_000, logger })
await app.http.ready()
afterAll(async () => {
  await app.close()
})

const password = 'một mật khẩu rất kín đáo'
async function send(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  token: string | null,
  body?: object,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await app.http.inject({
    method,
    url: `/api/v1${path}`,
    remoteAddress: '203.0.113.77',
    headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID() }) },
    ...(body ? { payload: body } : {}),
  })
  const isJson = String(answer.headers['content-type']).includes('json')
  return { status: answer.statusCode, body: isJson ? answer.json() : {} }
}
type Kept = {
  event: string
  account_id: string | null
  network: string
  route: string
  status: number
  refusal: string | null
  times: number
}
const kept = async (): Promise<Kept[]> =>
  await db.peek<Kept>('select event, account_id, network, route, status, refusal, times from identity.security_event order by id')

describe('the security log', () => {
  test('records sign-ins and failures, by account where there is one, as a line and as a row', async () => {
    await send('POST', '/sessions', null, { login: 'tiepnhan1', password })
    await send('POST', '/sessions', null, { login: 'khongcoai', password })
    const { body } = await send('POST', '/sessions', null, { login: 'tiepnhan1', password: 'motcua-demo' })
    await send('DELETE', '/sessions/current', String(body['token']))
    await expect.poll(async () => (await kept()).map(({ event }) => event)).toContain('sign_in.ended')
    const [account] = await db.peek<{ id: string }>(`select id from identity.account where login = 'tiepnhan1'`)
    const told = (await kept()).filter(({ network }) => network === '203.0.113.0/24')
    expect(told.map(({ event, account_id: of, network, status, refusal }) => [event, of, network, status, refusal])).toEqual([
      ['sign_in.failed', account?.id, '203.0.113.0/24', 401, 'SIGN_IN_FAILED'],
      ['sign_in.failed', null, '203.0.113.0/24', 401, 'SIGN_IN_FAILED'],
      ['sign_in.done', account?.id, '203.0.113.0/24', 201, null],
      ['sign_in.ended', account?.id, '203.0.113.0/24', 200, null],
    ])
    expect(lines.filter(({ log }) => log === 'security').map(({ event }) => event)).toEqual(told.map(({ event }) => event))
  })

  test('records refused access by code and pattern, and exports', async () => {
    const { token } = await two.person({ role: 'inspector' })
    expect((await send('POST', '/dossiers', token, {})).status).toBe(403)
    expect((await send('GET', '/reports/eventlog.csv', await as('thanhtra'))).status).toBe(200)
    await expect.poll(async () => (await kept()).map(({ event }) => event)).toContain('export.done')
    const [refused] = (await kept()).filter(({ event }) => event === 'access.refused')
    expect(refused).toMatchObject({ route: 'POST /api/v1/dossiers', status: 403, refusal: 'ROLE_NOT_ALLOWED' })
  })

  test('records who changed the collector of a centre, whose account receives the fees', async () => {
    const manager = await two.person({ role: 'centre_manager', centre: 2 })
    const collector = {
      collectorName: 'Đơn vị thu',
      taxCode: '4000000001',
      bankBin: '970436',
      bankAccount: '0011000000009',
      templateSymbol: '01BLP0-001',
      seriesSymbol: 'NK-26T',
    }
    expect((await send('PUT', `/collectors/${two.centres[2]}`, manager.token, collector)).status).toBe(200)
    await expect.poll(async () => (await kept()).map(({ event }) => event)).toContain('collector.changed')
    const [changed] = (await kept()).filter(({ event }) => event === 'collector.changed')
    expect(changed).toMatchObject({ account_id: manager.accountId, route: 'PUT /api/v1/collectors/:centreId', status: 200 })
    expect(JSON.stringify(changed)).not.toContain('0011000000009')
  })

  test('repetitions within a minute are counted, and written once when the log is closed', async () => {
    const { token } = await two.person({ role: 'inspector' })
    for (let time = 0; time < 20; time += 1) await send('POST', '/handovers', token, {})
    await expect.poll(async () => (await kept()).filter(({ route }) => route === 'POST /api/v1/handovers').length).toBe(1)
    const other = await createApp(readConfig({ PORT: '0', MOTCUA_LOG: 'silent' }), db, { perMinute: 1_000_000 })
    await other.http.ready()
    for (let time = 0; time < 5; time += 1)
      await other.http.inject({
        method: 'POST',
        url: '/api/v1/delegations',
        headers: { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() },
        payload: {},
      })
    await other.close()
    expect((await kept()).filter(({ route }) => route === 'POST /api/v1/delegations').map(({ times }) => times)).toEqual([1, 4])
  })

  test('records refused input: one line a minute of a caller for all routes, a sum of the rest, and never the input itself', async () => {
    const log = await createApp(readConfig({ PORT: '0', MOTCUA_LOG: 'silent' }), db, { perMinute: 1_000_000 })
    await log.http.ready()
    const { token, accountId } = await two.person({ role: 'counter_officer', centre: 2 })
    const bad = async (url: string, remoteAddress: string, own = true) =>
      (
        await log.http.inject({
          method: 'POST',
          url: `/api/v1/${url}`,
          remoteAddress,
          headers: { ...(own ? { authorization: `Bearer ${token}` } : {}), 'idempotency-key': randomUUID() },
          payload: { hopLe: "x' or 1=1 --" },
        })
      ).statusCode
    for (let time = 0; time < 10; time += 1)
      for (const url of ['dossiers', 'due-dates', 'citizen-cards']) expect(await bad(url, '198.51.100.7')).toBe(422)
    // A flood from everywhere: as many callers as are counted separately, and one more line for all others.
    for (let net = 0; net < 100; net += 1) expect(await bad('due-dates', `192.0.${net}.1`, false)).toBe(422)
    await log.close()
    const rows = (await kept()).filter(({ event }) => event === 'input.refused')
    const own = rows.filter(({ account_id: of, network }) => of === accountId && network === '198.51.100.0/24')
    expect(own.map(({ status, times }) => [status, times])).toEqual([
      [422, 1],
      [422, 29],
    ])
    const others = rows.filter(({ route }) => route === 'POST /api/v1/due-dates')
    expect(others.reduce((sum, { times }) => sum + times, 0)).toBe(100)
    expect(rows.length).toBeLessThanOrEqual(64)
    expect(JSON.stringify(rows)).not.toContain('1=1')
  })

  test('records every change of an account, by any author and way', async () => {
    const { accountId } = await two.person({ role: 'clerk', agency: 'A' })
    await db.peek(
      `insert into identity.account_event (locality_id, account_id, kind, by_name) values (47, $1, 'role_given', 'Dòng lệnh')`,
      [accountId],
    )
    expect((await kept()).at(-1)).toMatchObject({ event: 'account.role_given', account_id: accountId, network: 'command line' })
  })

  test('has no password, login, name or full address in any line or row', async () => {
    const everything = JSON.stringify([lines, await db.peek('select * from identity.security_event')])
    for (const secret of [password, 'motcua-demo', 'tiepnhan1', 'khongcoai', '203.0.113.77']) expect(everything).not.toContain(secret)
    const names = await db.peek<{ n: string }>('select display_name as n from identity.account')
    expect(names.filter(({ n }) => everything.includes(n))).toEqual([])
  })

  test('is append-only for the application', async () => {
    for (const text of [
      `update identity.security_event set event = 'a.b'`,
      'delete from identity.security_event',
      'truncate identity.security_event',
    ])
      await expect(db.pool.query(text)).rejects.toThrow('permission denied')
  })

  test('is shown only to inspectors and operators of the whole locality', async () => {
    const asked = async (role: 'inspector' | 'operator' | 'centre_manager', bound: object = {}) =>
      (await send('GET', '/security-events?event=sign_in.failed&limit=1', (await two.person({ role, ...bound })).token)).status
    expect(await asked('inspector')).toBe(200)
    expect(await asked('operator')).toBe(200)
    expect(await asked('inspector', { agency: 'A' })).toBe(403)
    expect(await asked('operator', { centre: 2 })).toBe(403)
    expect(await asked('centre_manager')).toBe(403)
    const { token } = await two.person({ role: 'inspector' })
    const { body } = await send('GET', '/security-events?event=sign_in.failed&limit=1', token)
    expect(body).toMatchObject({ items: [{ event: 'sign_in.failed', name: 'Đăng nhập sai', accountName: null }], more: true })
    const first = (body['items'] as { id: string }[])[0]?.id ?? ''
    const next = (await send('GET', `/security-events?event=sign_in.failed&limit=1&before=${first}`, token)).body
    expect((next['items'] as { accountName: string }[])[0]?.accountName).not.toBeNull()
  })

  test('every security code of a route is in the log’s list, and every route that changes rights has one', () => {
    const routes = routesFrom(buildModules(buildIdleParts(db)))
    const said = routes.flatMap(({ security }) => [...(security?.done ? [security.done] : []), ...Object.values(security?.refused ?? {})])
    expect(said.filter((event) => !(event in securityEvents))).toEqual([])
    const changing = routes.filter(({ method, url }) => method !== 'GET' && /^\/(?:sessions|account|accounts|delegations)\b/u.test(url))
    // Only a beginning: nothing has changed yet.
    const begins = ['POST /account/totp', 'POST /account/passkeys/challenge', 'POST /sessions/current/confirmation/challenge']
    expect(
      changing
        .filter(({ security }) => !security)
        .map(({ method, url }) => `${method} ${url}`)
        .toSorted(),
    ).toEqual(begins.toSorted())
  })
})
