import { listAgencies } from '#agency'
import type { Queryable } from '#platform/db/database.ts'
import { checkPack } from './check-pack.ts'
import { demoPassword, loadPack } from './load-pack.ts'
import { readPack } from './read-pack.ts'

/**
 * Loads the pack into a locality that has no agency yet, once in its life; what people changed since is theirs.
 * Answers what to tell the operator, or `null` when there was nothing to do.
 * @throws Error naming every fault of the pack: a first start with half a centre helps nobody.
 */
export async function loadDemonstration(db: Queryable, folder: string): Promise<string | null> {
  if ((await listAgencies(db)).length > 0) return null
  const { pack, faults } = readPack(folder)
  const all = pack ? checkPack(pack) : faults
  if (!pack || all.length > 0) {
    throw new Error(`The pack ${folder} has faults:\n${all.map(({ where, message }) => `  ${where}: ${message}`).join('\n')}`)
  }
  const report = await loadPack(db, pack)
  return [
    `loaded ${pack.head.name} (${folder}): ${report.agencies.created} agencies, ${report.counters.created} counters, ` +
      `${report.procedures.created} procedures, ${report.accounts.created} accounts`,
    `every account has the password ${demoPassword}`,
  ].join('\n')
}
