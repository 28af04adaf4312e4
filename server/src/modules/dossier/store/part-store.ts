import type { AgencyId, DossierId } from '#kernel/ids.ts'
import { isTransaction } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { ClosedPart, NewPart } from '../domain/effects.ts'
import { sql } from 'kysely'

export type MovedPart = { readonly dossierId: DossierId; readonly no: number; readonly dueAt: Temporal.Instant | null }

/** Writes what an act does to the parts of a dossier, which must be locked: closed first, so that a step may open again. */
export async function saveParts(
  tx: Queryable,
  dossier: { readonly id: DossierId; readonly agencyId: AgencyId },
  seq: number,
  at: Temporal.Instant,
  changes: { readonly closed: readonly ClosedPart[]; readonly opened: readonly NewPart[]; readonly moved: readonly MovedPart[] },
): Promise<void> {
  if (!isTransaction(tx)) throw new Error('this write must be part of a transaction')
  const now = millis(at)
  for (const part of changes.closed) {
    await sql`update dossier.part
      set closed_at = ${now}, closed_seq = ${seq}, how = ${part.how}, done_by = ${part.doneBy},
      work_ms = ${part.workMs},
        late = ${part.late}, due_at = ${millis(part.dueAt)}, result_number = ${part.result?.number ?? null},
        result_name = ${part.result?.name ?? null}
      where dossier_id = ${dossier.id} and no = ${part.no}`.execute(tx)
  }
  for (const part of changes.opened) {
    await sql`insert into dossier.part (dossier_id, no, step_no, kind, agency_id, lead_agency_id, role, code, hours,
      opened_at, opened_seq, due_at)
      values (${dossier.id}, ${part.no}, ${part.stepNo}, ${part.kind}, ${part.agencyId}, ${dossier.agencyId},
        ${part.role}, ${part.code}, ${part.hours},
        ${now}, ${seq}, ${millis(part.dueAt)})`.execute(tx)
  }
  await movePartsDue(tx, changes.moved)
}

/** New deadlines of open parts: derived from the calendar and the stops, so no act says them. */
export async function movePartsDue(tx: Queryable, moved: readonly MovedPart[]): Promise<void> {
  if (moved.length === 0) return
  await sql`update dossier.part p set due_at = x.due
    from unnest(${moved.map((each) => each.dossierId)}::uuid[], ${moved.map((each) => each.no)}::int[],
      ${moved.map((each) => millis(each.dueAt))}::timestamptz[]) as x(dossier_id, no, due)
    where p.dossier_id = x.dossier_id and p.no = x.no and p.closed_at is null`.execute(tx)
}

/** Milliseconds are what the seal is over, so no finer instant is ever stored. */
function millis(at: Temporal.Instant | null): string | null {
  return at === null ? null : at.toString({ smallestUnit: 'millisecond' })
}
