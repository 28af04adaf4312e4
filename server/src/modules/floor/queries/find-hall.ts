import { sql } from 'kysely'
import type { CentreId, CounterId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import type { Queryable } from '#platform/db/database.ts'
import { floorRefusals } from '../domain/refusals.ts'
import type { QueueKind } from '../domain/ticket.ts'

export type HallQueue = {
  readonly id: string
  readonly prefix: string
  readonly kind: QueueKind
  readonly name: string
  readonly nameEn: string
  readonly isOpen: boolean
  readonly counterNumbers: readonly number[]
  readonly waiting: number
}

export type HallCounter = { readonly id: CounterId; readonly number: number; readonly name: string; readonly queueIds: readonly string[] }

export type Hall = {
  readonly centreId: CentreId
  readonly centreCode: string
  readonly centreName: string
  readonly priorityMinutes: number
  readonly queues: readonly HallQueue[]
  readonly counters: readonly HallCounter[]
}

/** The hall of a centre with its queues in the order of their letters, or `null` while it has none. */
export async function findHall(db: Queryable, centreCode: string): Promise<Hall | null> {
  const { rows } = await sql<Hall>`
    select c.id as "centreId", c.code as "centreCode", c.name as "centreName", h.priority_minutes as "priorityMinutes",
      coalesce((select json_agg(json_build_object('id', q.id, 'prefix', q.prefix, 'kind', q.kind, 'name', q.name,
      'nameEn', q.name_en, 'isOpen', q.is_open,
          'counterNumbers', coalesce((select json_agg(n.number order by n.number) from floor.counter_queue s
            join centre.v_counter n on n.locality_id = s.locality_id and n.id = s.counter_id
            where s.locality_id = q.locality_id and s.queue_id = q.id), '[]'),
          'waiting', (select count(*) from floor.ticket t
            where t.locality_id = q.locality_id and t.queue_id = q.id and t.on_day = platform.today()
              and t.state = 'waiting')) order by q.prefix)
        from floor.queue q where q.locality_id = h.locality_id and q.centre_id = h.centre_id), '[]') as queues,
      coalesce((select json_agg(json_build_object('id', n.id, 'number', n.number, 'name', n.name,
          'queueIds',
          coalesce((select json_agg(s.queue_id) from floor.counter_queue s
          where s.locality_id = n.locality_id and s.counter_id = n.id), '[]'))
          order by n.number)
        from centre.v_counter n where n.locality_id = h.locality_id and n.centre_id = h.centre_id), '[]') as counters
    from centre.v_centre c join floor.hall h on h.locality_id = c.locality_id and h.centre_id = c.id
    where c.code = ${centreCode}
  `.execute(db)
  return rows[0] ?? null
}

/** @throws Refused HALL_NOT_SET_UP */
export async function getHall(db: Queryable, centreCode: string): Promise<Hall> {
  const hall = await findHall(db, centreCode)
  if (!hall) throw new Refused(refusalFrom(floorRefusals, 'HALL_NOT_SET_UP'))
  return hall
}
