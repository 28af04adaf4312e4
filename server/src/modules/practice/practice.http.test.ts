import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { readConfig } from '#platform/config/config.ts'
import { createApp } from '../../app.ts'
import { testCentre } from '../../testing/test-centre.ts'
import { copyCentre } from './commands/copy-centre.ts'
import { moveClock } from './commands/move-clock.ts'

// The real centre, with the practice place beside it, as one server serves them.
const real = await testCentre()
const database = await real.db.practice()
const practice = await createApp(readConfig({ PORT: '0', MOTCUA_LOG: 'silent' }), database, {
  perMinute: 1_000_000,
  home: () => 'http://127.0.0.1:2',
})
const beside = { database, address: 'http://127.0.0.1:1' }
const live = await createApp(readConfig({ PORT: '0', MOTCUA_LOG: 'silent' }), real.db, { perMinute: 1_000_000, practice: () => beside })
await Promise.all([practice.http.ready(), live.http.ready()])
afterAll(async () => {
  await practice.close()
  await live.close()
})
await copyCentre(real.db.kysely, database.kysely)

type At = typeof live

async function call<Body>(
  at: At,
  token: string | null,
  method: string,
  path: string,
  body?: unknown,
  key = randomUUID(),
): Promise<{ status: number; body: Body; cookie: string }> {
  const answer = await at.http.inject({
    method: method as 'GET',
    url: `/api/v1${path}`,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(method === 'GET' ? {} : { 'idempotency-key': key }),
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { payload: JSON.stringify(body) } : {}),
  })
  return { status: answer.statusCode, body: answer.json() as Body, cookie: String(answer.headers['set-cookie'] ?? '') }
}

const ticketOf = (address: string): string => new URL(address).searchParams.get('ve') ?? ''

async function enter(login = 'tiepnhan1'): Promise<string> {
  const { body } = await call<{ address: string }>(live, await real.as(login), 'POST', '/practice/tickets', { path: '/desk' })
  const session = await call<{ token: string }>(practice, null, 'POST', '/practice/sessions', { ticket: ticketOf(body.address) })
  return session.body.token
}

async function become(token: string, login: string): Promise<string> {
  return (await call<{ token: string }>(practice, token, 'POST', '/practice/sessions', { login })).body.token
}

/** Who moves the clock. */
const leader = async (): Promise<string> => await become(await enter(), 'giamdoc')

type Dossier = { code: string; state: string; clocks: { kind: string; dueAt: string | null }[]; outcome: string | null }

/** A person received at the practice counter, with all the papers the procedure asks for. */
async function receive(at: At, token: string, query = 'hộ kinh doanh'): Promise<{ code: string; procedure: string }> {
  const found = await call<{ items: { code: string; handling: string }[] }>(
    at,
    token,
    'GET',
    `/procedures?q=${encodeURIComponent(query)}&handling=forwarded&state=published`,
  )
  const code = found.body.items[0]?.code ?? ''
  const procedure = await call<{ components: { no: number; originals: number; copies: number }[] }>(at, token, 'GET', `/procedures/${code}`)
  const centres = await call<{ items: { id: string }[] }>(at, null, 'GET', '/centres')
  const filed = await call<{ code: string }>(at, token, 'POST', '/dossiers', {
    procedureCode: code,
    centreId: centres.body.items[0]?.id,
    channel: 'direct',
    applicant: { kind: 'person', fullName: 'Nguyễn Thị Thử', idNumber: '049190000011', address: 'Tam Kỳ', phone: '0905000000' },
    papers: procedure.body.components.map(({ no, originals, copies }) => ({ componentNo: no, originals: Math.max(1, originals), copies })),
    resultMethod: 'counter',
    accept: true,
  })
  expect([filed.status, filed.body]).toMatchObject([201, { code: expect.any(String) }])
  return { code: filed.body.code, procedure: code }
}

/** How many rows of the real locality each table holds. */
async function realRows(): Promise<Record<string, number>> {
  const tables = await real.db.peek<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.columns c
     join information_schema.tables using (table_schema, table_name)
     where column_name = 'locality_id' and table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') order by 1`,
  )
  const counts: Record<string, number> = {}
  for (const { name } of tables) {
    const [row] = await real.db.peek<{ n: number }>(`select count(*)::int as n from ${name} where locality_id = 47`)
    counts[name] = row?.n ?? 0
  }
  return counts
}

describe('the way into practice', () => {
  test('someone signed in to the real centre gets a ticket that opens once', async () => {
    const { body } = await call<{ address: string }>(live, await real.as('tiepnhan1'), 'POST', '/practice/tickets', { path: '/desk/ho-so' })
    const ticket = ticketOf(body.address)
    const first = await call<{ login: string; path: string }>(practice, null, 'POST', '/practice/sessions', { ticket })
    expect([first.status, first.body.path]).toEqual([201, '/desk/ho-so'])
    // A cookie of its own name: on one host, two ports share their cookies.
    expect(first.cookie).toMatch(/^motcua-practice=/u)
    const second = await call<{ code: string }>(practice, null, 'POST', '/practice/sessions', { ticket })
    expect([second.status, second.body.code]).toEqual([410, 'PRACTICE_TICKET_SPENT'])
  })

  test('two who use one ticket at once: one comes in', async () => {
    const { body } = await call<{ address: string }>(live, await real.as('giamdoc'), 'POST', '/practice/tickets', { path: '/desk' })
    const both = await Promise.all(
      [0, 1].map(async () => await call(practice, null, 'POST', '/practice/sessions', { ticket: ticketOf(body.address) })),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([201, 410])
  })

  test('nobody takes another role without a ticket', async () => {
    expect((await call(practice, null, 'POST', '/practice/sessions', { login: 'giamdoc' })).status).toBe(410)
  })

  test('at the real centre nobody takes another role and no clock is moved', async () => {
    const token = await real.as('giamdoc')
    expect(await call(live, token, 'POST', '/practice/sessions', { login: 'thanhtra' })).toMatchObject({
      status: 409,
      body: { code: 'ONLY_IN_PRACTICE' },
    })
    expect(await call(live, token, 'POST', '/practice/clock', { by: 'hour' })).toMatchObject({
      status: 409,
      body: { code: 'ONLY_IN_PRACTICE' },
    })
    await expect(moveClock(real.db.kysely, Temporal.Now.instant().add({ hours: 1 }))).rejects.toThrow('ONLY_IN_PRACTICE')
  })

  test('a session of one place is invalid in the other', async () => {
    const inPractice = await enter()
    expect((await call(live, inPractice, 'GET', '/sessions/current')).status).toBe(401)
    expect((await call(practice, await real.as('tiepnhan1'), 'GET', '/sessions/current')).status).toBe(401)
  })

  test('every role at every agency can be played', async () => {
    const { body } = await call<{ isPractice: boolean; people: { role: string; agency: string | null }[] }>(
      practice,
      await enter(),
      'GET',
      '/practice',
    )
    expect(body.isPractice).toBe(true)
    const agencies = new Set(body.people.map(({ agency }) => agency).filter(Boolean))
    expect(agencies.size).toBe(20)
    for (const role of ['counter_officer', 'case_officer', 'unit_head', 'signatory', 'clerk', 'centre_manager', 'inspector']) {
      expect(body.people.some((person) => person.role === role)).toBe(true)
    }
  })
})

describe('what happens in practice stays there', () => {
  test('a dossier of practice changes no row, no number and no board of the real centre', async () => {
    const token = await enter()
    const before = await realRows()
    const boardBefore = (await call<{ total: unknown }>(live, null, 'GET', '/board')).body
    const { code } = await receive(practice, token)
    expect(code).toMatch(/^THU-H47\./u)
    expect(await realRows()).toEqual(before)
    const boardAfter = (await call<{ total: unknown }>(live, null, 'GET', '/board')).body
    expect(boardAfter.total).toEqual(boardBefore.total)
    expect((await call(live, await real.as('giamdoc'), 'GET', `/dossiers/${code}`)).status).toBe(404)
    expect((await call(practice, token, 'GET', `/dossiers/${code}`)).status).toBe(200)
  })

  test('the next number at the real counter is not affected by practice', async () => {
    const desk = await real.as('tiepnhan1')
    const first = await receive(live, desk)
    await receive(practice, await enter())
    await receive(practice, await enter())
    const second = await receive(live, desk)
    const number = (code: string): number => Number(code.slice(-4))
    expect(number(second.code)).toBe(number(first.code) + 1)
  })

  test('no statement of a practice connection can reach a real row', async () => {
    await receive(live, await real.as('tiepnhan1'))
    const tables = Object.entries(await realRows()).filter(([, count]) => count > 0)
    expect(tables.length).toBeGreaterThan(15)
    for (const [table] of tables) {
      const { rows } = await database.pool.query<{ n: number }>(`select count(*)::int as n from ${table} where locality_id = 47`)
      expect([table, rows[0]?.n]).toEqual([table, 0])
    }
    await expect(
      database.pool.query(
        `insert into platform.idempotency (locality_id, caller, key, request_hash, status, sealed) values (47, 'x', 'x', '\\x00', 200, '\\x00')`,
      ),
    ).rejects.toThrow('row-level security')
  })

  test('the slip of a practice dossier is stamped as a sample', async () => {
    const token = await enter()
    const { code } = await receive(practice, token)
    const answer = await practice.http.inject({
      url: `/api/v1/dossiers/${code}/documents/receipt-slip.pdf`,
      headers: { authorization: `Bearer ${token}` },
    })
    expect(answer.statusCode).toBe(200)
    const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
    const page = await (await getDocument({ data: new Uint8Array(answer.rawPayload) }).promise).getPage(1)
    const text = (await page.getTextContent()).items.map((item) => ('str' in item ? item.str : '')).join(' ')
    expect(text).toContain('MẪU')
    expect(text).toContain(code)
  })
})

test('practice has a link back to the real centre, which has none', async () => {
  const said = async (at: At, token: string) => (await call<{ home: string | null }>(at, token, 'GET', '/practice')).body.home
  expect(await said(practice, await enter())).toBe('http://127.0.0.1:2')
  expect(await said(live, await real.as('giamdoc'))).toBeNull()
})

describe('the clock of practice', () => {
  test('moves forward for everyone there, and the real one does not move', async () => {
    const token = await leader()
    const before = (await call<{ now: string }>(practice, token, 'GET', '/practice')).body.now
    const { body } = await call<{ now: string }>(practice, token, 'POST', '/practice/clock', { by: 'hour' })
    expect(Temporal.Instant.from(before).until(body.now).total('minutes')).toBeGreaterThanOrEqual(60)
    expect(
      Temporal.Now.instant()
        .until((await call<{ now: string }>(live, await real.as('giamdoc'), 'GET', '/practice')).body.now)
        .total('seconds'),
    ).toBeLessThan(5)
  })

  test('the next opening is a moment at which the centre opens', async () => {
    const { body } = await call<{ now: string }>(practice, await leader(), 'POST', '/practice/clock', { by: 'next_opening' })
    const local = Temporal.Instant.from(body.now).toZonedDateTimeISO('Asia/Ho_Chi_Minh')
    expect([local.hour, local.minute]).toEqual([7, 0])
  })

  test('never goes back, and by a month at most at a time', async () => {
    const token = await leader()
    const now = Temporal.Instant.from((await call<{ now: string }>(practice, token, 'GET', '/practice')).body.now)
    const back = await call<{ code: string }>(practice, token, 'POST', '/practice/clock', { to: now.subtract({ hours: 1 }).toString() })
    expect([back.status, back.body.code]).toEqual([409, 'PRACTICE_CLOCK_BACK'])
    for (const days of [32, 366 * 3, 366 * 6]) {
      const far = await call<{ code: string }>(practice, token, 'POST', '/practice/clock', {
        to: now.add({ hours: 24 * days }).toString(),
      })
      expect([days, far.status, far.body.code]).toEqual([days, 409, 'PRACTICE_CLOCK_LEAP'])
    }
    const after = Temporal.Instant.from((await call<{ now: string }>(practice, token, 'GET', '/practice')).body.now)
    expect(now.until(after).total('hours')).toBeLessThan(1)
    await expect(database.pool.query(`update practice.clock set ahead = '0'`)).rejects.toThrow('never goes back')
  })

  test('is moved only by roles that lead the exercise; the page knows who may', async () => {
    for (const [login, may] of [
      ['tiepnhan1', false],
      ['lanhdaotinh', false],
      ['vanhanh', false],
      ['giamdoc', true],
      ['thietke', true],
    ] as const) {
      const token = await become(await enter(), login)
      const said = await call<{ mayMoveClock: boolean }>(practice, token, 'GET', '/practice')
      const moved = await call(practice, token, 'POST', '/practice/clock', { by: 'hour' })
      expect([login, said.body.mayMoveClock, moved.status]).toEqual([login, may, may ? 200 : 403])
    }
  })

  test('leaves in the logs who came in and that it was moved', async () => {
    const token = await become(await enter('tiepnhan2'), 'giamdoc')
    const moved = await call<{ now: string }>(practice, token, 'POST', '/practice/clock', { by: 'hour' })
    expect(moved.status).toBe(200)
    const logins = async (event: string, at: number): Promise<string[]> =>
      (
        await real.db.peek<{ login: string }>(
          `select a.login from identity.security_event e join identity.account a on a.locality_id = e.locality_id and a.id = e.account_id
           where e.event = $1 and e.locality_id = $2`,
          [event, at],
        )
      ).map(({ login }) => login)
    await expect.poll(async () => await logins('practice.entered', real.db.localityId)).toContain('tiepnhan2')
    await expect.poll(async () => await logins('practice.clock_moved', database.localityId)).toContain('giamdoc')
  })

  test('moving it twice with one key moves it once', async () => {
    const token = await leader()
    const key = randomUUID()
    const [first, second] = [
      await call<{ now: string }>(practice, token, 'POST', '/practice/clock', { by: 'hour' }, key),
      await call<{ now: string }>(practice, token, 'POST', '/practice/clock', { by: 'hour' }, key),
    ]
    expect(second.body.now).toBe(first.body.now)
  })

  test('a dossier kept past its date is late, in practice', async () => {
    const counter = await enter()
    const { code } = await receive(practice, counter)
    const view = (await call<Dossier & { committedDueAt?: string }>(practice, counter, 'GET', `/dossiers/${code}`)).body
    const due = view.clocks.find(({ kind }) => kind === 'committed')?.dueAt
    expect(due).toBeTruthy()
    await call(practice, await leader(), 'POST', '/practice/clock', {
      to: Temporal.Instant.from(due ?? '')
        .add({ hours: 2 })
        .toString(),
    })
    const board = (await call<{ total: Record<string, number> }>(practice, null, 'GET', '/board')).body
    expect(JSON.stringify(board)).toContain('late')
    const later = (
      await call<{ clocks: { kind: string; remaining: { text: string } | null }[] }>(practice, counter, 'GET', `/dossiers/${code}`)
    ).body
    expect(JSON.stringify(later.clocks)).toMatch(/Trễ|trễ|overdue|late/u)
  })
})

describe('setting practice up', () => {
  test('repeating it does not change practice dossiers', async () => {
    const token = await enter()
    const { code } = await receive(practice, token)
    const report = await copyCentre(real.db.kysely, database.kysely)
    expect(report).toMatchObject({ agencies: 20, procedures: 92 })
    expect((await call(practice, token, 'GET', `/dossiers/${code}`)).status).toBe(200)
  })

  test('fees are taken there too, into an account that no bank has', async () => {
    const { rows } = await sql<{ centres: number; ofNoBank: number }>`select
        (select count(*)::int from centre.centre) as centres,
        (select count(*)::int from payment.account where bank_bin = '000000') as "ofNoBank"`.execute(database.kysely)
    expect(rows).toEqual([{ centres: 1, ofNoBank: 1 }])
    const token = await become(await enter(), 'tiepnhan1')
    const { items } = (await call<{ items: { code: string }[] }>(practice, null, 'GET', '/procedures?state=published&limit=100')).body
    type Procedure = {
      channels: { channel: string; fees: { amountDong: number | null }[] }[]
      components: { no: number; originals: number | null; copies: number | null }[]
    }
    for (const { code } of items) {
      const { channels, components } = (await call<Procedure>(practice, null, 'GET', `/procedures/${code}`)).body
      const fees = channels.find(({ channel }) => channel === 'direct')?.fees ?? []
      if (fees.length !== 1 || (fees[0]?.amountDong ?? 0) === 0) continue
      const centres = (await call<{ items: { id: string }[] }>(practice, null, 'GET', '/centres')).body.items
      const filed = await call<{ code: string }>(practice, token, 'POST', '/dossiers', {
        procedureCode: code,
        centreId: centres[0]?.id,
        applicant: { kind: 'person', fullName: 'Người Tập', idNumber: '049190000077', address: 'Tam Kỳ', phone: '0905000077' },
        papers: components.map((paper) => ({ componentNo: paper.no, originals: paper.originals ?? 1, copies: paper.copies ?? 0 })),
      })
      const { owedDong } = (await call<{ owedDong: number }>(practice, token, 'GET', `/bills/${filed.body.code}`)).body
      // A fee per copy is owed once somebody has counted.
      if (owedDong === 0) continue
      const paid = await call(practice, token, 'POST', `/bills/${filed.body.code}/payments`, { method: 'cash', amountDong: owedDong })
      expect(paid.status).toBe(201)
      return
    }
    throw new Error('no procedure with a fee is practised')
  })

  test('a designer tries one procedure; what it lacks is named', async () => {
    const { body } = await call<{ items: { code: string }[] }>(live, null, 'GET', '/procedures?state=published&limit=1')
    const tried = await call<{ address: string }>(live, await real.as('thietke'), 'POST', `/practice/procedures/${body.items[0]?.code}`)
    expect([tried.status, tried.body.address]).toEqual([200, expect.stringContaining('/desk/chay-thu?ve=')])
    const unknown = await call<{ code: string }>(live, await real.as('thietke'), 'POST', '/practice/procedures/9.999999')
    expect([unknown.status, unknown.body.code]).toEqual([409, 'PROCEDURE_NOT_TRIABLE'])
  })

  test('other roles are played by taking a practice person', async () => {
    const officer = await become(await enter(), 'thanhtra')
    const { body } = await call<{ account: { login: string } }>(practice, officer, 'GET', '/sessions/current')
    expect(body.account.login).toBe('thanhtra')
  })
})
