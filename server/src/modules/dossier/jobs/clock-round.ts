import { z } from 'zod'
import { job } from '#platform/jobs/job.ts'
import { runClockRound } from '../commands/clock-round.ts'

/** What time itself asks for, every five minutes; a round missed is made up for by the next. */
export const clockRoundJob = job({
  name: 'clock-round',
  about: 'ends stops that ran out, drafts apologies owed, applies lapsed deadlines and silence',
  payload: z.object({}),
  every: '*/5 * * * *',
  async run({ database, logger }) {
    const done = await runClockRound(database)
    logger.info(done, 'clock round')
  },
})
