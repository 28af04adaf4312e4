import type { Logger } from 'pino'
import { clamdScanner, fileInspector, openPaperSigner } from '#document'
import { openIdentityProvider } from '#citizen'
import type { IdentityProvider } from '#citizen'
import { readProvinces } from '#federation'
import { mailChannel } from '#notification'
import { openWitnesses } from '#record'
import type { Config } from '#platform/config/config.ts'
import type { Database } from '#platform/db/database.ts'
import type { HttpLimits } from '#platform/http/http-limits.ts'
import type { JobWatch } from '#platform/jobs/job-watch.ts'
import { proxyTest } from '#platform/http/trusted-proxies.ts'
import type { ProcessParts } from './modules.ts'
import { createWorkFeed, reprojectionRunner } from './modules/dossier/register.ts'
import type { ReprojectionRunner } from './modules/dossier/register.ts'
import { createHallFeeds } from './modules/floor/register.ts'
import type { Beside, Home } from './modules/practice/register.ts'
import { boardFeed } from './modules/reporting/register.ts'

export type OpenedParts = ProcessParts & {
  readonly reprojections: ReprojectionRunner
  start(): Promise<void>
  /** Ends what listens to the database. */
  stopFeeds(): Promise<void>
  close(): Promise<void>
}

/** What a test, or a process of several localities, says beside the settings. */
export type AppOverrides = {
  logger?: Logger
  perMinute?: number
  limits?: Partial<HttpLimits>
  /** What looks at the queues for all places of this process; without one the worker has its own. */
  watch?: JobWatch | undefined
  /** Code of the locality, for the operator's figures. */
  localityCode?: string
  /** One of several places of the process, which counts the process itself. */
  isOneOfMany?: boolean
} & Parameters<typeof openParts>[3]

/** The parts of a serving process, as its settings say. */
export async function openParts(
  config: Config,
  database: Database,
  logger: Logger,
  overrides: { readonly practice?: Beside; readonly home?: Home; readonly identity?: () => IdentityProvider | null },
): Promise<OpenedParts> {
  const isCounted = config.boardNetworks.length > 0 ? { isOfTheHouse: proxyTest(config.boardNetworks) } : {}
  const feed = boardFeed(database, logger, isCounted)
  const halls = createHallFeeds(database, logger, isCounted)
  const workFeed = createWorkFeed(database)
  const reprojections = reprojectionRunner(database.kysely, (error) => logger.error({ err: error }, 're-projection'))
  // A paper printed in practice is not a paper of the centre and never carries its signature.
  const signer = config.signing && !database.isPractice ? await openPaperSigner(config.signing) : null
  const inspector = fileInspector(config.trustFolder, undefined, config.clamd === undefined ? null : clamdScanner(config.clamd))
  // Practice has no citizens.
  const asConfigured = config.identity === null || database.isPractice ? null : openIdentityProvider(config.identity)
  // Practice sends nothing to real people.
  const mail = config.smtpUrl !== undefined && !database.isPractice ? mailChannel(config.smtpUrl, config.mailFrom) : null
  return {
    database,
    secureCookies: config.publicUrl?.startsWith('https:') ?? false,
    feed,
    halls,
    workFeed,
    practice: overrides.practice ?? (() => null),
    home: overrides.home ?? (() => null),
    reprojections,
    signer,
    inspector,
    isTerminal: proxyTest(config.terminalNetworks),
    identity: overrides.identity ?? (() => asConfigured),
    mail,
    witnesses: openWitnesses(config.recordFolder, config.witnessFile),
    provinces: config.federationFile === undefined || database.isPractice ? null : readProvinces(config.federationFile),
    async start() {
      await feed.start()
      await workFeed.start()
      halls.start()
      // Runs that another process began and did not finish.
      reprojections.wake()
    },
    async stopFeeds() {
      await feed.stop()
      await workFeed.stop()
      await halls.stop()
    },
    async close() {
      mail?.close()
      await inspector.close()
      await reprojections.stop()
    },
  }
}
