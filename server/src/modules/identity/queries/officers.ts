import { sql } from 'kysely'
import type { Actor, Role, RoleGrant } from '#kernel/actor.ts'
import type { AccountId, AgencyId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'
import { reaches } from '#kernel/reach.ts'
import { directs, mayEndDelegation, mayRecordAbsence, mayReplace } from '../domain/duty.ts'
import { roleNames } from '../domain/role-names.ts'

export type Officer = {
  readonly accountId: AccountId
  readonly name: string
  readonly title: string
  readonly agencyId: AgencyId | null
  readonly isActive: boolean
  /** In force now, those held in another's place included. */
  readonly grants: readonly RoleGrant[]
  readonly absence: { readonly id: string; readonly fromOn: string; readonly toOn: string; readonly reason: string } | null
  /** The day it is, in Vietnam. */
  readonly today: string
}

const columns = sql`a.id as "accountId", a.display_name as name, a.title, a.agency_id as "agencyId",
  a.status = 'active' as "isActive", platform.today()::text as today,
  coalesce((select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('isHead', nullif(t.is_head, false), 'onBehalfOf',
  case when d.id is not null then
        jsonb_build_object('accountId', d.from_account_id, 'name', f.display_name, 'style', d.style, 'basis',
        d.basis) end))
      || jsonb_build_object('role', t.role, 'agencyId', t.agency_id, 'centreId', t.centre_id)
      order by d.id nulls first, t.role)
     from identity.v_duty_today t
     left join identity.delegation d on d.locality_id = t.locality_id and d.id = t.delegation_id
     left join identity.account f on f.locality_id = d.locality_id and f.id = d.from_account_id
     where t.locality_id = a.locality_id and t.account_id = a.id), '[]'::jsonb) as grants,
  (select jsonb_build_object('id', b.id, 'fromOn', b.from_on, 'toOn', b.to_on, 'reason', b.reason)
  from identity.absence b
    where b.locality_id = a.locality_id and b.account_id = a.id and b.ended_at is null and b.to_on >= platform.today()
    order by b.from_on limit 1) as absence`

/** Whether the role given by the delegation `d` is that of a head. */
export const isOfHead = sql<boolean>`exists (select from identity.role_grant g where g.locality_id = d.locality_id and g.account_id = d.from_account_id
  and g.role = d.role and g.agency_id is not distinct from d.agency_id and g.centre_id is not distinct from d.centre_id
  and g.valid_during @> platform.now() and g.is_head)`

export async function findOfficer(db: Queryable, accountId: AccountId): Promise<Officer | null> {
  const { rows } = await sql<Officer>`select ${columns} from identity.account a where a.id = ${accountId}::uuid`.execute(db)
  return rows[0] ?? null
}

/**
 * The caller's colleagues: who holds a role in the caller's agencies or centres. The acts allowed on each are computed
 * here, so that no screen repeats the policy. At most 500, by name.
 */
export async function listOfficers(db: Queryable, actor: Actor) {
  const agencies = actor.grants.flatMap((grant) => grant.agencyId ?? [])
  const centres = actor.grants.flatMap((grant) => grant.centreId ?? [])
  const { rows } = await sql<Officer>`select ${columns} from identity.account a
    where a.id = ${actor.accountId} or exists (
      select from identity.role_grant g
      where g.locality_id = a.locality_id and g.account_id = a.id and g.valid_during @> platform.now()
        and (g.agency_id = any(${agencies}::uuid[]) or g.centre_id = any(${centres}::uuid[])))
    order by a.display_name, a.id limit 500`.execute(db)
  return rows.map((officer) => ({
    id: officer.accountId,
    name: officer.name,
    title: officer.title,
    isMe: officer.accountId === actor.accountId,
    roles: officer.grants.map((grant) => ({
      role: grant.role,
      roleName: roleNames[grant.role satisfies Role],
      agencyId: grant.agencyId,
      centreId: grant.centreId,
      onBehalfOf: grant.onBehalfOf ? { name: grant.onBehalfOf.name, style: grant.onBehalfOf.style, basis: grant.onBehalfOf.basis } : null,
    })),
    absence: officer.absence && { ...officer.absence, isNow: officer.absence.fromOn <= officer.today },
    mayReplace: mayReplace(actor, officer),
    mayRecordAbsence: mayRecordAbsence(actor, officer),
    mayDelegateFor: officer.accountId === actor.accountId || officer.grants.some((grant) => directs(actor, grant)),
  }))
}

/** Delegations in force or to come that the caller gave, received or directs. */
export async function listDelegations(db: Queryable, actor: Actor) {
  const { rows } = await sql<{
    id: string
    fromId: AccountId
    fromName: string
    toId: AccountId
    toName: string
    role: Role
    agencyId: RoleGrant['agencyId']
    centreId: RoleGrant['centreId']
    fromOn: string
    toOn: string
    style: 'KT' | 'TL' | 'TUQ'
    basis: string
    by: AccountId
    isHead: boolean
  }>`select d.id, d.from_account_id as "fromId", f.display_name as "fromName", d.to_account_id as "toId",
    t.display_name as "toName", d.role,
      d.agency_id as "agencyId", d.centre_id as "centreId", d.from_on::text as "fromOn", d.to_on::text as "toOn",
      d.style, d.basis, d.ordered_by as by,
      ${isOfHead} as "isHead"
    from identity.delegation d
    join identity.account f on f.locality_id = d.locality_id and f.id = d.from_account_id
    join identity.account t on t.locality_id = d.locality_id and t.id = d.to_account_id
    where d.ended_at is null and d.to_on >= platform.today() order by d.from_on, d.id limit 500`.execute(db)
  return rows
    .filter(
      (row) =>
        row.fromId === actor.accountId ||
        row.toId === actor.accountId ||
        actor.grants.some((grant) => reaches(grant, row)) ||
        directs(actor, row),
    )
    .map(({ agencyId, centreId, fromId, toId: _t, by, isHead, ...row }) => ({
      ...row,
      roleName: roleNames[row.role],
      mayEnd: mayEndDelegation(actor, { role: row.role, agencyId, centreId, isHead }, fromId, by),
    }))
}
