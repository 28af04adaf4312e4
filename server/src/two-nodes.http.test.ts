import { randomUUID } from 'node:crypto'
import { afterAll, expect, test, vi } from 'vitest'
import { createCounter, listCentres } from '#centre'
import { verify } from '#oversight'
import { readConfig } from '#platform/config/config.ts'
import { testLocality } from '#platform/testing/postgres.ts'
import { createApp } from './app.ts'
import type { App } from './app.ts'
import { testCentre } from './testing/test-centre.ts'
import { twoOfEverything } from './testing/two-of-everything.ts'

// Two servers of one locality over one database, each with its own connections, its own memory of series and its own worker.
const centre = await testCentre()
const { db, as, call, centreId } = centre
const second = await createApp(readConfig({ PORT: '0', MOTCUA_LOG: 'silent' }), db.as(testLocality), { perMinute: 1_000_000 })
const nodes: readonly App[] = [centre.app, second]
for (const node of nodes) await node.open()
afterAll(async () => await second.close())

const ask = async (at: App, path: string, body: unknown, headers: Record<string, string> = {}) => {
  const answer = await at.http.inject({
    method: 'POST',
    url: `/api/v1${path}`,
    headers: { 'idempotency-key': randomUUID(), 'content-type': 'application/json', ...headers },
    payload: JSON.stringify(body),
  })
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() }
}

test('dossiers that two servers accept at once have codes, lines of the register and numbered slips of their own, each slip printed once', async () => {
  const token = await as('tiepnhan1')
  const procedure = await call<{ components: { no: number; originals?: number; copies?: number }[] }>(null, 'GET', '/procedures/1.001612')
  const papers = procedure.body.components.map(({ no, originals, copies }) => ({
    componentNo: no,
    originals: originals ?? 1,
    copies: copies ?? 0,
  }))
  const applicant = { kind: 'person', fullName: 'Người thử', idNumber: '049190000001', address: 'Phường Tam Kỳ', phone: '0905000001' }
  const body = { procedureCode: '1.001612', centreId, applicant, papers, accept: true }
  const headers = { authorization: `Bearer ${token}` }
  const filed = await Promise.all(
    Array.from({ length: 24 }, async (_, at) => await ask(nodes[at % 2] ?? second, '/dossiers', body, headers)),
  )
  expect(filed.map(({ status }) => status)).toEqual(filed.map(() => 201))
  expect(new Set(filed.map((each) => each.body['code'])).size).toBe(24)
  const lines = await db.peek<{ line: number }>('select line from dossier.register_line where centre_id = $1 order by line', [centreId])
  expect(lines.map(({ line }) => line)).toEqual(Array.from({ length: 24 }, (_, at) => at + 1))
  const slips = `select dossier_id, number from document.issued_document where form = 'receipt-slip'`
  await vi.waitUntil(async () => (await db.peek(slips)).length >= 24, { timeout: 60_000, interval: 200 })
  const printed = await db.peek<{ dossier_id: string; number: number }>(slips)
  expect(printed).toHaveLength(24)
  expect(new Set(printed.map(({ dossier_id }) => dossier_id)).size).toBe(24)
  expect(new Set(printed.map(({ number }) => number)).size).toBe(24)
  await vi.waitUntil(
    async () => (await db.peek(`select 1 from pgboss.job where name like 'act-done.%' and state < 'completed'`)).length === 0,
    { timeout: 30_000, interval: 200 },
  )
  const jobs = await db.peek<{ state: string; retry_count: number }>(
    `select state, retry_count from pgboss.job where name like 'act-done.%'`,
  )
  expect(jobs).toEqual(Array.from({ length: jobs.length }, () => ({ state: 'completed', retry_count: 0 })))
}, 120_000)

test('tickets that two servers give at once follow one another without a gap', async () => {
  const code = (await listCentres(db.kysely)).find(({ id }) => id === centreId)?.code ?? ''
  const two = await twoOfEverything(centre)
  const manager = (await two.person({ role: 'centre_manager', centre: 1 })).token
  await createCounter(db.kysely, { centreId: centreId as never, number: 71, name: 'Quầy thử 71', field: '' })
  const queues = [{ prefix: 'A', kind: 'intake', name: 'Nộp hồ sơ', nameEn: 'Filing', isOpen: true, counterNumbers: [71] }]
  const hall = await call(manager, 'PUT', `/centres/${code}/hall`, { priorityMinutes: 15, queues })
  expect(hall.status, JSON.stringify(hall.body)).toBe(200)
  const added = await call<{ code: string }>(manager, 'POST', `/centres/${code}/kiosks`, { name: 'Máy cửa chính' })
  const { token } = (await call<{ token: string }>(null, 'POST', '/kiosk-pairings', { code: added.body.code })).body
  const given = await Promise.all(
    Array.from(
      { length: 20 },
      async (_, at) =>
        await ask(nodes[at % 2] ?? second, `/centres/${code}/tickets`, { prefix: 'A', priority: null }, { 'motcua-kiosk': token }),
    ),
  )
  expect(given.map(({ status }) => status)).toEqual(given.map(() => 201))
  const labels = given.map(({ body }) => String(body['label'])).sort()
  const width = (labels[0]?.length ?? 4) - 1
  expect(labels).toEqual(Array.from({ length: 20 }, (_, at) => `A${String(at + 1).padStart(width, '0')}`))
})

test('after both, every invariant holds', async () => {
  expect((await verify(db.ownerUrl)).filter(({ broken }) => broken > 0)).toEqual([])
})
