import { sql } from 'kysely'
import type { Actor, Role, RoleGrant } from '#kernel/actor.ts'
import type { AccountId, AgencyId, CentreId, UnitId } from '#kernel/ids.ts'
import { toEnglish } from '#kernel/in-english.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { tidy } from '#kernel/vietnamese.ts'
import { runningClock } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import { faultOfReach, isLogin, mayRunAccount, mayRunGrant } from '../domain/account-rights.ts'
import type { ReachFault } from '../domain/account-rights.ts'
import { identityRefusals } from '../domain/refusals.ts'
import { roleNames } from '../domain/role-names.ts'
import { findAccount } from '../queries/managed-account.ts'
import type { ManagedAccount } from '../queries/managed-account.ts'
import { commandLine, recordAccountEvent, storePassword } from '../store/account-store.ts'
import type { Doer } from '../store/account-store.ts'
import { endSession, endSessions } from '../store/session-store.ts'
import { forgetSecondFactors } from '../store/second-factor-store.ts'
import { createAccount, grantRole } from './accounts.ts'
import { makeOneTimePassword } from './one-time-password.ts'
import { hasDuty, holdDutyToEnd } from './duty.ts'
import { hashPassword } from './password.ts'

/** Who runs accounts: somebody signed in, within their rights, or the command line of the machine, which may do all. */
export type AccountManager = Actor | 'command_line'

const doer = (by: AccountManager): Doer => (by === 'command_line' ? commandLine : by)

export type AccountInput = {
  readonly login: string
  readonly displayName: string
  readonly title?: string
  /** Where the person works; that of the role when absent. */
  readonly unitId?: UnitId | null
  readonly role: Role
  readonly agencyId: AgencyId | null
  readonly centreId: CentreId | null
  readonly isHead?: boolean
}

/**
 * Opens the account of a member of staff with its first role, without a password; `issueOneTimePassword` gives one.
 * @throws Refused LOGIN_UNUSABLE, LOGIN_TAKEN, ROLE_REACH_INCOMPLETE, ROLE_NOT_YOURS_TO_GIVE
 */
export async function openAccount(tx: Queryable, by: AccountManager, input: AccountInput): Promise<{ id: AccountId }> {
  const login = tidy(input.login).toLowerCase()
  mustBeLogin(login)
  mustBeGivable(by, input)
  await mustBeThere(tx, input)
  const { id, created } = await createAccount(tx, {
    login,
    displayName: input.displayName,
    title: input.title ?? '',
    agencyId: input.agencyId,
    unitId: input.unitId ?? null,
  })
  if (!created) throw new Refused(refusalFrom(identityRefusals, 'LOGIN_TAKEN', {}, [{ field: '/body/login', message: 'Đã có người dùng' }]))
  await recordAccountEvent(tx, { accountId: id, kind: 'created', by: doer(by) })
  await give(tx, by, id, input)
  return { id }
}

/** @throws Refused LOGIN_UNUSABLE */
export function mustBeLogin(login: string): void {
  if (!isLogin(login))
    throw new Refused(refusalFrom(identityRefusals, 'LOGIN_UNUSABLE', {}, [{ field: '/body/login', message: loginRule }]))
}

const loginRule = 'Dùng 2–60 chữ thường không dấu, chữ số, dấu chấm hoặc gạch nối'

/**
 * Gives an account a new one-time password and ends its sessions. Returned once and kept only as a hash; the person who signs in
 * with it can do nothing but choose a password.
 * @throws Refused ACCOUNT_NOT_FOUND, ACCOUNT_IS_YOURS, ACCOUNT_NOT_YOURS_TO_RUN, ACCOUNT_IS_DEMONSTRATION
 */
export async function issueOneTimePassword(tx: Queryable, by: AccountManager, accountId: AccountId): Promise<string> {
  const account = await mustRun(tx, by, accountId)
  if (account.isDemonstration) throw new Refused(refusalFrom(identityRefusals, 'ACCOUNT_IS_DEMONSTRATION'))
  const password = makeOneTimePassword()
  await storePassword(tx, accountId, await hashPassword(password), 'one_time')
  await endSessions(tx, accountId, 'password_reset')
  await recordAccountEvent(tx, { accountId, kind: 'one_time_password', by: doer(by) })
  return password
}

/**
 * Disables an account and ends its sessions at once, or enables it again. Roles are kept.
 * @throws Refused ACCOUNT_NOT_FOUND, ACCOUNT_IS_YOURS, ACCOUNT_NOT_YOURS_TO_RUN, ACCOUNT_IS_DEMONSTRATION
 */
export async function setAccountActive(tx: Queryable, by: AccountManager, accountId: AccountId, isActive: boolean): Promise<void> {
  if (!isActive) await holdBothDuties(tx, by, accountId)
  const account = await mustRun(tx, by, accountId)
  if (account.isActive === isActive) return
  // Disabled so that the server may be opened to others: it stays so.
  if (isActive && account.isDemonstration) throw new Refused(refusalFrom(identityRefusals, 'ACCOUNT_IS_DEMONSTRATION'))
  await sql`update identity.account set status = ${isActive ? 'active' : 'disabled'} where id = ${accountId}`.execute(tx)
  if (!isActive) await endSessions(tx, accountId, 'disabled')
  await recordAccountEvent(tx, { accountId, kind: isActive ? 'enabled' : 'disabled', by: doer(by) })
}

/** Disables every account of the demonstration, so that the server may be opened to others. Returns how many. */
export async function disableDemonstration(tx: Queryable): Promise<number> {
  const { rows } = await sql<{
    id: AccountId
  }>`select id from identity.account where demonstration and status = 'active' order by id`.execute(tx)
  for (const { id } of rows) await setAccountActive(tx, 'command_line', id, false)
  return rows.length
}

/**
 * Gives a role with its reach.
 * @throws Refused ACCOUNT_NOT_FOUND, ACCOUNT_IS_YOURS, ACCOUNT_NOT_YOURS_TO_RUN, ROLE_REACH_INCOMPLETE, ROLE_NOT_YOURS_TO_GIVE, ROLE_HELD_ALREADY
 */
export async function giveRole(tx: Queryable, by: AccountManager, accountId: AccountId, grant: RoleGrant): Promise<void> {
  await mustRun(tx, by, accountId)
  mustBeGivable(by, grant)
  await mustBeThere(tx, grant)
  await give(tx, by, accountId, grant)
}

async function give(
  tx: Queryable,
  by: AccountManager,
  accountId: AccountId,
  { role, agencyId, centreId, isHead = false }: RoleGrant,
): Promise<void> {
  const given = await grantRole(tx, { accountId, role, agencyId, centreId, isHead, by: doer(by).accountId })
  if (!given.created) throw new Refused(refusalFrom(identityRefusals, 'ROLE_HELD_ALREADY'))
  await recordAccountEvent(tx, {
    accountId,
    kind: 'role_given',
    by: doer(by),
    detail: isHead ? `${roleNames[role]}, đứng đầu` : roleNames[role],
  })
}

/**
 * Ends one role of an account; the next request already finds it ended.
 * @throws Refused ACCOUNT_NOT_FOUND, ACCOUNT_IS_YOURS, ACCOUNT_NOT_YOURS_TO_RUN, ROLE_NOT_HELD
 */
export async function endRole(tx: Queryable, by: AccountManager, accountId: AccountId, grantId: string): Promise<void> {
  // Transactions that use the role end first, and their changes are seen.
  await holdBothDuties(tx, by, accountId)
  const account = await mustRun(tx, by, accountId)
  const grant = account.grants.find((each) => each.id === grantId)
  if (!grant) throw new Refused(refusalFrom(identityRefusals, 'ROLE_NOT_HELD'))
  // A role given and ended in one instant still has a length: a range may not be empty.
  const now = (await runningClock(tx)).toString()
  await sql`update identity.role_grant set ended_by = ${doer(by).accountId},
      valid_during = tstzrange(lower(valid_during),
      greatest(${now}::timestamptz, lower(valid_during) + interval '1 microsecond'))
    where id = ${grantId}::uuid`.execute(tx)
  await recordAccountEvent(tx, { accountId, kind: 'role_ended', by: doer(by), detail: roleNames[grant.role] })
}

/**
 * Ends the sessions of an account that is the caller's to run: all of them, or one.
 * @throws Refused ACCOUNT_NOT_FOUND, ACCOUNT_IS_YOURS, ACCOUNT_NOT_YOURS_TO_RUN, SESSION_NOT_FOUND
 */
export async function endSessionsOf(tx: Queryable, by: AccountManager, accountId: AccountId, sessionId: string | null): Promise<void> {
  await mustRun(tx, by, accountId)
  const ended =
    sessionId === null
      ? (await endSessions(tx, accountId, 'ended_by_manager')) >= 0
      : await endSession(tx, accountId, sessionId, 'ended_by_manager')
  if (!ended) throw new Refused(refusalFrom(identityRefusals, 'SESSION_NOT_FOUND'))
  await recordAccountEvent(tx, { accountId, kind: 'sessions_ended', by: doer(by) })
}

/**
 * Takes every second factor from an account whose owner has lost them: the next sign-in asks for a new one where the role needs it.
 * @throws Refused ACCOUNT_NOT_FOUND, ACCOUNT_IS_YOURS, ACCOUNT_NOT_YOURS_TO_RUN
 */
export async function resetSecondFactor(tx: Queryable, by: AccountManager, accountId: AccountId): Promise<void> {
  await mustRun(tx, by, accountId)
  await forgetSecondFactors(tx, accountId)
  await endSessions(tx, accountId, 'ended_by_manager')
  await recordAccountEvent(tx, { accountId, kind: 'second_factor_reset', by: doer(by) })
}

/** @throws Refused PLACE_UNKNOWN */
async function mustBeThere(
  tx: Queryable,
  { agencyId, centreId, unitId = null }: Pick<RoleGrant, 'agencyId' | 'centreId'> & { readonly unitId?: UnitId | null },
): Promise<void> {
  const { rows } = await sql<{ agency: boolean; unit: boolean; centre: boolean }>`select
      ${agencyId}::uuid is null or exists (select from agency.v_agency where id = ${agencyId}::uuid) as agency,
      ${unitId}::uuid is null or exists (select from agency.v_unit
      where id = ${unitId}::uuid and (${agencyId}::uuid is null or agency_id = ${agencyId}::uuid)) as unit,
      ${centreId}::uuid is null or exists (select from centre.v_centre
      where id = ${centreId}::uuid) as centre`.execute(tx)
  const places = [
    { isThere: rows[0]?.agency, kind: 'cơ quan', code: agencyId, field: '/body/agencyId' },
    { isThere: rows[0]?.unit, kind: 'đơn vị của cơ quan này', code: unitId, field: '/body/unitId' },
    { isThere: rows[0]?.centre, kind: 'Trung tâm', code: centreId, field: '/body/centreId' },
  ]
  const lost = places.find(({ isThere }) => isThere !== true)
  if (lost)
    throw new Refused(
      refusalFrom(identityRefusals, 'PLACE_UNKNOWN', { kind: lost.kind, code: lost.code ?? '' }, [
        { field: lost.field, message: `Không có ${lost.kind}`, english: `There is no such ${toEnglish(lost.kind)}` },
      ]),
    )
}

const reachSentences: Readonly<Record<ReachFault, string>> = {
  centre_needed: 'vai trò này gắn với một Trung tâm, xin chọn Trung tâm',
  agency_needed: 'vai trò này gắn với một cơ quan, xin chọn cơ quan',
  not_staff: 'vai trò này không phải của cán bộ',
  not_headed: 'chỉ lãnh đạo ký của cơ quan và lãnh đạo Trung tâm là người đứng đầu',
}

function mustBeGivable(by: AccountManager, { role, agencyId, centreId, isHead = false }: RoleGrant): void {
  const fault = faultOfReach({ role, agencyId, centreId, isHead })
  if (fault) {
    const field =
      fault === 'centre_needed'
        ? '/body/centreId'
        : fault === 'agency_needed'
          ? '/body/agencyId'
          : fault === 'not_headed'
            ? '/body/isHead'
            : '/body/role'
    const why = reachSentences[fault]
    throw new Refused(refusalFrom(identityRefusals, 'ROLE_REACH_INCOMPLETE', { fault, why }, [{ field, message: why }]))
  }
  if (by !== 'command_line' && !mayRunGrant(by, { role, agencyId, centreId })) {
    throw new Refused(refusalFrom(identityRefusals, 'ROLE_NOT_YOURS_TO_GIVE'))
  }
}

/**
 * Locks the duty to be ended, and the caller's own: of two operators who disable each other at once the second is no longer an operator.
 * If both succeeded, nobody could enable either.
 * @throws Refused ACCOUNT_NOT_YOURS_TO_RUN
 */
async function holdBothDuties(tx: Queryable, by: AccountManager, accountId: AccountId): Promise<void> {
  const own = by === 'command_line' ? null : by.accountId
  await holdDutyToEnd(tx, accountId, own === null ? [] : [own])
  if (own !== null && !(await hasDuty(tx, own))) throw new Refused(refusalFrom(identityRefusals, 'ACCOUNT_NOT_YOURS_TO_RUN'))
}

/** The account, locked, if the caller runs it. One that they may not even see is not found. */
export async function mustRun(tx: Queryable, by: AccountManager, accountId: AccountId): Promise<ManagedAccount> {
  await sql`select from identity.account where id = ${accountId}::uuid for update`.execute(tx)
  const account = await findAccount(tx, accountId)
  if (!account) throw new Refused(refusalFrom(identityRefusals, 'ACCOUNT_NOT_FOUND'))
  if (by === 'command_line') return account
  if (by.accountId === accountId) throw new Refused(refusalFrom(identityRefusals, 'ACCOUNT_IS_YOURS'))
  if (!mayRunAccount(by, account)) throw new Refused(refusalFrom(identityRefusals, 'ACCOUNT_NOT_YOURS_TO_RUN'))
  return account
}
