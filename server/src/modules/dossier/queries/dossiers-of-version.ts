import { sql } from 'kysely'
import type { AgencyId, CentreId, DossierId, ProcedureVersionId } from '#kernel/ids.ts'
import type { Channel } from '#procedure'
import type { Queryable } from '#platform/db/database.ts'
import type { DossierFacts } from '../domain/act-facts.ts'
import type { DossierState } from '../domain/dossier-states.ts'
import { loadClocksOf } from './clocks.ts'
import type { Clocks } from '../domain/clocks.ts'

/** An unfinished dossier of a procedure version, with its clocks and the names of the papers it holds. */
export type VersionedDossier = {
  readonly id: DossierId
  readonly code: string
  readonly agencyId: AgencyId
  readonly centreId: CentreId
  readonly channel: Channel
  readonly handling: DossierFacts['handling']
  readonly state: DossierState
  readonly stepNo: number | null
  readonly openParts: number
  readonly holderKind: string
  readonly acceptedAt: string | null
  readonly finishedAt: string | null
  readonly committedDueAt: string | null
  readonly legalDueAt: string | null
  /** Since when the current holder has it. */
  readonly openedAt: string
  readonly papers: readonly string[]
  readonly lastSeq: number
  readonly lastHash: Buffer
} & Clocks

const columns = sql`d.id, d.code, d.agency_id as "agencyId", d.centre_id as "centreId", d.channel, d.handling,
  d.state, d.step_no as "stepNo", d.open_parts as "openParts", d.holder_kind as "holderKind",
  d.accepted_at as "acceptedAt", d.finished_at as "finishedAt", d.committed_due_at as "committedDueAt",
  d.legal_due_at as "legalDueAt", d.last_seq as "lastSeq", d.last_hash as "lastHash"`
const isOfVersion = (version: ProcedureVersionId) =>
  sql`d.procedure_version_id = ${version} and d.ended_at is null and d.finished_at is null`

export async function pageOfVersion(db: Queryable, version: ProcedureVersionId, after: string, limit: number): Promise<VersionedDossier[]> {
  return await whole(db, sql`where ${isOfVersion(version)} and d.id > ${after}::uuid order by d.id limit ${limit}`)
}

export async function idsOfVersion(db: Queryable, version: ProcedureVersionId, after: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select d.id from dossier.dossier d where ${isOfVersion(version)} and d.id > ${after}::uuid order by d.id
    limit ${limit}`.execute(db)
  return rows.map((row) => row.id)
}

/** Locks the unlocked ones that are still of the version; a dossier locked by another transaction is skipped. */
export async function lockOfVersionAndFree(
  tx: Queryable,
  version: ProcedureVersionId,
  ids: readonly string[],
): Promise<VersionedDossier[]> {
  return await whole(tx, sql`where d.id = any(${ids}::uuid[]) and ${isOfVersion(version)} for no key update of d skip locked`)
}

/** One that was skipped: waited for, while nothing else is locked. */
export async function lockOfVersion(tx: Queryable, version: ProcedureVersionId, id: string): Promise<VersionedDossier[]> {
  return await whole(tx, sql`where d.id = ${id}::uuid and ${isOfVersion(version)} for no key update of d`)
}

export async function countOfVersions(db: Queryable, versions: readonly ProcedureVersionId[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; count: number }>`
    select d.procedure_version_id as id, count(*)::int as count from dossier.dossier d
    where d.procedure_version_id = any(${versions}::uuid[]) and d.ended_at is null and d.finished_at is null
    group by d.procedure_version_id`.execute(db)
  return new Map(rows.map(({ id, count }) => [id, count]))
}

async function whole(db: Queryable, clause: ReturnType<typeof sql>): Promise<VersionedDossier[]> {
  const { rows } = await sql<
    Omit<VersionedDossier, keyof Clocks | 'papers' | 'openedAt'>
  >`select ${columns} from dossier.dossier d ${clause}`.execute(db)
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  // In statements of their own: they look after the locks are held, and so see what the holders before us left.
  const clocks = await loadClocksOf(db, ids)
  const { rows: beside } = await sql<{ id: string; papers: string[] | null; openedAt: string | null }>`
    select x.id, (select jsonb_agg(p.name) from dossier.paper p where p.dossier_id = x.id) as papers,
      (select h.from_at from dossier.holding h where h.dossier_id = x.id and h.to_at is null) as "openedAt"
    from unnest(${ids}::uuid[]) as x(id)`.execute(db)
  const by = new Map(beside.map((row) => [row.id, row]))
  return rows.map((row) => ({
    ...row,
    ...(clocks.get(row.id) ?? { clocks: [], stops: [] }),
    papers: by.get(row.id)?.papers ?? [],
    openedAt: by.get(row.id)?.openedAt ?? row.acceptedAt ?? '',
  }))
}
