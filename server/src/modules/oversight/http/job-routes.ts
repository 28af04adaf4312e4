import { z } from 'zod'
import { route } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { failedJobs, queueFigures } from '#platform/jobs/list-jobs.ts'

/** The current background jobs: waiting, running and failed. */
export const jobRoutes: RouteDefinition[] = [
  route({
    method: 'GET',
    url: '/jobs',
    summary: 'Background jobs (việc chạy nền): waiting, running, given up',
    tags: ['operations'],
    access: ['operator', 'inspector'],
    response: z.object({
      queues: z.array(
        z.object({ name: z.string(), waiting: z.int(), running: z.int(), failed: z.int(), oldestSeconds: z.int().nullable() }),
      ),
      failed: z.array(
        z.object({ id: z.string(), name: z.string(), payload: z.unknown(), failedAt: z.string(), tries: z.int(), fault: z.string() }),
      ),
    }),
    handle: async (context) => ({ queues: await queueFigures(context.db), failed: await failedJobs(context.db) }),
  }),
]
