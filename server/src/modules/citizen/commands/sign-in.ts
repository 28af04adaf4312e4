import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { databaseNow, inTransaction } from '#platform/db/database.ts'
import type { Database } from '#platform/db/database.ts'
import { ProviderAway, SignInBroken } from '../adapters/identity-provider.ts'
import type { BegunSignIn, IdentityProvider } from '../domain/identity-provider.ts'
import { isStrongEnough, pageFrom } from '../domain/claims.ts'
import type { Claims } from '../domain/claims.ts'
import { citizenRefusals } from '../domain/refusals.ts'
import { openSession, savePerson } from '../store/citizen-store.ts'

/** Minutes a person may take at the provider. */
export const signInMinutes = 15
export const callbackPath = '/dang-nhap/xong'
const purpose = (database: Database): string => `citizen sign-in ${database.localityId}`

/**
 * Begins a sign-in: where the browser is to go, and what it brings back, sealed.
 * @throws Refused CITIZEN_SIGN_IN_CLOSED
 */
export async function beginSignIn(
  database: Database,
  provider: IdentityProvider | null,
  { next, publicUrl }: { readonly next: string | undefined; readonly publicUrl: string },
): Promise<{ readonly address: string; readonly sealed: string }> {
  if (!provider) throw new Refused(refusalFrom(citizenRefusals, 'CITIZEN_SIGN_IN_CLOSED'))
  const now = (await databaseNow(database.kysely)).epochMilliseconds
  try {
    const { address, begun } = await provider.begin(`${publicUrl}${callbackPath}`, pageFrom(next), now)
    return { address, sealed: database.keys.seal(Buffer.from(JSON.stringify(begun)), purpose(database)).toString('base64url') }
  } catch (error) {
    throw refusalOf(error)
  }
}

/**
 * Ends a sign-in with what the provider sent back: the person, and a session of theirs.
 * @throws Refused CITIZEN_SIGN_IN_CLOSED, CITIZEN_SIGN_IN_FAILED, CITIZEN_IDENTITY_TOO_WEAK
 */
export async function finishSignIn(
  database: Database,
  provider: IdentityProvider | null,
  given: { readonly query: string; readonly sealed: string | undefined; readonly publicUrl: string; readonly userAgent: string },
): Promise<{ readonly token: string; readonly next: string }> {
  if (!provider) throw new Refused(refusalFrom(citizenRefusals, 'CITIZEN_SIGN_IN_CLOSED'))
  const now = (await databaseNow(database.kysely)).epochMilliseconds
  const begun = opened(database, given.sealed)
  if (!begun || now - begun.at > signInMinutes * 60_000) throw new Refused(refusalFrom(citizenRefusals, 'CITIZEN_SIGN_IN_FAILED'))
  const redirectUri = `${given.publicUrl}${callbackPath}`
  let claims: Claims
  try {
    claims = await provider.finish(given.query, redirectUri, begun)
  } catch (error) {
    throw refusalOf(error)
  }
  if (!isStrongEnough(claims.acr, provider.acr)) throw new Refused(refusalFrom(citizenRefusals, 'CITIZEN_IDENTITY_TOO_WEAK'))
  const token = await inTransaction(
    database.kysely,
    async (tx) => await openSession(tx, await savePerson(tx, claims), claims.acr, given.userAgent),
  )
  return { token, next: begun.next }
}

function opened(database: Database, sealed: string | undefined): BegunSignIn | null {
  if (sealed === undefined || sealed.length > 4000) return null
  try {
    return JSON.parse(Buffer.from(database.keys.open(Buffer.from(sealed, 'base64url'), purpose(database))).toString('utf8')) as BegunSignIn
  } catch {
    // Of another server, of a key that was dropped, or made up: no sign-in of ours.
    return null
  }
}

function refusalOf(error: unknown): unknown {
  if (error instanceof ProviderAway) return new Refused(refusalFrom(citizenRefusals, 'CITIZEN_SIGN_IN_CLOSED'))
  if (error instanceof SignInBroken) return new Refused(refusalFrom(citizenRefusals, 'CITIZEN_SIGN_IN_FAILED'))
  return error
}
