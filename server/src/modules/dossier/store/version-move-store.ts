import { sql } from 'kysely'
import { canonicalJson } from '#kernel/canonical-json.ts'
import type { Json } from '#kernel/canonical-json.ts'
import type { DossierId, ProcedureVersionId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { DueChange } from '../domain/due-move.ts'
import type { LimitPair, MoveObstacle, StepMap, TimeRule } from '../domain/version-move.ts'
import { sealAct } from './act-seal.ts'

/** An order to move the running dossiers of one version to another, with how far it is. */
export type VersionMove = {
  readonly id: string
  readonly procedureCode: string
  readonly fromVersionId: ProcedureVersionId
  readonly toVersionId: ProcedureVersionId
  readonly steps: StepMap
  readonly time: TimeRule
  readonly reason: string
  readonly legalBasis: string
  readonly by: string
  readonly byName: string
  readonly byRole: string
  readonly afterDossier: string
  readonly passedOver: readonly string[]
  readonly seen: number
  readonly moved: number
  readonly stayed: number
  readonly dueChanged: number
  readonly finishedAt: string | null
}

const columns = sql`id, procedure_code as "procedureCode", from_version_id as "fromVersionId",
  to_version_id as "toVersionId", step_map as steps, time_rule as time, reason, legal_basis as "legalBasis",
  ordered_by as by, ordered_by_name as "byName", ordered_by_role as "byRole", after_dossier as "afterDossier",
  passed_over as "passedOver", seen, moved, stayed, due_changed as "dueChanged",
  finished_at as "finishedAt"`

/** Stores the order; `null` when another is still being carried out for the procedure. */
export async function insertVersionMove(
  tx: Queryable,
  order: Pick<
    VersionMove,
    'procedureCode' | 'fromVersionId' | 'toVersionId' | 'steps' | 'time' | 'reason' | 'legalBasis' | 'by' | 'byName' | 'byRole'
  > & { readonly running: number },
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    insert into dossier.version_move (procedure_code, from_version_id, to_version_id, step_map, time_rule, reason,
      legal_basis, ordered_by, ordered_by_name, ordered_by_role,
      running)
    values (${order.procedureCode}, ${order.fromVersionId}, ${order.toVersionId},
      ${JSON.stringify(order.steps)}::jsonb, ${order.time}, ${order.reason}, ${order.legalBasis}, ${order.by},
      ${order.byName}, ${order.byRole}, ${order.running})
    on conflict (locality_id, procedure_code) where finished_at is null do nothing
    returning id`.execute(tx)
  return rows[0]?.id ?? null
}

export async function findUnfinishedMoves(db: Queryable): Promise<{ id: string }[]> {
  const { rows } = await sql<{ id: string }>`select id from dossier.version_move where finished_at is null order by id`.execute(db)
  return rows
}

/** Locks the order: another process that works on it waits. */
export async function lockVersionMove(tx: Queryable, id: string): Promise<VersionMove | null> {
  const { rows } = await sql<VersionMove>`select ${columns} from dossier.version_move where id = ${id}::uuid for no key update`.execute(tx)
  return rows[0] ?? null
}

export async function saveMoveStep(
  tx: Queryable,
  id: string,
  step: Pick<VersionMove, 'afterDossier' | 'passedOver' | 'seen' | 'moved' | 'stayed' | 'dueChanged'>,
): Promise<void> {
  await sql`update dossier.version_move
    set after_dossier = ${step.afterDossier}::uuid, passed_over = ${step.passedOver}::uuid[], seen = ${step.seen},
      moved = ${step.moved}, stayed = ${step.stayed}, due_changed = ${step.dueChanged}, stepped_at = now()
    where id = ${id}::uuid`.execute(tx)
}

export async function finishVersionMove(tx: Queryable, id: string): Promise<void> {
  await sql`update dossier.version_move set finished_at = now(), stepped_at = now() where id = ${id}::uuid`.execute(tx)
}

/** A dossier as read under its lock. */
type InHand = {
  readonly id: DossierId
  readonly code: string
  readonly agencyId: string
  readonly centreId: string
  readonly state: string
  readonly holderKind: string
  readonly stepNo: number | null
  readonly committedDueAt: string | null
  readonly legalDueAt: string | null
  readonly lastSeq: number
  readonly lastHash: Buffer
}

/** A dossier that lands. */
export type Lander = {
  readonly dossier: InHand
  readonly stepIs: number | null
  readonly due: DueChange
  /** The limits, where they change. */
  readonly limits: LimitPair | null
  readonly missing: readonly string[]
  /** Working milliseconds the interval that ends charges; read only when the step's number changes. */
  readonly workMs: number
  readonly fellLate: boolean
}
export type Stayer = { readonly dossier: InHand; readonly obstacle: MoveObstacle }

/**
 * Writes the act, the version, the step and the clocks of many dossiers in a handful of statements. The rows must be
 * locked; the seals are made here, each over the act before it. Where the number of the step changes, the ledger's open
 * interval ends and the next begins at the same instant, and the claim goes along.
 */
export async function saveLanded(tx: Queryable, move: VersionMove, at: Temporal.Instant, landers: readonly Lander[]): Promise<void> {
  if (landers.length === 0) return
  const requestId = `change-version:${move.id}`
  const rows = landers.map(({ dossier, stepIs, due, limits, missing, workMs, fellLate }) => {
    const payload: { [key: string]: Json } = {
      state: dossier.state,
      holder: dossier.holderKind,
      step: stepIs,
      committedDueAt: text(due.is.committed),
      legalDueAt: text(due.is.legal),
      version: move.toVersionId,
      was: { committedDueAt: text(due.was.committed), legalDueAt: text(due.was.legal), version: move.fromVersionId, step: dossier.stepNo },
      move: move.id,
      time: move.time,
      reason: move.reason,
    }
    if (move.legalBasis !== '') payload['legalBasis'] = move.legalBasis
    if (limits) payload['limits'] = { legal: { ...limits.legal }, committed: { ...limits.committed } }
    if (missing.length > 0) payload['missing'] = [...missing]
    const seq = dossier.lastSeq + 1
    const hash = sealAct(dossier.lastHash, {
      dossierCode: dossier.code,
      seq,
      kind: 'change_version',
      atMs: at.epochMilliseconds,
      actorAccountId: move.by,
      actorName: move.byName,
      actorRole: move.byRole,
      requestId,
      payload,
    })
    return {
      i: dossier.id,
      q: seq,
      c: dossier.centreId,
      a: dossier.agencyId,
      p: canonicalJson(payload),
      b: dossier.lastHash.toString('hex'),
      h: hash.toString('hex'),
      sw: dossier.stepNo,
      si: stepIs,
      cw: text(due.was.committed),
      ci: text(due.is.committed),
      lw: text(due.was.legal),
      li: text(due.is.legal),
      m: [...missing],
      w: Math.round(workMs),
      f: fellLate,
    }
  })
  const x = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(i uuid, q int, c uuid, a uuid, p text,
    b text, h text, sw int, si int,
    cw timestamptz, ci timestamptz, lw timestamptz, li timestamptz, m text[], w bigint, f boolean)`
  const when = text(at)
  await sql`insert into dossier.act (dossier_id, seq, kind, at, actor_account_id, actor_name, actor_role, centre_id,
    agency_id, request_id, payload, prev_hash, hash)
    select x.i, x.q, 'change_version', ${when}::timestamptz, ${move.by}::uuid, ${move.byName}, ${move.byRole}, x.c,
      x.a, ${requestId}, x.p,
      decode(x.b, 'hex'), decode(x.h, 'hex') from ${x} returning 1`.execute(tx)
  await sql`update dossier.dossier d
    set procedure_version_id = ${move.toVersionId}, step_no = x.si, committed_due_at = x.ci, legal_due_at = x.li,
      last_seq = x.q, last_hash = decode(x.h, 'hex')
    from ${x} where d.id = x.i`.execute(tx)
  await sql`insert into dossier.version_move_item (move_id, dossier_id, seq, agency_id, step_was, step_is,
    committed_was, committed_is, legal_was, legal_is, missing)
    select ${move.id}::uuid, x.i, x.q, x.a, x.sw, x.si, x.cw, x.ci, x.lw, x.li, x.m from ${x} returning 1`.execute(tx)
  await saveLimits(tx, landers)
  await saveRenumbered(
    tx,
    when,
    rows.filter((row) => row.sw !== row.si),
  )
}

async function saveLimits(tx: Queryable, landers: readonly Lander[]): Promise<void> {
  const rows = landers.flatMap(({ dossier, limits }) =>
    limits ? (['legal', 'committed'] as const).map((k) => ({ i: dossier.id, k, n: limits[k].amount, u: limits[k].unit })) : [],
  )
  if (rows.length === 0) return
  await sql`update dossier.clock c set limit_amount = x.n, limit_unit = x.u
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(i uuid, k text, n numeric, u text)
    where c.dossier_id = x.i and c.kind = x.k`.execute(tx)
}

type Renumbered = { readonly i: string; readonly sw: number | null; readonly si: number | null; readonly w: number; readonly f: boolean }

async function saveRenumbered(tx: Queryable, at: string | null, rows: readonly Renumbered[]): Promise<void> {
  if (rows.length === 0) return
  const x = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(i uuid, sw int, si int, w bigint, f boolean)`
  await sql`update dossier.holding h set to_at = ${at}::timestamptz, work_ms = x.w, fell_late = x.f
    from ${x} where h.dossier_id = x.i and h.to_at is null`.execute(tx)
  await sql`insert into dossier.holding (dossier_id, seq, kind, agency_id, account_id, centre_id, step_no, step_role,
    cause, from_at)
    select h.dossier_id, h.seq + 1, h.kind, h.agency_id, h.account_id, h.centre_id, x.si, h.step_role, h.cause,
      ${at}::timestamptz
    from ${x}
    join lateral (select * from dossier.holding o where o.dossier_id = x.i order by o.seq desc limit 1) h on true
    returning 1`.execute(tx)
  // A claim is kept under the number of its step.
  await sql`with gone as (delete from dossier.claim k using ${x} where k.dossier_id = x.i and k.step_no = x.sw returning k.*, x.si)
    insert into dossier.claim (dossier_id, step_no, account_id, since_at, peers_from, until_at)
    select dossier_id, si, account_id, since_at, peers_from, until_at from gone returning 1`.execute(tx)
}

export async function saveStayed(tx: Queryable, move: VersionMove, stayers: readonly Stayer[]): Promise<void> {
  if (stayers.length === 0) return
  const rows = stayers.map(({ dossier, obstacle }) => ({
    i: dossier.id,
    a: dossier.agencyId,
    s: dossier.stepNo,
    c: dossier.committedDueAt,
    l: dossier.legalDueAt,
    o: obstacle,
  }))
  await sql`insert into dossier.version_move_item (move_id, dossier_id, agency_id, step_was, step_is, committed_was,
    committed_is, legal_was, legal_is, obstacle)
    select ${move.id}::uuid, x.i, x.a, x.s, x.s, x.c, x.c, x.l, x.l, x.o
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(i uuid, a uuid, s int, c timestamptz, l timestamptz,
      o text) returning 1`.execute(tx)
}

/** Milliseconds are what the seal is over, so no finer instant is ever stored. */
function text(at: Temporal.Instant | null): string | null {
  return at === null ? null : at.toString({ smallestUnit: 'millisecond' })
}
