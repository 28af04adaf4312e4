import { PgBoss } from 'pg-boss'
import type { Logger } from 'pino'
import type { LocalityId } from '#kernel/ids.ts'

/** What a look at the queues found in one of them. */
export type JobNews = {
  /** Name of the job, without its locality. */
  readonly job: string
  /** Jobs are ready to run. */
  readonly isReady: boolean
  /** Jobs are in the hands of a worker that is dead. */
  readonly isLost: boolean
}

/**
 * One look at all queues of a database, for every locality that this process serves from it. A worker that looked for itself
 * would send a statement for each kind of job and each locality: eight a second where nothing happens.
 */
export type JobWatch = {
  /** Calls `hear` with what is found in the queues of a locality. @returns a function that ends this */
  attend(localityId: LocalityId, hear: (news: JobNews) => void): () => void
  close(): Promise<void>
}

type Send = (text: string, values?: unknown[]) => Promise<{ rows: unknown[] }>

/** This is how a worker of another process learns of a new job; that of the same process is woken at once. */
const everyMs = 4_000

const look = `
  select split_part(q.name, '.', 1) as job, split_part(q.name, '.', 2)::int as locality, f.ready as "isReady", f.lost as "isLost"
  from pgboss.queue q
  cross join lateral (
    select exists (
      select from pgboss.job j where j.name = q.name and j.state < 'active' and not j.blocked and j.start_after <= now()) as ready,
    exists (
      select from pgboss.job j
      where j.name = q.name and j.state = 'active' and (j.started_on + j.expire_seconds * interval '1s' < now()
        or j.heartbeat_on + j.heartbeat_seconds * interval '1s' < now())) as lost) f
  where split_part(q.name, '.', 2) = any($1::text[]) and (f.ready or f.lost)`

/**
 * Looks every four seconds, and hands on the jobs that come by the clock: of every locality of the database, whichever process
 * comes first.
 * @param send a connection of any locality's login: all may see which queues have jobs
 */
export async function openJobWatch(send: Send, logger: Pick<Logger, 'warn'>): Promise<JobWatch> {
  const clock = await startClock(send, logger)
  const attending = new Map<number, Set<(news: JobNews) => void>>()
  let isClosed = false
  let looking: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined

  async function lookOnce(): Promise<void> {
    if (attending.size === 0) return
    const { rows } = await send(look, [[...attending.keys()].map(String)])
    for (const { locality, ...news } of rows as (JobNews & { locality: number })[])
      for (const hear of attending.get(locality) ?? []) hear(news)
  }

  function again(): void {
    if (isClosed) return
    timer = setTimeout(() => {
      // A database that is away is looked at again; what waits there waits.
      looking = lookOnce()
        .catch((error: unknown) => logger.warn({ err: error }, 'jobs'))
        .finally(again)
    }, everyMs)
    timer.unref()
  }
  again()

  return {
    attend(localityId, hear) {
      const here = attending.get(localityId) ?? new Set()
      attending.set(localityId, here.add(hear))
      return () => {
        here.delete(hear)
        if (here.size === 0) attending.delete(localityId)
      }
    },
    async close() {
      isClosed = true
      clearTimeout(timer)
      await looking
      await clock.stop({ graceful: true, close: false, timeout: 5_000 })
    },
  }
}

async function startClock(send: Send, logger: Pick<Logger, 'warn'>): Promise<PgBoss> {
  const clock = new PgBoss({
    ...buildBossSettings(send),
    schedule: true,
    // How late a job that comes by the clock may begin, beside the half minute in which it is noticed.
    cronWorkerIntervalSeconds: 20,
  })
  clock.on('error', (error) => logger.warn({ err: error }, 'jobs'))
  await clock.start()
  return clock
}

/** Settings of every pg-boss of ours: the owner makes the tables, and nothing is looked at without a reason. */
export function buildBossSettings(send: Send): ConstructorParameters<typeof PgBoss>[0] & object {
  return {
    db: { executeSql: async (text, values) => await send(text, values) },
    schema: 'pgboss',
    // The owner makes the tables; this role may not.
    migrate: false,
    createSchema: false,
    reindex: false,
    monitorVacuum: false,
    // Nobody reads its list of processes; two localities in one process would write over each other's line of it.
    registerInstance: false,
    useListenNotify: false,
    supervise: false,
    schedule: false,
    monitorIntervalSeconds: 5,
    queueCacheIntervalSeconds: 600,
  }
}
