import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'

/** Where passkeys belong: a name, not a number, and the address people have it under. */
export type PasskeyPlace = { readonly id: string; readonly origin: string }

/** The place of an address; `null` where browsers know no passkeys: on a bare number, or without https anywhere but on localhost. */
export function passkeyPlaceOf(address: string): PasskeyPlace | null {
  if (!URL.canParse(address)) return null
  const { hostname, origin, protocol } = new URL(address)
  const isLocal = hostname === 'localhost' || hostname.endsWith('.localhost')
  if (/^[\d.]+$/u.test(hostname) || hostname.startsWith('[')) return null
  return protocol === 'https:' || isLocal ? { id: hostname, origin } : null
}

type Known = { readonly credentialId: string; readonly transports: readonly string[] }
const descriptors = (known: readonly Known[]) =>
  known.map(({ credentialId, transports }) => ({ id: credentialId, transports: transports as never[] }))

/** The options with which the browser creates a passkey. */
export async function askForNewPasskey(
  place: PasskeyPlace,
  person: { readonly accountId: string; readonly login: string; readonly name: string },
  known: readonly Known[],
  mustVerify: boolean,
) {
  return await generateRegistrationOptions({
    rpName: 'Một cửa',
    rpID: place.id,
    userID: new Uint8Array(Buffer.from(person.accountId)),
    userName: person.login,
    userDisplayName: person.name,
    excludeCredentials: descriptors(known),
    authenticatorSelection: { residentKey: 'discouraged', userVerification: mustVerify ? 'required' : 'preferred' },
  })
}

/**
 * A new passkey, if the answer is to this challenge and of this place; `null` otherwise.
 * @param mustVerify whether the key must also have asked who holds it: having it is not enough for who signs
 */
export async function readNewPasskey(place: PasskeyPlace, challenge: string, answer: unknown, mustVerify: boolean) {
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      response: answer as never,
      expectedChallenge: challenge,
      expectedOrigin: place.origin,
      expectedRPID: place.id,
      requireUserVerification: mustVerify,
    })
    if (!registrationInfo) return null
    const { id, publicKey, counter, transports = [] } = registrationInfo.credential
    return { credentialId: id, publicKey, counter, transports: transports as readonly string[] }
  } catch {
    return null
  }
}

/** The options with which the browser proves with a passkey. */
export async function askForPasskey(place: PasskeyPlace, known: readonly Known[], mustVerify: boolean) {
  return await generateAuthenticationOptions({
    rpID: place.id,
    allowCredentials: descriptors(known),
    userVerification: mustVerify ? 'required' : 'preferred',
  })
}

/** The counter of the passkey after it answered this challenge; `null` when it did not, or when the key was copied. */
export async function readPasskeyAnswer(
  place: PasskeyPlace,
  challenge: string,
  key: Known & { readonly publicKey: Uint8Array; readonly counter: number },
  answer: unknown,
  mustVerify: boolean,
): Promise<number | null> {
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: answer as never,
      expectedChallenge: challenge,
      expectedOrigin: place.origin,
      expectedRPID: place.id,
      requireUserVerification: mustVerify,
      credential: {
        id: key.credentialId,
        publicKey: new Uint8Array(key.publicKey),
        counter: key.counter,
        transports: key.transports as never[],
      },
    })
    return verified ? authenticationInfo.newCounter : null
  } catch {
    return null
  }
}
