import { sql } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import type { AccountId, CentreId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { tidy } from '#kernel/vietnamese.ts'
import { databaseFault } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import { owedOf, settledBy } from '../domain/bill.ts'
import { judgeMoneyDuty, maySeeMoney } from '../domain/may-collect.ts'
import type { MoneyDuty } from '../domain/may-collect.ts'
import { partsFrom, sumLeft } from '../domain/notice-uses.ts'
import { dongText } from '../domain/receipt.ts'
import { paymentRefusals } from '../domain/refusals.ts'
import { lockBill } from '../store/bill-store.ts'
import { momentOf, post } from '../store/ledger-store.ts'
import { lockNotices, sumReturned, saveUse, settleNoticeStates } from '../store/notice-store.ts'
import type { NoticeRow } from '../store/notice-store.ts'
import { accountOf, collectorOf, settle } from './collect.ts'
import type { Collected } from './collect.ts'
import type { DossierDoor } from './dossier-door.ts'

/**
 * Counts the money of one or several unmatched notices together and settles what a dossier owes with it. What is more than
 * that stays on the last notice: it can settle another dossier, or go back to the payer.
 * @throws Refused BANK_NOTICE_NOT_FOUND, BANK_NOTICE_CONTRADICTS, COLLECTING_NOT_YOURS, BILL_NOT_FOUND, NOTHING_OWED, MONEY_NOT_ENOUGH
 */
export async function matchBankNotices(
  tx: Queryable,
  dossiers: DossierDoor,
  actor: Actor,
  noticeIds: readonly string[],
  code: string,
): Promise<Collected> {
  const notices = await noticesFor(tx, actor, noticeIds, 'match_notice')
  await dossiers.hold(tx, code)
  const bill = await lockBill(tx, { code })
  if (!bill || bill.centreId !== notices[0]?.centreId) throw new Refused(refusalFrom(paymentRefusals, 'BILL_NOT_FOUND'))
  const owedDong = owedOf(bill.lines)
  const settled = settledBy(bill.lines, owedDong)
  if ('message' in settled) throw new Refused(settled)
  const parts = partsFrom(notices, owedDong)
  const [first] = parts
  if (!first) {
    const details = { given: dongText(sumLeft(notices)), owed: dongText(owedDong) }
    throw new Refused(refusalFrom(paymentRefusals, 'MONEY_NOT_ENOUGH', details))
  }
  const moment = await momentOf(tx)
  const author = { id: actor.accountId, name: actor.displayName }
  const collected = await settle(tx, dossiers, bill, {
    method: 'bank',
    amountDong: owedDong,
    bankReference: first.bankReference,
    noticed: true,
    cashierId: accountOf(actor),
    author,
    moment,
  })
  for (const part of parts)
    await saveUse(tx, part.noticeId, { amountDong: part.amountDong, paymentId: collected.paymentId }, author, moment)
  await settleNoticeStates(
    tx,
    parts.map(({ noticeId }) => noticeId),
    'resolved',
    'Còn tiền chưa dùng sau khi nộp cho hồ sơ',
  )
  return collected
}

export type ReturnMoney = {
  readonly amountDong: number
  /** Who gets it and where: the payer's name, bank and account. */
  readonly to: string
  /** The bank's reference of the transfer that took the money back. */
  readonly reference: string
  readonly reason: string
}
export type MoneyReturn = { readonly noticeId: string; readonly no: number; readonly state: 'done' | 'waiting' | 'declined' }

/**
 * Sends unmatched money back to its payer. Where all returns of the notice are above the centre's limit for refunds, a second person approves before it leaves the book.
 * @throws Refused BANK_NOTICE_NOT_FOUND, BANK_NOTICE_CONTRADICTS, COLLECTING_NOT_YOURS, MONEY_NOT_LEFT, RETURN_REFERENCE_USED
 */
export async function returnMoney(tx: Queryable, actor: Actor, noticeId: string, input: ReturnMoney): Promise<MoneyReturn> {
  const [notice] = await noticesFor(tx, actor, [noticeId], 'ask_return')
  if (!notice) throw new Refused(refusalFrom(paymentRefusals, 'BANK_NOTICE_NOT_FOUND'))
  if (input.amountDong > notice.leftDong) {
    const details = { left: dongText(notice.leftDong), asked: dongText(input.amountDong) }
    throw new Refused(
      refusalFrom(paymentRefusals, 'MONEY_NOT_LEFT', details, [{ field: '/body/amountDong', message: `Nhiều nhất ${details.left}` }]),
    )
  }
  const { refundLimitDong } = await collectorOf(tx, notice.centreId)
  const moment = await momentOf(tx)
  // Parts count together: who may return a small sum alone must not return a large one in small parts.
  const isDone = (await sumReturned(tx, noticeId)) + input.amountDong <= refundLimitDong
  const no = await insertReturn(tx, actor, notice, input, moment.at)
  if (!isDone) return { noticeId, no, state: 'waiting' }
  await carryOutReturn(tx, actor, { noticeId, no, centreId: notice.centreId, amountDong: input.amountDong, reason: tidy(input.reason) })
  return { noticeId, no, state: 'done' }
}

/**
 * Approves or declines a pending return; nobody decides on their own request.
 * @throws Refused RETURN_NOT_FOUND, COLLECTING_NOT_YOURS, FOUR_EYES
 */
export async function decideReturn(tx: Queryable, actor: Actor, noticeId: string, no: number, approve: boolean): Promise<MoneyReturn> {
  const [notice] = await lockNotices(tx, [noticeId])
  const { rows } = await sql<{ askedBy: AccountId; amountDong: number; reason: string }>`
    select asked_by as "askedBy", amount_dong as "amountDong", reason
    from payment.notice_use
    where notice_id = ${noticeId} and no = ${no} and kind = 'return' and decision is null
    for update`.execute(tx)
  const asked = rows[0]
  if (!notice || !asked || !maySeeMoney(actor, notice.centreId)) throw new Refused(refusalFrom(paymentRefusals, 'RETURN_NOT_FOUND'))
  const refusal = judgeMoneyDuty(actor, 'decide_refund', notice.centreId)
  if (refusal) throw new Refused(refusal)
  if (approve && asked.askedBy === actor.accountId) throw new Refused(refusalFrom(paymentRefusals, 'FOUR_EYES'))
  if (approve) {
    await carryOutReturn(tx, actor, { noticeId, no, centreId: notice.centreId, amountDong: asked.amountDong, reason: asked.reason })
    return { noticeId, no, state: 'done' }
  }
  const moment = await momentOf(tx)
  await sql`
    update payment.notice_use
    set decision = 'declined', decided_by = ${accountOf(actor)}, decided_by_name = ${actor.displayName},
      decided_at = ${moment.at}
    where notice_id = ${noticeId} and no = ${no}`.execute(tx)
  return { noticeId, no, state: 'declined' }
}

/** Takes an unmatched notice into one's own hands, so that it has an owner by name. @throws Refused BANK_NOTICE_NOT_FOUND, COLLECTING_NOT_YOURS */
export async function takeMoneyCase(tx: Queryable, actor: Actor, noticeId: string): Promise<void> {
  await noticesFor(tx, actor, [noticeId], 'ask_return', { evenContradicting: true })
  await sql`update payment.bank_notice set owner_id = ${accountOf(actor)} where id = ${noticeId}`.execute(tx)
}

/** The notices, locked, all of one centre where the actor has the duty. */
async function noticesFor(
  tx: Queryable,
  actor: Actor,
  ids: readonly string[],
  duty: MoneyDuty,
  options: { evenContradicting?: boolean } = {},
): Promise<NoticeRow[]> {
  const wanted = new Set(ids)
  const notices = await lockNotices(tx, [...wanted])
  const [first] = notices
  const isWhole = first && notices.length === wanted.size && notices.every(({ centreId }) => centreId === first.centreId)
  if (!isWhole || !maySeeMoney(actor, first.centreId)) throw new Refused(refusalFrom(paymentRefusals, 'BANK_NOTICE_NOT_FOUND'))
  const refusal = judgeMoneyDuty(actor, duty, first.centreId)
  if (refusal) throw new Refused(refusal)
  const contradicting = notices.find(({ isBooked }) => !isBooked)
  if (contradicting && options.evenContradicting !== true) throw new Refused(await contradictionOf(tx, contradicting))
  return notices
}

async function contradictionOf(tx: Queryable, notice: NoticeRow) {
  const { rows } = await sql<{ confirmedDong: number }>`
    select amount_dong as "confirmedDong"
    from payment.payment
    where payment.reference_key(bank_reference) = payment.reference_key(${notice.bankReference})
      and centre_id = ${notice.centreId}
      and undone_at is null
      and not noticed`.execute(tx)
  const details = { noticed: dongText(notice.amountDong), confirmed: dongText(rows[0]?.confirmedDong ?? 0) }
  return refusalFrom(paymentRefusals, 'BANK_NOTICE_CONTRADICTS', details)
}

async function insertReturn(tx: Queryable, actor: Actor, notice: NoticeRow, input: ReturnMoney, at: string): Promise<number> {
  try {
    const { rows } = await sql<{ no: number }>`
      insert into payment.notice_use (notice_id, no, kind, amount_dong, return_to, return_reference, reason,
        asked_by, asked_by_name, asked_at)
      select ${notice.id}::uuid, coalesce(max(no), 0) + 1, 'return', ${input.amountDong}::bigint, ${tidy(input.to)},
        ${tidy(input.reference)}, ${tidy(input.reason)}, ${accountOf(actor)}::uuid, ${actor.displayName},
        ${at}::timestamptz
      from payment.notice_use where notice_id = ${notice.id}
      returning no`.execute(tx)
    return rows[0]?.no ?? 0
  } catch (error) {
    if (databaseFault(error)?.constraint === 'notice_return_reference_once') {
      const field = { field: '/body/reference', message: 'Số tham chiếu đã dùng' }
      throw new Refused(refusalFrom(paymentRefusals, 'RETURN_REFERENCE_USED', {}, [field]))
    }
    throw error
  }
}

async function carryOutReturn(
  tx: Queryable,
  actor: Actor,
  given: { noticeId: string; no: number; centreId: CentreId; amountDong: number; reason: string },
): Promise<void> {
  const moment = await momentOf(tx)
  const [transactionId] = moment.ids
  await post(tx, {
    id: transactionId,
    movement: { kind: 'return', amountDong: given.amountDong },
    moment,
    centreId: given.centreId,
    author: { id: actor.accountId, name: actor.displayName },
    reason: given.reason,
  })
  await sql`
    update payment.notice_use
    set decision = 'done', decided_by = ${accountOf(actor)}, decided_by_name = ${actor.displayName},
      decided_at = ${moment.at},
      transaction_id = ${transactionId}
    where notice_id = ${given.noticeId} and no = ${given.no}`.execute(tx)
  await settleNoticeStates(tx, [given.noticeId], 'resolved', 'Còn tiền chưa dùng sau khi trả lại')
}
