import type { Language } from '#kernel/language.ts'
import { sql } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import type { AgencyId, CentreId, DossierId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { mayRead } from '#identity'
import type { Queryable } from '#platform/db/database.ts'
import { dongInWords } from '../domain/amount-in-words.ts'
import { feeGrounds, lineStateNames, lineStatesInEnglish, owedOf, timingNames } from '../domain/bill.ts'
import type { AdjustmentKind, BillLine } from '../domain/bill.ts'
import { hasMoneyDuty } from '../domain/may-collect.ts'
import type { ReceiptKind } from '../domain/receipt.ts'
import { receiptNumberText } from '../domain/receipt.ts'
import { paymentRefusals } from '../domain/refusals.ts'
import { writeTransferCode } from '../domain/vietqr.ts'

type Row = {
  id: string
  dossierId: DossierId
  dossierCode: string
  agencyId: AgencyId
  centreId: CentreId
  payerName: string
  reference: string
  /** `null`, with the two after it, while the centre has no collector. */
  collectorName: string | null
  bankBin: string | null
  bankAccount: string | null
  lines: BillLine[]
  adjustments: {
    lineNo: number
    kind: AdjustmentKind
    fromDong: number | null
    toDong: number | null
    ground: string
    law: string
    reason: string
    authorName: string
    at: string
  }[]
  payments: {
    id: string
    method: 'cash' | 'bank'
    amountDong: number
    at: string
    cashierName: string
    bankReference: string | null
    reversal: { id: string; kind: 'refund' | 'mistake'; decision: string | null; reason: string } | null
  }[]
  receipts: { id: string; kind: ReceiptKind; seriesSymbol: string; number: number; paymentId: string; at: string; standing: boolean }[]
}

async function findBillRow(db: Queryable, which: { code: string } | { dossierId: DossierId }): Promise<Row | null> {
  const condition = 'code' in which ? sql`b.dossier_code = ${which.code}` : sql`b.dossier_id = ${which.dossierId}`
  const { rows } = await sql<Row>`
    select b.id, b.dossier_id as "dossierId", b.dossier_code as "dossierCode", b.agency_id as "agencyId",
      b.centre_id as "centreId", b.payer_name as "payerName", b.reference, c.collector_name as "collectorName",
      c.bank_bin as "bankBin", c.bank_account as "bankAccount",
      (select jsonb_agg(jsonb_build_object('no', l.no, 'kind', l.kind, 'name', l.name, 'tariffDong', l.tariff_dong,
      'dueDong', l.due_dong,
          'timing', l.timing, 'state', l.state, 'basis', l.basis,
          'unit', l.unit, 'quantity', l.quantity) order by l.no)
        from payment.bill_line l where l.locality_id = b.locality_id and l.bill_id = b.id) as lines,
      (select coalesce(jsonb_agg(jsonb_build_object('lineNo', a.line_no, 'kind', a.kind, 'fromDong', a.from_dong,
      'toDong', a.to_dong, 'ground', a.ground,
          'law', a.law, 'reason', a.reason, 'authorName', a.author_name, 'at', a.at)
          order by a.at, a.line_no, a.seq), '[]')
        from payment.adjustment a where a.locality_id = b.locality_id and a.bill_id = b.id) as adjustments,
      (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'method', p.method, 'amountDong', p.amount_dong,
      'at', p.at, 'cashierName', p.cashier_name,
          'bankReference', p.bank_reference,
          'reversal',
          (select jsonb_build_object('id', v.id, 'kind', v.kind, 'decision', v.decision, 'reason', v.reason)
          from payment.reversal v
             where v.locality_id = p.locality_id and v.payment_id = p.id and v.decision is distinct from 'declined'))
             order by p.at), '[]')
        from payment.payment p where p.locality_id = b.locality_id and p.bill_id = b.id) as payments,
      (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'kind', r.kind, 'seriesSymbol', r.series_symbol,
      'number', r.number, 'paymentId', r.payment_id,
          'at', r.issued_at, 'standing', r.kind <> 'cancellation' and not exists (select from payment.receipt n
             where n.locality_id = r.locality_id and n.refers_to = r.id)) order by r.issued_at, r.number), '[]')
        from payment.receipt r join payment.payment p on p.locality_id = r.locality_id and p.id = r.payment_id
        where p.locality_id = b.locality_id and p.bill_id = b.id) as receipts
    from payment.bill b left join payment.account c on c.locality_id = b.locality_id and c.centre_id = b.centre_id
    where ${condition}`.execute(db)
  return rows[0] ?? null
}

/**
 * The amounts a dossier owes and has paid, with the operations the caller may do.
 * @throws Refused BILL_NOT_FOUND also when the dossier is no business of the caller
 */
export async function getBill(db: Queryable, actor: Actor, code: string) {
  const row = await findBillRow(db, { code })
  if (!row || !mayRead(actor, row)) throw new Refused(refusalFrom(paymentRefusals, 'BILL_NOT_FOUND'))
  const owedDong = owedOf(row.lines)
  const collects = hasMoneyDuty(actor, 'collect', row.centreId)
  const adjusts = hasMoneyDuty(actor, 'adjust', row.centreId)
  return {
    code: row.dossierCode,
    payerName: row.payerName,
    owedDong,
    owedWords: dongInWords(owedDong),
    unknown: row.lines.some((line) => line.state === 'unknown'),
    lines: row.lines.map((line) => ({
      ...line,
      stateName: lineStateNames[line.state],
      timingName: timingNames[line.timing],
      may: adjusts
        ? line.state === 'unknown'
          ? (['assess'] as const)
          : line.state === 'owed'
            ? (['exempt', 'reduce', 'retime'] as const)
            : []
        : [],
    })),
    adjustments: row.adjustments.map((each) => ({
      ...each,
      groundName: feeGrounds.find((ground) => ground.code === each.ground)?.name ?? each.ground,
    })),
    payments: row.payments.map((each) => ({
      ...each,
      mayReverse: each.reversal === null && hasMoneyDuty(actor, 'ask_refund', row.centreId),
    })),
    receipts: row.receipts.map((each) => ({
      ...each,
      numberText: receiptNumberText(each.number),
      url: `/api/v1/receipts/${each.id}/file.pdf`,
    })),
    mayCollect: collects && owedDong > 0 && row.collectorName !== null,
    notCollected: notCollected(row, owedDong),
    grounds: adjusts ? feeGrounds.map((ground) => ({ ...ground, kinds: [...ground.kinds] })) : [],
    transfer: transferOf(row, owedDong),
  }
}

/** The money shown to anyone with the code and secret of the slip: the amount owed, and how to pay it. */
export async function findAmountToPay(db: Queryable, dossierId: DossierId, language: Language = 'vi') {
  const row = await findBillRow(db, { dossierId })
  if (!row) return null
  const owedDong = owedOf(row.lines)
  const arrived = await moneyArrived(db, row.id)
  const arrivedDong = arrived.reduce((sum, { amountDong }) => sum + amountDong, 0)
  return {
    owedDong,
    /** Transfers that came for this dossier and wait for a person: they are not paid again. */
    arrived,
    missingDong: Math.max(0, owedDong - arrivedDong),
    items: row.lines.map((line) => ({
      name: line.name,
      basis: line.basis,
      dueDong: line.dueDong,
      state: line.state,
      stateName: (language === 'en' ? lineStatesInEnglish : lineStateNames)[line.state],
      timingName: timingNames[line.timing],
    })),
    transfer: transferOf(row, Math.max(0, owedDong - arrivedDong)),
    /** An amount is owed, and the centre has no collector yet. */
    notCollected: notCollected(row, owedDong) !== null,
  }
}

/** Why the amount owed cannot be collected; `null` when it can, or nothing is owed. */
function notCollected(row: Row, owedDong: number) {
  if (owedDong === 0 || row.collectorName !== null) return null
  const { code, message } = refusalFrom(paymentRefusals, 'COLLECTOR_NOT_SET')
  return { code, message }
}

async function moneyArrived(db: Queryable, billId: string): Promise<{ amountDong: number; at: string }[]> {
  const { rows } = await sql<{ amountDong: number; at: string }>`
    select "amountDong", at from (
      select n.amount_dong - coalesce((select sum(u.amount_dong) from payment.notice_use u
          where u.locality_id = n.locality_id and u.notice_id = n.id and u.undone_at is null
            and u.decision is distinct from 'declined'), 0)::bigint
          as "amountDong",
        n.paid_at as at
      from payment.bank_notice n
      where n.bill_id = ${billId} and n.state = 'unmatched' and n.transaction_id is not null) came
    where "amountDong" > 0
    order by at`.execute(db)
  return rows
}

function transferOf(row: Row, owedDong: number) {
  if (owedDong === 0 || row.collectorName === null || row.bankBin === null || row.bankAccount === null) return null
  const request = { bin: row.bankBin, account: row.bankAccount, amountDong: owedDong, purpose: row.reference }
  return {
    code: writeTransferCode(request),
    holderName: row.collectorName,
    bankBin: row.bankBin,
    bankAccount: row.bankAccount,
    purpose: row.reference,
  }
}

/** Whole đồng still to be paid for a dossier, whatever the timing; 0 when nothing is. What is not assessed is not counted. */
export async function owedOn(db: Queryable, dossierId: DossierId): Promise<number> {
  const { rows } = await sql<{ owed: number }>`select owed_dong as owed from payment.v_owed where dossier_id = ${dossierId}`.execute(db)
  return rows[0]?.owed ?? 0
}

/**
 * The amount the applicant must pay here before the result is handed over: the sum, 0 when it is all settled; `null` when nothing
 * was ever charged here.
 */
export async function owedNow(db: Queryable, dossierId: DossierId): Promise<number | null> {
  const { rows } = await sql<{ owed: number }>`select coalesce(o.owed_dong, 0)::float8 as owed
    from payment.bill b left join payment.v_owed_now o on o.locality_id = b.locality_id and o.dossier_id = b.dossier_id
    where b.dossier_id = ${dossierId}`.execute(db)
  return rows[0]?.owed ?? null
}

/** Whole đồng paid for a dossier and not given back; 0 when nothing was. */
export async function paidOn(db: Queryable, dossierId: DossierId): Promise<number> {
  const { rows } = await sql<{ paid: number }>`select coalesce(sum(l.due_dong), 0)::float8 as paid from payment.bill b
    join payment.bill_line l on l.locality_id = b.locality_id and l.bill_id = b.id
    where b.dossier_id = ${dossierId} and l.state = 'paid'`.execute(db)
  return rows[0]?.paid ?? 0
}
