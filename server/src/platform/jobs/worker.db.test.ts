import { setTimeout as wait } from 'node:timers/promises'
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { PgBoss } from 'pg-boss'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { inTransaction } from '#platform/db/database.ts'
import { otherLocality, testDatabase, testLocality } from '#platform/testing/postgres.ts'
import { enqueue, enqueueEach, registerJobs } from './enqueue.ts'
import { job } from './job.ts'
import type { AnyJob, Work } from './job.ts'
import { jobSchemaVersion } from './job-schema.ts'
import { failedJobs, queueFigures, retryFailedJobs } from './list-jobs.ts'
import { startWorker } from './worker.ts'
import type { Worker } from './worker.ts'

const db = await testDatabase()
const quiet = { info: () => undefined, warn: () => undefined }
const work: Work = { database: db, publicUrl: 'http://127.0.0.1', logger: quiet as never }

const seen: string[] = []
let isFailing = false
const note = job({
  name: 'note',
  about: 'writes down what it was given',
  payload: z.object({ text: z.string() }),
  retryAfterSeconds: 1,
  async run(_work, { text }) {
    if (isFailing) throw new Error('not today')
    seen.push(text)
  },
})
const once = job({
  name: 'once',
  about: 'never retried',
  payload: z.object({}),
  retryLimit: 0,
  run: async () => {
    throw new Error('always wrong')
  },
})
const jobs: AnyJob[] = [note, once]
await registerJobs(db.kysely, jobs)

const workers: Worker[] = []
afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.stop(5)
  seen.length = 0
  isFailing = false
})
const start = async (): Promise<void> => void workers.push(await startWorker(jobs, work))

describe('many jobs enqueued at once', () => {
  const waiting = async (name: string): Promise<number> =>
    (await db.peek<{ n: number }>(`select count(*)::int as n from pgboss.job where name like $1 || '.%'`, [name]))[0]?.n ?? 0

  test('are one job for each payload, and none when the transaction is rolled back or the list is empty', async () => {
    const early = job({
      name: 'early',
      about: 'asked for before its queue was made',
      payload: z.object({ text: z.string() }),
      run: async () => undefined,
    })
    const payloads = Array.from({ length: 1000 }, (_, index) => ({ text: String(index) }))
    await expect(
      inTransaction(db.kysely, async (tx) => {
        await enqueueEach(tx, early, payloads)
        throw new Error('rolled back')
      }),
    ).rejects.toThrow('rolled back')
    expect(await waiting('early')).toBe(0)
    await inTransaction(db.kysely, async (tx) => await enqueueEach(tx, early, payloads))
    await enqueueEach(db.kysely, early, [])
    expect(await waiting('early')).toBe(1000)
  })

  test('are each done once', async () => {
    await start()
    await inTransaction(db.kysely, async (tx) => await enqueueEach(tx, note, [{ text: 'hai' }, { text: 'ba' }, { text: 'tư' }]))
    await vi.waitUntil(() => seen.length >= 3, { timeout: 5_000 })
    expect(seen.toSorted()).toEqual(['ba', 'hai', 'tư'])
  })
})

describe('a job enqueued in a transaction', () => {
  test('runs soon after the commit, at once if the worker is in the same process', async () => {
    await start()
    await inTransaction(db.kysely, async (tx) => await enqueue(tx, note, { text: 'một' }))
    await vi.waitUntil(() => seen.includes('một'), { timeout: 5_000 })
  })

  test('never runs when the transaction is rolled back', async () => {
    await start()
    await inTransaction(db.kysely, async (tx) => {
      await enqueue(tx, note, { text: 'không bao giờ' })
      throw new Error('changed my mind')
    }).catch(() => undefined)
    await inTransaction(db.kysely, async (tx) => await enqueue(tx, note, { text: 'sau đó' }))
    await vi.waitUntil(() => seen.includes('sau đó'), { timeout: 5_000 })
    expect(seen).toEqual(['sau đó'])
  })

  test('waits for a worker, for any length of time', async () => {
    await enqueue(db.kysely, note, { text: 'chờ' })
    expect((await queueFigures(db.kysely)).find(({ name }) => name === 'note')?.waiting).toBe(1)
    await start()
    await vi.waitUntil(() => seen.includes('chờ'), { timeout: 10_000 })
  })

  test('enqueued twice under one key while it waits, runs once', async () => {
    await enqueue(db.kysely, note, { text: 'một lần' }, { once: 'k' })
    await enqueue(db.kysely, note, { text: 'một lần' }, { once: 'k' })
    await start()
    await vi.waitUntil(() => seen.includes('một lần'), { timeout: 10_000 })
    await enqueue(db.kysely, note, { text: 'cuối' })
    await vi.waitUntil(() => seen.includes('cuối'), { timeout: 10_000 })
    expect(seen.filter((text) => text === 'một lần')).toHaveLength(1)
  })

  test('is taken by one of two workers', async () => {
    await start()
    await start()
    for (let n = 0; n < 30; n += 1) await enqueue(db.kysely, note, { text: `việc ${n}` })
    await vi.waitUntil(() => seen.length >= 30, { timeout: 20_000 })
    expect(new Set(seen).size).toBe(30)
    expect(seen).toHaveLength(30)
  })
})

describe('a job that fails', () => {
  test('is retried until it succeeds', async () => {
    isFailing = true
    await start()
    await enqueue(db.kysely, note, { text: 'rồi cũng xong' })
    await vi.waitUntil(
      async () =>
        ((await db.peek<{ n: number }>(`select retry_count as n from pgboss.job where data ->> 'text' = 'rồi cũng xong'`))[0]?.n ?? 0) > 0,
      { timeout: 20_000, interval: 100 },
    )
    isFailing = false
    await vi.waitUntil(() => seen.includes('rồi cũng xong'), { timeout: 20_000 })
  })

  test('too often is listed with its error, and runs again when a person restarts it', async () => {
    await start()
    await enqueue(db.kysely, once, {})
    await vi.waitUntil(async () => (await failedJobs(db.kysely)).length > 0, { timeout: 20_000, interval: 100 })
    expect((await failedJobs(db.kysely))[0]).toMatchObject({ name: 'once', fault: expect.stringContaining('always wrong') })
    expect(await retryFailedJobs(db.kysely)).toBe(1)
    await vi.waitUntil(async () => (await failedJobs(db.kysely))[0]?.tries === 2, { timeout: 20_000, interval: 100 })
  })

  test('an invalid payload is a failure, not a crash', async () => {
    await start()
    await sql`insert into pgboss.job (name, data, retry_limit, policy) values ('note.' || platform.current_locality(), '{"text": 7}', 0, 'standard')`.execute(
      db.kysely,
    )
    await vi.waitUntil(async () => (await failedJobs(db.kysely)).some(({ name }) => name === 'note'), { timeout: 20_000, interval: 100 })
  })
})

describe('a worker that dies', () => {
  test('in the middle of a job leaves it to another, which runs it once', async () => {
    const taken: string[] = []
    const hang = job({
      name: 'hang',
      about: 'ends here',
      payload: z.object({}),
      retryAfterSeconds: 1,
      run: async () => void taken.push('done'),
    })
    await registerJobs(db.kysely, [hang])
    await enqueue(db.kysely, hang, {})
    const child = spawn(
      process.execPath,
      [fileURLToPath(new URL('../testing/hanging-worker.ts', import.meta.url)), db.ownerUrl, String(testLocality)],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    const ended = new Promise((done) => child.once('exit', done))
    await new Promise<void>((done) => child.stdout.on('data', (text: Buffer) => (String(text).includes('taken') ? done() : undefined)))
    child.kill('SIGKILL')
    await ended
    workers.push(await startWorker([hang], work))
    await vi.waitUntil(() => taken.length > 0, { timeout: 55_000, interval: 100 })
    expect(taken).toEqual(['done'])
  })
})

describe('the queue', () => {
  test('of one locality is not served by the worker of another', async () => {
    const elsewhere = db.as(otherLocality)
    await registerJobs(elsewhere.kysely, jobs)
    await enqueue(elsewhere.kysely, note, { text: 'tỉnh khác' })
    await start()
    await enqueue(db.kysely, note, { text: 'tỉnh này' })
    await vi.waitUntil(() => seen.includes('tỉnh này'), { timeout: 10_000 })
    await wait(50)
    expect(seen).toEqual(['tỉnh này'])
  })

  test('of a job enqueued for the first time in a locality is created with it', async () => {
    const first = job({ name: 'first', about: 'new here', payload: z.object({}), run: async () => undefined })
    await inTransaction(db.kysely, async (tx) => await enqueue(tx, first, {}))
    expect((await queueFigures(db.kysely)).find(({ name }) => name === 'first')).toMatchObject({ waiting: 1 })
  })

  test('belongs to the owner: the application may run jobs, and can neither change nor drop the tables', async () => {
    await expect(db.pool.query('alter table pgboss.job add column x int')).rejects.toThrow('must be owner')
    await expect(db.pool.query('drop table pgboss.job')).rejects.toThrow('must be owner')
  })

  test('has the version of tables the library expects', async () => {
    const boss = new PgBoss({ connectionString: db.ownerUrl, migrate: false, createSchema: false, supervise: false, schedule: false })
    expect(await boss.start().then(async () => await boss.schemaVersion())).toBe(jobSchemaVersion)
    await boss.stop({ graceful: false })
  })
})
