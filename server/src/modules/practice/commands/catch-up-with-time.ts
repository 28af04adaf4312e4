import { escalate, runClockRound } from '#dossier'
import type { Database } from '#platform/db/database.ts'

/**
 * Runs the timed rounds once. A round that fails here, when the process ends meanwhile for example, is made up for
 * by the job that runs it every five minutes: nothing is lost, so nobody is notified.
 */
export async function catchUpWithTime(database: Database): Promise<void> {
  try {
    await runClockRound(database)
    await escalate(database.kysely)
  } catch {
    // The job of the same name reports it.
  }
}
