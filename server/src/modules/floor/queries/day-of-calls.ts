import { sql } from 'kysely'
import type { Queryable } from '#platform/db/database.ts'
import { replayDay, snapshotFrom } from '../domain/replay.ts'
import { labelFrom } from '../domain/ticket.ts'

export type OutOfOrder = {
  readonly label: string
  readonly kind: string
  readonly at: string
  readonly by: string
  readonly counterNumber: number | null
  readonly reason: string
}

/** A day of one hall: how many were issued and what became of them, what was done out of order, and what a replay cannot explain. */
export type DayOfCalls = {
  readonly issued: number
  readonly served: number
  readonly left: number
  readonly waiting: number
  readonly calls: number
  readonly outOfOrder: readonly OutOfOrder[]
  readonly differences: readonly { readonly called: string; readonly expected: string | null; readonly at: string }[]
}

type Row = {
  id: string
  ticketId: string
  kind: string
  state: string
  queueId: string
  /** Microseconds: the database orders by them. */
  orderAt: number
  served: string[] | null
  writtenIn: string
  seen: string
  prefix: string
  number: number
  at: string
  by: string | null
  counterNumber: number | null
  reason: string
}

/** @param day `YYYY-MM-DD` */
export async function getDayOfCalls(db: Queryable, centreId: string, day: string): Promise<DayOfCalls> {
  const { rows } = await sql<Row>`
    select e.id, e.ticket_id as "ticketId", e.kind, e.state, e.queue_id as "queueId",
      (extract(epoch from e.order_at) * 1000000)::bigint as "orderAt", e.served, e.written_in::text as "writtenIn",
      e.seen::text as seen, t.prefix, t.number, e.at, a.display_name as by, n.number as "counterNumber",
      e.reason
    from floor.ticket_event e
    join floor.ticket t on t.locality_id = e.locality_id and t.id = e.ticket_id
    left join identity.v_officer a on a.locality_id = e.locality_id and a.id = e.account_id
    left join centre.v_counter n on n.locality_id = e.locality_id and n.id = e.counter_id
    where e.centre_id = ${centreId}::uuid and e.on_day = ${day}::date
    order by e.id
  `.execute(db)
  const labels = new Map(rows.map((row) => [row.ticketId, labelFrom(row)]))
  const atOf = new Map(rows.map(({ id, at }) => [id, at]))
  const last = new Map(rows.map(({ ticketId, state }) => [ticketId, state]))
  const count = (...states: string[]): number => [...last.values()].filter((state) => states.includes(state)).length
  const differences = replayDay(
    rows.map((row) => ({
      ...row,
      writtenIn: Number(row.writtenIn),
      seen: snapshotFrom(row.seen),
    })),
  )
  return {
    issued: last.size,
    served: count('finished', 'called'),
    left: count('left', 'no_show'),
    waiting: count('waiting', 'held'),
    calls: rows.filter(({ kind }) => kind === 'call_next').length,
    outOfOrder: rows
      .filter(({ kind }) => ['call', 'hold', 'leave'].includes(kind))
      .map((row) => ({
        label: labelFrom(row),
        kind: row.kind,
        at: row.at,
        by: row.by ?? '',
        counterNumber: row.counterNumber,
        reason: row.reason,
      })),
    differences: differences.map(({ event, called, expected }) => ({
      called: labels.get(called) ?? called,
      expected: expected === null ? null : (labels.get(expected) ?? expected),
      at: atOf.get(event.id) ?? '',
    })),
  }
}
