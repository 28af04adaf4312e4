import { Refused, refusalFrom } from '#kernel/refusal.ts'
import type { Queryable } from '#platform/db/database.ts'
import { askForPasskey, readPasskeyAnswer } from '../adapters/passkey.ts'
import { stepOfCode } from '../adapters/one-time-code.ts'
import { identityRefusals } from '../domain/refusals.ts'
import { findCredentials } from '../queries/own-account.ts'
import type { Credentials } from '../queries/own-account.ts'
import { recordAccountEvent } from '../store/account-store.ts'
import {
  findTotp,
  listPasskeys,
  notePasskeyUse,
  spendRecoveryCode,
  spendTotpStep,
  storeChallenge,
  takeChallenge,
  totpPurpose,
} from '../store/second-factor-store.ts'
import type { SecretBox } from '../store/second-factor-store.ts'
import { confirmSession } from '../store/session-store.ts'
import { hasProved, isKnownDevice, noteProved } from '../store/known-device.ts'
import { countTry, giveBack, realClock } from '../store/sign-in-guard.ts'
import type { Counted } from '../store/sign-in-guard.ts'
import type { Caller } from './caller.ts'
import { passwordMatches } from './password.ts'
import { inPasswordTurn, inTurnOfLogin } from './turns.ts'

export type Proof =
  | { readonly kind: 'password'; readonly password: string }
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'recovery_code'; readonly code: string }
  | { readonly kind: 'passkey'; readonly answer: { readonly id: string } }

/**
 * The person proves to be there: the second step of a sign-in, and again before what they sign or carry away. An account that has
 * a second factor proves by it; a password is enough only for one that has none.
 * @throws Refused PASSWORD_WRONG, CODE_WRONG, PASSKEY_WRONG, SECOND_FACTOR_ASKED_FOR, SIGN_IN_LIMITED, SIGN_IN_BUSY
 */
export async function confirm(db: Queryable, keys: SecretBox, caller: Caller, proof: Proof): Promise<void> {
  const account = await findCredentials(db, caller.accountId)
  if (proof.kind === 'password') {
    const [totp, passkeys] = [await findTotp(db, caller.accountId), await listPasskeys(db, caller.accountId)]
    if (totp?.isConfirmed || passkeys.length > 0) throw new Refused(refusalFrom(identityRefusals, 'SECOND_FACTOR_ASKED_FOR'))
    await judgePassword(db, account, proof.password, '/body/password', caller.device)
    await confirmSession(db, caller.sessionId, false)
    return
  }
  await inTurnOfLogin(db, account.login, async () => {
    const counted = await triesCountedFor(db, caller)
    const seconds = await countTry(db, counted)
    if (seconds > 0) throw new Refused(refusalFrom(identityRefusals, 'SIGN_IN_LIMITED', { seconds }))
    await judgeSecondFactor(db, keys, caller, account, proof)
    await giveBack(db, counted)
    if (caller.device !== undefined) await noteProved(db, caller.accountId, caller.device)
  })
  await confirmSession(db, caller.sessionId, true)
}

/** The counter of a second-factor attempt: the browser where it was right before, or the account from anywhere else. */
export async function triesCountedFor(db: Queryable, { accountId, device }: Pick<Caller, 'accountId' | 'device'>): Promise<Counted[]> {
  return device !== undefined && (await hasProved(db, accountId, device))
    ? [{ vessel: 'secondFactorHere', of: `${accountId}|${device}` }]
    : [{ vessel: 'secondFactor', of: accountId }]
}

async function judgeSecondFactor(
  db: Queryable,
  keys: SecretBox,
  caller: Caller,
  account: Credentials,
  proof: Exclude<Proof, { kind: 'password' }>,
): Promise<void> {
  if (proof.kind === 'passkey') {
    if (!(await passkeyAnswers(db, caller, proof.answer))) throw new Refused(refusalFrom(identityRefusals, 'PASSKEY_WRONG'))
    return
  }
  const isRight =
    proof.kind === 'code'
      ? await isCodeOf(db, keys, caller, proof.code, false)
      : await spendRecoveryCode(db, caller.accountId, plainCode(proof.code))
  if (!isRight) throw new Refused(refusalFrom(identityRefusals, 'CODE_WRONG', {}, [{ field: '/body/code', message: 'Mã chưa đúng' }]))
  if (proof.kind === 'recovery_code') {
    const by = { accountId: caller.accountId, displayName: account.name }
    await recordAccountEvent(db, { accountId: caller.accountId, kind: 'recovery_code_used', by })
  }
}

/** Recovery codes are typed from paper: capitals, spaces and dashes do not matter. */
export const plainCode = (code: string): string => code.toLowerCase().replaceAll(/[^a-z0-9]/gu, '')

/** Whether this is the code of the application now, not spent before; it is spent by asking. */
export async function isCodeOf(db: Queryable, keys: SecretBox, caller: Caller, code: string, isConfirming: boolean): Promise<boolean> {
  const totp = await findTotp(db, caller.accountId)
  if (!totp || totp.isConfirmed === isConfirming) return false
  const secret = keys.open(totp.secret, totpPurpose(caller.localityId, caller.accountId))
  const step = stepOfCode(secret, code, await realClock(db))
  return step !== null && (await spendTotpStep(db, caller.accountId, step, isConfirming))
}

async function passkeyAnswers(db: Queryable, caller: Caller, answer: { readonly id: string }): Promise<boolean> {
  const challenge = await takeChallenge(db, caller.sessionId)
  const key = (await listPasskeys(db, caller.accountId)).find(({ credentialId }) => credentialId === answer.id)
  if (!caller.place || challenge === null || !key) return false
  const counter = await readPasskeyAnswer(caller.place, challenge, key, answer, caller.mustVerify)
  if (counter === null) return false
  await notePasskeyUse(db, key.id, counter)
  return true
}

/** The options with which the browser proves with one of the account's passkeys; `null` when there is none, or none can be used here. */
export async function challengeForPasskey(db: Queryable, caller: Caller) {
  const passkeys = await listPasskeys(db, caller.accountId)
  if (!caller.place || passkeys.length === 0) return null
  const options = await askForPasskey(caller.place, passkeys, caller.mustVerify)
  await storeChallenge(db, caller.sessionId, options.challenge)
  return options
}

/**
 * Judges the password of somebody who is signed in; wrong ones make this account wait, as codes do.
 * @throws Refused PASSWORD_WRONG, SIGN_IN_LIMITED, SIGN_IN_BUSY
 */
export async function judgePassword(
  db: Queryable,
  account: Credentials,
  password: string,
  field: string,
  device: string | undefined,
): Promise<void> {
  // A browser is known once the password was right there: its failures are counted separately from those of a stolen session.
  const isKnown = device !== undefined && (await isKnownDevice(db, account.accountId, device))
  const counted: readonly Counted[] = isKnown
    ? [{ vessel: 'secondFactorHere', of: `${account.accountId}|${device}` }]
    : [{ vessel: 'secondFactor', of: account.accountId }]
  await inTurnOfLogin(db, account.login, async () => {
    await inPasswordTurn(async () => {
      const seconds = await countTry(db, counted)
      if (seconds > 0) throw new Refused(refusalFrom(identityRefusals, 'SIGN_IN_LIMITED', { seconds }))
      if (!(await passwordMatches(password, account.passwordHash))) {
        throw new Refused(refusalFrom(identityRefusals, 'PASSWORD_WRONG', {}, [{ field, message: 'Mật khẩu chưa đúng' }]))
      }
      await giveBack(db, counted)
    })
  })
}
