import { sql } from 'kysely'
import type { DossierId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { ClosedInterval, HoldingCharge } from '../domain/holding-charge.ts'

export type StoredInterval = ClosedInterval & { readonly dossierId: DossierId; readonly seq: number }

const columns = sql`h.dossier_id as "dossierId", h.seq, (extract(epoch from h.from_at) * 1000)::float8 as "fromMs",
  (extract(epoch from h.to_at) * 1000)::float8 as "toMs", h.work_ms::float8 as "workMs", h.fell_late as "fellLate"`

/** Closed intervals of these dossiers that ended after an instant. */
export async function loadClosedSince(db: Queryable, ids: readonly DossierId[], since: string): Promise<StoredInterval[]> {
  const { rows } = await sql<StoredInterval>`select ${columns} from unnest(${ids}::uuid[]) as x(id)
    join dossier.holding h on h.dossier_id = x.id where h.to_at > ${since}::timestamptz`.execute(db)
  return rows
}

export async function saveCharges(
  tx: Queryable,
  charges: readonly (HoldingCharge & { readonly dossierId: DossierId; readonly seq: number })[],
): Promise<void> {
  if (charges.length === 0) return
  await sql`update dossier.holding h set work_ms = x.w, fell_late = x.l
    from unnest(${charges.map((each) => each.dossierId)}::uuid[], ${charges.map((each) => each.seq)}::int[],
      ${charges.map((each) => each.workMs)}::bigint[], ${charges.map((each) => each.fellLate)}::boolean[]) as x(d, s,
      w, l)
    where h.dossier_id = x.d and h.seq = x.s`.execute(tx)
}
