import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import Fastify, { LogController } from 'fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import type { Logger } from 'pino'
import type { Actor } from '#kernel/actor.ts'
import type { Citizen } from '#kernel/citizen.ts'
import type { PersonalRead } from '#kernel/personal-read.ts'
import type { SecurityNote } from '#kernel/security-note.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import type { Refusal } from '#kernel/refusal.ts'
import type { Database } from '#platform/db/database.ts'
import { Admission } from './admission.ts'
import { limitConnections } from './connections.ts'
import { Credentials, citizenCookieFrom, sessionCookie, sessionOf } from './credential.ts'
import type { Session } from './credential.ts'
import { httpLimits } from './http-limits.ts'
import type { HttpLimits } from './http-limits.ts'
import { mountRoute } from './mount-route.ts'
import type { Mounting } from './mount-route.ts'
import { sendProblem } from './problem.ts'
import { httpRefusals } from './refusals.ts'
import type { RouteDefinition } from './route.ts'
import { sendSecurityHeaders } from './security-headers.ts'
import { securityEventOf } from './security-rule.ts'
import type { Security } from './security-rule.ts'
import { refuseSlowBodies } from './slow-bodies.ts'
import { readAddressInPlainForms, readJsonStrictly } from './strict-json.ts'
import { proxyTest } from './trusted-proxies.ts'
import type { TrustedProxies } from './trusted-proxies.ts'
import { Exports } from './exports.ts'
import { Guesses } from './guesses.ts'
import { UploadSlots } from './upload-slots.ts'

export type ServerOptions = {
  readonly database: Database
  readonly routes: readonly RouteDefinition[]
  /** The session of a token, read from the database at every request so that revoking works at once. */
  readonly authenticate: (token: string, key: string | null) => Promise<Session | null>
  /** Why a token is no session any more, when somebody ended it. */
  readonly whyEnded?: (token: string) => Promise<Refusal | null>
  /** The citizen of a token; without it no one signs in as a citizen. */
  readonly authenticateCitizen?: ((token: string) => Promise<Citizen | null>) | undefined
  readonly anonymous: Actor
  readonly publicUrl: () => string
  readonly secureCookies: boolean
  readonly trustProxy: TrustedProxies
  readonly logger: Logger
  /** Keeps that somebody signed in was shown dossiers; the answer waits for it. */
  readonly onRead?: (read: PersonalRead) => Promise<void>
  /** Stores the security event of a request. */
  readonly onSecurity?: (note: SecurityNote) => Promise<void>
  readonly onRequestDone?: (route: string, method: string, status: number, seconds: number) => void
  /** Requests a minute from one caller on any route; a larger number also lifts the limits of single routes (tests, the demonstration day). */
  readonly perMinute?: number
  readonly limits?: Partial<HttpLimits>
}

/**
 * The HTTP server over a table of routes. What every route gets from here and from nowhere else: validation,
 * sign-in, role, protection against cross-site writes, limits, one transaction per command, the first answer
 * for a repeated command, and problem documents. Each is a file of this folder.
 */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const limits = { ...httpLimits, ...options.limits }
  const app = createFastify(options, limits)
  limitConnections(app.server, limits, proxyTest(options.trustProxy), () => undefined)
  readJsonStrictly(app)
  readAddressInPlainForms(app)
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.decorateRequest('session', null)
  app.decorateRequest('isByBearer', false)
  app.decorateRequest('isSignedIn', false)
  await app.register(cookie)
  sendSecurityHeaders(app, options.secureCookies)
  const credentials = new Credentials({
    cookieName: sessionCookie(options.secureCookies, options.database.isPractice),
    authenticate: options.authenticate,
    whyEnded: options.whyEnded,
    citizenCookieName: citizenCookieFrom(options.secureCookies),
    authenticateCitizen: options.authenticateCitizen,
    strangersPerMinute: Math.max(limits.strangersPerMinute, options.perMinute ?? 0),
  })
  await countRequests(app, credentials, options.perMinute ?? 1200)
  const admission = new Admission(limits, options.database.pool.options.max)
  // After the count, which costs a known caller no query, and before anything of the request is read.
  app.addHook('preParsing', async (request) => {
    const { isForCitizens } = request.routeOptions.config as { isForCitizens?: boolean }
    if (isForCitizens) await credentials.signInCitizen(request)
    if (!request.url.startsWith('/api/')) return
    await admission.admit(async () => {
      await credentials.signIn(request)
      await credentials.signInCitizen(request)
    })
  })
  refuseSlowBodies(app, limits)
  await describeRoutes(app)

  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply))
  app.setNotFoundHandler((request, reply) => sendProblem(new Refused(refusalFrom(httpRefusals, 'ROUTE_NOT_FOUND')), request, reply))
  app.addHook('onResponse', async (request, reply) => {
    const seconds = reply.elapsedTime / 1000
    const at = request.routeOptions.url ?? 'none'
    options.onRequestDone?.(at, request.method, reply.statusCode, seconds)
    // Route pattern, not the address: addresses carry codes and secrets.
    await noteSecurity(options.onSecurity, request, reply)
    request.log.debug({ route: at, method: request.method, status: reply.statusCode, ms: Math.round(seconds * 1000) }, 'request')
  })

  const { database, anonymous, publicUrl, perMinute } = options
  const mounting: Mounting = {
    database,
    anonymous,
    publicUrl,
    limits,
    perMinute,
    admission,
    slots: new UploadSlots(limits),
    exports: new Exports(limits),
    guesses: new Guesses(perMinute),
    onRead: options.onRead,
  }
  await app.register(
    async (api) => {
      for (const definition of options.routes) if (!definition.upload) mountRoute(api, definition, mounting)
      // Files have a parser and a limit of their own; no other route sees either.
      await api.register(async (files) => {
        files.removeAllContentTypeParsers()
        files.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
        for (const definition of options.routes) if (definition.upload) mountRoute(files, definition, mounting)
      })
    },
    { prefix: '/api/v1' },
  )
  return app
}

/** A server with the time limits and the trust in proxies of the settings, and no route. */
export function createFastify(options: Pick<ServerOptions, 'logger' | 'trustProxy'>, limits: HttpLimits): FastifyInstance {
  return Fastify({
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: believes(options.trustProxy),
    bodyLimit: limits.publicBodyBytes,
    connectionTimeout: limits.idleMs,
    // The whole of any request; bodies that are no files have their own, shorter time (`slow-bodies.ts`).
    requestTimeout: limits.uploadMs,
    keepAliveTimeout: limits.keepAliveMs,
    maxRequestsPerSocket: limits.requestsPerConnection,
    http: { headersTimeout: limits.headersMs, connectionsCheckingInterval: Math.min(2_000, limits.headersMs) },
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: true,
    // An address that cannot be read, or with a part longer than any route has: answered before routing, with our refusal.
    frameworkErrors: (_error, request, reply) => {
      sendProblem(new Refused(refusalFrom(httpRefusals, 'ROUTE_NOT_FOUND')), request as never, reply as never)
    },
  }) as unknown as FastifyInstance
}

/** As Fastify asks it: by number only the last so many addresses are believed, by networks only theirs. */
function believes(proxies: TrustedProxies): false | string[] | ((address: string, hop: number) => boolean) {
  if (typeof proxies === 'number') return (_address, hop) => hop < proxies
  return proxies === false ? false : [...proxies]
}

type Refusable = { refusal?: string | null }

async function noteSecurity(keep: ServerOptions['onSecurity'], request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (!keep) return
  const { security, isExport } = request.routeOptions.config as { security?: Security; isExport?: boolean }
  const refusal = (request as unknown as Refusable).refusal ?? null
  const event = securityEventOf({ status: reply.statusCode, refusal }, security, isExport === true)
  if (event === null) return
  const session = sessionOf(request)
  const { login } = (request.body ?? {}) as { login?: unknown }
  await keep({
    event,
    accountId: session?.actor.accountId ?? null,
    sessionId: session?.id ?? null,
    login: event.startsWith('sign_in.') && typeof login === 'string' ? login.trim().toLowerCase().slice(0, 100) : null,
    address: request.ip,
    route: `${request.method} ${request.routeOptions.url ?? 'none'}`,
    status: reply.statusCode,
    refusal,
    requestId: request.id,
    isKept: security?.isKept === true,
  })
}

async function countRequests(app: FastifyInstance, credentials: Credentials, max: number): Promise<void> {
  await app.register(rateLimit, {
    global: true,
    max,
    timeWindow: 60_000,
    cache: 50_000,
    keyGenerator: async (request) => (request.url.startsWith('/api/') ? await credentials.countedAs(request) : request.ip),
    allowList: (request) => !request.url.startsWith('/api/'),
    errorResponseBuilder: (_request, context) => {
      const seconds = Math.ceil(context.ttl / 1000)
      return new Refused(refusalFrom(httpRefusals, 'RATE_LIMITED', { seconds }))
    },
  })
}

async function describeRoutes(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Motcua',
        version: '1',
        description:
          'Hồ sơ một cửa: mỗi hồ sơ một người giữ, một đồng hồ trung thực, một con số công khai. Every write takes an Idempotency-Key; every refusal is a problem document with a permanent code.',
      },
      components: {
        securitySchemes: {
          session: { type: 'http', scheme: 'bearer', description: 'Token from POST /api/v1/sessions; browsers use the cookie.' },
        },
      },
    },
    transform: (document) => {
      const transformed = jsonSchemaTransform(document as never)
      const { consumes } = (document.schema ?? {}) as { consumes?: readonly string[] }
      return consumes ? { ...transformed, schema: { ...transformed.schema, body: { type: 'string', format: 'binary' } } } : transformed
    },
    // Fills components.schemas; without it every $ref of a named schema would lead nowhere.
    transformObject: jsonSchemaTransformObject,
  })
}
