import { sql } from 'kysely'
import type { Actor, Role } from '#kernel/actor.ts'
import type { Queryable } from '#platform/db/database.ts'
import { rungNames } from '../domain/escalation.ts'
import type { DossierState } from '../domain/dossier-states.ts'
import type { Rung } from '../domain/escalation.ts'

export type AlertLine = {
  readonly id: string
  readonly rung: Rung
  readonly rungName: string
  readonly madeAt: string
  readonly dueAt: string | null
  readonly code: string
  readonly state: DossierState
  readonly acceptedAt: string | null
  readonly agencyName: string
  readonly seenAt: string | null
  /** Nothing remains to be done: the dossier has ended since, or the letter was decided. */
  readonly isOver: boolean
}

/** Roles whose reach says which dossiers are theirs to see to. */
const worksOnDossiers: readonly Role[] = [
  'counter_officer',
  'case_officer',
  'unit_head',
  'signatory',
  'clerk',
  'centre_manager',
  'provincial_leader',
]

/** Alerts that concern the caller, by name or by a role with reach, newest first; those not seen come first. */
export async function listAlerts(
  db: Queryable,
  actor: Actor,
  limit = 100,
): Promise<{ items: AlertLine[]; unseen: number; overdue: number }> {
  const grants = JSON.stringify(actor.grants.map(({ role, agencyId, centreId }) => ({ role, agencyId, centreId })))
  const mine = sql`
    (a.account_id = ${actor.accountId}::uuid or exists (
      select from jsonb_to_recordset(${grants}::jsonb) as g (role text, "agencyId" uuid, "centreId" uuid)
      where g.role = any (a.roles) and (g."agencyId" is null or g."agencyId" = a.agency_id)
        and (g."centreId" is null or g."centreId" = a.centre_id)))`
  const { rows } = await sql<Omit<AlertLine, 'rungName'>>`
    select a.id, a.rung, a.made_at as "madeAt", a.due_at as "dueAt", d.code, d.state,
      d.accepted_at as "acceptedAt", v.name as "agencyName", s.at as "seenAt",
      (d.ended_at is not null or d.finished_at is not null or a.rung = 'to_sign' and not exists (
        select from dossier.reappointment r
        where r.locality_id = a.locality_id and r.dossier_id = a.dossier_id and r.decision is null)) as "isOver"
    from dossier.alert a
    join dossier.dossier d on d.locality_id = a.locality_id and d.id = a.dossier_id
    join agency.v_agency v on v.locality_id = a.locality_id and v.id = a.agency_id
    left join dossier.alert_seen s on s.locality_id = a.locality_id and s.alert_id = a.id
      and s.account_id = ${actor.accountId}::uuid
    where a.made_at > platform.now() - interval '60 days' and ${mine}
    order by (s.at is not null), a.made_at desc, a.id desc limit ${limit}`.execute(db)
  const { rows: counted } = await sql<{ n: number }>`
    select count(*)::int as n from (
      select from dossier.alert a where a.made_at > platform.now() - interval '60 days' and ${mine}
        and not exists (select from dossier.alert_seen s
          where s.locality_id = a.locality_id and s.alert_id = a.id and s.account_id = ${actor.accountId}::uuid)
      limit 100) x`.execute(db)
  const working = JSON.stringify(actor.grants.filter((grant) => worksOnDossiers.includes(grant.role)))
  // What is overdue is counted from the queue, not from warnings: one that was not written yet must not read as "nothing".
  const { rows: open } = await sql<{ n: number }>`
    select count(*)::int as n from (
      select from dossier.queue q
      where q.state <> 'result_recorded' and q.due_at < platform.now() and exists (
        select from jsonb_to_recordset(${working}::jsonb) as g (role text, "agencyId" uuid, "centreId" uuid)
        where (g."agencyId" is null or g."agencyId" in (q.agency_id, q.holder_agency_id))
          and (g."centreId" is null or g."centreId" = q.centre_id))
      limit 1000) x`.execute(db)
  return { overdue: open[0]?.n ?? 0, items: rows.map((row) => ({ ...row, rungName: rungNames[row.rung] })), unseen: counted[0]?.n ?? 0 }
}
