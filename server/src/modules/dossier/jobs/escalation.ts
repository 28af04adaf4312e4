import { z } from 'zod'
import { job } from '#platform/jobs/job.ts'
import { escalate } from '../commands/escalate.ts'

/** Climbs the ladder of warnings every five minutes. */
export const escalationJob = job({
  name: 'escalation',
  about: 'warns of dossiers that are nearly due, late or standing still',
  payload: z.object({}),
  every: '*/5 * * * *',
  async run({ database }) {
    await escalate(database.kysely)
  },
})
