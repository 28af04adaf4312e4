import { sql } from 'kysely'
import { workingMillisBefore } from '#calendar'
import type { WorkingCalendar } from '#calendar'
import type { AgencyId, CentreId, DossierId } from '#kernel/ids.ts'
import { millisOf } from '#kernel/instant.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { DueMove } from '../domain/due-move.ts'
import { recounted } from '../domain/holding-charge.ts'
import { loadClosedSince, saveCharges } from '../store/holding-store.ts'

export type Recounting = {
  readonly id: DossierId
  readonly agencyId: AgencyId
  readonly centreId: CentreId
  readonly committedDueAt: string | null
  readonly move: DueMove | null
}

/** Days before the first one a decree names for which time may be counted otherwise too: a swapped day has its counterpart near. */
const marginDays = 31

/**
 * The first day from which a decree changes past working time; `null` when it only concerns future days,
 * and cannot change closed intervals.
 */
export async function pastTouchedBy(db: Queryable, decreeId: string, at: Temporal.Instant): Promise<string | null> {
  const { rows } = await sql<{ since: string }>`
    select (least(
        (select min(least((d ->> 'on')::date, (d ->> 'swapsWith')::date))
        from jsonb_array_elements(content -> 'days') d),
        (content ->> 'fromOn')::date) - ${marginDays}::int)::text as since
    from calendar.v_decree where id = ${decreeId}::uuid`.execute(db)
  const since = rows[0]?.since
  if (!since) return null
  const from = `${since}T00:00:00+07:00`
  return Temporal.Instant.compare(Temporal.Instant.from(from), at) < 0 ? from : null
}

/**
 * Recomputes the closed intervals of the holder ledger after a decree: what each charges, and with which holder the promised
 * instant passed. Only those whose charge changes are written. Intervals that have closed are changed by nothing else.
 */
export async function recountHoldings(
  tx: Queryable,
  since: string,
  dossiers: readonly Recounting[],
  calendarOf: (office: { agencyId: AgencyId; centreId: CentreId }) => WorkingCalendar,
): Promise<number> {
  const byId = new Map(dossiers.map((dossier) => [dossier.id, dossier]))
  const intervals = await loadClosedSince(tx, [...byId.keys()], since)
  const changed = intervals.flatMap((interval) => {
    const dossier = byId.get(interval.dossierId)
    if (!dossier) return []
    const stands = dossier.committedDueAt === null ? null : millisOf(dossier.committedDueAt)
    const due = dossier.move ? { wasMs: dossier.move.was.committed, isMs: dossier.move.is.committed } : { wasMs: stands, isMs: stands }
    const calendar = calendarOf(dossier)
    const charge = recounted(interval, due, (ms) => workingMillisBefore(calendar, Temporal.Instant.fromEpochMilliseconds(ms)))
    const isSame = charge.workMs === interval.workMs && charge.fellLate === interval.fellLate
    return isSame ? [] : [{ ...charge, dossierId: interval.dossierId, seq: interval.seq }]
  })
  await saveCharges(tx, changed)
  return changed.length
}

const standingAtOnce = 1000

/**
 * The same for dossiers that are open and unfinished but have no instant a page of the run could move: those that wait, and
 * those not yet accepted. Done when the run ends, in its transaction.
 */
export async function recountStanding(
  tx: Queryable,
  since: string,
  calendarOf: (office: { agencyId: AgencyId; centreId: CentreId }) => WorkingCalendar,
): Promise<void> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const { rows } = await sql<Omit<Recounting, 'move' | 'committedDueAt'>>`
      select id, agency_id as "agencyId", centre_id as "centreId" from dossier.dossier
      where ended_at is null and finished_at is null and committed_due_at is null and legal_due_at is null
        and id > ${after}::uuid
      order by id limit ${standingAtOnce}`.execute(tx)
    await recountHoldings(
      tx,
      since,
      rows.map((row) => ({ ...row, committedDueAt: null, move: null })),
      calendarOf,
    )
    const last = rows.at(-1)
    if (!last || rows.length < standingAtOnce) return
    after = last.id
  }
}
