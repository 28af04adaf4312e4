import type { Actor } from '#kernel/actor.ts'
import type { AccountId } from '#kernel/ids.ts'
import { passkeyPlaceOf } from '../adapters/passkey.ts'
import type { PasskeyPlace } from '../adapters/passkey.ts'

/** Somebody signed in, and the place their browser knows us under. */
export type Caller = {
  readonly accountId: AccountId
  readonly sessionId: string
  readonly localityId: number
  /** `null` where browsers know no passkeys. */
  readonly place: PasskeyPlace | null
}

/** @throws Error when nobody is signed in: the route let them through */
export function toCaller(request: {
  readonly actor: Actor
  readonly sessionId: string | null
  readonly publicUrl: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}): Caller {
  const { accountId, localityId } = request.actor
  if (accountId === null || request.sessionId === null) throw new Error('nobody is signed in')
  return { accountId, sessionId: request.sessionId, localityId, place: placeOf(request.publicUrl, request.headers['origin']) }
}

/**
 * The place of our own address. A server without a public one is at 127.0.0.1, which no passkey belongs to; whoever opens it as
 * localhost on the same port is at the same server.
 */
function placeOf(publicUrl: string, origin: string | string[] | undefined): PasskeyPlace | null {
  const place = passkeyPlaceOf(publicUrl)
  if (place || typeof origin !== 'string' || !URL.canParse(origin) || !URL.canParse(publicUrl)) return place
  const [own, said] = [new URL(publicUrl), new URL(origin)]
  return own.hostname === '127.0.0.1' && said.hostname === 'localhost' && own.port === said.port ? passkeyPlaceOf(origin) : null
}
