import { z } from 'zod'
import { job } from '#platform/jobs/job.ts'
import type { JobDefinition } from '#platform/jobs/job.ts'
import type { Database } from '#platform/db/database.ts'

/** Scans every minute the files that arrived while the virus scanner was away. */
export function scanAgainJob(scan: (database: Database) => Promise<number>): JobDefinition<Record<string, never>> {
  return job({
    name: 'scan-files-again',
    about: 'asks the virus scanner about files that came while it was away',
    payload: z.object({}),
    every: '* * * * *',
    async run({ database, logger }) {
      const settled = await scan(database)
      if (settled > 0) logger.info({ settled }, 'files scanned that were kept apart')
    },
  })
}
