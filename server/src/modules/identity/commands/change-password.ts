import type { AccountId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { inTransaction } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import { guessesFor } from '../adapters/password-guesses.ts'
import { faultOfPassword, localWords, shortestPassword } from '../domain/password-rules.ts'
import type { PasswordFault } from '../domain/password-rules.ts'
import { identityRefusals } from '../domain/refusals.ts'
import { findCredentials } from '../queries/own-account.ts'
import { holdPassword, recordAccountEvent, storePassword } from '../store/account-store.ts'
import { confirmSession, endSessions } from '../store/session-store.ts'
import { judgePassword } from './confirm.ts'
import { hashPassword } from './password.ts'
import { inPasswordTurn } from './turns.ts'

const faultSentences: Readonly<Record<PasswordFault, string>> = {
  short: `dùng ít nhất ${shortestPassword} ký tự; một câu dễ nhớ là tốt nhất`,
  long: 'mật khẩu dài quá 200 ký tự',
  of_the_person: 'mật khẩu không được chỉ là tên đăng nhập hoặc họ tên',
  common: 'mật khẩu này nằm trong số hay bị đoán trước; xin chọn một câu của riêng ông/bà',
}

/**
 * Changes one's own password: the old one is needed, and every other session ends.
 * @throws Refused PASSWORD_WRONG, PASSWORD_UNUSABLE, ACCOUNT_IS_DEMONSTRATION, SIGN_IN_LIMITED, SIGN_IN_BUSY
 */
export async function changeOwnPassword(
  db: Queryable,
  who: { readonly accountId: AccountId; readonly sessionId: string; readonly device: string | undefined },
  input: { readonly current: string; readonly next: string },
): Promise<void> {
  const account = await findCredentials(db, who.accountId)
  if (account.isDemonstration) throw new Refused(refusalFrom(identityRefusals, 'ACCOUNT_IS_DEMONSTRATION'))
  await judgePassword(db, account, input.current, '/body/current', who.device)
  if (input.next.normalize('NFC') === input.current.normalize('NFC'))
    throw unusable('same', 'mật khẩu mới phải khác mật khẩu đang dùng', '/body/next')
  await mustBeUsable(input.next, account, '/body/next')
  const hash = await inPasswordTurn(async () => await hashPassword(input.next))
  await inTransaction(db, async (tx) => {
    // Of several changes at once with one old password, the first makes the others wrong.
    if (!(await holdPassword(tx, who.accountId, account.passwordHash)))
      throw new Refused(refusalFrom(identityRefusals, 'PASSWORD_WRONG', {}, [{ field: '/body/current', message: 'Mật khẩu vừa được đổi' }]))
    await storePassword(tx, who.accountId, hash, 'own')
    await endSessions(tx, who.accountId, 'password_changed', who.sessionId)
    await confirmSession(tx, who.sessionId, false)
    await recordAccountEvent(tx, {
      accountId: who.accountId,
      kind: 'password_changed',
      by: { accountId: who.accountId, displayName: account.name },
    })
  })
}

/** @throws Refused PASSWORD_UNUSABLE */
export async function mustBeUsable(
  password: string,
  person: { readonly login: string; readonly name: string },
  field: string,
): Promise<void> {
  const guesses = await guessesFor(password, [...localWords, person.login, person.name])
  const fault = faultOfPassword(password, person, guesses)
  if (fault) throw unusable(fault, faultSentences[fault], field)
}

function unusable(fault: string, why: string, field: string): Refused {
  return new Refused(refusalFrom(identityRefusals, 'PASSWORD_UNUSABLE', { fault, why }, [{ field, message: why }]))
}
