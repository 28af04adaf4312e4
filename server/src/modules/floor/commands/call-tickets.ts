import { sql } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import type { AccountId } from '#kernel/ids.ts'
import { isAtCentre, runsPlace } from '#kernel/reach.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { tidy } from '#kernel/vietnamese.ts'
import type { Queryable } from '#platform/db/database.ts'
import { floorRefusals } from '../domain/refusals.ts'
import { labelFrom, findTicketActRefusal, ticketActRules, ticketStateNames } from '../domain/ticket.ts'
import type { TicketAct } from '../domain/ticket.ts'
import { getHall } from '../queries/find-hall.ts'
import type { Hall, HallCounter } from '../queries/find-hall.ts'
import { callFirstWaiting, changeTicket, lockTicket } from '../store/ticket-store.ts'
import type { CalledTicket, LockedTicket } from '../store/ticket-store.ts'

/**
 * Calls the next person, by the published order, of the queues that this counter serves; `null` when nobody waits.
 * @throws Refused HALL_NOT_SET_UP, COUNTER_NOT_YOURS, HALL_COUNTER_UNKNOWN, COUNTER_SERVES_NOTHING, TICKET_AT_COUNTER
 */
export async function callNext(tx: Queryable, actor: Actor, centreCode: string, counterNumber: number): Promise<CalledTicket | null> {
  const { hall, counter, accountId } = await getCounter(tx, actor, centreCode, counterNumber)
  if (counter.queueIds.length === 0) throw new Refused(refusalFrom(floorRefusals, 'COUNTER_SERVES_NOTHING', { number: counterNumber }))
  await mustBeFree(tx, counter, accountId)
  return await callFirstWaiting(tx, { centreId: hall.centreId, counterId: counter.id, accountId, queueIds: counter.queueIds })
}

export type ActInput = {
  readonly act: TicketAct
  readonly counterNumber: number
  readonly reason: string
  /** The queue a person is sent on to. */
  readonly toPrefix: string | null
}

/**
 * Does something with a ticket of today. What departs from the published order (calling out of order, setting aside, striking off) carries its
 * reason and is listed for inspection.
 * @throws Refused TICKET_NOT_FOUND, TICKET_WRONG_STATE, TICKET_NOT_AT_YOUR_COUNTER, TICKET_REASON_NEEDED, QUEUE_UNKNOWN, TICKET_AT_COUNTER
 */
export async function carryOutTicketAct(tx: Queryable, actor: Actor, centreCode: string, id: string, input: ActInput): Promise<void> {
  const { hall, counter, accountId } = await getCounter(tx, actor, centreCode, input.counterNumber)
  if (input.act === 'call') await lockCounter(tx, counter, accountId)
  const ticket = await lockTicket(tx, hall.centreId, id)
  if (!ticket) throw new Refused(refusalFrom(floorRefusals, 'TICKET_NOT_FOUND'))
  const isHolder = ticket.accountId === accountId || runsPlace(actor, { agencyId: null, centreId: hall.centreId })
  const reason = tidy(input.reason)
  const refusal = findTicketActRefusal(input.act, { state: ticket.state, isHolder, reason })
  if (refusal) throw refused(refusal, ticket)
  if (input.act === 'call') await refuseIfBusy(tx, counter, accountId)
  await changeTicket(tx, ticket, {
    act: input.act,
    state: ticketActRules[input.act].to,
    queueId: input.act === 'transfer' ? queueTo(hall, input.toPrefix) : ticket.queueId,
    counterId: input.act === 'call' ? counter.id : ticket.counterId,
    accountId,
    reason,
  })
}

function refused(code: 'TICKET_WRONG_STATE' | 'TICKET_NOT_AT_YOUR_COUNTER' | 'TICKET_REASON_NEEDED', ticket: LockedTicket): Refused {
  const fields = code === 'TICKET_REASON_NEEDED' ? [{ field: '/body/reason', message: 'Xin ghi lý do' }] : []
  return new Refused(refusalFrom(floorRefusals, code, { label: labelFrom(ticket), state: ticketStateNames[ticket.state] }, fields))
}

function queueTo(hall: Hall, prefix: string | null): string {
  const queue = hall.queues.find((each) => each.prefix === prefix)
  if (!queue)
    throw new Refused(
      refusalFrom(floorRefusals, 'QUEUE_UNKNOWN', { prefix: prefix ?? '' }, [{ field: '/body/toPrefix', message: 'Chọn hàng chờ' }]),
    )
  if (queue.counterNumbers.length === 0) throw new Refused(refusalFrom(floorRefusals, 'QUEUE_UNSERVED', { name: queue.name }))
  return queue.id
}

/** The counter, for a counter officer or a manager of this centre. @throws Refused as above */
export async function getCounter(
  db: Queryable,
  actor: Actor,
  centreCode: string,
  number: number,
): Promise<{ readonly hall: Hall; readonly counter: HallCounter; readonly accountId: AccountId }> {
  const hall = await getHall(db, centreCode)
  const { accountId } = actor
  if (accountId === null || !actor.grants.some((grant) => isAtCentre(grant, hall.centreId, ['counter_officer', 'centre_manager']))) {
    throw new Refused(refusalFrom(floorRefusals, 'COUNTER_NOT_YOURS'))
  }
  const counter = hall.counters.find((each) => each.number === number)
  if (!counter) throw new Refused(refusalFrom(floorRefusals, 'HALL_COUNTER_UNKNOWN', { number }))
  return { hall, counter, accountId }
}

async function mustBeFree(tx: Queryable, counter: HallCounter, accountId: AccountId): Promise<void> {
  await lockCounter(tx, counter, accountId)
  await refuseIfBusy(tx, counter, accountId)
}

/** Two browsers of one counter, and one officer at two counters, take turns; always in this order, so that they never wait for each other. */
async function lockCounter(tx: Queryable, counter: HallCounter, accountId: AccountId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('floor counter ' || ${counter.id}, 0))`.execute(tx)
  await sql`select pg_advisory_xact_lock(hashtextextended('floor officer ' || ${accountId}, 0))`.execute(tx)
}

async function refuseIfBusy(tx: Queryable, counter: HallCounter, accountId: AccountId): Promise<void> {
  const { rows } = await sql<{ prefix: string; number: number; at: number }>`
    select t.prefix, t.number, n.number as at from floor.ticket t
    join centre.v_counter n on n.locality_id = t.locality_id and n.id = t.counter_id
    where t.on_day = platform.today() and t.state = 'called'
      and (t.counter_id = ${counter.id}::uuid or t.account_id = ${accountId}::uuid)`.execute(tx)
  const [busy] = rows
  if (busy) throw new Refused(refusalFrom(floorRefusals, 'TICKET_AT_COUNTER', { label: labelFrom(busy), number: busy.at }))
}
