import { z } from 'zod'
import type { DossierId } from '#kernel/ids.ts'
import { job } from '#platform/jobs/job.ts'
import type { JobDefinition } from '#platform/jobs/job.ts'
import { tellApplicant } from '../commands/tell-applicant.ts'

export type ToldAct = { readonly dossierId: DossierId; readonly seq: number }

/** Sends the letter an act calls for. In a queue of its own: a mail server that does not answer holds up letters and nothing else. */
export function createLetterJob(mail: Parameters<typeof tellApplicant>[2]['mail']): JobDefinition<ToldAct> {
  return job({
    name: 'tell-applicant',
    about: 'sends the applicant the letter of an act',
    payload: z.object({ dossierId: z.string().transform((id) => id as DossierId), seq: z.int() }) as never,
    // A mail server that is away for a day loses nothing: doubling from half a minute, an hour at most.
    retryLimit: 40,
    retryAfterSeconds: 30,
    expireSeconds: 120,
    sideBySide: { lanes: 3, subject: (data) => (data as ToldAct).dossierId },
    run: async ({ database, publicUrl }, act) => await tellApplicant(database, act, { mail, publicUrl }),
  })
}
