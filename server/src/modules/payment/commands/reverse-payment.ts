import { sql } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import type { AccountId, CentreId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { tidy } from '#kernel/vietnamese.ts'
import type { Queryable } from '#platform/db/database.ts'
import { databaseFault } from '#platform/db/database.ts'
import { hasMoneyDuty, judgeMoneyDuty, maySeeMoney } from '../domain/may-collect.ts'
import type { Method } from '../domain/postings.ts'
import { dongText } from '../domain/receipt.ts'
import { paymentRefusals } from '../domain/refusals.ts'
import { dossierOfBill, lockBill, setLineStates } from '../store/bill-store.ts'
import { momentOf, post } from '../store/ledger-store.ts'
import type { Moment } from '../store/ledger-store.ts'
import { settleNoticeStates } from '../store/notice-store.ts'
import { accountOf, collectorOf, numbered, openDrawer } from './collect.ts'
import type { DossierDoor } from './dossier-door.ts'

type PaymentRow = {
  id: string
  billId: string
  centreId: CentreId
  method: Method
  amountDong: number
  lines: number[]
  cashierId: AccountId | null
  bankReference: string | null
  onDay: string
}

export type Reversal = { readonly id: string; readonly state: 'done' | 'waiting' | 'declined' }

/**
 * Undoes a payment: `mistake` on its own day by its own cashier (on any day by the manager when the bank reports less), and the charge is owed again; `refund` gives money
 * back for good, above the centre's limit only after a second person approves. Nothing is deleted: the book gets a
 * movement and the receipt a cancelling receipt.
 * @throws Refused PAYMENT_NOT_FOUND, COLLECTING_NOT_YOURS, PAYMENT_ALREADY_REVERSED, MISTAKE_TOO_LATE, CASH_NOT_ENOUGH, CASH_DAY_…
 */
export async function reversePayment(
  tx: Queryable,
  dossiers: DossierDoor,
  actor: Actor,
  paymentId: string,
  kind: 'refund' | 'mistake',
  givenReason: string,
): Promise<Reversal> {
  const payment = await paymentFor(tx, actor, paymentId)
  const refusal = judgeMoneyDuty(actor, 'ask_refund', payment.centreId)
  if (refusal) throw new Refused(refusal)
  const moment = await momentOf(tx)
  const isOwnOfToday = payment.onDay === moment.day && payment.cashierId === actor.accountId
  if (kind === 'mistake' && !isOwnOfToday && !(await mayUndoContradicted(tx, actor, payment)))
    throw new Refused(refusalFrom(paymentRefusals, 'MISTAKE_TOO_LATE'))
  const { refundLimitDong } = await collectorOf(tx, payment.centreId)
  // Refunds of one bill count together: its charges can be paid, and so refunded, one by one.
  const needsSecond = kind === 'refund' && (await refundedOf(tx, payment.billId)) + payment.amountDong > refundLimitDong
  const reason = tidy(givenReason)
  const [id, transactionId] = moment.ids
  try {
    await sql`insert into payment.reversal (id, payment_id, centre_id, kind, amount_dong, reason, asked_by,
      asked_by_name, asked_at, needs_second)
      values (${id}, ${payment.id}, ${payment.centreId}, ${kind}, ${payment.amountDong}, ${reason},
        ${accountOf(actor)}, ${actor.displayName}, ${moment.at},
        ${needsSecond})`.execute(tx)
  } catch (error) {
    if (databaseFault(error)?.constraint === 'reversal_once_per_payment')
      throw new Refused(refusalFrom(paymentRefusals, 'PAYMENT_ALREADY_REVERSED'))
    throw error
  }
  if (needsSecond) return { id, state: 'waiting' }
  await carryOut(tx, dossiers, actor, payment, { id, kind, reason, drawerOf: accountOf(actor) }, moment, transactionId)
  return { id, state: 'done' }
}

/**
 * Approves or declines a refund that waits. The money leaves the drawer of the person who asked, today.
 * @throws Refused REVERSAL_NOT_FOUND, COLLECTING_NOT_YOURS, FOUR_EYES, CASH_NOT_ENOUGH, CASH_DAY_…
 */
export async function decideReversal(
  tx: Queryable,
  dossiers: DossierDoor,
  actor: Actor,
  reversalId: string,
  approve: boolean,
): Promise<Reversal> {
  const { rows } = await sql<{
    id: string
    paymentId: string
    kind: 'refund' | 'mistake'
    reason: string
    centreId: CentreId
    askedBy: AccountId
  }>`
    select id, payment_id as "paymentId", kind, reason, centre_id as "centreId", asked_by as "askedBy"
    from payment.reversal where id = ${reversalId} and decision is null for update`.execute(tx)
  const asked = rows[0]
  if (!asked || !maySeeMoney(actor, asked.centreId)) throw new Refused(refusalFrom(paymentRefusals, 'REVERSAL_NOT_FOUND'))
  const refusal = judgeMoneyDuty(actor, 'decide_refund', asked.centreId)
  if (refusal) throw new Refused(refusal)
  if (approve && asked.askedBy === actor.accountId) throw new Refused(refusalFrom(paymentRefusals, 'FOUR_EYES'))
  const moment = await momentOf(tx)
  if (!approve) {
    await sql`update payment.reversal
      set decision = 'declined', decided_by = ${accountOf(actor)}, decided_by_name = ${actor.displayName},
      decided_at = ${moment.at}
      where id = ${asked.id}`.execute(tx)
    return { id: asked.id, state: 'declined' }
  }
  const payment = await paymentFor(tx, actor, asked.paymentId)
  await carryOut(tx, dossiers, actor, payment, { ...asked, drawerOf: asked.askedBy }, moment, moment.ids[1])
  return { id: asked.id, state: 'done' }
}

async function carryOut(
  tx: Queryable,
  dossiers: DossierDoor,
  actor: Actor,
  payment: PaymentRow,
  reversal: { id: string; kind: 'refund' | 'mistake'; reason: string; drawerOf: AccountId },
  moment: Moment,
  transactionId: string,
): Promise<void> {
  // Notices are locked before the dossier and its bill, as matching does.
  const notices = await lockNoticesOf(tx, payment)
  await dossiers.hold(tx, (await dossierOfBill(tx, { id: payment.billId })) ?? '')
  const bill = await lockBill(tx, { id: payment.billId })
  if (!bill) throw new Error('a payment without its bill')
  const author = { id: actor.accountId, name: actor.displayName }
  if (payment.method === 'cash') {
    const { heldDong } = await openDrawer(tx, reversal.drawerOf, payment.centreId, moment.day, 'take')
    if (heldDong < payment.amountDong)
      throw new Refused(refusalFrom(paymentRefusals, 'CASH_NOT_ENOUGH', { held: heldDong, asked: payment.amountDong }))
  }
  await post(tx, {
    id: transactionId,
    movement: { kind: reversal.kind, amountDong: payment.amountDong, method: payment.method, noticed: notices.used.length > 0 },
    moment,
    centreId: payment.centreId,
    author,
    billId: bill.id,
    paymentId: payment.id,
    reason: reversal.reason,
    cashierId: payment.method === 'cash' ? reversal.drawerOf : undefined,
  })
  await sql`update payment.reversal
    set decision = 'done', decided_by = ${accountOf(actor)}, decided_by_name = ${actor.displayName},
    decided_at = ${moment.at},
    transaction_id = ${transactionId} where id = ${reversal.id}`.execute(tx)
  await setLineStates(tx, bill.id, payment.lines, reversal.kind === 'mistake' ? 'owed' : 'refunded')
  await cancelReceipt(tx, payment.id, reversal.reason, author, moment)
  const undone = reversal.kind === 'mistake'
  if (undone) await freeNotices(tx, payment, notices, transactionId, moment.at)
  await dossiers.moneyMoved(tx, {
    dossierId: bill.dossierId,
    dossierCode: bill.dossierCode,
    kind: undone ? 'undone' : 'settled',
    text: `${undone ? 'Huỷ lần thu' : 'Hoàn trả'} ${dongText(payment.amountDong)}: ${reversal.reason}`,
  })
}

type NoticesOf = {
  /** Whose money settled the payment, or covers it. */
  readonly used: readonly string[]
  /** A notice with its reference and a smaller sum than confirmed, which is therefore not booked. */
  readonly contradicting: { readonly id: string; readonly amountDong: number } | null
}

async function lockNoticesOf(tx: Queryable, payment: PaymentRow): Promise<NoticesOf> {
  const { rows } = await sql<{ id: string; amountDong: number; isUsed: boolean }>`
    select n.id, n.amount_dong as "amountDong", u.notice_id is not null as "isUsed"
    from payment.bank_notice n
    left join payment.notice_use u
      on u.locality_id = n.locality_id and u.notice_id = n.id and u.payment_id = ${payment.id} and u.undone_at is null
    where u.notice_id is not null
      or (payment.reference_key(n.bank_reference) = payment.reference_key(${payment.bankReference})
        and n.centre_id = ${payment.centreId}
        and n.state = 'unmatched' and n.transaction_id is null)
    order by n.id
    for update of n`.execute(tx)
  return { used: rows.filter(({ isUsed }) => isUsed).map(({ id }) => id), contradicting: rows.find(({ isUsed }) => !isUsed) ?? null }
}

/** After a mistake the money that the bank reported waits again, and its reference is free for the right dossier. */
async function freeNotices(tx: Queryable, payment: PaymentRow, notices: NoticesOf, transactionId: string, at: string): Promise<void> {
  await sql`update payment.payment set undone_at = ${at} where id = ${payment.id}`.execute(tx)
  const { used, contradicting } = notices
  if (used.length > 0) {
    await sql`update payment.notice_use set undone_at = ${at} where payment_id = ${payment.id} and undone_at is null`.execute(tx)
    await sql`update payment.bank_notice set transaction_id = coalesce(transaction_id, ${transactionId}::uuid)
      where id = any(${[...used]}::uuid[])`.execute(tx)
    await settleNoticeStates(tx, used, 'resolved', 'Lần thu đã huỷ vì ghi nhầm')
  }
  if (contradicting) {
    const moment = await momentOf(tx)
    const [id] = moment.ids
    const movement = { kind: 'notice', amountDong: contradicting.amountDong } as const
    await post(tx, { id, movement, moment, centreId: payment.centreId, author: { id: null, name: 'Báo có của ngân hàng' } })
    await sql`update payment.bank_notice set transaction_id = ${id}, why = 'Lần thu đã huỷ vì ghi nhầm' where id = ${contradicting.id}`.execute(
      tx,
    )
  }
}

/** A payment that the bank's own word contradicts is a mistake on any day; the manager may undo it. */
async function mayUndoContradicted(tx: Queryable, actor: Actor, payment: PaymentRow): Promise<boolean> {
  if (payment.method !== 'bank' || !hasMoneyDuty(actor, 'match_notice', payment.centreId)) return false
  return (await lockNoticesOf(tx, payment)).contradicting !== null
}

/** The last receipt of the payment is cancelled by one that refers to it. */
async function cancelReceipt(
  tx: Queryable,
  paymentId: string,
  reason: string,
  author: { id: AccountId | null; name: string },
  moment: Moment,
): Promise<void> {
  const last = await standingReceipt(tx, { paymentId })
  if (!last) throw new Error('a payment without a standing receipt')
  await numbered(tx, { ...last, id: moment.ids[0], kind: 'cancellation', refersTo: last.id, reason }, author, moment)
}

type Standing = Parameters<typeof numbered>[1]

/** A receipt that nothing has replaced or cancelled, with the collector as it is today. */
async function standingReceipt(tx: Queryable, by: { paymentId: string } | { id: string }): Promise<Standing | null> {
  const which = 'id' in by ? sql`r.id = ${by.id}` : sql`r.payment_id = ${by.paymentId}`
  const { rows } = await sql<Omit<Standing, 'collector'>>`
    select r.id, r.kind, r.payment_id as "paymentId", r.refers_to as "refersTo", r.centre_id as "centreId",
      r.payer_name as "payerName", r.dossier_code as "dossierCode", r.items, r.amount_dong as "amountDong",
      r.amount_words as "amountWords", r.method,
      r.reason
    from payment.receipt r
    where ${which} and r.kind <> 'cancellation' and not exists (select from payment.receipt n
      where n.locality_id = r.locality_id and n.refers_to = r.id)`.execute(tx)
  const row = rows[0]
  return row ? { ...row, collector: await collectorOf(tx, row.centreId) } : null
}

/**
 * Replaces a receipt whose payer was written wrongly by a new one that refers to it. Sums are never corrected this
 * way: a wrong sum is a mistake or a refund.
 * @throws Refused RECEIPT_NOT_FOUND, RECEIPT_REPLACED, COLLECTING_NOT_YOURS
 */
export async function replaceReceipt(tx: Queryable, actor: Actor, receiptId: string, payerName: string, reason: string) {
  const { rows } = await sql<{
    centreId: CentreId
    billId: string
  }>`select r.centre_id as "centreId", p.bill_id as "billId" from payment.receipt r
    join payment.payment p on p.locality_id = r.locality_id and p.id = r.payment_id
    where r.id = ${receiptId}`.execute(tx)
  const found = rows[0]
  if (!found || !maySeeMoney(actor, found.centreId)) throw new Refused(refusalFrom(paymentRefusals, 'RECEIPT_NOT_FOUND'))
  const refusal = judgeMoneyDuty(actor, 'replace_receipt', found.centreId)
  if (refusal) throw new Refused(refusal)
  await lockBill(tx, { id: found.billId })
  const standing = await standingReceipt(tx, { id: receiptId })
  if (!standing) throw new Refused(refusalFrom(paymentRefusals, 'RECEIPT_REPLACED'))
  const moment = await momentOf(tx)
  const author = { id: actor.accountId, name: actor.displayName }
  return await numbered(
    tx,
    { ...standing, id: moment.ids[0], kind: 'replacement', refersTo: standing.id, payerName: tidy(payerName), reason: tidy(reason) },
    author,
    moment,
  )
}

/** What was refunded of a bill, or waits to be. */
async function refundedOf(tx: Queryable, billId: string): Promise<number> {
  const { rows } = await sql<{ dong: number }>`
    select coalesce(sum(v.amount_dong), 0)::bigint as dong
    from payment.reversal v
    join payment.payment p on p.locality_id = v.locality_id and p.id = v.payment_id
    where p.bill_id = ${billId} and v.kind = 'refund' and v.decision is distinct from 'declined'`.execute(tx)
  return rows[0]?.dong ?? 0
}

async function paymentFor(tx: Queryable, actor: Actor, id: string): Promise<PaymentRow> {
  const { rows } =
    await sql<PaymentRow>`select id, bill_id as "billId", centre_id as "centreId", method, amount_dong as "amountDong", lines,
    cashier_id as "cashierId", bank_reference as "bankReference", on_day as "onDay" from payment.payment
    where id = ${id}`.execute(tx)
  const payment = rows[0]
  if (!payment || !maySeeMoney(actor, payment.centreId)) throw new Refused(refusalFrom(paymentRefusals, 'PAYMENT_NOT_FOUND'))
  return payment
}
