import { sql } from 'kysely'
import type { Queryable } from '#platform/db/database.ts'
import { checkPack } from './check-pack.ts'
import { loadPack } from './load-pack.ts'
import { packError, readPack } from './read-pack.ts'

/**
 * Loads a pack into an empty locality, once: a centre in use is never touched at a start.
 * @returns a sentence saying what was loaded, or null when there was already a centre.
 * @throws Error naming every fault of the pack.
 */
export async function loadDemonstration(db: Queryable, folder: string): Promise<string | null> {
  const { rows } = await sql`select from agency.agency limit 1`.execute(db)
  if (rows.length > 0) return null
  const { pack, faults } = readPack(folder)
  const all = pack ? checkPack(pack) : faults
  if (!pack || all.length > 0) throw packError(folder, all)
  const report = await loadPack(db, pack)
  return `Loaded ${folder}: ${report.agencies.created} agencies, ${report.counters.created} counters, ${report.procedures.created} procedures, ${report.accounts.created} accounts.`
}
