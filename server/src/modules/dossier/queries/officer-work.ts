import { sql } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import type { AccountId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { findOfficer, mayReplace } from '#identity'
import type { Queryable } from '#platform/db/database.ts'
import { dossierRefusals } from '../domain/refusals.ts'
import { local } from './clocks.ts'

export type OpenWork = { readonly held: number; readonly claimed: number; readonly late: number; readonly handovers: number }

/** The current work of an officer. `claimed`: the step is theirs, but the dossier waits for somebody else. */
export async function countWork(db: Queryable, accountId: AccountId): Promise<OpenWork> {
  const { rows } = await sql<OpenWork>`
    select count(*) filter (where w.holder_account_id = ${accountId})::int as held,
      count(*) filter (where w.holder_account_id is distinct from ${accountId})::int as claimed,
      count(*) filter (where w.finished_at is null and w.committed_due_at < platform.now())::int as late,
      (select count(*)::int from dossier.handover where in_charge_id = ${accountId} and closed_at is null) as handovers
    from (
      select d.holder_account_id, d.finished_at, d.committed_due_at from dossier.queue q
        join dossier.dossier d on d.locality_id = q.locality_id and d.id = q.dossier_id
        where q.holder_account_id = ${accountId}
      union all
      select d.holder_account_id, d.finished_at, d.committed_due_at from dossier.claim k
        join dossier.dossier d on d.locality_id = k.locality_id and d.id = k.dossier_id
        where k.account_id = ${accountId} and d.ended_at is null
          and d.holder_account_id is distinct from ${accountId}) w`.execute(db)
  return rows[0] ?? { held: 0, claimed: 0, late: 0, handovers: 0 }
}

/**
 * What a replacement would move, before it is ordered: how much, and which of it is late (the latest 100).
 * @throws Refused OFFICER_NOT_REPLACEABLE
 */
export async function previewReplacement(db: Queryable, actor: Actor, accountId: AccountId) {
  const officer = await findOfficer(db, accountId)
  if (!officer || !mayReplace(actor, officer)) throw new Refused(refusalFrom(dossierRefusals, 'OFFICER_NOT_REPLACEABLE'))
  const { rows } = await sql<{ code: string; applicantName: string; dueAt: string }>`
    select d.code, d.applicant_name as "applicantName", q.due_at as "dueAt" from dossier.queue q
    join dossier.dossier d on d.locality_id = q.locality_id and d.id = q.dossier_id
    where q.holder_account_id = ${accountId} and q.due_at < platform.now() and d.finished_at is null
    order by q.due_at, q.dossier_id limit 100`.execute(db)
  return {
    officer: { id: officer.accountId, name: officer.name },
    ...(await countWork(db, accountId)),
    lateOnes: rows.map((row) => ({ ...row, dueAt: local(row.dueAt) ?? '' })),
  }
}

/** Unread notices to the caller, newest first. */
export async function listNotices(db: Queryable, accountId: AccountId) {
  const { rows } = await sql<{ id: string; kind: string; text: string; at: string; dossierCode: string | null }>`
    select n.id, n.kind, n.text, n.at, d.code as "dossierCode" from dossier.officer_notice n
    left join dossier.dossier d on d.locality_id = n.locality_id and d.id = n.dossier_id
    where n.account_id = ${accountId} and n.seen_at is null order by n.id desc limit 50`.execute(db)
  return rows.map((row) => ({ ...row, at: local(row.at) ?? '' }))
}
