import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { apiPage, apiPageStyle } from './api-page.ts'
import { httpRefusals } from './refusals.ts'
import { proxyTest } from './trusted-proxies.ts'

export type OperatorPages = {
  /** Throws when the database does not answer. */
  readonly isReady: () => Promise<unknown>
  readonly metrics: () => Promise<string>
  readonly contentType: string
  /** Opens the metrics to another machine. */
  readonly metricsToken: string | undefined
}

const isThisMachine = proxyTest(['127.0.0.0/8', '::1/128'])

const schema = { hide: true }

/** Pages for machines: alive, ready, metrics. Their cost does not grow with the number of requests. */
export function mountHealthPages(http: FastifyInstance, pages: OperatorPages): void {
  const ready = keepFor(1_000, async () => {
    try {
      await pages.isReady()
      return true
    } catch {
      return false // the one answer that matters: the cause is in the log of whatever request met it
    }
  })
  const figures = keepFor(5_000, async () => await pages.metrics())
  http.get('/healthz', { schema }, async () => ({ status: 'ok' }))
  http.get('/readyz', { schema }, async (_request, reply) =>
    (await ready()) ? { status: 'ready' } : await reply.status(503).send({ status: 'database unavailable' }),
  )
  http.get('/metrics', { schema }, async (request, reply) => {
    if (!mayMeasure(request, pages.metricsToken)) throw new Refused(refusalFrom(httpRefusals, 'ROUTE_NOT_FOUND'))
    return await reply
      .type(pages.contentType)
      .header('cache-control', 'no-store')
      .send(await figures())
  })
}

/** Those, and the description of the API. */
export function mountOperatorPages(http: FastifyInstance, pages: OperatorPages): void {
  mountHealthPages(http, pages)
  let description: Buffer | undefined
  let page: string | undefined
  // The routes do not change while a process lives.
  const lasting = 'public, max-age=60'
  http.get('/api/openapi.json', { schema }, async (_request, reply) => {
    description ??= Buffer.from(JSON.stringify(http.swagger()))
    return await reply.type('application/json; charset=utf-8').header('cache-control', lasting).send(description)
  })
  http.get('/api/docs', { schema }, async (_request, reply) => {
    page ??= apiPage(http.swagger() as never)
    return await reply.type('text/html; charset=utf-8').header('cache-control', lasting).send(page)
  })
  http.get('/api/docs.css', { schema }, async (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', lasting).send(apiPageStyle),
  )
}

/** This machine itself, not a proxy on it that forwards for others; or a caller with the token. */
function mayMeasure(request: FastifyRequest, token: string | undefined): boolean {
  const given = /^Bearer ([\w-]{20,200})$/u.exec(request.headers.authorization ?? '')?.[1]
  if (token !== undefined && given !== undefined && given.length === token.length) {
    if (timingSafeEqual(Buffer.from(given), Buffer.from(token))) return true
  }
  const isForwarded = ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip'].some((name) => request.headers[name] !== undefined)
  return !isForwarded && isThisMachine(request.raw.socket.remoteAddress ?? '')
}

/** One answer for all who ask within `ms`, and one making of it at a time. */
function keepFor<T>(ms: number, make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  let at = 0
  return async () => {
    if (made && performance.now() - at < ms) return await made
    at = performance.now()
    made = make().catch((error: unknown) => {
      made = undefined
      throw error
    })
    return await made
  }
}
