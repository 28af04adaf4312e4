import { sql } from 'kysely'
import { z } from 'zod'
import { job } from '#platform/jobs/job.ts'

const mostAtOnce = 5000

/** Deletes security events older than two years, in batches; the database refuses to delete younger ones. */
export const forgetOldSecurityEventsJob = job({
  name: 'forget-old-security-events',
  about: 'drops rows of the security log after two years',
  payload: z.object({}),
  every: '43 2 * * *',
  async run({ database }) {
    for (;;) {
      const { rows } = await sql<{ gone: number }>`select identity.forget_old_security_events(${mostAtOnce}) as gone`.execute(
        database.kysely,
      )
      if ((rows[0]?.gone ?? 0) < mostAtOnce) return
    }
  },
})
