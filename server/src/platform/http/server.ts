import { isUtf8 } from 'node:buffer'
import { createHash, randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import Fastify, { LogController } from 'fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  hasZodFastifySchemaValidationErrors,
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod'
import { sql } from 'kysely'
import type { Logger } from 'pino'
import { z } from 'zod'
import { canonicalJson } from '#kernel/canonical-json.ts'
import type { Json } from '#kernel/canonical-json.ts'
import type { Actor } from '#kernel/actor.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import type { Refusal, RefusalKind } from '#kernel/refusal.ts'
import { databaseFault, databaseNow, inTransaction } from '#platform/db/database.ts'
import type { Database, Queryable } from '#platform/db/database.ts'
import { httpRefusals } from './refusals.ts'
import { Answer } from './route.ts'
import type { RequestContext, RouteDefinition } from './route.ts'

export type Session = { readonly id: string; readonly actor: Actor }

export type ServerOptions = {
  readonly database: Database
  readonly routes: readonly RouteDefinition[]
  /** The session a token stands for, read from the database at every request so that revoking works at once. */
  readonly authenticate: (token: string) => Promise<Session | null>
  readonly anonymous: Actor
  readonly publicUrl: () => string
  readonly secureCookies: boolean
  readonly trustProxy: boolean
  readonly logger: Logger
  readonly onRequestDone?: (route: string, method: string, status: number, seconds: number) => void
  /** Requests a minute from one caller on any route; a larger number also lifts the limits of single routes (tests, the demonstration day). */
  readonly perMinute?: number
}

const statusOf: Record<RefusalKind, number> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  gone: 410,
  too_many: 429,
}

/** Practice has a cookie of its own: on one host, cookies do not tell ports apart. */
export const sessionCookie = (secure: boolean, isPractice = false): string =>
  `${secure ? '__Host-' : ''}motcua${isPractice ? '-practice' : ''}`

/** Every answer that is not a success has this shape (RFC 9457), and a code that never changes meaning. */
const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    requestId: z.string(),
    law: z.string().optional(),
    fields: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
    details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
  })
  .meta({ id: 'Problem' })

/**
 * The HTTP server over a table of routes. What every route gets from here and from nowhere else: validation,
 * sign-in, role, protection against cross-site writes, limits, one transaction per command, the first answer
 * for a repeated command, and problem documents.
 */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.trustProxy,
    bodyLimit: 1_048_576,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: true,
    // An address that cannot be read, or with a part longer than any of ours: answered before routing, in our words.
    frameworkErrors: (_error, request, reply) => {
      sendProblem(new Refused(refusalFrom(httpRefusals, 'ROUTE_NOT_FOUND')), request as never, reply as never)
    },
  }) as unknown as FastifyInstance
  readJsonStrictly(app)
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.decorateRequest('session', null)

  await app.register(cookie)
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        frameSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
      },
    },
    strictTransportSecurity: options.secureCookies,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
  })
  app.addHook('onRequest', async (request) => {
    ;(request as unknown as { session: Session | null }).session = request.url.startsWith('/api/') ? await signIn(request, options) : null
  })
  await app.register(rateLimit, {
    global: true,
    max: options.perMinute ?? 1200,
    timeWindow: 60_000,
    // A whole centre sits behind one address: signed-in callers are counted by session. A token that stands for
    // nobody is the address it came from: made-up ones would otherwise be as many counts as anybody likes.
    keyGenerator: (request) => sessionOf(request)?.id ?? request.ip,
    allowList: (request) => !request.url.startsWith('/api/'),
    errorResponseBuilder: (_request, context) => {
      const seconds = Math.ceil(context.ttl / 1000)
      return new Refused(refusalFrom(httpRefusals, 'RATE_LIMITED', { seconds }))
    },
  })
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

  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply))
  app.setNotFoundHandler((request, reply) => sendProblem(new Refused(refusalFrom(httpRefusals, 'ROUTE_NOT_FOUND')), request, reply))
  app.addHook('onResponse', async (request, reply) => {
    const seconds = reply.elapsedTime / 1000
    const at = request.routeOptions.url ?? 'none'
    options.onRequestDone?.(at, request.method, reply.statusCode, seconds)
    // Route pattern, not the address: addresses carry codes and secrets.
    request.log.debug({ route: at, method: request.method, status: reply.statusCode, ms: Math.round(seconds * 1000) }, 'request')
  })

  await app.register(
    async (api) => {
      for (const definition of options.routes) if (!definition.upload) mount(api, definition, options)
      // Files have a parser and a limit of their own; no other route sees either.
      await api.register(async (files) => {
        files.removeAllContentTypeParsers()
        files.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
        const counting = { underWay: 0 }
        for (const definition of options.routes) if (definition.upload) mount(files, definition, options, counting)
      })
    },
    { prefix: '/api/v1' },
  )
  return app
}

/**
 * JSON as the sender wrote it, or not at all. A byte that is no UTF-8, half a character or a NUL could not be kept as it is,
 * and what is kept must be what was sent: a name with a � in it is nobody's.
 */
function readJsonStrictly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    if (!isUtf8(body)) {
      done(new Refused(refusalFrom(httpRefusals, 'REQUEST_NOT_JSON')), undefined)
      return
    }
    const text = body.toString()
    void parse(request, text, (error, value: unknown) => {
      // Both can only be written as escapes, which almost no body has.
      const fields = error || !/\\u(?:0000|d[89a-f])/iu.test(text) ? [] : unkeepable(value, '/body')
      if (fields.length === 0) done(error, value)
      else done(new Refused(refusalFrom(httpRefusals, 'REQUEST_INVALID', {}, fields)), undefined)
    })
  })
}

/** Where a value holds text that no database and no paper can: the first twenty places. */
function unkeepable(value: unknown, at: string): { field: string; message: string }[] {
  const isWhole = (text: string): boolean => text.isWellFormed() && !text.includes('\0')
  const fault = (field: string) => ({ field, message: 'Có ký tự không lưu được. Xin gõ lại.' })
  if (typeof value === 'string') return isWhole(value) ? [] : [fault(at)]
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value)
    .flatMap(([name, each]) => (isWhole(name) ? unkeepable(each, `${at}/${name}`) : [fault(at)]))
    .slice(0, 20)
}

/** How many files may be under way at once: each is in memory whole. */
const mostUploads = 12

function mount(api: FastifyInstance, definition: RouteDefinition, options: ServerOptions, counting = { underWay: 0 }): void {
  const isWrite = definition.method !== 'GET'
  const json = definition.produces === 'application/json'
  const rolesText = Array.isArray(definition.access) ? definition.access.join(', ') : definition.access
  const schema: Record<string, unknown> = {
    summary: definition.summary,
    description: `Access: ${String(rolesText)}.${definition.command ? ' Needs an Idempotency-Key.' : ''}${
      definition.refusals.length > 0 ? ` Refusals: ${definition.refusals.join(', ')}.` : ''
    }`,
    tags: [...definition.tags],
    ...(definition.access === 'public' ? {} : { security: [{ session: [] }] }),
    ...(definition.params ? { params: definition.params } : {}),
    ...(definition.query ? { querystring: definition.query } : {}),
    ...(definition.body ? { body: definition.body } : {}),
    ...(definition.upload ? { consumes: ['application/octet-stream'] } : {}),
    ...(definition.command
      ? {
          headers: z.looseObject({
            'idempotency-key': z.string().max(255).optional(),
            ...(definition.upload
              ? { 'content-disposition': z.string().max(2000).optional(), 'content-digest': z.string().max(500).optional() }
              : {}),
          }),
        }
      : {}),
    response: {
      ...(json ? { [definition.status]: definition.response } : {}),
      '4xx': { description: 'Problem', content: { 'application/problem+json': { schema: problemSchema } } },
    },
  }
  api.route({
    method: definition.method,
    url: definition.url,
    schema,
    config: {
      ...(definition.perMinute ? { rateLimit: { max: Math.max(definition.perMinute, options.perMinute ?? 0), timeWindow: 60_000 } } : {}),
      ...(definition.upload ? { tooLarge: definition.upload.tooLarge } : {}),
    },
    ...(definition.upload ? { bodyLimit: definition.upload.maxBytes } : {}),
    // After the count of requests, so that what is refused is counted too, and before a body is read.
    preParsing: async (request, reply) => {
      if (isWrite) refuseCrossSite(request, options)
      const { access } = definition
      const session = sessionOf(request)
      if (access === 'public') return
      if (!session) throw new Refused(refusalFrom(httpRefusals, 'SESSION_NEEDED'))
      if (access !== 'authenticated' && !session.actor.grants.some((grant) => access.includes(grant.role))) {
        throw new Refused(refusalFrom(httpRefusals, 'ROLE_NOT_ALLOWED'))
      }
      if (!definition.upload) return
      if (counting.underWay >= mostUploads) throw new Refused(definition.upload.busy)
      counting.underWay += 1
      ;(request as unknown as { letGo?: () => void }).letGo = () => {
        counting.underWay -= 1
      }
      // However it ends: answered, cut off, or gone already while the session was looked up.
      reply.raw.once('close', () => letGo(request))
      if (request.raw.socket.destroyed) letGo(request)
    },
    onResponse: async (request) => letGo(request),
    handler: async (request, reply) => await answer(definition, request, reply, options),
  })
}

/** Once for each request, whichever way it ended. */
function letGo(request: FastifyRequest): void {
  const held = request as unknown as { letGo?: (() => void) | undefined }
  held.letGo?.()
  held.letGo = undefined
}

async function answer(definition: RouteDefinition, request: FastifyRequest, reply: FastifyReply, options: ServerOptions): Promise<unknown> {
  const session = sessionOf(request)
  const key = request.headers['idempotency-key']
  const context = (db: Queryable): RequestContext => ({
    db,
    database: options.database,
    actor: session?.actor ?? options.anonymous,
    sessionId: session?.id ?? null,
    requestId: request.id,
    idempotencyKey: typeof key === 'string' ? key : null,
    publicUrl: options.publicUrl(),
    address: request.ip,
    userAgent: request.headers['user-agent'] ?? '',
    headers: request.headers,
    now: async () => await databaseNow(db),
  })
  const body = definition.upload ? (request.body ?? new Uint8Array()) : request.body
  const input = { params: request.params, query: request.query, body } as never
  const { prepare } = definition
  const work: Work = {
    prepare: prepare ? async () => await prepare(context(options.database.kysely), input) : async () => undefined,
    handle: async (db, prepared) => await definition.handle(context(db), input, prepared as never),
  }
  const result = definition.command
    ? await runCommand(definition, request, options, session, work)
    : await work.handle(options.database.kysely, await work.prepare())
  const sent = result instanceof Answer ? result.body : result
  reply.status(result instanceof Answer && result.status !== 200 ? result.status : definition.status)
  if (result instanceof Answer) reply.headers(result.headers)
  if (definition.produces !== 'application/json' && !reply.hasHeader('content-type')) reply.type(definition.produces)
  return await reply.send(sent)
}

type Work = {
  readonly prepare: () => Promise<unknown>
  readonly handle: (db: Queryable, prepared: unknown) => Promise<unknown>
}

/**
 * One intention, one effect. The first answer is stored in the effect's own transaction under (caller, key);
 * a repetition, whether later or at the same instant, finds that row and gets the same answer.
 */
async function runCommand(
  definition: RouteDefinition,
  request: FastifyRequest,
  options: ServerOptions,
  session: Session | null,
  work: Work,
): Promise<unknown> {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || key.length === 0 || key.length > 255) {
    throw new Refused(refusalFrom(httpRefusals, 'IDEMPOTENCY_KEY_NEEDED', {}, [{ field: '/headers/idempotency-key', message: 'Cần có' }]))
  }
  const caller = session?.actor.accountId ?? `address:${request.ip}`
  const hash = createHash('sha256')
    .update(await whatIsAsked(definition, request))
    .digest()
  try {
    // A file sent again is not read again. For all else the look below is enough.
    const done = definition.upload ? await earlierAnswer(options.database.kysely, caller, key) : undefined
    if (done) return replay(done, hash)
    const prepared = await work.prepare()
    return await inTransaction(options.database.kysely, async (tx) => {
      const earlier = await earlierAnswer(tx, caller, key)
      if (earlier) return replay(earlier, hash)
      const result = await work.handle(tx, prepared)
      const body = result instanceof Answer ? result.body : result
      const status = result instanceof Answer && result.status !== 200 ? result.status : definition.status
      await sql`insert into platform.idempotency (caller, key, request_hash, status, answer)
        values (${caller}, ${key}, ${hash}, ${status}, ${JSON.stringify(body ?? null)}::jsonb)`.execute(tx)
      return result
    })
  } catch (error) {
    // The same intention arrived twice at once: the other one has committed, so its answer is there now. A refusal may
    // come of that too: what the second was judged by is what the first had done while it waited for a lock.
    if (!(error instanceof Refused) && databaseFault(error)?.constraint !== 'idempotency_key_once_per_caller') throw error
    const earlier = await earlierAnswer(options.database.kysely, caller, key)
    if (!earlier) throw error
    return replay(earlier, hash)
  }
}

/** What a key stands for: the same key with anything else is another intention. */
async function whatIsAsked(definition: RouteDefinition, request: FastifyRequest): Promise<string> {
  const asked = `${definition.method} ${request.url}\n`
  if (!definition.upload) return `${asked}${canonicalJson((request.body ?? null) as Json)}`
  const body = request.body instanceof Uint8Array ? request.body : new Uint8Array()
  // Hashed beside the thread that answers everybody: 20 MB would make others wait.
  const hash = Buffer.from(await crypto.subtle.digest('SHA-256', body as Uint8Array<ArrayBuffer>)).toString('hex')
  return `${asked}${request.headers['content-disposition'] ?? ''}\n${hash}`
}

type EarlierAnswer = { requestHash: Buffer; status: number; answer: unknown }

async function earlierAnswer(db: Queryable, caller: string, key: string): Promise<EarlierAnswer | undefined> {
  const { rows } = await sql<EarlierAnswer>`
    select request_hash as "requestHash", status, answer from platform.idempotency where caller = ${caller} and key = ${key}`.execute(db)
  return rows[0]
}

function replay(earlier: EarlierAnswer, hash: Buffer): Answer {
  if (!earlier.requestHash.equals(hash)) throw new Refused(refusalFrom(httpRefusals, 'IDEMPOTENCY_KEY_REUSED'))
  return new Answer(earlier.answer, earlier.status, { 'idempotency-replayed': 'true' })
}

function sessionOf(request: FastifyRequest): Session | null {
  return (request as unknown as { session: Session | null }).session
}

function tokenOf(request: FastifyRequest, options: ServerOptions): string | undefined {
  const bearer = /^Bearer ([\w-]{20,200})$/u.exec(request.headers.authorization ?? '')?.[1]
  return bearer ?? request.cookies?.[sessionCookie(options.secureCookies, options.database.isPractice)]
}

async function signIn(request: FastifyRequest, options: ServerOptions): Promise<Session | null> {
  const token = tokenOf(request, options)
  return token === undefined ? null : await options.authenticate(token)
}

/** A browser says where a write comes from. Callers with a bearer token are not browsers and have no ambient cookie. */
function refuseCrossSite(request: FastifyRequest, options: ServerOptions): void {
  if (request.headers.authorization) return
  const site = request.headers['sec-fetch-site']
  if (site === 'cross-site' || site === 'same-site') throw new Refused(refusalFrom(httpRefusals, 'CROSS_SITE_REQUEST'))
  const origin = request.headers.origin
  if (origin && hostOf(origin) !== request.host && origin !== options.publicUrl()) {
    throw new Refused(refusalFrom(httpRefusals, 'CROSS_SITE_REQUEST'))
  }
}

/** `null` for an origin that is no address, which is nobody's own. */
function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null
}

function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const [refusal, status] = asRefusal(error, request)
  const title = refusal.message.split(/[.;]/u)[0] ?? refusal.message
  return reply
    .status(status)
    .type('application/problem+json')
    .serializer((body: unknown) => JSON.stringify(body))
    .send({
      type: `/api/docs#${refusal.code}`,
      title,
      status,
      code: refusal.code,
      detail: refusal.message,
      requestId: request.id,
      ...(refusal.law ? { law: refusal.law } : {}),
      ...(refusal.fields ? { fields: refusal.fields } : {}),
      ...(refusal.details && Object.keys(refusal.details).length > 0 ? { details: refusal.details } : {}),
    })
}

function asRefusal(error: unknown, request: FastifyRequest): [Refusal, number] {
  if (error instanceof Refused) return [error.refusal, statusOf[error.refusal.kind]]
  if (hasZodFastifySchemaValidationErrors(error)) {
    const fields = error.validation.map((fault) => ({
      field: `/${error.validationContext ?? 'body'}${fault.instancePath}`,
      message: fault.message ?? 'Chưa đúng',
    }))
    return [refusalFrom(httpRefusals, 'REQUEST_INVALID', {}, fields), 422]
  }
  const fault = databaseFault(error)
  // Text the database cannot hold (a NUL, half a character) is the sender's, whichever field it came in; so is a day before
  // the first it knows.
  if (fault?.code === '22021' || fault?.code === '22P05' || fault?.code === '22008')
    return [refusalFrom(httpRefusals, 'REQUEST_INVALID'), 422]
  const unavailable =
    fault !== undefined
      ? /^(08|53|57P|40)/u.test(fault.code)
      : /ECONNREFUSED|ECONNRESET|Connection terminated|timeout exceeded/u.test(String(error))
  if (unavailable) {
    request.log.warn({ err: error }, 'the database did not answer')
    return [refusalFrom(httpRefusals, 'DATABASE_UNAVAILABLE'), 503]
  }
  const status = error && typeof error === 'object' && 'statusCode' in error ? Number(error.statusCode) : 500
  if (status === 413) {
    const { tooLarge } = request.routeOptions.config as { tooLarge?: Refusal }
    return [tooLarge ?? refusalFrom(httpRefusals, 'REQUEST_TOO_LARGE'), 413]
  }
  if (status >= 400 && status < 500) return [refusalFrom(httpRefusals, 'REQUEST_NOT_JSON'), status]
  request.log.error({ err: error }, 'unexpected')
  return [refusalFrom(httpRefusals, 'UNEXPECTED'), 500]
}
