import { sql } from 'kysely'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import type { Queryable } from '#platform/db/database.ts'
import { floorRefusals } from '../domain/refusals.ts'
import { labelFrom } from '../domain/ticket.ts'
import type { PriorityGround, TicketState } from '../domain/ticket.ts'
import type { WaitEstimate } from '../domain/wait-estimate.ts'
import { hashSecret } from '../store/secrets.ts'
import { estimateWait } from './estimate-wait.ts'

export type TicketPlace = {
  readonly label: string
  readonly centreName: string
  readonly queueName: string
  readonly queueNameEn: string
  readonly priority: PriorityGround | null
  readonly priorityMinutes: number
  readonly onDay: string
  readonly joinedAt: string
  readonly state: TicketState
  /** How many people are before them at the counters that serve their queue, for any service; `null` after they were called. */
  readonly ahead: number | null
  readonly counterNumber: number | null
  readonly estimate: WaitEstimate | null
}

type Row = Omit<TicketPlace, 'label' | 'estimate'> & { prefix: string; number: number; queueId: string; serving: number }

/** The current place of a ticket, for the person who holds it. @throws Refused TICKET_NOT_FOUND */
export async function getTicketPlace(db: Queryable, secret: string): Promise<TicketPlace> {
  const { rows } = await sql<Row>`
    select t.prefix, t.number, t.queue_id as "queueId", c.name as "centreName", q.name as "queueName",
      q.name_en as "queueNameEn", t.priority, h.priority_minutes as "priorityMinutes", t.on_day as "onDay",
      t.joined_at as "joinedAt",
      -- Who was still waiting when the day ended has left.
      case when t.on_day < platform.today() and t.ended_at is null then 'left' else t.state end as state,
      case when t.state = 'waiting' and t.on_day = platform.today() then
        (select count(*) from floor.ticket w where w.locality_id = t.locality_id and w.on_day = t.on_day
          and w.queue_id in (select b.queue_id from floor.counter_queue a
            join floor.counter_queue b on b.locality_id = a.locality_id and b.counter_id = a.counter_id
            where a.locality_id = t.locality_id and a.queue_id = t.queue_id)
          and w.state = 'waiting' and (w.order_at, w.id) < (t.order_at, t.id))::int end as ahead,
      case when t.state = 'called' then n.number end as "counterNumber",
      (select count(*) from floor.ticket s
      join floor.counter_queue r on r.locality_id = s.locality_id and r.counter_id = s.counter_id
        where r.locality_id = t.locality_id and r.queue_id = t.queue_id and s.on_day = t.on_day
          and s.state = 'called')::int as serving
    from floor.ticket t
    join floor.queue q on q.locality_id = t.locality_id and q.id = t.queue_id
    join floor.hall h on h.locality_id = t.locality_id and h.centre_id = t.centre_id
    join centre.v_centre c on c.locality_id = t.locality_id and c.id = t.centre_id
    left join centre.v_counter n on n.locality_id = t.locality_id and n.id = t.counter_id
    where t.secret_hash = ${hashSecret(secret)}
  `.execute(db)
  const [row] = rows
  if (!row) throw new Refused(refusalFrom(floorRefusals, 'TICKET_NOT_FOUND'))
  const { prefix, number, queueId, serving, ...place } = row
  return {
    ...place,
    label: labelFrom({ prefix, number }),
    estimate: place.ahead === null ? null : await estimateWait(db, queueId, { ahead: place.ahead, serving }),
  }
}
