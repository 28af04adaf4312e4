import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { owedNow } from '#payment'
import type { DossierDoor, MoneyMoved } from '#payment'
import { Refused } from '#kernel/refusal.ts'
import type { Database, Queryable } from '#platform/db/database.ts'
import { endedStates } from '../domain/dossier-states.ts'
import { systemActor } from '../domain/system-actor.ts'
import { calendarFor } from '../queries/clocks.ts'
import { due } from '../domain/clocks.ts'
import { lockDossier } from '../store/dossier-store.ts'
import { doAct } from './do-act.ts'

/** How long money that fits no bill may wait for a person: a rule of this installation, no text read gives one. */
const moneyCaseLimit = { unit: 'working_days', amount: 2 } as const

/** Queries of the payment module about the dossiers of its bills. */
export function dossierDoor(database: Pick<Database, 'localityId'>): DossierDoor {
  return {
    async hold(tx, code) {
      const dossier = await lockDossier(tx, code)
      return { isOpen: dossier !== null && !endedStates.some((state) => state === dossier.state) }
    },
    async caseDueAt(tx, centreId, at) {
      const calendar = await calendarFor(tx, { agencyId: null, centreId })
      const { dueAt } = due(calendar, moneyCaseLimit, Temporal.Instant.from(at), [])
      return (dueAt ?? Temporal.Instant.from(at)).toString()
    },
    async moneyMoved(tx, moved) {
      if (moved.kind === 'settled') await resumeWhenPaid(tx, database, moved)
      else await tellOfUndonePayment(tx, moved)
    },
  }
}

/**
 * A clock stopped for a payment resumes as soon as nothing is owed, after any act that settles it: the cashier, the
 * bank's notice, a person who matched it, a waiver. In the transaction of the money, and dated with it: from the instant
 * the payment is booked, not from the one the bank gives for it, because until then the agency could not know. No law was
 * found that says which of the two counts (chưa đối chiếu).
 *@returns whether the clock was resumed
 * @law Trạng thái 6 của Cổng Dịch vụ công quốc gia
 */
export async function resumeWhenPaid(tx: Queryable, database: Pick<Database, 'localityId'>, moved: MoneyMoved): Promise<boolean> {
  const { rows } =
    await sql`select from dossier.clock_stop s join dossier.dossier d on d.locality_id = s.locality_id and d.id = s.dossier_id
    where s.dossier_id = ${moved.dossierId} and s.to_at is null and s.awaits_payment
      and d.state = 'suspended'`.execute(tx)
  if (rows.length === 0 || (await owedNow(tx, moved.dossierId)) !== 0) return false
  try {
    await doAct(tx, systemActor(database.localityId), randomUUID(), {
      code: moved.dossierCode,
      act: 'confirm_payment',
      input: { reason: moved.text },
    })
    return true
  } catch (error) {
    // Received money is booked even if the clock cannot be resumed; the counter can still confirm by hand.
    if (error instanceof Refused) return false
    throw error
  }
}

/**
 * A payment that resumed the clock was a mistake and is owed again. The clock is not turned back: a stop has an author and a
 * cause. The holder of the dossier, or else the heads of the agency's units, are notified and may stop it again; the result is
 * held back meanwhile in any case.
 */
async function tellOfUndonePayment(tx: Queryable, moved: MoneyMoved): Promise<void> {
  const text = `${moved.text}. Hồ sơ ${moved.dossierCode} lại còn tiền phải nộp; đồng hồ vẫn chạy, nếu phải chờ xin tạm dừng lại.`
  await sql`insert into dossier.officer_notice (account_id, kind, dossier_id, text, at)
    select distinct coalesce(d.holder_account_id, h.account_id), 'payment_undone', d.id, ${text}, platform.clock()
    from dossier.dossier d
    left join identity.v_duty_today h on h.locality_id = d.locality_id and d.holder_account_id is null
      and h.role = 'unit_head' and h.agency_id = d.agency_id
    where d.id = ${moved.dossierId} and d.state in ('in_progress', 'approved')
      and coalesce(d.holder_account_id, h.account_id) is not null
      and exists (select from dossier.clock_stop s
        where s.locality_id = d.locality_id and s.dossier_id = d.id and s.awaits_payment and s.to_at is not null)
      returning 1`.execute(tx)
}
