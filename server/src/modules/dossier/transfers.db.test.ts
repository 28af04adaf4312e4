import { describe, expect, test } from 'vitest'
import { verify } from '#oversight'
import { testCentre } from '../../testing/test-centre.ts'
import { dossiersAt } from './testing/dossier-at.ts'

const centre = await testCentre()
const { db, call, as } = centre
const [procedure = ''] = (
  await call<{ items: { code: string }[] }>(null, 'GET', '/procedures?handling=forwarded&agency=H47.01&state=published&limit=1')
).body.items.map((item) => item.code)
const dossiers = await dossiersAt(centre, procedure)

type Transfer = { kind: string; by: string; doneAt: string | null; isLate: boolean }
type View = { transfers: Transfer[]; actions: { act: string; allowed: boolean; warning: string | null }[] }
const view = async (code: string, login = 'giamdoc') => (await call<View>(await as(login), 'GET', `/dossiers/${code}`)).body
const stored = async (code: string) =>
  await db.peek<{ kind: string; due: string; late: boolean }>(
    `select t.kind, to_char(t.due_at at time zone 'Asia/Ho_Chi_Minh', 'MM-DD"T"HH24:MI') as due, t.is_late as late
     from dossier.transfer t join dossier.dossier d on d.id = t.dossier_id where d.code = $1 order by t.act_seq`,
    [code],
  )
const ask = { defects: [{ componentNo: null, text: 'Thiếu chữ ký' }] }

// March 2026 has no holiday; Monday the 2nd, office hours 7:00–11:30 and 13:30–17:00.
describe('handing over to the agency', () => {
  test.each([
    ['accepted in the morning, received at the close', '2026-03-02T09:00', '2026-03-02T17:00', '03-02T17:00', false],
    ['accepted in the morning, received a minute later', '2026-03-02T09:00', '2026-03-02T17:01', '03-02T17:00', true],
    ['accepted at 15:00, received the next morning', '2026-03-02T15:00', '2026-03-03T07:30', '03-02T17:00', true],
    ['accepted after 15:00, received before noon', '2026-03-02T15:01', '2026-03-03T11:30', '03-03T11:30', false],
    ['accepted after 15:00, received in the afternoon', '2026-03-02T15:01', '2026-03-03T13:31', '03-03T11:30', true],
  ])('%s', async (_what, accepted, received, due, late) => {
    const code = await dossiers.accepted(accepted)
    expect(await stored(code), 'a list hands nothing over').toEqual([])
    await dossiers.handOver(received, code)
    expect(await stored(code)).toEqual([{ kind: 'handed_over', due, late }])
    expect((await view(code)).transfers).toMatchObject([{ kind: 'handed_over', isLate: late }, { kind: 'given_back' }])
  })

  test('is shown with its deadline before it is done: on the page, in the inbox and on the list', async () => {
    const code = await dossiers.accepted('2026-03-04T09:00')
    const token = await as('tiepnhan1')
    const due = { by: '2026-03-04T17:00:00+07:00', isLate: true }
    expect((await view(code)).transfers).toMatchObject([{ kind: 'handed_over', ...due, doneAt: null }])
    type Inbox = { items: { code: string; handOver: object | null }[] }
    const inbox = await call<Inbox>(token, 'GET', '/inbox?tab=handover&limit=200')
    expect(inbox.body.items.find((each) => each.code === code)?.handOver).toEqual(due)
    const made = await call<{ number: string }>(token, 'POST', '/handovers', {
      direction: 'to_agency',
      agencyCode: 'H47.01',
      centreId: centre.centreId,
      dossierCodes: [code],
    })
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    const list = async () =>
      (await call<{ dossiers: { handOver: object | null }[] }>(token, 'GET', `/handovers/${made.body.number}`)).body.dossiers
    expect((await list()).map((each) => each.handOver)).toEqual([due])
    const receiver = await as('thuly.skhdt')
    expect((await call(receiver, 'POST', `/handovers/${made.body.number}/receive`, { dossierCodes: [code] })).status).toBe(200)
    expect(
      (await list()).map((each) => each.handOver),
      'the same once it was received',
    ).toEqual([due])
  })

  test('does not apply to dossiers settled at the centre', async () => {
    const here = await dossiersAt(centre, '2.000635')
    const code = await here.accepted('2026-03-02T09:00')
    expect((await view(code)).transfers).toEqual([])
  })
})

describe('returning a dossier that does not meet the conditions', () => {
  test.each([
    ['on the third working day', '2026-03-05T23:59', false],
    ['on the fourth', '2026-03-06T00:01', true],
  ])('%s is shown from the agency’s receipt on', async (_what, when, late) => {
    const code = await dossiers.inAgency('2026-03-02T09:00')
    await dossiers.act(when, code, 'request_supplement', 'case_officer', ask)
    expect((await stored(code)).slice(1)).toEqual([{ kind: 'given_back', due: '03-06T00:00', late }])
  })

  test('a late return warns the officer and is still possible', async () => {
    const code = await dossiers.inAgency('2026-03-02T09:00')
    const action = (await view(code, 'thuly.skhdt')).actions.find((each) => each.act === 'request_supplement')
    expect(action).toMatchObject({ allowed: true, warning: expect.stringContaining('03 ngày làm việc') as string })
    await dossiers.act('2026-03-20T09:00', code, 'request_supplement', 'case_officer', ask)
    expect((await stored(code)).at(-1)).toMatchObject({ kind: 'given_back', late: true })
  })

  test('an act of the counter before acceptance is no return', async () => {
    const code = await dossiers.inAgency('2026-03-02T09:00')
    await dossiers.act('2026-03-03T09:00', code, 'request_supplement', 'case_officer', ask)
    await dossiers.act('2026-03-04T09:00', code, 'supplement', 'counter_officer', { papers: [], answered: [1] })
    expect(
      (await view(code)).transfers.map((each) => each.kind),
      'given back once, and not asked for again',
    ).toEqual(['handed_over', 'given_back'])
  })
})

test('the report counts the handovers and returns of the period, and those that wait now', async () => {
  type Report = { transfers: { agencyName: string; [figure: string]: number | string }[] }
  const report = async (period: string): Promise<object | undefined> =>
    (await call<Report>(await as('giamdoc'), 'GET', `/reports/holders?${period}`)).body.transfers[0]
  await dossiers.accepted('2026-03-05T09:00')
  expect(await report('from=2026-03-01&to=2026-03-31')).toMatchObject({
    handedOver: 9,
    handedOverLate: 3,
    givenBack: 4,
    givenBackLate: 2,
    toHandOver: 1,
    toHandOverLate: 1,
  })
  expect(await report('from=2026-04-01&to=2026-04-30')).toMatchObject({ handedOver: 0, givenBack: 0, toHandOver: 1 })
})

describe('the record', () => {
  test('agrees with every row; a changed or missing one is reported', async () => {
    const broken = async (): Promise<string> => JSON.stringify((await verify(db.ownerUrl)).filter((finding) => finding.broken > 0))
    expect(await broken()).toBe('[]')
    await db.peek(`update dossier.transfer set due_at = done_at where is_late and kind = 'given_back'`)
    expect(await broken()).toContain('given_back')
  })
})
