import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { canonicalJson } from '#kernel/canonical-json.ts'
import type { Json } from '#kernel/canonical-json.ts'
import type { ProcedureId, ProcedureVersionId } from '#kernel/ids.ts'
import { inTransaction } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import { changeFor } from '../domain/catalogue-change.ts'
import type { Source } from '../domain/catalogue-change.ts'
import type { ProcedureInput } from '../domain/procedure.ts'
import { compile, processOfSteps } from '../domain/process.ts'
import { endVersions, insertProcedures, insertVersions, lockCatalogue, rememberSaid, standingOf } from '../store/catalogue-store.ts'
import { insertProcesses } from '../store/process-store.ts'
import type { NewVersion, StandingRow } from '../store/catalogue-store.ts'
import { markCatalogueChanged } from './mark-catalogue-changed.ts'

export type RecordOutcome = {
  readonly code: string
  readonly outcome: 'created' | 'updated' | 'unchanged'
  /** The better source whose version is kept instead, when there is one. */
  readonly outrankedBy: Source | null
  readonly versionId: ProcedureVersionId
}

/**
 * Records what one source says about procedures, each code at most once. New codes get a version from `validFrom`
 * (today unless given), changed ones a new version that ends the one before; repeated data change
 * nothing. All or nothing, in one transaction.
 */
export async function recordProcedures(
  db: Queryable,
  source: Source,
  procedures: readonly ProcedureInput[],
  validFrom?: string,
): Promise<RecordOutcome[]> {
  if (procedures.length === 0) return []
  return await inTransaction(db, async (tx) => {
    await lockCatalogue(tx)
    const now = await today(tx)
    const from = validFrom ?? now
    const rows = await standingOf(
      tx,
      procedures.map(({ code }) => code),
      source,
    )
    const standing = new Map(rows.map((row) => [row.code, row]))
    const decided = procedures.map((procedure) => {
      const contentHash = contentHashOf(procedure)
      const row = standing.get(procedure.code)
      return { procedure, contentHash, row, change: changeFor(source, contentHash, standingIn(row)) }
    })

    const ids = await insertProcedures(
      tx,
      decided.filter(({ row }) => !row).map(({ procedure }) => procedure.code),
    )
    const idOf = (code: string): ProcedureId => {
      const id = standing.get(code)?.procedureId ?? ids.get(code)
      if (!id) throw new Error(`procedure ${code} was neither there nor inserted`)
      return id
    }
    const written = decided.filter(({ change }) => change === 'create' || change === 'replace')
    const versions = written.map(({ procedure, contentHash, row }): NewVersion => {
      // A successor never reaches back: not before today, nor before the version it replaces.
      const start = row?.validFrom ? latest(from, now, row.validFrom) : from
      return { procedure, procedureId: idOf(procedure.code), source, contentHash, validFrom: start }
    })
    await endVersions(
      tx,
      written.flatMap(({ row }, index) => (row?.versionId ? [{ versionId: row.versionId, on: versions[index]?.validFrom ?? from }] : [])),
    )
    const versionIds = await insertVersions(tx, versions)
    await insertProcesses(
      tx,
      versions.flatMap(({ procedure }, index) => {
        const definition = procedure.process ?? processOfSteps(procedure.steps)
        const shape = compile(definition)
        const versionId = versionIds[index]
        // Steps of a source that lead nowhere stay as the source wrote them: the gate names it when the procedure is completed.
        return procedure.steps.length + definition.steps.length > 0 && versionId && 'compiled' in shape
          ? [{ versionId, definition, compiled: shape.compiled }]
          : []
      }),
    )
    const versionOf = new Map(versions.map(({ procedure }, index) => [procedure.code, versionIds[index]]))
    await rememberSaid(
      tx,
      source,
      decided
        .filter(({ row, contentHash }) => row?.lastSaid !== contentHash)
        .map(({ procedure, contentHash }) => ({ procedureId: idOf(procedure.code), contentHash })),
    )
    if (versions.length > 0) await markCatalogueChanged(tx)

    return decided.map(({ procedure, row, change }): RecordOutcome => {
      const versionId = versionOf.get(procedure.code) ?? row?.versionId
      if (!versionId) throw new Error(`procedure ${procedure.code} has no version`)
      return {
        code: procedure.code,
        outcome: change === 'create' ? 'created' : change === 'replace' ? 'updated' : 'unchanged',
        outrankedBy: change === 'outranked' ? (row?.source ?? null) : null,
        versionId,
      }
    })
  })
}

/** SHA-256 over the canonical JSON of what was understood, not of the words it was read from. */
export function contentHashOf(procedure: ProcedureInput): string {
  return createHash('sha256')
    .update(canonicalJson(procedure as unknown as Json))
    .digest('hex')
}

/** Days as `YYYY-MM-DD` sort as text. */
function latest(...days: readonly [string, ...string[]]): string {
  return days.reduce((a, b) => (a > b ? a : b))
}

function standingIn(row: StandingRow | undefined): Parameters<typeof changeFor>[2] {
  const current = row?.source && row.contentHash ? { source: row.source, contentHash: row.contentHash } : null
  return { current, lastSaid: row?.lastSaid ?? null }
}

async function today(tx: Queryable): Promise<string> {
  const { rows } = await sql<{ today: string }>`
    select (platform.now() at time zone 'Asia/Ho_Chi_Minh')::date::text as today`.execute(tx)
  const row = rows[0]
  if (!row) throw new Error('the database gave no day')
  return row.today
}
