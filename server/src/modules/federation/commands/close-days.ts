import { databaseNow, inTransaction } from '#platform/db/database.ts'
import type { Database } from '#platform/db/database.ts'
import { listDaysToClose, definition, isSameFigures } from '../domain/closed-day.ts'
import { countDays } from '../queries/count-days.ts'
import { listClosedDays } from '../queries/list-closed-days.ts'
import { insertClosedDays } from '../store/closed-day-store.ts'

/**
 * Closes the days that are over, and adds a revision of each closed one that a later act has changed. The sealer then enters them in the
 * record. @returns how many days and revisions were added
 */
export async function closeDays(database: Database): Promise<number> {
  return await inTransaction(database.kysely, async (tx) => {
    const today = (await databaseNow(tx)).toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate().toString()
    const closed = new Map((await listClosedDays(tx, null)).map((day) => [day.on, day]))
    const due = listDaysToClose(await countDays(tx), today).flatMap(({ on, figures }) => {
      const kept = closed.get(on)
      const isSame = kept !== undefined && kept.definition === definition && isSameFigures(kept.figures, figures)
      return isSame ? [] : [{ on, revision: (kept?.revision ?? 0) + 1, definition, figures }]
    })
    return await insertClosedDays(tx, due)
  })
}
