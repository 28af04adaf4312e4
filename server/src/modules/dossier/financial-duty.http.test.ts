import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { verify } from '#oversight'
import { signNotice } from '#payment'
import { testCentre } from '../../testing/test-centre.ts'
import { letterOf } from '../notification/domain/letters.ts'

const { db, call, as, centreId } = await testCentre()
const secret = 'khoá chung với ngân hàng, dài hơn ba mươi hai ký tự'
const account = { bankBin: '970436', bankAccount: '0011000000001' }

type Problem = { code: string; detail: string; fields?: { field: string }[] }
type View = Problem & {
  state: string
  holder: { kind: string } | null
  clocks: { kind: string; dueAt: string | null }[]
  timeline: { act: string; at: string; actorName: string; note: string }[]
  actions: { act: string; allowed: boolean; code: string | null; needs: string[] }[]
  lookupSecret: string
}
type Bill = {
  owedDong: number
  lines: { no: number; name: string; basis: string; state: string; timing: string; dueDong: number }[]
  payments: { id: string; at: string }[]
  transfer: { purpose: string } | null
}
type Procedure = {
  code: string
  agency: { code: string }
  components: { no: number; originals: number | null; copies: number | null }[]
}
/** Two procedures of one agency: one with a fee the demonstration pack does not give it, one without any. */
async function twoProcedures(): Promise<Procedure[]> {
  const { body } = await call<{ items: { code: string }[] }>(
    null,
    'GET',
    '/procedures?state=published&handling=forwarded&agency=H47.01&limit=2',
  )
  const codes = body.items.map((each) => each.code)
  await db.peek(
    `delete from procedure.version_fee f using procedure.procedure_version v, procedure.procedure p
     where v.id = f.version_id and p.id = v.procedure_id and p.code = any($1)`,
    [codes],
  )
  await db.peek(
    `insert into procedure.version_fee (locality_id, version_id, channel, no, kind, amount_dong, text)
     select c.locality_id, c.version_id, c.channel, 1, 'fee', 200000, 'Lệ phí: 200.000 đồng' from procedure.version_channel c
     join procedure.procedure_version v on v.id = c.version_id join procedure.procedure p on p.id = v.procedure_id where p.code = $1`,
    [codes[0]],
  )
  return await Promise.all(codes.map(async (code) => (await call<Procedure>(null, 'GET', `/procedures/${code}`)).body))
}
let [charged, free]: Procedure[] = []

beforeAll(async () => {
  const set = await call(await as('giamdoc'), 'PUT', `/collectors/${centreId}`, {
    collectorName: 'Trung tâm Phục vụ hành chính công',
    taxCode: '4000000001',
    ...account,
    templateSymbol: '01BLP0-001',
    seriesSymbol: 'BI-26T',
    refundLimitDong: 300_000,
    noticeSecret: secret,
  })
  expect(set.status).toBe(200)
  ;[charged, free] = await twoProcedures()
})

const logins: Record<string, string> = { unit_head: 'truongphong.skhdt', case_officer: 'thuly.skhdt' }
const act = async (login: string, code: string, name: string, more: object = {}) =>
  await call<View>(await as(login), 'POST', `/dossiers/${code}/acts`, { act: name, ...more })
const see = async (code: string, login = 'tiepnhan1'): Promise<View> => {
  const { status, body } = await call<View>(await as(login), 'GET', `/dossiers/${code}`)
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}
const bill = async (code: string): Promise<Bill> => (await call<Bill>(await as('tiepnhan1'), 'GET', `/bills/${code}`)).body
const pay = async (code: string, amountDong: number, more: object = {}) =>
  await call<Problem & { paymentId: string }>(await as('tiepnhan1'), 'POST', `/bills/${code}/payments`, {
    method: 'cash',
    amountDong,
    ...more,
  })

let filed = 0
/** With the agency, at a step of work; its fee, if the procedure has one, is still owed. */
async function atWork(procedure: Procedure | undefined): Promise<{ code: string; secret: string }> {
  if (!procedure) throw new Error('no procedure')
  filed += 1
  const counter = await as('tiepnhan1')
  const { body } = await call<View>(counter, 'POST', '/dossiers', {
    procedureCode: procedure.code,
    centreId,
    applicant: {
      kind: 'person',
      fullName: 'Người Nộp Thử',
      idNumber: `0491${String(90_000_000 + filed)}`,
      address: 'Phường Tam Kỳ',
      phone: '0905000001',
    },
    papers: procedure.components.map((paper) => ({ componentNo: paper.no, originals: paper.originals ?? 1, copies: paper.copies ?? 0 })),
  })
  const { code, lookupSecret } = body
  const list = await call<{ number: string }>(counter, 'POST', '/handovers', {
    direction: 'to_agency',
    agencyCode: procedure.agency.code,
    centreId,
    dossierCodes: [code],
  })
  await call(await as('vanthu.skhdt'), 'POST', `/handovers/${list.body.number}/receive`, { dossierCodes: [code] })
  return { code, secret: lookupSecret }
}
const duty = (...charges: [string, number][]) => ({
  cause: 'financial_duty',
  reason: 'Chờ nộp tiền theo thông báo',
  ...(charges.length > 0 ? { charges: charges.map(([name, amountDong]) => ({ name, amountDong, basis: 'Thông báo số 12/TB' })) } : {}),
})
const stop = async (code: string, more: object) => await act(logins['unit_head'] ?? '', code, 'suspend', more)
const notice = async (content: string, amountDong: number, bankReference = `FT${randomUUID()}`, paidAt = '2026-11-24T09:00:00+07:00') => {
  const told = { ...account, bankReference, amountDong, content, paidAt }
  return await call<{ state: string }>(null, 'POST', '/payments/bank-notices', { ...told, signature: signNotice(told, secret) })
}
const resumes = (view: View) => view.timeline.filter((each) => each.act === 'confirm_payment')

describe('a stop for a financial duty', () => {
  test('names the amount owed: the charge is on the bill with its ground, and the applicant sees it and how to pay', async () => {
    const { code, secret: lookup } = await atWork(free)
    const stopped = await stop(code, duty(['Lệ phí trước bạ', 350_000]))
    expect([stopped.status, stopped.body.detail]).toEqual([200, undefined])
    expect(stopped.body).toMatchObject({ state: 'suspended', holder: { kind: 'applicant' } })
    expect(stopped.body.timeline[0]?.note).toContain('Phải nộp 350.000 đồng: Lệ phí trước bạ (Thông báo số 12/TB)')
    expect(await bill(code)).toMatchObject({
      owedDong: 350_000,
      lines: [{ name: 'Lệ phí trước bạ', basis: 'Thông báo số 12/TB', state: 'owed', timing: 'duty' }],
    })
    const tracked = await call<{ toPay: { owedDong: number; waits: boolean; items: { basis: string }[]; transfer: { code: string } } }>(
      null,
      'POST',
      '/tracking',
      { code, secret: lookup },
    )
    expect(tracked.body.toPay).toMatchObject({ owedDong: 350_000, waits: true, items: [{ basis: 'Thông báo số 12/TB' }] })
    expect(tracked.body.toPay.transfer.code).toContain('350000')
  })

  test('shows the applicant what to pay', () => {
    const { subject, text } = letterOf('payment_asked', {
      code: 'H47.01-261126-0001',
      applicantName: 'A',
      procedureName: 'B',
      agencyName: 'C',
      centreName: 'Trung tâm',
      centrePhone: '',
      centreAddress: '',
      dueAt: null,
      reason: null,
      defects: [],
      ground: null,
      papers: [],
      by: null,
      consequences: [],
      appeal: null,
      refusedBy: null,
      isAtIntake: false,
      charges: ['Lệ phí trước bạ: 350.000 đồng (Thông báo số 12/TB)'],
      ratingUrl: null,
      trackingUrl: 'https://vi.du/tra-cuu',
    })
    expect(subject).toContain('nghĩa vụ tài chính')
    expect(text).toContain('- Lệ phí trước bạ: 350.000 đồng (Thông báo số 12/TB)')
    expect(text).toContain('không tính vào thời hạn')
  })

  test.each([
    ['another cause', { cause: 'force_majeure', reason: 'x', charges: [{ name: 'a', amountDong: 1, basis: 'b' }] }, '/body/charges'],
    [
      'money paid here and elsewhere',
      { ...duty(['a', 1]), paidElsewhere: { office: 'Thuế cơ sở 3', notice: 'Thông báo số 12/TB-TCS3' } },
      '/body/paidElsewhere',
    ],
    ['nothing of a sum', duty(['a', 0]), '/body/charges/0/amountDong'],
    ['no ground', { ...duty(), charges: [{ name: 'a', amountDong: 1, basis: ' ' }] }, '/body/charges/0/basis'],
  ])('refuses %s and names the field', async (_what, body, field) => {
    const { code } = await atWork(free)
    const tried = await stop(code, body)
    expect([tried.status, tried.body.fields?.[0]?.field]).toEqual([422, field])
    expect((await see(code)).state).toBe('in_progress')
  })

  test('for a debt that has been paid meanwhile is refused, unless it is paid elsewhere', async () => {
    const { code } = await atWork(charged)
    expect((await pay(code, (await bill(code)).owedDong)).status).toBe(201)
    const tried = await stop(code, duty())
    expect([tried.status, tried.body.code]).toEqual([409, 'NOTHING_TO_WAIT_FOR'])
    expect((await stop(code, { ...duty(), paidElsewhere: { office: 'Thuế cơ sở 3', notice: 'Thông báo số 12/TB-TCS3' } })).body.state).toBe(
      'suspended',
    )
    // The counter confirms by hand a duty that is met elsewhere.
    expect((await act('tiepnhan1', code, 'confirm_payment')).body.state).toBe('in_progress')
  })
})

describe('the clock that waits for a payment here', () => {
  test('resumes with cash at the counter, automatically in the same transaction; it cannot be resumed by hand', async () => {
    const { code } = await atWork(free)
    await stop(code, duty(['Lệ phí', 200_000]))
    const before = await see(code)
    expect(before.clocks.every((clock) => clock.dueAt === null)).toBe(true)
    expect(before.actions.find((each) => each.act === 'confirm_payment')).toMatchObject({ allowed: false, code: 'DUTY_NOT_PAID' })
    expect((await act('tiepnhan1', code, 'confirm_payment')).body.code).toBe('DUTY_NOT_PAID')
    expect((await pay(code, 200_000)).status).toBe(201)
    const after = await see(code)
    expect(after).toMatchObject({ state: 'in_progress', holder: { kind: 'agency' } })
    expect(after.clocks.every((clock) => clock.dueAt !== null)).toBe(true)
    expect(resumes(after)).toMatchObject([
      { actorName: 'Hệ thống', note: expect.stringMatching(/^Đã nộp 200\.000 đồng, biên lai BI-26T số \d{8}\.$/u) },
    ])
  })

  test('resumes at the instant the payment is booked here, not at the one the bank gives', async () => {
    const { code } = await atWork(free)
    await stop(code, duty(['Lệ phí', 150_000]))
    const purpose = (await bill(code)).transfer?.purpose ?? ''
    expect((await notice(`CT ${purpose}`, 150_000, 'FT-SOM', '2026-11-20T08:00:00+07:00')).body.state).toBe('matched')
    const [at] = await db.peek<{ same: boolean; early: boolean }>(
      `select abs(extract(epoch from s.to_at - p.at)) < 1 as same, s.to_at <= n.paid_at as early
       from dossier.dossier d join dossier.clock_stop s on s.dossier_id = d.id join payment.bill b on b.dossier_id = d.id
       join payment.payment p on p.bill_id = b.id join payment.bank_notice n on n.payment_id = p.id where d.code = $1`,
      [code],
    )
    expect(at).toEqual({ same: true, early: false })
  })

  test('resumes once for one notice, however often it is sent and however many arrive at once', async () => {
    const { code } = await atWork(free)
    await stop(code, duty(['Lệ phí', 120_000]))
    const purpose = (await bill(code)).transfer?.purpose ?? ''
    const answers = await Promise.all(Array.from({ length: 5 }, async () => await notice(purpose, 120_000, 'FT-NAM-LAN')))
    expect(answers.map((each) => [each.status, each.body.state])).toEqual(Array.from({ length: 5 }, () => [200, 'matched']))
    expect(resumes(await see(code))).toHaveLength(1)
  })

  test('resumes when a person later assigns a notice to the dossier', async () => {
    const { code } = await atWork(free)
    await stop(code, duty(['Lệ phí', 110_000]))
    expect((await notice('khong ghi ma', 110_000, 'FT-LAC')).body.state).toBe('unmatched')
    expect((await see(code)).state).toBe('suspended')
    const waiting = await call<{ notices: { id: string; bankReference: string }[] }>(
      await as('giamdoc'),
      'GET',
      `/money-to-decide?centreId=${centreId}`,
    )
    const stray = waiting.body.notices.find((each) => each.bankReference === 'FT-LAC')
    expect((await call(await as('giamdoc'), 'POST', '/bank-notices/matches', { noticeIds: [stray?.id], code })).status).toBe(200)
    expect((await see(code)).state).toBe('in_progress')
  })

  test('remains stopped while another charge is owed, and resumes when a waiver leaves nothing owed', async () => {
    const { code } = await atWork(free)
    await stop(code, duty(['Tiền sử dụng đất', 500_000], ['Lệ phí trước bạ', 50_000]))
    expect((await pay(code, 500_000, { lineNos: [1] })).status).toBe(201)
    expect((await see(code)).state).toBe('suspended')
    const waived = await call(await as('tiepnhan1'), 'POST', `/bills/${code}/adjustments`, {
      lineNo: 2,
      kind: 'exempt',
      ground: 'poor_household',
      reason: 'Sổ hộ nghèo số 12',
    })
    expect(waived.status).toBe(200)
    const after = await see(code)
    expect(after.state).toBe('in_progress')
    expect(resumes(after)[0]?.note).toBe('Miễn khoản “Lệ phí trước bạ” (Hộ nghèo): Sổ hộ nghèo số 12')
  })

  test('waits for a fee of the acceptance too, but not for one put off to the return of the result', async () => {
    const { code } = await atWork(charged)
    expect((await stop(code, duty())).body.state).toBe('suspended')
    const put = await call(await as('tiepnhan1'), 'POST', `/bills/${code}/adjustments`, {
      lineNo: 1,
      kind: 'retime',
      timing: 'return',
      ground: 'provincial_resolution',
      reason: 'Nghị quyết 12',
    })
    expect([put.status, (await see(code)).state]).toEqual([200, 'in_progress'])
  })

  test('is not changed by a payment that no stop waits for', async () => {
    const running = await atWork(charged)
    expect((await pay(running.code, (await bill(running.code)).owedDong)).status).toBe(201)
    expect(resumes(await see(running.code))).toEqual([])
    const elsewhere = await atWork(charged)
    await stop(elsewhere.code, { ...duty(), paidElsewhere: { office: 'Thuế cơ sở 3', notice: 'Thông báo số 12/TB-TCS3' } })
    expect((await pay(elsewhere.code, (await bill(elsewhere.code)).owedDong)).status).toBe(201)
    expect((await see(elsewhere.code)).state).toBe('suspended')
    const verified = await atWork(charged)
    await stop(verified.code, { cause: 'field_verification', reason: 'Xác minh' })
    expect((await pay(verified.code, (await bill(verified.code)).owedDong)).status).toBe(201)
    expect((await see(verified.code)).state).toBe('suspended')
  })

  test('a payment undone on its day is owed again: the clock is not turned back, the agency is notified, the result is held back', async () => {
    const { code } = await atWork(free)
    await stop(code, duty(['Lệ phí', 90_000]))
    const { body } = await pay(code, 90_000)
    const undone = await call<{ state: string }>(await as('tiepnhan1'), 'POST', `/payments/${body.paymentId}/reversals`, {
      kind: 'mistake',
      reason: 'Thu nhầm hồ sơ',
    })
    expect(undone.body.state).toBe('done')
    expect([(await see(code)).state, (await bill(code)).owedDong]).toEqual(['in_progress', 90_000])
    const told = await call<{ items: { kind: string; text: string }[] }>(await as(logins['unit_head'] ?? ''), 'GET', '/notices')
    expect(told.body.items.filter((each) => each.kind === 'payment_undone' && each.text.includes(code))).toHaveLength(1)
    // The agency may stop it again for the same debt, and paying ends that stop as well.
    expect((await stop(code, duty())).body.state).toBe('suspended')
    expect((await pay(code, 90_000)).status).toBe(201)
    expect((await see(code)).state).toBe('in_progress')
  })
})

describe('paying in the very moment the agency stops the dossier', () => {
  test('ends in one of two ways, and never with a clock stopped for a debt that is paid', { timeout: 60_000 }, async () => {
    for (let round = 0; round < 8; round++) {
      const { code } = await atWork(charged)
      const { owedDong, transfer } = await bill(code)
      const pays = round % 2 === 0 ? pay(code, owedDong) : notice(transfer?.purpose ?? '', owedDong)
      const [paid, stopped] = await Promise.all([pays, stop(code, duty())])
      expect([round, paid.status < 300]).toEqual([round, true])
      expect([200, 409]).toContain(stopped.status)
      if (stopped.status === 409) expect(stopped.body.code).toBe('NOTHING_TO_WAIT_FOR')
      expect([round, (await see(code)).state, (await bill(code)).owedDong]).toEqual([round, 'in_progress', 0])
    }
  })

  test('with charges raised by the stop itself, does not deadlock', { timeout: 60_000 }, async () => {
    for (let round = 0; round < 8; round++) {
      const { code } = await atWork(charged)
      const { owedDong } = await bill(code)
      const [paid, stopped] = await Promise.all([pay(code, owedDong), stop(code, duty(['Lệ phí trước bạ', 70_000]))])
      // The second one finds another sum owed than was requested.
      expect([201, 409]).toContain(paid.status)
      expect(stopped.status).toBe(200)
      const left = (await bill(code)).owedDong
      expect([round, (await see(code)).state, left]).toEqual([round, 'suspended', paid.status === 201 ? 70_000 : owedDong + 70_000])
      expect((await pay(code, left)).status).toBe(201)
      expect((await see(code)).state).toBe('in_progress')
    }
  })
})

test('the books and the dossiers are consistent after these tests', async () => {
  expect((await verify(db.ownerUrl)).filter((finding) => finding.broken > 0)).toEqual([])
})
