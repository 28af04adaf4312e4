import { sql } from 'kysely'
import type { Queryable } from '#platform/db/database.ts'
import { plainSetupCode, setupCodeHours } from '../domain/setup-code.ts'
import { tokenHash } from './token-hash.ts'

const hashOf = (code: string): Buffer => tokenHash(`setup code ${plainSetupCode(code)}`)

/** Whether no account exists yet. */
export async function hasNoAccount(db: Queryable): Promise<boolean> {
  const { rows } = await sql<{ none: boolean }>`select not exists (select from identity.account) as none`.execute(db)
  return rows[0]?.none === true
}

/** Whether this is a real place: in practice nobody is opened an account. */
export async function isRealLocality(db: Queryable): Promise<boolean> {
  const { rows } = await sql<{ real: boolean }>`select practice_of is null as real from platform.locality`.execute(db)
  return rows[0]?.real === true
}

/** Keeps a new code in the place of the one before; `false` when somebody has an account. */
export async function keepSetupCode(db: Queryable, code: string): Promise<boolean> {
  const { rows } = await sql`insert into identity.setup_code (code_hash, made_at, expires_at)
    select ${hashOf(code)}, clock_timestamp(), clock_timestamp() + make_interval(hours => ${setupCodeHours})
    where not exists (select from identity.account)
    on conflict (locality_id) do update
    set code_hash = excluded.code_hash, made_at = excluded.made_at, expires_at = excluded.expires_at
    returning locality_id`.execute(db)
  return rows.length > 0
}

/** Whether the typed code is valid. Locks the row to the end of the transaction, so of two simultaneous callers the second waits. */
export async function judgeSetupCode(tx: Queryable, code: string): Promise<'right' | 'wrong' | 'over'> {
  const { rows } = await sql<{ matches: boolean; isOver: boolean }>`select code_hash = ${hashOf(code)} as matches,
    expires_at <= clock_timestamp() as "isOver" from identity.setup_code for update`.execute(tx)
  const row = rows[0]
  if (!row?.matches) return 'wrong'
  return row.isOver ? 'over' : 'right'
}
