import { z } from 'zod'
import { enqueue } from '#platform/jobs/enqueue.ts'
import { job } from '#platform/jobs/job.ts'
import type { JobDefinition } from '#platform/jobs/job.ts'
import type { Told } from '../commands/ask-witnesses.ts'
import { sealRecord } from '../commands/seal-record.ts'
import type { Database } from '#platform/db/database.ts'
import { alarmingFaults } from '../domain/witness.ts'

const everySeconds = 30

/**
 * Appends to the record what was committed, twice a minute, and leaves the checkpoint outside: each run asks for the next, and the minute's round
 * starts it again when one was lost.
 */
export function sealRecordJob(tell: (database: Database) => Promise<readonly Told[]>): JobDefinition<Record<string, never>> {
  const definition: JobDefinition<Record<string, never>> = job({
    name: 'seal-record',
    about: 'Niêm phong sổ ghi nhận: thao tác, đánh giá, lượt xem, tiền, quyền, lịch',
    payload: z.strictObject({}),
    every: '* * * * *',
    retryLimit: 0,
    run: async ({ database, publicUrl, logger }) => {
      await sealRecord(database, publicUrl)
      // Practice data are not sent to others.
      const told = database.isPractice ? [] : await tell(database)
      for (const { name, fault } of told)
        if (fault) logger.warn({ witness: name, fault, alarm: alarmingFaults.includes(fault) }, 'a witness has not got the checkpoint')
      // Nobody checks what is practised from outside: there the minute's round is enough.
      if (!database.isPractice) await enqueue(database.kysely, definition, {}, { once: 'next', inSeconds: everySeconds })
    },
  })
  return definition
}

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
