import { sql } from 'kysely'
import type { Queryable } from '#platform/db/database.ts'

export type QueueFigures = {
  readonly name: string
  readonly waiting: number
  readonly running: number
  readonly failed: number
  /** Seconds the oldest job that is ready has waited; `null` when none is. */
  readonly oldestSeconds: number | null
}

/** The current state of every queue of the locality. */
export async function queueFigures(db: Queryable): Promise<QueueFigures[]> {
  const { rows } = await sql<QueueFigures>`
    select split_part(q.name, '.', 1) as name,
      count(*) filter (where j.state in ('created', 'retry'))::int as waiting,
      count(*) filter (where j.state = 'active')::int as running,
      count(*) filter (where j.state = 'failed')::int as failed,
      extract(epoch
      from now() - min(j.start_after) filter (where j.state in ('created', 'retry')
      and j.start_after <= now()))::int as "oldestSeconds"
    from pgboss.queue q
    left join pgboss.job j on j.name = q.name and j.state in ('created', 'retry', 'active', 'failed')
    where q.name like '%.' || platform.current_locality()::text group by q.name order by q.name`.execute(db)
  return rows
}

export type FailedJob = {
  readonly id: string
  readonly name: string
  readonly payload: unknown
  readonly failedAt: string
  readonly tries: number
  readonly fault: string
}

/** Jobs that were given up, newest first: what a person must look at. */
export async function failedJobs(db: Queryable, limit = 100): Promise<FailedJob[]> {
  const { rows } = await sql<FailedJob>`
    select id, split_part(name, '.', 1) as name, data as payload, completed_on as "failedAt", retry_count + 1 as tries,
      left(coalesce(output ->> 'message', output #>> '{value,message}', output::text, ''), 500) as fault
    from pgboss.job where name like '%.' || platform.current_locality()::text and state = 'failed'
    order by completed_on desc limit ${limit}`.execute(db)
  return rows
}

/** Gives failed jobs another run, all of them or those named. @returns how many. */
export async function retryFailedJobs(db: Queryable, ids: readonly string[] | null = null): Promise<number> {
  const { numAffectedRows } = await sql`
    update pgboss.job set state = 'retry', retry_limit = retry_count + 1, start_after = now(), completed_on = null,
      keep_until = now() + interval '14 days'
    where name like '%.' || platform.current_locality()::text and state = 'failed'
      and (${ids === null} or id = any(${ids ?? []}::uuid[]))`.execute(db)
  return Number(numAffectedRows ?? 0n)
}
