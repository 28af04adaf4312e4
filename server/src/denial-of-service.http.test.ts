import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { afterAll, describe, expect, test } from 'vitest'
import { readConfig } from '#platform/config/config.ts'
import { createApp } from './app.ts'
import type { App } from './app.ts'
import { filesOf } from './testing/files-of.ts'
import { testCentre } from './testing/test-centre.ts'

// What one caller can do to all others: over real connections of loopback, with shorter patience than at work.
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

/** A connection of one's own, with what it said so far. */
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
  test('a body that does not come is answered 408 and let go of, however many there are, and memory stays flat', async () => {
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
  ])('a body %s a byte at a time has the same end', async (_name, kind, length) => {
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

  test('an open connection that asks nothing more is closed', async () => {
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
    expect(await send('/no-such-route', null, 17_000)).toBe(413)
    expect(await send('/dossiers', await as('tiepnhan1'), 17_000)).toBe(422)
    expect(await send('/dossiers', await as('tiepnhan1'), 1_100_000)).toBe(413)
  })
})

describe('connections', () => {
  test('one address has its share of connections, and one more is closed at once', async () => {
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

  test('a proxy speaks for many and has no such share; all together have an end', async () => {
    const port = await serve({ connectionsPerAddress: 5, connections: 25 }, { MOTCUA_TRUST_PROXY: 'loopback' })
    const lines = await Promise.all(Array.from({ length: 30 }, async () => await open(port)))
    await wait(300)
    expect(lines.filter(({ isClosed }) => isClosed)).toHaveLength(5)
  })
})

describe('files that drip', () => {
  test('one officer who drips takes no place of the others, and is let go of', async () => {
    const port = await serve(quick)
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
    await wait(300)
    // Three have a place; nine were told that there is none.
    expect(lines.filter((line) => statusOf(line) === '429')).toHaveLength(9)
    const other = await open(port)
    other.socket.write(upload(await as('tiepnhan2'), 4))
    other.socket.write('abcd')
    await within(3_000, new Promise<void>((resolve) => other.socket.once('data', () => resolve())))
    // Read to its end and judged for what it is.
    expect(statusOf(other)).toBe('422')
    expect(await within(8_000, Promise.all(lines.map(async ({ closed }) => await closed)))).toBe('done')
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
