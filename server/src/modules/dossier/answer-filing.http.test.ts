import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { testCentre } from '../../testing/test-centre.ts'

// At the counter a filing is accepted, asked to be completed or refused; whichever it is, it comes with the dossier or not at all.
const centre = await testCentre()
const { db, call, as, centreId } = centre
const list = await call<{ items: { code: string }[] }>(null, 'GET', '/procedures?handling=forwarded&agency=H47.01&state=published&limit=1')
const procedureCode = list.body.items[0]?.code ?? ''

type View = {
  code: string
  state: string
  acceptedAt: string | null
  lookupSecret: string
  documents: { form: string; isToHandOver: boolean }[]
  actions: { act: string; warning: string | null }[]
  timeline: { act: string }[]
  fields?: { field: string }[]
}
const file = async (more: object, key?: string) =>
  await call<View>(
    await as('tiepnhan1'),
    'POST',
    '/dossiers',
    {
      procedureCode,
      centreId,
      applicant: { kind: 'person', fullName: 'Lê Văn Thử', idNumber: '049190000031', address: 'Phường Tam Kỳ', phone: '0905000031' },
      papers: [],
      ...more,
    },
    key,
  )
const dossiers = async (): Promise<number> => (await db.peek<{ n: number }>('select count(*)::int as n from dossier.dossier'))[0]?.n ?? -1

test('a request to complete comes to be with its dossier, once, however often it is sent', async () => {
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

test('a refusal comes to be with its dossier, and the paper to hand over is the refusal', async () => {
  const { status, body } = await file({ answer: 'refuse', reason: 'Không thuộc thẩm quyền của tỉnh' })
  expect([status, body.state, body.acceptedAt]).toEqual([201, 'refused', null])
  expect(body.documents.filter((each) => each.isToHandOver).map(({ form }) => form)).toEqual(['refusal'])
  const letter = await call(await as('tiepnhan1'), 'GET', `/dossiers/${body.code}/documents/refusal.pdf`)
  expect(letter.status).toBe(200)
})

test.each([
  ['a refusal without its reason', { answer: 'refuse' }, 'reason'],
  ['a request that asks for nothing', { answer: 'request_supplement', defects: [] }, 'defects'],
])('%s leaves no dossier, no draft ended, and names the field', async (_what, more, field) => {
  const before = await dossiers()
  const { status, body } = await file(more)
  expect([status, body.fields?.[0]?.field]).toEqual([422, `/body/${field}`])
  expect(await dossiers()).toBe(before)
})

test('what the counter may answer is told with its needs, and that missing papers are no ground of a refusal', async () => {
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
