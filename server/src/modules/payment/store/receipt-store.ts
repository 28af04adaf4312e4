import { sql } from 'kysely'
import type { CentreId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { Collector } from '../domain/collector.ts'
import type { ReceiptItem, ReceiptKind } from '../domain/receipt.ts'
import { assertTransaction } from './ledger-store.ts'
import type { Author, Moment } from './ledger-store.ts'

export type NewReceipt = {
  readonly id: string
  readonly kind: ReceiptKind
  readonly paymentId: string
  readonly refersTo: string | null
  readonly centreId: CentreId
  readonly collector: Collector
  readonly payerName: string
  readonly dossierCode: string
  readonly items: readonly ReceiptItem[]
  readonly amountDong: number
  readonly amountWords: string
  readonly method: 'cash' | 'bank'
  readonly reason: string
}

export type IssuedReceipt = { readonly id: string; readonly templateSymbol: string; readonly seriesSymbol: string; readonly number: number }

/**
 * Takes the next number of the series and writes the receipt with it, in one statement: the number exists only if
 * the receipt does. Call it last in the transaction, for the series stays locked until the commit (ADR 0014).
 */
export async function issueReceipt(tx: Queryable, receipt: NewReceipt, author: Author, moment: Moment): Promise<IssuedReceipt> {
  assertTransaction(tx)
  const { templateSymbol, seriesSymbol } = receipt.collector
  const year = Number(moment.day.slice(0, 4))
  const { rows } = await sql<IssuedReceipt>`
    with n as (
      insert into payment.receipt_series (template_symbol, series_symbol, year, last_number)
      values (${templateSymbol}, ${seriesSymbol}, ${year}, 1)
      on conflict (locality_id, template_symbol, series_symbol, year) do update
      set last_number = receipt_series.last_number + 1
      returning last_number)
    insert into payment.receipt (id, kind, template_symbol, series_symbol, year, number, payment_id, refers_to,
      centre_id, collector_name, tax_code, payer_name, dossier_code, items, amount_dong, amount_words, method, reason,
      issued_on, issued_at, issued_by,
      issued_by_name)
    select ${receipt.id}::uuid, ${receipt.kind}, ${templateSymbol}, ${seriesSymbol}, ${year}::smallint,
      n.last_number, ${receipt.paymentId}::uuid, ${receipt.refersTo}::uuid, ${receipt.centreId}::uuid,
      ${receipt.collector.collectorName}, ${receipt.collector.taxCode}, ${receipt.payerName}, ${receipt.dossierCode},
      ${JSON.stringify(receipt.items)}::jsonb, ${receipt.amountDong}::bigint, ${receipt.amountWords},
      ${receipt.method}, ${receipt.reason}, ${moment.day}::date, ${moment.at}::timestamptz, ${author.id}::uuid,
      ${author.name}
    from n
    returning id, template_symbol as "templateSymbol", series_symbol as "seriesSymbol", number`.execute(tx)
  const row = rows[0]
  if (!row) throw new Error('no receipt was issued')
  return row
}

/** The stored file of a receipt; the first request creates it with `render`. */
export async function keepReceiptFile(tx: Queryable, receiptId: string, bytes: Uint8Array, sha256: Uint8Array): Promise<void> {
  assertTransaction(tx)
  await sql`insert into payment.receipt_file (receipt_id, content_sha256, bytes)
    values (${receiptId}, ${Buffer.from(sha256)}, ${Buffer.from(bytes)}) on conflict do nothing`.execute(tx)
}

export async function findReceiptFile(db: Queryable, receiptId: string): Promise<Uint8Array | null> {
  const { rows } = await sql<{ bytes: Buffer }>`select bytes from payment.receipt_file where receipt_id = ${receiptId}`.execute(db)
  return rows[0]?.bytes ?? null
}
