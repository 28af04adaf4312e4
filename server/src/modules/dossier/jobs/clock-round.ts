import { z } from 'zod'
import { job } from '#platform/jobs/job.ts'
import { runClockRound } from '../commands/clock-round.ts'

/** The acts due by time, every five minutes; the next round catches up on a missed one. */
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
