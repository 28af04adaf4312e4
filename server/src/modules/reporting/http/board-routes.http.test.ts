import { get } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { IncomingMessage } from 'node:http'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, describe, expect, test } from 'vitest'
import { createAgency } from '#agency'
import { createCentre } from '#centre'
import { buildServer } from '#platform/http/server.ts'
import { testDatabase, testLocality } from '#platform/testing/postgres.ts'
import { boardFeed } from './board-feed.ts'
import { reportingRoutes } from './board-routes.ts'

const db = await testDatabase()
const logger = pino({ level: 'silent' })
const feed = boardFeed(db, logger, { beatEveryMs: 50, checkEveryMs: 3_600_000, maxListeners: 30, perAddress: 100 })
const app = await buildServer({
  database: db,
  routes: reportingRoutes(feed),
  authenticate: () => Promise.resolve(null),
  anonymous: { localityId: testLocality, accountId: null, displayName: '', grants: [] },
  publicUrl: () => 'http://127.0.0.1',
  secureCookies: false,
  trustProxy: false,
  logger,
})
const { id: centreId } = await createCentre(db.kysely, {
  code: 'TT',
  name: 'Trung tâm',
  address: 'Tam Kỳ',
  phone: '1022',
})
await createAgency(db.kysely, {
  code: 'H47.01',
  name: 'Sở Tư pháp',
  shortName: 'STP',
  kind: 'provincial',
  sortOrder: 1,
})
const [agency] = await db.peek<{ id: string }>(`select id from agency.agency`)
await feed.start()
await app.listen({ port: 0, host: '127.0.0.1' })
const { port } = app.server.address() as AddressInfo
afterAll(async () => {
  await feed.stop()
  await app.close()
})

// The board reads nothing of a procedure, so these dossiers need none.
await db.peek('alter table dossier.dossier drop constraint dossier_locality_id_procedure_version_id_fkey')

/** A dossier arrives, and its transaction notifies the board as every act does. */
async function receive(): Promise<void> {
  await db.peek(`begin;
    insert into dossier.dossier (locality_id, code, procedure_version_id, procedure_code, agency_id, centre_id, channel, handling,
      applicant_kind, applicant_name, applicant_folded, applicant_id_number, applicant_address, applicant_phone,
      state, holder_kind, received_at, accepted_at, last_seq, last_hash)
    values (${testLocality}, gen_random_uuid()::text, uuidv7(), '1.000001', '${agency!.id}', '${centreId}', 'direct', 'forwarded', 'person', 'A', 'a',
      '012345678901', 'Tam Kỳ', '0905000000', 'accepted', 'agency', now(), now(), 1, '\\x00');
    select pg_notify('motcua_board', '${testLocality}'); commit`)
}

type Event = { id: string | undefined; event: string; data: string }
type Screen = {
  next(kind: string): Promise<Event>
  close(): void
  ended: Promise<void>
  response: IncomingMessage
}

/** A television: reads events one after the other. */
async function aScreen(): Promise<Screen> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get({ port, host: '127.0.0.1', path: '/api/v1/board/stream', agent: false }, resolve).on('error', reject)
  })
  const events: Event[] = []
  let wake = (): void => {}
  let text = ''
  response.setEncoding('utf8').on('data', (part: string) => {
    text += part
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      const field = (name: string): string | undefined => new RegExp(`^${name}: (.*)$`, 'mu').exec(block)?.[1]
      const event = field('event')
      if (event) events.push({ id: field('id'), event, data: field('data') ?? '' })
    }
    wake()
  })
  const ended = new Promise<void>((resolve) => {
    response.on('close', resolve)
  })
  return {
    response,
    ended,
    close: () => response.destroy(),
    async next(kind) {
      for (;;) {
        const index = events.findIndex((each) => each.event === kind)
        const found = events[index]
        if (found) {
          events.splice(0, index + 1)
          return found
        }
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
  }
}

const received = (event: Event): number => (JSON.parse(event.data) as { today: { received: number } }).today.received

describe('GET /board', () => {
  test('answers with the figures of today, to anyone', async () => {
    const answer = await app.inject({ method: 'GET', url: '/api/v1/board' })
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toMatchObject({
      centreName: 'Trung tâm',
      today: { late: 0, stopped: 0 },
      agencies: [{ code: 'H47.01', name: 'Sở Tư pháp', onTimePercent: null }],
      satisfaction: { count: 0, asked: 0, percent: null, responsePercent: null },
    })
  })

  test.each(['hom-nay', '2026-13-01', '2026-02-30'])('%s is no day', async (on) => {
    const answer = await app.inject({ method: 'GET', url: `/api/v1/board?on=${on}` })
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'REQUEST_INVALID'])
  })

  test('a day to come has no figures yet', async () => {
    const answer = await app.inject({ method: 'GET', url: '/api/v1/board?on=2999-01-01' })
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'BOARD_DAY_IN_FUTURE'])
    expect(answer.json().detail).toContain('1/1/2999')
  })
})

describe('GET /board/stream', () => {
  test('begins with the whole board and continues with every change, numbered in order', async () => {
    const screen = await aScreen()
    expect(screen.response.headers['content-type']).toContain('text/event-stream')
    const first = await screen.next('board')
    await receive()
    const second = await screen.next('board')
    expect(received(second)).toBe(received(first) + 1)
    expect(Number(second.id)).toBeGreaterThan(Number(first.id))
    screen.close()
  })

  test('a screen that joins late or reconnects starts with the current board', async () => {
    const early = await aScreen()
    await early.next('board')
    await receive()
    const seen = await early.next('board')
    const late = await aScreen()
    const joined = await late.next('board')
    expect(received(joined)).toBe(received(seen))
    expect(joined.id).toBe(seen.id)
    early.close()
    late.close()
  })

  test('sends heartbeats while nothing happens, so that a broken connection is detected', async () => {
    const screen = await aScreen()
    await screen.next('board')
    const beat = await screen.next('beat')
    expect(beat.data).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00$/u)
    screen.close()
  })

  test('a hundred acts in a burst reach every screen, in far fewer readings of the database', async () => {
    const screens = await Promise.all(Array.from({ length: 10 }, () => aScreen()))
    const before = await Promise.all(screens.map(async (screen) => received(await screen.next('board'))))
    await Promise.all(Array.from({ length: 100 }, () => receive()))
    for (const [index, screen] of screens.entries()) {
      let boards = 0
      for (let now = before[index]!; now < before[index]! + 100; boards += 1) now = received(await screen.next('board'))
      expect(boards).toBeLessThan(50)
      screen.close()
    }
  })

  test('a notification about another locality triggers no query', async () => {
    const screen = await aScreen()
    const first = await screen.next('board')
    await sql`select pg_notify('motcua_board', '48')`.execute(db.kysely)
    await screen.next('beat')
    await receive()
    expect(received(await screen.next('board'))).toBe(received(first) + 1)
    screen.close()
  })

  test('a closed stream is removed; one above the limit is refused', async () => {
    const screens: Screen[] = []
    while (feed.listeners() < 30) {
      const screen = await aScreen()
      await screen.next('board')
      screens.push(screen)
    }
    const answer = await app.inject({ method: 'GET', url: '/api/v1/board/stream' })
    expect([answer.statusCode, answer.json().code]).toEqual([429, 'BOARD_FULL'])
    for (const screen of screens) screen.close()
    await Promise.all(screens.map((screen) => screen.ended))
    await expect.poll(() => feed.listeners()).toBe(0)
  })

  test('ends every stream when the server stops', async () => {
    const own = boardFeed(db, logger)
    const stream = await own.open()
    stream.resume()
    const ended = new Promise((resolve) => {
      stream.on('end', resolve)
    })
    await own.stop()
    await ended
    expect(own.listeners()).toBe(0)
    await expect(own.open()).rejects.toThrow('BOARD_FULL')
  })
})
