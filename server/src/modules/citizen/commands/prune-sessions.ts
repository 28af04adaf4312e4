import type { Queryable } from '#platform/db/database.ts'
import { pruneSessions } from '../store/citizen-store.ts'

const mostAtOnce = 5000

/** Deletes sessions that ended more than thirty days ago. */
export async function pruneCitizenSessions(db: Queryable): Promise<void> {
  while ((await pruneSessions(db, mostAtOnce)) === mostAtOnce);
}
