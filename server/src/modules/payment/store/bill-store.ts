import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { AgencyId, CentreId, DossierId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'
import { writeBehind } from '#platform/db/write-behind.ts'
import type { AdjustedLine, Adjustment, BillLine } from '../domain/bill.ts'
import type { MovementKind, Posting } from '../domain/postings.ts'
import { assertTransaction } from './ledger-store.ts'
import type { Author, Moment } from './ledger-store.ts'

export type BillRow = {
  readonly id: string
  readonly dossierId: DossierId
  readonly dossierCode: string
  readonly agencyId: AgencyId
  readonly centreId: CentreId
  readonly payerName: string
  readonly procedureName: string
  readonly reference: string
  readonly lines: readonly BillLine[]
}

const billColumns = sql`b.id, b.dossier_id as "dossierId", b.dossier_code as "dossierCode",
  b.agency_id as "agencyId", b.centre_id as "centreId",
  b.payer_name as "payerName", b.procedure_name as "procedureName", b.reference`

export type BillKey = { readonly code: string } | { readonly id: string } | { readonly reference: string }

/** Finds a bill and keeps it from everyone else until the transaction ends: two who collect at once are put in order here. */
export async function lockBill(tx: Queryable, key: BillKey): Promise<BillRow | null> {
  assertTransaction(tx)
  const which =
    'code' in key ? sql`b.dossier_code = ${key.code}` : 'id' in key ? sql`b.id = ${key.id}` : sql`b.reference = ${key.reference}`
  const { rows } = await sql<Omit<BillRow, 'lines'>>`select ${billColumns} from payment.bill b where ${which} for update`.execute(tx)
  const row = rows[0]
  if (!row) return null
  const { rows: lines } =
    await sql<BillLine>`select no, kind, name, tariff_dong as "tariffDong", due_dong as "dueDong", timing, state, basis, unit, quantity
    from payment.bill_line where bill_id = ${row.id} order by no`.execute(tx)
  return { ...row, lines }
}

/** The dossier of a bill; `null` when there is none. */
export async function dossierOfBill(tx: Queryable, key: { readonly id: string }): Promise<string | null> {
  const { rows } = await sql<{ code: string }>`select dossier_code as code from payment.bill where id = ${key.id}::uuid`.execute(tx)
  return rows[0]?.code ?? null
}

/** Puts further lines on a locked bill, asked for by one act of its dossier. */
export async function addLines(tx: Queryable, billId: string, lines: readonly BillLine[], askedSeq: number): Promise<void> {
  assertTransaction(tx)
  await sql`
    insert into payment.bill_line (bill_id, no, kind, name, tariff_dong, due_dong, timing, state, asked_seq, basis)
    select ${billId}::uuid, x.no, x.kind, x.name, x."tariffDong", x."dueDong", x.timing, x.state, ${askedSeq}::int,
      x.basis
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb)
      as x(no int, kind text, name text, "tariffDong" bigint, "dueDong" bigint, timing text, state text, basis text)
      returning 1`.execute(tx)
}

/** SQL that puts the first lines on the bill `b` of the same statement. */
function insertFirstLines(lines: readonly BillLine[]): RawBuilder<unknown> {
  return sql`insert into payment.bill_line (bill_id, no, kind, name, tariff_dong, due_dong, timing, state, unit)
      select b.id, x.no, x.kind, x.name, x."tariffDong", x."dueDong", x.timing, x.state, x.unit
      from b, jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as x(no int, kind text, name text,
        "tariffDong" bigint, "dueDong" bigint, timing text, state text, unit text) returning 1`
}

/** @returns false when the dossier has a bill already. */
export async function insertBill(tx: Queryable, bill: Omit<BillRow, 'lines'>, lines: readonly BillLine[], at: string): Promise<boolean> {
  assertTransaction(tx)
  const { rows } = await sql`
    with b as (
      insert into payment.bill (id, dossier_id, dossier_code, agency_id, centre_id, payer_name, procedure_name,
        reference, created_at)
      values (${bill.id}, ${bill.dossierId}, ${bill.dossierCode}, ${bill.agencyId}, ${bill.centreId},
        ${bill.payerName}, ${bill.procedureName}, ${bill.reference},
        ${at})
      on conflict on constraint bill_one_per_dossier do nothing returning id
    ), l as (
      ${insertFirstLines(lines)})
    select id from b`.execute(tx)
  return rows.length > 0
}

/**
 * Writes the bill of an acceptance with what it raises in the book, by the database's running clock: one statement, whose answer
 * nobody needs. Nothing is written where the dossier has a bill already.
 */
export async function insertRaisedBill(
  tx: Queryable,
  bill: Omit<BillRow, 'lines' | 'id'>,
  lines: readonly BillLine[],
  raised: { readonly kind: MovementKind; readonly postings: readonly Posting[]; readonly author: Author },
): Promise<void> {
  assertTransaction(tx)
  const entries = raised.postings.map((each, index) => ({ no: index + 1, account: each.account, amount: each.amountDong }))
  await writeBehind(
    tx,
    sql`
    with m as materialized (
      select at, (at at time zone 'Asia/Ho_Chi_Minh')::date as day, uuidv7() as bill_id, uuidv7() as transaction_id
      from platform.clock() as at
    ), b as (
      insert into payment.bill (id, dossier_id, dossier_code, agency_id, centre_id, payer_name, procedure_name,
        reference, created_at)
      select bill_id, ${bill.dossierId}, ${bill.dossierCode}, ${bill.agencyId}, ${bill.centreId}, ${bill.payerName},
        ${bill.procedureName}, ${bill.reference},
        at from m
      on conflict on constraint bill_one_per_dossier do nothing returning id, centre_id
    ), l as (
      ${insertFirstLines(lines)}
    ), t as (
      insert into payment.transaction (id, kind, on_day, at, centre_id, bill_id, author_id, author_name, reason)
      select m.transaction_id, ${raised.kind}, m.day, m.at, b.centre_id, b.id, ${raised.author.id}::uuid,
        ${raised.author.name}, ''
      from m, b where ${entries.length > 0}::boolean returning id, centre_id, on_day
    )
    insert into payment.entry (transaction_id, no, account, amount_dong, centre_id, on_day)
    select t.id, x.no, x.account, x.amount, t.centre_id, t.on_day
    from t, jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as x(no int, account text, amount bigint)
    returning 1`,
  )
}

export async function saveAdjustment(
  tx: Queryable,
  billId: string,
  before: BillLine,
  after: AdjustedLine,
  adjustment: Adjustment,
  author: Author,
  moment: Moment,
): Promise<void> {
  assertTransaction(tx)
  const { line, ground } = after
  await sql`
    with l as (update payment.bill_line set due_dong = ${line.dueDong}, timing = ${line.timing}, state = ${line.state},
        quantity = ${line.quantity}
      where bill_id = ${billId} and no = ${line.no})
    insert into payment.adjustment (bill_id, line_no, seq, kind, from_dong, to_dong, to_timing, ground, law, reason,
      author_id, author_name, at)
    select ${billId}::uuid, ${line.no}::int, coalesce(max(seq), 0) + 1, ${adjustment.kind},
      ${before.dueDong}::bigint, ${line.dueDong}::bigint, ${line.timing}, ${ground.code}, ${ground.law},
      ${adjustment.reason}, ${author.id}::uuid, ${author.name},
      ${moment.at}::timestamptz
    from payment.adjustment where bill_id = ${billId} and line_no = ${line.no} returning 1`.execute(tx)
}

export async function setLineStates(tx: Queryable, billId: string, numbers: readonly number[], state: BillLine['state']): Promise<void> {
  assertTransaction(tx)
  await sql`update payment.bill_line set state = ${state} where bill_id = ${billId} and no = any(${[...numbers]}::int[])`.execute(tx)
}
