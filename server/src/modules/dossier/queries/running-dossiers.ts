import { sql } from 'kysely'
import type { AgencyId, CentreId, DossierId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { DossierState } from '../domain/dossier-states.ts'
import { isRunning } from '../store/reprojection-store.ts'
import type { Place } from '../store/reprojection-store.ts'
import { loadClocksOf } from './clocks.ts'
import type { Clocks } from '../domain/clocks.ts'

/** A dossier whose clocks run: accepted, not finished, not lawfully stopped. */
export type RunningDossier = {
  readonly id: DossierId
  readonly code: string
  readonly agencyId: AgencyId
  readonly centreId: CentreId
  readonly state: DossierState
  readonly holderKind: string
  readonly stepNo: number | null
  /** Parts that agencies have open. */
  readonly openParts: number
  readonly committedDueAt: string | null
  readonly legalDueAt: string | null
  readonly lastSeq: number
  readonly lastHash: Buffer
}

/** Before the first of a page. */
export const beforeAll: Place = { agencyId: '00000000-0000-0000-0000-000000000000', id: '00000000-0000-0000-0000-000000000000' }

const columns = sql`id, code, agency_id as "agencyId", centre_id as "centreId", state, holder_kind as "holderKind",
  step_no as "stepNo", open_parts as "openParts",
  committed_due_at as "committedDueAt", legal_due_at as "legalDueAt", last_seq as "lastSeq", last_hash as "lastHash"`

/** A page of running dossiers in the order (agency, id), so that those of one agency share a calendar. */
export async function pageOfRunning(db: Queryable, after: Place, limit: number): Promise<(RunningDossier & Clocks)[]> {
  const { rows } = await sql<RunningDossier>`
    select ${columns} from dossier.dossier
    where (agency_id, id) > (${after.agencyId}::uuid, ${after.id}::uuid) and ${isRunning}
    order by agency_id, id limit ${limit}`.execute(db)
  return await withClocks(db, rows)
}

/** The places of the running dossiers from one to another, both included, without reading them. */
export async function placesOfRunning(db: Queryable, from: Place, to: Place): Promise<Place[]> {
  const { rows } =
    await sql<Place>`select agency_id as "agencyId", id from dossier.dossier where ${between(from, to)} and ${isRunning}`.execute(db)
  return rows
}

function between(from: Place, to: Place) {
  return sql`(agency_id, id) >= (${from.agencyId}::uuid, ${from.id}::uuid)
    and (agency_id, id) <= (${to.agencyId}::uuid, ${to.id}::uuid)`
}

/**
 * Locks those dossiers of a range that are unlocked and still run, in their current state. A dossier that is
 * locked is skipped, so that a page can never deadlock.
 */
export async function lockRunningAndFree(tx: Queryable, from: Place, to: Place): Promise<(RunningDossier & Clocks)[]> {
  const { rows } = await sql<RunningDossier>`
    select ${columns} from dossier.dossier where ${between(from, to)} and ${isRunning}
    for no key update skip locked`.execute(tx)
  // Clocks in a statement of their own: it looks after the lock, and so sees what the holder before us left.
  return await withClocks(tx, rows)
}

/** Those of the dossiers that somebody else has locked or that no longer run cannot be distinguished; this one waits. */
export async function lockRunning(tx: Queryable, id: string): Promise<(RunningDossier & Clocks)[]> {
  const { rows } = await sql<RunningDossier>`
    select ${columns} from dossier.dossier where id = ${id}::uuid and ${isRunning} for no key update`.execute(tx)
  return await withClocks(tx, rows)
}

export async function countRunning(db: Queryable): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from dossier.dossier where ${isRunning}`.execute(db)
  return rows[0]?.count ?? 0
}

async function withClocks(db: Queryable, rows: readonly RunningDossier[]): Promise<(RunningDossier & Clocks)[]> {
  if (rows.length === 0) return []
  const clocks = await loadClocksOf(
    db,
    rows.map((row) => row.id),
  )
  return rows.map((row) => ({ ...row, ...(clocks.get(row.id) ?? { clocks: [], stops: [] }) }))
}
