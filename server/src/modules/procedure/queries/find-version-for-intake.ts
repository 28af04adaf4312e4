import type { ProcedureVersionId } from '#kernel/ids.ts'
import { KeptRows } from '#kernel/kept-rows.ts'
import { findHome } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { ProcedureVersion } from '../domain/procedure.ts'
import { getProcedureVersionById, versionIdInForce } from './get-procedure-version.ts'

// A version never changes but for the day it ends, which intake does not read: its id names its content for ever.
const versions = new KeptRows<ProcedureVersionId, ProcedureVersion>(5000)

/**
 * The version under which a dossier is received on a day, or `null` when none is in force. Only the look-up of
 * the id asks the database every time; the rest is remembered by id. `validTo` is as it was when first read.
 * Whether the procedure is received here at all is for the caller: see `publishState`.
 */
export async function findVersionForIntake(db: Queryable, code: string, on: string): Promise<ProcedureVersion | null> {
  const id = await versionIdInForce(db, code, on)
  return id === null ? null : await findVersionById(db, id)
}

/** A version by id, from memory when it was read before. */
export async function findVersionById(db: Queryable, id: ProcedureVersionId): Promise<ProcedureVersion | null> {
  const kept = versions.get(findHome(db), id)
  if (kept) return kept
  const version = await getProcedureVersionById(db, id)
  if (!version) return null
  versions.set(findHome(db), id, version)
  return version
}
