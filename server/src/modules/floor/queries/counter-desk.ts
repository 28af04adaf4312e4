import { sql } from 'kysely'
import type { CentreId, CounterId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'
import { labelFrom } from '../domain/ticket.ts'
import type { PriorityGround, TicketState } from '../domain/ticket.ts'

export type DeskTicket = {
  readonly id: string
  readonly label: string
  readonly state: TicketState
  readonly queuePrefix: string
  readonly priority: PriorityGround | null
  readonly joinedAt: string
  readonly calledAt: string | null
  readonly counterNumber: number | null
}

/** What an officer sees of the hall: who is at this counter, who waits for it in the order of calling, and who was set aside or did not show up. */
export async function listDeskTickets(
  db: Queryable,
  at: { readonly centreId: CentreId; readonly counterId: CounterId; readonly queueIds: readonly string[] },
): Promise<{ current: DeskTicket | null; waiting: DeskTicket[]; waitingCount: number; aside: DeskTicket[] }> {
  const { rows } = await sql<Omit<DeskTicket, 'label'> & { prefix: string; number: number; total: number }>`
    with mine as (
      (select t.*, 0 as total from floor.ticket t
        where t.on_day = platform.today() and t.state = 'called' and t.counter_id = ${at.counterId}::uuid)
      union all
      (select t.*, (count(*) over ())::int from floor.ticket t
        where t.on_day = platform.today() and t.state = 'waiting' and t.queue_id = any(${[...at.queueIds]}::uuid[])
        order by t.order_at, t.id limit 30)
      union all
      (select t.*, 0 from floor.ticket t
        where t.on_day = platform.today() and t.centre_id = ${at.centreId}::uuid and t.state in ('held', 'no_show')
        order by t.called_at desc limit 30)
    )
    select m.id, m.prefix, m.number, m.state, q.prefix as "queuePrefix", m.priority, m.joined_at as "joinedAt",
      m.called_at as "calledAt", n.number as "counterNumber",
      m.total
    from mine m join floor.queue q on q.locality_id = m.locality_id and q.id = m.queue_id
    left join centre.v_counter n on n.locality_id = m.locality_id and n.id = m.counter_id
    order by m.order_at, m.id
  `.execute(db)
  const lines = rows.map(({ prefix, number, total: _total, ...line }) => ({ ...line, label: labelFrom({ prefix, number }) }))
  return {
    current: lines.find(({ state }) => state === 'called') ?? null,
    waiting: lines.filter(({ state }) => state === 'waiting'),
    waitingCount: rows.find(({ state }) => state === 'waiting')?.total ?? 0,
    aside: lines.filter(({ state }) => state === 'held' || state === 'no_show'),
  }
}
