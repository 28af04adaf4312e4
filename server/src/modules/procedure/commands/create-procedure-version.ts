import { Refused, refusalFrom } from '#kernel/refusal.ts'
import type { Queryable } from '#platform/db/database.ts'
import { obstacleToPublishing } from '../domain/completeness.ts'
import type { ProcedureInput } from '../domain/procedure.ts'
import { procedureRefusals } from '../domain/refusals.ts'
import { recordProcedures } from './record-procedures.ts'
import type { RecordOutcome } from './record-procedures.ts'

/**
 * Writes what the centre itself decides about a procedure: a new version from `validFrom` (`YYYY-MM-DD`, today
 * unless given) if anything differs from the version in force, nothing otherwise.
 * @throws Refused PROCEDURE_NOT_PUBLISHABLE
 */
export async function createProcedureVersion(
  db: Queryable,
  procedure: ProcedureInput,
  options: { readonly validFrom?: string } = {},
): Promise<RecordOutcome> {
  const [outcome] = await createProcedureVersions(db, [procedure], options)
  if (!outcome) throw new Error(`nothing was recorded for ${procedure.code}`)
  return outcome
}

/** The same for a whole pack, in one transaction. Each code at most once. */
export async function createProcedureVersions(
  db: Queryable,
  procedures: readonly ProcedureInput[],
  options: { readonly validFrom?: string } = {},
): Promise<RecordOutcome[]> {
  for (const procedure of procedures) {
    const reason = obstacleToPublishing(procedure)
    if (reason !== null) throw new Refused(refusalFrom(procedureRefusals, 'PROCEDURE_NOT_PUBLISHABLE', { code: procedure.code, reason }))
  }
  return await recordProcedures(db, 'centre', procedures, options.validFrom)
}
