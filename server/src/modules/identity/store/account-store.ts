import { sql } from 'kysely'
import type { AccountId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'

export type AccountEventKind =
  | 'created'
  | 'one_time_password'
  | 'password_changed'
  | 'disabled'
  | 'enabled'
  | 'role_given'
  | 'role_ended'
  | 'sessions_ended'
  | 'totp_added'
  | 'totp_removed'
  | 'passkey_added'
  | 'passkey_removed'
  | 'recovery_codes'
  | 'recovery_code_used'
  | 'second_factor_reset'

/** The author: somebody signed in, or the command line (`accountId` is null). */
export type Doer = { readonly accountId: AccountId | null; readonly displayName: string }
export const commandLine: Doer = { accountId: null, displayName: 'Dòng lệnh' }

export async function recordAccountEvent(
  db: Queryable,
  event: { readonly accountId: AccountId; readonly kind: AccountEventKind; readonly by: Doer; readonly detail?: string },
): Promise<void> {
  await sql`insert into identity.account_event (account_id, kind, by_account, by_name, detail)
    values (${event.accountId}, ${event.kind}, ${event.by.accountId}, ${event.by.displayName},
      ${event.detail ?? ''})`.execute(db)
}

/** Locks the account and says whether its password is still the one with this hash. */
export async function holdPassword(tx: Queryable, accountId: AccountId, hash: string): Promise<boolean> {
  const { rows } = await sql<{
    hash: string
  }>`select password_hash as hash from identity.account where id = ${accountId} for update`.execute(tx)
  return rows[0]?.hash === hash
}

export async function storePassword(db: Queryable, accountId: AccountId, hash: string, kind: 'own' | 'one_time'): Promise<void> {
  await sql`update identity.account set password_hash = ${hash}, password_kind = ${kind}, password_set_at = now()
    where id = ${accountId}`.execute(db)
}
