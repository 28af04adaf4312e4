import type { Logger } from 'pino'
import { issueSetupCode } from '#identity'
import type { Config } from '#platform/config/config.ts'
import { openInstallation, openPractice, prepareInstallation } from '#platform/db/installation.ts'
import type { Database } from '#platform/db/database.ts'
import { copyCentre, isSetUp } from '#practice'
import { createApp } from '../app.ts'
import type { App } from '../app.ts'
import { refuseDemonstrationForOthers } from '../packs/demonstration-guard.ts'
import type { SharedDatabases } from './shared-databases.ts'
import type { ServedLocality } from './served-localities.ts'

/** What is open of one locality, or of its practice place: its connections, its server without a listener, its worker. */
export type OpenPlace = { readonly app: App; close(): Promise<void> }

export type PlaceTools = {
  readonly config: Config
  readonly logger: Logger
  readonly databases: SharedDatabases
  /** Where the practice place of a locality is opened. */
  readonly practiceAddressOf: (served: ServedLocality) => string | null
  /** Opens the practice place of a locality and gives its database: the way into it leads from the real centre. */
  readonly openBeside: (served: ServedLocality) => Promise<Database | null>
  readonly say: (text: string) => void
}

/** How long a connection nobody uses is kept where one process serves many: 34 provinces at rest hold few. */
const idleMs = 60_000

/** @throws Error saying why the locality cannot be served */
export async function openRealPlace(served: ServedLocality, tools: PlaceTools): Promise<OpenPlace> {
  const { logger, databases } = tools
  const config = configOf(tools.config, served, served.webAddresses[0])
  const installation = await prepareInstallation(config)
  const shared = await databases.of(served)
  const database = openInstallation(
    installation,
    config,
    (error) => logger.warn({ err: error, locality: served.code }, 'database connection'),
    {
      idleMs,
      listener: shared.listener,
    },
  )
  return await closedOnFailure(database, async () => {
    await refuseDemonstrationForOthers(database.kysely, config)
    const setupCode = await issueSetupCode(database.kysely)
    if (setupCode !== null)
      tools.say(`${served.code}: chưa có tài khoản nào. Mở ${config.publicUrl}/desk/thiet-lap-ban-dau, mã thiết lập: ${setupCode}`)
    const app = await createApp(config, database, {
      logger,
      watch: shared.watch,
      localityCode: served.code ?? '',
      isOneOfMany: true,
      practice: async () => {
        const address = tools.practiceAddressOf(served)
        const beside = address === null ? null : await tools.openBeside(served)
        return beside && address !== null ? { database: beside, address } : null
      },
    })
    await app.open()
    return app
  })
}

/** @throws Error saying why it cannot be opened; the real centre does not depend on it */
export async function openPracticeOf(served: ServedLocality, tools: PlaceTools): Promise<OpenPlace> {
  const { logger, databases } = tools
  const address = tools.practiceAddressOf(served)
  if (address === null) throw new Error('The settings want no practice place.')
  const config = configOf(tools.config, served, address)
  const installation = await prepareInstallation(config)
  const shared = await databases.of(served)
  const onError = (error: Error): void => logger.warn({ err: error, locality: served.code }, 'practice database connection')
  const database = openPractice(installation, config, shared, onError)
  return await closedOnFailure(database, async () => {
    const app = await createApp(config, database, {
      logger,
      watch: shared.watch,
      localityCode: `THU-${served.code}`,
      isOneOfMany: true,
      home: () => served.webAddresses[0] ?? null,
    })
    await app.open()
    if (!(await isSetUp(database.kysely))) {
      const real = openInstallation(installation, { ...config, poolSize: 2 })
      await copyCentre(real.kysely, database.kysely).finally(async () => await real.close())
    }
    return app
  })
}

async function closedOnFailure(database: Database, open: () => Promise<App>): Promise<OpenPlace> {
  try {
    const app = await open()
    return {
      app,
      async close() {
        await app.close()
        await database.close()
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** The settings of one locality among several. No pack is loaded: a locality of a shared process is set up on its own screens. */
function configOf(config: Config, served: ServedLocality, publicUrl: string | undefined): Config {
  return {
    ...config,
    publicUrl,
    practiceUrl: undefined,
    databaseUrl: served.appUrl,
    ownerUrl: undefined,
    locality: undefined,
    pack: undefined,
    recordFolder: config.recordFolder === undefined ? undefined : `${config.recordFolder}/${served.code}`,
  }
}
