import { sql } from 'kysely'
import { lastCalendarChange, loadCalendars, workingMillisBefore } from '#calendar'
import type { AgencyId, CentreId, DossierId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'
import { faultsOfCharge } from '../domain/holding-charge.ts'
import type { ClosedInterval } from '../domain/holding-charge.ts'
import { findUnfinished } from '../store/reprojection-store.ts'

type Row = ClosedInterval & {
  readonly dossierId: DossierId
  readonly seq: number
  readonly code: string
  readonly agencyId: AgencyId
  readonly centreId: CentreId
  readonly dueMs: number | null
  readonly finishedMs: number | null
  readonly closedMs: number | null
}

export type HoldingFaults = {
  readonly compared: number
  /** `code interval seq: what`, for what no change of the calendar explains. */
  readonly faults: readonly string[]
  /** Intervals of dossiers that were closed before the calendar was last changed, and count by the one of their time. */
  readonly kept: number
  readonly isUnderWay: boolean
}

const readAtOnce = 10_000

/**
 * Recomputes every closed interval of the holder ledger by the current calendar, and names those whose stored charge is
 * another. A dossier closed before the calendar was last changed keeps what it was; while a decree is being carried out, so
 * do those whose turn has not come. One snapshot, a page in memory at a time.
 */
export async function findHoldingFaults(db: Queryable): Promise<HoldingFaults> {
  return await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      const calendarOf = await loadCalendars(tx)
      const changedMs = (await lastCalendarChange(tx))?.epochMilliseconds ?? null
      const faults: string[] = []
      let [compared, kept] = [0, 0]
      let after = { dossierId: '00000000-0000-0000-0000-000000000000', seq: 0 }
      for (;;) {
        const { rows } = await sql<Row>`
          select h.dossier_id as "dossierId", h.seq, d.code, d.agency_id as "agencyId", d.centre_id as "centreId",
            (extract(epoch from h.from_at) * 1000)::float8 as "fromMs",
            (extract(epoch from h.to_at) * 1000)::float8 as "toMs", h.work_ms::float8 as "workMs",
            h.fell_late as "fellLate", (extract(epoch from d.committed_due_at) * 1000)::float8 as "dueMs",
            (extract(epoch from d.finished_at) * 1000)::float8 as "finishedMs",
            (extract(epoch from coalesce(d.finished_at, d.ended_at)) * 1000)::float8 as "closedMs"
          from dossier.holding h join dossier.dossier d on d.locality_id = h.locality_id and d.id = h.dossier_id
          where (h.dossier_id, h.seq) > (${after.dossierId}::uuid, ${after.seq}::int) and h.to_at is not null
          order by h.dossier_id, h.seq limit ${readAtOnce}`.execute(tx)
        const dues = await duesOf(tx, [...new Set(rows.flatMap((row) => (row.fellLate === true ? [row.dossierId] : [])))])
        for (const row of rows) {
          const calendar = calendarOf(row)
          const found = faultsOfCharge(row, dues.get(row.dossierId) ?? [], row, (ms) =>
            workingMillisBefore(calendar, Temporal.Instant.fromEpochMilliseconds(ms)),
          )
          if (found.length === 0) continue
          if (row.closedMs !== null && changedMs !== null && row.closedMs < changedMs) kept += 1
          else faults.push(`${row.code} interval ${row.seq}: ${found.join(', ')}`)
        }
        compared += rows.length
        const last = rows.at(-1)
        if (!last || rows.length < readAtOnce) break
        after = last
      }
      return { compared, faults, kept, isUnderWay: (await findUnfinished(tx)) !== null }
    })
}

/** Every instant promised to each of these dossiers, from its acts, and the current one. */
async function duesOf(tx: Queryable, ids: readonly DossierId[]): Promise<Map<DossierId, readonly number[]>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: DossierId; dues: number[] }>`
    select x.id, (select jsonb_agg(distinct floor(extract(epoch from p.due::timestamptz) * 1000)) from (
        select coalesce(a.payload::jsonb ->> 'committedDueAt', a.payload::jsonb #>> '{committed,dueAt}') as due
        from dossier.act a where a.dossier_id = x.id
        union all select d.committed_due_at::text from dossier.dossier d where d.id = x.id) p
        where p.due is not null) as dues
    from unnest(${[...ids]}::uuid[]) as x(id)`.execute(tx)
  return new Map(rows.map((row) => [row.id, row.dues ?? []]))
}
