import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { readConfig } from '#platform/config/config.ts'
import { createApp } from './app.ts'
import type { App } from './app.ts'
import { filesOf } from './testing/files-of.ts'
import { testCentre } from './testing/test-centre.ts'

// Attempts of one caller to block all others, over real loopback connections, with shorter time limits than in production.
const centre = await testCentre()
const { db, as } = centre
const { forwarded } = filesOf(centre)

const opened: App[] = []
const sockets = new Set<Socket>()
afterAll(async () => {
  for (const socket of sockets) socket.destroy()
  for (const each of opened) await each.close()
})

type Limits = NonNullable<NonNullable<Parameters<typeof createApp>[2]>['limits']>

async function serve(limits: Limits, settings: Readonly<Record<string, string>> = {}): Promise<number> {
  const app = await createApp(readConfig({ PORT: '0', MOTCUA_LOG: 'silent', MOTCUA_WORKER: 'false', ...settings }), db, {
    perMinute: 1_000_000,
    limits,
  })
  opened.push(app)
  await app.listen()
  return (app.http.server.address() as AddressInfo).port
}

type Line = { readonly socket: Socket; said: string; isClosed: boolean; readonly closed: Promise<void> }

/** A separate connection, with the text received so far. */
async function open(port: number): Promise<Line> {
  const socket = connect({ port, host: '127.0.0.1' })
  sockets.add(socket)
  const line: Line = {
    socket,
    said: '',
    isClosed: false,
    closed: new Promise((resolve) => {
      socket.once('close', () => {
        line.isClosed = true
        resolve()
      })
    }),
  }
  socket.on('error', () => undefined) // the server may cut it off at any moment; that is what is tried here
  socket.on('data', (data: Buffer) => {
    line.said += data.toString('latin1')
  })
  await Promise.race([new Promise((resolve) => socket.once('connect', resolve)), line.closed])
  return line
}

const head = (path: string, headers: Readonly<Record<string, string | number>>, method = 'POST'): string =>
  `${method} /api/v1${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n`

const json = { 'Content-Type': 'application/json' }
const within = async (ms: number, work: Promise<unknown>): Promise<'done' | 'late'> =>
  await Promise.race([work.then(() => 'done' as const), new Promise<'late'>((resolve) => setTimeout(() => resolve('late'), ms))])
const wait = async (ms: number): Promise<void> => await new Promise((resolve) => setTimeout(resolve, ms))
const statusOf = (line: Line): string => /^HTTP\/1\.1 (\d{3})/u.exec(line.said)?.[1] ?? ''

const quick: Limits = { headersMs: 1_000, bodyMs: 1_000, uploadMs: 6_000, floorEveryMs: 500, bytesPerSecond: 2_000, idleMs: 3_000 }

describe('requests that never end', () => {
  test('a body that does not arrive is answered 408 and released, however many there are, and memory stays flat', async () => {
    const port = await serve(quick)
    global.gc?.()
    const before = process.memoryUsage().rss
    const lines = await Promise.all(Array.from({ length: 200 }, async () => await open(port)))
    for (const { socket } of lines) {
      socket.write(head('/due-dates', { ...json, 'Content-Length': 16_000 }))
      socket.write(Buffer.alloc(15_000, ' '))
    }
    expect(await within(8_000, Promise.all(lines.map(async ({ closed }) => await closed)))).toBe('done')
    expect([...new Set(lines.map(statusOf))]).toEqual(['408'])
    expect(lines[0]?.said).toContain('REQUEST_TOO_SLOW')
    expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(100)
  })

  test.each([
    ['dripping', 'sized', 16_000],
    ['dripping in chunks', 'chunked', 0],
  ])('a body %s a byte at a time ends the same way', async (_name, kind, length) => {
    const port = await serve(quick)
    const line = await open(port)
    line.socket.write(
      head('/due-dates', kind === 'chunked' ? { ...json, 'Transfer-Encoding': 'chunked' } : { ...json, 'Content-Length': length }),
    )
    const drip = setInterval(() => line.socket.write(kind === 'chunked' ? '1\r\n \r\n' : ' '), 100)
    expect(await within(8_000, line.closed)).toBe('done')
    clearInterval(drip)
    expect(statusOf(line)).toBe('408')
  })

  test('a request refused before its body is read is not held open by the body', async () => {
    const port = await serve(quick)
    const line = await open(port)
    line.socket.write(head('/dossiers', { ...json, 'Content-Length': 900_000, Authorization: `Bearer ${randomUUID()}` }))
    const drip = setInterval(() => line.socket.write('x'), 100)
    expect(await within(6_000, line.closed)).toBe('done')
    clearInterval(drip)
    expect(statusOf(line)).toBe('401')
  })

  test.each([
    ['nothing at all', ''],
    ['half a line', 'GET /api/v1/bo'],
    ['headers without an end', `GET /api/v1/board HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: 1\r\n`],
  ])('a connection that says %s is closed', async (_name, said) => {
    const port = await serve(quick)
    const line = await open(port)
    line.socket.write(said)
    const drip = setInterval(() => {
      if (said.endsWith('\n')) line.socket.write('X-B: 2\r\n')
    }, 200)
    expect(await within(8_000, line.closed)).toBe('done')
    clearInterval(drip)
  })

  test('an idle connection is closed', async () => {
    const port = await serve({ ...quick, keepAliveMs: 500 })
    const line = await open(port)
    line.socket.write(head('/board', {}, 'GET'))
    expect(await within(6_000, line.closed)).toBe('done')
    expect(statusOf(line)).toBe('200')
  })

  test('an anonymous body is 16 kB at most, that of an officer a megabyte', async () => {
    const send = async (path: string, token: string | null, size: number) =>
      (
        await centre.app.http.inject({
          method: 'POST',
          url: `/api/v1${path}`,
          headers: {
            'content-type': 'application/json',
            'idempotency-key': randomUUID(),
            ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          },
          payload: `{"a":"${'x'.repeat(size)}"}`,
        })
      ).statusCode
    expect(await send('/due-dates', null, 17_000)).toBe(413)
    // Without a route the portal may answer first that there is no such page.
    expect([404, 413]).toContain(await send('/no-such-route', null, 17_000))
    expect(await send('/dossiers', await as('tiepnhan1'), 17_000)).toBe(422)
    expect(await send('/dossiers', await as('tiepnhan1'), 1_100_000)).toBe(413)
  })
})

describe('connections', () => {
  test('one address may open a limited number of connections; another one is closed at once', async () => {
    const port = await serve({ connectionsPerAddress: 20 })
    const lines = await Promise.all(Array.from({ length: 30 }, async () => await open(port)))
    await wait(300)
    expect(lines.filter(({ isClosed }) => isClosed)).toHaveLength(10)
    lines.find(({ isClosed }) => !isClosed)?.socket.destroy()
    await wait(200)
    const again = await open(port)
    again.socket.write(head('/board', { Connection: 'close' }, 'GET'))
    await within(5_000, again.closed)
    expect(statusOf(again)).toBe('200')
  })

  test('idle connections from one address lock out no one else behind it, and active connections stay open', async () => {
    const port = await serve({ connectionsPerAddress: 20 })
    const working = await open(port)
    // An open request: the board stream runs as long as it is watched.
    working.socket.write(head('/board/stream', {}, 'GET'))
    await wait(300)
    const idle = await Promise.all(Array.from({ length: 40 }, async () => await open(port)))
    for (let visitor = 0; visitor < 5; visitor += 1) {
      const line = await open(port)
      line.socket.write(head('/board', { Connection: 'close' }, 'GET'))
      await within(5_000, line.closed)
      expect(statusOf(line)).toBe('200')
    }
    expect([working.isClosed, idle.filter(({ isClosed }) => isClosed).length >= 21]).toEqual([false, true])
    working.socket.destroy()
  })

  test('a proxy has no such limit per address; the total is limited', async () => {
    const port = await serve({ connectionsPerAddress: 5, connections: 25 }, { MOTCUA_TRUST_PROXY: 'loopback' })
    const lines = await Promise.all(Array.from({ length: 30 }, async () => await open(port)))
    await wait(300)
    expect(lines.filter(({ isClosed }) => isClosed)).toHaveLength(5)
  })
})

describe('slow uploads', () => {
  test('one officer’s slow uploads take no slot of the others and are aborted', async () => {
    const port = await serve({ ...quick, floorEveryMs: 4_000, uploadMs: 20_000, idleMs: 20_000 })
    const { code } = await forwarded()
    const dripping = await as('tiepnhan1')
    const upload = (token: string, length: number): string =>
      head(`/dossiers/${code}/files?purpose=other`, {
        Authorization: `Bearer ${token}`,
        'Idempotency-Key': randomUUID(),
        'Content-Type': 'application/octet-stream',
        'Content-Disposition': `attachment; filename="a.png"`,
        'Content-Length': length,
      })
    const lines = await Promise.all(Array.from({ length: 12 }, async () => await open(port)))
    for (const { socket } of lines) socket.write(upload(dripping, 5_000_000))
    const drip = setInterval(() => {
      for (const { socket } of lines) socket.write('x')
    }, 100)
    // Three have a place; nine were refused one.
    await expect.poll(() => lines.filter((line) => statusOf(line) === '429').length, { timeout: 4_000 }).toBe(9)
    const other = await open(port)
    other.socket.write(upload(await as('tiepnhan2'), 4))
    other.socket.write('abcd')
    await within(3_000, new Promise<void>((resolve) => other.socket.once('data', () => resolve())))
    // Read to its end and checked by its content.
    expect(statusOf(other)).toBe('422')
    expect(await within(20_000, Promise.all(lines.map(async ({ closed }) => await closed)))).toBe('done')
    clearInterval(drip)
    expect(lines.filter((line) => statusOf(line) === '408')).toHaveLength(3)
  })

  test('a slow line above the floor sends its file, and no file takes longer than the limit', async () => {
    const port = await serve({ ...quick, uploadMs: 2_500 })
    const { code } = await forwarded()
    const send = async (bytes: number): Promise<string> => {
      const line = await open(port)
      line.socket.write(
        head(`/dossiers/${code}/files?purpose=other`, {
          Authorization: `Bearer ${await as('tiepnhan1')}`,
          'Idempotency-Key': randomUUID(),
          'Content-Type': 'application/octet-stream',
          'Content-Disposition': `attachment; filename="a.png"`,
          'Content-Length': bytes,
        }),
      )
      let left = bytes
      const drip = setInterval(() => {
        line.socket.write(Buffer.alloc(Math.min(left, 600), 'x'))
        left -= Math.min(left, 600)
        if (left === 0) clearInterval(drip)
      }, 100)
      await within(8_000, new Promise<void>((resolve) => line.socket.once('data', () => resolve())))
      clearInterval(drip)
      return statusOf(line)
    }
    expect(await send(6_000)).toBe('422')
    expect(await send(600_000)).toBe('408')
  })
})

describe('exports', () => {
  test('every statement, lock and idle transaction has a timeout, on every connection', async () => {
    for (const each of [db.kysely, db.aside, db.exports]) {
      const { rows } = await sql<{ name: string; setting: string }>`select name, setting from pg_settings
        where name in ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout')`.execute(each)
      expect(rows.map(({ setting }) => Number(setting) > 0 && Number(setting) <= 300_000)).toEqual([true, true, true])
    }
  })
})

describe('the board', () => {
  const watch = async (port: number, method = 'GET'): Promise<Line> => {
    const line = await open(port)
    line.socket.write(head('/board/stream', {}, method))
    await within(5_000, new Promise<void>((resolve) => line.socket.once('data', () => resolve())))
    return line
  }

  test('one address may open eight streams, the ninth is refused with the reason; a closed stream frees its slot', async () => {
    const port = await serve({})
    const lines = []
    for (let n = 0; n < 10; n += 1) lines.push(await watch(port))
    expect(lines.map(statusOf)).toEqual([...Array<string>(8).fill('200'), '429', '429'])
    expect(lines.at(-1)?.said).toContain('BOARD_FULL_HERE')
    lines[0]?.socket.destroy()
    await wait(300)
    expect(statusOf(await watch(port))).toBe('200')
  })

  test('a HEAD request for the stream takes no slot', async () => {
    const port = await serve({})
    for (let n = 0; n < 12; n += 1) expect(statusOf(await watch(port, 'HEAD'))).toBe('200')
    expect(statusOf(await watch(port))).toBe('200')
  })

  test('screens of the centre are not counted against the limit per address', async () => {
    const port = await serve({}, { MOTCUA_BOARD_NETWORKS: 'loopback' })
    const lines = []
    for (let n = 0; n < 12; n += 1) lines.push(await watch(port))
    expect(new Set(lines.map(statusOf))).toEqual(new Set(['200']))
  })
})

describe('routes that machines and visitors poll', () => {
  const settings = { MOTCUA_METRICS_TOKEN: 'a-token-of-the-collector' }

  test('metrics are served to this machine or with the token, and are computed at most once in five seconds', async () => {
    const { http } = centre.app
    const from = async (remoteAddress: string, headers: Readonly<Record<string, string>> = {}) =>
      (await http.inject({ url: '/metrics', remoteAddress, headers })).statusCode
    expect([
      await from('127.0.0.1'),
      await from('::1'),
      await from('10.0.0.1'),
      await from('127.0.0.1', { 'x-forwarded-for': '10.0.0.1' }),
    ]).toEqual([200, 200, 404, 404])
    const port = await serve({}, settings)
    const asked = async (authorization?: string) =>
      (
        await fetch(`http://127.0.0.1:${port}/metrics`, {
          headers: { 'x-forwarded-for': '10.0.0.1', ...(authorization ? { authorization } : {}) },
        })
      ).status
    expect([await asked(), await asked('Bearer another-token-of-nobody'), await asked('Bearer a-token-of-the-collector')]).toEqual([
      404, 404, 200,
    ])
    const texts = await Promise.all(Array.from({ length: 20 }, async () => (await http.inject({ url: '/metrics' })).payload))
    expect(new Set(texts).size).toBe(1)
  })

  test('page requests are limited, and the refusal is a readable page', async () => {
    const app = await createApp(readConfig({ PORT: '0', MOTCUA_LOG: 'silent' }), db)
    opened.push(app)
    const page = async (remoteAddress: string) => await app.http.inject({ url: '/no-such-page', remoteAddress })
    const seen: number[] = []
    for (let n = 0; n < 1_210; n += 1) seen.push((await page('10.9.0.1')).statusCode)
    if (seen[0] === 404 && (await page('10.9.0.2')).headers['content-type']?.includes('json')) return // the portal is not built here
    expect(seen.filter((status) => status === 429)).toHaveLength(10)
    const refused = await page('10.9.0.1')
    expect([refused.statusCode, refused.headers['content-type'], refused.headers['retry-after']]).toEqual([
      429,
      'text/html; charset=utf-8',
      expect.stringMatching(/^\d+$/u),
    ])
    expect((await page('10.9.0.2')).statusCode).toBe(404)
  })

  test.each([
    ['application/json', '{}'],
    ['text/plain', 'x'],
    ['multipart/form-data', 'x'],
    ['multipart/form-data; boundary=a', 'x'],
    ['', 'x'],
  ])('a page that receives %s refuses it without an error', async (type, payload) => {
    const answer = await centre.app.http.inject({ method: 'POST', url: '/tra-cuu', headers: type ? { 'content-type': type } : {}, payload })
    expect(answer.statusCode).toBeGreaterThanOrEqual(400)
    expect(answer.statusCode).toBeLessThan(500)
  })
})
