import { z } from 'zod'
import { dutyAt } from '#identity'
import { wholeLocality } from '#kernel/reach.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { route } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { failedJobs, queueFigures } from '#platform/jobs/list-jobs.ts'
import { oversightRefusals } from '../domain/refusals.ts'

const jobReaders = ['operator', 'inspector'] as const

/**
 * The current background jobs: waiting, running and failed. Queues belong to the locality and payloads name its people and dossiers, so they
 * are for a grant of the whole locality alone.
 */
export const jobRoutes: RouteDefinition[] = [
  route({
    method: 'GET',
    url: '/jobs',
    summary: 'Background jobs (việc chạy nền): waiting, running, given up',
    tags: ['operations'],
    access: [...jobReaders],
    refusals: ['JOBS_NOT_YOURS'],
    response: z.object({
      queues: z.array(
        z.object({ name: z.string(), waiting: z.int(), running: z.int(), failed: z.int(), oldestSeconds: z.int().nullable() }),
      ),
      failed: z.array(
        z.object({ id: z.string(), name: z.string(), payload: z.unknown(), failedAt: z.string(), tries: z.int(), fault: z.string() }),
      ),
    }),
    handle: async ({ db, actor }) => {
      if (dutyAt(actor, jobReaders, wholeLocality) === null) throw new Refused(refusalFrom(oversightRefusals, 'JOBS_NOT_YOURS'))
      return { queues: await queueFigures(db), failed: await failedJobs(db) }
    },
  }),
]
