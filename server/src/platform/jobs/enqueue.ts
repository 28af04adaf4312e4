import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Queryable } from '#platform/db/database.ts'
import { afterCommit } from '#platform/db/database.ts'
import { writeBehind } from '#platform/db/write-behind.ts'
import type { AnyJob, JobDefinition } from './job.ts'

/** Wakes this process's worker of a queue; set while one runs. By pool, since one process may serve two localities. */
export const awake = new WeakMap<Queryable, (job: string) => void>()

/**
 * Asks for a job in the caller's transaction: it exists exactly when what it follows from does. One statement. The
 * worker of this process is notified after the commit; the others poll every few seconds. No NOTIFY is sent inside the
 * transaction, because PostgreSQL lets only one transaction that notifies commit at a time.
 * @param once while a job with this key waits, asking again adds none.
 */
export async function enqueue<Payload>(
  tx: Queryable,
  job: JobDefinition<Payload>,
  payload: Payload,
  options: { readonly once?: string; readonly inSeconds?: number } = {},
): Promise<void> {
  if (options.once === undefined) await writeBehind(tx, jobWithQueue(job, payload, options.inSeconds ?? 0))
  else if (!(await insertJob(tx, job, payload, options))) {
    // Either one waits already under this key, or this locality has no such queue yet.
    await registerJobs(tx, [job])
    await insertJob(tx, job, payload, options)
  }
  // One for later is found when its time comes.
  if ((options.inSeconds ?? 0) > 0) return
  afterCommit(tx, (pool) => awake.get(pool)?.(job.name))
}

/** Asks for one job for each payload, as `enqueue` does, in one statement however many they are. */
export async function enqueueEach<Payload>(tx: Queryable, job: JobDefinition<Payload>, payloads: readonly Payload[]): Promise<void> {
  if (payloads.length === 0) return
  if ((await insertEach(tx, job, payloads)) === 0) {
    await registerJobs(tx, [job])
    if ((await insertEach(tx, job, payloads)) !== payloads.length) throw new Error(`the queue ${job.name} did not take its jobs`)
  }
  afterCommit(tx, (pool) => awake.get(pool)?.(job.name))
}

async function insertEach<Payload>(tx: Queryable, job: JobDefinition<Payload>, payloads: readonly Payload[]): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into pgboss.job (name, data, start_after, policy, retry_limit, retry_delay, retry_backoff, retry_delay_max,
      expire_seconds, deletion_seconds, keep_until, heartbeat_seconds)
    select q.name, p.data, now(), 'standard', q.retry_limit, q.retry_delay, q.retry_backoff, q.retry_delay_max,
      q.expire_seconds, q.deletion_seconds, now() + make_interval(secs => q.retention_seconds),
      q.heartbeat_seconds
    from pgboss.queue q cross join jsonb_array_elements(${JSON.stringify(payloads)}::jsonb) as p (data)
    where q.name = ${job.name} || '.' || platform.current_locality()`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}

/** A job that waits for no other, and its queue where the locality has none yet. Without a queue it fails: no job is lost silently. */
function jobWithQueue<Payload>(job: JobDefinition<Payload>, payload: Payload, inSeconds: number): RawBuilder<unknown> {
  return sql`
    with wanted as (select ${job.name} || '.' || platform.current_locality() as name),
    made as (${queueInsert(
      job,
      sql`select name from wanted
        where not exists (select from pgboss.queue q where q.name = wanted.name)`,
    )} returning *),
    queue as (select q.* from pgboss.queue q join wanted w on w.name = q.name union all select * from made)
    insert into pgboss.job (name, data, start_after, policy, retry_limit, retry_delay, retry_backoff, retry_delay_max,
      expire_seconds, deletion_seconds, keep_until, heartbeat_seconds)
    select q.name, ${JSON.stringify(payload)}::jsonb, now() + make_interval(secs => ${inSeconds}), 'standard',
      q.retry_limit, q.retry_delay, q.retry_backoff, q.retry_delay_max, q.expire_seconds, q.deletion_seconds,
      now() + make_interval(secs => q.retention_seconds), q.heartbeat_seconds
    from wanted w left join queue q on true`
}

async function insertJob<Payload>(
  tx: Queryable,
  job: JobDefinition<Payload>,
  payload: Payload,
  { once = null, inSeconds = 0 }: { readonly once?: string | null; readonly inSeconds?: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into pgboss.job (name, data, singleton_key, start_after, policy, retry_limit, retry_delay, retry_backoff,
      retry_delay_max, expire_seconds, deletion_seconds, keep_until,
      heartbeat_seconds)
    select q.name, ${JSON.stringify(payload)}::jsonb, ${once}::text, now() + make_interval(secs => ${inSeconds}),
      case when ${once}::text is null then 'standard' else 'short' end, q.retry_limit, q.retry_delay, q.retry_backoff,
      q.retry_delay_max, q.expire_seconds, q.deletion_seconds, now() + make_interval(secs => q.retention_seconds),
      q.heartbeat_seconds
    from pgboss.queue q where q.name = ${job.name} || '.' || platform.current_locality()
    on conflict do nothing`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}

/**
 * Makes the queues of these jobs for the locality of the connection, and brings their settings up to date. Cheap, and
 * safe from several processes at once.
 */
export async function registerJobs(db: Queryable, jobs: readonly AnyJob[]): Promise<void> {
  for (const job of jobs) {
    await sql`${queueInsert(job, sql`select ${job.name} || '.' || platform.current_locality()`)}
      on conflict (name) do update
      set retry_limit = excluded.retry_limit, retry_delay = excluded.retry_delay,
        expire_seconds = excluded.expire_seconds
      where (queue.retry_limit, queue.retry_delay, queue.expire_seconds) is distinct from (excluded.retry_limit,
        excluded.retry_delay, excluded.expire_seconds)`.execute(db)
  }
}

/** @param names SQL of the names of the queues to make */
function queueInsert({ retryLimit, retryAfterSeconds, expireSeconds }: AnyJob, names: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`insert into pgboss.queue (name, policy, retry_limit, retry_delay, retry_backoff, retry_delay_max,
    expire_seconds, retention_seconds,
      deletion_seconds, warning_queued, partition, table_name, heartbeat_seconds, notify)
    select j.name, 'standard', ${retryLimit}::int, ${retryAfterSeconds}::int, true, 3600, ${expireSeconds}::int,
      ${60 * 86_400}, ${30 * 86_400}, 0, false, 'job_common', ${heartbeatSeconds}, false
    from (${names}) as j (name)`
}

/** A worker that has not beaten for this long is dead, and its job goes to another. */
const heartbeatSeconds = 10
