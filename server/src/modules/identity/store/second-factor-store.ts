import { sql } from 'kysely'
import type { AccountId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'
import { forgetProved } from './known-device.ts'
import { tokenHash } from './token-hash.ts'

/** Seals what must not be read in a copy of the database; `Database.keys` is one. */
export type SecretBox = { seal(plain: Uint8Array, purpose: string): Buffer; open(sealed: Uint8Array, purpose: string): Buffer }

/** Said to the seal, so that a secret does not open in another's row. */
export const totpPurpose = (localityId: number, accountId: string): string => `totp ${localityId} ${accountId}`

export type StoredTotp = { readonly secret: Buffer; readonly isConfirmed: boolean; readonly lastStep: number }

export async function findTotp(db: Queryable, accountId: AccountId): Promise<StoredTotp | null> {
  const { rows } = await sql<StoredTotp>`select secret, confirmed_at is not null as "isConfirmed", last_step as "lastStep"
    from identity.totp where account_id = ${accountId}`.execute(db)
  return rows[0] ?? null
}

/** Keeps a secret that is not confirmed yet; a confirmed one is not replaced. Returns whether it was kept. */
export async function storeTotp(db: Queryable, accountId: AccountId, secret: Buffer): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into identity.totp as t (account_id, secret) values (${accountId}, ${secret})
    on conflict (locality_id, account_id) do update set secret = excluded.secret, last_step = 0
    where t.confirmed_at is null`.execute(db)
  return (numAffectedRows ?? 0n) > 0n
}

/** Marks the step of a code as spent. Returns false when that step, or a later one, was spent before: each code is valid once. */
export async function spendTotpStep(db: Queryable, accountId: AccountId, step: number, isConfirming: boolean): Promise<boolean> {
  const { numAffectedRows } = await sql`update identity.totp set last_step = ${step}, confirmed_at = coalesce(confirmed_at, now())
    where account_id = ${accountId} and last_step < ${step} and (confirmed_at is null) = ${isConfirming}`.execute(db)
  return (numAffectedRows ?? 0n) > 0n
}

export async function deleteTotp(db: Queryable, accountId: AccountId): Promise<void> {
  await sql`delete from identity.totp where account_id = ${accountId}`.execute(db)
}

export type StoredPasskey = {
  readonly id: string
  readonly credentialId: string
  readonly publicKey: Buffer
  readonly counter: number
  readonly transports: string[]
  readonly name: string
  readonly createdAt: string
  readonly lastUsedAt: string | null
}

export async function listPasskeys(db: Queryable, accountId: AccountId): Promise<readonly StoredPasskey[]> {
  const { rows } =
    await sql<StoredPasskey>`select id, credential_id as "credentialId", public_key as "publicKey", counter, transports, name,
      created_at as "createdAt", last_used_at as "lastUsedAt"
    from identity.passkey where account_id = ${accountId} order by created_at, id`.execute(db)
  return rows
}

export async function insertPasskey(
  db: Queryable,
  accountId: AccountId,
  key: {
    readonly credentialId: string
    readonly publicKey: Uint8Array
    readonly counter: number
    readonly transports: readonly string[]
    readonly name: string
  },
): Promise<void> {
  await sql`insert into identity.passkey (account_id, credential_id, public_key, counter, transports, name)
    values (${accountId}, ${key.credentialId}, ${Buffer.from(key.publicKey)}, ${key.counter},
      ${[...key.transports]}::text[], ${key.name})`.execute(db)
}

export async function notePasskeyUse(db: Queryable, id: string, counter: number): Promise<void> {
  await sql`update identity.passkey set counter = ${counter}, last_used_at = now() where id = ${id}::uuid`.execute(db)
}

export async function deletePasskey(db: Queryable, accountId: AccountId, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from identity.passkey where id = ${id}::uuid and account_id = ${accountId}`.execute(db)
  return (numAffectedRows ?? 0n) > 0n
}

/** Replaces the recovery codes of an account; only hashes are kept. */
export async function storeRecoveryCodes(db: Queryable, accountId: AccountId, codes: readonly string[]): Promise<void> {
  await sql`delete from identity.recovery_code where account_id = ${accountId}`.execute(db)
  for (const code of codes) {
    await sql`insert into identity.recovery_code (account_id, code_hash) values (${accountId}, ${tokenHash(code)})`.execute(db)
  }
}

/** Spends a recovery code. Returns whether it was one that was not spent. */
export async function spendRecoveryCode(db: Queryable, accountId: AccountId, code: string): Promise<boolean> {
  const { numAffectedRows } = await sql`update identity.recovery_code set used_at = now()
    where account_id = ${accountId} and code_hash = ${tokenHash(code)} and used_at is null`.execute(db)
  return (numAffectedRows ?? 0n) > 0n
}

export async function countRecoveryCodes(db: Queryable, accountId: AccountId): Promise<number> {
  const { rows } = await sql<{ left: number }>`select count(*)::int as left from identity.recovery_code
    where account_id = ${accountId} and used_at is null`.execute(db)
  return rows[0]?.left ?? 0
}

/** Takes every second factor and recovery code from an account. */
export async function forgetSecondFactors(db: Queryable, accountId: AccountId): Promise<void> {
  await deleteTotp(db, accountId)
  await sql`delete from identity.passkey where account_id = ${accountId}`.execute(db)
  await sql`delete from identity.recovery_code where account_id = ${accountId}`.execute(db)
  await forgetProved(db, accountId)
}

/** Keeps what a passkey must answer in this session, for one answer. */
export async function storeChallenge(db: Queryable, sessionId: string, challenge: string): Promise<void> {
  await sql`update identity.session set challenge = ${challenge}, challenge_at = now() where id = ${sessionId}::uuid`.execute(db)
}

/** Takes the challenge of a session: it is valid once, within five minutes. */
export async function takeChallenge(db: Queryable, sessionId: string): Promise<string | null> {
  const { rows } = await sql<{ challenge: string | null }>`with held as (
      select id, challenge from identity.session
      where id = ${sessionId}::uuid and challenge_at > now() - interval '5 minutes' for update)
    update identity.session s set challenge = null from held where s.id = held.id returning held.challenge`.execute(db)
  return rows[0]?.challenge ?? null
}
