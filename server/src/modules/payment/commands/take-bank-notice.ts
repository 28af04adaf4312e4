import { createHmac, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import type { AccountId, CentreId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { tidy } from '#kernel/vietnamese.ts'
import type { Queryable } from '#platform/db/database.ts'
import { referencesIn, settledBy } from '../domain/bill.ts'
import { judgeMoneyDuty, maySeeMoney } from '../domain/may-collect.ts'
import { paymentRefusals } from '../domain/refusals.ts'
import { lockBill } from '../store/bill-store.ts'
import { momentOf, post } from '../store/ledger-store.ts'
import { accountOf, settle } from './collect.ts'
import type { Collected } from './collect.ts'
import type { DossierDoor } from './dossier-door.ts'

export type BankNotice = {
  /** The collecting account it came to. */
  readonly bankBin: string
  readonly bankAccount: string
  /** The bank's own id of the transaction: one notice, however often it is sent. */
  readonly bankReference: string
  readonly amountDong: number
  /** Words of the transfer as the bank shows them. */
  readonly content: string
  readonly paidAt: string
}

export type NoticeTaken = { readonly state: 'matched' | 'unmatched'; readonly why: string; readonly collected: Collected | null }

const bank = { id: null, name: 'Báo có của ngân hàng' } as const

/** HMAC-SHA256, in hexadecimal, over the canonical JSON (RFC 8785) of the notice without its signature. */
export function signNotice(notice: BankNotice, secret: Uint8Array | string): string {
  return createHmac('sha256', secret)
    .update(canonicalJson({ ...notice }))
    .digest('hex')
}

/**
 * Takes the bank's word that money came. It settles a bill when reference and amount fit exactly; otherwise the money is
 * booked as unmatched and a person decides. The same notice again is answered as the first time.
 * @throws Refused BANK_NOTICE_NOT_BELIEVED, BANK_NOTICE_DIFFERS
 */
export async function takeBankNotice(tx: Queryable, dossiers: DossierDoor, notice: BankNotice, signature: string): Promise<NoticeTaken> {
  const { rows: accounts } = await sql<{
    centreId: CentreId
    secret: Buffer | null
  }>`select centre_id as "centreId", notice_secret as secret
    from payment.account where bank_bin = ${notice.bankBin} and bank_account = ${notice.bankAccount}`.execute(tx)
  const believed = accounts.find(({ secret }) => secret !== null && sameSignature(signNotice(notice, secret), signature))
  if (!believed) throw new Refused(refusalFrom(paymentRefusals, 'BANK_NOTICE_NOT_BELIEVED'))
  const moment = await momentOf(tx)
  const [noticeId, transactionId] = moment.ids
  const content = tidy(notice.content)
  const { rows: confirmed } = await sql<{ id: string; amountDong: number }>`select id, amount_dong as "amountDong" from payment.payment
    where bank_reference = ${notice.bankReference}`.execute(tx)
  const [atCounter] = confirmed
  // Money an officer has confirmed is in the book already; a notice of it books nothing.
  const booked = atCounter ? null : transactionId
  const { rows: fresh } =
    await sql`insert into payment.bank_notice (id, bank_reference, centre_id, amount_dong, content, paid_at, received_at, state, transaction_id)
    values (${noticeId}, ${notice.bankReference}, ${believed.centreId}, ${notice.amountDong}, ${content}, ${notice.paidAt}, ${moment.at}, 'unmatched', ${booked})
    on conflict on constraint bank_notice_once do nothing returning id`.execute(tx)
  if (fresh.length === 0) return await sameAsBefore(tx, { ...notice, content })
  const save = async (why: string, paymentId: string | null): Promise<void> => {
    await sql`update payment.bank_notice set state = ${why === '' ? 'matched' : 'unmatched'}, why = ${why}, payment_id = ${paymentId} where id = ${noticeId}`.execute(
      tx,
    )
  }
  if (atCounter) {
    const why = atCounter.amountDong === notice.amountDong ? '' : 'Số tiền khác với lần thu cán bộ đã xác nhận tại quầy'
    await save(why, atCounter.id)
    return { state: why === '' ? 'matched' : 'unmatched', why, collected: null }
  }
  await post(tx, {
    id: transactionId,
    movement: { kind: 'notice', amountDong: notice.amountDong },
    moment,
    centreId: believed.centreId,
    author: bank,
    reason: notice.bankReference,
  })
  const { why, collected } = await tryToMatch(tx, dossiers, notice, believed.centreId)
  await save(why, collected?.paymentId ?? null)
  return { state: why === '' ? 'matched' : 'unmatched', why, collected }
}

async function tryToMatch(
  tx: Queryable,
  dossiers: DossierDoor,
  notice: BankNotice,
  centreId: CentreId,
): Promise<{ why: string; collected: Collected | null }> {
  const no = (why: string) => ({ why, collected: null })
  const references = referencesIn(notice.content)
  const { rows: bills } = await sql<{
    id: string
    code: string
  }>`select id, dossier_code as code from payment.bill where reference = any(${[...references]}::text[]) and centre_id = ${centreId}`.execute(
    tx,
  )
  const [found] = bills
  if (!found || bills.length > 1)
    return no(bills.length > 1 ? 'Nội dung chuyển khoản nêu nhiều hồ sơ' : 'Không thấy mã thanh toán trong nội dung chuyển khoản')
  await dossiers.hold(tx, found.code)
  const bill = await lockBill(tx, { id: found.id })
  if (!bill) return no('Không thấy mã thanh toán trong nội dung chuyển khoản')
  const lines = settledBy(bill.lines, notice.amountDong)
  if ('message' in lines) return no(lines.message)
  const moment = await momentOf(tx)
  const collected = await settle(tx, dossiers, bill, {
    method: 'bank',
    amountDong: notice.amountDong,
    bankReference: notice.bankReference,
    noticed: true,
    cashierId: null,
    author: bank,
    moment,
  })
  return { why: '', collected }
}

async function sameAsBefore(tx: Queryable, notice: BankNotice): Promise<NoticeTaken> {
  const { rows } = await sql<{ amountDong: number; content: string; state: 'matched' | 'unmatched' | 'resolved' }>`
    select amount_dong as "amountDong", content, state from payment.bank_notice where bank_reference = ${notice.bankReference}`.execute(tx)
  const before = rows[0]
  if (!before || before.amountDong !== notice.amountDong || before.content !== notice.content)
    throw new Refused(refusalFrom(paymentRefusals, 'BANK_NOTICE_DIFFERS'))
  return { state: before.state === 'unmatched' ? 'unmatched' : 'matched', why: '', collected: null }
}

/**
 * A person says which bill an unmatched notice pays. The amount must still be exactly what is owed.
 * @throws Refused BANK_NOTICE_NOT_FOUND, COLLECTING_NOT_YOURS, BILL_NOT_FOUND, PAYMENT_AMOUNT_DIFFERS, NOTHING_OWED
 */
export async function matchBankNotice(
  tx: Queryable,
  dossiers: DossierDoor,
  actor: Actor,
  noticeId: string,
  code: string,
): Promise<Collected> {
  const { rows } = await sql<{ id: string; centreId: CentreId; amountDong: number; bankReference: string }>`
    select id, centre_id as "centreId", amount_dong as "amountDong", bank_reference as "bankReference"
    from payment.bank_notice where id = ${noticeId} and state = 'unmatched' for update`.execute(tx)
  const notice = rows[0]
  if (!notice || !maySeeMoney(actor, notice.centreId)) throw new Refused(refusalFrom(paymentRefusals, 'BANK_NOTICE_NOT_FOUND'))
  const refusal = judgeMoneyDuty(actor, 'match_notice', notice.centreId)
  if (refusal) throw new Refused(refusal)
  await dossiers.hold(tx, code)
  const bill = await lockBill(tx, { code })
  if (!bill || bill.centreId !== notice.centreId) throw new Refused(refusalFrom(paymentRefusals, 'BILL_NOT_FOUND'))
  const moment = await momentOf(tx)
  const collected = await settle(tx, dossiers, bill, {
    method: 'bank',
    amountDong: notice.amountDong,
    bankReference: notice.bankReference,
    noticed: true,
    cashierId: accountOf(actor) as AccountId,
    author: { id: actor.accountId, name: actor.displayName },
    moment,
  })
  await sql`update payment.bank_notice set state = 'resolved', payment_id = ${collected.paymentId} where id = ${notice.id}`.execute(tx)
  return collected
}

function sameSignature(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given.toLowerCase())]
  return a.length === b.length && timingSafeEqual(a, b)
}
