import { randomUUID } from 'node:crypto'
import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { verify } from '#oversight'
import { signNotice } from '#payment'
import { testCentre } from '../../testing/test-centre.ts'

const { db, call, as, centreId } = await testCentre()
const secret = 'khoá chung với ngân hàng, dài hơn ba mươi hai ký tự'
const account = { bankBin: '970436', bankAccount: '0011000000001' }
const collector = {
  collectorName: 'Trung tâm Phục vụ hành chính công',
  taxCode: '4000000001',
  ...account,
  templateSymbol: '01BLP0-001',
  seriesSymbol: 'BI-26T',
  refundLimitDong: 300_000,
}
const limitOf = { dossiers: 0 }

type Bill = {
  owedDong: number
  lines: { no: number; name: string; dueDong: number | null; state: string; may: string[] }[]
  payments: { id: string; amountDong: number; reversal: { kind: string } | null }[]
  receipts: { id: string; kind: string; number: number; standing: boolean; url: string }[]
  transfer: { code: string; purpose: string } | null
  mayCollect: boolean
}
type Problem = { code: string; detail: string }
type Books = {
  books: {
    cashierName: string
    openingDong: number
    receiptsDong: number
    refundsDong: number
    handedOverDong: number
    heldDong: number
    closedAt: string | null
    movements: { amountDong: number }[]
  }[]
}

/** A dossier accepted at the counter, with its charge of 200,000 đồng. */
async function accepted(login = 'tiepnhan1'): Promise<string> {
  limitOf.dossiers += 1
  const { body, status } = await call<{ code: string; detail: string }>(await as(login), 'POST', '/dossiers', {
    procedureCode: charged.code,
    centreId,
    applicant: {
      kind: 'person',
      fullName: 'Người Nộp Thử',
      idNumber: `0491${String(90_000_000 + limitOf.dossiers)}`,
      address: 'Phường Tam Kỳ',
      phone: '0905000001',
    },
    papers: charged.components.map((component) => ({
      componentNo: component.no,
      originals: component.originals ?? 1,
      copies: component.copies ?? 0,
    })),
  })
  expect(status, JSON.stringify(body)).toBe(201)
  return body.code
}
const bill = async (code: string, login = 'tiepnhan1'): Promise<Bill> =>
  (await call<Bill>(await as(login), 'GET', `/bills/${encodeURIComponent(code)}`)).body
const pay = async <T = Problem>(code: string, body: object, login = 'tiepnhan1', key?: string) =>
  await call<T>(await as(login), 'POST', `/bills/${code}/payments`, body, key)
const today = async (): Promise<string> =>
  (await db.peek<{ day: string }>(`select (now() at time zone 'Asia/Ho_Chi_Minh')::date::text as day`))[0]?.day ?? ''

type Procedure = {
  code: string
  handling: string
  channels: { channel: string; fees: { amountDong: number | null }[] }[]
  components: { no: number; originals: number | null; copies: number | null }[]
}
let charged: Procedure

beforeAll(async () => {
  const set = await call(await as('giamdoc'), 'PUT', `/collectors/${centreId}`, { ...collector, noticeSecret: secret })
  expect(set.status, JSON.stringify(set.body)).toBe(200)
  const { body } = await call<{ items: { code: string }[] }>(null, 'GET', '/procedures?state=published&limit=100')
  for (const { code } of body.items) {
    const procedure = (await call<Procedure>(null, 'GET', `/procedures/${code}`)).body
    const fees = procedure.channels.find((channel) => channel.channel === 'direct')?.fees ?? []
    if (fees.length === 1 && (fees[0]?.amountDong ?? 0) > 0) charged = procedure
  }
})

/** The invariants after any operation: every transaction and the whole book sum to zero, and numbers have no gap. */
async function bookIsSound(): Promise<void> {
  const [sums] = await db.peek<{ total: number; unbalanced: number; gaps: number; unpaid: number }>(`select
    (select coalesce(sum(amount_dong), 0)::int from payment.entry) as total,
    (select count(*) from (select transaction_id from payment.entry group by 1 having sum(amount_dong) <> 0) x) as unbalanced,
    (select count(*) from (select max(number) - count(*) as gap from payment.receipt group by series_symbol, year) x where gap <> 0) as gaps,
    (select count(*) from payment.payment p where not exists (select from payment.receipt r where r.payment_id = p.id and r.kind = 'original')) as unpaid`)
  expect(sums).toEqual({ total: 0, unbalanced: 0, gaps: 0, unpaid: 0 })
}

describe('a charge', () => {
  test('is raised with acceptance, and the payer can be shown how to pay it', async () => {
    const owed = await bill(await accepted())
    expect(owed.owedDong).toBeGreaterThan(0)
    expect(owed.transfer?.code).toContain(owed.transfer?.purpose)
    expect(owed.mayCollect).toBe(true)
    expect((await bill(await accepted(), 'thanhtra')).mayCollect).toBe(false)
  })

  test('keeps the result back while it is unpaid, and no longer', async () => {
    const token = await as('tiepnhan1')
    const { body: list } = await call<{ items: { code: string }[] }>(
      null,
      'GET',
      '/procedures?state=published&handling=on_the_spot&limit=1',
    )
    const code = await accepted()
    expect(list.items.length).toBeGreaterThan(0)
    // The state alone is moved here; how it gets there is the dossier's own test.
    await db.peek(
      `update dossier.dossier set state = 'result_recorded', holder_kind = 'counter', finished_at = now(), outcome = 'early' where code = $1`,
      [code],
    )
    const act = async () =>
      await call<Problem>(token, 'POST', `/dossiers/${code}/acts`, { act: 'return_result', receivedBy: 'Người Nộp Thử' })
    const refused = await act()
    expect([refused.status, refused.body.code]).toEqual([409, 'NOT_PAID'])
    const view = await call<{ actions: { act: string; allowed: boolean; code: string | null }[] }>(token, 'GET', `/dossiers/${code}`)
    expect(view.body.actions.find((each) => each.act === 'return_result')).toMatchObject({ allowed: false, code: 'NOT_PAID' })
    const { owedDong } = await bill(code)
    expect((await pay(code, { method: 'cash', amountDong: owedDong })).status).toBe(201)
    expect((await act()).status).toBe(200)
  })

  test('may be waived on a ground and with a reason; the book follows and who did it is on record', async () => {
    const code = await accepted()
    const waive = async (more: object) =>
      await call<Bill & Problem>(await as('tiepnhan1'), 'POST', `/bills/${code}/adjustments`, {
        lineNo: 1,
        kind: 'exempt',
        ground: 'poor_household',
        reason: 'Sổ hộ nghèo số 12',
        ...more,
      })
    expect((await waive({ ground: 'friend' })).body.code).toBe('ADJUSTMENT_UNFOUNDED')
    expect((await waive({})).body).toMatchObject({ owedDong: 0, transfer: null, lines: [{ state: 'exempt', dueDong: 0 }] })
    expect((await waive({})).body.code).toBe('CHARGE_SETTLED')
    expect(
      await db.peek(
        `select a.author_name, a.law like '%Điều 10%' as law from payment.adjustment a join payment.bill b on b.id = a.bill_id where b.dossier_code = $1`,
        [code],
      ),
    ).toHaveLength(1)
    await bookIsSound()
  })
})

describe('a payment', () => {
  test('is for what is owed, exactly', async () => {
    const code = await accepted()
    const { owedDong } = await bill(code)
    for (const amountDong of [owedDong - 1, owedDong + 1])
      expect((await pay(code, { method: 'cash', amountDong })).body.code).toBe('PAYMENT_AMOUNT_DIFFERS')
    expect((await pay(code, { method: 'bank', amountDong: owedDong })).body.code).toBe('BANK_REFERENCE_NEEDED')
    expect((await pay(code, { method: 'cash', amountDong: 0.5 })).status).toBe(422)
    expect((await bill(code)).payments).toEqual([])
  })

  test('tried a hundred times under one key is one payment and one receipt, and every caller gets the same answer', async () => {
    const code = await accepted()
    const { owedDong } = await bill(code)
    const key = randomUUID()
    const answers = await Promise.all(
      Array.from(
        { length: 100 },
        async () => await pay<{ receipt: { number: number } }>(code, { method: 'cash', amountDong: owedDong }, 'tiepnhan1', key),
      ),
    )
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.receipt?.number}`)).size).toBe(1)
    expect(answers[0]?.status).toBe(201)
    const after = await bill(code)
    expect([after.payments.length, after.receipts.length]).toEqual([1, 1])
    await bookIsSound()
  })

  test('taken by two officers at once is taken by one', async () => {
    const code = await accepted()
    const { owedDong } = await bill(code)
    const both = await Promise.all(
      ['tiepnhan1', 'tiepnhan2'].map(async (login) => await pay(code, { method: 'cash', amountDong: owedDong }, login)),
    )
    expect(both.map((each) => each.status).sort()).toEqual([201, 409])
    expect((await bill(code)).payments).toHaveLength(1)
    await bookIsSound()
  })

  test('by four concurrent cashiers leaves no gap in the numbers', async () => {
    const codes = await Promise.all(Array.from({ length: 24 }, async (_, index) => await accepted(`tiepnhan${(index % 4) + 1}`)))
    const { owedDong } = await bill(codes[0] ?? '')
    // A refused one in between gives its number back.
    const answers = await Promise.all(
      codes.flatMap((code, index) => [
        pay(code, { method: 'cash', amountDong: owedDong }, `tiepnhan${(index % 4) + 1}`),
        pay(code, { method: 'cash', amountDong: 1 }),
      ]),
    )
    expect(answers.filter((each) => each.status === 201)).toHaveLength(24)
    await bookIsSound()
  })

  test('by bank is confirmed once by one reference', async () => {
    const [one, two] = [await accepted(), await accepted()]
    const { owedDong } = await bill(one)
    const body = { method: 'bank', amountDong: owedDong, bankReference: 'FT26328000001' }
    expect((await pay(one, body)).status).toBe(201)
    expect((await pay(two, body)).body.code).toBe('BANK_REFERENCE_USED')
  })
})

describe('the bank’s notice', () => {
  const notice = async (body: object, with_ = secret) => {
    const signed = { ...body, signature: signNotice(body as never, with_) }
    return await call<{ state: string } & Problem>(null, 'POST', '/payments/bank-notices', signed)
  }
  const about = (content: string, amountDong: number, bankReference = `FT${randomUUID()}`) => ({
    ...account,
    bankReference,
    amountDong,
    content,
    paidAt: Temporal.Now.instant().toString({ smallestUnit: 'second' }),
  })

  test('of money that came long ago, or is yet to come, is not taken, and says which field', async () => {
    const { transfer, owedDong } = await bill(await accepted())
    const now = Temporal.Now.instant()
    for (const [hours, status] of [
      [-24 * 367, 422],
      [-24 * 365, 200],
      [23, 200],
      [26, 422],
    ] as const) {
      const told = { ...about(transfer?.purpose ?? '', owedDong + 1), paidAt: now.add({ hours }).toString({ smallestUnit: 'second' }) }
      const answer = await notice(told)
      expect([hours, answer.status]).toEqual([hours, status])
      if (status === 422) expect(answer.body).toMatchObject({ code: 'BANK_NOTICE_DATED_WRONG', fields: [{ field: '/body/paidAt' }] })
    }
  })

  test('settles the bill it fits, once, however often it is sent', async () => {
    const code = await accepted()
    const { owedDong, transfer } = await bill(code)
    const told = about(`CT DEN:0123 ${transfer?.purpose.toLowerCase()} chuyen tien`, owedDong)
    const answers = await Promise.all(Array.from({ length: 5 }, async () => await notice(told)))
    expect(answers.map(({ status, body }) => [status, body.state])).toEqual(Array.from({ length: 5 }, () => [200, 'matched']))
    const after = await bill(code)
    expect([after.owedDong, after.payments.length, after.receipts.length]).toEqual([0, 1, 1])
    expect((await notice({ ...told, amountDong: owedDong + 1 })).body.code).toBe('BANK_NOTICE_DIFFERS')
    await bookIsSound()
  })

  test('is refused without the secret', async () => {
    const code = await accepted()
    const { owedDong, transfer } = await bill(code)
    expect((await notice(about(transfer?.purpose ?? '', owedDong), 'một khoá khác dài hơn ba mươi hai ký tự')).body.code).toBe(
      'BANK_NOTICE_NOT_BELIEVED',
    )
    expect((await bill(code)).payments).toEqual([])
  })

  test('that does not fit waits for a person, who may say which dossier it pays', async () => {
    const code = await accepted()
    const { owedDong, transfer } = await bill(code)
    expect((await notice(about(transfer?.purpose ?? '', owedDong - 1000))).body.state).toBe('unmatched')
    expect((await notice(about('tien an trua', owedDong, 'FT-LAC-1'))).body.state).toBe('unmatched')
    const waiting = await call<{ notices: { id: string; bankReference: string; why: string }[] }>(
      await as('giamdoc'),
      'GET',
      `/money-to-decide?centreId=${centreId}`,
    )
    const stray = waiting.body.notices.find((each) => each.bankReference === 'FT-LAC-1')
    expect(stray?.why).toContain('Không thấy mã')
    expect((await call<Problem>(await as('tiepnhan1'), 'POST', '/bank-notices/matches', { noticeIds: [stray?.id], code })).status).toBe(403)
    expect((await call(await as('giamdoc'), 'POST', '/bank-notices/matches', { noticeIds: [stray?.id], code })).status).toBe(200)
    expect((await bill(code)).owedDong).toBe(0)
    await bookIsSound()
  })

  test('of money an officer has confirmed already does not count it twice', async () => {
    const code = await accepted()
    const { owedDong } = await bill(code)
    await pay(code, { method: 'bank', amountDong: owedDong, bankReference: 'FT-DA-XAC-NHAN' })
    const before = await db.peek(`select sum(amount_dong) as bank from payment.entry where account = 'bank'`)
    expect((await notice(about('x', owedDong, 'FT-DA-XAC-NHAN'))).body.state).toBe('matched')
    expect(await db.peek(`select sum(amount_dong) as bank from payment.entry where account = 'bank'`)).toEqual(before)
  })
})

describe('money that goes back', () => {
  test('taken by mistake today: owed again, the receipt cancelled by another', async () => {
    const code = await accepted()
    const { owedDong } = await bill(code)
    await pay(code, { method: 'cash', amountDong: owedDong })
    const [payment] = (await bill(code)).payments
    const undo = async (login: string) =>
      await call<{ state: string } & Problem>(await as(login), 'POST', `/payments/${payment?.id}/reversals`, {
        kind: 'mistake',
        reason: 'Bấm nhầm hồ sơ',
      })
    expect((await undo('tiepnhan2')).body.code).toBe('MISTAKE_TOO_LATE')
    expect((await undo('tiepnhan1')).body.state).toBe('done')
    expect((await undo('tiepnhan1')).body.code).toBe('PAYMENT_ALREADY_REVERSED')
    const after = await bill(code)
    expect([after.owedDong, after.receipts.map((receipt) => [receipt.kind, receipt.standing])]).toEqual([
      owedDong,
      [
        ['original', false],
        ['cancellation', false],
      ],
    ])
    expect((await pay(code, { method: 'cash', amountDong: owedDong })).status).toBe(201)
    await bookIsSound()
  })

  test('as a refund above the limit: only after another person approves', async () => {
    const set = await call(await as('giamdoc'), 'PUT', `/collectors/${centreId}`, { ...collector, refundLimitDong: 0 })
    expect(set.status).toBe(200)
    const code = await accepted()
    const { owedDong } = await bill(code)
    await pay(code, { method: 'cash', amountDong: owedDong })
    const [payment] = (await bill(code)).payments
    const asked = await call<{ id: string; state: string }>(await as('tiepnhan1'), 'POST', `/payments/${payment?.id}/reversals`, {
      kind: 'refund',
      reason: 'Rút hồ sơ trước khi thẩm định',
    })
    expect(asked.body.state).toBe('waiting')
    expect((await bill(code)).lines[0]?.state).toBe('paid')
    expect((await call(await as('tiepnhan1'), 'POST', `/reversals/${asked.body.id}/decision`, { approve: true })).status).toBe(403)
    const both = await Promise.all(
      [1, 2].map(
        async () => await call<{ state: string }>(await as('giamdoc'), 'POST', `/reversals/${asked.body.id}/decision`, { approve: true }),
      ),
    )
    expect(both.map((each) => each.status).sort()).toEqual([200, 404])
    expect((await bill(code)).lines[0]?.state).toBe('refunded')
    await bookIsSound()
  })

  test('asked for by the manager is not approved by the manager', async () => {
    const code = await accepted()
    const { owedDong } = await bill(code)
    await pay(code, { method: 'bank', amountDong: owedDong, bankReference: `FT${randomUUID()}` })
    const [payment] = (await bill(code)).payments
    const manager = await as('giamdoc')
    const asked = await call<{ id: string; state: string }>(manager, 'POST', `/payments/${payment?.id}/reversals`, {
      kind: 'refund',
      reason: 'Thu trùng',
    })
    expect((await call<Problem>(manager, 'POST', `/reversals/${asked.body.id}/decision`, { approve: true })).body.code).toBe('FOUR_EYES')
    expect((await call<{ state: string }>(manager, 'POST', `/reversals/${asked.body.id}/decision`, { approve: false })).body.state).toBe(
      'declined',
    )
  })
})

describe('any sequence of money operations', () => {
  const step = fc.record({
    what: fc.constantFrom('pay', 'pay_by_bank', 'notice', 'wrong_notice', 'waive', 'lower', 'mistake', 'refund', 'hand_over'),
    which: fc.nat(2),
    login: fc.constantFrom('tiepnhan1', 'tiepnhan2'),
    // Steps of one round are sent at the same moment.
    round: fc.nat(3),
  })

  test('the checker finds the book, the receipts and the drawers right', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 14 }), async (steps) => {
        const codes = await Promise.all([accepted(), accepted(), accepted('tiepnhan2')])
        const doStep = async ({ what, which, login }: (typeof steps)[number]): Promise<number> => {
          const code = codes[which] ?? ''
          const token = await as(login)
          const { owedDong, transfer, payments } = await bill(code, login)
          const last = payments.at(-1)
          switch (what) {
            case 'pay':
              return (await pay(code, { method: 'cash', amountDong: Math.max(1, owedDong) }, login)).status
            case 'pay_by_bank':
              return (await pay(code, { method: 'bank', amountDong: Math.max(1, owedDong), bankReference: `FT${randomUUID()}` }, login))
                .status
            case 'notice':
            case 'wrong_notice': {
              const told = {
                ...account,
                bankReference: `FT${randomUUID()}`,
                amountDong: Math.max(1, what === 'notice' ? owedDong : owedDong + 1),
                content: transfer?.purpose ?? 'x',
                paidAt: Temporal.Now.instant().toString({ smallestUnit: 'second' }),
              }
              return (await call(null, 'POST', '/payments/bank-notices', { ...told, signature: signNotice(told, secret) })).status
            }
            case 'waive':
              return (await call(token, 'POST', `/bills/${code}/adjustments`, { lineNo: 1, kind: 'exempt', ground: 'child', reason: 'x' }))
                .status
            case 'lower':
              return (
                await call(token, 'POST', `/bills/${code}/adjustments`, {
                  lineNo: 1,
                  kind: 'reduce',
                  amountDong: Math.max(1, owedDong - 1000),
                  ground: 'child',
                  reason: 'x',
                })
              ).status
            case 'mistake':
            case 'refund':
              return last ? (await call(token, 'POST', `/payments/${last.id}/reversals`, { kind: what, reason: 'x' })).status : 404
            case 'hand_over':
              return (await call(token, 'POST', '/cash-books/hand-overs', { centreId, amountDong: 1000, to: 'Thủ quỹ' })).status
          }
        }
        for (let round = 0; round < 4; round += 1) {
          const answers = await Promise.all(steps.filter((each) => each.round === round).map(doStep))
          expect(answers.filter((status) => status >= 500)).toEqual([])
        }
        const findings = await verify(db.ownerUrl)
        const ofMoney = findings.filter((each) => each.invariant.startsWith('8'))
        expect(ofMoney).toHaveLength(10)
        expect(ofMoney.filter((each) => each.broken > 0)).toEqual([])
      }),
      { numRuns: 12 },
    )
  })
})

describe('a receipt', () => {
  test('is a PDF, kept as it was first made, and one with a wrong name is replaced by another', async () => {
    const code = await accepted()
    const { owedDong } = await bill(code)
    await pay(code, { method: 'cash', amountDong: owedDong })
    const token = await as('tiepnhan1')
    const [receipt] = (await bill(code)).receipts
    const path = receipt?.url.replace('/api/v1', '') ?? ''
    const [first, again] = [await call<Buffer>(token, 'GET', path), await call<Buffer>(token, 'GET', path)]
    expect(first.status).toBe(200)
    expect(first.body.subarray(0, 5).toString()).toBe('%PDF-')
    expect(again.body.equals(first.body)).toBe(true)
    expect((await call(await as('thuly.skhdt'), 'GET', path)).status).toBe(403)
    const replace = async () =>
      await call<Problem>(token, 'POST', `/receipts/${receipt?.id}/replacement`, { payerName: 'Người Nộp Đúng', reason: 'Ghi sai tên' })
    expect((await replace()).status).toBe(201)
    expect((await replace()).body.code).toBe('RECEIPT_REPLACED')
    expect((await bill(code)).receipts.map(({ kind, standing }) => [kind, standing])).toEqual([
      ['original', false],
      ['replacement', true],
    ])
    const replacement = (await bill(code)).receipts[1]
    expect((await call<Buffer>(token, 'GET', replacement?.url.replace('/api/v1', '') ?? '')).status).toBe(200)
    await bookIsSound()
  })

  test('is in the day’s table, whose sum is what was kept', async () => {
    const manager = await as('giamdoc')
    const query = `centreId=${centreId}&day=${await today()}`
    const table = await call<{ count: number; totalDong: number; items: { number: number }[] }>(manager, 'GET', `/receipts?${query}`)
    const [kept] = await db.peek<{ dong: string }>(
      `select sum(p.amount_dong) filter (where not exists (select from payment.reversal v where v.payment_id = p.id and v.decision = 'done')) as dong from payment.payment p`,
    )
    expect(table.body.totalDong).toBe(Number(kept?.dong))
    expect(table.body.items.map((each) => each.number)).toEqual(Array.from({ length: table.body.count }, (_, index) => index + 1))
    const csv = await call<Buffer>(manager, 'GET', `/receipts.csv?${query}`)
    expect(csv.body.toString().trim().split('\r\n')).toHaveLength(table.body.count + 1)
  })
})

describe('the cash book', () => {
  const read = async (login: string, day: string) =>
    (await call<Books>(await as(login), 'GET', `/cash-books?centreId=${centreId}&day=${day}`)).body

  test('shows a cashier their own book and an overseer every book, and its lines add up to its sum', async () => {
    const day = await today()
    expect((await read('tiepnhan1', day)).books).toHaveLength(1)
    const all = await read('giamdoc', day)
    expect(all.books.length).toBeGreaterThanOrEqual(4)
    for (const book of all.books) {
      expect(book.openingDong + book.movements.reduce((sum, each) => sum + each.amountDong, 0)).toBe(book.heldDong)
      expect(book.openingDong + book.receiptsDong - book.refundsDong - book.handedOverDong).toBe(book.heldDong)
    }
    const printed = await call<Buffer>(await as('giamdoc'), 'GET', `/cash-books/print.pdf?centreId=${centreId}&day=${day}`)
    expect(printed.body.subarray(0, 5).toString()).toBe('%PDF-')
  })

  test('pays out no more than it holds, closes only when a difference has a reason, and is then locked', async () => {
    const token = await as('tiepnhan4')
    const day = await today()
    const code = await accepted('tiepnhan4')
    const { owedDong } = await bill(code, 'tiepnhan4')
    await pay(code, { method: 'cash', amountDong: owedDong }, 'tiepnhan4')
    const held = (await read('tiepnhan4', day)).books[0]?.heldDong ?? 0
    const handOver = async (amountDong: number) =>
      await call<Problem>(token, 'POST', '/cash-books/hand-overs', { centreId, amountDong, to: 'Thủ quỹ' })
    expect((await handOver(held + 1)).body.code).toBe('CASH_NOT_ENOUGH')
    const twice = await Promise.all([handOver(held), handOver(held)])
    expect(twice.map((each) => each.status).sort()).toEqual([201, 409])
    const close = async (more: object) =>
      await call<Problem & { differenceDong: number }>(token, 'POST', '/cash-books/closings', {
        centreId,
        day,
        notes: [{ dong: 1000, count: 2 }],
        ...more,
      })
    expect((await close({})).body.code).toBe('DIFFERENCE_UNEXPLAINED')
    expect((await close({ explanation: 'Khách không nhận tiền thừa' })).body.differenceDong).toBe(2000)
    expect((await close({ explanation: 'x' })).body.code).toBe('CASH_DAY_CLOSED')
    const late = await accepted('tiepnhan4')
    expect((await pay(late, { method: 'cash', amountDong: owedDong }, 'tiepnhan4')).body.code).toBe('CASH_DAY_CLOSED')
    expect((await read('tiepnhan4', day)).books[0]).toMatchObject({ heldDong: 2000 })
    await bookIsSound()
  })

  test('a payment and the closing of its day are serialised', async () => {
    const day = await today()
    const token = await as('tiepnhan3')
    const codes = await Promise.all(Array.from({ length: 6 }, async () => await accepted('tiepnhan3')))
    const { owedDong } = await bill(codes[0] ?? '', 'tiepnhan3')
    const pays = codes.map(async (code) => await pay(code, { method: 'cash', amountDong: owedDong }, 'tiepnhan3'))
    const closing = call<{ expectedDong: number }>(token, 'POST', '/cash-books/closings', {
      centreId,
      day,
      notes: [],
      explanation: 'Chốt khi đang thu',
    })
    const [closed, ...paid] = await Promise.all([closing, ...pays])
    expect(paid.every((each) => each.status === 201 || each.body.code === 'CASH_DAY_CLOSED')).toBe(true)
    // The difference brought the drawer to the zero that was counted, and nothing came after it.
    expect(closed.status).toBe(200)
    expect((await read('tiepnhan3', day)).books[0]?.heldDong).toBe(0)
    await bookIsSound()
  })

  test('cannot be opened for a new day while an old one is open, and begins with what was left', async () => {
    const day = await today()
    const [officer] = await db.peek<{ id: string }>(`select id from identity.account where login = 'tiepnhan2'`)
    await db.peek(
      `insert into payment.cash_day (locality_id, centre_id, cashier_id, on_day, opening_dong) values (47, $1, $2, $3::date - 1, 0)`,
      [centreId, officer?.id, day],
    )
    const code = await accepted('tiepnhan2')
    const { owedDong } = await bill(code, 'tiepnhan2')
    const refused = await pay(code, { method: 'cash', amountDong: owedDong }, 'tiepnhan2')
    expect([refused.status, refused.body.code]).toEqual([409, 'CASH_DAY_OPEN'])
  })
})

describe('the tables themselves', () => {
  test('refuse a transaction that does not balance, from any role', async () => {
    await expect(
      db.peek(
        `with t as (insert into payment.transaction (locality_id, kind, on_day, at, centre_id, author_name) values (47, 'notice', current_date, now(), $1, 'x') returning id)
        insert into payment.entry (locality_id, transaction_id, no, account, amount_dong, centre_id, on_day) select 47, id, 1, 'bank', 5, $1, current_date from t`,
        [centreId],
      ),
    ).rejects.toMatchObject({ constraint: 'transaction_sums_to_zero' })
  })
  test('let the application change or remove nothing that is a record', async () => {
    const rows = await db.peek<{
      relation: string
    }>(`select t as relation from unnest(array['entry', 'transaction', 'payment', 'receipt', 'receipt_file', 'adjustment']) t,
      unnest(array['UPDATE', 'DELETE', 'TRUNCATE']) p where has_table_privilege('motcua_app', 'payment.' || t, p)`)
    expect(rows).toEqual([])
  })
  test('keep a closed day closed', async () => {
    await expect(db.peek(`update payment.cash_day set counted_dong = 0 where closed_at is not null`)).rejects.toMatchObject({
      constraint: 'cash_day_closed_for_ever',
    })
  })
})
