import { z } from 'zod'
import { job } from '#platform/jobs/job.ts'
import { pruneSignIns } from '../commands/prune-sign-ins.ts'

/** Deletes ended sessions, expired counts, and browsers that were not used again. */
export const pruneSignInsJob = job({
  name: 'prune-sign-ins',
  about: 'drops ended sessions, counts of wrong passwords and browsers not used for long',
  payload: z.object({}),
  every: '37 * * * *',
  async run({ database }) {
    await pruneSignIns(database.kysely)
  },
})
