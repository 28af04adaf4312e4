import { describe, expect, test } from 'vitest'
import { createAccount, grantRole, hashPassword, signIn } from '#identity'
import type { Role } from '#kernel/actor.ts'
import type { AgencyId, CentreId } from '#kernel/ids.ts'
import { buildModules, buildIdleParts, routesFrom } from './modules.ts'
import { testCentre } from './testing/test-centre.ts'

// Setting a place up through the API: by whom, what is refused, and that every change is written down.
const { db, call, as, centreId } = await testCentre()
const operator = await as('vanhanh')
const manager = await as('giamdoc')
type Problem = { code: string; fields?: { field: string; message: string }[] }
const afterProof: Readonly<Record<'rights' | 'own' | 'money' | 'house' | 'carriedAway', string[]>> = {
  rights: [
    'POST /accounts',
    'POST /accounts/:id/disable',
    'POST /accounts/:id/enable',
    'POST /accounts/:id/grants',
    'POST /accounts/:id/grants/:grantId/end',
    'POST /accounts/:id/one-time-password',
    'POST /accounts/:id/second-factor/reset',
    'POST /delegations',
    'POST /officers/:id/replacement',
  ],
  own: [
    'DELETE /account/passkeys/:id',
    'DELETE /account/totp',
    'POST /account/passkeys',
    'POST /account/passkeys/challenge',
    'POST /account/recovery-codes',
    'POST /account/totp',
    'POST /account/totp/confirmation',
  ],
  money: ['POST /reversals/:id/decision', 'PUT /collectors/:centreId'],
  house: ['POST /procedures/:code/versions/:id/publish', 'PUT /centres/:code/agencies', 'PUT /locality'],
  carriedAway: [
    'GET /centres/:centreId/registers/:year/:book.pdf',
    'GET /centres/:centreId/registers/:year/all.csv',
    'GET /receipts.csv',
    'GET /reports/eventlog.csv',
    'GET /reports/eventlog.xes',
    'GET /reports/holders.csv',
  ],
}
const afterProofSometimes = ['POST /dossiers/:code/acts']

type Opening = { items: { key: string; state: string; lacking: string[] }[] }
type Changes = { items: { byName: string; subject: string; key: string; before: object | null; after: Record<string, unknown> }[] }

let made = 0
async function somebody(role: Role, place: { agencyId?: string; centreId?: string } = {}): Promise<string> {
  const login = `thiet.lap${(made += 1)}`
  const passwordHash = await hashPassword('mật khẩu của bài thử')
  // Steps of a sign-in are tested elsewhere.
  const { id } = await createAccount(db.kysely, {
    login,
    displayName: `Người ${made}`,
    title: '',
    agencyId: null,
    unitId: null,
    passwordHash,
    demonstration: true,
  })
  await grantRole(db.kysely, {
    accountId: id,
    role,
    agencyId: (place.agencyId ?? null) as AgencyId | null,
    centreId: (place.centreId ?? null) as CentreId | null,
  })
  return (await signIn(db.kysely, { login, password: 'mật khẩu của bài thử', userAgent: 'test' })).token
}

const sayOf = async (answer: Promise<{ status: number; body: unknown }>): Promise<unknown[]> => {
  const { status, body } = await answer
  return [status, (body as Problem).code, (body as Problem).fields?.[0]?.field]
}
const commune = {
  code: 'HCC-HOIAN',
  level: 'commune',
  name: 'Trung tâm Phục vụ hành chính công phường Hội An',
  address: '3 Trần Hưng Đạo',
  phone: '1022',
}

describe('the locality', () => {
  const data = { code: 'H47', name: 'Tỉnh Quảng Nam', hotline: '1022', address: 'Tam Kỳ', demonstration: true }

  test('is renamed by an operator, and every page says so', async () => {
    expect(await call(operator, 'PUT', '/locality', { ...data, name: '  Tỉnh   Quảng Nam cũ ' })).toMatchObject({
      status: 200,
      body: { name: 'Tỉnh Quảng Nam cũ', hotline: '1022' },
    })
    expect((await call(null, 'GET', '/locality')).body).toMatchObject({ code: 'H47', name: 'Tỉnh Quảng Nam cũ' })
  })

  test('cannot change its code once the code of an agency contains it', async () => {
    expect(await sayOf(call(operator, 'PUT', '/locality', { ...data, code: 'H17' }))).toEqual([409, 'LOCALITY_CODE_FIXED', '/body/code'])
    expect(await sayOf(call(operator, 'PUT', '/locality', { ...data, code: 'Quảng Nam' }))).toEqual([422, 'REQUEST_INVALID', '/body/code'])
  })

  test('keeps the stamp MẪU as long as an account has the published password', async () => {
    expect(await sayOf(call(operator, 'PUT', '/locality', { ...data, demonstration: false }))).toEqual([
      409,
      'LOCALITY_HAS_DEMONSTRATION',
      '/body/demonstration',
    ])
  })

  test('without demonstration accounts can remove and set the stamp; before it has agencies it can set its code', async () => {
    const other = db.as(48 as never)
    const { changeLocality } = await import('./modules/agency/commands/change-locality.ts')
    const actor = {
      localityId: 48 as never,
      accountId: null,
      displayName: 'Người vận hành',
      grants: [{ role: 'operator', agencyId: null, centreId: null }],
    } as const
    await changeLocality(other.kysely, actor, { ...data, code: 'H17', demonstration: true })
    expect(await changeLocality(other.kysely, actor, { ...data, code: 'h17', name: 'Tỉnh khác', demonstration: false })).toMatchObject({
      code: 'H17',
      demonstration: false,
    })
    await expect(changeLocality(other.kysely, actor, { ...data, code: 'H47' })).rejects.toMatchObject({
      refusal: { code: 'LOCALITY_CODE_TAKEN' },
    })
  })
})

describe('agencies and their units', () => {
  test('are added, renamed and listed after the others', async () => {
    const added = await call(operator, 'POST', '/agencies', {
      code: 'h47.77',
      kind: 'commune',
      name: 'UBND phường Hội An',
      shortName: 'Hội An',
    })
    expect(added).toMatchObject({ status: 201, body: { code: 'H47.77', kind: 'commune' } })
    const { items } = (await call<{ items: { code: string }[] }>(null, 'GET', '/agencies')).body
    expect(items.at(-1)?.code).toBe('H47.77')
    expect(await call(operator, 'PUT', '/agencies/H47.77', { name: 'Ủy ban nhân dân phường Hội An', shortName: 'Hội An' })).toMatchObject({
      status: 200,
      body: { name: 'Ủy ban nhân dân phường Hội An' },
    })
    expect(await call(operator, 'POST', '/agencies/H47.77/units', { code: 'p01', name: 'Văn phòng' })).toMatchObject({
      status: 201,
      body: { code: 'P01' },
    })
    expect(await call(operator, 'PUT', '/agencies/H47.77/units/P01', { name: 'Phòng Văn hoá' })).toMatchObject({ status: 200 })
    expect((await call(manager, 'GET', '/agencies/H47.77/units')).body).toMatchObject({ items: [{ code: 'P01', name: 'Phòng Văn hoá' }] })
  })

  test('renaming one keeps its place in the list and what it declared', async () => {
    const before = (await call<{ items: { code: string; name: string; declaredProcedures: object }[] }>(null, 'GET', '/agencies')).body
      .items
    const second = before[1]
    await call(operator, 'PUT', `/agencies/${second?.code}`, { name: 'Tên mới', shortName: 'Mới' })
    const after = (await call<{ items: typeof before }>(null, 'GET', '/agencies')).body.items
    expect(after[1]).toMatchObject({ code: second?.code, name: 'Tên mới', declaredProcedures: second?.declaredProcedures })
    expect(after.map(({ code }) => code)).toEqual(before.map(({ code }) => code))
  })

  test.each([
    ['a code somebody has', { code: 'H47.01', kind: 'provincial' }, 409, 'AGENCY_CODE_TAKEN'],
    ['a code of another province', { code: 'H17.01', kind: 'provincial' }, 422, 'AGENCY_CODE_UNFIT'],
    ['no code of an agency', { code: 'Sở Y tế', kind: 'provincial' }, 422, 'AGENCY_CODE_UNFIT'],
    ['the bare code of the province', { code: 'H47', kind: 'provincial' }, 422, 'AGENCY_CODE_UNFIT'],
  ])('%s is refused at its field', async (_, given, status, code) => {
    const answer = call(operator, 'POST', '/agencies', { name: 'Sở Thử', shortName: 'Thử', ...given })
    expect(await sayOf(answer)).toEqual([status, code, '/body/code'])
  })

  test('a ministry’s own line carries the ministry’s code', async () => {
    const given = { code: 'G01.47', kind: 'vertical', name: 'Cục Thử', shortName: 'Cục' }
    expect((await call(operator, 'POST', '/agencies', given)).status).toBe(201)
  })

  test('before the locality has its code there are no agencies', async () => {
    const { faultOfAgencyCode } = await import('./modules/agency/domain/agency.ts')
    expect(faultOfAgencyCode('H17.01', 'provincial', 'MOI')).toBe('locality_unnamed')
    expect(faultOfAgencyCode('H17.01', 'provincial', 'H17')).toBeNull()
    expect(faultOfAgencyCode('H17.01.02', 'commune', 'H17')).toBeNull()
  })

  test('a unit’s code is its own within the agency only', async () => {
    const [one, two] = ['H47.01', 'H47.02']
    const unit = { code: 'P88', name: 'Phòng chung tên' }
    expect((await call(operator, 'POST', `/agencies/${one}/units`, unit)).status).toBe(201)
    expect((await call(operator, 'POST', `/agencies/${two}/units`, unit)).status).toBe(201)
    expect(await sayOf(call(operator, 'POST', `/agencies/${one}/units`, unit))).toEqual([409, 'UNIT_CODE_TAKEN', '/body/code'])
    expect(await sayOf(call(operator, 'PUT', `/agencies/${one}/units/P99`, { name: 'x' }))).toEqual([404, 'UNIT_NOT_FOUND', undefined])
  })
})

describe('centres and their counters', () => {
  test('a commune’s centre is added beside the province’s, with counters of its own', async () => {
    expect(await call(operator, 'POST', '/centres', commune)).toMatchObject({ status: 201, body: { code: 'HCC-HOIAN', level: 'commune' } })
    const counter = { number: 1, name: 'Quầy 1', field: 'Hộ tịch' }
    expect((await call(operator, 'POST', '/centres/HCC-HOIAN/counters', counter)).status).toBe(201)
    expect(await sayOf(call(operator, 'POST', '/centres/HCC-HOIAN/counters', counter))).toEqual([
      409,
      'COUNTER_NUMBER_TAKEN',
      '/body/number',
    ])
    expect(await call(operator, 'PUT', '/centres/HCC-HOIAN/counters/1', { name: 'Quầy Một', field: '' })).toMatchObject({
      status: 200,
      body: { counters: [{ number: 1, name: 'Quầy Một', field: '' }] },
    })
    expect(await sayOf(call(operator, 'PUT', '/centres/HCC-HOIAN/counters/2', { name: 'x' }))).toEqual([
      404,
      'COUNTER_NOT_FOUND',
      undefined,
    ])
    expect(await sayOf(call(operator, 'POST', '/centres', { ...commune, name: 'Trùng' }))).toEqual([409, 'CENTRE_CODE_TAKEN', '/body/code'])
    const { items } = (await call<{ items: { level: string }[] }>(null, 'GET', '/centres')).body
    expect(items.map(({ level }) => level).sort()).toEqual(['commune', 'province'])
  })
})

describe('rights to set up places', async () => {
  const { items: centres } = (await call<{ items: { id: string; code: string }[] }>(null, 'GET', '/centres')).body
  const province = centres.find(({ id }) => id === centreId)?.code ?? ''
  const { items: agencies } = (await call<{ items: { id: string; code: string }[] }>(null, 'GET', '/agencies')).body
  const own = agencies.find(({ code }) => code === 'H47.01')?.id ?? ''
  const words = { level: 'province', name: 'Tên', address: 'Địa chỉ', phone: '1022', openingHoursNote: '' }

  test('the manager of a centre runs that centre and no other', async () => {
    await call(operator, 'POST', '/centres', { ...commune, code: 'HCC-KHAC' })
    expect((await call(manager, 'POST', `/centres/${province}/counters`, { number: 88, name: 'Quầy 88' })).status).toBe(201)
    expect(await sayOf(call(manager, 'PUT', '/centres/HCC-KHAC', words))).toEqual([403, 'CENTRE_NOT_YOURS', undefined])
    expect(await sayOf(call(manager, 'POST', '/centres/HCC-KHAC/counters', { number: 1, name: 'x' }))).toEqual([
      403,
      'CENTRE_NOT_YOURS',
      undefined,
    ])
    expect(await sayOf(call(manager, 'PUT', '/centres/HCC-KHAC/agencies', { agencyCodes: [] }))).toEqual([
      403,
      'CENTRE_NOT_YOURS',
      undefined,
    ])
    expect((await call(manager, 'POST', '/centres', { ...commune, code: 'TT3' })).body).toMatchObject({ code: 'ROLE_NOT_ALLOWED' })
  })

  test('an operator of one agency runs its units, nothing of another, no centre and not the locality', async () => {
    const narrow = await somebody('operator', { agencyId: own })
    expect((await call(narrow, 'POST', '/agencies/H47.01/units', { code: 'P71', name: 'Phòng' })).status).toBe(201)
    expect(await sayOf(call(narrow, 'POST', '/agencies/H47.02/units', { code: 'P71', name: 'Phòng' }))).toEqual([
      403,
      'PLACE_NOT_YOURS',
      undefined,
    ])
    expect(await sayOf(call(narrow, 'POST', '/agencies', { code: 'H47.66', kind: 'provincial', name: 'x', shortName: 'x' }))).toEqual([
      403,
      'PLACE_NOT_YOURS',
      undefined,
    ])
    expect(await sayOf(call(narrow, 'PUT', `/centres/${province}`, words))).toEqual([403, 'CENTRE_NOT_YOURS', undefined])
    const data = { code: 'H47', name: 'x', hotline: '', address: '', demonstration: true }
    expect(await sayOf(call(narrow, 'PUT', '/locality', data))).toEqual([403, 'PLACE_NOT_YOURS', undefined])
  })

  test('an operator of one centre sets up only that centre', async () => {
    const narrow = await somebody('operator', { centreId })
    expect((await call(narrow, 'PUT', `/centres/${province}`, words)).status).toBe(200)
    expect(await sayOf(call(narrow, 'PUT', '/centres/HCC-KHAC', words))).toEqual([403, 'CENTRE_NOT_YOURS', undefined])
    expect(await sayOf(call(narrow, 'POST', '/centres', { ...commune, code: 'TT4' }))).toEqual([403, 'CENTRE_NOT_YOURS', undefined])
  })
})

describe('every change is recorded', () => {
  const account = {
    collectorName: 'Trung tâm',
    taxCode: '4000000001',
    bankBin: '970436',
    bankAccount: '111',
    templateSymbol: '01BLP0-001',
    seriesSymbol: 'BI-26T',
  }

  test('a change of a bank account is recorded with author, old and new values and no secret; an unchanged one leaves no row', async () => {
    const set = async (more: object) => await call(manager, 'PUT', `/collectors/${centreId}`, { ...account, ...more })
    expect((await set({ noticeSecret: 'bí mật dùng chung với ngân hàng, dài' })).status).toBe(200)
    expect((await set({ bankAccount: '222' })).status).toBe(200)
    expect((await set({ bankAccount: '222' })).status).toBe(200)
    const { items } = (await call<Changes>(await as('thanhtra'), 'GET', '/setting-changes?subject=collector')).body
    expect(items.map(({ before, after }) => [(before as { bankAccount?: string } | null)?.bankAccount, after['bankAccount']])).toEqual([
      ['111', '222'],
      [undefined, '111'],
    ])
    expect(items[0]?.byName).not.toBe('')
    // An inspector asks by person and by day.
    const asked = async (query: string) =>
      (await call<Changes>(await as('thanhtra'), 'GET', `/setting-changes?subject=collector&${query}`)).body.items
    expect(await asked(`by=${encodeURIComponent(items[0]?.byName.toUpperCase() ?? '')}`)).toEqual(items)
    expect(await asked('by=khong-co-ai')).toEqual([])
    expect(await asked('from=2099-01-01')).toEqual([])
    expect(await asked('to=2000-01-01')).toEqual([])
    expect(await asked('from=2000-01-01&to=2099-01-01')).toEqual(items)
    expect(JSON.stringify(await db.peek('select * from platform.setting_change'))).not.toContain('bí mật')
  })

  // The whole rule in one place: a route that is added to either side is thought about here.
  test('routes that sign, export, or change rights, money or the place need a recent confirmation', () => {
    const routes = routesFrom(buildModules(buildIdleParts(db)))
    const named = (list: typeof routes) => list.map((route) => `${route.method} ${route.url}`)
    expect(named(routes.filter((route) => route.confirmed === true)).toSorted()).toEqual(Object.values(afterProof).flat().toSorted())
    // Those where it depends on what is asked: which act, and whose money.
    expect(named(routes.filter((route) => typeof route.confirmed === 'function')).toSorted()).toEqual(afterProofSometimes.toSorted())
    const carried = named(
      routes.filter(
        (route) => route.isExport === true || (route.reads !== undefined && 'purpose' in route.reads && route.reads.purpose === 'export'),
      ),
    )
    expect(carried.filter((each) => !afterProof.carriedAway.includes(each))).toEqual([])
  })

  test('the application can add a row and change none', async () => {
    const { sql } = await import('kysely')
    await expect(sql`update platform.setting_change set by_name = 'x'`.execute(db.kysely)).rejects.toThrow(/permission denied/u)
    await expect(sql`delete from platform.setting_change`.execute(db.kysely)).rejects.toThrow(/permission denied/u)
  })
})

test('the checklist of the opening names what a new centre lacks', async () => {
  await call(operator, 'POST', '/centres', { ...commune, code: 'HCC-MOI', name: 'Trung tâm mới toanh' })
  const { items } = (await call<Opening>(operator, 'GET', '/opening')).body
  const stateOf = (key: string) => items.find((item) => item.key === key)
  for (const key of ['counters', 'centre_accounts', 'collectors'])
    expect([key, stateOf(key)?.state, stateOf(key)?.lacking.includes('Trung tâm mới toanh')]).toEqual([key, 'missing', true])
  expect(stateOf('procedures')?.state).toBe('done')
  expect(stateOf('stamp')?.state).toBe('advised')
})
