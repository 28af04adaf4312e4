import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { createAgency } from '#agency'
import type { Role } from '#kernel/actor.ts'
import { buildServer } from '#platform/http/server.ts'
import { testDatabase, testLocality } from '#platform/testing/postgres.ts'
import { createProcedureVersion } from '../commands/create-procedure-version.ts'
import type { ProcedureInput } from '../domain/procedure.ts'
import { findVersionForIntake } from '../queries/find-version-for-intake.ts'
import { buildProcedureModule } from '../register.ts'

const database = await testDatabase()
const tokens: Record<string, Role> = { designer: 'procedure_designer', counter: 'counter_officer' }
const tokenOf = (name: keyof typeof tokens): string => String(name).padEnd(24, '-')
const app = await buildServer({
  database,
  routes: buildProcedureModule().routes,
  authenticate: async (token) => {
    const role = tokens[token.replace(/-+$/u, '')]
    if (!role) return null
    return {
      id: randomUUID(),
      actor: { localityId: testLocality, accountId: null, displayName: 'Người thử', grants: [{ role, agencyId: null, centreId: null }] },
    }
  },
  anonymous: { localityId: testLocality, accountId: null, displayName: '', grants: [] },
  publicUrl: () => 'http://127.0.0.1',
  secureCookies: false,
  trustProxy: false,
  logger: pino({ level: 'silent' }),
})

const { id: agencyId } = await createAgency(database.kysely, {
  code: 'H47.11',
  name: 'Sở Tư pháp',
  shortName: 'STP',
  kind: 'provincial',
  sortOrder: 1,
})

function aProcedure(change: Partial<ProcedureInput> = {}): ProcedureInput {
  return {
    code: '1.000894',
    name: 'Thủ tục đăng ký kết hôn',
    agencyId,
    sector: 'Hộ tịch',
    levels: ['Cấp xã'],
    targets: ['Công dân Việt Nam'],
    decisionNumber: '1/QĐ-BTP',
    type: null,
    handling: 'forwarded',
    serviceLevel: 'partial',
    legalLimit: { amount: 3, unit: 'working_days' },
    committedLimit: { amount: 2, unit: 'working_days' },
    channels: [
      {
        channel: 'direct',
        limit: { amount: 3, unit: 'working_days' },
        limitNote: '',
        fees: [{ kind: 'charge', amountDong: 0, text: 'Miễn lệ phí' }],
      },
    ],
    components: [{ no: 1, group: '', name: 'Tờ khai đăng ký kết hôn', originals: 1, copies: 0, templateName: null, required: true }],
    steps: [
      { no: 1, name: 'Tiếp nhận', role: 'counter_officer', unitName: null, hours: 0.5 },
      { no: 2, name: 'Thẩm định', role: 'case_officer', unitName: 'Phòng Hộ tịch', hours: 8 },
      { no: 3, name: 'Ký', role: 'signatory', unitName: null, hours: 4 },
    ],
    conditions: 'Nam từ đủ 20 tuổi, nữ từ đủ 18 tuổi.',
    resultNames: ['Giấy chứng nhận kết hôn'],
    legalBases: [{ number: '60/2014/QH13', title: 'Luật Hộ tịch', issuedOn: '2014-11-20', issuer: 'Quốc hội' }],
    procedureText: ['Bước 1: nộp hồ sơ.'],
    implementingAgency: null,
    publishState: 'published',
    toComplete: [],
    ...change,
  }
}

await createProcedureVersion(database.kysely, aProcedure(), { validFrom: '2026-01-01' })
await createProcedureVersion(database.kysely, aProcedure({ code: '1.001193', name: 'Thủ tục đăng ký khai sinh', sector: 'Hộ tịch' }))
await createProcedureVersion(database.kysely, aProcedure({ code: '1.099999', name: 'Thủ tục đăng ký còn soạn', publishState: 'draft' }))

const get = async (url: string, token?: string) =>
  await app.inject({ method: 'GET', url: `/api/v1${url}`, headers: token ? { authorization: `Bearer ${token}` } : {} })
const send = async (method: 'POST' | 'PUT' | 'DELETE', url: string, payload?: object, token = tokenOf('designer')) =>
  await app.inject({
    method,
    url: `/api/v1${url}`,
    headers: { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() },
    ...(payload ? { payload } : {}),
  })
const codes = (answer: { json(): { items: { code: string }[] } }): string[] => answer.json().items.map(({ code }) => code)

describe('search', () => {
  test.each(['dang ky kt hon', 'đăng kí kết hôn', 'DKKH', 'cưới'])('%s finds marriage registration first', async (q) => {
    const answer = await get(`/procedures?q=${encodeURIComponent(q)}`)
    expect(answer.statusCode).toBe(200)
    expect(answer.json().items[0]).toEqual({
      code: '1.000894',
      name: 'Thủ tục đăng ký kết hôn',
      agency: { code: 'H47.11', name: 'Sở Tư pháp' },
      sector: 'Hộ tịch',
      handling: 'forwarded',
      serviceLevel: 'partial',
      legalLimit: { amount: 3, unit: 'working_days' },
      committedLimit: { amount: 2, unit: 'working_days' },
      limitText: '2 ngày làm việc',
      publishState: 'published',
      feeFromDong: 0,
    })
  })

  test('a draft is seen by designers only', async () => {
    expect(codes(await get('/procedures'))).not.toContain('1.099999')
    expect((await get('/procedures/1.099999')).statusCode).toBe(404)
    expect(codes(await get('/procedures', tokenOf('counter')))).not.toContain('1.099999')
    expect(codes(await get('/procedures', tokenOf('designer')))).toContain('1.099999')
    expect((await get('/procedures/1.099999', tokenOf('designer'))).statusCode).toBe(200)
  })

  test('filters narrow, pages do not overlap', async () => {
    expect(codes(await get('/procedures?agency=H47.99'))).toEqual([])
    const first = await get('/procedures?sector=H%E1%BB%99%20t%E1%BB%8Bch&limit=1')
    const second = await get('/procedures?sector=H%E1%BB%99%20t%E1%BB%8Bch&limit=1&offset=1')
    expect([first.json().total, codes(first), codes(second)]).toEqual([2, ['1.000894'], ['1.001193']])
  })

  test.each(['limit=0', 'limit=101', 'offset=-1', 'handling=never', `q=${'a'.repeat(1001)}`])('%s is refused', async (query) => {
    const answer = await get(`/procedures?${query}`)
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'REQUEST_INVALID'])
  })

  test('a new name is found at once', async () => {
    await createProcedureVersion(database.kysely, aProcedure({ code: '1.055555', name: 'Cấp giấy phép nuôi voi' }))
    expect(codes(await get('/procedures?q=nuoi%20voi'))).toEqual(['1.055555'])
  })
})

describe('one procedure', () => {
  test('is shown completely, with the steps in order', async () => {
    const whole = (await get('/procedures/1.000894?on=2026-02-01')).json()
    const { agencyId: _agency, ...expected } = aProcedure()
    expect(whole).toMatchObject({
      ...expected,
      agency: { code: 'H47.11' },
      validFrom: '2026-01-01',
      validTo: null,
      steps: [
        { no: 1, hours: 0.5, nextNo: 2, returnNo: null },
        { no: 2, hours: 8, nextNo: 3, returnNo: 1 },
        { no: 3, hours: 4, nextNo: null, returnNo: 2 },
      ],
    })
    expect(whole).not.toHaveProperty('agencyId')
  })

  test('is not found before it was in force, nor on a day that does not exist', async () => {
    expect((await get('/procedures/1.000894?on=2025-12-31')).json().code).toBe('PROCEDURE_NOT_FOUND')
    expect((await get('/procedures/1.000894?on=2026-02-30')).json().code).toBe('REQUEST_INVALID')
    expect((await get('/procedures/0.nothing')).json().code).toBe('PROCEDURE_NOT_FOUND')
  })

  test('a later correction does not change the past', async () => {
    const past = aProcedure({ code: '1.033333', name: 'Tên cũ' })
    await createProcedureVersion(database.kysely, past, { validFrom: '2026-01-01' })
    const corrected = await createProcedureVersion(database.kysely, { ...past, name: 'Tên mới' }, { validFrom: '2026-01-01' })
    expect(corrected.outcome).toBe('updated')
    expect((await createProcedureVersion(database.kysely, { ...past, name: 'Tên mới' })).outcome).toBe('unchanged')
    expect((await get('/procedures/1.033333?on=2026-03-01')).json().name).toBe('Tên cũ')
    expect((await get('/procedures/1.033333')).json().name).toBe('Tên mới')
  })

  test('for intake the version is read once and cached', async () => {
    const first = await findVersionForIntake(database.kysely, '1.000894', '2026-06-01')
    expect(first).toMatchObject({ agencyId, code: '1.000894', committedLimit: { amount: 2, unit: 'working_days' } })
    expect(await findVersionForIntake(database.kysely, '1.000894', '2026-06-02')).toBe(first)
    expect(await findVersionForIntake(database.kysely, '1.000894', '2020-01-01')).toBeNull()
  })

  test('cannot be published without the information that citizens need', async () => {
    await expect(createProcedureVersion(database.kysely, aProcedure({ handling: null }))).rejects.toMatchObject({
      refusal: { code: 'PROCEDURE_NOT_PUBLISHABLE' },
    })
  })
})

test('sectors are listed with their procedures', async () => {
  expect((await get('/sectors')).json().items).toContainEqual({ name: 'Hộ tịch', procedures: expect.any(Number) })
})

describe('synonyms', () => {
  test('a designer adds, changes and removes one, and search follows at once', async () => {
    const added = await send('POST', '/synonyms', { phrase: 'nên duyên', means: 'đăng ký kết hôn' })
    expect(added.statusCode).toBe(201)
    expect(codes(await get('/procedures?q=nen%20duyen'))[0]).toBe('1.000894')
    const { id } = added.json()
    expect((await send('PUT', `/synonyms/${id}`, { phrase: 'nên duyên', means: 'đăng ký khai sinh' })).statusCode).toBe(200)
    expect(codes(await get('/procedures?q=nen%20duyen'))[0]).toBe('1.001193')
    expect((await send('DELETE', `/synonyms/${id}`)).json()).toEqual({ removed: true })
    expect((await send('DELETE', `/synonyms/${id}`)).json().code).toBe('SYNONYM_NOT_FOUND')
    expect(codes(await get('/procedures?q=nen%20duyen'))).not.toContain('1.001193')
  })

  test('a matter done elsewhere is reported with its place, until a procedure of the catalogue answers it', async () => {
    const place = 'Hạt kiểm lâm'
    const { id } = (await send('POST', '/synonyms', { phrase: 'bắt ve rừng', means: 'săn bắt ve', doneAt: ` ${place} ` })).json()
    expect((await get('/procedures?q=bat%20ve%20rung')).json()).toMatchObject({
      total: 0,
      items: [],
      elsewhere: [{ matter: 'săn bắt ve', place }],
    })
    expect((await send('PUT', `/synonyms/${id}`, { phrase: 'bắt ve rừng', means: 'săn bắt ve' })).json().doneAt).toBeNull()
    expect((await get('/procedures?q=bat%20ve%20rung')).json().elsewhere).not.toContainEqual({ matter: 'săn bắt ve', place })
    await send('DELETE', `/synonyms/${id}`)
  })

  test('the predefined ones are loaded with the first procedure', async () => {
    const { items } = (await get('/synonyms', tokenOf('counter'))).json()
    // Found by any words of it, with or without marks, and the rest is counted.
    const found = (await get('/synonyms?q=quyen%20so%20do', tokenOf('counter'))).json()
    expect(found.items).toContainEqual(expect.objectContaining({ phrase: 'sổ đỏ' }))
    expect(found.total).toBeLessThan(items.length)
    const first = (await get('/synonyms?limit=1', tokenOf('counter'))).json()
    expect([first.items.length, first.total, first.more]).toEqual([1, items.length, true])
    expect(items).toContainEqual({ id: expect.any(String), phrase: 'sổ đỏ', means: 'giấy chứng nhận quyền sử dụng đất', doneAt: null })
  })

  test('a duplicate meaning, empty words, and an unknown one are refused', async () => {
    const twice = await send('POST', '/synonyms', { phrase: 'So do', means: 'giấy chứng nhận quyền sử dụng đất' })
    expect([twice.statusCode, twice.json().code]).toEqual([409, 'SYNONYM_EXISTS'])
    expect((await send('POST', '/synonyms', { phrase: ' ?! ', means: 'x' })).json().code).toBe('SYNONYM_EMPTY')
    expect((await send('PUT', `/synonyms/${randomUUID()}`, { phrase: 'a', means: 'b' })).json().code).toBe('SYNONYM_NOT_FOUND')
    const [a, b] = [
      await send('POST', '/synonyms', { phrase: 'một', means: 'hai' }),
      await send('POST', '/synonyms', { phrase: 'một', means: 'ba' }),
    ]
    expect(b.statusCode).toBe(201)
    expect((await send('PUT', `/synonyms/${a.json().id}`, { phrase: 'một', means: 'ba' })).json().code).toBe('SYNONYM_EXISTS')
  })

  test('others may read them, not write them', async () => {
    expect((await get('/synonyms')).statusCode).toBe(401)
    expect((await send('POST', '/synonyms', { phrase: 'a', means: 'b' }, tokenOf('counter'))).statusCode).toBe(403)
  })
})
