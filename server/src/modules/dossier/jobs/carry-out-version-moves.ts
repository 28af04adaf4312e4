import { z } from 'zod'
import { job } from '#platform/jobs/job.ts'
import { carryOutVersionMoves } from '../commands/move-version.ts'

/** Completes an order to move dossiers to another version even if the process that took it dies. */
export const carryOutVersionMovesJob = job({
  name: 'carry-out-version-moves',
  about: 'carries the move of running dossiers to another procedure version to its end when the process that took the order was cut off',
  payload: z.object({}),
  run: async ({ database }) => await carryOutVersionMoves(database.kysely),
})
