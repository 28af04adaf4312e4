import { sql } from 'kysely'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { toVietnamIso } from '#kernel/vietnam-time.ts'
import { databaseNow } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import { floorRefusals } from '../domain/refusals.ts'
import { labelFrom } from '../domain/ticket.ts'

/** A number that was called, with how often: a board flashes when it grows. */
export type ShownCall = {
  readonly label: string
  readonly counterNumber: number
  readonly calledAt: string
  readonly times: number
  readonly isOver: boolean
}

/** What the screens of a hall show. They show no names. */
export type HallScreen = {
  readonly asOf: string
  readonly centreName: string
  readonly queues: readonly { readonly prefix: string; readonly name: string; readonly nameEn: string; readonly waiting: number }[]
  /** Every counter that serves a queue. */
  readonly counters: readonly { readonly number: number; readonly name: string; readonly label: string | null }[]
  /** Everybody at a counter, and the last of those called before: newest first. A person at a counter is never left out. */
  readonly calls: readonly ShownCall[]
}

/** Calls of people who are no longer at a counter: still to be read by somebody who was outside. */
const earlierCalls = 8

export async function getHallScreen(db: Queryable, centreCode: string): Promise<HallScreen> {
  const { rows } = await sql<{
    centreName: string
    queues: HallScreen['queues']
    counters: readonly { number: number; name: string; prefix: string | null; ticket: number | null }[]
    calls: readonly { prefix: string; number: number; counter: number; calledAt: string; times: number; isOver: boolean }[]
  }>`
    select c.name as "centreName",
      coalesce((select json_agg(json_build_object('prefix', q.prefix, 'name', q.name, 'nameEn', q.name_en, 'waiting',
          (select count(*) from floor.ticket t
          where t.locality_id = q.locality_id and t.queue_id = q.id and t.on_day = platform.today()
            and t.state = 'waiting')) order by q.prefix)
        from floor.queue q where q.locality_id = h.locality_id and q.centre_id = h.centre_id and q.is_open),
          '[]') as queues,
      coalesce((select json_agg(json_build_object('number', n.number, 'name', n.name, 'prefix', t.prefix, 'ticket',
      t.number) order by n.number)
        from centre.v_counter n
        left join floor.ticket t on t.locality_id = n.locality_id and t.counter_id = n.id
          and t.on_day = platform.today()
          and t.state = 'called'
        where n.locality_id = h.locality_id and n.centre_id = h.centre_id
          and exists (select from floor.counter_queue s
            where s.locality_id = n.locality_id and s.counter_id = n.id)), '[]') as counters,
      coalesce((select json_agg(json_build_object('prefix', x.prefix, 'number', x.number, 'counter', x.counter,
      'calledAt', x.called_at,
          'isOver', x.is_over, 'times', (select count(*) from floor.ticket_event e
          where e.locality_id = h.locality_id and e.ticket_id = x.id
            and e.kind in ('call', 'call_next', 'recall'))) order by x.called_at desc)
        from ((select t.id, t.prefix, t.number, n.number as counter, t.called_at, false as is_over from floor.ticket t
            join centre.v_counter n on n.locality_id = t.locality_id and n.id = t.counter_id
            where t.locality_id = h.locality_id and t.centre_id = h.centre_id and t.on_day = platform.today()
              and t.state = 'called')
          union all
          (select t.id, t.prefix, t.number, n.number, t.called_at, true from floor.ticket t
            join centre.v_counter n on n.locality_id = t.locality_id and n.id = t.counter_id
            where t.locality_id = h.locality_id and t.centre_id = h.centre_id and t.on_day = platform.today()
              and t.called_at is not null
              and t.state in ('no_show', 'held', 'finished')
            order by t.called_at desc limit ${earlierCalls})) x), '[]') as calls
    from centre.v_centre c join floor.hall h on h.locality_id = c.locality_id and h.centre_id = c.id
    where c.code = ${centreCode}
  `.execute(db)
  const [row] = rows
  if (!row) throw new Refused(refusalFrom(floorRefusals, 'HALL_NOT_SET_UP'))
  const asOf = toVietnamIso(await databaseNow(db))
  return {
    asOf,
    centreName: row.centreName,
    queues: row.queues,
    counters: row.counters.map(({ number, name, prefix, ticket }) => ({
      number,
      name,
      label: prefix === null || ticket === null ? null : labelFrom({ prefix, number: ticket }),
    })),
    calls: row.calls.map(({ counter, prefix, number, ...call }) => ({
      label: labelFrom({ prefix, number }),
      counterNumber: counter,
      ...call,
    })),
  }
}
