import { sql } from 'kysely'
import { z } from 'zod'
import { job } from '#platform/jobs/job.ts'

const mostAtOnce = 5000

/** Lets go of security events older than two years, a piece at a time; the database removes no younger one. */
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
