import type { AccountId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { tidy } from '#kernel/vietnamese.ts'
import { inTransaction } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import { identityRefusals } from '../domain/refusals.ts'
import { roleNames } from '../domain/role-names.ts'
import { setupCodeHours } from '../domain/setup-code.ts'
import { networkOf } from '../domain/sign-in-delay.ts'
import { recordAccountEvent, storePassword } from '../store/account-store.ts'
import { hasNoAccount, isRealLocality, judgeSetupCode, keepSetupCode } from '../store/setup-code-store.ts'
import { countTry, giveBack } from '../store/sign-in-guard.ts'
import type { Counted } from '../store/sign-in-guard.ts'
import { createAccount, grantRole } from './accounts.ts'
import { mustBeUsable } from './change-password.ts'
import { mustBeLogin } from './manage-accounts.ts'
import { makeOneTimePassword } from './one-time-password.ts'
import { hashPassword } from './password.ts'
import { inPasswordTurn } from './turns.ts'

/**
 * Makes the code with which the first account of the locality is opened on screen, in the place of one made before. Printed once
 * by the server and kept as a hash. @returns `null` when somebody has an account
 */
export async function issueSetupCode(db: Queryable): Promise<string | null> {
  if (!(await isRealLocality(db))) return null
  const code = makeOneTimePassword()
  return (await keepSetupCode(db, code)) ? code : null
}

/** Whether the first account can be opened on screen. */
export async function isAwaitingFirstAccount(db: Queryable): Promise<boolean> {
  return (await hasNoAccount(db)) && (await isRealLocality(db))
}

export type FirstAccountInput = {
  readonly code: string
  readonly login: string
  readonly displayName: string
  readonly password: string
  /** Address of the caller, for limits. */
  readonly address: string
}

/**
 * Opens the first account of the locality, an operator's, for the holder of the set-up code; once, and never when there is an account.
 * Wrong codes make the network wait as wrong passwords do.
 * @throws Refused SETUP_DONE, SETUP_CODE_WRONG, SETUP_CODE_OVER, LOGIN_UNUSABLE, PASSWORD_UNUSABLE, SIGN_IN_LIMITED, SIGN_IN_BUSY
 */
export async function openFirstAccount(db: Queryable, input: FirstAccountInput): Promise<{ readonly login: string }> {
  await mustAwait(db)
  const login = tidy(input.login).toLowerCase()
  const displayName = tidy(input.displayName)
  const counted: Counted[] = [{ vessel: 'loginFromNetwork', of: `setup code|${networkOf(input.address)}` }]
  const seconds = await countTry(db, counted)
  if (seconds > 0) throw new Refused(refusalFrom(identityRefusals, 'SIGN_IN_LIMITED', { seconds }))
  // Checked first, so that a caller without a code learns nothing else; and again below, with its row locked.
  await inTransaction(db, async (tx) => await mustHaveCode(tx, input.code))
  await giveBack(db, counted)
  mustBeLogin(login)
  await mustBeUsable(input.password, { login, name: displayName }, '/body/password')
  const passwordHash = await inPasswordTurn(async () => await hashPassword(input.password))
  await inTransaction(db, async (tx) => {
    await mustHaveCode(tx, input.code)
    const { id } = await createAccount(tx, { login, displayName, title: '', agencyId: null, unitId: null })
    await storePassword(tx, id, passwordHash, 'own')
    await grantRole(tx, { accountId: id, role: 'operator', agencyId: null, centreId: null, by: null })
    await tellOf(tx, id)
  })
  return { login }
}

async function tellOf(tx: Queryable, accountId: AccountId): Promise<void> {
  const by = { accountId: null, displayName: 'Mã thiết lập' }
  await recordAccountEvent(tx, { accountId, kind: 'created', by })
  await recordAccountEvent(tx, { accountId, kind: 'role_given', by, detail: roleNames.operator })
}

async function mustAwait(db: Queryable): Promise<void> {
  if (!(await isAwaitingFirstAccount(db))) throw new Refused(refusalFrom(identityRefusals, 'SETUP_DONE'))
}

/** Locks the row before it looks for accounts: a concurrent transaction that opened one has then committed and deleted the row. */
async function mustHaveCode(tx: Queryable, code: string): Promise<void> {
  const judged = await judgeSetupCode(tx, code)
  await mustAwait(tx)
  const field = [{ field: '/body/code', message: judged === 'over' ? 'Mã đã hết hạn' : 'Mã chưa đúng' }]
  if (judged === 'wrong') throw new Refused(refusalFrom(identityRefusals, 'SETUP_CODE_WRONG', {}, field))
  if (judged === 'over') throw new Refused(refusalFrom(identityRefusals, 'SETUP_CODE_OVER', { hours: setupCodeHours }, field))
}
