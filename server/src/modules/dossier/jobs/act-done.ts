import { z } from 'zod'
import type { DossierId } from '#kernel/ids.ts'
import { job } from '#platform/jobs/job.ts'
import type { JobDefinition } from '#platform/jobs/job.ts'

export type DoneActPayload = { readonly dossierId: DossierId; readonly seq: number; readonly kind: string; readonly code: string }

/**
 * The follow-up of an act outside its transaction (printing the slip, notifying the applicant). Enqueued here, done by the handlers that
 * the composition root registers: modules to the right of this one.
 */
export function actDoneJob(run: JobDefinition<DoneActPayload>['run']): JobDefinition<DoneActPayload> {
  return job({
    name: 'act-done',
    about: 'prints what an act calls for and tells the applicant',
    payload: z.object({
      dossierId: z.string().transform((id) => id as DossierId),
      seq: z.int(),
      kind: z.string(),
      code: z.string(),
    }) as never,
    // A mail server that is away for a day loses nothing: doubling from half a minute, an hour at most.
    retryLimit: 40,
    retryAfterSeconds: 30,
    expireSeconds: 120,
    // While one slip is in the press, the next is made ready and the one before is stored.
    sideBySide: { lanes: 4, subject: (data) => (data as DoneActPayload).dossierId },
    run,
  })
}

/** To ask with; what it does is known where the worker is started. */
export const actDone = actDoneJob(async () => {
  throw new Error('act-done was run without what it is to do')
})
