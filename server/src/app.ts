import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Registry } from 'prom-client'
import { formsWaiting } from '#document'
import { accessRecorder } from '#dossier'
import { createSessionFinder, findEndOfSession, securityLog } from '#identity'
import { findCitizen } from '#citizen'
import { findSecondsSinceLook } from '#record'
import type { Actor } from '#kernel/actor.ts'
import type { Config } from '#platform/config/config.ts'
import { createLogger } from '#platform/config/logger.ts'
import type { Database } from '#platform/db/database.ts'
import { createMetrics } from '#platform/http/metrics.ts'
import { buildServer } from '#platform/http/server.ts'
import { registerJobs } from '#platform/jobs/enqueue.ts'
import { startWorker } from '#platform/jobs/worker.ts'
import type { Worker } from '#platform/jobs/worker.ts'
import { mountAppPages } from './app-pages.ts'
import { buildModules, jobsFrom, routesFrom } from './modules.ts'
import { openParts } from './process-parts.ts'
import type { AppOverrides } from './process-parts.ts'

/** One process: its server over the routes of all modules (`modules.ts`), its jobs, and what both share. Nothing here decides anything. */
export type App = {
  readonly http: FastifyInstance
  readonly database: Database
  readonly metrics: Registry
  /** Resolves when no re-projection is under way in this process. */
  reprojected(): Promise<void>
  /** Starts listening on a port of its own; returns the address people can open. */
  listen(): Promise<string>
  /** Starts all but a listener: requests come from the front door, which serves several localities. */
  open(): Promise<void>
  close(): Promise<void>
}

export async function createApp(config: Config, database: Database, overrides: AppOverrides = {}): Promise<App> {
  const logger = overrides.logger ?? createLogger(config)
  const anonymous: Actor = { localityId: database.localityId, accountId: null, displayName: 'Người dân', grants: [] }
  const parts = await openParts(config, database, logger, overrides)
  const metrics = createMetrics(database, {
    locality: overrides.localityCode ?? String(database.localityId),
    isOneOfMany: overrides.isOneOfMany ?? false,
    listeners: () => parts.feed.listeners(),
    formsWaiting,
    secondsSinceSealed: async () => await findSecondsSinceLook(database.kysely),
  })
  let address = config.publicUrl ?? ''
  // Made before the first intake, so that a hundred of them do not wait for one another to make them.
  const modules = buildModules(parts)
  const jobs = jobsFrom(modules)
  await registerJobs(database.kysely, jobs)
  let worker: Worker | undefined
  // Apart from the pool: what is written after an answer is part of no request.
  const security = securityLog(database.aside, logger)
  const http = await buildServer({
    database,
    routes: routesFrom(modules),
    authenticate: createSessionFinder(database.kysely, database.localityId, config.idleMinutes),
    authenticateCitizen: async (token) => await findCitizen(database.kysely, token),
    whyEnded: async (token) => await findEndOfSession(database.kysely, token),
    anonymous,
    onRead: accessRecorder(database.kysely),
    onSecurity: async (note) => await security.note(note),
    publicUrl: () => config.publicUrl ?? address,
    secureCookies: parts.secureCookies,
    trustProxy: config.trustProxy,
    logger,
    onRequestDone: (route, method, status, seconds) => metrics.requests.observe({ route, method, status: String(status) }, seconds),
    ...(overrides.perMinute ? { perMinute: overrides.perMinute } : {}),
    ...(overrides.limits ? { limits: overrides.limits } : {}),
  })
  await mountAppPages(http, database, config, {
    metrics: metrics.registry,
    logger,
    perMinute: overrides.perMinute,
    gathers: parts.provinces !== null,
  })
  const startWork = async (): Promise<void> => {
    if (config.worker) worker = await startWorker(jobs, { database, publicUrl: config.publicUrl ?? address, logger }, overrides.watch)
  }
  return {
    http,
    database,
    metrics: metrics.registry,
    reprojected: async () => await parts.reprojections.settled(),
    async open() {
      await http.ready()
      await parts.start()
      await startWork()
    },
    async listen() {
      await parts.start()
      await http.listen({ port: config.port, host: config.host })
      const { port } = http.server.address() as AddressInfo
      address = `http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${port}`
      await startWork()
      return config.publicUrl ?? address
    },
    async close() {
      await parts.stopFeeds()
      await worker?.stop()
      await http.close()
      await security.close()
      await parts.close()
    },
  }
}
