import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { AccountId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { tidy } from '#kernel/vietnamese.ts'
import type { Queryable } from '#platform/db/database.ts'
import { oneTimePasswordDays } from '../domain/account-rights.ts'
import { identityRefusals } from '../domain/refusals.ts'
import { networkOf } from '../domain/sign-in-delay.ts'
import { rememberDevice, isKnownDevice } from '../store/known-device.ts'
import { endSession, endSessions, endSurplusSessions, insertSession } from '../store/session-store.ts'
import type { OpenedSession } from '../store/session-store.ts'
import { countTry, giveBack, waitBefore } from '../store/sign-in-guard.ts'
import type { Counted } from '../store/sign-in-guard.ts'
import { hashPassword, passwordMatches } from './password.ts'
import { inPasswordTurn, inTurnOfLogin } from './turns.ts'

export type SignedIn = OpenedSession & {
  /** To be kept by the browser: tries from it are counted apart from those of strangers. */
  readonly device: string
}

export type SignInInput = {
  readonly login: string
  readonly password: string
  readonly userAgent: string
  /** Address of the caller, for limits; absent in tests and tools. */
  readonly address?: string
  /** The device secret that an earlier sign-in stored in the browser. */
  readonly device?: string | undefined
}

type Found = { readonly id: AccountId; readonly passwordHash: string; readonly isDemonstration: boolean; readonly isPasswordOver: boolean }

// Unknown logins cost the same time as known ones: their password is checked against a hash nobody has.
let decoy: Promise<string> | undefined

/**
 * Opens a session, which may still have steps to go (`stepOf`). A right password costs nothing; wrong ones make a caller who sends
 * them wait longer and longer, by login and device, login and network, and network.
 * @throws Refused SIGN_IN_FAILED, SIGN_IN_LIMITED, SIGN_IN_BUSY, ONE_TIME_PASSWORD_OVER
 */
export async function signIn(db: Queryable, input: SignInInput): Promise<SignedIn> {
  const login = tidy(input.login).toLowerCase()
  const { rows } = await sql<Found>`select id, password_hash as "passwordHash", demonstration as "isDemonstration",
      password_kind = 'one_time'
      and password_set_at < now() - make_interval(days => ${oneTimePasswordDays}) as "isPasswordOver"
    from identity.account where login = ${login} and status = 'active'`.execute(db)
  const found = rows[0]
  const isKnown = found && input.device ? await isKnownDevice(db, found.id, input.device) : false
  const counted = whatIsCounted(login, networkOf(input.address ?? 'none'), isKnown ? input.device : undefined)
  // Checked before a slot is taken, so that callers who must wait do not block others.
  mustNotWait(await waitBefore(db, counted))
  await inTurnOfLogin(db, login, async () => {
    await inPasswordTurn(async () => await judge(db, input.password, found, counted))
  })
  if (!found) throw new Error('a password that nobody has was right')
  if (found.isPasswordOver) throw new Refused(refusalFrom(identityRefusals, 'ONE_TIME_PASSWORD_OVER', { days: oneTimePasswordDays }))
  const opened = await insertSession(db, found.id, input.userAgent)
  // The demonstration's accounts are everybody's.
  if (!found.isDemonstration) await endSurplusSessions(db, found.id)
  return { ...opened, device: await rememberDevice(db, found.id, input.device) }
}

function whatIsCounted(login: string, network: string, device: string | undefined): Counted[] {
  if (device !== undefined) return [{ vessel: 'device', of: `${login}|${device}` }]
  return [
    { vessel: 'loginFromNetwork', of: `${login}|${network}` },
    { vessel: 'login', of: login },
    { vessel: 'network', of: network },
  ]
}

async function judge(db: Queryable, password: string, found: Found | undefined, counted: readonly Counted[]): Promise<void> {
  mustNotWait(await countTry(db, counted))
  decoy ??= hashPassword(randomBytes(16).toString('hex'))
  // An account without a password has an empty hash.
  const matches = await passwordMatches(password, found?.passwordHash || (await decoy))
  if (!found || !matches) throw new Refused(refusalFrom(identityRefusals, 'SIGN_IN_FAILED'))
  await giveBack(db, counted)
}

function mustNotWait(seconds: number): void {
  if (seconds > 0) throw new Refused(refusalFrom(identityRefusals, 'SIGN_IN_LIMITED', { seconds }))
}

/**
 * Opens a session without a password, in a practice place and nowhere else: there people change roles at every step.
 * @returns `null` when there is no such account, or the locality is a real one.
 */
export async function becomeInPractice(db: Queryable, login: string, userAgent: string): Promise<OpenedSession | null> {
  const { rows } = await sql<{ id: AccountId }>`
    select a.id from identity.account a join platform.locality l on l.id = a.locality_id and l.practice_of is not null
    where a.login = ${login} and a.status = 'active'`.execute(db)
  return rows[0] ? await insertSession(db, rows[0].id, userAgent) : null
}

/** Ends one session of an account. The next request with its token is refused. */
export async function revokeSession(
  db: Queryable,
  accountId: AccountId,
  sessionId: string,
  because: 'signed_out' | 'ended_by_owner' | 'ended_by_manager' = 'ended_by_owner',
): Promise<void> {
  if (!(await endSession(db, accountId, sessionId, because))) throw new Refused(refusalFrom(identityRefusals, 'SESSION_NOT_FOUND'))
}

/** Ends the other sessions of an account, the caller's own excepted. Returns how many. */
export async function endOtherSessions(db: Queryable, accountId: AccountId, own: string | null): Promise<number> {
  return await endSessions(db, accountId, 'ended_by_owner', own)
}
