import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { AccountId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'
import { mostSessions, sessionHours } from '../domain/session-rules.ts'
import type { EndReason } from '../domain/session-rules.ts'
import { tokenHash } from './token-hash.ts'

export type OpenedSession = { readonly token: string; readonly sessionId: string; readonly expiresAt: string }

/** Opens a session. The token has 256 random bits and is returned once; only its hash is stored. */
export async function insertSession(db: Queryable, accountId: AccountId, userAgent: string): Promise<OpenedSession> {
  const token = randomBytes(32).toString('base64url')
  const { rows } = await sql<{ sessionId: string; expiresAt: string }>`
    insert into identity.session (account_id, token_hash, user_agent, expires_at)
    values (${accountId}, ${tokenHash(token)}, ${userAgent.slice(0, 300)},
      now() + make_interval(hours => ${sessionHours}))
    returning id as "sessionId", expires_at as "expiresAt"`.execute(db)
  const opened = rows[0]
  if (!opened) throw new Error('the session was not stored')
  return { token, ...opened }
}

/** Ends the oldest sessions of an account beyond those it may have. */
export async function endSurplusSessions(db: Queryable, accountId: AccountId): Promise<void> {
  await sql`update identity.session set revoked_at = now(), ended_because = 'too_many' where id in (
    select id from identity.session where account_id = ${accountId} and revoked_at is null and expires_at > now()
    order by created_at desc, id desc offset ${mostSessions})`.execute(db)
}

/** Ends the open sessions of an account, but for one when it is named. Returns how many. */
export async function endSessions(db: Queryable, accountId: AccountId, because: EndReason, but: string | null = null): Promise<number> {
  const { numAffectedRows } = await sql`update identity.session set revoked_at = now(), ended_because = ${because}
    where account_id = ${accountId} and revoked_at is null and expires_at > now()
      and (${but}::uuid is null or id <> ${but}::uuid)`.execute(db)
  return Number(numAffectedRows ?? 0n)
}

/** Ends one session of an account. Returns whether there was one. */
export async function endSession(db: Queryable, accountId: AccountId, sessionId: string, because: EndReason): Promise<boolean> {
  const { numAffectedRows } = await sql`update identity.session set revoked_at = now(), ended_because = ${because}
    where id = ${sessionId}::uuid and account_id = ${accountId} and revoked_at is null`.execute(db)
  return (numAffectedRows ?? 0n) > 0n
}

/** The person has proved to be there; with the second factor when they did so by it. */
export async function confirmSession(db: Queryable, sessionId: string, bySecondFactor: boolean): Promise<void> {
  await sql`update identity.session set confirmed_at = now(), challenge = null,
      second_factor_at = case when ${bySecondFactor} then now() else second_factor_at end
    where id = ${sessionId}::uuid`.execute(db)
}
