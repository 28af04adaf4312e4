import { PgBoss } from 'pg-boss'
import type { JobResult } from 'pg-boss'
import { databaseFault } from '#platform/db/database.ts'
import type { Database } from '#platform/db/database.ts'
import { awake, registerJobs } from './enqueue.ts'
import { buildBossSettings, openJobWatch } from './job-watch.ts'
import type { JobWatch } from './job-watch.ts'
import type { AnyJob, Work } from './job.ts'

export type Worker = {
  /** Lets the jobs that run now end, at most `seconds`, and takes no more. */
  stop(seconds?: number): Promise<void>
}

/** Finished jobs are removed, and numbers of queues counted, this often; nobody waits for either. */
const upkeepMs = 6 * 3_600_000
const practiceReminderMs = 15 * 60_000

/**
 * Runs the jobs of the database's locality until stopped. Any number of copies may run; each job is taken by one, and
 * taken again within seconds when that one dies.
 * @param watch what looks at the queues for all localities of the process; without one the worker opens its own
 */
export async function startWorker(jobs: readonly AnyJob[], work: Work, watch?: JobWatch): Promise<Worker> {
  const { database, logger } = work
  await registerJobs(database.kysely, jobs)
  const send = async (text: string, values?: unknown[]): Promise<{ rows: unknown[] }> => await database.pool.query(text, values)
  const boss = new PgBoss(buildBossSettings(send))
  boss.on('error', (error) => logger.warn({ err: error }, 'jobs'))
  await boss.start()
  const looks = watch ?? (await openJobWatch(send, logger))
  const workers = new Map<string, string>()
  for (const job of jobs) {
    const id = await boss.work<unknown>(
      queueOf(job, database),
      // Woken by the watch, and at once for what this process asked for. A full batch is followed by the next.
      { pollingIntervalSeconds: 3_600, batchSize: 20, burstWhenBatchFull: true, perJobResults: true },
      async (taken) => await runAll(job, work, taken),
    )
    workers.set(job.name, id)
  }
  const keepSchedules = async (): Promise<void> => {
    for (const job of jobs) await keepSchedule(boss, job, database)
  }
  await keepSchedules()
  const wake = (name: string): void => {
    const id = workers.get(name)
    if (id !== undefined) boss.notifyWorker(id)
  }
  awake.set(database.kysely, wake)
  let isSupervising = false
  const supervise = async (names: readonly string[]): Promise<void> => {
    if (isSupervising) return
    isSupervising = true
    try {
      for (const name of names) await boss.supervise(`${name}.${database.localityId}`)
    } finally {
      isSupervising = false
    }
  }
  const report = (error: unknown): void => logger.warn({ err: error }, 'jobs')
  const unattend = looks.attend(database.localityId, ({ job, isReady, isLost }) => {
    if (isReady) wake(job)
    // What a dead worker held is given back; the next look finds it ready.
    if (isLost && workers.has(job)) supervise([job]).catch(report)
  })
  const upkeep = setInterval(() => void supervise([...workers.keys()]).catch(report), upkeepMs)
  upkeep.unref()
  // A practice place that is closed asks for no jobs, since nobody would do them; another process may have it open.
  const reminder = database.isPractice ? setInterval(() => void keepSchedules().catch(report), practiceReminderMs) : undefined
  reminder?.unref()
  return {
    async stop(seconds = 20) {
      clearInterval(upkeep)
      clearInterval(reminder)
      if (database.isPractice)
        for (const job of jobs) if (job.every !== undefined) await boss.unschedule(queueOf(job, database)).catch(report)
      unattend()
      if (looks !== watch) await looks.close()
      awake.delete(database.kysely)
      await boss.stop({ graceful: true, close: false, timeout: seconds * 1000 })
    },
  }
}

/** Says when a job comes round. In the practice place nobody waits for what is done every minute. */
async function keepSchedule(boss: PgBoss, job: AnyJob, database: Database): Promise<void> {
  if (job.every === undefined) return
  const every = database.isPractice && job.every === '* * * * *' ? '*/5 * * * *' : job.every
  await boss.schedule(queueOf(job, database), every, {}, { tz: 'Asia/Ho_Chi_Minh', missed: 'once', singletonSeconds: 30 })
}

async function runAll(job: AnyJob, work: Work, taken: readonly Taken[]): Promise<JobResult[]> {
  const results = lanesOf(job, taken).map(async (lane) => {
    const done: JobResult[] = []
    for (const each of lane) done.push(await runOne(job, work, each))
    return done
  })
  return (await Promise.all(results)).flat()
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
