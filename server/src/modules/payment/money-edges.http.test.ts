import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { CentreId } from '#kernel/ids.ts'
import { inTransaction } from '#platform/db/database.ts'
import { testCentre } from '../../testing/test-centre.ts'
import { issueReceipt } from './store/receipt-store.ts'

const { db, call, as, centreId } = await testCentre()
const collector = {
  collectorName: 'Trung tâm Phục vụ hành chính công',
  taxCode: '4000000001',
  bankBin: '970436',
  bankAccount: '0011000000001',
  templateSymbol: '01BLP0-001',
  seriesSymbol: 'BI-26T',
  refundLimitDong: 300_000,
}
const collect = async (refundLimitDong: number) =>
  expect((await call(await as('giamdoc'), 'PUT', `/collectors/${centreId}`, { ...collector, refundLimitDong })).status).toBe(200)
await collect(300_000)

type Procedure = {
  code: string
  channels: { channel: string; fees: { amountDong: number | null }[] }[]
  components: { no: number; originals: number | null; copies: number | null }[]
}
const chargedWith = async (count: number): Promise<Procedure> => {
  const { body } = await call<{ items: { code: string }[] }>(null, 'GET', '/procedures?state=published&limit=100')
  // From the end: fees of the first ones are per person, and owed only once somebody has counted.
  for (const { code } of body.items.toReversed()) {
    const procedure = (await call<Procedure>(null, 'GET', `/procedures/${code}`)).body
    const fees = procedure.channels.find(({ channel }) => channel === 'direct')?.fees ?? []
    if (fees.length === count && fees.every(({ amountDong }) => (amountDong ?? 0) > 0)) return procedure
  }
  throw new Error(`no procedure of the pack has ${String(count)} fees`)
}
const [charged, chargedTwice] = [await chargedWith(1), await chargedWith(2)]

let filed = 0
type Bill = { owedDong: number; lines: { no: number; dueDong: number }[]; payments: { id: string; amountDong: number }[] }
/** A dossier just accepted. */
async function accepted(procedure: Procedure, login = 'tiepnhan1') {
  filed += 1
  const { body } = await call<{ code: string }>(await as(login), 'POST', '/dossiers', {
    procedureCode: procedure.code,
    centreId,
    applicant: {
      kind: 'person',
      fullName: 'Người Nộp Thử',
      idNumber: `0491${String(90_000_000 + filed)}`,
      address: 'Phường Tam Kỳ',
      phone: '0905000001',
    },
    papers: procedure.components.map((each) => ({ componentNo: each.no, originals: each.originals ?? 1, copies: each.copies ?? 0 })),
  })
  return { code: body.code, bill: async () => (await call<Bill>(await as(login), 'GET', `/bills/${body.code}`)).body }
}
/** A payment in cash of a dossier just accepted. */
async function paid(login = 'tiepnhan1'): Promise<{ code: string; id: string; amountDong: number }> {
  const { code, bill } = await accepted(charged, login)
  const { owedDong } = await bill()
  expect((await call(await as(login), 'POST', `/bills/${code}/payments`, { method: 'cash', amountDong: owedDong })).status).toBe(201)
  return { code, id: (await bill()).payments[0]?.id ?? '', amountDong: owedDong }
}
const undo = async (id: string, kind: 'mistake' | 'refund', login = 'tiepnhan1') =>
  (await call<{ code?: string; state?: string }>(await as(login), 'POST', `/payments/${id}/reversals`, { kind, reason: 'Ghi nhầm' })).body

test('a mistake is undone on its own day, by its own cashier, and not on the next', async () => {
  const { id } = await paid()
  await db.peek('update payment.payment set on_day = on_day - 1 where id = $1', [id])
  expect((await undo(id, 'mistake')).code).toBe('MISTAKE_TOO_LATE')
  await db.peek('update payment.payment set on_day = on_day + 1 where id = $1', [id])
  expect((await undo(id, 'mistake')).state).toBe('done')
})

test('a refund of exactly the limit is one person’s, and a đồng more a second person’s', async () => {
  const first = await paid()
  await collect(first.amountDong)
  expect((await undo(first.id, 'refund')).state).toBe('done')
  const second = await paid()
  await collect(second.amountDong - 1)
  expect((await undo(second.id, 'refund')).state).toBe('waiting')
  await collect(300_000)
})

test('charges refunded one by one count together: above the limit, a second person approves', async () => {
  const { code, bill } = await accepted(chargedTwice)
  const { lines, owedDong } = await bill()
  for (const { no, dueDong } of lines) {
    const cash = await call(await as('tiepnhan1'), 'POST', `/bills/${code}/payments`, {
      method: 'cash',
      amountDong: dueDong,
      lineNos: [no],
    })
    expect(cash.status, JSON.stringify(cash.body)).toBe(201)
  }
  await collect(owedDong - 1)
  const [first, second] = (await bill()).payments
  expect((await undo(first?.id ?? '', 'refund')).state).toBe('done')
  expect((await undo(second?.id ?? '', 'refund')).state).toBe('waiting')
  await collect(300_000)
})

test('a drawer refunds no more than it holds', async () => {
  const { id, amountDong } = await paid('tiepnhan3')
  const over = await call(await as('tiepnhan3'), 'POST', '/cash-books/hand-overs', { centreId, amountDong: 1, to: 'Thủ quỹ' })
  expect(over.status).toBe(201)
  await collect(amountDong)
  expect((await undo(id, 'refund', 'tiepnhan3')).code).toBe('CASH_NOT_ENOUGH')
  await collect(300_000)
})

test('receipts of a series are numbered from 1 in each year', async () => {
  const { code, id, amountDong } = await paid()
  const [original] = await db.peek<{ id: string }>(`select id from payment.receipt where payment_id = $1 and kind = 'original'`, [id])
  const numbers = await inTransaction(db.kysely, async (tx) => {
    const issued: number[] = []
    // Each replaces the one before.
    let refersTo = original?.id ?? null
    for (const day of ['2030-12-31', '2030-12-31', '2031-01-01', '2031-01-01']) {
      const receipt = {
        id: randomUUID(),
        kind: 'replacement' as const,
        paymentId: id,
        refersTo,
        centreId: centreId as CentreId,
        collector: { ...collector, seriesSymbol: 'BI-99T' },
        payerName: 'Người Nộp Thử',
        dossierCode: code,
        items: [],
        amountDong,
        amountWords: 'x',
        method: 'cash' as const,
        reason: 'x',
      }
      issued.push(
        (await issueReceipt(tx, receipt, { id: null, name: 'x' }, { at: `${day}T10:00:00+07:00`, day, ids: [randomUUID(), randomUUID()] }))
          .number,
      )
      refersTo = receipt.id
    }
    return issued
  })
  expect(numbers).toEqual([1, 2, 1, 2])
})
