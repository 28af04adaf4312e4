import { PgBoss } from 'pg-boss'
import type { JobResult } from 'pg-boss'
import { databaseFault } from '#platform/db/database.ts'
import type { Database } from '#platform/db/database.ts'
import { awake, registerJobs } from './enqueue.ts'
import type { AnyJob, Work } from './job.ts'

export type Worker = {
  /** Lets the jobs that run now end, at most `seconds`, and takes no more. */
  stop(seconds?: number): Promise<void>
}

/**
 * Runs the jobs of the database's locality until stopped. Any number of copies may run; each job is taken by one, and
 * taken again within seconds when that one dies.
 */
export async function startWorker(jobs: readonly AnyJob[], work: Work): Promise<Worker> {
  const { database, logger } = work
  await registerJobs(database.kysely, jobs)
  const boss = new PgBoss({
    db: { executeSql: async (text, values) => await database.pool.query(text, values as unknown[]) },
    schema: 'pgboss',
    // The owner makes the tables; this role may not.
    migrate: false,
    createSchema: false,
    reindex: false,
    monitorVacuum: false,
    supervise: true,
    // How soon a dead worker is noticed, after its heartbeat stopped.
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    schedule: true,
    useListenNotify: false,
    // Nobody reads its list of processes; two localities in one process would write over each other's line of it.
    registerInstance: false,
  })
  boss.on('error', (error) => logger.warn({ err: error }, 'jobs'))
  await boss.start()
  const workers = new Map<string, string>()
  for (const job of jobs) {
    const queue = queueOf(job, database)
    const id = await boss.work<unknown>(
      queue,
      // Looks every two seconds; woken at once for what this process asked for. A full batch is followed by the next.
      { pollingIntervalSeconds: 2, batchSize: 20, burstWhenBatchFull: true, perJobResults: true },
      async (taken) => {
        const lanes = lanesOf(job, taken)
        return (
          await Promise.all(
            lanes.map(async (lane) => {
              const results: JobResult[] = []
              for (const each of lane) results.push(await runOne(job, work, each))
              return results
            }),
          )
        ).flat()
      },
    )
    workers.set(job.name, id)
    if (job.every !== undefined) await boss.schedule(queue, job.every, {}, { tz: 'Asia/Ho_Chi_Minh', missed: 'once', singletonSeconds: 30 })
  }
  awake.set(database.kysely, (name) => {
    const id = workers.get(name)
    if (id !== undefined) boss.notifyWorker(id)
  })
  return {
    async stop(seconds = 20) {
      awake.delete(database.kysely)
      await boss.stop({ graceful: true, close: false, timeout: seconds * 1000 })
    },
  }
}

type Taken = { readonly id: string; readonly data: unknown }

/** Jobs of one subject keep their order; those of different ones may run side by side. */
function lanesOf({ sideBySide }: AnyJob, taken: readonly Taken[]): (readonly Taken[])[] {
  if (!sideBySide) return [taken]
  const lanes = Array.from({ length: sideBySide.lanes }, (): Taken[] => [])
  const bySubject = Map.groupBy(taken, ({ data }) => sideBySide.subject(data))
  // The longest first, each to the lane that has least to do.
  for (const jobs of [...bySubject.values()].sort((a, b) => b.length - a.length))
    lanes.reduce((least, lane) => (lane.length < least.length ? lane : least)).push(...jobs)
  return lanes
}

/** One job of a batch, on its own account: another's failure is not its failure. */
async function runOne(job: AnyJob, work: Work, taken: { readonly id: string; readonly data: unknown }): Promise<JobResult> {
  try {
    await job.run(work, job.payload.parse(taken.data ?? {}))
    return { id: taken.id, status: 'completed' }
  } catch (error) {
    work.logger.warn({ err: error, job: job.name, id: taken.id }, 'a job failed')
    return { id: taken.id, status: 'failed', output: { message: faultText(error) } }
  }
}

/** The part of an error that is stored with the job. A database error may quote its row: of it, only the code and the constraint are stored. */
function faultText(error: unknown): string {
  const fault = databaseFault(error)
  if (fault) return `database ${fault.code}${fault.constraint ? ` ${fault.constraint}` : ''}`
  return error instanceof Error ? `${error.name}: ${error.message}` : 'something that is no error was thrown'
}

function queueOf(job: AnyJob, database: Database): string {
  return `${job.name}.${database.localityId}`
}
