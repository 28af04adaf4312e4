import * as oidc from 'openid-client'
import { claimsFrom } from '../domain/claims.ts'
import type { IdentityProvider } from '../domain/identity-provider.ts'

export type ProviderSettings = {
  readonly issuer: string
  readonly clientId: string
  /** Without one we are a public client, which PKCE protects. */
  readonly clientSecret: string | null
  /** Levels of assurance (`acr`) that are enough; none: any. */
  readonly acr: readonly string[]
  /** What people call it. */
  readonly name: string
}

/** The provider gave no answer that could be used. */
export class ProviderAway extends Error {}
/** The response does not belong to the request. */
export class SignInBroken extends Error {}

/** Seconds that one question to the provider may take: a page waits for it. */
const patience = 5

/** Sign-in by OpenID Connect: authorization code, PKCE (S256), state and nonce. The provider's description is read when it is first needed, and again after a failure. */
export function openIdentityProvider(settings: ProviderSettings): IdentityProvider {
  let known: Promise<oidc.Configuration> | undefined
  const described = async (): Promise<oidc.Configuration> => {
    known ??= describe(settings)
    try {
      return await known
    } catch (error) {
      known = undefined
      throw new ProviderAway('the provider does not describe itself', { cause: error })
    }
  }
  return {
    name: settings.name,
    acr: settings.acr,
    async begin(redirectUri, next, now) {
      const provider = await described()
      const begun = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier: oidc.randomPKCECodeVerifier(), next, at: now }
      const address = oidc.buildAuthorizationUrl(provider, {
        redirect_uri: redirectUri,
        scope: 'openid profile email phone address',
        state: begun.state,
        nonce: begun.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(begun.verifier),
        code_challenge_method: 'S256',
        ...(settings.acr.length > 0 ? { acr_values: settings.acr.join(' ') } : {}),
      })
      return { address: address.href, begun }
    },
    async finish(query, redirectUri, begun) {
      const provider = await described()
      // As it was asked for: behind a proxy the address that arrives is another one.
      const asked = new URL(redirectUri)
      asked.search = query
      try {
        const tokens = await oidc.authorizationCodeGrant(provider, asked, {
          pkceCodeVerifier: begun.verifier,
          expectedState: begun.state,
          expectedNonce: begun.nonce,
          idTokenExpected: true,
        })
        const proved = tokens.claims()
        if (!proved) throw new SignInBroken('no identity came back')
        const userInfo = provider.serverMetadata().userinfo_endpoint
          ? await oidc.fetchUserInfo(provider, tokens.access_token, proved.sub)
          : {}
        const acr = typeof proved.acr === 'string' ? proved.acr : null
        const claims = claimsFrom(proved.iss, proved.sub, { ...proved, ...userInfo }, acr)
        if (!claims) throw new SignInBroken('the provider named nobody')
        return claims
      } catch (error) {
        if (error instanceof SignInBroken) throw error
        throw isAway(error)
          ? new ProviderAway('the provider gave no answer', { cause: error })
          : new SignInBroken('refused', { cause: error })
      }
    },
  }
}

async function describe({ issuer, clientId, clientSecret }: ProviderSettings): Promise<oidc.Configuration> {
  const address = new URL(issuer)
  return await oidc.discovery(address, clientId, clientSecret ?? undefined, clientSecret === null ? oidc.None() : undefined, {
    timeout: patience,
    // Only the stand-in of the demonstration, on this machine, speaks without encryption.
    ...(address.protocol === 'http:' ? { execute: [oidc.allowInsecureRequests] } : {}),
  })
}

/** No answer, a late answer, or a failure of the provider. */
function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { cause, code } = error as Error & { cause?: unknown; code?: string }
  if (code === 'OAUTH_TIMEOUT' || error.name === 'TimeoutError' || error.message === 'fetch failed') return true
  if (typeof cause === 'object' && cause !== null && 'status' in cause && Number(cause.status) >= 500) return true
  return cause instanceof Error && isAway(cause)
}
