import { sql } from 'kysely'
import type { DossierId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { Transfer } from '../domain/transfer.ts'
import type { DossierRow } from './dossier-store.ts'

/** Writes what an act handed over or gave back. */
export async function saveTransfer(
  tx: Queryable,
  dossier: Pick<DossierRow, 'id' | 'agencyId' | 'centreId'>,
  seq: number,
  at: Temporal.Instant,
  transfer: Transfer,
): Promise<void> {
  const millis = (instant: Temporal.Instant): string => instant.toString({ smallestUnit: 'millisecond' })
  await sql`insert into dossier.transfer (dossier_id, act_seq, kind, agency_id, centre_id, from_at, due_at, done_at)
    values (${dossier.id}, ${seq}, ${transfer.kind}, ${dossier.agencyId}, ${dossier.centreId}, ${millis(transfer.fromAt)}, ${millis(transfer.dueAt)}, ${millis(at)})`.execute(
    tx,
  )
}

/** When the agency received a dossier; `null` while it has not, or no record says. */
export async function agencyReceivedAt(db: Queryable, id: DossierId): Promise<Temporal.Instant | null> {
  const { rows } = await sql<{
    at: string
  }>`select at from dossier.act where dossier_id = ${id} and kind = 'receive' order by seq limit 1`.execute(db)
  return rows[0] ? Temporal.Instant.from(rows[0].at) : null
}
