import { sql } from 'kysely'
import { Refused } from '#kernel/refusal.ts'
import type { Database, Queryable } from '#platform/db/database.ts'
import { inTransaction } from '#platform/db/database.ts'
import type { ActInput } from '../domain/act-facts.ts'
import { openStates } from '../domain/dossier-states.ts'
import type { DossierAct } from '../domain/act-rows.ts'
import { systemActor } from '../domain/system-actor.ts'
import { versionOf } from '../queries/load-facts.ts'
import type { DossierRow } from '../store/dossier-store.ts'
import { doAct } from './do-act.ts'

/** What one round did, by act. */
export type RoundDone = {
  readonly resumed: number
  readonly stopped: number
  readonly apologies: number
  readonly deemed: number
  /** Applicants to be notified that a promise, or a limit by law, has passed. */
  readonly notified: number
}

type Due = {
  readonly code: string
  readonly seq: number
  readonly state: string
  readonly procedureVersionId: DossierRow['procedureVersionId']
}

/** Dossiers one round takes of each kind; the next round takes the rest. */
const pageSize = 500

/**
 * Performs the acts that are due by time: ends stops that reached their limit, stops dossiers whose applicant let
 * the deadline pass where the procedure says so, gives silence the meaning a law gives it, drafts the apology a late
 * dossier owes, and records that a limit has passed, which notifies the applicant. Silence takes effect when the limit by law has
 * passed, never at the shorter promise. Each act has its own transaction; run twice, or by two at once, the second finds it done.
 * @law 61/2018/NĐ-CP Điều 19 khoản 9: apology for a dossier past its limit; that it is owed from the shorter promise on is ours
 */
export async function runClockRound(database: Database): Promise<RoundDone> {
  const db = database.kysely
  let [resumed, stopped, apologies, deemed, notified] = [0, 0, 0, 0, 0]
  for (const each of await stopsRunOut(db)) if (await doBySystem(database, each, 'resume')) resumed += 1
  for await (const each of supplementsLapsed(db)) {
    const version = await versionOf(db, each)
    // Never refused or stopped by itself unless the procedure says so; otherwise the agency decides.
    if (version.clockRules?.supplementLapse !== 'stop') continue
    const reason = 'Quá thời hạn bổ sung ghi trên phiếu yêu cầu mà chưa nhận được giấy tờ bổ sung.'
    if (await doBySystem(database, each, 'stop', { ground: 'supplement_lapsed', reason })) stopped += 1
  }
  for await (const each of pastLegalLimit(db)) {
    const silence = (await versionOf(db, each)).clockRules?.silence ?? 'none'
    if (silence === 'none') continue
    if (await doBySystem(database, each, silence === 'consent' ? 'deem_approved' : 'deem_refused')) deemed += 1
  }
  for (const each of await lateWithoutApology(db)) if (await doBySystem(database, each, 'draft_apology')) apologies += 1
  for (const act of ['note_late', 'note_late_by_law'] as const)
    for (const each of await passedWithoutNotice(db, act)) if (await doBySystem(database, each, act)) notified += 1
  return { resumed, stopped, apologies, deemed, notified }
}

/** @returns false when the dossier no longer is where the round saw it: another act came first */
async function doBySystem(database: Database, { code, seq }: Due, act: DossierAct, input: ActInput = {}): Promise<boolean> {
  try {
    await inTransaction(
      database.kysely,
      async (tx) => await doAct(tx, systemActor(database.localityId), `round-${act}-${seq}`, { code, act, input }),
    )
    return true
  } catch (error) {
    if (error instanceof Refused) return false
    throw error
  }
}

const columns = sql`d.code, d.last_seq as seq, d.state, d.procedure_version_id as "procedureVersionId"`

async function stopsRunOut(db: Queryable): Promise<Due[]> {
  const { rows } = await sql<Due>`select ${columns} from dossier.clock_stop s
      join dossier.dossier d on d.locality_id = s.locality_id and d.id = s.dossier_id
    where s.to_at is null and s.ends_by <= platform.now() and d.state = 'suspended' order by s.ends_by
    limit ${pageSize}`.execute(db)
  return rows
}

/** Page by page to the end: dossiers that only the agency may decide do not change and must not hide the others. */
async function* supplementsLapsed(db: Queryable): AsyncGenerator<Due> {
  let after = { at: '-infinity', id: '00000000-0000-0000-0000-000000000000' }
  for (;;) {
    const { rows } = await sql<Due & { at: string; id: string }>`select ${columns}, d.supplement_by::text as at, d.id from dossier.dossier d
      where d.supplement_by < platform.now() and (d.supplement_by, d.id) > (${after.at}::timestamptz, ${after.id}::uuid)
      order by d.supplement_by, d.id limit ${pageSize}`.execute(db)
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < pageSize) return
    after = last
  }
}

/** Being processed past the limit by law, page by page to the end: few procedures give silence a meaning, and the others must not hide them. */
async function* pastLegalLimit(db: Queryable): AsyncGenerator<Due> {
  let after = { at: '-infinity', id: '00000000-0000-0000-0000-000000000000' }
  for (;;) {
    const { rows } = await sql<Due & { at: string; id: string }>`select ${columns}, q.legal_due_at::text as at, d.id
      from dossier.queue q
      join dossier.dossier d on d.locality_id = q.locality_id and d.id = q.dossier_id
      where q.legal_due_at < platform.now()
        and q.state = 'in_progress'
        and (q.legal_due_at, q.dossier_id) > (${after.at}::timestamptz, ${after.id}::uuid)
      order by q.legal_due_at, q.dossier_id
      limit ${pageSize}`.execute(db)
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < pageSize) return
    after = last
  }
}

/** Past the promise, or past another limit by law, and the applicant was not notified of it. */
async function passedWithoutNotice(db: Queryable, act: 'note_late' | 'note_late_by_law'): Promise<Due[]> {
  const passed = act === 'note_late' ? sql`q.due_at < platform.now()` : sql`q.legal_due_at < platform.now() and q.legal_due_at <> q.due_at`
  const { rows } = await sql<Due>`select ${columns}
    from dossier.queue q
    join dossier.dossier d on d.locality_id = q.locality_id and d.id = q.dossier_id
    where ${passed}
      and q.state = any(${openStates}::text[])
      and not exists (select from dossier.act n
        where n.locality_id = q.locality_id and n.dossier_id = q.dossier_id and n.kind = ${act})
    order by q.due_at, q.dossier_id
    limit ${pageSize}`.execute(db)
  return rows
}

async function lateWithoutApology(db: Queryable): Promise<Due[]> {
  const { rows } =
    await sql<Due>`select ${columns} from dossier.queue q join dossier.dossier d on d.locality_id = q.locality_id and d.id = q.dossier_id
    where q.due_at < platform.now() and q.state in ('accepted', 'in_progress', 'approved') and d.ended_at is null
      and d.finished_at is null
      and not exists (select from dossier.reappointment r where r.locality_id = d.locality_id and r.dossier_id = d.id
        and (r.decision = 'granted' or r.decision is null and r.kind = 'apology'))
    order by q.due_at, q.dossier_id limit ${pageSize}`.execute(db)
  return rows
}
