import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { AccountId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { tidy } from '#kernel/vietnamese.ts'
import { inTransaction } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import { identityRefusals } from '../domain/refusals.ts'
import { tokenHash } from '../store/token-hash.ts'
import { hashPassword, passwordMatches } from './password.ts'

/** A working day with its evening; a person signs in once a day. */
const SESSION_HOURS = 12
/** After this many failures in the window the login is refused without looking, whoever asks. */
const FAILURES_ALLOWED = 10
const WINDOW_MINUTES = 15

export type SignedIn = { readonly token: string; readonly sessionId: string; readonly expiresAt: string }

// Unknown logins cost the same time as known ones: their password is checked against a hash nobody has.
let decoy: Promise<string> | undefined

/**
 * Opens a session. The token has 256 random bits and is returned once; only its hash is stored.
 * @throws Refused SIGN_IN_FAILED, SIGN_IN_LIMITED
 */
export async function signIn(db: Queryable, input: { login: string; password: string; userAgent: string }): Promise<SignedIn> {
  const login = tidy(input.login).toLowerCase()
  const loginHash = tokenHash(login)
  // Counted before it is judged, one after another: guesses sent all at once would otherwise each see none before them.
  const isCounted = await inTransaction(db, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`identity.sign_in ${loginHash.toString('hex')}`}, platform.current_locality()))`.execute(
      tx,
    )
    const counted = await sql`insert into identity.sign_in_failure (login_hash) select ${loginHash}
      where (select count(*) from identity.sign_in_failure
        where login_hash = ${loginHash} and at > now() - make_interval(mins => ${WINDOW_MINUTES})) < ${FAILURES_ALLOWED}
      returning id`.execute(tx)
    return counted.rows.length > 0
  })
  if (!isCounted) throw new Refused(refusalFrom(identityRefusals, 'SIGN_IN_LIMITED', { minutes: WINDOW_MINUTES }))
  const { rows } = await sql<{ id: AccountId; passwordHash: string }>`
    select id, password_hash as "passwordHash" from identity.account where login = ${login} and status = 'active'`.execute(db)
  const row = rows[0]
  decoy ??= hashPassword(randomBytes(16).toString('hex'))
  const matches = await passwordMatches(input.password, row?.passwordHash || (await decoy))
  if (!row || !matches) throw new Refused(refusalFrom(identityRefusals, 'SIGN_IN_FAILED'))
  const opened = await openSession(db, row.id, input.userAgent)
  await sql`delete from identity.sign_in_failure where login_hash = ${loginHash}`.execute(db)
  return opened
}

async function openSession(db: Queryable, accountId: AccountId, userAgent: string): Promise<SignedIn> {
  const token = randomBytes(32).toString('base64url')
  const { rows } = await sql<{ sessionId: string; expiresAt: string }>`
    insert into identity.session (account_id, token_hash, user_agent, expires_at)
    values (${accountId}, ${tokenHash(token)}, ${userAgent.slice(0, 300)}, now() + make_interval(hours => ${SESSION_HOURS}))
    returning id as "sessionId", expires_at as "expiresAt"`.execute(db)
  const opened = rows[0]
  if (!opened) throw new Error('the session was not stored')
  return { token, ...opened }
}

/**
 * Opens a session without a password, in a practice place and nowhere else: there people change roles at every step.
 * @returns `null` when there is no such account, or the locality is a real one.
 */
export async function becomeInPractice(db: Queryable, login: string, userAgent: string): Promise<SignedIn | null> {
  const { rows } = await sql<{ id: AccountId }>`
    select a.id from identity.account a join platform.locality l on l.id = a.locality_id and l.practice_of is not null
    where a.login = ${login} and a.status = 'active'`.execute(db)
  return rows[0] ? await openSession(db, rows[0].id, userAgent) : null
}

/** Ends one session of an account. The next request with its token is refused. */
export async function revokeSession(db: Queryable, accountId: AccountId, sessionId: string): Promise<void> {
  const { rows } = await sql`update identity.session set revoked_at = now()
    where id = ${sessionId}::uuid and account_id = ${accountId} and revoked_at is null returning id`.execute(db)
  if (rows.length === 0) throw new Refused(refusalFrom(identityRefusals, 'SESSION_NOT_FOUND'))
}
