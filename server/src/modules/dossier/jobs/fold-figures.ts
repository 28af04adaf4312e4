import { sql } from 'kysely'
import { z } from 'zod'
import { job } from '#platform/jobs/job.ts'

/** As many rows as one folding takes; `dossier.fold_figures` says the same. */
const most = 50_000

/** Adds up the changes of the day's figures. Late or never, the board stays right and only reads more rows. */
export const foldFiguresJob = job({
  name: 'fold-figures',
  about: 'adds up the changes of the figures of each day',
  payload: z.object({}),
  every: '* * * * *',
  async run({ database }) {
    for (;;) {
      const { rows } = await sql<{ folded: number }>`select dossier.fold_figures() as folded`.execute(database.kysely)
      if ((rows[0]?.folded ?? 0) < most) return
    }
  },
})
