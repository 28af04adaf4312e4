import type { FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { writeCitationIn, findEnglish, toEnglish } from '#kernel/in-english.ts'
import type { Language } from '#kernel/language.ts'
import { reasonFrom, Refused, refusalFrom } from '#kernel/refusal.ts'
import type { FieldFault, Refusal, RefusalKind } from '#kernel/refusal.ts'
import { databaseFault } from '#platform/db/database.ts'
import { askedLanguage } from './asked-language.ts'
import { httpRefusals } from './refusals.ts'
import { sentenceOf } from './schema-faults.ts'
import type { Issue } from './schema-faults.ts'

const statusOf: Record<RefusalKind, number> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  gone: 410,
  too_many: 429,
  too_slow: 408,
  busy: 503,
  misdirected: 421,
}

/** Every answer that is not a success has this shape (RFC 9457), and a code that never changes meaning. */
export const problemSchema = z
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

export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const [refusal, status] = asRefusal(error, request)
  // The code of the refusal for the security log, whichever way the request was refused.
  ;(request as FastifyRequest & { refusal?: string }).refusal = refusal.code
  const { seconds } = refusal.details ?? {}
  if (typeof seconds === 'number' && !reply.hasHeader('retry-after')) reply.header('retry-after', String(seconds))
  const language = askedLanguage(request.headers['accept-language'])
  const said = describeRefusal(refusal, language)
  // The first sentence; a point within a sum or a code ends none.
  const title = said.message.split(/[.;](?=\s|$)/u)[0] ?? said.message
  return reply
    .status(status)
    .type('application/problem+json')
    .serializer((body: unknown) => JSON.stringify(body))
    .send({
      type: `/api/docs#${refusal.code}`,
      title,
      status,
      code: refusal.code,
      detail: said.message,
      requestId: request.id,
      ...(refusal.law ? { law: writeCitationIn(language, refusal.law) } : {}),
      ...(said.fields ? { fields: said.fields } : {}),
      ...(refusal.details && Object.keys(refusal.details).length > 0 ? { details: refusal.details } : {}),
    })
}

/** The sentences of a refusal in the language of the reader. Its facts (`details`) stay as they are: programs read them. */
export function describeRefusal(refusal: Refusal, language: Language): { message: string; fields: readonly FieldFault[] | undefined } {
  const fields = refusal.fields?.map(({ field, message, english }) => ({
    field,
    message: language === 'en' ? (english ?? toEnglish(message)) : message,
  }))
  return { message: reasonFrom(refusal, language), fields }
}

type SchemaFault = { readonly keyword: string; readonly instancePath: string; readonly message?: string; readonly params: object }

/** One fault of a schema in words: at its field, also for an unknown field. */
function faultsOf(fault: SchemaFault, context: string, request: FastifyRequest): FieldFault[] {
  const at = `/${context === 'querystring' ? 'query' : context}${fault.instancePath === '/' ? '' : fault.instancePath}`
  const issue: Issue = { ...fault.params, code: fault.keyword, input: valueAt(request, context, fault.instancePath) }
  const message = fault.message ?? sentenceOf(issue, 'vi')
  // Its own words where the schema has some, or those that follow from its bounds.
  const english = findEnglish(message) ?? sentenceOf(issue, 'en')
  const keys = 'keys' in fault.params && Array.isArray(fault.params.keys) ? fault.params.keys : []
  return fault.keyword === 'unrecognized_keys'
    ? keys.slice(0, mostUnknownKeys).map((key) => ({ field: `${at}/${String(key)}`, message, english }))
    : [{ field: at, message, english }]
}

/** A body may contain thousands of unknown fields; the answer need not name them all. */
const mostUnknownKeys = 20

/** The value at a path: the library keeps the path of a fault and not the value. */
function valueAt(request: FastifyRequest, context: string, path: string): unknown {
  const sent: Readonly<Record<string, unknown>> = { body: request.body, params: request.params, querystring: request.query }
  return path
    .split('/')
    .filter((key) => key !== '')
    .reduce<unknown>(
      (value, key) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined),
      sent[context],
    )
}

export function asRefusal(error: unknown, request: FastifyRequest): [Refusal, number] {
  if (error instanceof Refused) return [error.refusal, statusOf[error.refusal.kind]]
  if (hasZodFastifySchemaValidationErrors(error)) {
    const fields = error.validation.flatMap((fault) => faultsOf(fault, error.validationContext ?? 'body', request))
    return [refusalFrom(httpRefusals, 'REQUEST_INVALID', {}, fields), 422]
  }
  const fault = databaseFault(error)
  // Text the database cannot store (a NUL, half a character) is the sender's fault, in any field; so is a day before
  // the first it knows.
  if (fault?.code === '22021' || fault?.code === '22P05' || fault?.code === '22008')
    return [refusalFrom(httpRefusals, 'REQUEST_INVALID'), 422]
  // How much one row may hold is a promise of its table, kept there.
  if (fault?.code === '23514' && (fault.constraint ?? '').endsWith('_size')) return [refusalFrom(httpRefusals, 'REQUEST_TOO_LARGE'), 413]
  const unavailable =
    fault !== undefined
      ? /^(08|53|57|40|25P03|55P03)/u.test(fault.code)
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
