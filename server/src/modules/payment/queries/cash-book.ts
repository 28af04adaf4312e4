import { sql } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import type { AccountId, CentreId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import type { Queryable } from '#platform/db/database.ts'
import { denominations } from '../domain/cash-day.ts'
import type { NoteCount } from '../domain/cash-day.ts'
import { hasMoneyDuty, maySeeMoney } from '../domain/may-collect.ts'
import type { MovementKind } from '../domain/postings.ts'
import { paymentRefusals } from '../domain/refusals.ts'

type DayRow = {
  cashierId: AccountId
  cashierName: string
  openingDong: number
  closedAt: string | null
  expectedDong: number | null
  countedDong: number | null
  notes: NoteCount[] | null
  explanation: string | null
  movements: { at: string; kind: MovementKind; amountDong: number; dossierCode: string | null; reason: string; authorName: string }[]
}

const movementNames: Readonly<Record<MovementKind, string>> = {
  raise: 'Phải thu',
  adjust: 'Điều chỉnh',
  collect: 'Thu tiền',
  refund: 'Hoàn trả',
  mistake: 'Huỷ lần thu nhầm',
  return: 'Trả lại tiền đã nhận',
  notice: 'Báo có',
  hand_over: 'Nộp thủ quỹ',
  difference: 'Thừa, thiếu quỹ',
}

/**
 * Cash books of a centre for a day: every cashier for those who oversee, one's own for a cashier. Each balances by
 * construction: what it began with and every movement make what it holds.
 * @throws Refused COLLECTING_NOT_YOURS
 */
export async function getCashBooks(db: Queryable, actor: Actor, centreId: CentreId, day: string) {
  if (!maySeeMoney(actor, centreId))
    throw new Refused(refusalFrom(paymentRefusals, 'COLLECTING_NOT_YOURS', { roles: 'cán bộ tiếp nhận, lãnh đạo' }))
  const oversees = actor.grants.some((grant) => grant.role !== 'counter_officer' && maySeeMoney({ ...actor, grants: [grant] }, centreId))
  const { rows } = await sql<DayRow>`
    select d.cashier_id as "cashierId", o.display_name as "cashierName", d.opening_dong as "openingDong",
      d.closed_at as "closedAt", d.expected_dong as "expectedDong", d.counted_dong as "countedDong", d.notes,
      d.explanation,
      (select coalesce(jsonb_agg(jsonb_build_object('at', t.at, 'kind', t.kind, 'amountDong', e.amount_dong,
      'dossierCode', b.dossier_code,
          'reason', t.reason, 'authorName', t.author_name) order by t.at, t.id), '[]')
        from payment.entry e
        join payment.transaction t on t.locality_id = e.locality_id and t.id = e.transaction_id
        left join payment.bill b on b.locality_id = t.locality_id and b.id = t.bill_id
        where e.locality_id = d.locality_id and e.account = 'cash' and e.cashier_id = d.cashier_id
          and e.centre_id = d.centre_id and e.on_day = d.on_day) as movements
    from payment.cash_day d join identity.v_officer o on o.locality_id = d.locality_id and o.id = d.cashier_id
    where d.centre_id = ${centreId} and d.on_day = ${day} and (${oversees} or d.cashier_id = ${actor.accountId}::uuid)
    order by o.display_name`.execute(db)
  const forgotten = await sql<{ day: string }>`select on_day as day from payment.cash_day
    where cashier_id = ${actor.accountId}::uuid and centre_id = ${centreId} and closed_at is null order by on_day
    limit 1`.execute(db)
  return {
    day,
    denominations: [...denominations],
    /** The caller's oldest day still open: nothing is taken on a later one before it is closed. */
    openDay: forgotten.rows[0]?.day ?? null,
    books: rows.map((row) => {
      const sum = (...kinds: MovementKind[]): number =>
        row.movements.reduce((total, each) => (kinds.includes(each.kind) ? total + each.amountDong : total), 0)
      const heldDong = row.openingDong + row.movements.reduce((total, each) => total + each.amountDong, 0)
      const own = row.cashierId === actor.accountId && hasMoneyDuty(actor, 'collect', centreId)
      return {
        ...row,
        notes: row.notes ?? [],
        movements: row.movements.map((each) => ({ ...each, kindName: movementNames[each.kind] })),
        receiptsDong: sum('collect'),
        // Money that went out again, as a positive sum.
        refundsDong: -sum('refund', 'mistake'),
        handedOverDong: -sum('hand_over'),
        differenceDong: sum('difference'),
        heldDong,
        mayHandOver: own && row.closedAt === null,
        mayClose: row.closedAt === null && (own || hasMoneyDuty(actor, 'close_for_another', centreId)),
      }
    }),
  }
}
export type CashBooks = Awaited<ReturnType<typeof getCashBooks>>
export type CashBook = CashBooks['books'][number]
