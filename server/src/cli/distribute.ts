import { join } from 'node:path'
import type pg from 'pg'
import { runAsOwner } from '#platform/db/owner.ts'
import { findObstacle, findStrays, listOperatorSteps, listSpreadStatements, readCatalogue } from '#platform/db/distribution.ts'
import { faultsOfSchema } from '../../../tools/check-schema.ts'
import { describeSchema } from '../../../tools/describe-schema.ts'

type Io = {
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown }
  clusterUrl(): Promise<string>
}

const usage = `motcua distribute [--plan]   spreads the tables by locality over the machines of a Citus cluster; --plan prints the statements and runs none
`

/**
 * `motcua distribute`. Run again it goes on where it stopped. Exit 1 when the database cannot be spread, 2 when called wrongly. The plan can be
 * printed without Citus.
 */
export async function run(args: string[], io: Io, inspect = findFaults): Promise<number> {
  const isPlan = args[0] === '--plan'
  if (args.length > (isPlan ? 1 : 0)) {
    io.stderr.write(usage)
    return 2
  }
  return await runAsOwner(await io.clusterUrl(), async (owner) => {
    const catalogue = await readCatalogue(owner)
    const plan = listSpreadStatements(catalogue)
    if (isPlan) {
      io.stdout.write(plan.map((statement) => `${statement};\n`).join(''))
      return 0
    }
    const obstacle = findObstacle(catalogue)
    if (obstacle !== null) {
      io.stderr.write(`${obstacle}\n`)
      return 1
    }
    const faults = [
      ...findStrays(catalogue).map((name) => `${name}: belongs to no locality and is not copied to every machine`),
      ...(await inspect(owner)),
    ]
    for (const fault of faults) io.stderr.write(`${fault}\n`)
    if (faults.length > 0) return 1
    for (const statement of plan) {
      io.stdout.write(`${statement}\n`)
      await owner.query(statement)
    }
    const { rows } = await owner.query<{ id: number; code: string }>(
      'select id, code from platform.locality where id < 1000000 order by id',
    )
    io.stdout.write(plan.length === 0 ? 'Everything is spread already.\n' : `${plan.length} statements. What is left to the operator:\n`)
    if (plan.length > 0) listOperatorSteps(rows).forEach((step, at) => io.stdout.write(`${at + 1}. ${step}\n`))
    return 0
  })
}

/** What a spread database would refuse: of the schema as it is, and of the statements of this release where its sources can be read. */
async function findFaults(owner: Pick<pg.Client, 'query'>): Promise<string[]> {
  const ofSchema = faultsOfSchema(await describeSchema(owner)).map(({ rule, table, found }) => `${table}: ${rule}: ${found}`)
  try {
    const { inspectStatements } = await import('../../../tools/check-statements.ts')
    const { violations } = inspectStatements(join(import.meta.dirname, '../../..'))
    return [...ofSchema, ...violations.map(({ file, rule, near }) => `${file}: ${rule}: ${near}`)]
  } catch (error) {
    // Without the tools of development: `npm run check` has read the statements of this release.
    if ((error as { code?: string }).code !== 'ERR_MODULE_NOT_FOUND') throw error
    return ofSchema
  }
}
