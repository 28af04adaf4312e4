import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AddressInfo } from 'node:net'
import fastifyStatic from '@fastify/static'
import { pino } from 'pino'
import type { Logger } from 'pino'
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import type { FastifyInstance } from 'fastify'
import { listCentres } from '#centre'
import { clamdScanner, fileInspector, formsWaiting, scanAgain, openPaperSigner, printSheet, signIssuedDocument, signPaper } from '#document'
import type { FileInspector, PaperSigner } from '#document'
import { findEndOfSession, findSession, securityLog } from '#identity'
import { findRatingLink, inviteToRate } from '#feedback'
import { askWitnesses, mustKeepUp, noWitnesses, openWitnesses, findSecondsSinceLook } from '#record'
import type { Witnesses } from '#record'
import { dossierDoor, mustRead, mustTrack, accessRecorder } from '#dossier'
import { mailChannel, tellApplicant } from '#notification'
import type { MailChannel } from '#notification'
import type { Actor } from '#kernel/actor.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import type { Config } from '#platform/config/config.ts'
import type { Database } from '#platform/db/database.ts'
import { registerJobs } from '#platform/jobs/enqueue.ts'
import type { AnyJob } from '#platform/jobs/job.ts'
import { queueFigures } from '#platform/jobs/list-jobs.ts'
import type { QueueFigures } from '#platform/jobs/list-jobs.ts'
import { pruneJob } from '#platform/jobs/prune.ts'
import { startWorker } from '#platform/jobs/worker.ts'
import type { Worker } from '#platform/jobs/worker.ts'
import { addressOf } from '#platform/http/credential.ts'
import { refuseUnreadableForm, sendPageProblem } from '#platform/http/page-problem.ts'
import { PageTurns } from '#platform/http/page-turns.ts'
import { httpRefusals } from '#platform/http/refusals.ts'
import { portalHandler } from '#platform/http/portal-handler.ts'
import type { PortalLocality } from '#platform/http/portal-handler.ts'
import { mountOperatorPages } from '#platform/http/operator-pages.ts'
import { proxyTest } from '#platform/http/trusted-proxies.ts'
import { buildServer } from '#platform/http/server.ts'
import type { HttpLimits } from '#platform/http/http-limits.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { agencyRoutes } from './modules/agency/register.ts'
import { calendarRoutes } from './modules/calendar/register.ts'
import { centreRoutes } from './modules/centre/register.ts'
import type { Beside } from './modules/practice/register.ts'
import { practiceRoutes } from './modules/practice/register.ts'
import { documentRoutes, scanAgainJob } from './modules/document/register.ts'
import type { ReprojectionRunner } from './modules/dossier/register.ts'
import {
  actDoneJob,
  alertRoutes,
  carryOutReprojectionsJob,
  tellOfMovesJob,
  carryOutVersionMovesJob,
  clockRoundJob,
  dossierRoutes,
  escalationJob,
  foldFiguresJob,
  issueSlip,
  reprojectionRunner,
  accessRoutes,
  forgetOldAccessJob,
} from './modules/dossier/register.ts'
import { closeUrnJob, countBallotsJob, feedbackRoutes } from './modules/feedback/register.ts'
import {
  accountRoutes,
  forgetOldSecurityEventsJob,
  officerRoutes,
  ownAccountRoutes,
  pruneSignInsJob,
  securityRoutes,
  sessionRoutes,
  setupRoutes,
} from './modules/identity/register.ts'
import { paymentRoutes } from './modules/payment/register.ts'
import { routes as procedureRoutes } from './modules/procedure/register.ts'
import { noticeRoutes } from './modules/notification/register.ts'
import { jobRoutes, openingRoutes } from './modules/oversight/register.ts'
import { recordRoutes, sealRecordJob, sweepRecordJob } from './modules/record/register.ts'
import { boardFeed, reportingRoutes } from './modules/reporting/register.ts'

/**
 * The composition root: the only file that knows every module. Nothing here decides anything; it hands each
 * module what it needs and mounts what it offers.
 */
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

/** Every route of the API, in one list: what is mounted, described, and walked by the access tests. */
export function allRoutes(
  database: Database,
  secureCookies: boolean,
  feed: ReturnType<typeof boardFeed>,
  practice: Beside = () => null,
  reprojections?: Pick<ReprojectionRunner, 'wake'>,
  signer: PaperSigner | null = null,
  inspector: FileInspector = fileInspector(undefined),
  isTerminal: (address: string) => boolean = () => false,
): RouteDefinition[] {
  return [
    ...sessionRoutes({
      secureCookies,
      isPractice: database.isPractice,
      findSession: async (token) => await findSession(database.kysely, database.localityId, token),
    }),
    ...setupRoutes,
    ...ownAccountRoutes,
    ...accountRoutes,
    ...officerRoutes,
    ...securityRoutes,
    ...agencyRoutes,
    ...centreRoutes,
    ...calendarRoutes,
    ...procedureRoutes,
    ...documentRoutes,
    ...paymentRoutes({
      print: printSheet,
      dossiers: dossierDoor(database),
      sign: signer ? async (context, pdf) => (await signPaper(context.db, signer, pdf)).bytes : undefined,
    }),
    ...dossierRoutes({
      mayLeave: async ({ database, db, now }) => await mustKeepUp(database, db, await now()),
      onReturned: async (context, returned) => await inviteToRate(context.db, context.database, returned),
      ratingLinkOf: async (context, dossierId) => {
        const url = await findRatingLink(context.db, context.database, dossierId, context.publicUrl)
        return { isOpen: url !== null, url: isTerminal(context.address) ? url : null }
      },
      onDecree: () => reprojections?.wake(),
      signForm: async (context, form) => (signer ? await signIssuedDocument(context.db, signer, form) : form.bytes),
      signSheet: async (context, printed) => (signer ? (await signPaper(context.db, signer, printed)).bytes : printed),
      inspector,
    }),
    ...feedbackRoutes,
    ...reportingRoutes(feed),
    ...recordRoutes,
    ...jobRoutes,
    ...openingRoutes,
    ...alertRoutes,
    ...accessRoutes,
    ...noticeRoutes({
      track: async (context, code, secret) => await mustTrack(context.db, context.database, code, secret),
      read: async (context, code) => await mustRead(context.db, context.actor, code),
    }),
    ...practiceRoutes({ secureCookies, beside: practice }),
  ]
}

/** Every kind of background work, in one list: what the worker runs and operators see. */
export function allJobs(
  mail: MailChannel | null,
  inspector: FileInspector = fileInspector(undefined),
  witnesses: Witnesses = noWitnesses,
): readonly AnyJob[] {
  return [
    pruneJob,
    pruneSignInsJob,
    forgetOldSecurityEventsJob,
    forgetOldAccessJob,
    escalationJob,
    clockRoundJob,
    foldFiguresJob,
    carryOutReprojectionsJob,
    tellOfMovesJob,
    carryOutVersionMovesJob,
    countBallotsJob,
    closeUrnJob,
    scanAgainJob(async (database) => await scanAgain(database, inspector)),
    sealRecordJob(async (database) => await askWitnesses(database, witnesses)),
    sweepRecordJob,
    actDoneJob(async (work, { dossierId, seq, code }) => {
      await issueSlip(work, code)
      await tellApplicant(work.database, { dossierId, seq }, { mail, publicUrl: work.publicUrl })
    }),
  ]
}

export async function createApp(
  config: Config,
  database: Database,
  overrides: { logger?: Logger; perMinute?: number; practice?: Beside; limits?: Partial<HttpLimits> } = {},
): Promise<App> {
  const logger = overrides.logger ?? createLogger(config)
  const secureCookies = config.publicUrl?.startsWith('https:') ?? false
  const anonymous: Actor = { localityId: database.localityId, accountId: null, displayName: 'Người dân', grants: [] }
  const { boardNetworks, terminalNetworks } = config
  const feed = boardFeed(database, logger, boardNetworks.length > 0 ? { isOfTheHouse: proxyTest(boardNetworks) } : {})
  const reprojections = reprojectionRunner(database.kysely, (error) => logger.error({ err: error }, 're-projection'))
  const metrics = createMetrics(database, () => feed.listeners())
  // A paper printed in practice is not a paper of the centre and never carries its signature.
  const signer = config.signing && !database.isPractice ? await openPaperSigner(config.signing) : null
  const inspector = fileInspector(config.trustFolder, undefined, config.clamd === undefined ? null : clamdScanner(config.clamd))
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
    routes: allRoutes(database, secureCookies, feed, overrides.practice, reprojections, signer, inspector, proxyTest(terminalNetworks)),
    authenticate: async (token, key) => await findSession(database.kysely, database.localityId, token, config.idleMinutes, key),
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
  await mountDesk(http)
  await mountPortal(http, config, database, logger, overrides.perMinute)

  return {
    http,
    database,
    reprojected: async () => await reprojections.settled(),
    async listen() {
      await feed.start()
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
      await worker?.stop()
      mail?.close()
      await http.close()
      await security.close()
      await inspector.close()
      await reprojections.stop()
    },
  }
}

export function createLogger(config: Pick<Config, 'logLevel'>): Logger {
  return pino({
    level: config.logLevel,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    // Requests and rows never go to the log whole; these are the ways one could slip in with an error.
    redact: ['err.client', 'err.parameters', 'err.detail', 'err.where', 'err.query', '*.password', '*.token', '*.idNumber', '*.phone'],
  })
}

function createMetrics(database: Database, listeners: () => number) {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'motcua_' })
  const requests = new Histogram({
    name: 'motcua_http_request_seconds',
    help: 'Time to answer, by route pattern',
    labelNames: ['route', 'method', 'status'] as const,
    buckets: [0.005, 0.01, 0.02, 0.04, 0.06, 0.1, 0.2, 0.5, 1, 3],
    registers: [registry],
  })
  new Gauge({
    name: 'motcua_database_waiting',
    help: 'Requests waiting for a connection',
    registers: [registry],
    collect() {
      this.set(database.pool.waitingCount)
    },
  })
  const jobs = (name: string, help: string, value: (queue: QueueFigures) => number): void => {
    new Gauge({
      name,
      help,
      labelNames: ['queue'] as const,
      registers: [registry],
      async collect() {
        // Metrics are asked for most when things go wrong; a database that does not answer must not take them away.
        const queues = await queueFigures(database.kysely).catch(() => [])
        for (const queue of queues) this.set({ queue: queue.name }, value(queue))
      },
    })
  }
  jobs('motcua_jobs_waiting', 'Background jobs that wait', ({ waiting }) => waiting)
  jobs('motcua_jobs_failed', 'Background jobs given up', ({ failed }) => failed)
  jobs('motcua_jobs_oldest_seconds', 'How long the oldest ready job has waited', ({ oldestSeconds }) => oldestSeconds ?? 0)
  new Gauge({
    name: 'motcua_record_seconds',
    help: 'How long ago the sealer of the record last looked at everything; more than 300 is late',
    registers: [registry],
    async collect() {
      this.set((await findSecondsSinceLook(database.kysely).catch(() => null)) ?? 0)
    },
  })
  new Gauge({
    name: 'motcua_forms_waiting',
    help: 'Forms that wait for the press of this process',
    registers: [registry],
    collect() {
      this.set(formsWaiting())
    },
  })
  new Gauge({
    name: 'motcua_board_listeners',
    help: 'Open live board streams',
    registers: [registry],
    collect() {
      this.set(listeners())
    },
  })
  new Counter({ name: 'motcua_start_total', help: 'Starts of this process', registers: [registry] }).inc()
  return { registry, requests }
}

async function mountDesk(http: FastifyInstance): Promise<void> {
  const folder = join(root, '.build/desk')
  if (!existsSync(join(folder, 'index.html'))) return
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  await http.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/desk/assets/',
    // The name of a built file carries its hash, so it may be kept for ever.
    immutable: true,
    maxAge: '365d',
    preCompressed: true,
    decorateReply: false,
  })
  const send = async (_request: unknown, reply: { type(t: string): { header(n: string, v: string): { send(b: string): unknown } } }) =>
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(page)
  http.get('/desk', { schema: { hide: true } }, send as never)
  http.get('/desk/*', { schema: { hide: true } }, send as never)
}

/** A hall of people behind one address reads less than this; its API calls from here are counted with it. */
const pagesPerMinute = 1200

async function mountPortal(http: FastifyInstance, config: Config, database: Database, logger: Logger, perMinute?: number): Promise<void> {
  const buildPath = join(root, '.build/portal')
  if (!existsSync(join(buildPath, 'server/index.js'))) return
  await http.register(fastifyStatic, {
    root: join(buildPath, 'client/assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
    preCompressed: true,
    decorateReply: false,
  })
  const handle = await portalHandler({
    buildPath: join(buildPath, 'server/index.js'),
    // The portal is a client of the public API like any other; in one process the call needs no socket.
    api: async (visitor, path, init) => {
      const headers = Object.fromEntries(new Headers(init?.headers))
      const answer = await http.inject({
        method: (init?.method ?? 'GET') as 'GET',
        url: path,
        headers: { ...headers, ...(visitor.cookie ? { cookie: visitor.cookie } : {}) },
        remoteAddress: visitor.address,
        ...(typeof init?.body === 'string' ? { payload: init.body } : {}),
      })
      return new Response(answer.statusCode === 204 ? null : new Uint8Array(answer.rawPayload), {
        status: answer.statusCode,
        headers: answer.headers as Record<string, string>,
      })
    },
    locality: () => locality(database),
    onError: (error) => logger.error({ err: error }, 'portal page'),
  })
  const turns = new PageTurns({ atOnce: 4, perCaller: 2, waiting: 50 })
  await http.register(async (portal) => {
    portal.setErrorHandler((error, request, reply) => sendPageProblem(error, request, reply))
    portal.removeAllContentTypeParsers()
    portal.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 32_768 }, (_request, body, done) => done(null, body))
    portal.route({
      method: ['GET', 'POST'],
      url: '/*',
      schema: { hide: true },
      bodyLimit: 32_768,
      config: {
        rateLimit: { max: Math.max(pagesPerMinute, perMinute ?? 0), timeWindow: 60_000, allowList: () => false, keyGenerator: addressOf },
      },
      handler: async (request, reply) => {
        // A program that calls a wrong address gets the refusal in its own language.
        if (request.url.startsWith('/api/')) return reply.callNotFound()
        // An invalid host name is replaced by our own: the page is the same.
        const own = `${config.host}:${config.port}`
        const host = URL.canParse(`${request.protocol}://${request.host || own}/`) ? request.host || own : own
        const body = request.method === 'POST' ? new Uint8Array((request.body as Buffer | null) ?? []) : null
        const headers = new Headers()
        for (const [name, value] of Object.entries(request.headers)) {
          if (typeof value === 'string' && !/^(connection|content-length|transfer-encoding|keep-alive|upgrade)$/u.test(name))
            headers.set(name, value)
        }
        if (body) await refuseUnreadableForm(request.headers['content-type'], body)
        const asked = new Request(`${request.protocol}://${host}${request.url}`, { method: request.method, headers, body })
        const visitor = { address: request.ip, cookie: request.headers.cookie }
        const answer = await turns.take(addressOf(request), async () => await handle(asked, visitor))
        if (!answer) throw new Refused(refusalFrom(httpRefusals, 'RATE_LIMITED', { seconds: 5 }))
        reply.status(answer.status)
        for (const [name, value] of answer.headers) reply.header(name, value)
        // Never nothing: what asks for the head of a page is sent the length of its body.
        return await reply.send(Buffer.from(await answer.arrayBuffer()))
      },
    })
  })
}

const places = new WeakMap<Database, { at: number; value: PortalLocality }>()

/** The place as every public page shows it; names change rarely, so a cache of one minute is fresh enough. */
async function locality(database: Database): Promise<PortalLocality> {
  const place = places.get(database)
  if (place && performance.now() - place.at < 60_000) return place.value
  const [centre] = await listCentres(database.kysely)
  const { rows } = await database.pool.query<{ name: string; hotline: string; address: string; isPractice: boolean }>(
    `select name || case when demonstration then ' (dữ liệu trình diễn)' else '' end as name, hotline, address,
       practice_of is not null as "isPractice" from platform.locality`,
  )
  const value: PortalLocality = {
    name: rows[0]?.name ?? '',
    centreName: centre?.name ?? 'Trung tâm Phục vụ hành chính công',
    address: centre?.address ?? rows[0]?.address ?? '',
    hotline: rows[0]?.hotline || (centre?.phone ?? ''),
    officeHours: centre?.openingHoursNote ?? '7:00–11:30, 13:30–17:00, thứ Hai đến thứ Sáu',
    isPractice: rows[0]?.isPractice ?? false,
  }
  places.set(database, { at: performance.now(), value })
  return value
}
