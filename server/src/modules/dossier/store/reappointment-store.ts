import type { DossierId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { ReappointmentChange } from '../domain/effects.ts'
import { sql } from 'kysely'

const law = '61/2018/NĐ-CP Điều 19 khoản 9'

export async function saveReappointment(
  tx: Queryable,
  dossierId: DossierId,
  seq: number,
  at: Temporal.Instant,
  change: ReappointmentChange,
): Promise<void> {
  const when = millis(at)
  const decide = async (decision: 'granted' | 'declined' | 'lapsed', dueAfter: Temporal.Instant | null): Promise<void> => {
    await sql`update dossier.reappointment set decision = ${decision}, decided_at = ${when}, decided_seq = ${seq},
        due_after = ${dueAfter === null ? null : millis(dueAfter)}
      where dossier_id = ${dossierId} and decision is null`.execute(tx)
  }
  switch (change.do) {
    case 'ask':
      await sql`insert into dossier.reappointment (dossier_id, seq, kind, cause, law, reason, days, asked_at, due_before)
        values (${dossierId}, ${seq}, 'extension', ${change.cause}, ${law}, ${change.reason}, ${change.days},
          ${when}, ${millis(change.dueBefore)})`.execute(tx)
      await alertSignatory(tx, dossierId, seq, change.dueBefore)
      break
    case 'draft':
      // A request made in time but not signed in time has lapsed.
      await decide('lapsed', null)
      await sql`insert into dossier.reappointment (dossier_id, seq, kind, cause, law, reason, asked_at, due_before)
        values (${dossierId}, ${seq}, 'apology', 'late', ${law}, '', ${when}, ${millis(change.dueBefore)})`.execute(tx)
      await alertSignatory(tx, dossierId, seq, change.dueBefore)
      break
    case 'grant':
      await decide('granted', change.dueAfter)
      break
    case 'decline':
      await decide('declined', null)
      break
    case 'apologise':
      await decide('lapsed', null)
      await sql`insert into dossier.reappointment (dossier_id, seq, kind, cause, law, reason, days, asked_at,
        due_before, decision, decided_at,
          decided_seq, due_after)
        values (${dossierId}, ${seq}, 'apology', 'late', ${law}, ${change.reason}, ${change.days}, ${when},
          ${millis(change.dueBefore)}, 'granted',
          ${when}, ${seq}, ${millis(change.dueAfter)})`.execute(tx)
      break
  }
}

/** The signatories of the agency get an alert for the letter, in the transaction that drafts it. */
async function alertSignatory(tx: Queryable, dossierId: DossierId, seq: number, dueBefore: Temporal.Instant): Promise<void> {
  await sql`insert into dossier.alert (dossier_id, rung, armed_for, due_at, roles, agency_id, centre_id)
    select d.id, 'to_sign', ${`act ${seq}`}, ${millis(dueBefore)}::timestamptz, array['signatory'], d.agency_id,
      d.centre_id
    from dossier.dossier d where d.id = ${dossierId}
    on conflict on constraint alert_once_per_rung do nothing`.execute(tx)
}

function millis(at: Temporal.Instant): string {
  return at.toString({ smallestUnit: 'millisecond' })
}
