import type { DossierId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { ConsultationChange } from '../domain/effects.ts'
import { sql } from 'kysely'

/** What an act does to the questions of a dossier, in the act's own transaction and with the dossier's lock held. */
export async function saveConsultation(
  tx: Queryable,
  dossierId: DossierId,
  seq: number,
  at: Temporal.Instant,
  change: ConsultationChange,
): Promise<void> {
  const when = at.toString({ smallestUnit: 'millisecond' })
  const open = sql`dossier_id = ${dossierId} and answered_at is null and closed_at is null`
  if (change === 'close') {
    await sql`update dossier.consultation set closed_at = ${when} where ${open}`.execute(tx)
  } else if ('ask' in change) {
    await sql`insert into dossier.consultation (dossier_id, seq, agency_id, question, days, asked_at, due_at)
      values (${dossierId}, ${seq}, ${change.ask}, ${change.question}, ${change.days}, ${when},
        ${change.dueAt.toString()})`.execute(tx)
  } else {
    await sql`update dossier.consultation set answer = ${change.answer}, answered_at = ${when}, answered_seq = ${seq}
      where ${open} and agency_id = ${change.heard}`.execute(tx)
  }
}
