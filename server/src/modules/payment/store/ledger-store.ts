import { sql } from 'kysely'
import type { AccountId, CentreId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'
import { isTransaction } from '#platform/db/database.ts'
import { postingsOf } from '../domain/postings.ts'
import type { Movement } from '../domain/postings.ts'

/** One moment of the database's running clock, with ids for the rows written at it. Read after the locks are taken. */
export type Moment = { readonly at: string; readonly day: string; readonly ids: readonly [string, string] }

export async function momentOf(db: Queryable): Promise<Moment> {
  const { rows } = await sql<{ at: string; day: string; a: string; b: string }>`
    select at, (at at time zone 'Asia/Ho_Chi_Minh')::date as day, uuidv7() as a, uuidv7() as b
    from platform.clock() as at`.execute(db)
  const row = rows[0]
  if (!row) throw new Error('the database gave no time')
  return { at: row.at, day: row.day, ids: [row.a, row.b] }
}

export type Author = { readonly id: AccountId | null; readonly name: string }

export type NewTransaction = {
  readonly id: string
  readonly movement: Movement
  readonly moment: Moment
  readonly centreId: CentreId
  readonly author: Author
  readonly billId?: string | undefined
  readonly paymentId?: string | undefined
  readonly reason?: string | undefined
  /** Whose drawer cash goes into or out of. */
  readonly cashierId?: AccountId | undefined
}

/** Writes one movement in the book, both sides in one statement. A movement of nothing writes nothing. */
export async function post(tx: Queryable, transaction: NewTransaction): Promise<void> {
  assertTransaction(tx)
  const postings = postingsOf(transaction.movement)
  if (postings.length === 0) return
  const { id, movement, moment, centreId, author } = transaction
  const entries = postings.map(({ account, amountDong }, index) => ({ no: index + 1, account, amount: amountDong }))
  await sql`
    with t as (
      insert into payment.transaction (id, kind, on_day, at, centre_id, bill_id, payment_id, author_id, author_name,
        reason)
      values (${id}, ${movement.kind}, ${moment.day}, ${moment.at}, ${centreId}, ${transaction.billId ?? null},
        ${transaction.paymentId ?? null}, ${author.id}, ${author.name},
        ${transaction.reason ?? ''}))
    insert into payment.entry (transaction_id, no, account, amount_dong, centre_id, on_day, cashier_id)
    select ${id}::uuid, x.no, x.account, x.amount, ${centreId}::uuid, ${moment.day}::date,
      case when x.account = 'cash' then ${transaction.cashierId ?? null}::uuid end
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as x(no int, account text, amount bigint) returning 1`.execute(tx)
}

export type CashDay = { readonly openingDong: number; readonly closedAt: string | null; readonly heldDong: number }

/** The first day before `day` that this cashier has not closed. */
export async function earlierOpenDay(tx: Queryable, cashierId: AccountId, centreId: CentreId, day: string): Promise<string | null> {
  const { rows } = await sql<{ day: string }>`select on_day as day from payment.cash_day
    where cashier_id = ${cashierId} and centre_id = ${centreId} and on_day < ${day} and closed_at is null
    order by on_day limit 1`.execute(tx)
  return rows[0]?.day ?? null
}

/** Opens the cashier's day unless it exists: it begins with what the drawer held when the last one ended. */
export async function openCashDay(tx: Queryable, cashierId: AccountId, centreId: CentreId, day: string): Promise<void> {
  await sql`insert into payment.cash_day (cashier_id, centre_id, on_day, opening_dong)
    select ${cashierId}::uuid, ${centreId}::uuid, ${day}::date, coalesce(sum(amount_dong), 0)
    from payment.entry
    where account = 'cash' and cashier_id = ${cashierId} and centre_id = ${centreId} and on_day < ${day}
    on conflict do nothing`.execute(tx)
}

/**
 * The cashier's day and what the drawer holds now. `take` keeps every other movement of this drawer out until the
 * transaction ends, as a payout or the closing of the day must; `share` only keeps it from being closed.
 */
export async function lockCashDay(
  tx: Queryable,
  cashierId: AccountId,
  centreId: CentreId,
  day: string,
  how: 'share' | 'take',
): Promise<CashDay | null> {
  assertTransaction(tx)
  const { rows } = await sql<{ openingDong: number; closedAt: string | null }>`
    select opening_dong as "openingDong", closed_at as "closedAt" from payment.cash_day
    where cashier_id = ${cashierId} and centre_id = ${centreId}
      and on_day = ${day} for ${sql.raw(how === 'take' ? 'update' : 'share')}`.execute(tx)
  const row = rows[0]
  if (!row) return null
  if (how === 'share') return { ...row, heldDong: row.openingDong }
  // A statement of its own: one that waited for the lock would still sum what it saw before.
  const { rows: sums } = await sql<{ moved: number }>`select coalesce(sum(amount_dong), 0)::bigint as moved from payment.entry
    where account = 'cash' and cashier_id = ${cashierId} and centre_id = ${centreId} and on_day = ${day}`.execute(tx)
  return { ...row, heldDong: row.openingDong + (sums[0]?.moved ?? 0) }
}

export async function closeCashDayRow(
  tx: Queryable,
  at: { cashierId: AccountId; centreId: CentreId; day: string },
  closed: { at: string; by: AccountId; expectedDong: number; countedDong: number; notes: string; explanation: string },
): Promise<void> {
  assertTransaction(tx)
  await sql`update payment.cash_day set closed_at = ${closed.at}, closed_by = ${closed.by}, expected_dong = ${closed.expectedDong},
      counted_dong = ${closed.countedDong}, notes = ${closed.notes}::jsonb, explanation = ${closed.explanation}
    where cashier_id = ${at.cashierId} and centre_id = ${at.centreId} and on_day = ${at.day}`.execute(tx)
}

export function assertTransaction(tx: Queryable): void {
  if (!isTransaction(tx)) throw new Error('this write must be part of a transaction')
}
