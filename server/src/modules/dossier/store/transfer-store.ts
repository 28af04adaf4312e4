import { sql } from 'kysely'
import type { Queryable } from '#platform/db/database.ts'
import { writeBehind } from '#platform/db/write-behind.ts'
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
  await writeBehind(
    tx,
    sql`insert into dossier.transfer (dossier_id, act_seq, kind, agency_id, centre_id, from_at, due_at, done_at)
    values (${dossier.id}, ${seq}, ${transfer.kind}, ${dossier.agencyId}, ${dossier.centreId},
      ${millis(transfer.fromAt)}, ${millis(transfer.dueAt)}, ${millis(at)})`,
  )
}
