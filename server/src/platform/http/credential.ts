import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { normalizeIP } from '@fastify/rate-limit'
import type { Actor } from '#kernel/actor.ts'
import type { Citizen } from '#kernel/citizen.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import type { Refusal } from '#kernel/refusal.ts'
import { FailureLimit } from './failure-limit.ts'
import { httpRefusals } from './refusals.ts'
import type { SessionState } from './route.ts'

export type Session = Partial<SessionState> & {
  readonly id: string
  readonly actor: Actor
  /** Whether this caller has an answer under the request's `Idempotency-Key` already; `undefined`: it was not looked up. */
  readonly isRepeat?: boolean
}

/** Practice has a cookie of its own: on one host, cookies do not tell ports apart. */
export const sessionCookie = (secure: boolean, isPractice = false): string =>
  `${secure ? '__Host-' : ''}motcua${isPractice ? '-practice' : ''}`

/** Of a citizen's session: apart from the staff's, so that neither is ever taken for the other. */
export const citizenCookieFrom = (secure: boolean): string => `${secure ? '__Host-' : ''}nguoi-dan`

/**
 * Whether the browser is one of the desk: somebody has signed in there, to the real place or to practice. An ended session leaves
 * its cookies behind for a while; citizens never have one.
 */
export function hasDeskCookie(request: FastifyRequest): boolean {
  return Object.keys(request.cookies ?? {}).some((name) => /^(?:__(?:Host|Secure)-)?motcua(?:-|$)/u.test(name))
}

/** A token that is no session will never be one: it need not be looked up twice. */
const mostRemembered = 20_000

export type CredentialOptions = {
  readonly cookieName: string
  /** The session of a token, read from the database at every request so that revoking works at once, and whether `key` was used. */
  readonly authenticate: (token: string, key: string | null) => Promise<Session | null>
  /** Why a token is no session any more, when somebody ended it. */
  readonly whyEnded?: ((token: string) => Promise<Refusal | null>) | undefined
  /** The citizen of a token of `citizenCookieName`. */
  readonly citizenCookieName?: string | undefined
  readonly authenticateCitizen?: ((token: string) => Promise<Citizen | null>) | undefined
  /** Unknown tokens that one address may have looked up in a minute. */
  readonly strangersPerMinute: number
}

/** Who calls, and by what. Nothing is kept that could outlive a revoked session. */
export class Credentials {
  readonly #options: CredentialOptions
  readonly #strangers: FailureLimit
  /** By hash of the token: the session it was at its last look-up, `null` for an unknown token. Only rate limits use it, never rights. */
  readonly #seen = new Map<string, string | null>()
  /** By hash of the token: why somebody ended its session. */
  readonly #ended = new Map<string, Refusal>()

  constructor(options: CredentialOptions) {
    this.#options = options
    this.#strangers = new FailureLimit({ most: options.strangersPerMinute })
  }

  /**
   * The key under which the requests of this caller are counted. A whole centre may share one address, so a caller who is signed in
   * is counted by session. Every other one is the address it came from: made-up tokens would otherwise be as many counts as
   * anybody likes. A token not seen before is looked up now, and the number of unknown tokens has a separate limit.
   * @throws Refused RATE_LIMITED
   */
  async countedAs(request: FastifyRequest): Promise<string> {
    const given = this.#tokenOf(request)
    if (given && this.#seen.get(hashOf(given.token)) === undefined) await this.signIn(request)
    const session = given ? this.#seen.get(hashOf(given.token)) : undefined
    return session ? `session:${session}` : addressOf(request)
  }

  /** @throws Refused RATE_LIMITED when this address has sent too many tokens of nobody */
  async signIn(request: FastifyRequest): Promise<void> {
    const held = request as unknown as Held
    const given = this.#tokenOf(request)
    if (!given || held.isSignedIn) return
    held.isSignedIn = true
    const hash = hashOf(given.token)
    const before = this.#seen.get(hash)
    held.ended = this.#ended.get(hash) ?? null
    if (before === null) return
    // Only a token not seen before is counted: who is signed in does not wait for a neighbour who guesses.
    const turn = before === undefined ? await this.#strangers.enter([addressOf(request)]) : null
    if (turn && 'seconds' in turn) throw new Refused(refusalFrom(httpRefusals, 'RATE_LIMITED', { seconds: turn.seconds }))
    let session: Session | null
    try {
      const key = request.headers['idempotency-key']
      session = await this.#options.authenticate(given.token, typeof key === 'string' && key !== '' ? key.slice(0, 255) : null)
    } catch (error) {
      turn?.leave(false)
      throw error
    }
    turn?.leave(session === null)
    if (session === null) held.ended = await this.#whyEnded(hash, given.token)
    this.#remember(hash, session?.id ?? null)
    held.session = session
    held.isByBearer = session !== null && given.isBearer
  }

  /**
   * Finds the citizen whose cookie the request carries, if it carries one. Read at every request, so that signing out works at once.
   * @throws Refused RATE_LIMITED when this address has sent too many tokens of nobody
   */
  async signInCitizen(request: FastifyRequest): Promise<void> {
    const { citizenCookieName, authenticateCitizen } = this.#options
    const token = citizenCookieName === undefined ? undefined : request.cookies?.[citizenCookieName]
    if (token === undefined || !authenticateCitizen || !/^[\w-]{40,60}$/u.test(token)) return
    const turn = await this.#strangers.enter([addressOf(request)])
    if ('seconds' in turn) throw new Refused(refusalFrom(httpRefusals, 'RATE_LIMITED', { seconds: turn.seconds }))
    let citizen: Citizen | null = null
    try {
      citizen = await authenticateCitizen(token)
    } finally {
      turn.leave(citizen === null)
    }
    ;(request as unknown as Held).citizen = citizen
  }

  #tokenOf(request: FastifyRequest): { token: string; isBearer: boolean } | undefined {
    const bearer = /^Bearer ([\w-]{20,200})$/u.exec(request.headers.authorization ?? '')?.[1]
    if (bearer !== undefined) return { token: bearer, isBearer: true }
    const cookie = request.cookies?.[this.#options.cookieName]
    return cookie === undefined || cookie.length > 200 ? undefined : { token: cookie, isBearer: false }
  }

  async #whyEnded(hash: string, token: string): Promise<Refusal | null> {
    const ended = (await this.#options.whyEnded?.(token)) ?? null
    if (ended) this.#ended.set(hash, ended)
    return ended
  }

  #remember(hash: string, session: string | null): void {
    this.#seen.delete(hash)
    this.#seen.set(hash, session)
    if (this.#seen.size <= mostRemembered) return
    const [oldest] = this.#seen.keys()
    if (oldest === undefined) return
    this.#seen.delete(oldest)
    this.#ended.delete(oldest)
  }
}

type Held = { citizen?: Citizen | null; session: Session | null; isByBearer: boolean; isSignedIn: boolean; ended?: Refusal | null }

export function sessionOf(request: FastifyRequest): Session | null {
  return (request as unknown as Held).session
}

/** The citizen whose cookie came with the request; `null` when there is none. */
export function citizenFrom(request: FastifyRequest): Citizen | null {
  return (request as unknown as Held).citizen ?? null
}

/** The refusal for a caller without the needed session: why it ended, if somebody ended it. */
export function whySessionNeeded(request: FastifyRequest): Refusal {
  return (request as unknown as Held).ended ?? refusalFrom(httpRefusals, 'SESSION_NEEDED')
}

/** The address a caller is counted by: of IPv6 the network of one subscriber, who has 2⁶⁴ of them. */
export function addressOf(request: FastifyRequest): string {
  return networkOf(request.ip)
}

export function networkOf(address: string): string {
  return normalizeIP(address)
}

/**
 * A browser says where a write comes from. Only a caller whose bearer token was the credential is free of this: it was sent
 * on purpose. Any other `Authorization` header, such as a proxy's, is sent with every request of a browser, as a cookie is.
 */
export function refuseCrossSite(request: FastifyRequest, publicUrl: string): void {
  if ((request as unknown as Held).isByBearer) return
  const site = request.headers['sec-fetch-site']
  if (site === 'cross-site' || site === 'same-site') throw new Refused(refusalFrom(httpRefusals, 'CROSS_SITE_REQUEST'))
  const { origin } = request.headers
  if (!origin) return
  const own = [originOf(`${request.protocol}://${request.host}`), originOf(publicUrl)]
  if (!own.includes(originOf(origin) ?? '')) throw new Refused(refusalFrom(httpRefusals, 'CROSS_SITE_REQUEST'))
}

/** Scheme, host and port; `null` for a text that is no address, which never equals our own. */
function originOf(address: string): string | null {
  if (!URL.canParse(address)) return null
  const { origin } = new URL(address)
  return origin === 'null' ? null : origin
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64')
}
