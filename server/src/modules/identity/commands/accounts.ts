import { sql } from 'kysely'
import type { Role } from '#kernel/actor.ts'
import type { AccountId, AgencyId, CentreId, UnitId } from '#kernel/ids.ts'
import { tidy } from '#kernel/vietnamese.ts'
import type { Queryable } from '#platform/db/database.ts'

export type NewAccount = {
  readonly login: string
  readonly displayName: string
  readonly title: string
  readonly agencyId: AgencyId | null
  readonly unitId: UnitId | null
  /** From {@link hashPassword}; absent: nobody can sign in until a one-time password is issued. */
  readonly passwordHash?: string
  /** Has the published password of the demonstration. Only the loader of a demonstration pack says so. */
  readonly demonstration?: boolean
}

/**
 * Creates an account, or returns the one that has the login already, unchanged. A person's account comes from `openAccount`
 * in `manage-accounts.ts`, with a one-time password; this is for packs and practice.
 */
export async function createAccount(db: Queryable, account: NewAccount): Promise<{ id: AccountId; created: boolean }> {
  const login = tidy(account.login).toLowerCase()
  const { rows } = await sql<{ id: AccountId; created: boolean }>`
    with made as (
      insert into identity.account (login, display_name, title, agency_id, unit_id, password_hash, password_kind,
        demonstration)
      values (${login}, ${tidy(account.displayName)}, ${tidy(account.title)}, ${account.agencyId}, ${account.unitId},
        ${account.passwordHash ?? ''}, ${account.passwordHash === undefined ? 'none' : 'own'},
        ${account.demonstration ?? false})
      on conflict on constraint account_login_unique do nothing
      returning id)
    select id, true as created from made
    union all
    select id, false from identity.account where login = ${login} and not exists (select from made)`.execute(db)
  // Two at once: the one that waited sees what the other made only in its next statement.
  const row = rows[0] ?? (await madeMeanwhile(db, login))
  if (!row) throw new Error('the account was neither made nor found')
  return row
}

async function madeMeanwhile(db: Queryable, login: string): Promise<{ id: AccountId; created: false } | undefined> {
  const { rows } = await sql<{
    id: AccountId
    created: false
  }>`select id, false as created from identity.account where login = ${login}`.execute(db)
  return rows[0]
}

export type NewGrant = {
  readonly accountId: AccountId
  readonly role: Role
  readonly agencyId: AgencyId | null
  readonly centreId: CentreId | null
  /** At the head of the agency or centre. */
  readonly isHead?: boolean
  /** First instant of validity; the database's now when absent. */
  readonly from?: Temporal.Instant
  /** Who gives it; absent: a pack or the command line. */
  readonly by?: AccountId | null
}

/** Gives a role, unless the same one is already in force. Grants are never changed, only ended. */
export async function grantRole(db: Queryable, grant: NewGrant): Promise<{ created: boolean }> {
  const { rows } = await sql`
    insert into identity.role_grant (account_id, role, agency_id, centre_id, is_head, valid_during, granted_by)
    select ${grant.accountId}::uuid, ${grant.role}, ${grant.agencyId}::uuid, ${grant.centreId}::uuid,
      ${grant.isHead ?? false},
      tstzrange(coalesce(${grant.from?.toString() ?? null}::timestamptz, platform.now()), null),
      ${grant.by ?? null}::uuid
    where not exists (
      select from identity.role_grant g
      where g.account_id = ${grant.accountId}::uuid and g.role = ${grant.role}
        and g.agency_id is not distinct from ${grant.agencyId}::uuid
          and g.centre_id is not distinct from ${grant.centreId}::uuid
        and g.valid_during @> platform.now())
    returning id`.execute(db)
  return { created: rows.length > 0 }
}

/** Ends every grant of an account that is in force; the next request already sees none. */
export async function endGrants(db: Queryable, accountId: AccountId): Promise<void> {
  await sql`update identity.role_grant set valid_during = tstzrange(lower(valid_during), platform.now())
    where account_id = ${accountId} and valid_during @> platform.now()
      and lower(valid_during) < platform.now()`.execute(db)
}
