import type { Role } from '#kernel/actor.ts'
import type { AccountId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'
import { shortestPassword } from '../domain/password-rules.ts'
import { needsSecondFactor } from '../domain/session-rules.ts'
import { countRecoveryCodes, findTotp, listPasskeys } from '../store/second-factor-store.ts'
import { findCredentials, listAccountEvents } from './own-account.ts'

/** A person's own account, without secrets. */
export async function describeOwnAccount(db: Queryable, accountId: AccountId, roles: readonly Role[]) {
  const account = await findCredentials(db, accountId)
  const passkeys = await listPasskeys(db, accountId)
  return {
    login: account.login,
    isDemonstration: account.isDemonstration,
    password: { kind: account.passwordKind, setAt: account.passwordSetAt, shortest: shortestPassword },
    secondFactor: {
      isNeeded: needsSecondFactor({ isExempt: account.isDemonstration, roles }),
      hasTotp: (await findTotp(db, accountId))?.isConfirmed ?? false,
      passkeys: passkeys.map(({ id, name, createdAt, lastUsedAt }) => ({ id, name, createdAt, lastUsedAt })),
      recoveryCodesLeft: await countRecoveryCodes(db, accountId),
    },
    events: [...(await listAccountEvents(db, accountId))],
  }
}
