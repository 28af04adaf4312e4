import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { testCentre } from './testing/test-centre.ts'

const { app, call, as, centreId } = await testCentre()

type Problem = { code: string; status: number; fields?: { field: string; message: string }[] }
const post = async (url: string, payload: string | Buffer, method: 'POST' | 'PUT' = 'POST') => {
  const answer = await app.http.inject({
    method,
    url: `/api/v1${url}`,
    headers: {
      authorization: `Bearer ${await as('tiepnhan1')}`,
      'idempotency-key': randomUUID(),
      'content-type': 'application/json',
    },
    payload,
  })
  return { status: answer.statusCode, body: answer.json<Problem & { code: string; applicant?: { name: string } }>() }
}
const filing = (fullName: string) => ({
  procedureCode: '1.001612',
  centreId,
  applicant: { kind: 'person', fullName, idNumber: '049190000001', address: 'Phường Tam Kỳ', phone: '0905000001' },
  papers: [],
  accept: false,
})

test.each([
  ['half a character in a name', JSON.stringify(filing('Nguyễn \ud800')), '/body/applicant/fullName'],
  ['a NUL in a name', JSON.stringify(filing('Nguyễn\u0000')), '/body/applicant/fullName'],
  ['half a character in the name of a field', '{"applicant":{"\\uDC00":1}}', '/body/applicant'],
  ['a NUL in a list', '{"papers":[{"note":"\\u0000"}]}', '/body/papers/0/note'],
  ['a name that nobody can see', JSON.stringify(filing('\u200b\u2060')), '/body/applicant/fullName'],
  ['a name of fillers alone', JSON.stringify(filing('\u3164\u115f \u2800')), '/body/applicant/fullName'],
  ['a name of bells alone', JSON.stringify(filing('\u0007\u001b')), '/body/applicant/fullName'],
  ['a name that grows beyond what was measured', JSON.stringify(filing('\ufb2c'.repeat(200))), '/body/applicant/fullName'],
])('%s is refused at its place', async (_what, payload, field) => {
  const { status, body } = await post('/dossiers', payload)
  expect([status, body.code, body.fields]).toEqual([422, 'REQUEST_INVALID', [{ field, message: 'Có ký tự không lưu được. Xin gõ lại.' }]])
})

test('a draft with half a character is refused, and the one kept before stays', async () => {
  expect((await post('/drafts/thu', '{"form":"còn"}', 'PUT')).status).toBe(200)
  expect((await post('/drafts/thu', '{"form":"\\ud83d"}', 'PUT')).status).toBe(422)
  expect((await call(await as('tiepnhan1'), 'GET', '/drafts/thu')).body).toMatchObject({ form: 'còn' })
})

test('a draft nested deeper than any form is refused before it is walked', async () => {
  const { status, body } = await post('/drafts/sau', `{"form":${'['.repeat(200_000)}${']'.repeat(200_000)}}`, 'PUT')
  expect([status, body.code, body.fields?.[0]?.field]).toEqual([422, 'REQUEST_INVALID', '/body'])
  expect((await post('/drafts/sau', `{"form":${JSON.stringify('['.repeat(500))}}`, 'PUT')).status).toBe(200)
})

test.each(['[bad', 'a b<script>', 'u@evil:99999999', 'x:99999'])(
  'a page asked for under the name %s is a page, not a fault',
  async (host) => {
    const answer = await app.http.inject({ method: 'GET', url: '/tra-cuu', headers: { host } })
    expect(answer.statusCode).toBeLessThan(500)
  },
)

test('bytes that are not UTF-8 inside a name are refused, not kept as �', async () => {
  const bytes = Buffer.from(JSON.stringify(filing('Nguy#n')))
  bytes[bytes.indexOf('#')] = 0xff
  const { status, body } = await post('/dossiers', bytes)
  expect([status, body.code]).toEqual([422, 'REQUEST_NOT_JSON'])
})

test('whole characters written as escapes are kept, decomposed names are composed', async () => {
  const payload = JSON.stringify(filing('Nguye\u0302\u0303n 😀')).replace('😀', '\\ud83d\\ude00')
  const { status, body } = await post('/dossiers', payload)
  expect(status, JSON.stringify(body)).toBe(201)
  const { body: seen } = await call(await as('tiepnhan1'), 'GET', `/dossiers/${body.code}`)
  expect(JSON.stringify(seen)).toContain('Nguyễn 😀'.normalize('NFC'))
})

test.each(['GET', 'PUT', 'DELETE'] as const)('%s of an address with a part longer than any route has', async (method) => {
  const answer = await app.http.inject({ method, url: `/api/v1/drafts/${'9'.repeat(500)}`, headers: { 'idempotency-key': randomUUID() } })
  expect([answer.statusCode, answer.headers['content-type'], answer.json<Problem>().code]).toEqual([
    404,
    'application/problem+json',
    'ROUTE_NOT_FOUND',
  ])
})

test('a list of a centre that is not there is refused by name', async () => {
  const list = { direction: 'to_agency', agencyCode: 'H47.01', centreId: randomUUID(), dossierCodes: ['H47.01-260101-0001'] }
  const { status, body } = await post('/handovers', JSON.stringify(list))
  expect([status, body.code, body.fields?.[0]?.field]).toEqual([422, 'INTAKE_PLACE_UNKNOWN', '/body/centreId'])
})

test('money of a centre that collects nothing is refused, not a fault', async () => {
  const { status, body } = await post('/cash-books/hand-overs', JSON.stringify({ centreId, amountDong: 1000, to: 'Thủ quỹ' }))
  expect([status, body.code]).toEqual([409, 'COLLECTOR_NOT_SET'])
})

test('a value that violates a schema is refused at its field, in Vietnamese or, on request, in English', async () => {
  const asked = async (language: string | undefined, change: object) => {
    const answer = await app.http.inject({
      method: 'POST',
      url: '/api/v1/dossiers',
      headers: {
        authorization: `Bearer ${await as('tiepnhan1')}`,
        'idempotency-key': randomUUID(),
        ...(language === undefined ? {} : { 'accept-language': language }),
      },
      payload: { ...filing('Nguyễn Thị Thử'), ...change },
    })
    const { code, status, fields } = answer.json<Problem>()
    return [status, code, fields]
  }
  const wrong = { summary: 'x'.repeat(1001), khongCo: 1, centreId: undefined, papers: 'không' }
  const vietnamese = [
    { field: '/body/centreId', message: 'Xin chọn trung tâm' },
    { field: '/body/papers', message: 'Cần một danh sách' },
    { field: '/body/summary', message: 'Không quá 1000 ký tự' },
    { field: '/body/khongCo', message: 'Không có mục này' },
  ]
  expect(await asked(undefined, wrong)).toEqual([422, 'REQUEST_INVALID', vietnamese])
  expect(await asked('vi-VN,vi;q=0.9,en;q=0.8', wrong)).toEqual([422, 'REQUEST_INVALID', vietnamese])
  expect(await asked('en-GB,en;q=0.9', wrong)).toEqual([
    422,
    'REQUEST_INVALID',
    [
      { field: '/body/centreId', message: 'Please choose a centre' },
      { field: '/body/papers', message: 'This must be a list' },
      { field: '/body/summary', message: 'At most 1000 characters' },
      { field: '/body/khongCo', message: 'There is no such field' },
    ],
  ])
  const query = await call<Problem>(null, 'GET', '/procedures?limit=abc')
  expect(query.body.fields).toEqual([{ field: '/query/limit', message: 'Cần một con số' }])
})

test.each([
  ['vi', 'Không tìm thấy hồ sơ này, hoặc hồ sơ ngoài phạm vi nhiệm vụ của ông/bà.'],
  ['en-GB,en;q=0.9,vi;q=0.1', 'There is no such dossier, or it is outside your duty.'],
])('a refusal has one code and is said in the language asked for: %s', async (language, detail) => {
  const answer = await app.http.inject({
    method: 'GET',
    url: '/api/v1/dossiers/H47.01-260101-9999',
    headers: { authorization: `Bearer ${await as('tiepnhan1')}`, 'accept-language': language },
  })
  expect(answer.json()).toMatchObject({ status: 404, code: 'DOSSIER_NOT_FOUND', detail, title: detail.replace(/[.]$/u, '') })
})

test('why an act is not possible is said in the language asked for, with the names of state and act', async () => {
  const { body } = await post('/dossiers', JSON.stringify(filing('Nguyễn Thị Thử')))
  const reasonIn = async (language: string) => {
    const answer = await app.http.inject({
      method: 'GET',
      url: `/api/v1/dossiers/${body.code}`,
      headers: { authorization: `Bearer ${await as('tiepnhan1')}`, 'accept-language': language },
    })
    const { actions } = answer.json<{ actions: { act: string; code: string; reason: string }[] }>()
    return actions.find(({ act }) => act === 'return_result')
  }
  expect(await reasonIn('vi')).toMatchObject({
    code: 'DOSSIER_WRONG_STATE',
    reason: 'Hồ sơ đang ở tình trạng “Mới nộp, chờ tiếp nhận” nên không thể thực hiện “Trả kết quả”.',
  })
  expect(await reasonIn('en')).toMatchObject({
    code: 'DOSSIER_WRONG_STATE',
    reason: 'The dossier is in the state “Filed, not yet accepted”, so “Return the result” is not possible.',
  })
})

const toWide = (text: string): string => text.replaceAll(/[!-~]/gu, (sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0))

test('digits and letters as wide as a character are read as their plain forms: in a filing, in a code looked for, in an address', async () => {
  const { components } = (await call<{ components: { no: number }[] }>(null, 'GET', '/procedures/1.001612')).body
  const plain = filing('Nguyễn Văn ABC')
  const applicant = { ...plain.applicant, fullName: 'Nguyễn Văn ＡＢＣ', idNumber: toWide('049190000001'), phone: toWide('0905 000 001') }
  const typed = {
    ...plain,
    procedureCode: toWide('1.001612'),
    applicant,
    papers: components.map(({ no }) => ({ componentNo: no, originals: 1, copies: 0 })),
  }
  const { status, body } = await post('/dossiers', JSON.stringify(typed))
  expect(status, JSON.stringify(body)).toBe(201)
  const token = await as('tiepnhan1')
  const seen = await call<{ applicant: { name: string; phone: string } }>(
    token,
    'GET',
    `/dossiers/${encodeURIComponent(toWide(body.code))}`,
  )
  expect([seen.status, seen.body.applicant.name, seen.body.applicant.phone]).toEqual([200, 'Nguyễn Văn ABC', '0905000001'])
  const found = await call<{ items: { code: string }[] }>(token, 'GET', `/dossiers?q=${encodeURIComponent(toWide('049190000001'))}`)
  expect([found.status, found.body.items?.some(({ code }) => code === body.code)]).toEqual([200, true])
})

test('wide digits written as escapes are read alike', async () => {
  const { status, body } = await post('/dossiers', JSON.stringify(filing('Lê Thị B')).replace('0905000001', String.raw`\uff10905000001`))
  expect(status, JSON.stringify(body)).toBe(201)
})
