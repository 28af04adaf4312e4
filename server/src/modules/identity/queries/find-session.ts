import { sql } from 'kysely'
import type { Actor, RoleGrant } from '#kernel/actor.ts'
import type { AccountId, LocalityId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'
import { tokenHash } from '../store/token-hash.ts'

/**
 * The session a token stands for, with the grants valid at this very moment. Read at every request: a
 * revoked session or an ended grant has no effect on the next one.
 */
export async function findSession(db: Queryable, localityId: LocalityId, token: string): Promise<{ id: string; actor: Actor } | null> {
  const { rows } = await sql<{ id: string; accountId: AccountId; displayName: string; grants: RoleGrant[] }>`
    select s.id, s.account_id as "accountId", a.display_name as "displayName",
      coalesce((select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('onBehalfOf', case when d.id is not null then
            jsonb_build_object('accountId', d.from_account_id, 'name', f.display_name, 'style', d.style, 'basis', d.basis) end))
          || jsonb_build_object('role', t.role, 'agencyId', t.agency_id, 'centreId', t.centre_id) order by d.id nulls first, t.role)
         from identity.v_duty_today t
         left join identity.delegation d on d.locality_id = t.locality_id and d.id = t.delegation_id
         left join identity.account f on f.locality_id = d.locality_id and f.id = d.from_account_id
         where t.locality_id = s.locality_id and t.account_id = s.account_id), '[]'::jsonb) as grants
    from identity.session s
    join identity.account a on a.locality_id = s.locality_id and a.id = s.account_id
    where s.token_hash = ${tokenHash(token)} and s.revoked_at is null and s.expires_at > now() and a.status = 'active'`.execute(db)
  const row = rows[0]
  if (!row) return null
  return { id: row.id, actor: { localityId, accountId: row.accountId, displayName: row.displayName, grants: row.grants } }
}
