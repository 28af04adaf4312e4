import { afterAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { otherLocality, testDatabase, testLocality } from '#platform/testing/postgres.ts'
import { enqueue, registerJobs } from './enqueue.ts'
import { openJobWatch } from './job-watch.ts'
import type { JobNews } from './job-watch.ts'
import { job } from './job.ts'

const db = await testDatabase()
const other = db.as(otherLocality)
const note = job({ name: 'note', about: 'nothing', payload: z.object({}), run: async () => undefined })
for (const each of [db, other]) await registerJobs(each.kysely, [note])

const texts: string[] = []
const watch = await openJobWatch(
  async (text, values) => {
    texts.push(text)
    return await db.pool.query(text, values)
  },
  { warn: () => undefined },
)
afterAll(async () => await watch.close())
const looks = (): number => texts.filter((text) => text.includes('cross join lateral')).length

test('one statement looks for every locality of the process, and each hears of its own queues alone', async () => {
  const heard: Record<number, JobNews[]> = { [testLocality]: [], [otherLocality]: [] }
  const ends = [testLocality, otherLocality].map((id) => watch.attend(id, (news) => heard[id]?.push(news)))
  await vi.waitUntil(() => looks() > 0, { timeout: 20_000 })
  expect(heard).toEqual({ [testLocality]: [], [otherLocality]: [] })
  await enqueue(other.kysely, note, {})
  await enqueue(db.kysely, note, {}, { inSeconds: 3_600 })
  await vi.waitUntil(() => heard[otherLocality]?.length, { timeout: 20_000 })
  expect(heard[otherLocality]?.[0]).toEqual({ job: 'note', isReady: true, isLost: false })
  expect(heard[testLocality]).toEqual([])
  for (const end of ends) end()
})

test('a job in the hands of a dead worker is reported', async () => {
  const heard: JobNews[] = []
  await db.peek(
    `insert into pgboss.job (name, data, state, started_on, expire_seconds, policy) values ('note.47', '{}', 'active', now() - interval '1 hour', 60, 'standard')`,
  )
  const end = watch.attend(testLocality, (news) => void heard.push(news))
  await vi.waitUntil(() => heard.length > 0, { timeout: 20_000 })
  expect(heard[0]).toEqual({ job: 'note', isReady: false, isLost: true })
  end()
})
