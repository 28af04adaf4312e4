import type { Logger } from 'pino'
import type { Config } from '#platform/config/config.ts'
import type { Database } from '#platform/db/database.ts'
import { openPractice } from '#platform/db/installation.ts'
import type { Installation } from '#platform/db/installation.ts'
import type { JobWatch } from '#platform/jobs/job-watch.ts'
import { copyCentre, isSetUp } from '#practice'
import { createApp } from './app.ts'
import type { Home } from './modules/practice/register.ts'

export type PracticePlace = {
  /** `null` when it could not be opened. */
  readonly place: { readonly database: Database; readonly address: string } | null
  /** Why it is not open, and what to do. */
  readonly fault: string | null
  close(): Promise<void>
}

/**
 * Serves the practice place beside the real centre: the same application over another locality, on a port of its own,
 * so that no session of the one opens the other; a link leads back. The real centre does not depend on it: when it cannot be
 * opened, that is said and the centre works.
 * @returns `null` when the settings want none.
 */
export async function openPracticePlace(
  installation: Installation,
  config: Config,
  live: Database,
  logger: Logger,
  { home, watch }: { readonly home: Home; readonly watch: JobWatch | undefined },
): Promise<PracticePlace | null> {
  if (config.practicePort === null) return null
  const database = openPractice(installation, config, live, (error) => logger.warn({ err: error }, 'practice database connection'))
  const app = await createApp({ ...config, port: config.practicePort, publicUrl: config.practiceUrl }, database, {
    logger,
    home,
    watch,
    localityCode: `THU-${installation.locality.code}`,
  })
  const close = async (): Promise<void> => {
    await app.close()
    await database.close()
  }
  try {
    const address = await app.listen()
    if (!(await isSetUp(database.kysely))) await copyCentre(live.kysely, database.kysely)
    return { place: { database, address }, fault: null, close }
  } catch (error) {
    await close()
    logger.warn({ err: error }, 'practice place')
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    const fault = isTaken
      ? `Port ${config.practicePort} is taken, so practice (chạy thử) is not open; choose another with MOTCUA_PRACTICE_PORT.`
      : 'Practice (chạy thử) is not open; the log says why.'
    return { place: null, fault, close: async () => {} }
  }
}
