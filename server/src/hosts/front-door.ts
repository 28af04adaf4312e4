import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { AggregatorRegistry, Registry, collectDefaultMetrics } from 'prom-client'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import type { Refusal } from '#kernel/refusal.ts'
import { toHostName } from '#platform/http/web-address.ts'
import type { Config } from '#platform/config/config.ts'
import { limitConnections } from '#platform/http/connections.ts'
import { httpLimits } from '#platform/http/http-limits.ts'
import { mountHealthPages } from '#platform/http/operator-pages.ts'
import { sendPageProblem } from '#platform/http/page-problem.ts'
import { sendProblem } from '#platform/http/problem.ts'
import { httpRefusals } from '#platform/http/refusals.ts'
import { sendSecurityHeaders } from '#platform/http/security-headers.ts'
import { createFastify } from '#platform/http/server.ts'
import { proxyTest } from '#platform/http/trusted-proxies.ts'
import type { Localities } from './localities-at-hand.ts'
import type { RestingPlace } from './resting-place.ts'

/** The listeners of a process that serves several localities, and what answers where no locality does. */
export type FrontDoor = {
  /** Where this machine reaches the door itself; people use the names of the localities. */
  readonly address: string
  close(): Promise<void>
}

type Fallback = { readonly http: FastifyInstance; refuse(request: IncomingMessage, response: ServerResponse, why: Refusal): void }

/** Opens the port of the settings, and that of practice; each request goes to the locality whose host name it asks for. */
export async function openFrontDoor(config: Config, localities: Localities, logger: Logger): Promise<FrontDoor> {
  const fallback = await createFallback(config, localities, logger)
  const handle = (isPracticePort: boolean) => (request: IncomingMessage, response: ServerResponse) => {
    passOn(request, response, isPracticePort).catch((error: unknown) => {
      logger.warn({ err: error }, 'a locality could not be opened')
      fallback.refuse(request, response, refusalFrom(httpRefusals, 'PLACE_UNAVAILABLE', { seconds: 5 }))
    })
  }
  const believes = proxyTest(config.trustProxy)

  async function passOn(request: IncomingMessage, response: ServerResponse, isPracticePort: boolean): Promise<void> {
    const name = toHostName(hostAskedFor(request, believes))
    const found = name === null ? null : await localities.find(name)
    if (found === null) {
      // The name may be that of a locality whose database has not said yet how it is reached.
      const isSure = localities.unread().length === 0
      return fallback.refuse(
        request,
        response,
        isSure ? refusalFrom(httpRefusals, 'HOST_UNKNOWN') : refusalFrom(httpRefusals, 'PLACE_UNAVAILABLE', { seconds: 10 }),
      )
    }
    const place = isPracticePort || found.isPractice ? found.place.practice : found.place.real
    await answerBy(place, request, response)
  }

  const open = async (port: number, isPracticePort: boolean): Promise<Server> => {
    const server = createServer(
      { headersTimeout: httpLimits.headersMs, connectionsCheckingInterval: Math.min(2_000, httpLimits.headersMs) },
      handle(isPracticePort),
    )
    server.keepAliveTimeout = httpLimits.keepAliveMs
    server.requestTimeout = httpLimits.uploadMs
    server.maxRequestsPerSocket = httpLimits.requestsPerConnection
    server.setTimeout(httpLimits.idleMs)
    limitConnections(server, httpLimits, believes, () => undefined)
    await new Promise<void>((done, fail) => {
      server.once('error', fail)
      server.listen({ port, host: config.host }, () => done())
    })
    return server
  }
  const servers = [await open(config.port, false)]
  try {
    if (config.practicePort !== null) servers.push(await open(config.practicePort, true))
  } catch (error) {
    for (const each of servers) each.close()
    throw error
  }
  const [main, practice] = servers
  const portOf = (server: Server | undefined): number => (server?.address() as AddressInfo | undefined)?.port ?? 0
  localities.usePracticePort(practice ? portOf(practice) : null)
  return {
    address: `http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${portOf(main)}`,
    async close() {
      for (const server of servers) {
        const closed = new Promise((done) => server.close(done))
        server.closeAllConnections()
        await closed
      }
      await fallback.http.close()
    },
  }
}

async function answerBy(place: RestingPlace, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const leave = place.enter()
  response.once('close', leave)
  try {
    const { app } = await place.open()
    app.http.routing(request, response)
  } catch (error) {
    leave()
    throw error
  }
}

/** As the server of a locality reads it: a proxy that is believed says which name was asked for. */
function hostAskedFor({ headers, socket }: IncomingMessage, believes: (address: string) => boolean): string | undefined {
  const forwarded = headers['x-forwarded-host']
  const said = typeof forwarded === 'string' && believes(socket.remoteAddress ?? '') ? forwarded.split(',').at(-1)?.trim() : undefined
  return said ?? headers.host
}

/** The server of the process itself: whether it lives, its figures, and the refusal for every unknown name. */
async function createFallback(config: Config, localities: Localities, logger: Logger): Promise<Fallback> {
  const http = createFastify({ logger, trustProxy: config.trustProxy }, httpLimits)
  const reasons = new WeakMap<IncomingMessage, Refusal>()
  const process = new Registry()
  collectDefaultMetrics({ register: process, prefix: 'motcua_' })
  sendSecurityHeaders(http, false)
  mountHealthPages(http, {
    isReady: async () => {
      if (!(await localities.isReady())) throw new Error('no database has answered')
    },
    metrics: async () => {
      const registries = [process, ...localities.opened().map(({ app }) => app.metrics)]
      return await AggregatorRegistry.aggregate(await Promise.all(registries.map(async (each) => await each.getMetricsAsJSON()))).metrics()
    },
    contentType: process.contentType,
    metricsToken: config.metricsToken,
  })
  http.setErrorHandler((error, request, reply) => sendProblem(error, request, reply))
  http.setNotFoundHandler((request, reply) => {
    const refused = new Refused(reasons.get(request.raw) ?? refusalFrom(httpRefusals, 'HOST_UNKNOWN'))
    return request.url.startsWith('/api/') ? sendProblem(refused, request, reply) : sendPageProblem(refused, request, reply)
  })
  await http.ready()
  return {
    http,
    refuse(request, response, why) {
      reasons.set(request, why)
      http.routing(request, response)
    },
  }
}
