import { sql } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import type { AccountId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { tidy } from '#kernel/vietnamese.ts'
import { addWorkingMinutes, workingMillisBefore } from '#calendar'
import type { WorkingCalendar } from '#calendar'
import { dutyAt, endDuty, findOfficer, hasDuty, holdDutyToEnd, mayReplace } from '#identity'
import type { Officer } from '#identity'
import type { Queryable } from '#platform/db/database.ts'
import { runningClock } from '#platform/db/database.ts'
import { claimMinutes } from '../domain/act-rows.ts'
import { dossierRefusals } from '../domain/refusals.ts'
import { calendarFor } from '../queries/clocks.ts'
import { countWork } from '../queries/officer-work.ts'
import { announceWork } from '../store/announce.ts'
import { lockWorkOf, saveReassignments } from '../store/reassign-store.ts'
import type { HeldWork } from '../store/reassign-store.ts'

export type Replacement = { readonly dossiers: number; readonly late: number; readonly handovers: number }

/**
 * Replaces an officer at once (thay thế ngay): ends what they may do, on every server; passes every dossier they have in
 * hand or have claimed, and every open handover list, to the successor; leaves every clock as it runs; writes an act on
 * every dossier, an order, and a notice to those concerned. One transaction: all of it, or nothing.
 *
 * Waits for the officer's running requests, on any server, and then sees their effects: nothing remains with the replaced officer. Drafts
 * stay the officer's own and are not passed on. The order cannot be repeated: a person without a role has no superior.
 * @throws Refused OFFICER_NOT_REPLACEABLE, SUCCESSOR_UNFIT
 */
export async function replaceOfficer(
  tx: Queryable,
  actor: Actor,
  requestId: string,
  order: { readonly fromId: AccountId; readonly toId: AccountId; readonly reason: string },
): Promise<Replacement> {
  const [from, to] = [await findOfficer(tx, order.fromId), await findOfficer(tx, order.toId)]
  if (!from || !mayReplace(actor, from)) throw new Refused(refusalFrom(dossierRefusals, 'OFFICER_NOT_REPLACEABLE'))
  if (!to || !to.isActive || order.fromId === order.toId) throw new Refused(unfit('không có tài khoản đang hoạt động'))
  // Also locks the successor's duty and the caller's: another order may be ending one of them, and work would pass to a person without duty.
  await holdDutyToEnd(tx, order.fromId, [order.toId, ...(actor.accountId === null ? [] : [actor.accountId])])
  if (actor.accountId !== null && !(await hasDuty(tx, actor.accountId))) throw new Refused(refusalFrom(dossierRefusals, 'DUTY_ENDED'))
  if (!(await hasDuty(tx, order.fromId))) throw new Refused(refusalFrom(dossierRefusals, 'OFFICER_NOT_REPLACEABLE'))
  if (!(await hasDuty(tx, order.toId))) throw new Refused(unfit('không còn vai trò nào'))
  await endDuty(tx, order.fromId)
  // Locks lists before dossiers, in the same order as receiving a list.
  await sql`select from dossier.handover where in_charge_id = ${order.fromId} and closed_at is null
    order by number for no key update`.execute(tx)
  const work = await lockWorkOf(tx, order.fromId)
  const lacking = work.filter((dossier) => !canTake(to, dossier))
  if (lacking.length > 0) throw new Refused(unfit(`chưa có vai trò cần thiết cho ${lacking.length} hồ sơ, như ${lacking[0]?.code ?? ''}`))

  const at = await runningClock(tx)
  const counted = await countWork(tx, order.fromId)
  const calendars = new Map<string, WorkingCalendar>()
  for (const place of work) {
    const key = `${place.agencyId} ${place.centreId}`
    if (!calendars.has(key)) calendars.set(key, await calendarFor(tx, place))
  }
  const role =
    dutyAt(
      actor,
      ['centre_manager', 'signatory'],
      work[0] ?? { agencyId: from.grants[0]?.agencyId ?? null, centreId: from.grants[0]?.centreId ?? null },
    ) ?? 'centre_manager'
  const reason = tidy(order.reason)
  await saveReassignments(
    tx,
    { at, requestId, actorId: actor.accountId, actorName: actor.displayName, actorRole: role, reason, from, to },
    work.map((dossier) => {
      const calendar = calendars.get(`${dossier.agencyId} ${dossier.centreId}`)
      if (!calendar) throw new Error('a place without its calendar')
      const due = dossier.committedDueAt === null ? null : Temporal.Instant.from(dossier.committedDueAt)
      const opened = Temporal.Instant.from(dossier.openedAt)
      const unanswered =
        dossier.finishedAt === null || (due !== null && Temporal.Instant.compare(Temporal.Instant.from(dossier.finishedAt), due) > 0)
      return {
        ...dossier,
        workMs: workingMillisBefore(calendar, at) - workingMillisBefore(calendar, opened),
        fellLate: due !== null && unanswered && Temporal.Instant.compare(opened, due) <= 0 && Temporal.Instant.compare(due, at) < 0,
        peersFrom: addWorkingMinutes(calendar, at, claimMinutes.peersAfter),
        until: addWorkingMinutes(calendar, at, claimMinutes.lapsesAfter),
      }
    }),
  )
  const lists = await sql`update dossier.handover set in_charge_id = ${order.toId}
      where in_charge_id = ${order.fromId} and closed_at is null returning id`.execute(tx)
  const done: Replacement = { dossiers: work.length, late: counted.late, handovers: lists.rows.length }
  await sql`insert into dossier.replacement (from_account_id, to_account_id, ordered_by, ordered_by_name, reason, at,
    dossiers, late, handovers)
    values (${order.fromId}, ${order.toId}, ${actor.accountId}, ${actor.displayName}, ${reason}, ${at.toString()},
      ${done.dossiers}, ${done.late}, ${done.handovers})`.execute(tx)
  await tell(tx, at, actor, from, to, done, reason)
  announceWork(tx, 'anywhere')
  return done
}

const unfit = (why: string) => refusalFrom(dossierRefusals, 'SUCCESSOR_UNFIT', { why })

/** Whether the successor could do the step the dossier is at, or every part of it that is the officer's. */
function canTake(to: Officer, dossier: HeldWork): boolean {
  const steps = dossier.parts ?? [{ role: dossier.stepRole ?? 'counter_officer', agencyId: dossier.agencyId }]
  return steps.every(({ role, agencyId }) =>
    to.grants.some(
      (grant) =>
        grant.role === role &&
        (grant.agencyId === null || grant.agencyId === agencyId) &&
        (grant.centreId === null || grant.centreId === dossier.centreId),
    ),
  )
}

/** The replaced officer, the successor, and the unit heads of the agency. */
async function tell(
  tx: Queryable,
  at: Temporal.Instant,
  actor: Actor,
  from: Officer,
  to: Officer,
  done: Replacement,
  reason: string,
): Promise<void> {
  const work = `${done.dossiers} hồ sơ (${done.late} đã trễ hạn), ${done.handovers} danh sách bàn giao`
  const notice = async (accountId: AccountId, kind: string, text: string): Promise<void> => {
    await sql`insert into dossier.officer_notice (account_id, kind, text, at)
      values (${accountId}, ${kind}, ${text}, ${at.toString()})`.execute(tx)
  }
  await notice(from.accountId, 'replaced', `${actor.displayName} đã giao việc của ông/bà cho ${to.name}: ${work}. Lý do: ${reason}`)
  await notice(to.accountId, 'successor', `${actor.displayName} giao ông/bà thay ${from.name}: ${work}. Lý do: ${reason}`)
  await sql`insert into dossier.officer_notice (account_id, kind, text, at)
    select distinct h.account_id, 'replacement_in_unit',
      ${`${to.name} thay ${from.name}: ${work}. Người ra lệnh: ${actor.displayName}`}, ${at.toString()}::timestamptz
    from identity.v_duty_today h
    where h.role in ('unit_head', 'centre_manager')
      and h.account_id not in (${from.accountId}, ${to.accountId}, ${actor.accountId})
      and exists (select
        from jsonb_to_recordset(${JSON.stringify(from.grants)}::jsonb) as g("agencyId" uuid, "centreId" uuid)
        where h.agency_id = g."agencyId" or h.centre_id = g."centreId") returning 1`.execute(tx)
}
