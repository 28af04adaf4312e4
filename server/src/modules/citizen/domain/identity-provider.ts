import type { Claims } from './claims.ts'

/** What a sign-in that has begun needs when it comes back; kept sealed in the browser. */
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
