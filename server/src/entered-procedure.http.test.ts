import { expect, test } from 'vitest'
import { testCentre } from './testing/test-centre.ts'

// A procedure that no source brought: entered, written and published by people.
const { call, as } = await testCentre()
const designer = await as('thietke')
const publisher = await as('congbo')

type Draft = {
  id: string
  revision: number
  publishState: string
  content: { about: Record<string, unknown>; channels: object[]; components: object[]; legalLimit: object | null }
}
type Problem = { code: string; fields?: { field: string }[] }
const entered = { code: '1.990001', name: '  Cấp giấy phép   thử nghiệm ', sector: 'Thử nghiệm', agencyCode: 'H47.01' }
const path = '/procedures/1.990001'

test('is entered as a draft that only its editors see', async () => {
  expect(await call(designer, 'POST', '/procedures', entered)).toMatchObject({ status: 201, body: { code: '1.990001' } })
  for (const token of [null, await as('tiepnhan1')]) expect((await call(token, 'GET', path)).status).toBe(404)
  for (const token of [designer, publisher, await as('giamdoc')])
    expect((await call(token, 'GET', path)).body).toMatchObject({ name: 'Cấp giấy phép thử nghiệm', publishState: 'draft' })
})

test.each([
  ['a code that is there already', { code: '1.001612' }, 409, 'PROCEDURE_CODE_TAKEN', '/body/code'],
  ['no code of a procedure', { code: 'Số 1' }, 422, 'PROCEDURE_CODE_UNFIT', '/body/code'],
  ['no name', { name: ' ' }, 422, 'REQUEST_INVALID', '/body/name'],
  ['an agency nobody knows', { code: '1.990002', agencyCode: 'H47.99' }, 404, 'AGENCY_NOT_FOUND', undefined],
])('%s is refused', async (_, given, status, code, field) => {
  const answer = await call<Problem>(designer, 'POST', '/procedures', { ...entered, ...given })
  expect([answer.status, answer.body.code, answer.body.fields?.[0]?.field]).toEqual([status, code, field])
})

test('its texts, papers and fees are written in the draft and published by another person, through the gate', async () => {
  const begun = (await call<Draft>(designer, 'GET', `${path}/draft`)).body
  expect(begun.content.about).toMatchObject({ name: 'Cấp giấy phép thử nghiệm', sector: 'Thử nghiệm', resultNames: [] })
  const content = {
    ...begun.content,
    legalLimit: { amount: 10, unit: 'working_days' },
    channels: [{ channel: 'direct', limit: null, limitNote: '', fees: [{ kind: 'charge', amountDong: 50_000, text: 'Lệ phí cấp giấy' }] }],
    components: [{ no: 1, group: '', name: 'Đơn đề nghị', originals: 1, copies: 0, templateName: null, required: true }],
    about: {
      ...begun.content.about,
      name: 'Cấp giấy phép thử nghiệm có thời hạn',
      resultNames: ['Giấy phép', '', '  '],
      legalBases: [
        { number: 'Quyết định 1', title: 'Về thử nghiệm', issuedOn: null, issuer: null },
        { number: '', title: '', issuedOn: null, issuer: null },
      ],
    },
  }
  const nameless = await call<Problem>(designer, 'PUT', `${path}/draft`, {
    revision: 0,
    content: { ...content, about: { ...content.about, name: ' ' } },
  })
  expect([nameless.status, nameless.body.fields?.[0]?.field]).toEqual([422, '/body/content/about/name'])
  const saved = (await call<Draft>(designer, 'PUT', `${path}/draft`, { revision: 0, content })).body
  const publish = async (token: string) =>
    await call<Problem>(token, 'POST', `${path}/versions/${saved.id}/publish`, { revision: saved.revision })
  expect((await publish(designer)).body.code).toBe('EDITOR_CANNOT_PUBLISH')
  expect((await publish(publisher)).status).toBe(201)
  expect((await call(null, 'GET', path)).body).toMatchObject({
    name: 'Cấp giấy phép thử nghiệm có thời hạn',
    publishState: 'published',
    resultNames: ['Giấy phép'],
    legalBases: [{ number: 'Quyết định 1' }],
    components: [{ name: 'Đơn đề nghị', originals: 1 }],
    steps: [{ name: 'Thẩm định hồ sơ' }, {}, {}, {}],
  })
})

test('a draft saved without texts keeps the existing ones', async () => {
  const begun = (await call<Draft>(designer, 'GET', '/procedures/1.001612/draft')).body
  const { about, ...rest } = begun.content
  const saved = (await call<Draft>(designer, 'PUT', '/procedures/1.001612/draft', { revision: 0, content: rest })).body
  expect(saved.content.about).toEqual(about)
})
