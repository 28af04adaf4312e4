import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { pdfWords } from '../../testing/pdf-words.ts'
import { testCentre } from '../../testing/test-centre.ts'
import { findPublicView } from './queries/dossier-view.ts'

// At the counter a filing is accepted, asked to be completed or refused; whichever it is, it comes with the dossier or not at all.
const centre = await testCentre()
const { db, call, as, centreId } = centre
const list = await call<{ items: { code: string }[] }>(null, 'GET', '/procedures?handling=forwarded&agency=H47.01&state=published&limit=1')
const procedureCode = list.body.items[0]?.code ?? ''

type View = {
  code: string
  state: string
  stateName: string
  acceptedAt: string | null
  lookupSecret: string
  documents: { form: string; isToHandOver: boolean }[]
  actions: { act: string; warning: string | null }[]
  timeline: { act: string; actName: string }[]
  fields?: { field: string }[]
}
const filing = {
  procedureCode,
  centreId,
  applicant: { kind: 'person', fullName: 'Lê Văn Thử', idNumber: '049190000031', address: 'Phường Tam Kỳ', phone: '0905000031' },
  papers: [],
}
const file = async (more: object, key?: string) => await call<View>(await as('tiepnhan1'), 'POST', '/dossiers', { ...filing, ...more }, key)
const draft = async (more: object) => await call<Buffer>(await as('tiepnhan1'), 'POST', '/document-drafts', { ...filing, ...more })
const dossiers = async (): Promise<number> => (await db.peek<{ n: number }>('select count(*)::int as n from dossier.dossier'))[0]?.n ?? -1

test('a supplement request is created with its dossier, once, however often it is sent', async () => {
  const before = await dossiers()
  const key = randomUUID()
  const answer = { answer: 'request_supplement', defects: [{ componentNo: 1, text: 'Đơn chưa ký' }], supplementDays: 10 }
  const [first, again] = [await file(answer, key), await file(answer, key)]
  expect([first.status, again.status]).toEqual([201, 201])
  expect(again.body.code).toBe(first.body.code)
  expect(await dossiers()).toBe(before + 1)
  expect([first.body.state, first.body.acceptedAt]).toEqual(['awaiting_supplement', null])
  expect(first.body.timeline.map(({ act }) => act)).toEqual(['request_supplement', 'file'])
  expect(first.body.documents.filter((each) => each.isToHandOver).map(({ form }) => form)).toEqual(['supplement-request'])
  expect(first.body.lookupSecret).not.toBe('')
})

test('a refusal is created with its dossier, and the paper to hand over is the refusal', async () => {
  const { status, body } = await file({ answer: 'refuse', reason: 'Không thuộc thẩm quyền của tỉnh' })
  expect([status, body.state, body.acceptedAt]).toEqual([201, 'refused', null])
  expect(body.documents.filter((each) => each.isToHandOver).map(({ form }) => form)).toEqual(['refusal'])
  const letter = await call(await as('tiepnhan1'), 'GET', `/dossiers/${body.code}/documents/refusal.pdf`)
  expect(letter.status).toBe(200)
})

test.each([
  ['a refusal without its reason', { answer: 'refuse' }, 'reason'],
  ['a request that asks for nothing', { answer: 'request_supplement', defects: [] }, 'defects'],
])('%s creates no dossier, keeps the draft, and names the field', async (_what, more, field) => {
  const before = await dossiers()
  const { status, body } = await file(more)
  expect([status, body.fields?.[0]?.field]).toEqual([422, `/body/${field}`])
  expect(await dossiers()).toBe(before)
})

test('what the counter may answer is listed with its needs, and that missing papers are no ground of a refusal', async () => {
  const { answers, refusalGrounds } = (
    await call<{ answers: { act: string; needs: string[]; warning: string | null }[]; refusalGrounds: string[] }>(
      null,
      'GET',
      `/procedures/${procedureCode}/promise`,
    )
  ).body
  expect(answers.map(({ act, needs }) => [act, needs])).toEqual([
    ['request_supplement', ['defects', 'supplementDays', 'reasonForRequest']],
    ['refuse', ['reason']],
  ])
  expect(answers[1]?.warning).toContain('Thiếu giấy tờ không phải là căn cứ từ chối')
  expect(Array.isArray(refusalGrounds)).toBe(true)
  const { body } = await file({ accept: false })
  expect(body.actions.find(({ act }) => act === 'refuse')?.warning).toBe(answers[1]?.warning)
})

test.each([
  [0, 'Không nhỏ hơn 1'],
  [-3, 'Không nhỏ hơn 1'],
  [366, 'Không lớn hơn 365'],
  [1.5, 'Cần một số nguyên'],
])('%s days to complete are refused with the violated bound', async (supplementDays, message) => {
  const answer = { answer: 'request_supplement', defects: [{ componentNo: null, text: 'Thiếu chữ ký' }], supplementDays }
  const { status, body } = await file(answer)
  expect([status, body.fields]).toEqual([422, [expect.objectContaining({ field: '/body/supplementDays', message })]])
})

describe('the paper of an answer is read before it is sent', () => {
  const organisation = { ...filing.applicant, kind: 'organisation', organisationName: 'Công ty Thử' }
  const representative = { fullName: 'Trần Thị Thay', idNumber: '049190000032', authorisation: 'Giấy uỷ quyền ngày 01/11/2026' }
  test.each([
    ['a refusal', 'refusal', { answer: 'refuse', reason: 'Không thuộc thẩm quyền\ncủa tỉnh' }],
    [
      'a request to complete',
      'supplement-request',
      { answer: 'request_supplement', defects: [{ componentNo: 1, text: 'Đơn chưa ký' }], supplementDays: 10, reason: 'Theo danh mục' },
    ],
    ['one to an organisation', 'refusal', { answer: 'refuse', reason: 'Không đúng đối tượng', applicant: organisation, representative }],
  ])(
    '%s: every page is marked, and apart from the mark, the number and the code it equals the issued paper',
    async (_what, form, given) => {
      const before = await dossiers()
      const shown = await draft(given)
      expect([shown.status, await dossiers()]).toEqual([200, before])
      const filed = await file(given)
      const issued = await call<Buffer>(await as('tiepnhan1'), 'GET', `/dossiers/${filed.body.code}/documents/${form}.pdf`)
      const [draftWords, paperWords] = [await pdfWords(shown.body), await pdfWords(issued.body)]
      expect([draftWords.includes('DỰTHẢO'), paperWords.includes('DỰTHẢO')]).toEqual([true, false])
      const same = (words: string): string =>
        words
          .replaceAll('DỰTHẢO', '')
          .replace(/Số:(?:\d+|…+)\//u, 'Số:/')
          .replace(/Mãhồsơ:(?:…+|H47\.01-\d{6}-\d{4,})/u, 'Mãhồsơ:')
      expect(draftWords).toMatch(/Mãhồsơ:…+/u)
      expect(same(draftWords)).toBe(same(paperWords))
    },
  )

  test.each([
    ['without its reason', { answer: 'refuse' }],
    ['of a request that asks for nothing', { answer: 'request_supplement', defects: [] }],
    ['of a procedure that is not received here', { answer: 'refuse', reason: 'Sai', procedureCode: '9.999999' }],
    ['at a counter of another centre', { answer: 'refuse', reason: 'Sai', counterId: randomUUID() }],
    ['of somebody not born yet', { answer: 'refuse', reason: 'Sai', applicant: { ...filing.applicant, bornOn: '2999-01-01' } }],
    ['with words that the answer does not take', { answer: 'refuse', reason: 'Sai', supplementDays: 5 }],
  ])('a draft %s is refused like the filing', async (_what, given) => {
    const [asDraft, asFiling] = [(await draft(given)) as unknown as Awaited<ReturnType<typeof file>>, await file(given)]
    const answerOf = ({ status, body }: Awaited<ReturnType<typeof file>>) => [status, (body as { code?: string }).code, body.fields]
    expect(asFiling.status).toBeGreaterThanOrEqual(400)
    expect(answerOf(asDraft)).toEqual(answerOf(asFiling))
  })

  test('a draft needs its answer, and only a counter may ask for it', async () => {
    const unanswered = (await draft({})) as unknown as Awaited<ReturnType<typeof file>>
    expect([unanswered.status, unanswered.body.fields?.[0]?.field]).toEqual([422, '/body/answer'])
    const given = { ...filing, answer: 'refuse', reason: 'Không thuộc thẩm quyền' }
    const officer = await call<{ code: string }>(await as('thuly.skhdt'), 'POST', '/document-drafts', given)
    expect([officer.status, officer.body.code]).toEqual([403, 'ROLE_NOT_ALLOWED'])
    const { body } = await call<{ answers: { draft: { title: string } }[] }>(null, 'GET', `/procedures/${procedureCode}/promise`)
    expect(body.answers.map((each) => each.draft.title)).toEqual([
      'Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ',
      'Phiếu từ chối tiếp nhận giải quyết hồ sơ',
    ])
  })
})

test.each([
  ['a reason', { reason: 'Không thuộc thẩm quyền' }, 'reason'],
  ['points to complete', { accept: false, defects: [{ text: 'Đơn chưa ký' }] }, 'defects'],
  ['days to complete', { supplementDays: 10 }, 'supplementDays'],
  ['points to complete with a refusal', { answer: 'refuse', reason: 'Sai', defects: [{ text: 'Đơn chưa ký' }] }, 'defects'],
])('%s that no answer takes is refused at its field, and nothing is filed', async (_what, more, field) => {
  const before = await dossiers()
  const { status, body } = await file(more)
  expect([status, body.fields?.map((each) => each.field)]).toEqual([422, [`/body/${field}`]])
  expect(await dossiers()).toBe(before)
})

test('a refusal before acceptance is shown as a refusal at intake on the desk, in searches, in refusals and to the applicant', async () => {
  const { body: filed } = await file({ answer: 'refuse', reason: 'Không thuộc thẩm quyền' })
  const { code, lookupSecret: secret } = filed
  const at = 'Từ chối tiếp nhận'
  expect([filed.state, filed.stateName, filed.timeline[0]?.actName]).toEqual(['refused', at, `${at} hồ sơ`])
  const counter = await as('tiepnhan1')
  const found = await call<{ items: { stateName: string }[] }>(counter, 'GET', `/dossiers?q=${code}`)
  expect(found.body.items.map(({ stateName }) => stateName)).toEqual([at])
  const accepting = await call<{ detail: string }>(counter, 'POST', `/dossiers/${code}/acts`, { act: 'accept', papers: [] })
  expect([accepting.status, accepting.body.detail]).toEqual([409, expect.stringContaining(`“${at}”`)])
  const tracked = await call<View>(null, 'POST', '/tracking', { code, secret })
  expect([tracked.body.stateName, tracked.body.timeline[0]?.actName]).toEqual([at, `${at} hồ sơ`])
  const english = await findPublicView(db.kysely, code, 'en')
  expect([english?.stateName, english?.timeline[0]?.actName]).toEqual(['Refused at intake', 'Refused at intake'])
})
