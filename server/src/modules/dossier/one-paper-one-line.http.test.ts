import { describe, expect, test } from 'vitest'
import { testCentre } from '../../testing/test-centre.ts'
import { twoOfEverything } from '../../testing/two-of-everything.ts'

const centre = await testCentre()
const { call } = centre
const two = await twoOfEverything(centre)

type Procedure = { code: string; components: { no: number; originals: number | null; copies: number | null }[] }
type View = { code: string; stepClocks: { items: { dueAt: string | null }[] } | null; clocks: { status: string }[] }

describe.each([
  ['A', 1],
  ['B', 2],
] as const)('agency %s, centre %i', (agency, at) => {
  const officer = two.counter[at]
  const applicant = {
    kind: 'person',
    fullName: 'Nguyễn Thị Thử',
    idNumber: '049190000011',
    address: 'Phường Tam Kỳ',
    phone: '0905 000 011',
  }
  const papersOf = async () =>
    (await call<Procedure>(null, 'GET', `/procedures/${two.procedures[agency]}`)).body.components.map((each) => ({
      componentNo: each.no,
      originals: each.originals || 1,
      copies: each.copies ?? 0,
    }))
  const file = async (more: object) =>
    await call<View & { code: string; fields?: { field: string }[] }>(officer, 'POST', '/dossiers', {
      procedureCode: two.procedures[agency],
      centreId: two.centres[at],
      applicant,
      papers: await papersOf(),
      accept: true,
      ...more,
    })

  test('a paper named in two lines is refused at its field, at intake and with an act; nothing is stored', async () => {
    const papers = await papersOf()
    const twice = [...papers, { componentNo: 91, originals: 1, copies: 0 }, { componentNo: 91, originals: 0, copies: 2 }]
    const { status, body } = await file({ papers: twice })
    expect([status, JSON.stringify(body)]).toEqual([422, expect.stringContaining(`/body/papers/${twice.length - 1}/componentNo`)])
    const filed = await file({ accept: false })
    const accepted = await call(officer, 'POST', `/dossiers/${filed.body.code}/acts`, { act: 'accept', papers: [...papers, ...papers] })
    expect(accepted.status).toBe(422)
    // A line without any paper says nothing.
    const empty = await file({ papers: [...papers, ...papers.map((paper) => ({ ...paper, originals: 0, copies: 0 }))] })
    expect(empty.status).toBe(201)
  })

  test('the answer to an intake has the same step clocks as the page', async () => {
    const { body } = await file({})
    const { body: shown } = await call<View>(officer, 'GET', `/dossiers/${body.code}`)
    // In office hours the page is read some milliseconds of working time after the answer.
    const atOnce = (clocks: View['stepClocks']): string => JSON.stringify(clocks).replaceAll(/"usedMs":\d+/gu, '"usedMs":0')
    expect(atOnce(body.stepClocks)).toBe(atOnce(shown.stepClocks))
    expect(body.stepClocks).not.toBeNull()
  })

  test('an instant with too many digits is refused at its field', async () => {
    const { body } = await file({})
    const siteCheck = { at: '2026-01-05T10:00:00.123456789012+07:00', place: 'Tại nơi', participants: 'Hai người', content: 'Đã xem' }
    const answer = await call(officer, 'POST', `/dossiers/${body.code}/acts`, { act: 'record_site_check', siteCheck })
    expect([answer.status, JSON.stringify(answer.body)]).toEqual([422, expect.stringContaining('/body/siteCheck/at')])
  })
})
