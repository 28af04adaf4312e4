import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Readable } from 'node:stream'
import { z } from 'zod'
import type { Actor } from '#kernel/actor.ts'
import type { Language } from '#kernel/language.ts'
import type { PersonalRead } from '#kernel/personal-read.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { databaseNow } from '#platform/db/database.ts'
import type { Database, Queryable } from '#platform/db/database.ts'
import type { Admission } from './admission.ts'
import { askedLanguage } from './asked-language.ts'
import { addressOf, citizenFrom, hasDeskCookie, refuseCrossSite, sessionOf, whySessionNeeded } from './credential.ts'
import type { Session } from './credential.ts'
import type { HttpLimits } from './http-limits.ts'
import { runCommand } from './idempotency.ts'
import type { Answered } from './idempotency.ts'
import type { Work } from './idempotency.ts'
import { problemSchema } from './problem.ts'
import { httpRefusals } from './refusals.ts'
import { Answer } from './route.ts'
import { inLanguageFrom } from './said.ts'
import type { InLanguage } from './said.ts'
import type { RequestContext, RouteDefinition } from './route.ts'
import { refuseUnconfirmed, refuseUnfinishedSignIn, stateOf } from './session-gate.ts'
import type { Exports } from './exports.ts'
import type { Guesses } from './guesses.ts'
import type { UploadSlots } from './upload-slots.ts'

/** The dependencies of every route. */
export type Mounting = {
  readonly database: Database
  readonly anonymous: Actor
  readonly publicUrl: () => string
  readonly limits: HttpLimits
  readonly admission: Admission
  readonly slots: UploadSlots
  readonly exports: Exports
  readonly guesses: Guesses
  /** Raises the limits of single routes (tests, the demonstration day). */
  readonly perMinute: number | undefined
  /** Keeps that somebody signed in was shown dossiers; the answer waits for it. */
  readonly onRead: ((read: PersonalRead) => Promise<void>) | undefined
}

/** Puts one route of the table on the server. */
export function mountRoute(api: FastifyInstance, definition: RouteDefinition, mounting: Mounting): void {
  const { upload, perMinute } = definition
  const inLanguage = definition.produces === 'application/json' ? inLanguageFrom(definition.response) : null
  api.route({
    method: definition.method,
    url: definition.url,
    schema: schemaOf(definition),
    config: {
      ...(perMinute ? { rateLimit: { max: Math.max(perMinute, mounting.perMinute ?? 0), timeWindow: 60_000 } } : {}),
      ...(definition.countedByAddress ? { rateLimit: { keyGenerator: addressOf } } : {}),
      ...(definition.security ? { security: definition.security } : {}),
      ...(definition.isExport ? { isExport: true } : {}),
      ...(upload ? { tooLarge: upload.tooLarge, isUpload: true } : {}),
    },
    bodyLimit:
      upload?.maxBytes ??
      (definition.access === 'public'
        ? mounting.limits.publicBodyBytes
        : definition.access === 'citizen'
          ? mounting.limits.citizenBodyBytes
          : mounting.limits.bodyBytes),
    // After the count of requests, so that what is refused is counted too, and before a body is read.
    preParsing: async (request, reply) => {
      if (definition.method !== 'GET') refuseCrossSite(request, mounting.publicUrl())
      refuseStranger(definition, request)
      if (!upload) return
      const letGo = mounting.slots.take(sessionOf(request)?.actor.accountId ?? citizenFrom(request)?.personId ?? request.ip)
      if (!letGo) throw new Refused(upload.busy)
      ;(request as unknown as Holding).letGo = letGo
      // In every case: answered, aborted, or disconnected while the session was looked up.
      reply.raw.once('close', letGo)
      if (request.raw.socket.destroyed) letGo()
    },
    onResponse: async (request) => (request as unknown as Holding).letGo?.(),
    handler: async (request, reply) => await answer(definition, request, reply, { ...mounting, inLanguage }),
  })
}

type Holding = { letGo?: () => void }

/** @throws Refused SESSION_NEEDED, CITIZEN_SIGN_IN_NEEDED, ROLE_NOT_ALLOWED, and what `refuseUnfinishedSignIn` does */
function refuseStranger(definition: RouteDefinition, request: FastifyRequest): void {
  const { access } = definition
  if (access === 'public') return
  if (access === 'citizen') {
    if (!citizenFrom(request)) throw new Refused(refusalFrom(httpRefusals, 'CITIZEN_SIGN_IN_NEEDED'))
    return
  }
  const session = sessionOf(request)
  if (!session) throw new Refused(whySessionNeeded(request))
  refuseUnfinishedSignIn(definition, stateOf(session))
  if (access !== 'authenticated' && !session.actor.grants.some((grant) => access.includes(grant.role))) {
    throw new Refused(refusalFrom(httpRefusals, 'ROLE_NOT_ALLOWED'))
  }
}

function schemaOf(definition: RouteDefinition): Record<string, unknown> {
  const rolesText = Array.isArray(definition.access) ? definition.access.join(', ') : definition.access
  return {
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
      ...(definition.produces === 'application/json' ? { [definition.status]: definition.response } : {}),
      '4xx': { description: 'Problem', content: { 'application/problem+json': { schema: problemSchema } } },
    },
  }
}

async function answer(
  definition: RouteDefinition,
  request: FastifyRequest,
  reply: FastifyReply,
  mounting: Mounting & { readonly inLanguage: InLanguage | null },
): Promise<unknown> {
  const { database, inLanguage } = mounting
  const language = askedLanguage(request.headers['accept-language'])
  const { access } = definition
  // A citizen act is never done with an officer's session of the same browser.
  const session = access === 'citizen' ? null : sessionOf(request)
  const citizen = citizenFrom(request)
  const key = request.headers['idempotency-key']
  const shown = new Set<string>()
  const context = (db: Queryable): RequestContext => ({
    db,
    database,
    // On a public page a person who has not finished signing in is anonymous.
    actor: session && (stateOf(session).step === null || access !== 'public') ? session.actor : mounting.anonymous,
    citizen,
    sessionId: session?.id ?? null,
    session: stateOf(session),
    isStaffDevice: sessionOf(request) !== null || hasDeskCookie(request),
    requestId: request.id,
    idempotencyKey: typeof key === 'string' ? key : null,
    publicUrl: mounting.publicUrl(),
    address: request.ip,
    language,
    userAgent: request.headers['user-agent'] ?? '',
    headers: request.headers,
    now: async () => await databaseNow(db),
    shows: (...codes) => {
      for (const code of codes) shown.add(code)
    },
  })
  const body = definition.upload ? (request.body ?? new Uint8Array()) : request.body
  const input = { params: request.params, query: request.query, body } as never
  if (session) refuseUnconfirmed(definition, stateOf(session), input, session.actor)
  const { prepare } = definition
  const work: Work = {
    prepare: prepare ? async () => await prepare(context(database.kysely), input) : async () => undefined,
    // Before the answer of a command is stored: asked again, it is the same.
    handle: async (db, prepared) => writeAnswer(await definition.handle(context(db), input, prepared as never), language, inLanguage),
    spell: (body, status) => {
      if (definition.produces !== 'application/json' || body === undefined || body === null) return null
      return Buffer.from((reply.getSerializationFunction(String(status)) ?? JSON.stringify)(body))
    },
  }
  const db = definition.isExport ? database.exports : database.kysely
  const carryOut = async (): Promise<Answered> =>
    definition.command
      ? await runCommand(definition, request, database, { session, citizen: access === 'citizen' ? citizen : null }, work)
      : { result: await work.handle(db, await work.prepare()), bytes: null }
  const { guess } = definition
  const judged = guess ? async () => await mounting.guesses.count(guess, request, carryOut) : carryOut
  let result: unknown
  let bytes: Buffer | null = null
  let sent: unknown
  const bodyOf = async (): Promise<unknown> => {
    // Exports have connections and a limit of their own.
    ;({ result, bytes } = await (definition.isExport ? judged() : mounting.admission.admit(judged)))
    return result instanceof Answer ? result.body : result
  }
  sent = definition.isExport ? await mounting.exports.send(reply, bodyOf) : await bodyOf()
  // The body of an answer to HEAD is not read: a stream would stay open and hold its slot.
  if (request.method === 'HEAD' && sent instanceof Readable) {
    sent.destroy()
    sent = ''
  }
  const read = session ? readOf(definition, session, input, sent, shown) : null
  try {
    if (read) await mounting.onRead?.(read)
  } catch (error) {
    // Data whose access cannot be logged is not shown: an export that has begun ends here and frees its place.
    if (sent instanceof Readable) sent.destroy()
    throw error
  }
  reply.status(result instanceof Answer && result.status !== 200 ? result.status : definition.status)
  if (result instanceof Answer) reply.headers(result.headers)
  if (definition.produces !== 'application/json' && !reply.hasHeader('content-type')) reply.type(definition.produces)
  if (bytes === null || reply.hasHeader('content-type')) return await reply.send(sent)
  return await reply.type('application/json; charset=utf-8').send(bytes)
}

/** What is recorded is Vietnamese; the words of the system in it are written in the language asked for. */
function writeAnswer(result: unknown, language: Language, inLanguage: InLanguage | null): unknown {
  if (inLanguage === null || language === 'vi') return result
  if (!(result instanceof Answer)) return inLanguage(result, language)
  return new Answer(inLanguage(result.body, language), result.status, result.headers)
}

/** The dossiers that the answer shows to a signed-in person; `null` when there are none. */
function readOf(
  { reads }: RouteDefinition,
  { actor, id: sessionId }: Session,
  input: never,
  answered: unknown,
  shown: ReadonlySet<string>,
): PersonalRead | null {
  if (!reads || 'nobody' in reads) return null
  const codes = [...new Set([...shown, ...(reads.codes?.(input, answered) ?? [])])]
  const range = reads.range?.(input) ?? null
  const fileId = reads.file?.(input) ?? null
  return codes.length === 0 && !range ? null : { actor, sessionId, purpose: reads.purpose, codes, range, fileId }
}
