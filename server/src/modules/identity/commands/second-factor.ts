import { randomInt } from 'node:crypto'
import type { AccountId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { tidy } from '#kernel/vietnamese.ts'
import { inTransaction } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import { describeTotpSecret, makeTotpSecret } from '../adapters/one-time-code.ts'
import { askForNewPasskey, readNewPasskey } from '../adapters/passkey.ts'
import { identityRefusals } from '../domain/refusals.ts'
import { findCredentials } from '../queries/own-account.ts'
import { recordAccountEvent } from '../store/account-store.ts'
import type { AccountEventKind } from '../store/account-store.ts'
import {
  countRecoveryCodes,
  deletePasskey,
  deleteTotp,
  findTotp,
  insertPasskey,
  listPasskeys,
  storeChallenge,
  storeRecoveryCodes,
  storeTotp,
  takeChallenge,
  totpPurpose,
} from '../store/second-factor-store.ts'
import type { SecretBox } from '../store/second-factor-store.ts'
import { noteProved } from '../store/known-device.ts'
import { confirmSession } from '../store/session-store.ts'
import { countTry, giveBack } from '../store/sign-in-guard.ts'
import type { Caller } from './caller.ts'
import { isCodeOf, plainCode, triesCountedFor } from './confirm.ts'

const mostPasskeys = 10

/**
 * Begins with an application for one-time codes: its secret, which counts once `confirmTotp` was given a code of it.
 * @throws Refused TOTP_THERE_ALREADY
 */
export async function beginTotp(db: Queryable, keys: SecretBox, caller: Caller) {
  const account = await findCredentials(db, caller.accountId)
  mustBeAPersons(account)
  const secret = makeTotpSecret()
  const sealed = keys.seal(secret, totpPurpose(caller.localityId, caller.accountId))
  if (!(await storeTotp(db, caller.accountId, sealed))) throw new Refused(refusalFrom(identityRefusals, 'TOTP_THERE_ALREADY'))
  return describeTotpSecret(secret, account.login)
}

/**
 * Ends the enrolment of the application with its first code. Returns new recovery codes when the account had no second factor.
 * @throws Refused CODE_WRONG, SIGN_IN_LIMITED
 */
export async function confirmTotp(db: Queryable, keys: SecretBox, caller: Caller, code: string): Promise<readonly string[]> {
  const counted = await triesCountedFor(db, caller)
  const seconds = await countTry(db, counted)
  if (seconds > 0) throw new Refused(refusalFrom(identityRefusals, 'SIGN_IN_LIMITED', { seconds }))
  return await inTransaction(db, async (tx) => {
    if (!(await isCodeOf(tx, keys, caller, code, true))) {
      throw new Refused(refusalFrom(identityRefusals, 'CODE_WRONG', {}, [{ field: '/body/code', message: 'Mã chưa đúng' }]))
    }
    await giveBack(tx, counted)
    return await enrolled(tx, caller, 'totp_added')
  })
}

/** The options with which the browser creates a passkey. @throws Refused PASSKEY_NOT_HERE, PASSKEYS_TOO_MANY */
export async function beginPasskey(db: Queryable, caller: Caller) {
  const { place } = caller
  if (!place) throw new Refused(refusalFrom(identityRefusals, 'PASSKEY_NOT_HERE'))
  const account = await findCredentials(db, caller.accountId)
  mustBeAPersons(account)
  const known = await listPasskeys(db, caller.accountId)
  if (known.length >= mostPasskeys) throw new Refused(refusalFrom(identityRefusals, 'PASSKEYS_TOO_MANY', { most: mostPasskeys }))
  const options = await askForNewPasskey(place, account, known, caller.mustVerify)
  await storeChallenge(db, caller.sessionId, options.challenge)
  return options
}

/** Adds the passkey the browser made. Returns new recovery codes when the account had no second factor. @throws Refused PASSKEY_WRONG, PASSKEY_NOT_HERE */
export async function addPasskey(
  db: Queryable,
  caller: Caller,
  input: { readonly name: string; readonly answer: unknown },
): Promise<readonly string[]> {
  const { place } = caller
  if (!place) throw new Refused(refusalFrom(identityRefusals, 'PASSKEY_NOT_HERE'))
  const challenge = await takeChallenge(db, caller.sessionId)
  const made = challenge === null ? null : await readNewPasskey(place, challenge, input.answer, caller.mustVerify)
  if (!made) throw new Refused(refusalFrom(identityRefusals, 'PASSKEY_WRONG'))
  return await inTransaction(db, async (tx) => {
    await insertPasskey(tx, caller.accountId, { ...made, name: tidy(input.name) })
    return await enrolled(tx, caller, 'passkey_added')
  })
}

/** The session has the new factor, so it has given it; codes for the day the device is lost come with the first one. */
async function enrolled(tx: Queryable, caller: Caller, kind: AccountEventKind): Promise<readonly string[]> {
  await confirmSession(tx, caller.sessionId, true)
  if (caller.device !== undefined) await noteProved(tx, caller.accountId, caller.device)
  await recordOwn(tx, caller.accountId, kind)
  return (await countRecoveryCodes(tx, caller.accountId)) > 0 ? [] : await makeRecoveryCodes(tx, caller.accountId)
}

/** New recovery codes in the place of the old ones, shown once. @throws Refused SECOND_FACTOR_NOT_THERE */
export async function renewRecoveryCodes(db: Queryable, caller: Caller): Promise<readonly string[]> {
  return await inTransaction(db, async (tx) => {
    if ((await countFactors(tx, caller.accountId)) === 0) throw new Refused(refusalFrom(identityRefusals, 'SECOND_FACTOR_NOT_THERE'))
    await recordOwn(tx, caller.accountId, 'recovery_codes')
    return await makeRecoveryCodes(tx, caller.accountId)
  })
}

/**
 * Removes the application for codes. Where the role needs a second factor, the next step of the session is choosing another.
 * @throws Refused SECOND_FACTOR_NOT_THERE
 */
export async function removeTotp(db: Queryable, caller: Caller): Promise<void> {
  await inTransaction(db, async (tx) => {
    if (!(await findTotp(tx, caller.accountId))) throw new Refused(refusalFrom(identityRefusals, 'SECOND_FACTOR_NOT_THERE'))
    await deleteTotp(tx, caller.accountId)
    await letGoOfCodes(tx, caller.accountId)
    await recordOwn(tx, caller.accountId, 'totp_removed')
  })
}

/** Removes a passkey, as `removeTotp` does the application. @throws Refused SECOND_FACTOR_NOT_THERE */
export async function removePasskey(db: Queryable, caller: Caller, id: string): Promise<void> {
  await inTransaction(db, async (tx) => {
    if (!(await deletePasskey(tx, caller.accountId, id))) throw new Refused(refusalFrom(identityRefusals, 'SECOND_FACTOR_NOT_THERE'))
    await letGoOfCodes(tx, caller.accountId)
    await recordOwn(tx, caller.accountId, 'passkey_removed')
  })
}

/** Recovery codes stand for a second factor; without one they stand for nothing. */
async function letGoOfCodes(tx: Queryable, accountId: AccountId): Promise<void> {
  if ((await countFactors(tx, accountId)) === 0) await storeRecoveryCodes(tx, accountId, [])
}

async function countFactors(tx: Queryable, accountId: AccountId): Promise<number> {
  return (await listPasskeys(tx, accountId)).length + ((await findTotp(tx, accountId))?.isConfirmed ? 1 : 0)
}

async function recordOwn(tx: Queryable, accountId: AccountId, kind: AccountEventKind): Promise<void> {
  const { name } = await findCredentials(tx, accountId)
  await recordAccountEvent(tx, { accountId, kind, by: { accountId, displayName: name } })
}

const codeLetters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Ten codes of ten letters, about 49 bits each, in two groups to be read from paper. */
async function makeRecoveryCodes(tx: Queryable, accountId: AccountId): Promise<readonly string[]> {
  const letters = (): string => Array.from({ length: 5 }, () => codeLetters[randomInt(codeLetters.length)]).join('')
  const codes = Array.from({ length: 10 }, () => `${letters()}-${letters()}`)
  await storeRecoveryCodes(tx, accountId, codes.map(plainCode))
  return codes
}

function mustBeAPersons({ isDemonstration }: { readonly isDemonstration: boolean }): void {
  if (isDemonstration) throw new Refused(refusalFrom(identityRefusals, 'ACCOUNT_IS_DEMONSTRATION'))
}
