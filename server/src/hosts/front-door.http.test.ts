import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect, createServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { readConfig } from '#platform/config/config.ts'
import { createLogger } from '#platform/config/logger.ts'
import { addLocality, ensureLocality, setLocalityAddresses } from '#platform/db/localities.ts'
import { ensureLogins, loginOf } from '#platform/db/logins.ts'
import { buildIdleParts, buildModules, routesFrom } from '../modules.ts'
import { createAccount, hashPassword } from '#identity'
import { openFrontDoor } from './front-door.ts'
import type { FrontDoor } from './front-door.ts'
import { createLocalities } from './localities-at-hand.ts'
import type { Localities } from './localities-at-hand.ts'
import { refuseSettingsOfOne } from './start-many.ts'

// One process: three localities of one database, and in another database a copy of the first, with the same ids, people and logins.
const adminUrl = inject('postgresAdminUrl' as never) as unknown as string
const admin = new pg.Client(adminUrl)
const tag = randomBytes(4).toString('hex')
const [first, copy] = [`hosts_${tag}`, `hosts_copy_${tag}`]
const urlOf = (name: string): string => Object.assign(new URL(adminUrl), { pathname: `/${name}` }).href
const folder = mkdtempSync(join(tmpdir(), 'motcua-hosts-'))
const keyFile = join(folder, 'keys')
const logger = createLogger({ logLevel: 'silent' })
const hosts = { own: 'mot.localhost', second: 'hai.localhost', third: 'ba.localhost', copy: 'ban-sao.localhost' }
const others = [hosts.second, hosts.third, hosts.copy]
const config = readConfig({
  MOTCUA_DATABASES: join(folder, 'databases'),
  MOTCUA_KEY_FILE: keyFile,
  PORT: '0',
  MOTCUA_LOG: 'silent',
  MOTCUA_POOL: '4',
})

let localities: Localities
let door: FrontDoor
let stateful: string[] = []

/** The way to the machine of the copy, which can be closed and opened. */
const road = { server: null as Server | null, port: 0, sockets: new Set<Socket>() }
async function openRoad(): Promise<void> {
  const { hostname, port } = new URL(adminUrl)
  const server = createServer((from) => {
    const to = connect(Number(port), hostname)
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      road.sockets.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => other.destroy())
      one.pipe(other)
    }
  })
  await new Promise<void>((done) => server.listen(road.port, '127.0.0.1', done))
  road.server = server
  road.port = (server.address() as AddressInfo).port
}
async function closeRoad(): Promise<void> {
  const closed = new Promise((done) => road.server?.close(done))
  for (const socket of road.sockets) socket.destroy()
  road.sockets.clear()
  await closed
}

beforeAll(async () => {
  writeFileSync(keyFile, `motcua-key-1 ${Buffer.alloc(32, 7).toString('base64url')}\n`)
  await admin.connect()
  for (const name of [first, copy]) await admin.query(`create database ${name} template motcua_centre_template`)
  await openRoad()
  await ensureLocality(urlOf(first), { code: 'H47' })
  await addLocality(urlOf(first), { code: 'H49', name: 'Tỉnh thứ ba', demonstration: false })
  const setUp: readonly [string, string, string][] = [
    [first, 'H47', hosts.own],
    [first, 'H48', hosts.second],
    [first, 'H49', hosts.third],
    [copy, 'H47', hosts.copy],
  ]
  for (const [name, code, host] of setUp)
    await setLocalityAddresses(urlOf(name), code, {
      webAddresses: [`http://${host}`],
      practiceAddress: host === hosts.own ? `http://thu.${host}` : null,
    })
  const addresses: string[] = []
  for (const name of [first, copy])
    for (const { id, login, password } of await ensureLogins(urlOf(name), () => 'mat-khau', `_${name}`)) {
      stateful = [...stateful, login]
      if (id < 1_000_000 && !(name === copy && id !== 47))
        addresses.push(
          Object.assign(new URL(urlOf(name)), { username: login, password, ...(name === copy ? { port: String(road.port) } : {}) }).href,
        )
    }
  const lines = ['# Bốn địa phương', ...addresses.map((address, at) => (at % 2 === 0 ? address : `H\tDATABASE_URL=${address}`))]
  writeFileSync(join(folder, 'databases'), `${lines.join('\n')}\n`)
  localities = createLocalities(
    config,
    () => addresses,
    logger,
    () => undefined,
  )
  door = await openFrontDoor(config, localities, logger)
  await localities.refresh()
}, 180_000)

afterAll(async () => {
  await door.close()
  await localities.close()
  await closeRoad()
  for (const name of [first, copy]) await admin.query(`drop database ${name} with (force)`)
  for (const login of stateful) await admin.query(`drop role ${login}`)
  await admin.end()
  rmSync(folder, { recursive: true })
})

type Reply = { readonly status: number; readonly text: string; readonly body: Record<string, unknown>; readonly cookies: string }

/** A request as a browser sends it: to this machine, under a name. */
async function ask(
  host: string,
  path: string,
  options: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Reply> {
  const { port } = new URL(door.address)
  const { method = 'GET', body, headers = {} } = options
  return await new Promise((done, fail) => {
    const sent = request(
      {
        ...{ host: '127.0.0.1', port, path, method },
        headers: {
          host,
          ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID() }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
      },
      (answer) => {
        let text = ''
        answer.on('data', (part: Buffer) => (text += String(part)))
        answer.on('end', () => {
          const isJson = String(answer.headers['content-type']).includes('json')
          const cookies = (answer.headers['set-cookie'] ?? []).map((each) => each.split(';')[0]).join('; ')
          done({ status: answer.statusCode ?? 0, text, body: isJson ? (JSON.parse(text) as Record<string, unknown>) : {}, cookies })
        })
      },
    )
    sent.on('error', fail)
    sent.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

const api = async (host: string, path: string, options: Parameters<typeof ask>[2] = {}): Promise<Reply> =>
  await ask(host, `/api/v1${path}`, options)
const signIn = async (host: string): Promise<Reply> =>
  await api(host, '/sessions', { method: 'POST', body: { login: 'tiepnhan1', password: 'motcua-demo' } })

describe('a process that serves several localities', () => {
  test('answers under each name for that locality', async () => {
    expect((await api(hosts.own, '/locality')).body).toMatchObject({ code: 'H47', webAddresses: [`http://${hosts.own}`] })
    expect((await api(`${hosts.second.toUpperCase()}:8080`, '/locality')).body).toMatchObject({ code: 'H48', name: 'Tỉnh khác' })
    expect((await api(hosts.third, '/locality')).body).toMatchObject({ code: 'H49', name: 'Tỉnh thứ ba' })
    expect((await api(hosts.copy, '/locality')).body).toMatchObject({ code: 'H47', webAddresses: [`http://${hosts.copy}`] })
    expect((await api(`thu.${hosts.own}`, '/locality')).body).toMatchObject({ code: 'THU-H47' })
  })

  test('refuses an unknown name, in both languages, and says what it is itself', async () => {
    const refused = await api('khong-co.localhost', '/locality')
    expect(refused).toMatchObject({ status: 421, body: { code: 'HOST_UNKNOWN', detail: expect.stringContaining('không phục vụ') } })
    const english = await api('khong-co.localhost', '/locality', { headers: { 'accept-language': 'en' } })
    expect(english.body['detail']).toContain('does not serve')
    expect(await ask('127.0.0.1', '/')).toMatchObject({ status: 421, text: expect.stringContaining('<!doctype html>') })
    expect(await ask('127.0.0.1', '/healthz')).toMatchObject({ status: 200 })
    expect(await ask('127.0.0.1', '/readyz')).toMatchObject({ status: 200 })
  })

  test('names the locality of each figure, and counts the process once', async () => {
    const { text } = await ask('127.0.0.1', '/metrics')
    for (const code of ['H47', 'H48', 'H49']) expect(text).toMatch(new RegExp(`motcua_database_waiting\\{locality="${code}"\\}`, 'u'))
    expect(text.match(/^motcua_process_cpu_seconds_total /gmu)).toHaveLength(1)
    expect((await ask(hosts.second, '/metrics')).text).not.toContain('locality="H47"')
  })

  test('does the jobs of each locality', async () => {
    const owner = new pg.Client(urlOf(first))
    await owner.connect()
    await owner.query(`insert into pgboss.job (name, data, policy) select 'prune.' || n, '{}', 'standard' from unnest(array[47, 48, 49]) n`)
    await vi.waitUntil(
      async () =>
        (await owner.query(`select 1 from pgboss.job where name like 'prune.%' and state = 'completed' group by name`)).rowCount === 3,
      { timeout: 60_000, interval: 500 },
    )
    await owner.end()
  })

  test('takes none of the settings that are for one', () => {
    expect(() => refuseSettingsOfOne({ ...config, publicUrl: 'https://mc.example.vn', databaseUrl: 'postgres://x' })).toThrow(
      /MOTCUA_PUBLIC_URL[\s\S]*DATABASE_URL/u,
    )
    expect(() => refuseSettingsOfOne(config)).not.toThrow()
  })
})

describe('nothing of one locality is seen from another', () => {
  test('a session of one name is nobody at the others, whatever the route and the way it is sent', async () => {
    const { body, cookies } = await signIn(hosts.own)
    const bearer = { authorization: `Bearer ${String(body['token'])}` }
    for (const sent of [bearer, { cookie: cookies }]) {
      expect((await api(hosts.own, '/sessions/current', { headers: sent })).status).toBe(200)
      for (const host of [...others, `thu.${hosts.own}`])
        expect(await api(host, '/sessions/current', { headers: sent }), host).toMatchObject({
          status: 401,
          body: { code: 'SESSION_NEEDED' },
        })
    }
    // Every route that is not for everybody: reads, writes, files, exports, streams.
    const guarded = routesFrom(buildModules(buildIdleParts({ isPractice: false, localityId: 1, kysely: {}, pool: {} } as never))).filter(
      ({ access }) => access !== 'public',
    )
    expect(guarded.length).toBeGreaterThan(150)
    const open: string[] = []
    for (const [at, { method, url }] of guarded.entries()) {
      const path = url.replaceAll(/:(\w+)/gu, (_, name: string) => (name === 'id' ? randomUUID() : 'H47.01'))
      // The copy has the same people under the same ids: of all others it would let in first.
      for (const host of at % 10 === 0 ? others : [hosts.copy]) {
        const { status } = await api(host, path, { method, headers: at % 2 === 0 ? bearer : { cookie: cookies } })
        if (status !== 401) open.push(`${host} ${method} ${url}: ${status}`)
      }
    }
    expect(open).toEqual([])
  })

  test('a dossier of one is found under no other name, by nobody', async () => {
    const { body } = await signIn(hosts.own)
    const headers = { authorization: `Bearer ${String(body['token'])}` }
    const centreId = ((await api(hosts.own, '/centres')).body['items'] as { id: string }[])[0]?.id
    const applicant = { kind: 'person', fullName: 'Người thử', idNumber: '049190000001', address: 'Phường Tam Kỳ', phone: '0905000001' }
    const filed = await api(hosts.own, '/dossiers', {
      method: 'POST',
      headers,
      body: { procedureCode: '1.001612', centreId, applicant, papers: [], accept: false },
    })
    expect(filed.status, filed.text).toBe(201)
    const code = String(filed.body['code'])
    expect((await api(hosts.own, `/dossiers/${code}`, { headers })).status).toBe(200)
    const atCopy = { authorization: `Bearer ${String((await signIn(hosts.copy)).body['token'])}` }
    expect(await api(hosts.copy, `/dossiers/${code}`, { headers: atCopy })).toMatchObject({ status: 404 })
    for (const host of others) expect((await api(host, `/tracking/${code}`)).text, host).not.toContain('Người thử')
    // What was changed in one is not what the process remembers for the other, though both rows have one id.
    const copied = new pg.Client(urlOf(copy))
    await copied.connect()
    await copied.query(`update agency.agency set name = 'Sở của bản sao' where code = 'H47.01'`)
    await copied.end()
    expect((await api(hosts.copy, '/agencies')).text).toContain('Sở của bản sao')
    expect((await api(hosts.own, '/agencies')).text).not.toContain('Sở của bản sao')
  })

  test('a browser of one name may not write at another', async () => {
    const { cookies } = await signIn(hosts.copy)
    const crossing = { cookie: cookies, origin: `http://${hosts.own}` }
    expect(await api(hosts.copy, '/sessions/current', { method: 'DELETE', headers: crossing })).toMatchObject({
      status: 403,
      body: { code: 'CROSS_SITE_REQUEST' },
    })
  })

  test('a passkey is asked for under the name of its locality', async () => {
    for (const host of [hosts.own, hosts.copy]) {
      const database = (await localities.find(host))?.place.real.opened()?.app.database
      if (!database) throw new Error(`${host} is not open`)
      const person = { login: 'khoa', displayName: 'Trần A', title: '', agencyId: null, unitId: null }
      await createAccount(database.kysely, { ...person, passwordHash: await hashPassword('mật khẩu thật dài') })
      const signedIn = await api(host, '/sessions', { method: 'POST', body: { login: 'khoa', password: 'mật khẩu thật dài' } })
      const headers = { authorization: `Bearer ${String(signedIn.body['token'])}` }
      const { text } = await api(host, '/account/passkeys/challenge', { method: 'POST', headers, body: {} })
      expect(text).toContain(`"id":"${host}"`)
    }
  })
})

describe('what befalls one locality', () => {
  test('its database away: it alone is unavailable, and comes back by itself', async () => {
    await closeRoad()
    expect((await api(hosts.copy, '/agencies')).status).toBe(503)
    for (const host of [hosts.own, hosts.second, hosts.third]) expect((await api(host, '/agencies')).status, host).toBe(200)
    await openRoad()
    await vi.waitUntil(async () => (await api(hosts.copy, '/agencies')).status === 200, { timeout: 30_000, interval: 200 })
  })

  test('all its connections taken: the others have their own', async () => {
    const { app } = (await localities.find(hosts.second))?.place.real.opened() ?? {}
    const pool = app?.database.pool
    if (!pool) throw new Error('the second locality is not open')
    const taken = await Promise.all(Array.from({ length: pool.options.max }, async () => await pool.connect()))
    const stuck = api(hosts.second, '/agencies')
    for (const host of [hosts.own, hosts.third, hosts.copy]) expect((await api(host, '/agencies')).status, host).toBe(200)
    for (const client of taken) client.release()
    expect((await stuck).status).toBe(200)
  })

  test('a name that another claims too belongs to neither until one gives way', async () => {
    await setLocalityAddresses(urlOf(copy), 'H47', {
      webAddresses: [`http://${hosts.copy}`, `http://${hosts.third}`],
      practiceAddress: null,
    })
    await localities.refresh()
    expect((await api(hosts.third, '/locality')).status).toBe(421)
    expect((await api(hosts.copy, '/locality')).status).toBe(200)
    await setLocalityAddresses(urlOf(copy), 'H47', { webAddresses: [`http://${hosts.copy}`], practiceAddress: null })
    await localities.refresh()
    expect((await api(hosts.third, '/locality')).body).toMatchObject({ code: 'H49' })
    // Within one database the operator learns it at once.
    await expect(
      setLocalityAddresses(urlOf(first), 'H48', { webAddresses: [`https://${hosts.own}:8443`], practiceAddress: null }),
    ).rejects.toThrow('is the host name of H47')
  })
})

test('the logins of localities are read from a file, and a line that is none is named', async () => {
  const { readDatabaseList } = await import('./database-list.ts')
  expect(readDatabaseList(join(folder, 'databases'))).toHaveLength(4)
  expect(readDatabaseList(join(folder, 'databases')).map((each) => new URL(each).username)).toContain(loginOf(48, `_${first}`))
  writeFileSync(join(folder, 'wrong'), '\n# x\npostgres://postgres:bi-mat@h/d\n')
  expect(() => readDatabaseList(join(folder, 'wrong'))).toThrow(/line 3(?![\s\S]*bi-mat)/u)
})
