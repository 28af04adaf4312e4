import { sql } from 'kysely'
import type { CentreId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { NoticeLeft } from '../domain/notice-uses.ts'
import { assertTransaction } from './ledger-store.ts'
import type { Author, Moment } from './ledger-store.ts'

export type NoticeRow = NoticeLeft & {
  readonly centreId: CentreId
  readonly amountDong: number
  /** Whether the book has the money among the unmatched; a notice that contradicts a confirmed payment is not booked. */
  readonly isBooked: boolean
}

/**
 * Keeps a bank reference from everyone else until the transaction ends. Asked before anything else is locked. The officer who
 * confirms a transfer and the bank that announces it often come in the same second; neither would see the other's row.
 */
export async function lockReference(tx: Queryable, reference: string): Promise<void> {
  assertTransaction(tx)
  await sql`
    select pg_advisory_xact_lock(hashtextextended(payment.reference_key(${reference}), platform.current_locality()))`.execute(tx)
}

/** What was sent back of a notice, or waits to be. */
export async function sumReturned(tx: Queryable, noticeId: string): Promise<number> {
  const { rows } = await sql<{ dong: number }>`
    select coalesce(sum(amount_dong), 0)::bigint as dong
    from payment.notice_use
    where notice_id = ${noticeId} and kind = 'return' and decision is distinct from 'declined'`.execute(tx)
  return rows[0]?.dong ?? 0
}

/** The notices, locked in one order for everyone, with what is left of each. */
export async function lockNotices(tx: Queryable, ids: readonly string[]): Promise<NoticeRow[]> {
  assertTransaction(tx)
  const { rows } = await sql<Omit<NoticeRow, 'leftDong'>>`
    select id, centre_id as "centreId", amount_dong as "amountDong", bank_reference as "bankReference",
      paid_at as "paidAt",
      transaction_id is not null as "isBooked"
    from payment.bank_notice
    where id = any(${[...ids]}::uuid[]) and state = 'unmatched'
    order by id for update`.execute(tx)
  // A statement of its own: one that waited for the locks would still sum what it saw before.
  const { rows: used } = await sql<{ id: string; usedDong: number }>`
    select notice_id as id, sum(amount_dong)::bigint as "usedDong"
    from payment.notice_use
    where notice_id = any(${[...ids]}::uuid[]) and undone_at is null and decision is distinct from 'declined'
    group by notice_id`.execute(tx)
  return rows.map((row) => ({ ...row, leftDong: row.amountDong - (used.find(({ id }) => id === row.id)?.usedDong ?? 0) }))
}

/** Records that a part of a notice settled a payment. */
export async function saveUse(
  tx: Queryable,
  noticeId: string,
  use: { amountDong: number; paymentId: string },
  author: Author,
  moment: Moment,
): Promise<void> {
  await sql`
    insert into payment.notice_use (notice_id, no, kind, amount_dong, payment_id, asked_by, asked_by_name, asked_at,
      decision, decided_by, decided_by_name,
      decided_at)
    select ${noticeId}::uuid, coalesce(max(no), 0) + 1, 'payment', ${use.amountDong}::bigint, ${use.paymentId}::uuid,
      ${author.id}::uuid, ${author.name}, ${moment.at}::timestamptz, 'done', ${author.id}::uuid, ${author.name},
      ${moment.at}::timestamptz
    from payment.notice_use where notice_id = ${noticeId} returning 1`.execute(tx)
}

/**
 * Brings the state of notices in line with their uses: one that is used up by what was done is closed, one with money left waits.
 * @param closed what a closed one is called: `matched` by itself, `resolved` by a person
 */
export async function settleNoticeStates(
  tx: Queryable,
  ids: readonly string[],
  closed: 'matched' | 'resolved',
  why: string,
): Promise<void> {
  await sql`
    update payment.bank_notice n
    set state = case when u.done = n.amount_dong then ${closed} else 'unmatched' end,
      why = case when u.done = n.amount_dong then '' else ${why} end,
      payment_id = u.payment_id
    from (
      select each.id,
        coalesce((select sum(amount_dong) from payment.notice_use x
          where x.notice_id = each.id and x.undone_at is null and x.decision = 'done'), 0) as done,
        (select x.payment_id from payment.notice_use x
          where x.notice_id = each.id and x.undone_at is null and x.payment_id is not null order by x.no desc
          limit 1) as payment_id
      from unnest(${[...ids]}::uuid[]) as each(id)
    ) u
    where n.id = u.id`.execute(tx)
}
