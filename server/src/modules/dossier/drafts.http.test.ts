import { describe, expect, test } from 'vitest'
import { testCentre } from '../../testing/test-centre.ts'

const { call, as, centreId } = await testCentre()

type Problem = { code: string; detail: string }
type Dossier = { code: string }
type Drafts = { items: { key: string }[] }

const list = await call<{ items: { code: string }[] }>(null, 'GET', '/procedures?handling=forwarded&state=published&limit=1')
const procedureCode = list.body.items[0]?.code ?? ''
const { body: procedure } = await call<{ components: { no: number; originals: number | null; copies: number | null }[] }>(
  null,
  'GET',
  `/procedures/${procedureCode}`,
)

function application(draftKey: string, fullName = 'Nguyễn Thị Thử') {
  return {
    procedureCode,
    centreId,
    draftKey,
    applicant: { kind: 'person', fullName, idNumber: '049190000001', address: 'Phường Tam Kỳ', phone: '0905000001' },
    papers: procedure.components.map((paper) => ({ componentNo: paper.no, originals: paper.originals ?? 1, copies: paper.copies ?? 1 })),
  }
}

async function draftKeysOf(login: string): Promise<string[]> {
  return (await call<Drafts>(await as(login), 'GET', '/drafts')).body.items.map(({ key }) => key)
}

const save = async (login: string, key: string) =>
  await call<Problem>(await as(login), 'PUT', `/drafts/${key}`, { form: { fullName: 'Thử' } })
const file = async (login: string, key: string) => await call<Dossier & Problem>(await as(login), 'POST', '/dossiers', application(key))

describe('one draft is one dossier', () => {
  test('a filed draft is no longer offered, and its content is deleted', async () => {
    await save('tiepnhan1', 'intake-first')
    await save('tiepnhan1', 'intake-other')
    expect((await file('tiepnhan1', 'intake-first')).status).toBe(201)
    expect(await draftKeysOf('tiepnhan1')).toEqual(['intake-other'])
    expect((await call(await as('tiepnhan1'), 'GET', '/drafts/intake-first')).status).toBe(404)
  })

  test('a list of drafts has their names and not their content', async () => {
    const token = await as('tiepnhan3')
    for (let no = 0; no < 60; no += 1) {
      const form =
        no === 0 ? 'không phải một tờ khai' : { fullName: no % 2 ? `Người ${no}` : '', procedureText: 'Đăng ký', note: 'x'.repeat(100_000) }
      expect((await call(token, 'PUT', `/drafts/intake-lon${no}`, { form })).status).toBe(200)
    }
    const { body } = await call<{ items: { key: string; name: string | null }[] }>(token, 'GET', '/drafts')
    expect(body.items).toHaveLength(50)
    expect(JSON.stringify(body).length).toBeLessThan(10_000)
    expect(body.items.slice(0, 2).map(({ key, name }) => [key, name])).toEqual([
      ['intake-lon59', 'Người 59'],
      ['intake-lon58', 'Đăng ký'],
    ])
    expect((await call<{ form: { note: string } }>(token, 'GET', '/drafts/intake-lon59')).body.form.note).toHaveLength(100_000)
  })

  test('a save that arrives after the filing does not bring the draft back, and names the dossier', async () => {
    const filed = await file('tiepnhan1', 'intake-late')
    const late = await save('tiepnhan1', 'intake-late')
    expect([late.status, late.body.code]).toEqual([409, 'DRAFT_FILED'])
    expect(late.body.detail).toContain(filed.body.code)
    expect(await draftKeysOf('tiepnhan1')).not.toContain('intake-late')
  })

  test('two tabs filing one draft at once: one dossier, and the other tab gets its code', async () => {
    await save('tiepnhan1', 'intake-tabs')
    const answers = await Promise.all([file('tiepnhan1', 'intake-tabs'), file('tiepnhan1', 'intake-tabs')])
    const made = answers.find(({ status }) => status === 201)
    const refused = answers.find(({ status }) => status === 409)
    expect(refused?.body.code).toBe('DRAFT_FILED')
    expect(refused?.body.detail).toContain(made?.body.code)
  })

  test('discarding after the filing keeps the mark: a second filing is still refused', async () => {
    await file('tiepnhan1', 'intake-gone')
    await call(await as('tiepnhan1'), 'DELETE', '/drafts/intake-gone')
    expect((await file('tiepnhan1', 'intake-gone')).body.code).toBe('DRAFT_FILED')
  })

  test('a draft of the same name of another officer is another draft', async () => {
    await file('tiepnhan1', 'intake-namesake')
    expect((await save('tiepnhan2', 'intake-namesake')).status).toBe(200)
    expect((await file('tiepnhan2', 'intake-namesake')).status).toBe(201)
  })

  test('a refused filing does not change the draft', async () => {
    await save('tiepnhan1', 'intake-kept')
    const refused = await call<Problem>(await as('tiepnhan1'), 'POST', '/dossiers', { ...application('intake-kept'), papers: [] })
    expect(refused.status).toBe(409)
    expect(await draftKeysOf('tiepnhan1')).toContain('intake-kept')
  })
})
