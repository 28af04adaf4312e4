import { randomUUID } from 'node:crypto'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { verify } from '#oversight'
import { signNotice } from '#payment'
import { createCentre } from '#centre'
import { testCentre } from '../../testing/test-centre.ts'
import { personWith } from '../../testing/two-of-everything.ts'

const { db, call, as, centreId } = await testCentre()
const secret = 'khoá chung với ngân hàng, dài hơn ba mươi hai ký tự'
const account = { bankBin: '970436', bankAccount: '0011000000001' }

type Bill = { owedDong: number; transfer: { purpose: string } | null; payments: { id: string; reversal: object | null }[] }
type Problem = { code: string; detail: string }
type Case = {
  id: string
  bankReference: string
  leftDong: number
  why: string
  dossierCode: string | null
  owedDong: number | null
  ownerName: string | null
  dueAt: string
  isLate: boolean
  isBooked: boolean
}
type ToDecide = { notices: Case[]; returns: { noticeId: string; no: number; amountDong: number }[] }
type Procedure = {
  code: string
  channels: { channel: string; fees: { amountDong: number | null }[] }[]
  components: { no: number; originals: number | null; copies: number | null }[]
}

let charged: Procedure
let filed = 0

beforeAll(async () => {
  await call(await as('giamdoc'), 'PUT', `/collectors/${centreId}`, {
    collectorName: 'Trung tâm Phục vụ hành chính công',
    taxCode: '4000000001',
    ...account,
    templateSymbol: '01BLP0-001',
    seriesSymbol: 'BI-26T',
    refundLimitDong: 10_000,
    noticeSecret: secret,
  })
  const { body } = await call<{ items: { code: string }[] }>(null, 'GET', '/procedures?state=published&limit=100')
  for (const { code } of body.items) {
    const procedure = (await call<Procedure>(null, 'GET', `/procedures/${code}`)).body
    const fees = procedure.channels.find(({ channel }) => channel === 'direct')?.fees ?? []
    if (fees.length === 1 && (fees[0]?.amountDong ?? 0) > 0) charged = procedure
  }
})

/** After every story the checker finds notices, payments and book in agreement. */
afterEach(async () => {
  const ofMoney = (await verify(db.ownerUrl)).filter(({ invariant }) => invariant.startsWith('8'))
  expect(ofMoney.filter(({ broken }) => broken > 0)).toEqual([])
})

async function accepted(): Promise<{ code: string; secret: string; owed: number; purpose: string }> {
  filed += 1
  const { body, status } = await call<{ code: string; lookupSecret: string }>(await as('tiepnhan1'), 'POST', '/dossiers', {
    procedureCode: charged.code,
    centreId,
    applicant: {
      kind: 'person',
      fullName: 'Người Nộp Thử',
      idNumber: `0491${String(91_000_000 + filed)}`,
      address: 'Phường Tam Kỳ',
      phone: '0905000001',
    },
    papers: charged.components.map(({ no, originals, copies }) => ({ componentNo: no, originals: originals ?? 1, copies: copies ?? 0 })),
  })
  expect(status, JSON.stringify(body)).toBe(201)
  const { owedDong, transfer } = await bill(body.code)
  return { code: body.code, secret: body.lookupSecret, owed: owedDong, purpose: transfer?.purpose ?? '' }
}

const bill = async (code: string) => (await call<Bill>(await as('tiepnhan1'), 'GET', `/bills/${code}`)).body
const pay = async (code: string, amountDong: number, bankReference: string) =>
  await call<Problem & { paymentId: string }>(await as('tiepnhan1'), 'POST', `/bills/${code}/payments`, {
    method: 'bank',
    amountDong,
    bankReference,
  })
const undo = async (paymentId: string, login = 'tiepnhan1') =>
  await call<Problem>(await as(login), 'POST', `/payments/${paymentId}/reversals`, { kind: 'mistake', reason: 'Ghi nhầm hồ sơ' })

async function notice(content: string, amountDong: number, bankReference = `FT${randomUUID()}`): Promise<string> {
  const told = { ...account, bankReference, amountDong, content, paidAt: new Date().toISOString() }
  const { body, status } = await call<{ state: string }>(null, 'POST', '/payments/bank-notices', {
    ...told,
    signature: signNotice(told, secret),
  })
  expect(status, JSON.stringify(body)).toBe(200)
  return body.state
}
const toDecide = async () => (await call<ToDecide>(await as('giamdoc'), 'GET', `/money-to-decide?centreId=${centreId}`)).body
const caseOf = async (bankReference: string) => (await toDecide()).notices.find((each) => each.bankReference === bankReference)
const match = async (noticeIds: readonly (string | undefined)[], code: string, login = 'giamdoc') =>
  await call<Problem & { amountDong: number }>(await as(login), 'POST', '/bank-notices/matches', { noticeIds, code })
const giveBack = async (id: string | undefined, amountDong: number, login: string, reference = `TR${randomUUID()}`) =>
  await call<Problem & { no: number; state: string }>(await as(login), 'POST', `/bank-notices/${id}/returns`, {
    amountDong,
    to: 'Người Nộp Thử, 970415, 0101010101',
    reference,
    reason: 'Chuyển thừa',
  })

describe('a reference is one however it is written', () => {
  test.each([
    ['in small letters', (reference: string) => reference.toLowerCase()],
    ['with a blank', (reference: string) => `${reference.slice(0, 4)} ${reference.slice(4)}`],
    ['with a full stop', (reference: string) => `${reference}.`],
  ])('%s: what the bank announced for one dossier does not settle another', async (_how, written) => {
    const [paid, other] = [await accepted(), await accepted()]
    const reference = `FT${randomUUID()}`
    expect(await notice(paid.purpose, paid.owed, reference)).toBe('matched')
    expect((await pay(other.code, other.owed, written(reference))).body.code).toBe('BANK_REFERENCE_USED')
    expect([(await bill(paid.code)).owedDong, (await bill(other.code)).owedDong]).toEqual([0, other.owed])
  })

  test('confirmed at the counter in small letters, the bank’s notice covers that payment and settles nothing else', async () => {
    const [confirmed, named] = [await accepted(), await accepted()]
    const reference = `FT${randomUUID()}`
    expect((await pay(confirmed.code, confirmed.owed, reference.toLowerCase())).status).toBe(201)
    expect((await pay(named.code, named.owed, reference)).body.code).toBe('BANK_REFERENCE_USED')
    expect(await notice(named.purpose, confirmed.owed, reference)).toBe('matched')
    expect([(await bill(confirmed.code)).owedDong, (await bill(named.code)).owedDong]).toEqual([0, named.owed])
  })

  test('of another bank it is another transfer: the money of both centres is in their books', async () => {
    const other = await createCentre(db.kysely, { code: 'TT2', name: 'Trung tâm thứ hai', address: 'Phường Hội An', phone: '0235 000 002' })
    const { token } = await personWith(db.kysely, [{ role: 'centre_manager', agencyId: null, centreId: other.id }])
    const there = { bankBin: '970415', bankAccount: '0022000000002' }
    const set = await call(token, 'PUT', `/collectors/${other.id}`, {
      collectorName: 'Trung tâm phường',
      taxCode: '4000000002',
      ...there,
      templateSymbol: '01BLP0-001',
      seriesSymbol: 'TK-26T',
      refundLimitDong: 0,
      noticeSecret: secret,
    })
    expect(set.status, JSON.stringify(set.body)).toBe(200)
    const reference = `FT${randomUUID()}`
    expect(await notice('Không rõ', 20_000, reference)).toBe('unmatched')
    const told = { ...there, bankReference: reference, amountDong: 35_000, content: 'Việc khác', paidAt: new Date().toISOString() }
    const second = await call<{ state: string }>(null, 'POST', '/payments/bank-notices', { ...told, signature: signNotice(told, secret) })
    expect([second.status, second.body.state]).toEqual([200, 'unmatched'])
    const waiting = (await call<ToDecide>(token, 'GET', `/money-to-decide?centreId=${other.id}`)).body.notices
    expect(waiting.map(({ bankReference, leftDong }) => [bankReference, leftDong])).toEqual([[reference, 35_000]])
    expect((await caseOf(reference))?.leftDong).toBe(20_000)
  })
})

describe('the officer and the bank announce one transfer in the same second', () => {
  test('it is booked once: the notice covers the payment, or the officer is refused', async () => {
    const dossiers = [await accepted(), await accepted(), await accepted(), await accepted()]
    const answers = await Promise.all(
      dossiers.map(async ({ code, owed, purpose }) => {
        const reference = `FT${randomUUID()}`
        const [counter, bank] = await Promise.all([pay(code, owed, reference), notice(purpose, owed, reference)])
        return { reference, bank, counter: counter.status === 201 ? 'paid' : counter.body.code }
      }),
    )
    expect(answers.map(({ bank }) => bank)).toEqual(answers.map(() => 'matched'))
    expect(answers.filter(({ counter }) => counter !== 'paid' && counter !== 'BANK_REFERENCE_USED')).toEqual([])
    for (const { reference } of answers) expect(await caseOf(reference)).toBeUndefined()
    for (const { code } of dossiers) expect((await bill(code)).owedDong).toBe(0)
  })
})

describe('a reference recorded on the wrong dossier', () => {
  test('is free again once the mistake is undone, and the bank’s notice then confirms the right payment', async () => {
    const [wrong, right] = [await accepted(), await accepted()]
    const taken = await pay(wrong.code, wrong.owed, 'FT-NHAM-1')
    expect((await pay(right.code, right.owed, 'FT-NHAM-1')).body.code).toBe('BANK_REFERENCE_USED')
    expect((await undo(taken.body.paymentId)).status).toBe(201)
    expect((await pay(right.code, right.owed, 'FT-NHAM-1')).status).toBe(201)
    expect(await notice(right.purpose, right.owed, 'FT-NHAM-1')).toBe('matched')
    expect([(await bill(wrong.code)).owedDong, (await bill(right.code)).owedDong]).toEqual([wrong.owed, 0])
  })

  test('undone before the notice comes: the notice settles the dossier its words name, and is matched because money was booked', async () => {
    const [wrong, right] = [await accepted(), await accepted()]
    const taken = await pay(wrong.code, wrong.owed, 'FT-NHAM-2')
    await undo(taken.body.paymentId)
    expect(await notice(right.purpose, right.owed, 'FT-NHAM-2')).toBe('matched')
    expect([(await bill(wrong.code)).owedDong, (await bill(right.code)).owedDong]).toEqual([wrong.owed, 0])
  })

  test('undone after the notice came: the money waits again, and a person gives it to the right dossier', async () => {
    const [wrong, right] = [await accepted(), await accepted()]
    const taken = await pay(wrong.code, wrong.owed, 'FT-NHAM-3')
    expect(await notice('nop phi', wrong.owed, 'FT-NHAM-3')).toBe('matched')
    await undo(taken.body.paymentId)
    const waiting = await caseOf('FT-NHAM-3')
    expect([waiting?.leftDong, waiting?.isBooked]).toEqual([wrong.owed, true])
    expect((await match([waiting?.id], right.code)).status).toBe(200)
    expect((await bill(right.code)).owedDong).toBe(0)
    expect(await caseOf('FT-NHAM-3')).toBeUndefined()
  })

  test('less arrived than was confirmed: none of it can be used until the payment is undone, which the manager may do on any day', async () => {
    const dossier = await accepted()
    const taken = await pay(dossier.code, dossier.owed, 'FT-THIEU')
    expect(await notice(dossier.purpose, dossier.owed - 1000, 'FT-THIEU')).toBe('unmatched')
    const waiting = await caseOf('FT-THIEU')
    expect(waiting?.isBooked).toBe(false)
    expect((await match([waiting?.id], dossier.code)).body.code).toBe('BANK_NOTICE_CONTRADICTS')
    expect((await giveBack(waiting?.id, 1000, 'giamdoc')).body.code).toBe('BANK_NOTICE_CONTRADICTS')
    expect((await undo(taken.body.paymentId, 'giamdoc')).status).toBe(201)
    expect((await caseOf('FT-THIEU'))?.isBooked).toBe(true)
    expect((await bill(dossier.code)).owedDong).toBe(dossier.owed)
  })

  test('a payment without a contradicting notice is not undone by the manager', async () => {
    const dossier = await accepted()
    const taken = await pay(dossier.code, dossier.owed, 'FT-DUNG')
    expect((await undo(taken.body.paymentId, 'giamdoc')).body.code).toBe('MISTAKE_TOO_LATE')
  })

  test('more arrived than was confirmed: the rest becomes a case that can be returned', async () => {
    const dossier = await accepted()
    await pay(dossier.code, dossier.owed, 'FT-DU')
    expect(await notice(dossier.purpose, dossier.owed + 7000, 'FT-DU')).toBe('unmatched')
    const waiting = await caseOf('FT-DU')
    expect(waiting?.leftDong).toBe(7000)
    expect((await giveBack(waiting?.id, 7000, 'tiepnhan1')).body.state).toBe('done')
    expect(await caseOf('FT-DU')).toBeUndefined()
  })
})

describe('a sum that is not what is owed', () => {
  test('paid in parts: the payer sees what arrived and what is missing, and a person counts the parts together', async () => {
    const dossier = await accepted()
    const half = Math.floor(dossier.owed / 2)
    await notice(dossier.purpose, half, 'FT-NUA-1')
    const page = await call<{
      toPay: { owedDong: number; missingDong: number; arrived: { amountDong: number }[]; transfer: object | null }
    }>(null, 'POST', '/tracking', { code: dossier.code, secret: dossier.secret })
    expect(page.body.toPay).toMatchObject({ owedDong: dossier.owed, missingDong: dossier.owed - half, arrived: [{ amountDong: half }] })
    const first = await caseOf('FT-NUA-1')
    expect(first).toMatchObject({ dossierCode: dossier.code, owedDong: dossier.owed, leftDong: half, isLate: false })
    expect((await match([first?.id], dossier.code)).body.code).toBe('MONEY_NOT_ENOUGH')

    await notice(dossier.purpose, dossier.owed - half, 'FT-NUA-2')
    const both = await call<{ toPay: { missingDong: number; transfer: object | null } }>(null, 'POST', '/tracking', {
      code: dossier.code,
      secret: dossier.secret,
    })
    expect(both.body.toPay).toMatchObject({ missingDong: 0, transfer: null })
    const second = await caseOf('FT-NUA-2')
    expect((await match([first?.id, second?.id], dossier.code, 'tiepnhan1')).status).toBe(403)
    expect((await match([first?.id, second?.id], dossier.code)).body.amountDong).toBe(dossier.owed)
    expect((await bill(dossier.code)).owedDong).toBe(0)
    expect([await caseOf('FT-NUA-1'), await caseOf('FT-NUA-2')]).toEqual([undefined, undefined])
  })

  test('too much: one dossier is settled, the rest settles another or goes back', async () => {
    const [one, two] = [await accepted(), await accepted()]
    await notice(one.purpose, one.owed + two.owed + 8, 'FT-THUA')
    const waiting = await caseOf('FT-THUA')
    expect((await match([waiting?.id], one.code)).status).toBe(200)
    expect((await caseOf('FT-THUA'))?.leftDong).toBe(two.owed + 8)
    expect((await match([waiting?.id], two.code)).status).toBe(200)
    expect((await giveBack(waiting?.id, 9, 'tiepnhan1')).body.code).toBe('MONEY_NOT_LEFT')
    expect((await giveBack(waiting?.id, 8, 'tiepnhan1')).body.state).toBe('done')
    expect(await caseOf('FT-THUA')).toBeUndefined()
  })

  test('twice: the second transfer goes back, above the limit only after another person approves', async () => {
    const dossier = await accepted()
    expect(await notice(dossier.purpose, dossier.owed, 'FT-HAI-1')).toBe('matched')
    expect(await notice(dossier.purpose, dossier.owed, 'FT-HAI-2')).toBe('unmatched')
    const waiting = await caseOf('FT-HAI-2')
    expect(waiting?.owedDong).toBe(0)
    expect(dossier.owed).toBeGreaterThan(10_000)
    const asked = await giveBack(waiting?.id, dossier.owed, 'giamdoc', 'TR-HAI')
    expect(asked.body.state).toBe('waiting')
    // A reserved amount cannot be used a second time.
    expect((await giveBack(waiting?.id, 1, 'tiepnhan1')).body.code).toBe('MONEY_NOT_LEFT')
    const decide = async (approve: boolean) =>
      await call<Problem & { state: string }>(
        await as('giamdoc'),
        'POST',
        `/bank-notices/${waiting?.id}/returns/${asked.body.no}/decision`,
        { approve },
      )
    expect((await decide(true)).body.code).toBe('FOUR_EYES')
    expect((await decide(false)).body.state).toBe('declined')
    const again = await giveBack(waiting?.id, dossier.owed, 'tiepnhan1', 'TR-HAI')
    expect(again.body.state).toBe('waiting')
    const approved = await call<{ state: string }>(
      await as('giamdoc'),
      'POST',
      `/bank-notices/${waiting?.id}/returns/${again.body.no}/decision`,
      {
        approve: true,
      },
    )
    expect(approved.body.state).toBe('done')
    expect(await caseOf('FT-HAI-2')).toBeUndefined()
    expect(
      await db.peek(`select sum(amount_dong)::int as left from payment.entry where account = 'unmatched'
      and transaction_id in (select transaction_id from payment.notice_use where return_reference = 'TR-HAI' and transaction_id is not null)`),
    ).toEqual([{ left: dossier.owed }])
  })

  test('returned in small parts: together above the limit, a second person approves', async () => {
    await notice('khong ro noi dung', 25_000, 'FT-TUNG-PHAN')
    const waiting = await caseOf('FT-TUNG-PHAN')
    expect((await giveBack(waiting?.id, 6000, 'tiepnhan1')).body.state).toBe('done')
    const second = await giveBack(waiting?.id, 6000, 'tiepnhan1')
    expect(second.body.state).toBe('waiting')
    expect((await caseOf('FT-TUNG-PHAN'))?.leftDong).toBe(13_000)
  })

  test('late, after the dossier ended: it settles nothing by itself', async () => {
    const dossier = await accepted()
    const withdrawn = await call<Problem>(await as('tiepnhan1'), 'POST', `/dossiers/${dossier.code}/acts`, {
      act: 'withdraw',
      reason: 'Người nộp rút hồ sơ',
    })
    expect(withdrawn.status, JSON.stringify(withdrawn.body)).toBe(200)
    expect(await notice(dossier.purpose, dossier.owed, 'FT-MUON')).toBe('unmatched')
    expect((await caseOf('FT-MUON'))?.why).toContain('đã kết thúc')
  })

  test('two managers’ screens counting one notice at once use it once', async () => {
    const [one, two] = [await accepted(), await accepted()]
    await notice('nop ho', one.owed, 'FT-CUNG-LUC')
    const waiting = await caseOf('FT-CUNG-LUC')
    const answers = await Promise.all([match([waiting?.id], one.code), match([waiting?.id], two.code)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404])
  })
})

describe('a case', () => {
  test('has a deadline in the centre’s working time, an owner after somebody takes it, and is late after its day', async () => {
    await notice('khong ro noi dung', 55_000, 'FT-VU-VIEC')
    const fresh = await caseOf('FT-VU-VIEC')
    expect([fresh?.ownerName, fresh?.isLate]).toEqual([null, false])
    expect(Date.parse(fresh?.dueAt ?? '')).toBeGreaterThan(Date.now())
    expect((await call(await as('tiepnhan2'), 'POST', `/bank-notices/${fresh?.id}/owner`, {})).status).toBe(200)
    expect((await caseOf('FT-VU-VIEC'))?.ownerName).toBeTruthy()
    await db.peek(`update payment.bank_notice set due_at = now() - interval '1 minute' where id = '${fresh?.id ?? ''}'`)
    expect((await caseOf('FT-VU-VIEC'))?.isLate).toBe(true)
    expect((await call(await as('vanthu.skhdt'), 'POST', `/bank-notices/${fresh?.id}/owner`, {})).status).toBe(403)
  })
})

test('the checker names a transfer that is booked as a payment and again as waiting money', async () => {
  const dossier = await accepted()
  await pay(dossier.code, dossier.owed, 'FT-HAI-LAN')
  await notice('khong ro noi dung', dossier.owed, 'FT-KHAC')
  await db.peek(`update payment.bank_notice set bank_reference = 'FT-HAI-LAN' where bank_reference = 'FT-KHAC'`)
  const broken = (await verify(db.ownerUrl)).filter(({ invariant, broken: count }) => invariant.startsWith('8j') && count > 0)
  expect(broken).toMatchObject([{ broken: 1, examples: ['FT-HAI-LAN'] }])
  await db.peek(`update payment.bank_notice set bank_reference = 'FT-KHAC' where bank_reference = 'FT-HAI-LAN'`)
})

test('the checker names a notice called matched that no payment covers', async () => {
  const dossier = await accepted()
  await notice(dossier.purpose, dossier.owed, 'FT-BIA')
  await db.peek(
    `update payment.notice_use set undone_at = now() where notice_id = (select id from payment.bank_notice where bank_reference = 'FT-BIA')`,
  )
  const broken = (await verify(db.ownerUrl)).filter((each) => each.broken > 0).map(({ invariant }) => invariant.slice(0, 2))
  expect(broken).toEqual(['8f', '8g'])
  await db.peek(
    `update payment.notice_use set undone_at = null where notice_id = (select id from payment.bank_notice where bank_reference = 'FT-BIA')`,
  )
})
