import { join } from 'node:path'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { findPortalPlace } from '#centre'
import { clamdScanner, fileInspector, formsWaiting, openPaperSigner } from '#document'
import { accessRecorder } from '#dossier'
import { findEndOfSession, securityLog, createSessionFinder } from '#identity'
import { findCitizen, openIdentityProvider } from '#citizen'
import type { IdentityProvider } from '#citizen'
import { mailChannel } from '#notification'
import { findSecondsSinceLook, openWitnesses } from '#record'
import type { Actor } from '#kernel/actor.ts'
import type { Config } from '#platform/config/config.ts'
import { createLogger } from '#platform/config/logger.ts'
import type { Database } from '#platform/db/database.ts'
import { mountPages } from '#platform/http/built-pages.ts'
import type { HttpLimits } from '#platform/http/http-limits.ts'
import { createMetrics } from '#platform/http/metrics.ts'
import { mountOperatorPages } from '#platform/http/operator-pages.ts'
import { mountPortal } from '#platform/http/portal-pages.ts'
import { buildServer } from '#platform/http/server.ts'
import { proxyTest } from '#platform/http/trusted-proxies.ts'
import { registerJobs } from '#platform/jobs/enqueue.ts'
import { startWorker } from '#platform/jobs/worker.ts'
import type { Worker } from '#platform/jobs/worker.ts'
import { allJobs, allRoutes } from './modules.ts'
import { reprojectionRunner } from './modules/dossier/register.ts'
import { createHallFeeds } from './modules/floor/register.ts'
import type { Beside } from './modules/practice/register.ts'
import { boardFeed } from './modules/reporting/register.ts'

/** One process: its server over the routes of all modules (`modules.ts`), its jobs, and what both share. Nothing here decides anything. */
export type App = {
  readonly http: FastifyInstance
  readonly database: Database
  /** Resolves when no re-projection is under way in this process. */
  reprojected(): Promise<void>
  /** Starts listening; returns the address people can open. */
  listen(): Promise<string>
  close(): Promise<void>
}

const root = join(import.meta.dirname, '../..')

export async function createApp(
  config: Config,
  database: Database,
  overrides: {
    logger?: Logger
    perMinute?: number
    practice?: Beside
    limits?: Partial<HttpLimits>
    identity?: () => IdentityProvider | null
  } = {},
): Promise<App> {
  const logger = overrides.logger ?? createLogger(config)
  const secureCookies = config.publicUrl?.startsWith('https:') ?? false
  const anonymous: Actor = { localityId: database.localityId, accountId: null, displayName: 'Người dân', grants: [] }
  const { boardNetworks, terminalNetworks } = config
  const ofTheHouse = boardNetworks.length > 0 ? { isOfTheHouse: proxyTest(boardNetworks) } : {}
  const feed = boardFeed(database, logger, ofTheHouse)
  const halls = createHallFeeds(database, logger, ofTheHouse)
  const reprojections = reprojectionRunner(database.kysely, (error) => logger.error({ err: error }, 're-projection'))
  const metrics = createMetrics(database, {
    listeners: () => feed.listeners(),
    formsWaiting,
    secondsSinceSealed: async () => await findSecondsSinceLook(database.kysely),
  })
  // A paper printed in practice is not a paper of the centre and never carries its signature.
  const signer = config.signing && !database.isPractice ? await openPaperSigner(config.signing) : null
  const inspector = fileInspector(config.trustFolder, undefined, config.clamd === undefined ? null : clamdScanner(config.clamd))
  // Nobody is a citizen in practice.
  const asConfigured = config.identity === null || database.isPractice ? null : openIdentityProvider(config.identity)
  const identity = overrides.identity ?? (() => asConfigured)
  let address = config.publicUrl ?? ''
  // Made before the first intake, so that a hundred of them do not wait for one another to make them.
  // Nothing practised reaches anybody.
  const mail = config.smtpUrl !== undefined && !database.isPractice ? mailChannel(config.smtpUrl, config.mailFrom) : null
  const jobs = allJobs(mail, inspector, openWitnesses(config.recordFolder, config.witnessFile))
  await registerJobs(database.kysely, jobs)
  let worker: Worker | undefined
  // Apart from the pool: what is written after an answer is part of no request.
  const security = securityLog(database.aside, logger)

  const http = await buildServer({
    database,
    routes: allRoutes(
      database,
      secureCookies,
      feed,
      overrides.practice,
      reprojections,
      signer,
      inspector,
      proxyTest(terminalNetworks),
      halls,
      identity,
    ),
    authenticate: createSessionFinder(database.kysely, database.localityId, config.idleMinutes),
    authenticateCitizen: async (token) => await findCitizen(database.kysely, token),
    whyEnded: async (token) => await findEndOfSession(database.kysely, token),
    anonymous,
    onRead: accessRecorder(database.kysely),
    onSecurity: async (note) => await security.note(note),
    publicUrl: () => config.publicUrl ?? address,
    secureCookies,
    trustProxy: config.trustProxy,
    logger,
    onRequestDone: (route, method, status, seconds) => metrics.requests.observe({ route, method, status: String(status) }, seconds),
    ...(overrides.perMinute ? { perMinute: overrides.perMinute } : {}),
    ...(overrides.limits ? { limits: overrides.limits } : {}),
  })

  mountOperatorPages(http, {
    isReady: async () => await database.pool.query('select 1'),
    metrics: metrics.registry,
    metricsToken: config.metricsToken,
  })
  await mountPages(http, join(root, '.build'), 'desk', ['/desk', '/desk/*'])
  await mountPages(http, join(root, '.build'), 'floor', ['/kiosk', '/hall', '/hall/*', '/ticket/*'])
  await mountPortal(http, {
    buildPath: join(root, '.build/portal'),
    ownHost: `${config.host}:${config.port}`,
    locality: async () => await findPortalPlace(database),
    logger,
    perMinute: overrides.perMinute,
  })

  return {
    http,
    database,
    reprojected: async () => await reprojections.settled(),
    async listen() {
      await feed.start()
      halls.start()
      // Runs that another process began and did not finish.
      reprojections.wake()
      await http.listen({ port: config.port, host: config.host })
      const { port } = http.server.address() as AddressInfo
      address = `http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${port}`
      if (config.worker) worker = await startWorker(jobs, { database, publicUrl: config.publicUrl ?? address, logger })
      return config.publicUrl ?? address
    },
    async close() {
      await feed.stop()
      await halls.stop()
      await worker?.stop()
      mail?.close()
      await http.close()
      await security.close()
      await inspector.close()
      await reprojections.stop()
    },
  }
}
