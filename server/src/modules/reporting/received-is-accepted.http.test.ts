import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testCentre } from '../../testing/test-centre.ts'

// What was never accepted has no Giấy tiếp nhận and no line in the register: it was filed, and never received.
const centre = await testCentre()
const { db, call, as, centreId } = centre

type Figures = Record<
  | 'received'
  | 'waiting'
  | 'refused'
  | 'withdrawn'
  | 'stopped'
  | 'waitingAtIntake'
  | 'refusedAtIntake'
  | 'withdrawnAtIntake'
  | 'stoppedAtIntake',
  number
>

const list = await call<{ items: { code: string; agency: { code: string } }[] }>(
  null,
  'GET',
  '/procedures?handling=forwarded&state=published',
)
// Of two agencies, so that a figure cannot be right by standing at the wrong one.
const [first, second] = list.body.items.filter(
  (each, index, all) => all.findIndex(({ agency }) => agency.code === each.agency.code) === index,
)
const codes = [first?.code ?? '', second?.code ?? '']

async function filed(procedureCode: string, accept: boolean): Promise<string> {
  const { components } = (await call<{ components: { no: number }[] }>(null, 'GET', `/procedures/${procedureCode}`)).body
  const { status, body } = await call<{ code: string }>(await as('tiepnhan1'), 'POST', '/dossiers', {
    procedureCode,
    centreId,
    applicant: { kind: 'person', fullName: 'Trần Thị Thử', idNumber: '049190000007', address: 'Phường Tam Kỳ', phone: '0905000007' },
    papers: components.map(({ no }) => ({ componentNo: no, originals: 1, copies: 1 })),
    accept,
  })
  expect(status).toBe(201)
  return body.code
}
const act = async (code: string, name: string, more: object): Promise<void> => {
  expect((await call(await as('tiepnhan1'), 'POST', `/dossiers/${code}/acts`, { act: name, ...more })).status).toBe(200)
}
const today = async (): Promise<Figures> => (await call<{ today: Figures }>(null, 'GET', '/board')).body.today
const lines = async (): Promise<number> =>
  (await db.peek<{ n: number }>('select count(*)::int as n from dossier.register_line'))[0]?.n ?? -1
const classOf = async (code: string): Promise<string | undefined> =>
  (await db.peek<{ class: string }>('select class from dossier.v_ledger where code = $1', [code]))[0]?.class

const none = {
  received: 0,
  waiting: 0,
  refused: 0,
  withdrawn: 0,
  stopped: 0,
  waitingAtIntake: 0,
  refusedAtIntake: 0,
  withdrawnAtIntake: 0,
  stoppedAtIntake: 0,
}
const reason = 'Không thuộc thẩm quyền giải quyết của tỉnh'

test('a dossier counts as received when it is accepted, and the count equals the lines of the register', async () => {
  expect(await today()).toMatchObject(none)
  const [refused, withdrawn, waiting] = [await filed(codes[0]!, false), await filed(codes[1]!, false), await filed(codes[0]!, false)]
  expect(await today()).toMatchObject({ ...none, waitingAtIntake: 3 })
  expect(await classOf(refused)).toBe('waiting_at_intake')

  await act(refused, 'refuse', { reason })
  await act(withdrawn, 'withdraw', { reason: 'Người nộp đề nghị' })
  await act(waiting, 'request_supplement', { defects: [{ text: 'Thiếu bản sao giấy phép' }] })
  expect(await today()).toMatchObject({ ...none, waitingAtIntake: 1, refusedAtIntake: 1, withdrawnAtIntake: 1 })
  expect([await classOf(refused), await classOf(withdrawn)]).toEqual(['refused_at_intake', 'withdrawn_at_intake'])
  expect(await lines()).toBe(0)

  const accepted = await filed(codes[1]!, true)
  await act(await filed(codes[0]!, true), 'withdraw', { reason: 'Người nộp đề nghị' })
  const papers = (await call<{ components: { no: number }[] }>(null, 'GET', `/procedures/${codes[0]!}`)).body.components
  const came = papers.map(({ no }) => ({ componentNo: no, originals: 1, copies: 1, certified: 0 }))
  await act(waiting, 'supplement', { papers: came, answered: [1] })
  await act(waiting, 'accept', { papers: [] })
  const figures = { ...none, received: 3, waiting: 2, withdrawn: 1, refusedAtIntake: 1, withdrawnAtIntake: 1 }
  expect(await today()).toMatchObject(figures)
  expect([await classOf(accepted), await classOf(waiting)]).toEqual(['open', 'open'])
  expect(await lines()).toBe(3)
})

test('the agencies add up to the total, before and after the changes are folded', async () => {
  const agencies = async () => (await call<{ agencies: (Figures & { code: string })[] }>(null, 'GET', '/board')).body.agencies
  const before = await agencies()
  expect(before.filter((each) => each.received + each.refusedAtIntake + each.withdrawnAtIntake > 0).length).toBe(2)
  expect(before.reduce((sum, each) => sum + each.received, 0)).toBe((await today()).received)
  await sql`select dossier.fold_figures()`.execute(db.kysely)
  expect(await agencies()).toEqual(before)
})
