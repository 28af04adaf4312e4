import { describe, expect, test } from 'vitest'
import { testCentre } from '../../testing/test-centre.ts'
import { findPublicView } from './queries/dossier-view.ts'
import { dossiersAt } from './testing/dossier-at.ts'

const centre = await testCentre()
const { db, call, as } = centre
const list = await call<{ items: { code: string }[] }>(null, 'GET', '/procedures?handling=forwarded&agency=H47.01&state=published&limit=1')
const procedureCode = list.body.items[0]?.code ?? ''
await db.peek(`delete from procedure.version_fee`)
await db.peek(`update procedure.procedure_version set clock_rules = '{}'`)
const dossiers = await dossiersAt(centre, procedureCode)

type View = {
  timeline: { note: string }[]
  state: string
  code: string
  fields?: { field: string }[]
  asked: { no: number; text: string; isAnswered: boolean }[]
}
const act = async (code: string, name: string, more: object, login = 'tiepnhan1') =>
  (await call<View>(await as(login), 'POST', `/dossiers/${code}/acts`, { act: name, ...more })).body
const now = () => Temporal.Now.zonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDateTime().toString({ smallestUnit: 'minute' })
const paperOf = (componentNo: number) => ({ componentNo, originals: 1, copies: 0, certified: 0 })

/** Asked for a paper of the checklist (the first) and, where said, for something that is no paper. */
async function asked(alsoWords: boolean): Promise<string> {
  const code = await dossiers.inAgency(now())
  await dossiers.act(now(), code, 'request_supplement', 'case_officer', {
    defects: [
      { componentNo: 1, text: 'Giấy đề nghị thiếu chữ ký' },
      ...(alsoWords ? [{ componentNo: null, text: 'Ghi rõ ngành nghề' }] : []),
    ],
  })
  return code
}

describe('a received supplement', () => {
  test.each([
    ['nothing', false, { papers: [] }],
    ['a paper of which there is none', false, { papers: [{ ...paperOf(1), originals: 0 }] }],
    ['a paper nobody asked for', false, { papers: [paperOf(2)] }],
    ['a point that was never asked', true, { papers: [], answered: [3] }],
    ['an empty reason', true, { papers: [], reason: '  ' }],
  ])('is refused if it contains %s', async (_what, alsoWords, given) => {
    const code = await asked(alsoWords)
    const answer = await act(code, 'supplement', given)
    expect([answer.code, answer.fields?.[0]?.field]).toEqual(['SUPPLEMENT_ANSWERS_NOTHING', '/body/answered'])
    expect((await findPublicView(db.kysely, code))?.state).toBe('awaiting_supplement')
  })

  test.each([
    ['the paper asked for', false, { papers: [paperOf(1)] }, [true]],
    ['every point ticked', true, { papers: [], answered: [1, 2] }, [true, true]],
    ['a paper for one point and a tick for the other', true, { papers: [paperOf(1)], answered: [2] }, [true, true]],
    ['one point of two, and a reason', true, { papers: [paperOf(1)], reason: 'Ngành nghề đã rõ trong giấy đề nghị' }, [true, false]],
    ['a reason why it goes on without', false, { papers: [], reason: 'Cơ quan tự tra được trên cơ sở dữ liệu' }, [false]],
  ])('is accepted with %s, and the page shows the received part', async (_what, alsoWords, given, came) => {
    const code = await asked(alsoWords)
    const answer = await act(code, 'supplement', given)
    expect([answer.state, answer.asked.map((each) => each.isAnswered)]).toEqual(['in_progress', came])
  })
})

describe('a supplement that answers one point of two', () => {
  test.each([
    ['the paper of the first', { papers: [paperOf(1)] }, 'Ghi rõ ngành nghề'],
    ['a tick for the second', { papers: [], answered: [2] }, 'Giấy đề nghị thiếu chữ ký'],
  ])('is not accepted as complete with %s: the refusal names the rest and needs a reason', async (_what, given, left) => {
    const code = await asked(true)
    const answer = await act(code, 'supplement', given)
    expect([answer.code, answer.fields?.map(({ field }) => field)]).toEqual(['SUPPLEMENT_POINTS_OPEN', ['/body/answered', '/body/reason']])
    expect(JSON.stringify(answer)).toContain(left)
    expect((await findPublicView(db.kysely, code))?.state).toBe('awaiting_supplement')
  })

  test('is recorded with the missing points and the reason for accepting it', async () => {
    const code = await asked(true)
    const answer = await act(code, 'supplement', { papers: [paperOf(1)], reason: 'Cơ quan tự tra' })
    expect(answer.timeline[0]?.note).toMatch(/Còn thiếu: Ghi rõ ngành nghề.*Cơ quan tự tra/u)
  })
})

describe('a stop for a financial duty', () => {
  const duty = { cause: 'financial_duty' as const, reason: 'Chờ nộp tiền' }

  test('is refused if nothing is owed here, no charge is named and no place of payment elsewhere is given', async () => {
    const code = await dossiers.inAgency(now())
    expect((await act(code, 'suspend', duty, 'truongphong.skhdt')).code).toBe('NOTHING_TO_WAIT_FOR')
    expect((await act(code, 'suspend', { ...duty, charges: [] }, 'truongphong.skhdt')).code).toBe('NOTHING_TO_WAIT_FOR')
    expect(
      (
        await act(
          code,
          'suspend',
          { ...duty, paidElsewhere: { office: 'Thuế cơ sở 3', notice: 'Thông báo số 12/TB-TCS3' } },
          'truongphong.skhdt',
        )
      ).state,
    ).toBe('suspended')
  })

  test.each([
    ['a word that it is paid elsewhere', true, '/body/paidElsewhere'],
    ['no office', { office: ' ', notice: 'Thông báo số 12' }, '/body/paidElsewhere/office'],
    ['no notice', { office: 'Thuế cơ sở 3', notice: '' }, '/body/paidElsewhere/notice'],
  ])('is refused with %s: the place and the notice are required', async (_what, paidElsewhere, field) => {
    const code = await dossiers.inAgency(now())
    const answer = await act(code, 'suspend', { ...duty, paidElsewhere }, 'truongphong.skhdt')
    expect(answer.fields?.[0]?.field).toBe(field)
    expect((await findPublicView(db.kysely, code))?.state).toBe('in_progress')
  })

  test('records where it is paid', async () => {
    const code = await dossiers.inAgency(now())
    const paidElsewhere = { office: 'Thuế cơ sở 3', notice: 'Thông báo số 12/TB-TCS3' }
    const answer = await act(code, 'suspend', { ...duty, paidElsewhere }, 'truongphong.skhdt')
    expect(answer.timeline[0]?.note).toContain('Nộp tại Thuế cơ sở 3, theo Thông báo số 12/TB-TCS3')
  })

  test('sets the payer a day, and no dossier is ended for non-payment before that day has passed', async () => {
    const code = await dossiers.inAgency('2026-03-02T09:00')
    await dossiers.act('2026-03-02T10:00', code, 'suspend', 'unit_head', {
      ...duty,
      paidElsewhere: { office: 'Thuế cơ sở 3', notice: 'Thông báo số 12/TB-TCS3' },
      payDays: 2,
    })
    const end = async (when: string) =>
      await dossiers.act(when, code, 'stop', 'signatory', { ground: 'financial_duty_unmet', reason: 'Không nộp' })
    // Two working days end with the office hours of 4 March.
    await expect(end('2026-03-02T10:01')).rejects.toMatchObject({ refusal: { code: 'DUTY_NOT_LAPSED' } })
    await expect(end('2026-03-04T16:59')).rejects.toMatchObject({ refusal: { code: 'DUTY_NOT_LAPSED' } })
    await end('2026-03-04T17:01')
    expect((await findPublicView(db.kysely, code))?.state).toBe('stopped')
  })
})

describe('a phone number', () => {
  test.each([
    ['+856 20 5512 3456', '+8562055123456'],
    ['84905000001', '0905000001'],
    ['(024) 38255000', '02438255000'],
    ['0905\u00a0123\u00a0456', '0905123456'],
  ])('%s is kept as %s', async (phone, kept) => {
    const { status, body } = await call<{ applicant: { phone: string; email: string; idNumber: string } }>(
      await as('tiepnhan1'),
      'POST',
      '/dossiers',
      {
        procedureCode,
        centreId: centre.centreId,
        applicant: {
          kind: 'person',
          fullName: 'Nguyễn Thị Thử',
          idNumber: '0491 9000-0001',
          address: 'Phường Tam Kỳ',
          phone,
          email: ' thu@dan.example',
        },
        papers: [],
        accept: false,
      },
    )
    expect([status, body.applicant]).toMatchObject([201, { phone: kept, email: 'thu@dan.example', idNumber: '049190000001' }])
  })
})
