import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { mostDrafts } from './modules/dossier/commands/drafts.ts'
import { buildModules, buildIdleParts, routesFrom } from './modules.ts'
import { testCentre } from './testing/test-centre.ts'

// Too large or unlikely input is refused with a code and a field, and never causes a 500.
const { db, call, as, centreId } = await testCentre()
type Problem = { code: string; fields?: { field: string }[] }
const said = ({ status, body }: { status: number; body: Problem }) => [status, body.code, ...(body.fields ?? []).map(({ field }) => field)]

describe('a draft', () => {
  test('larger than the table takes is refused as too large', async () => {
    const form = { text: Array.from({ length: 30_000 }, () => randomUUID()).join('') }
    const saved = await call<Problem>(await as('tiepnhan1'), 'PUT', '/drafts/lon', { form })
    expect(saved.status).toBe(413)
    expect(saved.body.code).toBe('REQUEST_TOO_LARGE')
  })

  test('is one of a hundred at most; those there are saved on, and one more after one is discarded', async () => {
    const token = await as('tiepnhan2')
    await db.peek(
      `insert into dossier.draft (locality_id, account_id, key, form) select 47, a.id, 'cu-' || n, '{}' from identity.account a, generate_series(1, $1) n where login = 'tiepnhan2'`,
      [mostDrafts],
    )
    const save = async (key: string) => said(await call<Problem>(token, 'PUT', `/drafts/${key}`, { form: { a: 1 } }))[0]
    expect(said(await call<Problem>(token, 'PUT', '/drafts/moi', { form: { a: 1 } }))).toEqual([409, 'DRAFTS_TOO_MANY'])
    expect(await save('cu-1')).toBe(200)
    await call(token, 'DELETE', '/drafts/cu-2')
    expect(await save('moi')).toBe(200)
  })
})

describe('a search', () => {
  test('for signs that fold to nothing finds nothing', async () => {
    for (const q of ['%25%25', '%20%20', '%5F%5F', '%2A%2A'])
      expect((await call<{ items: unknown[] }>(await as('tiepnhan1'), 'GET', `/dossiers?q=${q}`)).body.items ?? []).toEqual([])
  })
})

describe('an e-mail address', () => {
  test('has 64 characters before its sign at most', async () => {
    const file = async (local: string) =>
      said(
        await call<Problem>(await as('tiepnhan1'), 'POST', '/dossiers', {
          procedureCode: '1.001612',
          centreId,
          applicant: {
            kind: 'person',
            fullName: 'Nguyễn Thị Thử',
            idNumber: '049190000001',
            address: 'Tam Kỳ',
            phone: '0905000001',
            email: `${local}@dan.example`,
          },
          papers: [],
          accept: false,
        }),
      )
    expect(await file('a'.repeat(65))).toEqual([422, 'REQUEST_INVALID', '/body/applicant/email'])
    expect((await file('a'.repeat(64)))[0]).toBe(201)
  })
})

describe('a process file', () => {
  const bpmn = (body: string) =>
    `<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d"><process id="p" isExecutable="true">${body}</process></definitions>`
  const task = (no: number) => `<userTask id="t${no}" name="Bước ${no}"/>`
  const flow = (no: number, from: string, to: string) => `<sequenceFlow id="f${no}" sourceRef="${from}" targetRef="${to}"/>`

  test('of 450 tasks, or of gateways after gateways, is answered and no error', async () => {
    const many = Array.from({ length: 450 }, (_, no) => task(no)).join('')
    const chain = Array.from({ length: 449 }, (_, no) => flow(no, `t${no}`, `t${no + 1}`)).join('')
    const long = bpmn(`<startEvent id="s"/><endEvent id="e"/>${many}${chain}${flow(900, 's', 't0')}${flow(901, 't449', 'e')}`)
    const gates = Array.from({ length: 8 }, (_, no) => `<exclusiveGateway id="g${no}"/>${task(no)}`).join('')
    const gated = Array.from(
      { length: 8 },
      (_, no) =>
        flow(no * 3, `g${no}`, no === 7 ? 'e' : `g${no + 1}`) +
        flow(no * 3 + 1, `g${no}`, `t${no}`) +
        flow(no * 3 + 2, `t${no}`, no === 7 ? 'e' : `g${no + 1}`),
    ).join('')
    const nested = bpmn(`<startEvent id="s"/><endEvent id="e"/>${gates}${gated}${flow(900, 's', 'g0')}`)
    for (const xml of [long, nested]) {
      const { status } = await call<Problem>(await as('thietke'), 'POST', '/procedures/1.001612/draft/bpmn', { xml })
      expect([200, 422]).toContain(status)
    }
  })
})

test('what costs a processor much has a limit of its own', () => {
  const routes = routesFrom(buildModules(buildIdleParts(db)))
  const limitOf = (url: string) => routes.find((route) => route.url === url)?.perMinute ?? Infinity
  for (const url of [
    '/procedures/:code/versions/:id/check',
    '/procedures/:code/draft/bpmn',
    '/slip-previews',
    '/slip-pictures',
    '/document-drafts',
  ])
    expect([url, limitOf(url) <= 120]).toEqual([url, true])
})
