import { z } from 'zod'
import { job } from '#platform/jobs/job.ts'
import { countBallots } from '../commands/count-ballots.ts'

/** Counts the ballots that a server did not count when the fifth ballot was cast. */
export const countBallotsJob = job({
  name: 'count-ballots',
  about: 'counts ratings of which five or more wait under one officer',
  payload: z.object({}),
  every: '23 * * * *',
  async run({ database }) {
    await countBallots(database, 'when_enough')
  },
})

export const closeUrnJob = job({
  name: 'close-urn',
  about: 'at the close of the day counts the other ratings by agency or centre, where five or more wait',
  payload: z.object({}),
  every: '40 23 * * *',
  async run({ database }) {
    await countBallots(database, 'closing_day')
  },
})
