import { sql } from 'kysely'
import { z } from 'zod'
import { job } from '#platform/jobs/job.ts'

const mostAtOnce = 5000

/** Deletes access rows older than two years, in batches; the database refuses to delete younger ones. */
export const forgetOldAccessJob = job({
  name: 'forget-old-access',
  about: 'drops rows of who looked at dossiers after two years',
  payload: z.object({}),
  every: '41 2 * * *',
  async run({ database }) {
    for (;;) {
      const { rows } = await sql<{ gone: number }>`select dossier.forget_old_access(${mostAtOnce}) as gone`.execute(database.kysely)
      if ((rows[0]?.gone ?? 0) < mostAtOnce) return
    }
  },
})
