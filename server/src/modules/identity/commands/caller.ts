import type { Actor } from '#kernel/actor.ts'
import type { AccountId } from '#kernel/ids.ts'
import { passkeyPlaceOf } from '../adapters/passkey.ts'
import type { PasskeyPlace } from '../adapters/passkey.ts'
import { rolesNeedingSecondFactor } from '../domain/session-rules.ts'

/** Somebody signed in, and the place their browser knows us under. */
export type Caller = {
  readonly accountId: AccountId
  readonly sessionId: string
  readonly localityId: number
  /** `null` where browsers know no passkeys. */
  readonly place: PasskeyPlace | null
  /** The device secret that an earlier sign-in stored in the browser. */
  readonly device: string | undefined
  /** A role of theirs needs a second factor: a passkey then also asks for the finger, the face or the PIN. */
  readonly mustVerify: boolean
}

/** The name of the cookie by which a browser is known again. */
export const deviceCookieName = (isSecure: boolean): string => `${isSecure ? '__Host-' : ''}motcua-device`

/** The secret of the browser in its cookies. */
export function deviceIn(cookies: string | string[] | undefined, isSecure: boolean): string | undefined {
  const name = `${deviceCookieName(isSecure)}=`
  return String(cookies ?? '')
    .split(/;\s*/u)
    .find((each) => each.startsWith(name))
    ?.slice(name.length)
    .slice(0, 100)
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
  return {
    accountId,
    sessionId: request.sessionId,
    localityId,
    place: placeOf(request.publicUrl, request.headers['origin']),
    device: deviceIn(request.headers['cookie'], request.publicUrl.startsWith('https:')),
    mustVerify: request.actor.grants.some(({ role }) => rolesNeedingSecondFactor.includes(role)),
  }
}

/**
 * The place of our own address. A server without a public one is at 127.0.0.1, which no passkey belongs to; a browser that opens it as
 * localhost on the same port is at the same server.
 */
function placeOf(publicUrl: string, origin: string | string[] | undefined): PasskeyPlace | null {
  const place = passkeyPlaceOf(publicUrl)
  if (place || typeof origin !== 'string' || !URL.canParse(origin) || !URL.canParse(publicUrl)) return place
  const [own, said] = [new URL(publicUrl), new URL(origin)]
  return own.hostname === '127.0.0.1' && said.hostname === 'localhost' && own.port === said.port ? passkeyPlaceOf(origin) : null
}
