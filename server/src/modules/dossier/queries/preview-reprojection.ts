import { sql } from 'kysely'
import { daysBetween, isoOf } from '#calendar'
import type { WorkingCalendar } from '#calendar'
import type { AgencyId, CentreId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'
import { databaseNow } from '#platform/db/database.ts'
import { daysMoved, moveOf, promisedMillis } from '../domain/due-move.ts'
import type { DueMove } from '../domain/due-move.ts'
import { local } from './clocks.ts'
import { textOrNull } from '../store/reprojection-store.ts'
import type { Place } from '../store/reprojection-store.ts'
import { dueMillisOf } from '../domain/clocks.ts'
import { beforeAll, pageOfRunning } from './running-dossiers.ts'

type Office = { readonly agencyId: AgencyId; readonly centreId: CentreId }
export type Around = { readonly before: (office: Office) => WorkingCalendar; readonly after: (office: Office) => WorkingCalendar }

export type AgencyTotal = {
  agency: { code: string; name: string }
  running: number
  moved: number
  later: number
  earlier: number
  becomesLate: number
  noLongerLate: number
  /** Days of the largest move, either way. */
  mostDays: number
}

export type MovedDossier = {
  code: string
  agencyName: string
  dueWas: string | null
  dueIs: string | null
  days: number
  turned: DueMove['turned']
}

export type ReprojectionPreview = {
  running: number
  moved: number
  becomesLate: number
  noLongerLate: number
  suspended: number
  closed: { count: number; codes: string[] }
  agencies: AgencyTotal[]
  total: number
  dossiers: MovedDossier[]
}

const readAtOnce = 5000

/**
 * What a change of the calendar would do to the dossiers that run now: by agency, and a page of them, those that become
 * late or cease to be late first, then the largest moves. Nothing is written and nothing is locked. Dossiers are compared with
 * their promised instants, so the preview equals what will be recorded.
 */
export async function previewReprojection(
  db: Queryable,
  around: Around,
  page: { offset: number; limit: number },
): Promise<ReprojectionPreview> {
  const nowMs = (await databaseNow(db)).epochMilliseconds
  const agencies = new Map<string, AgencyTotal>()
  const found: { id: string; code: string; agencyId: string; move: DueMove; days: number }[] = []
  const offices = new Map<string, Office>()
  const names = await agencyNames(db)
  let after: Place = beforeAll
  let running = 0
  for (;;) {
    const rows = await pageOfRunning(db, after, readAtOnce)
    for (const row of rows) {
      offices.set(`${row.agencyId} ${row.centreId}`, row)
      const total = agencies.get(row.agencyId) ?? emptyTotal(names.get(row.agencyId))
      agencies.set(row.agencyId, total)
      total.running += 1
      const move = moveOf(promisedMillis(row), dueMillisOf(around.after(row), row), nowMs)
      if (!move) continue
      const days = daysMoved(move.was.committed, move.is.committed)
      found.push({ id: row.id, code: row.code, agencyId: row.agencyId, move, days })
      add(total, move, days)
    }
    running += rows.length
    const last = rows.at(-1)
    if (!last || rows.length < readAtOnce) break
    after = last
  }
  found.sort((a, b) => weight(b) - weight(a) || (a.code < b.code ? -1 : 1))
  const sum = (of: (total: AgencyTotal) => number): number => [...agencies.values()].reduce((all, each) => all + of(each), 0)
  return {
    running,
    moved: found.length,
    becomesLate: sum((total) => total.becomesLate),
    noLongerLate: sum((total) => total.noLongerLate),
    suspended: await countSuspended(db),
    closed: await closedSince(db, spanOf(around, [...offices.values()])),
    agencies: [...agencies.values()]
      .filter((total) => total.moved > 0)
      .sort((a, b) => b.moved - a.moved || (a.agency.code < b.agency.code ? -1 : 1)),
    total: found.length,
    dossiers: found.slice(page.offset, page.offset + page.limit).map(({ code, agencyId, move, days }) => ({
      code,
      agencyName: names.get(agencyId)?.name ?? '',
      dueWas: local(textOrNull(move.was.committed)),
      dueIs: local(textOrNull(move.is.committed)),
      days,
      turned: move.turned,
    })),
  }
}

function weight({ move, days }: { move: DueMove; days: number }): number {
  return (move.turned === null ? 0 : 1_000_000) + Math.abs(days)
}

function emptyTotal(agency: { code: string; name: string } | undefined): AgencyTotal {
  return {
    agency: agency ?? { code: '', name: '' },
    running: 0,
    moved: 0,
    later: 0,
    earlier: 0,
    becomesLate: 0,
    noLongerLate: 0,
    mostDays: 0,
  }
}

function add(total: AgencyTotal, move: DueMove, days: number): void {
  total.moved += 1
  const { was, is } = move
  const direction = was.committed !== null && is.committed !== null ? is.committed - was.committed : 0
  if (direction > 0) total.later += 1
  if (direction < 0) total.earlier += 1
  if (move.turned === 'late') total.becomesLate += 1
  if (move.turned === 'not_late') total.noLongerLate += 1
  if (Math.abs(days) > Math.abs(total.mostDays)) total.mostDays = days
}

async function agencyNames(db: Queryable): Promise<Map<string, { code: string; name: string }>> {
  const { rows } = await sql<{ id: string; code: string; name: string }>`select id, code, name from agency.v_agency`.execute(db)
  return new Map(rows.map(({ id, code, name }) => [id, { code, name }]))
}

/** First and last day that differ for any of the offices; `null` when no dossier of theirs can be touched. */
function spanOf(around: Around, offices: readonly Office[]): { first: number; last: number } | null {
  const pairs = new Map<WorkingCalendar, WorkingCalendar>(offices.map((office) => [around.before(office), around.after(office)]))
  const spans = [...pairs].flatMap(([before, after]) => daysBetween(before, after) ?? [])
  if (spans.length === 0) return null
  return { first: Math.min(...spans.map((span) => span.first)), last: Math.max(...spans.map((span) => span.last)) }
}

const codesShown = 20

/** Dossiers closed on the first changed day or later whose time ran over a changed day: what they were is what they stay. */
async function closedSince(db: Queryable, span: { first: number; last: number } | null): Promise<{ count: number; codes: string[] }> {
  if (!span) return { count: 0, codes: [] }
  const from = `${isoOf(span.first)}T00:00:00+07:00`
  const until = `${isoOf(span.last)}T24:00:00+07:00`
  const { rows } = await sql<{ code: string; count: number }>`
    with closed as (
      select code from dossier.dossier where finished_at >= ${from}::timestamptz and accepted_at < ${until}::timestamptz
      union all
      select code from dossier.dossier
      where ended_at >= ${from}::timestamptz and finished_at is null and accepted_at < ${until}::timestamptz
    )
    select code, count(*) over ()::int as count from closed order by code limit ${codesShown}`.execute(db)
  return { count: rows[0]?.count ?? 0, codes: rows.map((row) => row.code) }
}

/** Accepted dossiers whose clocks are stopped: they get their instant by the new calendar when they resume. */
async function countSuspended(db: Queryable): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from dossier.dossier
    where ended_at is null and finished_at is null and accepted_at is not null and committed_due_at is null
      and legal_due_at is null`.execute(db)
  return rows[0]?.count ?? 0
}
