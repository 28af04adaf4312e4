import type { Claims } from './claims.ts'

/** The state of a started sign-in, needed at its return; stored encrypted in the browser. */
export type BegunSignIn = {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  readonly next: string
  readonly at: number
}

/** Who says who somebody is. */
export type IdentityProvider = {
  readonly name: string
  readonly acr: readonly string[]
  /** @throws ProviderAway */
  begin(redirectUri: string, next: string, now: number): Promise<{ readonly address: string; readonly begun: BegunSignIn }>
  /** @throws ProviderAway, SignInBroken */
  finish(query: string, redirectUri: string, begun: BegunSignIn): Promise<Claims>
}
