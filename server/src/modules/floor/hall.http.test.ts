import { randomUUID } from 'node:crypto'
import { PassThrough, Readable } from 'node:stream'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { createCounter, listCentres } from '#centre'
import { createAccount } from '#identity'
import type { Actor } from '#kernel/actor.ts'
import type { AccountId, LocalityId } from '#kernel/ids.ts'
import { inTransaction } from '#platform/db/database.ts'
import { twoOfEverything } from '../../testing/two-of-everything.ts'
import { testCentre } from '../../testing/test-centre.ts'
import { run } from './cli/floor.ts'
import { carryOutTicketAct, callNext } from './commands/call-tickets.ts'
import { issueTicket } from './commands/issue-ticket.ts'
import { setUpHall } from './commands/set-up-hall.ts'
import { getDayOfCalls } from './queries/day-of-calls.ts'
import { getHallScreen } from './queries/hall-screen.ts'

const centre = await testCentre()
const { call, db, app } = centre
const two = await twoOfEverything(centre)
const codes = { 1: (await listCentres(db.kysely)).find(({ id }) => id === two.centres[1])?.code ?? '', 2: 'TT2' } as const
const manager = {
  1: (await two.person({ role: 'centre_manager', centre: 1 })).token,
  2: (await two.person({ role: 'centre_manager', centre: 2 })).token,
}
const officers = [
  await two.person({ role: 'counter_officer', centre: 1 }),
  await two.person({ role: 'counter_officer', centre: 1 }),
] as const
await createCounter(db.kysely, { centreId: two.centres[1], number: 71, name: 'Quầy thử 71', field: '' })
await createCounter(db.kysely, { centreId: two.centres[1], number: 72, name: 'Quầy thử 72', field: '' })

const queues = [
  { prefix: 'A', kind: 'intake', name: 'Nộp hồ sơ', nameEn: 'Filing', isOpen: true, counterNumbers: [71, 72] },
  { prefix: 'B', kind: 'collection', name: 'Nhận kết quả', nameEn: 'Collecting', isOpen: true, counterNumbers: [72] },
  { prefix: 'C', kind: 'guidance', name: 'Hướng dẫn', nameEn: 'Guidance', isOpen: true, counterNumbers: [] },
]
const hallPath = `/centres/${codes[1]}/hall`
const today = Temporal.Now.plainDateISO('Asia/Ho_Chi_Minh').toString()

type Given = { label: string; secret: string; ahead: number }
type Problem = { code: string; fields: { field: string }[] }
type Desk = {
  current: { id: string; label: string } | null
  waiting: { id: string; label: string }[]
  waitingCount: number
  aside: { id: string; label: string }[]
}

async function pair(): Promise<string> {
  const added = await call<{ code: string }>(manager[1], 'POST', `/centres/${codes[1]}/kiosks`, { name: 'Máy cửa chính' })
  return (await call<{ token: string }>(null, 'POST', '/kiosk-pairings', { code: added.body.code })).body.token
}

async function take(token: string | null, prefix: string, priority: string | null = null, code: string = codes[1], key = randomUUID()) {
  const answer = await app.http.inject({
    method: 'POST',
    url: `/api/v1/centres/${code}/tickets`,
    headers: { 'idempotency-key': key, 'content-type': 'application/json', ...(token ? { 'motcua-kiosk': token } : {}) },
    payload: JSON.stringify({ prefix, priority }),
  })
  return { status: answer.statusCode, body: answer.json<Given & Problem>() }
}

const next = async (who: 0 | 1, no: number) =>
  await call<{ called: { id: string; label: string } | null } & Problem>(
    officers[who].token,
    'POST',
    `/centres/${codes[1]}/counters/${no}/calls`,
  )
const act = async (who: 0 | 1, no: number, id: string, body: object) =>
  await call<Problem>(officers[who].token, 'POST', `/centres/${codes[1]}/counters/${no}/tickets/${id}/acts`, body)
const desk = async (who: 0 | 1, no: number) =>
  (await call<Desk>(officers[who].token, 'GET', `/centres/${codes[1]}/counters/${no}/tickets`)).body

test('a hall is set up by the manager of the centre, and a fault is reported at its field', async () => {
  expect((await call<Problem>(null, 'GET', hallPath)).body.code).toBe('HALL_NOT_SET_UP')
  const put = async (token: string, body: object) => await call<Problem>(token, 'PUT', hallPath, body)
  expect((await put(manager[2], { priorityMinutes: 15, queues })).body.code).toBe('HALL_NOT_YOURS')
  const twice = await put(manager[1], { priorityMinutes: 15, queues: [queues[0], queues[0]] })
  expect([twice.body.code, twice.body.fields[0]?.field]).toEqual(['HALL_PREFIX_TWICE', '/body/queues/1/prefix'])
  const nowhere = await put(manager[1], { priorityMinutes: 15, queues: [{ ...queues[0], counterNumbers: [99] }] })
  expect([nowhere.body.code, nowhere.body.fields[0]?.field]).toEqual(['HALL_COUNTER_UNKNOWN', '/body/queues/0/counterNumbers'])
  expect((await put(manager[1], { priorityMinutes: 61, queues })).body.code).toBe('REQUEST_INVALID')
  expect((await put(manager[1], { priorityMinutes: 15, queues })).status).toBe(200)
  const hall = (await call<{ queues: { prefix: string; counterNumbers: number[] }[] }>(null, 'GET', hallPath)).body
  expect(hall.queues.map(({ prefix, counterNumbers }) => [prefix, ...counterNumbers])).toEqual([['A', 71, 72], ['B', 72], ['C']])
  expect((await call<Problem>(null, 'GET', '/centres/TT2/hall')).body.code).toBe('HALL_NOT_SET_UP')
})

describe('a kiosk', () => {
  test('is paired once by a code, issues tickets of its own centre, and none after it was revoked', async () => {
    const added = await call<{ id: string; code: string }>(manager[1], 'POST', `/centres/${codes[1]}/kiosks`, { name: 'Máy thử' })
    const wrong = added.body.code === '00000000' ? '11111111' : '00000000'
    expect((await call<Problem>(null, 'POST', '/kiosk-pairings', { code: wrong })).body.code).toBe('KIOSK_PAIRING_WRONG')
    const paired = await call<{ token: string; centreCode: string }>(null, 'POST', '/kiosk-pairings', { code: added.body.code })
    expect([paired.status, paired.body.centreCode]).toEqual([200, codes[1]])
    expect((await call<Problem>(null, 'POST', '/kiosk-pairings', { code: added.body.code })).body.code).toBe('KIOSK_PAIRING_WRONG')
    const { token } = paired.body
    expect((await take(token, 'A')).status).toBe(201)
    await inTransaction(
      db.kysely,
      async (tx) =>
        await setUpHall(tx, await actorOf(2), 'TT2', {
          priorityMinutes: 15,
          queues: [{ ...queues[0], kind: 'intake', counterNumbers: [1] }] as never,
        }),
    )
    expect((await take(token, 'A', null, 'TT2')).body.code).toBe('KIOSK_UNKNOWN')
    expect((await take(null, 'A')).body.code).toBe('KIOSK_UNKNOWN')
    expect((await take('x'.repeat(22), 'A')).body.code).toBe('KIOSK_UNKNOWN')
    expect((await call<Problem>(manager[2], 'POST', `/centres/${codes[1]}/kiosks/${added.body.id}/revocation`)).body.code).toBe(
      'HALL_NOT_YOURS',
    )
    expect((await call(manager[1], 'POST', `/centres/${codes[1]}/kiosks/${added.body.id}/revocation`)).status).toBe(200)
    expect((await take(token, 'A')).body.code).toBe('KIOSK_UNKNOWN')
    expect(await db.peek(`select from floor.kiosk where token_hash = convert_to($1, 'utf8')`, [token])).toEqual([])
  })

  test('sends nobody to a queue that no counter serves or that is closed', async () => {
    const token = await pair()
    expect((await take(token, 'C')).body.code).toBe('QUEUE_UNSERVED')
    expect((await take(token, 'Z')).body.code).toBe('QUEUE_UNKNOWN')
    expect((await take(token, 'A', 'rich')).body.code).toBe('REQUEST_INVALID')
  })

  test('pressed twice at once issues one ticket', async () => {
    const token = await pair()
    const key = randomUUID()
    const [one, other] = await Promise.all([take(token, 'A', null, codes[1], key), take(token, 'A', null, codes[1], key)])
    const answers = [one, other].filter(({ status }) => status === 201).map(({ body }) => body.label)
    expect(new Set(answers).size).toBe(1)
    await emptyHall()
  })

  test('eight at once never issue one number twice and leave no gap', async () => {
    const tokens = [await pair(), await pair()]
    const given = (await Promise.all(Array.from({ length: 64 }, async (_, n) => await take(tokens[n % 2] ?? '', 'B')))).map(
      ({ body }) => body.label,
    )
    expect(new Set(given).size).toBe(64)
    const numbers = given.map((label) => Number(label.slice(1))).toSorted((a, b) => a - b)
    expect((numbers.at(-1) ?? 0) - (numbers[0] ?? 0)).toBe(63)
    await emptyHall()
  })
})

async function actorOf(which: 1 | 2): Promise<Actor> {
  // Signs in nowhere: the password of sixty officers would take longer than their calls.
  const login = `sanh.${randomUUID()}`
  const person = { login, displayName: 'Người thử', title: 'Bài thử', agencyId: null, unitId: null }
  const { id } = await createAccount(db.kysely, { ...person, demonstration: true })
  return {
    localityId: db.localityId as LocalityId,
    accountId: id as AccountId,
    displayName: 'Người thử',
    grants: [{ role: 'centre_manager', agencyId: null, centreId: two.centres[which] }],
  }
}

/** Sends everybody home, so that each test begins with an empty hall. */
async function emptyHall(): Promise<void> {
  const by = await actorOf(1)
  const { rows } = await sql<{ id: string; state: string }>`select id, state from floor.ticket
    where centre_id = ${two.centres[1]}::uuid and state in ('waiting', 'held', 'called')`.execute(db.kysely)
  for (const { id, state } of rows) {
    await inTransaction(db.kysely, async (tx) => {
      const input = { counterNumber: 71, reason: 'Hết bài thử', toPrefix: null }
      await carryOutTicketAct(tx, by, codes[1], id, { ...input, act: state === 'called' ? 'finish' : 'leave' })
    })
  }
}

describe('at the counter', () => {
  test('the first person is called, one with priority as if they had come earlier; no other is called until the visit ends', async () => {
    const token = await pair()
    const [first, second] = [(await take(token, 'A')).body, (await take(token, 'A')).body]
    const elder = (await take(token, 'A', 'elderly')).body
    expect(elder.ahead).toBe(0)
    const called = await next(0, 71)
    expect(called.body.called?.label).toBe(elder.label)
    const again = await next(0, 71)
    expect([again.status, again.body.code]).toEqual([409, 'TICKET_AT_COUNTER'])
    // Neither at another counter, nor another officer at this one.
    expect((await next(0, 72)).body.code).toBe('TICKET_AT_COUNTER')
    expect((await next(1, 71)).body.code).toBe('TICKET_AT_COUNTER')
    expect((await next(1, 72)).body.called?.label).toBe(first.label)
    expect((await act(1, 72, called.body.called?.id ?? '', { act: 'finish' })).body.code).toBe('TICKET_NOT_AT_YOUR_COUNTER')
    expect((await act(0, 71, called.body.called?.id ?? '', { act: 'finish' })).status).toBe(200)
    expect((await act(0, 71, called.body.called?.id ?? '', { act: 'finish' })).body.code).toBe('TICKET_WRONG_STATE')
    expect((await next(0, 71)).body.called?.label).toBe(second.label)
    await emptyHall()
    expect((await next(0, 71)).body.called).toBeNull()
  })

  test('tickets are set aside, transferred without losing their place, marked absent and called back: each with its reason', async () => {
    const token = await pair()
    const [one, other] = [(await take(token, 'A')).body, (await take(token, 'B')).body]
    const id = (await next(0, 71)).body.called?.id ?? ''
    expect((await act(0, 71, id, { act: 'recall' })).status).toBe(200)
    const silent = await act(0, 71, id, { act: 'hold' })
    expect([silent.body.code, silent.body.fields[0]?.field]).toEqual(['TICKET_REASON_NEEDED', '/body/reason'])
    expect((await act(0, 71, id, { act: 'hold', reason: 'Về lấy bản chính' })).status).toBe(200)
    expect((await desk(0, 71)).aside.map(({ label }) => label)).toContain(one.label)
    expect((await act(1, 71, id, { act: 'call', reason: 'Đã lấy bản chính' })).status).toBe(200)
    expect((await act(1, 71, id, { act: 'transfer', toPrefix: 'C' })).body.code).toBe('QUEUE_UNSERVED')
    expect((await act(1, 71, id, { act: 'transfer', toPrefix: 'B' })).status).toBe(200)
    // Came before the other one, so is before them in the other queue too.
    expect((await desk(1, 72)).waiting.map(({ label }) => label)).toEqual([one.label, other.label])
    expect((await next(1, 72)).body.called?.label).toBe(one.label)
    expect((await act(1, 72, id, { act: 'no_show' })).status).toBe(200)
    const calls = (
      await call<{ outOfOrder: { label: string; kind: string; reason: string }[]; differences: unknown[] }>(
        manager[1],
        'GET',
        `/centres/${codes[1]}/calls`,
      )
    ).body
    const listed = calls.outOfOrder.filter(({ label }) => label === one.label).map(({ kind, reason }) => [kind, reason])
    expect(listed).toEqual([
      ['hold', 'Về lấy bản chính'],
      ['call', 'Đã lấy bản chính'],
    ])
    expect(calls.differences).toEqual([])
    expect((await call<Problem>(manager[2], 'GET', `/centres/${codes[1]}/calls`)).body.code).toBe('CALLS_NOT_YOURS')
    await emptyHall()
  })

  test('officers of another centre call nobody here', async () => {
    const token = (await two.person({ role: 'counter_officer', centre: 2 })).token
    expect((await call<Problem>(token, 'POST', `/centres/${codes[1]}/counters/71/calls`)).body.code).toBe('COUNTER_NOT_YOURS')
    expect((await call<Problem>(token, 'GET', `/centres/${codes[1]}/counters/71/tickets`)).body.code).toBe('COUNTER_NOT_YOURS')
    expect((await next(0, 99)).body.code).toBe('HALL_COUNTER_UNKNOWN')
  })
})

describe('a waiting person', () => {
  test('sees their place on the telephone, then their counter, and nobody sees it without their number’s secret', async () => {
    const token = await pair()
    const given = [(await take(token, 'A')).body, (await take(token, 'A')).body]
    type Place = { state: string; ahead: number | null; counterNumber: number | null; label: string }
    const place = async (n: number) => (await call<Place>(null, 'GET', `/tickets/${given[n]?.secret}`)).body
    expect(await place(1)).toMatchObject({ state: 'waiting', ahead: 1, counterNumber: null, label: given[1]?.label })
    await next(0, 71)
    expect(await place(0)).toMatchObject({ state: 'called', ahead: null, counterNumber: 71 })
    expect(await place(1)).toMatchObject({ state: 'waiting', ahead: 0 })
    expect((await call<Problem>(null, 'GET', `/tickets/${randomUUID().slice(0, 22)}`)).body.code).toBe('TICKET_NOT_FOUND')
    await emptyHall()
    expect(await place(1)).toMatchObject({ state: 'left', ahead: null })
  })

  test('sees an estimated wait once the hall has enough data', async () => {
    const token = await pair()
    await db.peek(
      `insert into floor.ticket (locality_id, centre_id, queue_id, on_day, prefix, number, state, joined_at, order_at, secret_hash, issued_by, counter_id, account_id, called_at, ended_at, ahead, serving)
      select q.locality_id, q.centre_id, q.id, $1::date - 1, 'B', 1000 + n, 'finished', b, b, sha256(n::text::bytea), $2, c.id, $2, b + interval '10 min', b + interval '15 min', 1, 1
      from floor.queue q join centre.counter c on c.locality_id = q.locality_id and c.centre_id = q.centre_id and c.number = 72,
        generate_series(1, 40) n, lateral (select now() - interval '1 day' - make_interval(mins => n) as b) x
      where q.prefix = 'B' and q.centre_id = $3`,
      [today, officers[0].accountId, two.centres[1]],
    )
    await take(token, 'B')
    const { secret } = (await take(token, 'B')).body
    const { estimate } = (await call<{ estimate: { median: number; low: number; high: number } }>(null, 'GET', `/tickets/${secret}`)).body
    expect([estimate.low, estimate.median, estimate.high]).toEqual([600, 600, 600])
    await emptyHall()
  })
})

test('the screens of the hall name numbers and counters, never drop a person who is at a counter, and flash when somebody is called again', async () => {
  const token = await pair()
  const given = (await take(token, 'A')).body
  const { id } = (await next(0, 71)).body.called ?? { id: '' }
  const shown = await getHallScreen(db.kysely, codes[1])
  expect(shown.calls[0]).toMatchObject({ label: given.label, counterNumber: 71, times: 1, isOver: false })
  expect(shown.counters.find(({ number }) => number === 71)?.label).toBe(given.label)
  await act(0, 71, id, { act: 'recall' })
  expect((await getHallScreen(db.kysely, codes[1])).calls[0]?.times).toBe(2)
  await act(0, 71, id, { act: 'no_show' })
  const after = await getHallScreen(db.kysely, codes[1])
  expect(after.calls[0]).toMatchObject({ label: given.label, isOver: true })
  expect(after.counters.find(({ number }) => number === 71)?.label).toBeNull()
  expect(after.calls.filter(({ isOver }) => isOver).length).toBeLessThanOrEqual(8)
})

test('sixty counters at once never call one person twice, and the day replays to the same order', async () => {
  const by = await actorOf(1)
  const counters = Array.from({ length: 60 }, (_, n) => 101 + n)
  for (const number of counters) await createCounter(db.kysely, { centreId: two.centres[1], number, name: `Quầy ${number}`, field: '' })
  const wide = queues.map((queue) => ({ ...queue, counterNumbers: queue.prefix === 'C' ? [71] : [...counters, 71, 72] }))
  await inTransaction(db.kysely, async (tx) => await setUpHall(tx, by, codes[1], { priorityMinutes: 15, queues: wide as never }))
  const actors = await Promise.all(counters.map(async () => await actorOf(1)))
  const before = await getDayOfCalls(db.kysely, two.centres[1], today)
  const seen = new Set<string>()
  for (let round = 0; round < 2; round += 1) {
    await Promise.all(
      Array.from({ length: round === 0 ? 70 : 60 }, async (_, n) => {
        await inTransaction(db.kysely, async (tx) => {
          await issueTicket(tx, by, null, codes[1], { prefix: n % 3 === 0 ? 'B' : 'A', priority: n % 7 === 0 ? 'disabled' : null })
        })
      }),
    )
    const called = await Promise.all(
      counters.map(
        async (number, n) => await inTransaction(db.kysely, async (tx) => await callNext(tx, actors[n] ?? by, codes[1], number)),
      ),
    )
    expect(called.every((ticket) => ticket !== null)).toBe(true)
    for (const ticket of called) {
      expect(seen.has(ticket?.id ?? '')).toBe(false)
      seen.add(ticket?.id ?? '')
    }
    await Promise.all(
      called.map(async (ticket, n) => {
        const input = { act: 'finish', counterNumber: counters[n] ?? 0, reason: '', toPrefix: null } as const
        await inTransaction(db.kysely, async (tx) => await carryOutTicketAct(tx, actors[n] ?? by, codes[1], ticket?.id ?? '', input))
      }),
    )
  }
  const day = await getDayOfCalls(db.kysely, two.centres[1], today)
  expect(day.calls - before.calls).toBe(120)
  expect(day.differences).toEqual([])
  expect(day.served + day.left + day.waiting).toBe(day.issued)
  const [out, err] = [new PassThrough(), new PassThrough()]
  const io = { stdin: Readable.from([]), stdout: out, stderr: err, openDatabase: async () => db }
  expect(await run(['replay', today], io)).toBe(0)
  expect(out.read()).toBeNull()
  // A tampered number is found: an uncalled one, made older than all called ones.
  const changed = await db.peek(
    `update floor.ticket_event set order_at = order_at - interval '2 hours' where ticket_id in (
      select i.ticket_id from floor.ticket_event i where i.kind = 'issue' and i.centre_id = $1
        and not exists (select from floor.ticket_event c where c.ticket_id = i.ticket_id and c.kind <> 'issue')
      order by i.id desc limit 1) returning 1`,
    [two.centres[1]],
  )
  expect(changed.length).toBe(1)
  expect((await getDayOfCalls(db.kysely, two.centres[1], today)).differences.length).toBeGreaterThan(0)
  expect(await run(['replay', today], io)).toBe(1)
})
