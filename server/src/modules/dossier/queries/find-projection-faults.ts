import { loadCalendars } from '#calendar'
import type { Queryable } from '#platform/db/database.ts'
import { findUnfinished } from '../store/reprojection-store.ts'
import { moveOf, promisedMillis } from '../domain/due-move.ts'
import { dueMillisOf } from '../domain/clocks.ts'
import { movedParts } from './process-run.ts'
import { beforeAll, pageOfRunning } from './running-dossiers.ts'

const readAtOnce = 5000

/**
 * Running dossiers whose stored due instant, or that of a part of them, is not the one their clocks and the calendar give, and how many were
 * compared; in one snapshot. While a decree is being carried out there are some by design: then `isUnderWay`.
 */
export async function findProjectionFaults(db: Queryable): Promise<{ compared: number; codes: string[]; isUnderWay: boolean }> {
  return await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      const calendarOf = await loadCalendars(tx)
      const codes: string[] = []
      let compared = 0
      let after = beforeAll
      for (;;) {
        const rows = await pageOfRunning(tx, after, readAtOnce)
        for (const row of rows) {
          if (moveOf(promisedMillis(row), dueMillisOf(calendarOf(row), row), 0)) codes.push(row.code)
        }
        compared += rows.length
        for (const { dossierId } of await movedParts(tx, rows, calendarOf)) codes.push(rows.find((row) => row.id === dossierId)?.code ?? '')
        const last = rows.at(-1)
        if (!last || rows.length < readAtOnce) break
        after = last
      }
      return { compared, codes, isUnderWay: (await findUnfinished(tx)) !== null }
    })
}
