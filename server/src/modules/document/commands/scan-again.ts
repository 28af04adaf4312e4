import type { Database } from '#platform/db/database.ts'
import type { FileInspector } from '../adapters/file-inspector.ts'
import { waitingForScan, wholeFile } from '../queries/arriving-files.ts'
import { endQuarantine } from '../store/arriving-file-store.ts'

const mostAtOnce = 50

/** Asks the virus scanner again about files that are kept apart; stops at the first it gives no answer for. @returns how many were settled */
export async function scanAgain(database: Database, inspector: FileInspector): Promise<number> {
  let settled = 0
  for (const file of await waitingForScan(database.kysely, mostAtOnce)) {
    const scan = await inspector.scan(await wholeFile(database.kysely, file))
    if (scan === null || scan.outcome === 'away') return settled
    await endQuarantine(database.kysely, file.id, scan.outcome, scan.outcome === 'infected' ? scan.what : null)
    settled += 1
  }
  return settled
}
