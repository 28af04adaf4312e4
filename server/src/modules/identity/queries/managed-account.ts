import { sql } from 'kysely'
import type { RoleGrant } from '#kernel/actor.ts'
import type { AccountId, AgencyId, CentreId, UnitId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'

export type ManagedAccount = {
  readonly accountId: AccountId
  readonly login: string
  readonly name: string
  readonly title: string
  readonly agencyId: AgencyId | null
  readonly unitId: UnitId | null
  readonly isActive: boolean
  readonly isDemonstration: boolean
  readonly passwordKind: 'own' | 'one_time' | 'none'
  readonly passwordSetAt: string
  /** In force or to come, in one's own name. */
  readonly grants: readonly (RoleGrant & { readonly id: string })[]
  readonly endedGrants: readonly RoleGrant[]
  /** Held in another's name by delegation, in force or to come. */
  readonly delegated: readonly RoleGrant[]
}

export const managedColumns = sql`a.id as "accountId", a.login, a.display_name as name, a.title, a.agency_id as "agencyId", a.unit_id as "unitId",
  a.status = 'active' as "isActive", a.demonstration as "isDemonstration", a.password_kind as "passwordKind",
  a.password_set_at as "passwordSetAt",
  coalesce((select jsonb_agg(jsonb_build_object('id', g.id, 'role', g.role, 'agencyId', g.agency_id, 'centreId',
  g.centre_id, 'isHead', g.is_head) order by g.id)
     from identity.role_grant g where g.locality_id = a.locality_id and g.account_id = a.id
       and (upper(g.valid_during) is null or upper(g.valid_during) > platform.now())), '[]'::jsonb) as grants,
  coalesce((select jsonb_agg(jsonb_build_object('role', g.role, 'agencyId', g.agency_id, 'centreId', g.centre_id))
     from identity.role_grant g
     where g.locality_id = a.locality_id and g.account_id = a.id and upper(g.valid_during) <= platform.now()),
     '[]'::jsonb) as "endedGrants",
  coalesce((select jsonb_agg(jsonb_build_object('role', h.role, 'agencyId', h.agency_id, 'centreId', h.centre_id))
     from identity.delegation h where h.locality_id = a.locality_id and h.to_account_id = a.id and h.ended_at is null
       and h.to_on >= (platform.now() at time zone 'Asia/Ho_Chi_Minh')::date), '[]'::jsonb) as delegated`

export async function findAccount(db: Queryable, accountId: AccountId): Promise<ManagedAccount | null> {
  const { rows } = await sql<ManagedAccount>`select ${managedColumns} from identity.account a where a.id = ${accountId}::uuid`.execute(db)
  return rows[0] ?? null
}

export async function findAccountByLogin(db: Queryable, login: string): Promise<ManagedAccount | null> {
  const { rows } = await sql<ManagedAccount>`select ${managedColumns} from identity.account a where a.login = ${login}`.execute(db)
  return rows[0] ?? null
}

/** The place a code names, or `null`. Codes of units are those of their agency. */
export async function findPlaces(
  db: Queryable,
  codes: { readonly agency?: string | undefined; readonly unit?: string | undefined; readonly centre?: string | undefined },
): Promise<{ readonly agencyId: AgencyId | null; readonly unitId: UnitId | null; readonly centreId: CentreId | null }> {
  const { rows } = await sql<{ agencyId: AgencyId | null; unitId: UnitId | null; centreId: CentreId | null }>`select
      (select id from agency.v_agency where code = ${codes.agency ?? null}) as "agencyId",
      (select u.id from agency.v_unit u join agency.v_agency g on g.locality_id = u.locality_id and g.id = u.agency_id
        where u.code = ${codes.unit ?? null} and g.code = ${codes.agency ?? null}) as "unitId",
      (select id from centre.v_centre where code = ${codes.centre ?? null}) as "centreId"`.execute(db)
  return rows[0] ?? { agencyId: null, unitId: null, centreId: null }
}
