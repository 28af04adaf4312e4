import { sql } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import type { CentreId, DossierId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import type { Queryable } from '#platform/db/database.ts'
import { maySeeMoney } from '../domain/may-collect.ts'
import type { Receipt } from '../domain/receipt.ts'
import { paymentRefusals } from '../domain/refusals.ts'
import { findReceiptFile, keepReceiptFile } from '../store/receipt-store.ts'

export { findReceiptFile, keepReceiptFile }

const columns = sql`r.id, r.kind, r.template_symbol as "templateSymbol", r.series_symbol as "seriesSymbol", r.year, r.number,
  r.collector_name as "collectorName", r.tax_code as "taxCode", r.payer_name as "payerName",
  r.dossier_code as "dossierCode", r.items, r.amount_dong as "amountDong", r.amount_words as "amountWords", r.method,
  r.reason, r.issued_at as "issuedAt", r.issued_by_name as "issuedByName",
  (select format('%s số %s', o.series_symbol, lpad(o.number::text, 8, '0')) from payment.receipt o
     where o.locality_id = r.locality_id and o.id = r.refers_to) as "refersTo"`

/** @throws Refused RECEIPT_NOT_FOUND */
export async function getReceipt(db: Queryable, actor: Actor, id: string): Promise<Receipt & { readonly centreId: CentreId }> {
  const { rows } = await sql<
    Receipt & { centreId: CentreId }
  >`select ${columns}, r.centre_id as "centreId" from payment.receipt r where r.id = ${id}`.execute(db)
  const receipt = rows[0]
  if (!receipt || !maySeeMoney(actor, receipt.centreId)) throw new Refused(refusalFrom(paymentRefusals, 'RECEIPT_NOT_FOUND'))
  return receipt
}

/** The receipts of a dossier that stand, for its payer, as they are numbered on paper; what was replaced or cancelled is left out. */
export async function listReceiptsForPayer(db: Queryable, dossierId: DossierId) {
  const { rows } = await sql<{ id: string; symbol: string; number: string; amountDong: number; method: string; issuedAt: string }>`
    select r.id, r.series_symbol as symbol, lpad(r.number::text, 8, '0') as number, r.amount_dong as "amountDong",
      r.method, r.issued_at as "issuedAt"
    from payment.bill b
    join payment.payment p on p.locality_id = b.locality_id and p.bill_id = b.id
    join payment.receipt r on r.locality_id = p.locality_id and r.payment_id = p.id
    where b.dossier_id = ${dossierId} and r.kind <> 'cancellation'
      and not exists (select from payment.receipt c where c.locality_id = r.locality_id and c.refers_to = r.id)
    order by r.issued_at, r.number`.execute(db)
  return rows
}

/**
 * The day's table of receipts (bảng tổng hợp) for the tax authority: every number issued that day, in order, with
 * cancellations as negative sums, so that the column adds up to what was kept.
 * @throws Refused COLLECTING_NOT_YOURS
 * @law 254/2026/NĐ-CP (chuyển dữ liệu trong ngày lập; mẫu bảng của cơ quan thuế chưa kiểm chứng)
 */
export async function listReceiptsOf(db: Queryable, actor: Actor, centreId: CentreId, day: string) {
  if (!maySeeMoney(actor, centreId))
    throw new Refused(refusalFrom(paymentRefusals, 'COLLECTING_NOT_YOURS', { roles: 'cán bộ tiếp nhận, lãnh đạo' }))
  const { rows } = await sql<Receipt>`select ${columns} from payment.receipt r where r.centre_id = ${centreId} and r.issued_on = ${day}
    order by r.template_symbol, r.series_symbol, r.number`.execute(db)
  const items = rows.map((row) => ({
    ...row,
    countedDong: row.kind === 'original' ? row.amountDong : row.kind === 'cancellation' ? -row.amountDong : 0,
  }))
  return { day, count: items.length, totalDong: items.reduce((sum, each) => sum + each.countedDong, 0), items }
}
export type ReceiptTable = Awaited<ReturnType<typeof listReceiptsOf>>
