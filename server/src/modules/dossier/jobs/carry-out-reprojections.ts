import { z } from 'zod'
import { job } from '#platform/jobs/job.ts'
import { carryOutReprojections } from '../commands/reproject.ts'

/**
 * Sees to it that a decree is carried out to its end even if the process that confirmed it dies at once. Mostly it finds
 * nothing left to do; running twice does no harm, because a page belongs to the process that locks the run.
 */
export const carryOutReprojectionsJob = job({
  name: 'carry-out-reprojections',
  about: 'carries a decree on working time to its end when the process that confirmed it was cut off',
  payload: z.object({}),
  run: async ({ database }) => await carryOutReprojections(database.kysely),
})
