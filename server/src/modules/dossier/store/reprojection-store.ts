import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { canonicalJson } from '#kernel/canonical-json.ts'
import type { Json } from '#kernel/canonical-json.ts'
import { textOfMillis } from '#kernel/instant.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { DueMove } from '../domain/due-move.ts'
import { sealAct } from './act-seal.ts'

/** One run with the decree it carries out. */
export type Reprojection = {
  readonly id: string
  readonly decreeId: string
  readonly finishedAt: string | null
  /** Its pages have been laid out. */
  readonly isDivided: boolean
  readonly decree: {
    readonly id: string
    readonly name: string
    readonly basis: string
    readonly reason: string
    readonly by: string
    readonly byName: string
    readonly byRole: string
  }
}

const runs = sql`select r.id, r.decree_id as "decreeId", r.finished_at as "finishedAt", r.is_divided as "isDivided",
    jsonb_build_object('id', d.id, 'name', d.name, 'basis', d.basis, 'reason', d.reason, 'by', d.entered_by,
      'byName', d.entered_by_name, 'byRole', d.entered_by_role) as decree
  from dossier.reprojection r join calendar.v_decree d on d.locality_id = r.locality_id and d.id = r.decree_id`

export async function insertReprojection(tx: Queryable, decreeId: string, running: number): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into dossier.reprojection (decree_id, running) values (${decreeId}::uuid, ${running})
    returning id`.execute(tx)
  const row = rows[0]
  if (!row) throw new Error('the run was not stored')
  return row.id
}

/** The run that is not finished, if there is one. */
export async function findUnfinished(db: Queryable): Promise<Reprojection | null> {
  const { rows } = await sql<Reprojection>`${runs} where r.finished_at is null`.execute(db)
  return rows[0] ?? null
}

export async function findReprojection(db: Queryable, id: string): Promise<Reprojection | null> {
  const { rows } = await sql<Reprojection>`${runs} where r.id = ${id}::uuid`.execute(db)
  return rows[0] ?? null
}

/** The run, and its turn: for dividing and ending it. `no key`: acts and pages that refer to it do not wait. */
export async function lockReprojection(tx: Queryable, id: string): Promise<Reprojection | null> {
  const { rows } = await sql<Reprojection>`${runs} where r.id = ${id}::uuid for no key update of r`.execute(tx)
  return rows[0] ?? null
}

/** The place of a dossier in the order of a run: those of one agency together, so that they share a calendar. */
export type Place = { readonly agencyId: string; readonly id: string }

/** Accepted, not finished, not lawfully stopped. */
export const isRunning = sql`ended_at is null and finished_at is null and (committed_due_at is not null or legal_due_at is not null)`

export type RunPage = {
  readonly id: number
  readonly from: Place
  readonly to: Place
  /** A single dossier, waited for. */
  readonly waits: boolean
}

/** Lays out the pages of a run over the dossiers that run now; the run must be locked. Those accepted later count by the new calendar anyway. */
export async function dividePages(tx: Queryable, id: string, size: number): Promise<void> {
  await sql`
    with running as materialized (
      select agency_id, id, row_number() over (order by agency_id, id) as no, count(*) over () as of
      from dossier.dossier where ${isRunning})
    insert into dossier.reprojection_page (reprojection_id, from_agency, from_dossier, to_agency, to_dossier)
    select ${id}::uuid, f.agency_id, f.id, t.agency_id, t.id
    from running f join running t on t.no = least(f.no + ${size} - 1, f.of) where (f.no - 1) % ${size} = 0
    order by f.no returning 1`.execute(tx)
  await sql`update dossier.reprojection set is_divided = true where id = ${id}::uuid`.execute(tx)
}

/** Locks an unlocked page; if there is none, waits for a locked one. `null`: no page is left. */
export async function takePage(tx: Queryable, id: string): Promise<RunPage | null> {
  const next = (lock: RawBuilder<unknown>) =>
    sql<RunPage>`select id, jsonb_build_object('agencyId', from_agency, 'id', from_dossier) as "from",
        jsonb_build_object('agencyId', to_agency, 'id', to_dossier) as "to", waits
      from dossier.reprojection_page where reprojection_id = ${id}::uuid and done_at is null order by waits, id
      limit 1 ${lock}`.execute(tx)
  return (await next(sql`for update skip locked`)).rows[0] ?? (await next(sql`for update`)).rows[0] ?? null
}

export async function hasPagesLeft(tx: Queryable, id: string): Promise<boolean> {
  const { rows } = await sql`select from dossier.reprojection_page where reprojection_id = ${id}::uuid and done_at is null limit 1`.execute(
    tx,
  )
  return rows.length > 0
}

/** Dossiers somebody is at work on, each a page of its own for the end. */
export async function addWaitingPages(tx: Queryable, id: string, places: readonly Place[]): Promise<void> {
  if (places.length === 0) return
  await sql`insert into dossier.reprojection_page (reprojection_id, from_agency, from_dossier, to_agency, to_dossier, waits)
    select ${id}::uuid, x.agency, x.dossier, x.agency, x.dossier, true
    from unnest(${places.map((place) => place.agencyId)}::uuid[],
      ${places.map((place) => place.id)}::uuid[]) as x(agency, dossier) returning 1`.execute(tx)
}

export async function endPage(
  tx: Queryable,
  page: RunPage,
  done: { readonly seen: number; readonly moved: number; readonly becameLate: number; readonly noLongerLate: number },
): Promise<void> {
  await sql`update dossier.reprojection_page
    set done_at = platform.now(), seen = ${done.seen}, moved = ${done.moved}, became_late = ${done.becameLate},
    no_longer_late = ${done.noLongerLate} where id = ${page.id}`.execute(tx)
}

/** A dossier that moves, as read under its lock. */
export type Moving = {
  readonly id: string
  readonly code: string
  readonly agencyId: string
  readonly centreId: string
  readonly state: string
  readonly holderKind: string
  readonly stepNo: number | null
  readonly lastSeq: number
  readonly lastHash: Buffer
  readonly move: DueMove
}

/** A move with the act that records it, sealed over the act before it and ready to be written. */
export type SealedMove = {
  readonly id: string
  readonly seq: number
  readonly hash: Buffer
  readonly payload: string
  readonly committed: string | null
  readonly legal: string | null
  readonly turned: DueMove['turned']
}

/** Seals the acts of many moves; nothing is asked of the database. */
export function sealMoves(run: Reprojection, at: Temporal.Instant, moving: readonly Moving[]): SealedMove[] {
  const requestId = requestOf(run)
  return moving.map((each) => {
    const { was, is, turned } = each.move
    const committed = textOrNull(is.committed)
    const legal = textOrNull(is.legal)
    const content: { [key: string]: Json } = {
      state: each.state,
      holder: each.holderKind,
      step: each.stepNo,
      committedDueAt: committed,
      legalDueAt: legal,
      was: { committedDueAt: textOrNull(was.committed), legalDueAt: textOrNull(was.legal) },
      decree: { id: run.decree.id, name: run.decree.name, basis: run.decree.basis },
      reason: run.decree.reason,
    }
    const payload = canonicalJson(content)
    const seq = each.lastSeq + 1
    const act = {
      dossierCode: each.code,
      seq,
      kind: 'reproject',
      atMs: at.epochMilliseconds,
      actorAccountId: run.decree.by,
      actorName: run.decree.byName,
      actorRole: run.decree.byRole,
      requestId,
      payload: content,
    }
    return { id: each.id, seq, hash: sealAct(each.lastHash, act, payload), payload, committed, legal, turned }
  })
}

/** An instant as an act tells it. */
export function textOrNull(millis: number | null): string | null {
  return millis === null ? null : textOfMillis(millis)
}

function requestOf(run: Reprojection): string {
  return `reproject:${run.id}`
}

/**
 * Writes the acts and the new instants of many dossiers in one statement; their rows must be locked. The old values
 * come from the rows themselves.
 */
export async function writeMoves(tx: Queryable, run: Reprojection, at: Temporal.Instant, rows: readonly SealedMove[]): Promise<void> {
  if (rows.length === 0) return
  const of = <T>(pick: (row: (typeof rows)[number]) => T): T[] => rows.map(pick)
  const { numAffectedRows } = await sql`
    with x as materialized (
      select *
      from unnest(${of((row) => row.id)}::uuid[], ${of((row) => row.payload)}::text[],
        ${of((row) => row.hash.toString('hex'))}::text[], ${of((row) => row.committed)}::timestamptz[],
        ${of((row) => row.legal)}::timestamptz[],
        ${of((row) => row.turned)}::text[]) as x(id, payload, hash, committed_is, legal_is, turned)
    ), moved as (
      update dossier.dossier d
      set committed_due_at = x.committed_is, legal_due_at = x.legal_is, last_seq = d.last_seq + 1,
        last_hash = decode(x.hash, 'hex')
      from x where d.id = x.id
      returning d.id, d.last_seq as seq, d.centre_id, d.agency_id, x.payload, x.turned, old.last_hash as prev_hash,
        new.last_hash as hash, old.committed_due_at as committed_was, new.committed_due_at as committed_is,
        old.legal_due_at as legal_was,
        new.legal_due_at as legal_is
    ), told as (
      insert into dossier.act (dossier_id, seq, kind, at, actor_account_id, actor_name, actor_role, centre_id,
        agency_id, request_id, payload, prev_hash, hash)
      select id, seq, 'reproject', ${at.toString({ smallestUnit: 'millisecond' })}::timestamptz,
        ${run.decree.by}::uuid, ${run.decree.byName}, ${run.decree.byRole}, centre_id, agency_id, ${requestOf(run)},
        payload, prev_hash, hash from moved returning 1
    )
    insert into dossier.reprojected (reprojection_id, dossier_id, seq, agency_id, committed_was, committed_is,
      legal_was, legal_is, turned)
    select ${run.id}::uuid, id, seq, agency_id, committed_was, committed_is, legal_was, legal_is, turned from moved
    returning 1`.execute(tx)
  if (Number(numAffectedRows ?? 0n) !== rows.length) throw new Error('not every dossier that moves was written')
}

/** Ends a run. The moved dossiers are counted again, because concurrent acts move their own dossier themselves. */
export async function finishReprojection(tx: Queryable, id: string): Promise<void> {
  await sql`update dossier.reprojection r
    set finished_at = now(), moved = x.moved, became_late = x.late, no_longer_late = x.not_late,
      seen = (select coalesce(sum(p.seen), 0)::int from dossier.reprojection_page p
      where p.reprojection_id = ${id}::uuid)
    from (select count(*)::int as moved, (count(*) filter (where turned = 'late'))::int as late,
        (count(*) filter (where turned = 'not_late'))::int as not_late
      from dossier.reprojected where reprojection_id = ${id}::uuid) x
    where r.id = ${id}::uuid`.execute(tx)
}
