import { z } from 'zod'
import { enqueue } from '#platform/jobs/enqueue.ts'
import { job } from '#platform/jobs/job.ts'
import { sealRecord } from '../commands/seal-record.ts'

const everySeconds = 30

/** Appends to the record what was committed, twice a minute: each run asks for the next, and the minute's round starts it again when one was lost. */
export const sealRecordJob = job({
  name: 'seal-record',
  about: 'Niêm phong sổ ghi nhận: thao tác, đánh giá, lượt xem, tiền, quyền, lịch',
  payload: z.strictObject({}),
  every: '* * * * *',
  retryLimit: 0,
  run: async ({ database, publicUrl }) => {
    await sealRecord(database, publicUrl)
    await enqueue(database.kysely, sealRecordJob, {}, { once: 'next', inSeconds: everySeconds })
  },
})

/** Compares every row with the record once a night, whatever transaction wrote it. */
export const sweepRecordJob = job({
  name: 'sweep-record',
  about: 'Rà soát toàn bộ: dòng nào chưa có trong sổ ghi nhận thì niêm phong',
  payload: z.strictObject({}),
  every: '10 2 * * *',
  expireSeconds: 3600,
  run: async ({ database, publicUrl }) => {
    await sealRecord(database, publicUrl, true)
  },
})
