import { sql } from 'kysely'
import type { Queryable } from '#platform/db/database.ts'
import { waitEstimator } from '../domain/wait-estimate.ts'
import type { QueueNow, WaitEstimate } from '../domain/wait-estimate.ts'

/** Finished visits a wait is learnt from: the last of this queue, of today and the days before. */
const learntFrom = 200

/** How long somebody who joins the queue now would wait, from its own last visits; `null` while there are too few. Seconds. */
export async function estimateWait(db: Queryable, queueId: string, now: QueueNow): Promise<WaitEstimate | null> {
  const { rows } = await sql<{ ahead: number; serving: number; waited: number; served: number }>`
    select ahead, serving, extract(epoch from called_at - joined_at)::float8 as waited, extract(epoch
      from ended_at - called_at)::float8 as served
    from floor.ticket where queue_id = ${queueId}::uuid and state = 'finished' order by ended_at desc
    limit ${learntFrom}
  `.execute(db)
  const estimator = waitEstimator()
  for (const { ahead, serving, waited, served } of rows.toReversed()) {
    estimator.served(served)
    estimator.called({ ahead, serving }, waited)
  }
  return estimator.estimate(now)
}
