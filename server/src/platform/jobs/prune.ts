import { sql } from 'kysely'
import { z } from 'zod'
import { job } from './job.ts'

/** How long a repeated request still gets its first answer. A counter that was cut off comes back within days, not weeks. */
export const answersKeptDays = 14

/** Deletes stored answers that will not be requested again, in batches so that no intake waits for it. */
export const pruneJob = job({
  name: 'prune',
  about: 'drops stored answers of commands older than 14 days',
  payload: z.object({}),
  every: '17 * * * *',
  async run({ database }) {
    for (;;) {
      const { numAffectedRows } = await sql`
        delete from platform.idempotency where ctid in (
          select ctid from platform.idempotency where at < now() - make_interval(days => ${answersKeptDays})
          limit 5000)`.execute(database.kysely)
      if ((numAffectedRows ?? 0n) < 5000n) return
    }
  },
})
