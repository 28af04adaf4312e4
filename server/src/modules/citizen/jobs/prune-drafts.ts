import { z } from 'zod'
import { job } from '#platform/jobs/job.ts'
import { pruneDrafts } from '../commands/drafts.ts'

/** Deletes drafts of citizens that were unchanged for thirty days. */
export const pruneDraftsJob = job({
  name: 'prune-drafts',
  about: 'drops drafts of citizens thirty days after they were last touched, with their files',
  payload: z.object({}),
  every: '53 2 * * *',
  async run({ database }) {
    await pruneDrafts(database.kysely)
  },
})
