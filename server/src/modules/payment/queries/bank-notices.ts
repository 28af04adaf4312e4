import { sql } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import type { CentreId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import type { Queryable } from '#platform/db/database.ts'
import { maySeeMoney } from '../domain/may-collect.ts'
import { paymentRefusals } from '../domain/refusals.ts'

export type WaitingNotice = {
  id: string
  bankReference: string
  amountDong: number
  content: string
  paidAt: string
  receivedAt: string
  why: string
}
export type WaitingRefund = {
  id: string
  paymentId: string
  dossierCode: string
  amountDong: number
  reason: string
  askedByName: string
  askedAt: string
}

/** What a person has to decide about money at a centre: notices that fit no bill, refunds above the limit. */
export async function listMoneyToDecide(
  db: Queryable,
  actor: Actor,
  centreId: CentreId,
): Promise<{ notices: WaitingNotice[]; refunds: WaitingRefund[] }> {
  if (!maySeeMoney(actor, centreId))
    throw new Refused(refusalFrom(paymentRefusals, 'COLLECTING_NOT_YOURS', { roles: 'cán bộ tiếp nhận, lãnh đạo' }))
  const { rows: notices } =
    await sql<WaitingNotice>`select id, bank_reference as "bankReference", amount_dong as "amountDong", content, paid_at as "paidAt",
    received_at as "receivedAt", why from payment.bank_notice where centre_id = ${centreId} and state = 'unmatched' order by received_at limit 200`.execute(
      db,
    )
  const { rows: refunds } =
    await sql<WaitingRefund>`select v.id, v.payment_id as "paymentId", b.dossier_code as "dossierCode", v.amount_dong as "amountDong", v.reason,
      v.asked_by_name as "askedByName", v.asked_at as "askedAt"
    from payment.reversal v
    join payment.payment p on p.locality_id = v.locality_id and p.id = v.payment_id
    join payment.bill b on b.locality_id = p.locality_id and b.id = p.bill_id
    where v.centre_id = ${centreId} and v.decision is null order by v.asked_at limit 200`.execute(db)
  return { notices, refunds }
}
