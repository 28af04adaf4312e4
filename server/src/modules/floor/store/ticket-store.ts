import { sql } from 'kysely'
import type { AccountId, CentreId, CounterId } from '#kernel/ids.ts'
import { afterCommit } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { PriorityGround, TicketAct, TicketState } from '../domain/ticket.ts'

export type NewTicket = {
  readonly centreId: CentreId
  readonly queueId: string
  readonly prefix: string
  readonly priority: PriorityGround | null
  readonly headStartMinutes: number
  readonly secretHash: Buffer
  readonly kioskId: string | null
  readonly issuedBy: AccountId | null
}

export type IssuedTicket = {
  readonly id: string
  readonly number: number
  readonly joinedAt: string
  readonly ahead: number
  readonly serving: number
}

/**
 * Takes the next number of the series and issues the ticket under it: one statement, and the last of its transaction, because the series is
 * locked until the commit. Numbers have no gaps but those of transactions that were rolled back, and never come twice in a day.
 */
export async function insertTicket(tx: Queryable, ticket: NewTicket): Promise<IssuedTicket> {
  const { rows } = await sql<IssuedTicket>`
    with numbered as (
      insert into floor.series (centre_id, on_day, prefix, last_number)
      values (${ticket.centreId}, platform.today(), ${ticket.prefix}, 1)
      on conflict (locality_id, centre_id, on_day, prefix) do update set last_number = series.last_number + 1
      returning last_number
    ), queued as (
      select (select count(*) from floor.ticket w where w.on_day = platform.today() and w.state = 'waiting'
               and w.queue_id in (select b.queue_id from floor.counter_queue a
                 join floor.counter_queue b on b.locality_id = a.locality_id and b.counter_id = a.counter_id
                 where a.queue_id = ${ticket.queueId}::uuid)
               and w.order_at <= platform.now() - make_interval(mins =>
                 ${ticket.priority === null ? 0 : ticket.headStartMinutes}))::int as ahead,
             (select count(*) from floor.ticket c
             join floor.counter_queue s on s.locality_id = c.locality_id and s.counter_id = c.counter_id
               where s.queue_id = ${ticket.queueId}::uuid and c.on_day = platform.today()
                 and c.state = 'called')::int as serving
    ), issued as (
      insert into floor.ticket (centre_id, queue_id, on_day, prefix, number, priority, joined_at, order_at,
        secret_hash, kiosk_id, issued_by, ahead, serving)
      select ${ticket.centreId}::uuid, ${ticket.queueId}::uuid, platform.today(), ${ticket.prefix}, n.last_number,
        ${ticket.priority}, platform.now(),
        platform.now() - make_interval(mins => ${ticket.priority === null ? 0 : ticket.headStartMinutes}),
        ${ticket.secretHash}, ${ticket.kioskId}::uuid, ${ticket.issuedBy}::uuid, q.ahead,
        q.serving
      from numbered n, queued q
      returning *
    ), logged as (
      insert into floor.ticket_event (ticket_id, centre_id, on_day, kind, queue_id, order_at, state, account_id)
      select id, centre_id, on_day, 'issue', queue_id, order_at, state, issued_by from issued returning id
    )
    select id, number, joined_at as "joinedAt", ahead, serving from issued
  `.execute(tx)
  const [issued] = rows
  if (!issued) throw new Error('the ticket was not issued')
  tellHall(tx, ticket.centreId)
  return issued
}

export type CalledTicket = { readonly id: string; readonly prefix: string; readonly number: number }

/**
 * Calls the first waiting person of the queues a counter serves, in one statement. Rows that another counter is calling at this instant are
 * passed over, so that sixty counters at once neither wait for one another nor call the same person.
 */
export async function callFirstWaiting(
  tx: Queryable,
  at: { readonly centreId: CentreId; readonly counterId: CounterId; readonly accountId: AccountId; readonly queueIds: readonly string[] },
): Promise<CalledTicket | null> {
  const { rows } = await sql<CalledTicket>`
    with first as (
      select locality_id, id from floor.ticket
      where queue_id = any(${[...at.queueIds]}::uuid[]) and on_day = platform.today() and state = 'waiting'
      order by order_at, id limit 1
      for update skip locked
    ), called as (
      update floor.ticket t
      set state = 'called', counter_id = ${at.counterId}::uuid, account_id = ${at.accountId}::uuid,
        called_at = platform.now()
      from first where t.locality_id = first.locality_id and t.id = first.id
      returning t.*
    ), logged as (
      insert into floor.ticket_event (ticket_id, centre_id, on_day, kind, queue_id, order_at, state, counter_id,
        account_id, served)
      select id, centre_id, on_day, 'call_next', queue_id, order_at, state, counter_id, account_id,
        ${[...at.queueIds]}::uuid[] from called returning id
    )
    select id, prefix, number from called
  `.execute(tx)
  if (rows[0]) tellHall(tx, at.centreId)
  return rows[0] ?? null
}

export type LockedTicket = {
  readonly id: string
  readonly centreId: CentreId
  readonly queueId: string
  readonly prefix: string
  readonly number: number
  readonly state: TicketState
  readonly counterId: CounterId | null
  readonly accountId: AccountId | null
  /** The snapshot at the time the lock was requested. */
  readonly seen: string
}

/** Locks a ticket of today, or answers `null`. */
export async function lockTicket(tx: Queryable, centreId: CentreId, id: string): Promise<LockedTicket | null> {
  const { rows } = await sql<LockedTicket>`
    select id, centre_id as "centreId", queue_id as "queueId", prefix, number, state, counter_id as "counterId",
      account_id as "accountId",
      pg_current_snapshot()::text as seen
    from floor.ticket where id = ${id}::uuid and centre_id = ${centreId}::uuid and on_day = platform.today() for update
  `.execute(tx)
  return rows[0] ?? null
}

export type TicketChange = {
  readonly act: TicketAct
  readonly state: TicketState
  readonly queueId: string
  readonly counterId: CounterId | null
  readonly accountId: AccountId
  readonly reason: string
}

/** Changes a ticket that is locked and writes down what happened. The order of a ticket never changes. */
export async function changeTicket(tx: Queryable, ticket: LockedTicket, change: TicketChange): Promise<void> {
  const isOver = ['finished', 'no_show', 'left'].includes(change.state)
  const isCall = change.act === 'call'
  await sql`
    with changed as (
      update floor.ticket set state = ${change.state}, queue_id = ${change.queueId}::uuid,
        counter_id = case when ${isCall} then ${change.counterId}::uuid else counter_id end,
        account_id = case when ${isCall} then ${change.accountId}::uuid else account_id end,
        called_at = case when ${isCall} then platform.now() else called_at end,
        ended_at = case when ${isOver} then platform.now() end
      where id = ${ticket.id}::uuid
      returning *
    )
    insert into floor.ticket_event (ticket_id, centre_id, on_day, kind, queue_id, order_at, state, counter_id,
      account_id, reason, seen)
    select id, centre_id, on_day, ${change.act}, queue_id, order_at, state, ${change.counterId}::uuid,
      ${change.accountId}::uuid, ${change.reason},
      ${ticket.seen}::pg_snapshot
    from changed returning id
  `.execute(tx)
  tellHall(tx, ticket.centreId)
}

/** Notifies the screens of the hall after the commit: NOTIFY inside the transaction takes a server-wide lock. */
export function tellHall(tx: Queryable, centreId: CentreId): void {
  afterCommit(tx, (pool) => {
    // Lost when this fails; every screen looks again by itself within seconds.
    sql`select pg_notify('motcua_hall', platform.current_locality()::text || ' ' || ${centreId}::text)`.execute(pool).catch(() => undefined)
  })
}
