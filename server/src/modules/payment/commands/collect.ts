import { sql } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import type { AccountId, CentreId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { tidy } from '#kernel/vietnamese.ts'
import { databaseFault } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import { dongInWords } from '../domain/amount-in-words.ts'
import { nameWithCount, settledBy } from '../domain/bill.ts'
import type { BillLine } from '../domain/bill.ts'
import type { Collector } from '../domain/collector.ts'
import type { Method } from '../domain/postings.ts'
import { dongText, receiptNumberText } from '../domain/receipt.ts'
import { paymentRefusals } from '../domain/refusals.ts'
import { findCollector } from '../queries/get-collector.ts'
import { setLineStates } from '../store/bill-store.ts'
import type { BillRow } from '../store/bill-store.ts'
import { earlierOpenDay, lockCashDay, momentOf, openCashDay, post } from '../store/ledger-store.ts'
import type { Author, CashDay, Moment } from '../store/ledger-store.ts'
import { lockReference } from '../store/notice-store.ts'
import { issueReceipt } from '../store/receipt-store.ts'
import type { IssuedReceipt, NewReceipt } from '../store/receipt-store.ts'
import { billFor } from './adjust-charge.ts'
import type { DossierDoor } from './dossier-door.ts'

export type Collect = {
  readonly method: Method
  /** The amount asked for at the counter; refused unless it equals the amount owed. */
  readonly amountDong: number
  readonly lineNos?: readonly number[] | undefined
  /** Reference of the bank transaction by which the officer confirmed the arrival of the money. */
  readonly bankReference?: string | undefined
}

export type Collected = { readonly paymentId: string; readonly bill: BillRow; readonly amountDong: number; readonly receipt: IssuedReceipt }

/**
 * Takes a payment at the counter and issues its receipt, in one transaction: no money without a receipt.
 * @throws Refused BILL_NOT_FOUND, COLLECTING_NOT_YOURS, COLLECTOR_NOT_SET, PAYMENT_AMOUNT_DIFFERS, NOTHING_OWED,
 * CHARGE_SETTLED, BANK_REFERENCE_NEEDED, BANK_REFERENCE_USED, CASH_DAY_OPEN, CASH_DAY_CLOSED
 * @law 254/2026/NĐ-CP (biên lai lập tại thời điểm thu; số điều chưa kiểm chứng)
 */
export async function collect(tx: Queryable, dossiers: DossierDoor, actor: Actor, code: string, input: Collect): Promise<Collected> {
  const reference = tidy(input.bankReference ?? '')
  if (input.method === 'bank') await lockReference(tx, reference)
  await dossiers.hold(tx, code)
  const bill = await billFor(tx, actor, { code }, 'collect')
  // Asked first: without a collector there is no drawer to open either.
  await collectorOf(tx, bill.centreId)
  if (input.method === 'bank' && reference === '') {
    throw new Refused(
      refusalFrom(paymentRefusals, 'BANK_REFERENCE_NEEDED', {}, [{ field: '/body/bankReference', message: 'Xin ghi số tham chiếu' }]),
    )
  }
  const moment = await momentOf(tx)
  const cashierId = accountOf(actor)
  if (input.method === 'bank') {
    const { rows } = await sql`select from payment.bank_notice
      where payment.reference_key(bank_reference) = payment.reference_key(${reference})`.execute(tx)
    if (rows.length > 0) throw new Refused(refusalFrom(paymentRefusals, 'BANK_REFERENCE_USED'))
  } else await openDrawer(tx, cashierId, bill.centreId, moment.day, 'share')
  return await settle(tx, dossiers, bill, {
    method: input.method,
    amountDong: input.amountDong,
    lineNos: input.lineNos,
    bankReference: input.method === 'bank' ? reference : null,
    noticed: false,
    cashierId,
    author: { id: actor.accountId, name: actor.displayName },
    moment,
  })
}

export type Settlement = {
  readonly method: Method
  readonly amountDong: number
  readonly lineNos?: readonly number[] | undefined
  readonly bankReference: string | null
  /** The bank announced it before, so the money is booked as unmatched. */
  readonly noticed: boolean
  readonly cashierId: AccountId | null
  readonly author: Author
  readonly moment: Moment
}

/** Settles lines of a locked bill by one payment: book, payment, state, receipt, and last the notification of the dossier. */
export async function settle(tx: Queryable, dossiers: DossierDoor, bill: BillRow, given: Settlement): Promise<Collected> {
  const lines = settledBy(bill.lines, given.amountDong, given.lineNos)
  if ('message' in lines) throw new Refused(lines)
  const collector = await collectorOf(tx, bill.centreId)
  const [paymentId, transactionId] = given.moment.ids
  await post(tx, {
    id: transactionId,
    movement: { kind: 'collect', amountDong: given.amountDong, method: given.method, noticed: given.noticed },
    moment: given.moment,
    centreId: bill.centreId,
    author: given.author,
    billId: bill.id,
    paymentId,
    cashierId: given.method === 'cash' ? (given.cashierId ?? undefined) : undefined,
  })
  try {
    await sql`insert into payment.payment (id, bill_id, centre_id, method, amount_dong, lines, bank_reference,
      noticed, cashier_id, cashier_name, on_day, at, transaction_id)
      values (${paymentId}, ${bill.id}, ${bill.centreId}, ${given.method}, ${given.amountDong},
        ${lines.map((line) => line.no)}::int[], ${given.bankReference}, ${given.noticed}, ${given.cashierId},
        ${given.author.name}, ${given.moment.day}, ${given.moment.at},
        ${transactionId})`.execute(tx)
  } catch (error) {
    if (databaseFault(error)?.constraint === 'payment_bank_reference_used_once')
      throw new Refused(refusalFrom(paymentRefusals, 'BANK_REFERENCE_USED'))
    throw error
  }
  const numbers = lines.map((line) => line.no)
  await setLineStates(tx, bill.id, numbers, 'paid')
  const receipt = await numbered(tx, receiptFor(bill, collector, paymentId, lines, given), given.author, given.moment)
  await dossiers.moneyMoved(tx, {
    dossierId: bill.dossierId,
    dossierCode: bill.dossierCode,
    kind: 'settled',
    text: `Đã nộp ${dongText(given.amountDong)}, biên lai ${receipt.seriesSymbol} số ${receiptNumberText(receipt.number)}.`,
  })
  return { paymentId, bill, amountDong: given.amountDong, receipt }
}

function receiptFor(bill: BillRow, collector: Collector, paymentId: string, lines: readonly BillLine[], given: Settlement): NewReceipt {
  return {
    id: paymentId,
    kind: 'original',
    paymentId,
    refersTo: null,
    centreId: bill.centreId,
    collector,
    payerName: bill.payerName,
    dossierCode: bill.dossierCode,
    items: lines.map((line) => ({ name: nameWithCount(line), amountDong: line.dueDong ?? 0 })),
    amountDong: given.amountDong,
    amountWords: dongInWords(given.amountDong),
    method: given.method,
    reason: '',
  }
}

/** Issues a receipt; the ninth digit is refused. */
export async function numbered(tx: Queryable, receipt: NewReceipt, author: Author, moment: Moment): Promise<IssuedReceipt> {
  try {
    return await issueReceipt(tx, receipt, author, moment)
  } catch (error) {
    if (databaseFault(error)?.constraint === 'receipt_series_eight_digits')
      throw new Refused(refusalFrom(paymentRefusals, 'RECEIPT_NUMBERS_USED_UP'))
    throw error
  }
}

/** @throws Refused COLLECTOR_NOT_SET */
export async function collectorOf(tx: Queryable, centreId: CentreId): Promise<Collector> {
  const collector = await findCollector(tx, centreId)
  if (!collector) throw new Refused(refusalFrom(paymentRefusals, 'COLLECTOR_NOT_SET'))
  return collector
}

/**
 * The cashier's drawer of today, opened at the first money of the day.
 * @throws Refused CASH_DAY_OPEN when an earlier day was never closed, CASH_DAY_CLOSED when today's already is
 */
export async function openDrawer(
  tx: Queryable,
  cashierId: AccountId,
  centreId: CentreId,
  day: string,
  how: 'share' | 'take',
): Promise<CashDay> {
  const forgotten = await earlierOpenDay(tx, cashierId, centreId, day)
  if (forgotten !== null) throw new Refused(refusalFrom(paymentRefusals, 'CASH_DAY_OPEN', { day: dayText(forgotten), date: forgotten }))
  await openCashDay(tx, cashierId, centreId, day)
  const drawer = await lockCashDay(tx, cashierId, centreId, day, how)
  if (!drawer) throw new Error('a cash day just opened is not there')
  if (drawer.closedAt !== null) throw new Refused(refusalFrom(paymentRefusals, 'CASH_DAY_CLOSED', { day: dayText(day) }))
  return drawer
}

export function dayText(day: string): string {
  return day.split('-').toReversed().join('/')
}

export function accountOf(actor: Actor): AccountId {
  if (actor.accountId === null) throw new Error('only staff handle money')
  return actor.accountId
}
