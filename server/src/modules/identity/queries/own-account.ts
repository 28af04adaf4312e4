import { sql } from 'kysely'
import type { AccountId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'

export type Credentials = {
  readonly accountId: AccountId
  readonly login: string
  readonly name: string
  readonly passwordHash: string
  readonly passwordKind: 'own' | 'one_time' | 'none'
  readonly passwordSetAt: string
  readonly isDemonstration: boolean
}

/** The password and the second factors of an existing account. */
export async function findCredentials(db: Queryable, accountId: AccountId): Promise<Credentials> {
  const { rows } = await sql<Credentials>`select id as "accountId", login, display_name as name, password_hash as "passwordHash",
      password_kind as "passwordKind", password_set_at as "passwordSetAt", demonstration as "isDemonstration"
    from identity.account where id = ${accountId}`.execute(db)
  const account = rows[0]
  if (!account) throw new Error('a session without an account')
  return account
}

export type AccountEvent = {
  readonly at: string
  readonly kind: string
  readonly byName: string
  readonly isOwn: boolean
  readonly detail: string
}

/** The last events of an account, newest first. */
export async function listAccountEvents(db: Queryable, accountId: AccountId, limit = 30): Promise<readonly AccountEvent[]> {
  const { rows } =
    await sql<AccountEvent>`select at, kind, by_name as "byName", by_account is not distinct from account_id as "isOwn", detail
    from identity.account_event where account_id = ${accountId} order by id desc limit ${limit}`.execute(db)
  return rows
}
