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
  /** Of the whole sum, what nothing has used and no return has reserved. */
  leftDong: number
  /** The dossier its words name, with what that dossier still owes. */
  dossierCode: string | null
  owedDong: number | null
  ownerName: string | null
  dueAt: string
  isLate: boolean
  /** Whether its money can be used: not while it contradicts a payment an officer confirmed. */
  isBooked: boolean
}
export type WaitingReturn = {
  noticeId: string
  no: number
  amountDong: number
  to: string
  reference: string
  reason: string
  askedByName: string
  askedAt: string
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

/** The money cases of a centre that a person must decide: notices that match no bill, refunds above the limit. */
export async function listMoneyToDecide(
  db: Queryable,
  actor: Actor,
  centreId: CentreId,
): Promise<{ notices: WaitingNotice[]; refunds: WaitingRefund[]; returns: WaitingReturn[] }> {
  if (!maySeeMoney(actor, centreId))
    throw new Refused(refusalFrom(paymentRefusals, 'COLLECTING_NOT_YOURS', { roles: 'cán bộ tiếp nhận, lãnh đạo' }))
  const { rows: notices } = await sql<WaitingNotice>`
    select n.id, n.bank_reference as "bankReference", n.amount_dong as "amountDong", n.content, n.paid_at as "paidAt",
      n.received_at as "receivedAt", n.why,
      n.amount_dong - coalesce((select sum(u.amount_dong) from payment.notice_use u
        where u.locality_id = n.locality_id and u.notice_id = n.id and u.undone_at is null
          and u.decision is distinct from 'declined'), 0)::bigint
        as "leftDong",
      b.dossier_code as "dossierCode",
      case when b.id is not null then coalesce((select o.owed_dong from payment.v_owed o
        where o.locality_id = b.locality_id and o.dossier_id = b.dossier_id), 0) end as "owedDong",
      w.display_name as "ownerName", coalesce(n.due_at, n.received_at) as "dueAt",
      coalesce(n.due_at, n.received_at) < platform.now() as "isLate", n.transaction_id is not null as "isBooked"
    from payment.bank_notice n
    left join payment.bill b on b.locality_id = n.locality_id and b.id = n.bill_id
    left join identity.v_officer w on w.locality_id = n.locality_id and w.id = n.owner_id
    where n.centre_id = ${centreId} and n.state = 'unmatched'
    order by n.received_at
    limit 200`.execute(db)
  const { rows: returns } = await sql<WaitingReturn>`
    select u.notice_id as "noticeId", u.no, u.amount_dong as "amountDong", u.return_to as "to",
      u.return_reference as reference, u.reason, u.asked_by_name as "askedByName",
      u.asked_at as "askedAt"
    from payment.notice_use u
    join payment.bank_notice n on n.locality_id = u.locality_id and n.id = u.notice_id
    where n.centre_id = ${centreId} and u.kind = 'return' and u.decision is null
    order by u.asked_at
    limit 200`.execute(db)
  const { rows: refunds } =
    await sql<WaitingRefund>`select v.id, v.payment_id as "paymentId", b.dossier_code as "dossierCode", v.amount_dong as "amountDong", v.reason,
      v.asked_by_name as "askedByName", v.asked_at as "askedAt"
    from payment.reversal v
    join payment.payment p on p.locality_id = v.locality_id and p.id = v.payment_id
    join payment.bill b on b.locality_id = p.locality_id and b.id = p.bill_id
    where v.centre_id = ${centreId} and v.decision is null order by v.asked_at limit 200`.execute(db)
  return { notices, refunds, returns }
}
