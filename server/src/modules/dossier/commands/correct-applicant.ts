import { sql } from 'kysely'
import { fold } from '#kernel/vietnamese.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { Corrected } from '../domain/act-record.ts'
import type { DossierRow } from '../store/dossier-store.ts'

/** Makes the row follow the sealed act, which is the only source of the new values. */
export async function applyCorrection(tx: Queryable, dossier: Pick<DossierRow, 'id'>, seq: number, corrected: Corrected): Promise<void> {
  await sql`select dossier.correct_applicant(${dossier.id}::uuid, ${seq}::integer, ${fold(corrected.name?.is ?? '')})`.execute(tx)
}
