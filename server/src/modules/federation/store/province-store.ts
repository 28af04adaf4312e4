import { sql } from 'kysely'
import type { Queryable } from '#platform/db/database.ts'
import type { ClosedDay } from '../domain/closed-day.ts'
import type { ProvinceFault } from '../domain/national-board.ts'

/** A signed state of the record of a place. */
export type SeenHead = { readonly origin: string; readonly size: number; readonly root: Uint8Array }

/** What is known of a place before it is asked. */
export type KnownProvince = { readonly seen: SeenHead | null; readonly days: ReadonlyMap<string, number> }

/** @param since days from which on it is said which revisions are here */
export async function loadProvince(db: Queryable, code: string, since: string): Promise<KnownProvince> {
  const [heads, days] = await Promise.all([
    sql<{ origin: string | null; size: number | null; root: Buffer | null }>`
      select origin, size, root from federation.province where code = ${code}`.execute(db),
    sql<{ on: string; revision: number }>`
      select on_day as "on", max(revision) as revision
      from federation.province_day
      where code = ${code} and on_day >= ${since}::date
      group by on_day`.execute(db),
  ])
  const head = heads.rows[0]
  const isSeen = head && head.origin !== null && head.size !== null && head.root !== null
  return {
    seen: isSeen ? { origin: head.origin ?? '', size: head.size ?? 0, root: head.root ?? Buffer.alloc(0) } : null,
    days: new Map(days.rows.map(({ on, revision }) => [on, revision])),
  }
}

/** Keeps the outcome of a reading: the days that were verified, and the fault if there was one, since when it has been so. */
export async function saveReading(
  tx: Queryable,
  code: string,
  { seen, days, fault }: { readonly seen: SeenHead | null; readonly days: readonly ClosedDay[]; readonly fault: ProvinceFault | null },
): Promise<void> {
  const root = seen ? Buffer.from(seen.root) : null
  await sql`
    insert into federation.province (code, origin, size, root, asked_at, read_at, fault, fault_since)
    values (${code}, ${seen?.origin ?? null}, ${seen?.size ?? null}, ${root}, platform.now(),
      case when ${fault}::text is null then platform.now() end, ${fault},
      case when ${fault}::text is not null then platform.now() end)
    on conflict (locality_id, code) do update set origin = excluded.origin, size = excluded.size, root = excluded.root,
      asked_at = excluded.asked_at, read_at = coalesce(excluded.read_at, province.read_at), fault = excluded.fault,
      fault_since = case when excluded.fault is null then null
        when excluded.fault = province.fault then province.fault_since
        else excluded.fault_since end`.execute(tx)
  if (days.length === 0) return
  await sql`
    insert into federation.province_day (code, on_day, revision, as_of, definition, figures)
    select ${code}, d."on", d.revision, d."asOf", d.definition, d.figures
    from jsonb_to_recordset(${JSON.stringify(days)}::jsonb)
      d ("on" date, revision integer, "asOf" timestamptz, definition text, figures jsonb)
    on conflict do nothing
    returning 1`.execute(tx)
}
