import { randomUUID } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createAccount, endGrants, grantRole, hashPassword, signIn } from '#identity'
import { roles } from '#kernel/actor.ts'
import type { Role } from '#kernel/actor.ts'
import type { AccountId, AgencyId, CentreId } from '#kernel/ids.ts'
import { sessionCookie } from '#platform/http/credential.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { buildModules, buildIdleParts, routesFrom } from './modules.ts'
import { testCentre } from './testing/test-centre.ts'

const { app, db, call, as, centreId } = await testCentre()

// The table itself, as it is mounted: a route added tomorrow is walked tomorrow.
const routes = routesFrom(buildModules(buildIdleParts(db)))
// An answer that never ends; its openness to all is shown with the other public routes of the board.
const walked = routes.filter((route) => route.produces !== 'text/event-stream')
const named = (route: RouteDefinition): string => `${route.method} ${route.url}`

const password = 'mật khẩu của bài thử'
const passwordHash = await hashPassword(password)
const { items: agencies } = (await call<{ items: { id: string }[] }>(null, 'GET', '/agencies')).body

async function accountWith(granted: readonly Role[]): Promise<{ id: AccountId; login: string }> {
  const login = `thu.${randomUUID()}`
  const { id } = await createAccount(db.kysely, {
    login,
    displayName: 'Người thử',
    title: 'Bài thử',
    agencyId: null,
    unitId: null,
    passwordHash,
    // This file tests the rights of roles; sign-in.http.test.ts tests the steps of a sign-in.
    demonstration: true,
  })
  for (const role of granted)
    await grantRole(db.kysely, { accountId: id, role, agencyId: agencies[0]?.id as AgencyId, centreId: centreId as CentreId })
  return { id, login }
}

async function tokenOf(login: string): Promise<string> {
  return (await signIn(db.kysely, { login, password, userAgent: 'test' })).token
}

const accounts = new Map<Role, string>()
for (const role of roles) accounts.set(role, (await accountWith([role])).login)
const tokens = new Map<Role, string>()

/** Signed in again after a route that ends sessions. */
async function tokenFor(role: Role): Promise<string> {
  const token = tokens.get(role) ?? (await tokenOf(accounts.get(role) ?? ''))
  tokens.set(role, token)
  return token
}

const pathOf = (route: RouteDefinition): string =>
  route.url.replace(/:(\w+)/gu, (_all, name: string) => (name === 'form' ? 'receipt-slip' : name === 'no' ? '1' : randomUUID()))

type Problem = { code: string; status: number; type: string; title: string; detail: string; requestId: string }

async function knock(route: RouteDefinition, token: string | null, headers: Record<string, string> = { 'idempotency-key': randomUUID() }) {
  const answer = await app.http.inject({
    method: route.method,
    url: `/api/v1${pathOf(route)}`,
    headers: {
      ...headers,
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(route.body ? { 'content-type': 'application/json' } : {}),
    },
    ...(route.body ? { payload: '{}' } : {}),
  })
  const type = String(answer.headers['content-type'])
  const problem = type.startsWith('application/problem+json') ? answer.json<Problem>() : null
  return { status: answer.statusCode, type, problem, code: problem?.code ?? null }
}

describe('who may call which route', () => {
  test('the table has the routes of every module', () => {
    expect(new Set(routes.flatMap((route) => route.tags)).size).toBeGreaterThanOrEqual(6)
    expect(new Set(routes.map(named)).size).toBe(routes.length)
  })

  test('only these are open to everyone; opening another one is decided here', () => {
    expect(
      routes
        .filter((route) => route.access === 'public')
        .map(named)
        .sort(),
    ).toEqual([
      'GET /agencies',
      'GET /board',
      'GET /board/stream',
      'GET /calendar',
      'GET /catalogue',
      'GET /catalogue/changes',
      'GET /centres',
      'GET /centres/:code',
      'GET /centres/:code/hall',
      'GET /centres/:code/hall/stream',
      'GET /citizen-sign-ins',
      'GET /closed-days',
      'GET /closed-days/:on',
      'GET /deadline-settings',
      'GET /locality',
      'GET /national-figures',
      'GET /national-figures.csv',
      'GET /office-hours',
      'GET /procedures',
      'GET /procedures/:code',
      'GET /procedures/:code/form',
      'GET /procedures/:code/process',
      'GET /procedures/:code/promise',
      'GET /proof-key',
      'GET /ratings/:token',
      'GET /record',
      'GET /record/checkpoint',
      'GET /record/consistency',
      'GET /record/tile/:level/:a',
      'GET /record/tile/:level/:a/:b',
      'GET /record/tile/:level/:a/:b/:c',
      'GET /record/tile/:level/:a/:b/:c/:d',
      'GET /record/vkey',
      'GET /sectors',
      'GET /setup',
      'GET /tickets/:secret',
      'POST /centres/:code/tickets',
      'POST /citizen-sign-ins',
      'POST /citizen-sign-ins/begin',
      'POST /due-dates',
      'POST /kiosk-pairings',
      'POST /papers/check',
      'POST /payments/bank-notices',
      'POST /practice/sessions',
      'POST /ratings/:token',
      'POST /sessions',
      'POST /setup/account',
      'POST /tracking',
      'POST /tracking/accesses',
      'POST /tracking/notices',
      'POST /tracking/proof',
      'POST /tracking/results/:id',
    ])
  })

  test('people of the public see no work of the staff', () => {
    const forPublic = routes.filter(
      (route) => Array.isArray(route.access) && (route.access.includes('citizen') || route.access.includes('representative')),
    )
    expect(forPublic.map(named)).toEqual([])
  })

  test('those who only look cannot write', () => {
    const writing = routes.filter((route) => route.method !== 'GET' && Array.isArray(route.access))
    for (const role of ['inspector', 'provincial_leader'] as const) {
      expect(writing.filter(({ access }) => access.includes(role)).map(named)).toEqual([])
    }
    // An operator works on no dossier, but enters the working time.
    expect(
      writing
        .filter(({ access }) => access.includes('operator'))
        .map(named)
        .sort(),
    ).toEqual([
      'POST /accounts',
      'POST /accounts/:id/disable',
      'POST /accounts/:id/enable',
      'POST /accounts/:id/grants',
      'POST /accounts/:id/grants/:grantId/end',
      'POST /accounts/:id/one-time-password',
      'POST /accounts/:id/second-factor/reset',
      'POST /accounts/:id/sessions/end',
      'POST /agencies',
      'POST /agencies/:code/units',
      'POST /centres',
      'POST /centres/:code/counters',
      'POST /centres/:code/kiosks',
      'POST /centres/:code/kiosks/:id/revocation',
      'POST /deadline-settings',
      'POST /deadline-settings/preview',
      'POST /decrees',
      'POST /decrees/preview',
      'PUT /agencies/:code',
      'PUT /agencies/:code/units/:unitCode',
      'PUT /centres/:code',
      'PUT /centres/:code/agencies',
      'PUT /centres/:code/counters/:no',
      'PUT /centres/:code/hall',
      'PUT /locality',
    ])
  })

  describe.each(walked.map((route) => ({ name: named(route), route })))('$name', ({ route }) => {
    const { access } = route
    // No staff account is a citizen; citizen.http.test.ts is about those who are.
    const needed = access === 'citizen' ? 'CITIZEN_SIGN_IN_NEEDED' : 'SESSION_NEEDED'
    test.each(roles)('%s', async (role) => {
      const { status, code } = await knock(route, await tokenFor(role))
      if (route.method === 'DELETE' && route.url.startsWith('/sessions')) tokens.delete(role)
      const mayCall = access === 'public' || access === 'authenticated' || access.includes(role)
      if (mayCall) {
        expect(code).not.toBe('ROLE_NOT_ALLOWED')
        expect(code).not.toBe('SESSION_NEEDED')
        expect(status).toBeLessThan(500)
      } else expect([status, code]).toEqual(access === 'citizen' ? [401, needed] : [403, 'ROLE_NOT_ALLOWED'])
    })

    test('nobody signed in', async () => {
      const { status, code } = await knock(route, null)
      if (access === 'public') {
        expect(code).not.toBe('SESSION_NEEDED')
        expect(status).toBeLessThan(500)
      } else expect([status, code]).toEqual([401, needed])
    })

    test('a token that was never issued identifies no one', async () => {
      const { status, code } = await knock(route, 'A'.repeat(43))
      if (access === 'public') expect(code).not.toBe('SESSION_NEEDED')
      else expect([status, code]).toEqual([401, needed])
    })

    test('every refusal is a problem document with a code', async () => {
      const { status, type, problem } = await knock(route, null)
      if (status < 400) return
      expect(type).toMatch(/^application\/problem\+json/)
      expect(problem).toMatchObject({ status, type: `/api/docs#${problem?.code}`, code: expect.stringMatching(/^[A-Z][A-Z_]+$/) })
      expect([problem?.title, problem?.detail, problem?.requestId].every((text) => (text?.length ?? 0) > 0)).toBe(true)
    })
  })
})

test('an account with two roles may do what either may', async () => {
  const token = await tokenOf((await accountWith(['counter_officer', 'inspector'])).login)
  const filing = walked.find((route) => named(route) === 'POST /dossiers')
  const one = filing && (await knock(filing, token))
  expect(one?.code).toBe('REQUEST_INVALID')
})

describe('a dossier of one agency, requested by others', async () => {
  const { body: procedure } = await call<{ components: { no: number; originals: number | null; copies: number | null }[] }>(
    null,
    'GET',
    '/procedures/1.001612',
  )
  const applicant = {
    kind: 'person',
    fullName: 'Người Không Ai Biết',
    idNumber: '049190000077',
    address: 'Phường Tam Kỳ',
    phone: '0905000077',
  }
  const papers = procedure.components.map((paper) => ({
    componentNo: paper.no,
    originals: paper.originals ?? 1,
    copies: paper.copies ?? 0,
  }))
  const { body: dossier } = await call<{ code: string }>(await as('tiepnhan1'), 'POST', '/dossiers', {
    procedureCode: '1.001612',
    centreId,
    applicant,
    papers,
  })
  const { code } = dossier
  const { body: list } = await call<{ number: string }>(await as('tiepnhan1'), 'POST', '/handovers', {
    direction: 'to_agency',
    agencyCode: 'H47.01',
    centreId,
    dossierCodes: [code],
  })

  test.each(['thuly.sct', 'truongphong.sct', 'lanhdao.sct', 'vanthu.sct'])('%s can neither read nor change it', async (login) => {
    const token = await as(login)
    for (const path of [`/dossiers/${code}`, `/dossiers/${code}/documents/receipt-slip.pdf`, `/handovers/${list.number}`]) {
      expect([path, (await call(token, 'GET', path)).status]).toEqual([path, 404])
    }
    for (const path of [
      `/dossiers?q=${code}`,
      '/dossiers?q=049190000077',
      '/dossiers?q=0905000077',
      '/dossiers?q=Ng%C6%B0%E1%BB%9Di%20Kh%C3%B4ng',
      '/inbox?tab=unit',
      '/inbox?tab=mine',
    ]) {
      const { body } = await call<{ items: { code: string }[] }>(token, 'GET', path)
      expect([path, body.items.filter((item) => item.code === code)]).toEqual([path, []])
    }
    const acted = await call<Problem>(token, 'POST', `/dossiers/${code}/acts`, { act: 'withdraw', reason: 'x' })
    expect([acted.status, acted.body.code]).toEqual([404, 'DOSSIER_NOT_FOUND'])
    const received = await call(token, 'POST', `/handovers/${list.number}/receive`, { dossierCodes: [code] })
    expect(received.status).toBeGreaterThanOrEqual(400)
  })

  test.each(['lanhdaotinh', 'thanhtra'])('%s sees it, with the numbers of the person covered', async (login) => {
    const seen = await call<{ code: string }>(await as(login), 'GET', `/dossiers/${code}`)
    expect([seen.status, seen.body.code]).toEqual([200, code])
    expect(JSON.stringify(seen.body)).not.toMatch(/049190000077|0905000077/)
  })

  test('a draft is its author’s own', async () => {
    const key = `intake-${randomUUID()}`
    expect((await call(await as('tiepnhan1'), 'PUT', `/drafts/${key}`, { form: { fullName: 'x' } })).status).toBe(200)
    expect((await call(await as('tiepnhan2'), 'GET', `/drafts/${key}`)).status).toBe(404)
    const theirs = await call<{ items: { key: string }[] }>(await as('tiepnhan2'), 'GET', '/drafts')
    expect(theirs.body.items.filter((draft) => draft.key === key)).toEqual([])
    expect((await call(await as('tiepnhan1'), 'GET', `/drafts/${key}`)).status).toBe(200)
  })
})

describe('a session and a grant end at once', () => {
  test('a revoked session is refused at the very next request', async () => {
    const { login } = await accountWith(['counter_officer'])
    const [mine, other] = [await tokenOf(login), await tokenOf(login)]
    const sessions = await call<{ items: { id: string; current: boolean }[] }>(mine, 'GET', '/sessions')
    const otherId = sessions.body.items.find((each) => !each.current)?.id
    expect((await call(other, 'GET', '/sessions/current')).status).toBe(200)
    expect((await call(mine, 'DELETE', `/sessions/${otherId}`)).status).toBe(200)
    const refused = await call<Problem>(other, 'GET', '/sessions/current')
    expect([refused.status, refused.body.code]).toEqual([401, 'SESSION_ENDED'])
    expect((await call(mine, 'GET', '/sessions/current')).status).toBe(200)
  })

  test('signing out ends the session it came with', async () => {
    const token = await tokenOf((await accountWith(['operator'])).login)
    expect((await call(token, 'DELETE', '/sessions/current')).status).toBe(200)
    expect((await call(token, 'GET', '/sessions/current')).status).toBe(401)
  })

  test('nobody ends a session of somebody else', async () => {
    const [victim, stranger] = [await accountWith(['clerk']), await accountWith(['operator'])]
    const victimToken = await tokenOf(victim.login)
    const sessions = await call<{ items: { id: string }[] }>(victimToken, 'GET', '/sessions')
    const tried = await call<Problem>(await tokenOf(stranger.login), 'DELETE', `/sessions/${sessions.body.items[0]?.id}`)
    expect([tried.status, tried.body.code]).toEqual([404, 'SESSION_NOT_FOUND'])
    expect((await call(victimToken, 'GET', '/sessions/current')).status).toBe(200)
  })

  test('an ended grant is refused at the very next request, the session stays', async () => {
    const { id, login } = await accountWith(['counter_officer'])
    const token = await tokenOf(login)
    expect((await call(token, 'GET', '/inbox')).status).toBe(200)
    await endGrants(db.kysely, id)
    const refused = await call<Problem>(token, 'GET', '/inbox')
    expect([refused.status, refused.body.code]).toEqual([403, 'ROLE_NOT_ALLOWED'])
    expect((await call(token, 'GET', '/sessions/current')).status).toBe(200)
  })
})

describe('every write carries the identity of an intention', () => {
  const commands = walked.filter((route) => route.command && route.access !== 'citizen')
  test.each(commands.map((route) => ({ name: named(route), route })))('$name is refused without an Idempotency-Key', async ({ route }) => {
    const role = Array.isArray(route.access) ? (route.access[0] as Role) : 'counter_officer'
    const answer = await app.http.inject({
      method: route.method,
      url: `/api/v1${pathOf(route)}`,
      headers: { authorization: `Bearer ${await tokenFor(role)}`, 'content-type': 'application/json' },
      payload: JSON.stringify(validBody[named(route)] ?? {}),
    })
    expect([answer.statusCode, answer.json<Problem>().code]).toEqual([422, 'IDEMPOTENCY_KEY_NEEDED'])
  })

  test('there are commands', () => expect(commands.length).toBeGreaterThanOrEqual(4))
})

const filing = {
  procedureCode: '1.001612',
  centreId,
  applicant: { kind: 'person', fullName: 'Người thử', idNumber: '049190000001', address: 'Phường Tam Kỳ', phone: '0905000001' },
  papers: [],
}
/** A body each command would take, so that only the key is missing. */
const validBody: Readonly<Record<string, unknown>> = {
  'POST /dossiers': filing,
  'POST /dossiers/:code/acts': { act: 'approve' },
  'POST /dossiers/:code/files/:id/withdrawal': { reason: 'x' },
  'POST /handovers': { direction: 'to_agency', agencyCode: 'H47.01', centreId, dossierCodes: ['H47.01-260101-0001'] },
  'POST /procedures': { code: '1.999999', name: 'Thủ tục thử', sector: 'Thử', agencyCode: 'H47.01' },
  'PUT /procedures/:code/draft': {
    revision: 0,
    content: {
      agencyCode: null,
      handling: null,
      legalLimit: null,
      committedLimit: null,
      channels: [],
      components: [],
      process: { entry: 'hết', rows: [] },
    },
  },
  'POST /procedures/:code/versions/:id/publish': { revision: 1 },
  'POST /procedures/:code/version-moves': { fromVersionId: randomUUID(), reason: 'x', fingerprint: 'x' },
  'POST /handovers/:number/receive': { dossierCodes: ['H47.01-260101-0001'] },
  'POST /decrees': {
    change: { kind: 'days', days: [{ kind: 'holiday', on: '2031-03-03', name: 'Nghỉ' }] },
    name: 'Thông báo',
    basis: 'Công văn 1',
    reason: 'Nghỉ',
    fingerprint: 'x',
  },
  'POST /deadline-settings': {
    name: 'dueTime',
    value: 'end_of_office_hours',
    fromOn: '2031-01-01',
    basis: 'Quyết định 1',
    reason: 'Thống nhất',
  },
  'PUT /centres/:code/agencies': { agencyCodes: [] },
  'PUT /locality': { code: 'H47', name: 'Tỉnh thử', hotline: '', address: '', demonstration: true },
  'POST /agencies': { code: 'H47.99', kind: 'provincial', name: 'Sở Thử', shortName: 'Thử' },
  'PUT /agencies/:code': { name: 'Sở Thử', shortName: 'Thử' },
  'POST /agencies/:code/units': { code: 'P01', name: 'Phòng Thử' },
  'PUT /agencies/:code/units/:unitCode': { name: 'Phòng Thử' },
  'POST /centres': { code: 'TT9', level: 'commune', name: 'Trung tâm thử', address: 'Phường Thử', phone: '1022' },
  'PUT /centres/:code': { level: 'commune', name: 'Trung tâm thử', address: 'Phường Thử', phone: '1022' },
  'POST /centres/:code/counters': { number: 9, name: 'Quầy thử' },
  'PUT /centres/:code/counters/:no': { name: 'Quầy thử' },
  'PUT /centres/:code/hall': {
    priorityMinutes: 15,
    queues: [{ prefix: 'A', kind: 'intake', name: 'Nộp', nameEn: 'File', isOpen: true, counterNumbers: [] }],
  },
  'POST /centres/:code/kiosks': { name: 'Máy thử' },
  'POST /centres/:code/tickets': { prefix: 'A', priority: null },
  'POST /centres/:code/counters/:no/tickets/:id/acts': { act: 'finish' },
  'POST /kiosk-pairings': { code: '12345678' },
  'PUT /collectors/:centreId': {
    collectorName: 'Đơn vị thu',
    taxCode: '4000000001',
    bankBin: '970436',
    bankAccount: '1',
    templateSymbol: '01BLP0-001',
    seriesSymbol: 'BI-26T',
  },
  'POST /bills/:code/payments': { method: 'cash', amountDong: 1000 },
  'POST /bills/:code/adjustments': { lineNo: 1, kind: 'exempt', ground: 'child', reason: 'Giấy khai sinh' },
  'POST /payments/:id/reversals': { kind: 'refund', reason: 'Thu trùng' },
  'POST /reversals/:id/decision': { approve: true },
  'POST /bank-notices/matches': { noticeIds: ['00000000-0000-4000-8000-000000000001'], code: 'H47.01-260101-0001' },
  'POST /bank-notices/:id/returns': { amountDong: 1000, to: 'Người nộp', reference: 'FT1', reason: 'Chuyển thừa' },
  'POST /bank-notices/:id/returns/:no/decision': { approve: true },
  'POST /cash-books/hand-overs': { centreId, amountDong: 1000, to: 'Thủ quỹ' },
  'POST /cash-books/closings': { centreId, day: '2026-01-01', notes: [] },
  'POST /receipts/:id/replacement': { payerName: 'Người nộp', reason: 'Ghi sai tên' },
  'POST /absences': { accountId: randomUUID(), fromOn: '2026-01-01', toOn: '2026-01-02', reason: 'x' },
  'POST /delegations': {
    fromAccountId: randomUUID(),
    toAccountId: randomUUID(),
    role: 'clerk',
    fromOn: '2026-01-01',
    toOn: '2026-01-02',
    style: 'KT',
    basis: 'x',
  },
  'POST /accounts': { login: 'thu.moi', displayName: 'Người mới', role: 'counter_officer', centreId },
  'POST /accounts/:id/grants': { role: 'counter_officer', centreId },
  'POST /accounts/:id/sessions/end': {},
  'POST /officers/:id/replacement': { successorId: randomUUID(), reason: 'x' },
  'POST /synonyms': { phrase: 'giấy thử', means: 'thử nghiệm' },
  'PUT /synonyms/:id': { phrase: 'giấy thử', means: 'thử nghiệm' },
  'POST /practice/clock': { by: 'hour' },
  'POST /alerts/seen': { ids: ['0197aaaa-0000-7000-8000-000000000001'] },
  'POST /ratings/:token': { result: 'good', attitude: 'good' },
}
/** Of the other writes, what a stranger would send. */
const otherBody: Readonly<Record<string, unknown>> = {
  'POST /sessions': { login: 'tiepnhan1', password: 'x' },
  'POST /setup/account': { code: 'x', login: 'quantri', displayName: 'Người thử', password: 'x' },
  'POST /practice/sessions': { login: 'tiepnhan1' },
  'POST /practice/tickets': { path: '/desk' },
  'POST /tracking/accesses': { code: 'H47.01-260101-0001', secret: 'ABCDEFGH' },
  'POST /tracking/proof': { code: 'H47.01-260101-0001', secret: 'ABCDEFGH' },
  'POST /tracking/notices': { code: 'H47.01-260101-0001', secret: 'ABCDEFGH' },
  'POST /tracking': { code: 'H47.01-260101-0001', secret: 'ABCDEFGH' },
  'POST /deadline-settings/preview': { name: 'dueTime', value: 'end_of_office_hours', fromOn: '2031-01-01' },
  'POST /decrees/preview': { change: { kind: 'days', days: [{ kind: 'holiday', on: '2031-03-03', name: 'Nghỉ' }] } },
  'POST /procedures/:code/version-moves/preview': { fromVersionId: randomUUID() },
  'POST /payments/bank-notices': {
    bankBin: '970436',
    bankAccount: '1',
    bankReference: 'FT1',
    amountDong: 1000,
    content: 'x',
    paidAt: '2026-01-01T00:00:00Z',
    signature: '0'.repeat(64),
  },
  'POST /citizen-cards': { raw: '079090001001||A|01011990|Nam|B|01012021' },
}

describe('a page of another site cannot write with our cookie', () => {
  const write = async (headers: Record<string, string>) => {
    const answer = await app.http.inject({
      method: 'POST',
      url: '/api/v1/dossiers',
      headers: {
        host: 'motcua.test',
        cookie: `${sessionCookie(false)}=${await tokenFor('counter_officer')}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
        ...headers,
      },
      payload: '{}',
    })
    return [answer.statusCode, answer.json<Problem>().code]
  }
  test.each([
    ['Sec-Fetch-Site: cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['Sec-Fetch-Site: same-site', { 'sec-fetch-site': 'same-site' }],
    ['Origin of another site', { origin: 'https://evil.example' }],
    ['Origin of another port', { origin: 'http://motcua.test:8080' }],
    ['Origin of our name as a part of another', { origin: 'http://motcua.test.evil.example' }],
    ['Origin that is no address', { origin: 'motcua' }],
    ['Origin of a page that hides its own', { origin: 'null' }],
  ])('%s', async (_what, headers) => {
    expect(await write(headers)).toEqual([403, 'CROSS_SITE_REQUEST'])
  })
  test('our own page may', async () => {
    expect(await write({ origin: 'http://motcua.test', 'sec-fetch-site': 'same-origin' })).toEqual([422, 'REQUEST_INVALID'])
  })
  test('every write route refuses it', async () => {
    for (const route of walked.filter(({ method }) => method !== 'GET')) {
      const { code } = await knock(route, null, { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' })
      expect([named(route), code]).toEqual([named(route), 'CROSS_SITE_REQUEST'])
    }
  })
})

describe('security headers of an answer', () => {
  test.each(['/api/v1/board', '/api/v1/nothing', '/api/docs', '/healthz', '/', '/desk'])(
    '%s: nothing inline, nothing sniffed, no framing by others',
    async (url) => {
      const { headers } = await app.http.inject({ method: 'GET', url })
      const policy = String(headers['content-security-policy'])
      expect(policy).toMatch(/default-src '(self|none)'/)
      expect(policy).toMatch(/(object|default)-src 'none'/)
      expect(policy).toMatch(/frame-ancestors '(self|none)'/)
      expect(policy).not.toMatch(/unsafe-(inline|eval)/)
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['referrer-policy']).toBe('strict-origin-when-cross-origin')
      expect(headers['x-powered-by']).toBeUndefined()
    },
  )

  test('the session cookie is out of reach of scripts and of other sites', async () => {
    const { login } = await accountWith(['clerk'])
    const { headers, status } = await call(null, 'POST', '/sessions', { login, password })
    expect(status).toBe(201)
    const cookies = [headers['set-cookie']].flat().map(String)
    // The session, and the mark by which this device is known again.
    expect(cookies.map((cookie) => cookie.split('=')[0])).toEqual(['motcua', 'motcua-device'])
    for (const cookie of cookies) expect(cookie).toMatch(/^motcua(?:-device)?=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/)
  })
})

describe('bad input gets a refusal, never a 500', () => {
  const post = async (url: string, payload: string | Buffer, type = 'application/json', headers: Record<string, string> = {}) => {
    const answer = await app.http.inject({
      method: 'POST',
      url: `/api/v1${url}`,
      headers: {
        authorization: `Bearer ${await tokenFor('counter_officer')}`,
        'idempotency-key': randomUUID(),
        'content-type': type,
        ...headers,
      },
      payload,
    })
    const isProblem = String(answer.headers['content-type']).startsWith('application/problem+json')
    return { status: answer.statusCode, code: isProblem ? answer.json<Problem>().code : null }
  }
  test.each([
    ['not JSON', '{"a":', 'application/json'],
    ['empty', '', 'application/json'],
    ['a word', 'null', 'application/json'],
    ['a list', '[]', 'application/json'],
    ['a prototype', '{"__proto__":{"admin":true}}', 'application/json'],
    ['another type', 'procedureCode=1', 'application/x-www-form-urlencoded'],
    ['no such type', 'x', 'x/y'],
    ['a type nobody can read', 'x', 'application/json; charset=🙂'],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), 'application/json'],
    ['depth', '['.repeat(20_000) + ']'.repeat(20_000), 'application/json'],
  ])('a body that is %s', async (_what, payload, type) => {
    const { status, code } = await post('/dossiers', payload, type)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
    expect(code).toMatch(/^REQUEST_/)
  })

  test('a body larger than a dossier can be', async () => {
    const { status, code } = await post('/dossiers', JSON.stringify({ ...filing, summary: 'x'.repeat(2_000_000) }))
    expect([status, code]).toEqual([413, 'REQUEST_TOO_LARGE'])
  })

  test.each([
    '/inbox?limit=9999',
    '/inbox?limit=0',
    '/inbox?limit=-1',
    '/inbox?limit=x',
    '/procedures?limit=9999',
    '/procedures?offset=-1',
    '/dossiers?q=a',
    `/dossiers?q=${'a'.repeat(500)}`,
  ])('%s is refused', async (url) => {
    const { status, body } = await call<Problem>(await tokenFor('counter_officer'), 'GET', url)
    expect([status, body.code]).toEqual([422, 'REQUEST_INVALID'])
  })

  test('an unknown address answers with a problem document, for every method', async () => {
    for (const method of ['GET', 'POST', 'PUT', 'DELETE'] as const) {
      const answer = await app.http.inject({
        method,
        url: '/api/v1/nothing',
        headers: { 'content-type': 'application/json' },
        payload: method === 'GET' ? '' : '{}',
      })
      expect([method, answer.statusCode, answer.headers['content-type']?.toString().split(';')[0]]).toEqual([
        method,
        404,
        'application/problem+json',
      ])
    }
  })

  test.each(Object.entries({ ...validBody, ...otherBody }))('%s with a NUL in every text', async (name, body) => {
    const route = walked.find((each) => named(each) === name)
    if (!route) throw new Error(`${name} is not a route`)
    const role = Array.isArray(route.access) ? (route.access[0] as Role) : null
    const answer = await app.http.inject({
      method: route.method,
      url: `/api/v1${pathOf(route)}`,
      headers: {
        'idempotency-key': randomUUID(),
        'content-type': 'application/json',
        ...(role ? { authorization: `Bearer ${await tokenFor(role)}` } : {}),
      },
      payload: JSON.stringify(body, (_key, value: unknown) => (typeof value === 'string' ? `${value}\u0000` : value)),
    })
    expect(answer.statusCode, answer.payload).toBeLessThan(500)
  })

  test.each([
    '/nothing',
    '/dossiers/%00',
    '/centres/%00',
    '/procedures/%00',
    '/dossiers/%ff',
    `/dossiers/${'x'.repeat(300)}`,
    '/procedures/%2e%2e%2f',
    '/dossiers/H47.01-261123-0001/documents/passwd.pdf',
    '/inbox?cursor=%00',
    '/dossiers?q=%00%00',
  ])('%s is answered without a 500', async (url) => {
    const { status } = await call(await tokenFor('counter_officer'), 'GET', url)
    expect(status).toBeLessThan(500)
  })

  test('any body posted to /dossiers, and any act requested, gets an answer that is no 500', async () => {
    const token = await as('tiepnhan1')
    const filed = await call<{ code: string }>(token, 'POST', '/dossiers', { ...filing, accept: false })
    expect(filed.status, JSON.stringify(filed.body)).toBe(201)
    const odd = fc.oneof(
      fc.jsonValue(),
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom('\u0000', '\ud800', "'; drop table dossier.dossier; --", '2026-13-45', '9'.repeat(400), -1, 1e308, 0.1, '', null, []),
    )
    const anyOf = <T extends object>(known: T) =>
      fc.record(
        Object.fromEntries(
          Object.entries(known).map(([name, value]) => [
            name,
            fc.oneof({ weight: 3, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: odd }),
          ]),
        ),
        { requiredKeys: [] },
      )
    const aFiling = fc.oneof(
      odd,
      anyOf({ ...filing, accept: false, channel: 'direct', summary: 'x', resultMethod: 'counter', counterId: null }).chain((body) =>
        fc.oneof(
          fc.constant(body),
          anyOf(filing.applicant).map((applicant) => ({ ...body, applicant })),
          fc.record({ componentNo: odd, originals: odd, copies: odd }).map((paper) => ({ ...body, papers: [paper] })),
        ),
      ),
    )
    const anAct = fc.oneof(
      odd,
      fc
        .constantFrom('accept', 'supplement', 'request_supplement', 'suspend', 'approve', 'record_result', 'return_result', 'complete_step')
        .chain((act) =>
          anyOf({
            act,
            reason: 'x',
            papers: [],
            defects: [{ text: 'x' }],
            cause: 'financial_duty',
            result: { number: '1', name: 'x' },
            receivedBy: 'x',
            afterSeq: 1,
          }),
        ),
    )
    await fc.assert(
      fc.asyncProperty(aFiling, anAct, async (body, act) => {
        for (const [url, payload] of [
          ['/dossiers', body],
          [`/dossiers/${filed.body.code}/acts`, act],
        ] as const) {
          const { status, body: answer } = await call<Problem>(token, 'POST', url, payload)
          expect(status, JSON.stringify({ url, payload, answer })).toBeLessThan(500)
        }
      }),
      { seed: 20_260_611, numRuns: 250 },
    )
  })
})
