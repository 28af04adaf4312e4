import { z } from 'zod'
import { job } from '#platform/jobs/job.ts'
import { pruneCitizenSessions } from '../commands/prune-sessions.ts'

/** Deletes sessions of citizens that ended long ago. */
export const pruneCitizenSessionsJob = job({
  name: 'prune-citizen-sessions',
  about: 'drops sessions of citizens thirty days after they ended',
  payload: z.object({}),
  every: '47 2 * * *',
  async run({ database }) {
    await pruneCitizenSessions(database.kysely)
  },
})
