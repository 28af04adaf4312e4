import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { sealRecord } from '#record'
import { readConfig } from '#platform/config/config.ts'
import type { Database } from '#platform/db/database.ts'
import { testCentre } from '../../testing/test-centre.ts'
import { createApp } from '../../app.ts'
import { run } from './cli/federate.ts'
import { closeDays } from './commands/close-days.ts'
import { readFigures } from './commands/read-figures.ts'
import { readProvinces } from './adapters/provinces.ts'
import type { NationalBoard, Province } from './domain/national-board.ts'

// Two real servers of two localities, and a third that gathers what they have closed. They share a machine and nothing of their answers.
const folder = mkdtempSync(join(tmpdir(), 'motcua-federation-'))
const file = join(folder, 'provinces.json')
afterAll(() => rmSync(folder, { recursive: true }))
const { db, app, as } = await testCentre()
const other = db.as(48 as Database['localityId'])
const settings = { PORT: '0', MOTCUA_LOG: 'silent', MOTCUA_WORKER: 'false' }
const neighbour = await createApp(readConfig(settings), other, { perMinute: 1_000_000 })
const [here, there] = [await app.listen(), await neighbour.listen()]

const today = Temporal.Now.zonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate()
const yesterday = today.subtract({ days: 1 }).toString()
const twoDaysAgo = today.subtract({ days: 2 }).toString()

/** Figures of a day as the ledger keeps them; written directly, because a past day cannot be played. */
async function work(localityId: number, on: string, received: number, onTime: number): Promise<void> {
  await db.peek(
    `insert into dossier.day_figures (locality_id, on_day, agency_id, received, early, on_time, late, refused, withdrawn, stopped, settled, filed)
      values ($1, $2, '00000000-0000-7000-8000-000000000001', $3, 0, $4, 0, 0, 0, 0, $4, $3)
      on conflict (locality_id, on_day, agency_id) do update set received = excluded.received, on_time = excluded.on_time,
        settled = excluded.settled, filed = excluded.filed`,
    [localityId, on, received, onTime],
  )
  await db.peek(`delete from dossier.waiting_figure where locality_id = $1`, [localityId])
  await db.peek(
    `insert into dossier.waiting_figure (locality_id, agency_id, waiting)
      select locality_id, agency_id, sum(received - settled) from dossier.day_figures where locality_id = $1 group by 1, 2`,
    [localityId],
  )
}

async function close(database: Database, address: string): Promise<number> {
  const added = await closeDays(database)
  await sealRecord(database, address)
  return added
}

async function get<T>(address: string, path: string): Promise<{ status: number; body: T; text: string; headers: Headers }> {
  const answer = await fetch(`${address}/api/v1${path}`)
  const text = Buffer.from(await answer.arrayBuffer()).toString('utf8')
  return { status: answer.status, body: (text.startsWith('{') ? JSON.parse(text) : null) as T, text, headers: answer.headers }
}
const keyOf = async (address: string): Promise<string> => (await get(address, '/record/vkey')).text.trim()

/** Passes on what the neighbour answers, altered as a test says. */
const onTheWay = { alter: (body: string, _path: string): string => body, isDown: false }
const way = createServer((request, response) => {
  if (onTheWay.isDown) return void response.socket?.destroy()
  void fetch(`${there}${request.url}`).then(async (answer) => {
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' })
    response.end(onTheWay.alter(await answer.text(), request.url ?? ''))
  })
})
await new Promise<void>((resolve) => way.listen(0, '127.0.0.1', resolve))
const byTheWay = `http://127.0.0.1:${(way.address() as AddressInfo).port}`
afterAll(async () => {
  way.close()
  await neighbour.close()
})

await work(47, yesterday, 12, 9)
await work(48, twoDaysAgo, 4, 1)
await work(48, yesterday, 5, 2)
await close(db, here)
await close(other, there)

async function gather(provinces: readonly Province[]) {
  writeFileSync(file, JSON.stringify({ provinces }))
  return await readFigures(db, readProvinces(file))
}
const ours = { code: 'H47', name: 'Tỉnh thử nghiệm', address: `${here}/`, vkey: await keyOf(here) }
const theirs = { code: 'H48', name: 'Tỉnh khác', address: byTheWay, vkey: await keyOf(there) }
writeFileSync(file, JSON.stringify({ provinces: [ours, theirs] }))
const nation = await createApp(readConfig({ ...settings, MOTCUA_FEDERATION: file }), db, { perMinute: 1_000_000 })
const capital = await nation.listen()
afterAll(async () => await nation.close())
const board = async (on = ''): Promise<NationalBoard> => (await get<NationalBoard>(capital, `/national-figures${on && `?on=${on}`}`)).body
const line = async (code: string, on = '') => (await board(on)).provinces.find((each) => each.code === code)

describe('the figures of a day that is over', () => {
  test('are closed once, with what waited when it ended, and stand in the record with a proof', async () => {
    expect(await closeDays(other)).toBe(0)
    const { body } = await get<{ code: string; days: object[] }>(there, '/closed-days')
    expect(body).toMatchObject({
      code: 'H48',
      days: [
        { on: yesterday, revision: 1 },
        { on: twoDaysAgo, revision: 1 },
      ],
    })
    const day = await get<Record<string, unknown>>(there, `/closed-days/${twoDaysAgo}`)
    expect(day.body).toMatchObject({
      on: twoDaysAgo,
      revision: 1,
      definition: 'motcua-day-1',
      figures: { received: 4, onTime: 1, waiting: 3, late: 0 },
      proof: { opening: { source: 'federation.closed_day', key: `${twoDaysAgo}/1` } },
    })
    expect((await get<{ figures: object }>(there, `/closed-days/${yesterday}`)).body.figures).toMatchObject({ received: 5, waiting: 6 })
    const open = await get<{ code: string }>(there, `/closed-days/${today.toString()}`)
    expect([open.status, open.body.code]).toEqual([404, 'DAY_NOT_CLOSED'])
  })

  test('nothing in them names a person, and nobody has to sign in', async () => {
    await as('tiepnhan1')
    const { text } = await get(there, `/closed-days/${yesterday}`)
    expect(Object.keys(JSON.parse(text) as object).sort()).toEqual(['asOf', 'definition', 'figures', 'on', 'proof', 'revision'])
  })
})

describe('the board of provinces', () => {
  test('says before anything was read that there are no figures, which is not 0', async () => {
    const first = await board()
    expect(first).toMatchObject({ on: yesterday, askedAt: null, isStale: false, total: null, counted: 0 })
    expect(first.provinces).toMatchObject([
      { code: 'H47', day: null, last: null, fault: null },
      { code: 'H48', day: null, last: null, fault: null },
    ])
    const off = await get<{ code: string }>(here, '/national-figures')
    expect([off.status, off.body.code]).toEqual([404, 'FEDERATION_OFF'])
  })

  test('adds up what both have closed', async () => {
    expect(await gather([ours, theirs])).toEqual([])
    expect(await board()).toMatchObject({
      counted: 2,
      total: { received: 17, onTime: 11, onTimePercent: 100 },
      provinces: [
        { code: 'H47', fault: null, day: { on: yesterday, figures: { received: 12 } } },
        { code: 'H48', fault: null, day: { on: yesterday, figures: { received: 5 } } },
      ],
    })
    expect(await board(twoDaysAgo)).toMatchObject({ counted: 1, total: { received: 4 }, provinces: [{ day: null, last: null }, {}] })
    const early = await get<{ code: string }>(capital, `/national-figures?on=${today.toString()}`)
    expect([early.status, early.body.code]).toEqual([404, 'DAY_NOT_CLOSED'])
  })

  test('as a file begins with its byte order mark, and a cell without figures is empty', async () => {
    const { text, headers } = await get(capital, `/national-figures.csv?on=${twoDaysAgo}`)
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
    const [head = '', first = '', second = '', sum = ''] = text.split('\n')
    expect(head.startsWith('\uFEFFcode,name,on,')).toBe(true)
    expect(first.startsWith('H47,Tỉnh thử nghiệm,,,,,')).toBe(true)
    expect(second).toContain(`H48,Tỉnh khác,${twoDaysAgo},1,`)
    expect(sum.startsWith(`,Tổng,${twoDaysAgo},`)).toBe(true)
  })

  test('a later act makes a revision, and the board shows the newest', async () => {
    await work(48, yesterday, 6, 2)
    expect(await close(other, there)).toBe(1)
    expect(await gather([ours, theirs])).toEqual([])
    expect(await line('H48')).toMatchObject({ day: { revision: 2, figures: { received: 6 } } })
    await work(47, twoDaysAgo, 1, 0)
    // What waited yesterday goes on from the day before.
    expect(await close(db, here)).toBe(2)
    expect(await gather([ours, theirs])).toEqual([])
    expect(await line('H47')).toMatchObject({ day: { revision: 2, figures: { received: 12, waiting: 4 } } })
  })

  test('a province that is down keeps its last figures, apart from the total, with since when', async () => {
    onTheWay.isDown = true
    expect(await gather([ours, theirs])).toEqual([{ code: 'H48', fault: 'unreachable' }])
    const down = await line('H48')
    expect(down).toMatchObject({ fault: 'unreachable', day: { revision: 2 } })
    await gather([ours, theirs])
    expect((await line('H48'))?.faultSince).toBe(down?.faultSince)
    // A day later: nothing of the day, and the last one said as such.
    await db.peek(`update federation.province_day set on_day = on_day - 10 where code = 'H48'`)
    expect(await board()).toMatchObject({ counted: 1, total: { received: 12 } })
    expect(await line('H48')).toMatchObject({ day: null, last: { figures: { received: 6 } } })
    await db.peek(`update federation.province_day set on_day = on_day + 10 where code = 'H48'`)
    onTheWay.isDown = false
    expect(await gather([ours, theirs])).toEqual([])
    expect(await line('H48')).toMatchObject({ fault: null, faultSince: null })
  })

  test('a figure altered on the way is refused, in what is shown and in what is proven', async () => {
    await work(48, yesterday, 7, 2)
    await close(other, there)
    const alter = (from: string, to: string) => (body: string, path: string) =>
      path.includes('/closed-days/') ? body.replaceAll(from, to) : body
    onTheWay.alter = alter('received\\": 7', 'received\\": 70')
    expect(await gather([ours, theirs])).toEqual([{ code: 'H48', fault: 'altered' }])
    onTheWay.alter = alter(`${yesterday}/3`, `${yesterday}/2`)
    expect(await gather([ours, theirs])).toEqual([{ code: 'H48', fault: 'altered' }])
    expect(await line('H48')).toMatchObject({ fault: 'altered', day: { revision: 2, figures: { received: 6 } } })
    // The number beside the proof is not read at all.
    onTheWay.alter = alter('"received":7', '"received":70')
    expect(await gather([ours, theirs])).toEqual([])
    expect(await line('H48')).toMatchObject({ fault: null, day: { revision: 3, figures: { received: 7 } } })
    onTheWay.alter = (body) => body
  })

  test('a wrong key, another place and a record that does not extend the earlier one are each reported, and none of their figures is used', async () => {
    const before = await line('H48')
    expect(await gather([{ ...theirs, vkey: ours.vkey }])).toEqual([{ code: 'H48', fault: 'unsigned' }])
    expect(await gather([{ ...theirs, code: 'H49' }])).toEqual([{ code: 'H49', fault: 'other_place' }])
    const seen = (await db.peek<{ root: Buffer }>(`select root from federation.province where code = 'H48'`))[0]
    await db.peek(`update federation.province set root = $1 where code = 'H48'`, [Buffer.alloc(32, 1)])
    expect(await gather([theirs])).toEqual([{ code: 'H48', fault: 'forked' }])
    await db.peek(`update federation.province set root = $1, size = size + 1 where code = 'H48'`, [seen?.root])
    expect(await gather([theirs])).toEqual([{ code: 'H48', fault: 'forked' }])
    await db.peek(`update federation.province set size = size - 1 where code = 'H48'`)
    onTheWay.alter = () => '<html>'
    expect(await gather([theirs])).toEqual([{ code: 'H48', fault: 'unsigned' }])
    onTheWay.alter = (body, path) => (path.endsWith('/closed-days') ? body.replaceAll('"code":"H48"', '"code":48') : body)
    expect(await gather([theirs])).toEqual([{ code: 'H48', fault: 'unreadable' }])
    onTheWay.alter = (body) => body
    expect((await line('H48'))?.day).toEqual(before?.day)
    expect(await gather([ours, theirs])).toEqual([])
  })
})

describe('motcua federate', () => {
  const say = () => {
    const said = { out: '', err: '' }
    const io = {
      stdout: { write: (text: string) => (said.out += text) },
      stderr: { write: (text: string) => (said.err += text) },
      federationFile: () => undefined,
    }
    return { said, io }
  }

  test('writes the verified figures without a database, and exits with 1 when a province failed', async () => {
    writeFileSync(file, JSON.stringify({ provinces: [ours, theirs] }))
    const { said, io } = say()
    expect(await run([file], io)).toBe(0)
    expect(JSON.parse(said.out)).toMatchObject({ on: yesterday, counted: 2, total: { received: 19 } })
    onTheWay.isDown = true
    const again = say()
    expect(await run([file, '--csv', '--on', yesterday], again.io)).toBe(1)
    expect(again.said.err).toBe('H48\tunreachable\n')
    expect(again.said.out.startsWith('\uFEFFcode,')).toBe(true)
    onTheWay.isDown = false
  })

  test('says what it takes when it is called wrongly, and what is wrong with the file', async () => {
    for (const args of [[], [file, 'x'], [file, '--on', 'yesterday']]) expect(await run(args, say().io)).toBe(2)
    writeFileSync(file, JSON.stringify({ provinces: [ours, ours] }))
    await expect(run([file], say().io)).rejects.toThrow('names H47 twice')
    writeFileSync(file, JSON.stringify({ provinces: [{ ...ours, vkey: 'x' }] }))
    await expect(run([file], say().io)).rejects.toThrow('the verifier key')
  })
})
