import { sql } from 'kysely'
import type { ProcedureVersionId } from '#kernel/ids.ts'
import { KeptRows } from '#kernel/kept-rows.ts'
import { listAgencies } from '#agency'
import { findHome } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { ProcedureVersion } from '../domain/procedure.ts'
import { dossierFields } from '../domain/process-fields.ts'
import type { GateGivens } from '../domain/process-gate.ts'
import { compile, processOfSteps } from '../domain/process.ts'
import type { Compiled, Process } from '../domain/process.ts'
import type { DraftContent } from '../domain/version-draft.ts'

export type VersionProcess = { readonly definition: Process; readonly compiled: Compiled }

// A version never changes, and neither does its process.
const kept = new KeptRows<ProcedureVersionId, VersionProcess>(2000)

/**
 * The process of a version, compiled. One written before processes were kept is compiled from its steps; `null` where
 * the source wrote down no steps.
 */
export async function processOfVersion(
  db: Queryable,
  version: Pick<ProcedureVersion, 'versionId' | 'steps'>,
): Promise<VersionProcess | null> {
  const known = kept.get(findHome(db), version.versionId)
  if (known) return known
  const { rows } =
    await sql<VersionProcess>`select definition, compiled from procedure.process where version_id = ${version.versionId}`.execute(db)
  const found = rows[0] ?? fromSteps(version.steps)
  if (!found) return null
  kept.set(findHome(db), version.versionId, found)
  return found
}

function fromSteps(steps: ProcedureVersion['steps']): VersionProcess | null {
  if (steps.length === 0) return null
  const definition = processOfSteps(steps)
  const shape = compile(definition)
  return 'compiled' in shape ? { definition, compiled: shape.compiled } : null
}

/** What the gate needs to know: the existing agencies, and the duties that somebody holds today. */
export async function gateGivensFor(db: Queryable, content: Omit<DraftContent, 'process'>, overlapOn: string | null): Promise<GateGivens> {
  const agencies = await listAgencies(db)
  const { rows } = await sql<{ role: string; agencyId: string | null }>`
    select distinct role, agency_id as "agencyId" from identity.v_duty`.execute(db)
  const idOf = new Map(agencies.map(({ code, id }) => [code, id]))
  return {
    ...content,
    fields: dossierFields,
    agencyCodes: new Set(agencies.map(({ code }) => code)),
    isStaffed: (role, agencyCode) =>
      rows.some((duty) => duty.role === role && (duty.agencyId === null || duty.agencyId === idOf.get(agencyCode))),
    overlapOn,
  }
}
