import { sql } from 'kysely'
import { z } from 'zod'
import type { DossierId } from '#kernel/ids.ts'
import { inTransaction } from '#platform/db/database.ts'
import { enqueue, enqueueEach } from '#platform/jobs/enqueue.ts'
import { job } from '#platform/jobs/job.ts'
import { actDone } from './act-done.ts'

/** Dossiers whose owners one run of the job notifies. */
const pageSize = 1000

/**
 * Requests a notice to each owner whose promised day moved, by the act that moved it; a legal date that moved
 * behind the promise needs no notice. Begun when the run has ended, so that printing and sending do not slow it down. Running twice does no
 * harm: an applicant is notified once of an act.
 */
export const tellOfMovesJob = job({
  name: 'tell-of-moves',
  about: 'asks that applicants be told of another day, once a decree is carried out',
  payload: z.object({ runId: z.string(), after: z.string().nullable() }),
  run: async ({ database }, { runId, after }) =>
    await inTransaction(database.kysely, async (tx) => {
      const { rows } = await sql<{ dossierId: DossierId; seq: number; code: string }>`
        select r.dossier_id as "dossierId", r.seq, d.code
        from dossier.reprojected r join dossier.dossier d on d.locality_id = r.locality_id and d.id = r.dossier_id
        where r.reprojection_id = ${runId}::uuid and r.committed_was is distinct from r.committed_is
          and (${after}::uuid is null or r.dossier_id > ${after}::uuid)
        order by r.dossier_id limit ${pageSize}`.execute(tx)
      await enqueueEach(
        tx,
        actDone,
        rows.map((row) => ({ ...row, kind: 'reproject' })),
      )
      const last = rows.at(-1)
      if (last && rows.length === pageSize) await enqueue(tx, tellOfMovesJob, { runId, after: last.dossierId })
    }),
})
