import { createHmac, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import { canonicalJson } from '#kernel/canonical-json.ts'
import type { CentreId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { tidy } from '#kernel/vietnamese.ts'
import type { Database, Queryable } from '#platform/db/database.ts'
import { noticeSecretPurpose } from '../domain/bank-secret.ts'
import { referencesIn, settledBy } from '../domain/bill.ts'
import { dongText } from '../domain/receipt.ts'
import { paymentRefusals } from '../domain/refusals.ts'
import { lockBill } from '../store/bill-store.ts'
import { momentOf, post } from '../store/ledger-store.ts'
import type { Moment } from '../store/ledger-store.ts'
import { lockReference, saveUse, settleNoticeStates } from '../store/notice-store.ts'
import { settle } from './collect.ts'
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

/** When money that the bank announces now can have arrived: banks send late, and their clocks differ. Both bounds are our choice. */
function isLikely(paidAt: Temporal.Instant, now: Temporal.Instant): boolean {
  const hours = now.until(paidAt, { largestUnit: 'hours' }).hours
  return hours <= 24 && hours >= -366 * 24
}

/** HMAC-SHA256, in hexadecimal, over the canonical JSON (RFC 8785) of the notice without its signature. */
export function signNotice(notice: BankNotice, secret: Uint8Array | string): string {
  return createHmac('sha256', secret)
    .update(canonicalJson({ ...notice }))
    .digest('hex')
}

/**
 * Records the bank's notice that money arrived. It settles a bill when reference and amount fit exactly; otherwise the money is
 * booked as unmatched and becomes a case with a deadline that a person closes (`close-money-case.ts`). A repeated notice gets the first answer.
 * @throws Refused BANK_NOTICE_NOT_BELIEVED, BANK_NOTICE_DATED_WRONG, BANK_NOTICE_DIFFERS
 */
export async function takeBankNotice(
  tx: Queryable,
  { keys, localityId }: Pick<Database, 'keys' | 'localityId'>,
  dossiers: DossierDoor,
  notice: BankNotice,
  signature: string,
): Promise<NoticeTaken> {
  const { rows: accounts } = await sql<{
    centreId: CentreId
    sealed: Buffer | null
  }>`select centre_id as "centreId", notice_secret_sealed as sealed
    from payment.account where bank_bin = ${notice.bankBin} and bank_account = ${notice.bankAccount}`.execute(tx)
  const isSigned = (sealed: Buffer, centreId: CentreId): boolean =>
    sameSignature(signNotice(notice, keys.open(sealed, noticeSecretPurpose(localityId, centreId))), signature)
  const believed = accounts.find(({ sealed, centreId }) => sealed !== null && isSigned(sealed, centreId))
  if (!believed) throw new Refused(refusalFrom(paymentRefusals, 'BANK_NOTICE_NOT_BELIEVED'))
  await lockReference(tx, notice.bankReference)
  const moment = await momentOf(tx)
  if (!isLikely(Temporal.Instant.from(notice.paidAt), Temporal.Instant.from(moment.at)))
    throw new Refused(
      refusalFrom(paymentRefusals, 'BANK_NOTICE_DATED_WRONG', {}, [
        { field: '/body/paidAt', message: 'Không sau ngày mai, không quá một năm trước' },
      ]),
    )
  const [noticeId] = moment.ids
  const content = tidy(notice.content)
  const dueAt = await dossiers.caseDueAt(tx, believed.centreId, moment.at)
  const { rows: fresh } = await sql`
    insert into payment.bank_notice (id, bank_reference, centre_id, amount_dong, content, paid_at, received_at,
      state, due_at)
    values (${noticeId}, ${notice.bankReference}, ${believed.centreId}, ${notice.amountDong}, ${content},
      ${notice.paidAt}, ${moment.at}, 'unmatched',
      ${dueAt})
    on conflict (locality_id, centre_id, payment.reference_key(bank_reference)) do nothing
    returning id`.execute(tx)
  if (fresh.length === 0) return await sameAsBefore(tx, { ...notice, content, centreId: believed.centreId })
  const taken: TakenNotice = { ...notice, id: noticeId, centreId: believed.centreId, moment }
  const outcome = (await confirmPayment(tx, taken)) ?? (await tryToMatch(tx, dossiers, taken))
  await settleNoticeStates(tx, [noticeId], 'matched', outcome.why)
  return { state: outcome.why === '' ? 'matched' : 'unmatched', ...outcome }
}

type TakenNotice = BankNotice & { readonly id: string; readonly centreId: CentreId; readonly moment: Moment }
type Outcome = { readonly why: string; readonly collected: Collected | null }

/**
 * A payment that an officer confirmed with this reference is in the book already, and the notice only covers it. More money
 * than was confirmed waits among the unmatched; less contradicts the payment, which must then be reversed. Money received on the account of another
 * centre confirms nothing here.
 */
async function confirmPayment(tx: Queryable, notice: TakenNotice): Promise<Outcome | null> {
  const { rows } = await sql<{ id: string; amountDong: number; billId: string }>`
    select id, amount_dong as "amountDong", bill_id as "billId"
    from payment.payment
    where payment.reference_key(bank_reference) = payment.reference_key(${notice.bankReference})
      and centre_id = ${notice.centreId}
      and undone_at is null
      and not noticed
    for update`.execute(tx)
  const [payment] = rows
  if (!payment) return null
  await sql`update payment.bank_notice set bill_id = ${payment.billId} where id = ${notice.id}`.execute(tx)
  const more = notice.amountDong - payment.amountDong
  if (more < 0) return { why: 'Số tiền ít hơn lần thu cán bộ đã xác nhận tại quầy', collected: null }
  if (more > 0) await bookNotice(tx, notice, more)
  await saveUse(tx, notice.id, { amountDong: payment.amountDong, paymentId: payment.id }, bank, notice.moment)
  return { why: more === 0 ? '' : `Nhiều hơn lần thu đã xác nhận tại quầy ${dongText(more)}`, collected: null }
}

async function bookNotice(tx: Queryable, notice: TakenNotice, amountDong: number): Promise<void> {
  const id = notice.moment.ids[1]
  await post(tx, {
    id,
    movement: { kind: 'notice', amountDong },
    moment: notice.moment,
    centreId: notice.centreId,
    author: bank,
    reason: notice.bankReference,
  })
  await sql`update payment.bank_notice set transaction_id = ${id} where id = ${notice.id}`.execute(tx)
}

/** Settles the bill its words name, when the sum is exactly what is owed and the dossier is still open; else a person decides. */
async function tryToMatch(tx: Queryable, dossiers: DossierDoor, notice: TakenNotice): Promise<Outcome> {
  await bookNotice(tx, notice, notice.amountDong)
  const no = (why: string): Outcome => ({ why, collected: null })
  const references = referencesIn(notice.content)
  const { rows: bills } = await sql<{ id: string; code: string }>`
    select id, dossier_code as code
    from payment.bill
    where reference = any(${[...references]}::text[]) and centre_id = ${notice.centreId}`.execute(tx)
  const [found] = bills
  if (!found || bills.length > 1)
    return no(bills.length > 1 ? 'Nội dung chuyển khoản nêu nhiều hồ sơ' : 'Không thấy mã thanh toán trong nội dung chuyển khoản')
  const { isOpen } = await dossiers.hold(tx, found.code)
  const bill = await lockBill(tx, { id: found.id })
  if (!bill) return no('Không thấy mã thanh toán trong nội dung chuyển khoản')
  await sql`update payment.bank_notice set bill_id = ${bill.id} where id = ${notice.id}`.execute(tx)
  if (!isOpen) return no('Hồ sơ đã kết thúc trước khi tiền đến')
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
  await saveUse(tx, notice.id, { amountDong: notice.amountDong, paymentId: collected.paymentId }, bank, moment)
  return { why: '', collected }
}

async function sameAsBefore(tx: Queryable, notice: BankNotice & { readonly centreId: CentreId }): Promise<NoticeTaken> {
  const { rows } = await sql<{ amountDong: number; content: string; state: 'matched' | 'unmatched' | 'resolved' }>`
    select amount_dong as "amountDong", content, state
    from payment.bank_notice
    where centre_id = ${notice.centreId}
      and payment.reference_key(bank_reference) = payment.reference_key(${notice.bankReference})`.execute(tx)
  const before = rows[0]
  if (!before || before.amountDong !== notice.amountDong || before.content !== notice.content)
    throw new Refused(refusalFrom(paymentRefusals, 'BANK_NOTICE_DIFFERS'))
  return { state: before.state === 'unmatched' ? 'unmatched' : 'matched', why: '', collected: null }
}

function sameSignature(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given.toLowerCase())]
  return a.length === b.length && timingSafeEqual(a, b)
}
