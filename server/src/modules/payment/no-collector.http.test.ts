import { beforeAll, describe, expect, test } from 'vitest'
import { verify } from '#oversight'
import { testCentre } from '../../testing/test-centre.ts'
import { twoOfEverything } from '../../testing/two-of-everything.ts'

// Two centres without a collector: charges are still owed there.
const house = await testCentre()
const { db, call, as, centreId } = house
const two = await twoOfEverything(house)

type Bill = {
  owedDong: number
  mayCollect: boolean
  notCollected: { code: string; message: string } | null
  transfer: { purpose: string } | null
  lines: { no: number; may: string[] }[]
}
type Problem = { code: string; detail: string }
type Tracked = { toPay: { owedDong: number; missingDong: number; transfer: object | null; notCollected: boolean } }
type Procedure = {
  code: string
  channels: { channel: string; fees: { amountDong: number | null }[] }[]
  components: { no: number; originals: number | null; copies: number | null }[]
}
let charged: Procedure

beforeAll(async () => {
  const { body } = await call<{ items: { code: string }[] }>(null, 'GET', '/procedures?state=published&limit=100')
  for (const { code } of body.items) {
    const procedure = (await call<Procedure>(null, 'GET', `/procedures/${code}`)).body
    const fees = procedure.channels.find((channel) => channel.channel === 'direct')?.fees ?? []
    if (fees.length === 1 && (fees[0]?.amountDong ?? 0) > 0) charged = procedure
  }
})

let filed = 0
async function accepted(): Promise<{ code: string; lookupSecret: string }> {
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
  return body
}
const billOf = async (code: string, login = 'tiepnhan1'): Promise<Bill> => (await call<Bill>(await as(login), 'GET', `/bills/${code}`)).body
const pay = async (code: string, body: object) => await call<Problem>(await as('tiepnhan1'), 'POST', `/bills/${code}/payments`, body)
const setCollector = async (centre: string, token: string, no: number) =>
  await call(token, 'PUT', `/collectors/${centre}`, {
    collectorName: `Đơn vị thu ${no}`,
    taxCode: '4000000001',
    bankBin: '970436',
    bankAccount: `001100000000${no}`,
    templateSymbol: '01BLP0-001',
    seriesSymbol: `BT${no}-26T`,
    refundLimitDong: 300_000,
  })

/** The state alone is moved here; how it gets there is the dossier's own test. */
const resultIsBack = async (code: string) =>
  await db.peek(
    `update dossier.dossier set state = 'result_recorded', holder_kind = 'counter', finished_at = now(), outcome = 'early' where code = $1`,
    [code],
  )
const giveBack = async (code: string) =>
  await call<Problem>(await as('tiepnhan1'), 'POST', `/dossiers/${code}/acts`, { act: 'return_result', receivedBy: 'Người Nộp Thử' })

describe('a centre without a collector', () => {
  test('receives a dossier with a fee, writes down what is owed, and keeps the result until it is paid or waived', async () => {
    const { code } = await accepted()
    const bill = await billOf(code)
    expect(bill.owedDong).toBeGreaterThan(0)
    await resultIsBack(code)
    expect((await giveBack(code)).body.code).toBe('NOT_PAID')
    const waived = await call(await as('giamdoc'), 'POST', `/bills/${code}/adjustments`, {
      lineNo: 1,
      kind: 'exempt',
      ground: 'child',
      reason: 'Được miễn theo quy định',
    })
    expect(waived.status, JSON.stringify(waived.body)).toBeLessThan(300)
    expect((await billOf(code)).notCollected).toBeNull()
    expect((await giveBack(code)).status).toBe(200)
  })

  test('takes no money and shows no account to pay to: who must set up a collector is said, to the counter and to the applicant', async () => {
    const { code, lookupSecret } = await accepted()
    const bill = await billOf(code)
    expect([bill.mayCollect, bill.transfer, bill.notCollected?.code]).toEqual([false, null, 'COLLECTOR_NOT_SET'])
    expect(bill.notCollected?.message).toContain('lãnh đạo Trung tâm khai báo')
    for (const how of [{ method: 'cash' }, { method: 'bank', bankReference: 'FT26335000001' }]) {
      const refused = await pay(code, { ...how, amountDong: bill.owedDong })
      expect([refused.status, refused.body.code]).toEqual([409, 'COLLECTOR_NOT_SET'])
    }
    const { body } = await call<Tracked>(null, 'POST', '/tracking', { code, secret: lookupSecret })
    expect(body.toPay).toMatchObject({ owedDong: bill.owedDong, transfer: null, notCollected: true })
    expect(await db.peek('select from payment.payment union all select from payment.receipt')).toEqual([])
  })

  test('takes what was owed before once it has one, and the collector of another centre changes nothing', async () => {
    const { code, lookupSecret } = await accepted()
    const { owedDong } = await billOf(code)
    expect((await setCollector(two.centres[2], (await two.person({ role: 'centre_manager', centre: 2 })).token, 2)).status).toBe(200)
    expect((await billOf(code)).notCollected?.code).toBe('COLLECTOR_NOT_SET')
    expect((await setCollector(centreId, await as('giamdoc'), 1)).status).toBe(200)
    const bill = await billOf(code)
    expect([bill.mayCollect, bill.notCollected, bill.transfer === null]).toEqual([true, null, false])
    expect((await call<Tracked>(null, 'POST', '/tracking', { code, secret: lookupSecret })).body.toPay.notCollected).toBe(false)
    expect((await pay(code, { method: 'cash', amountDong: owedDong })).status).toBe(201)
    expect((await billOf(code)).owedDong).toBe(0)
    const ofMoney = (await verify(db.ownerUrl)).filter((each) => each.invariant.startsWith('8'))
    expect(ofMoney.filter((each) => each.broken > 0)).toEqual([])
  })
})
