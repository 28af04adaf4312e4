import type { Logger } from 'pino'
import type { Config } from '#platform/config/config.ts'
import { openDatabase } from '#platform/db/database.ts'
import type { Database } from '#platform/db/database.ts'
import { openJobWatch } from '#platform/jobs/job-watch.ts'
import type { JobWatch } from '#platform/jobs/job-watch.ts'
import type { ServedLocality } from './served-localities.ts'

/** What all localities of one database share in this process: one look at the queues, one connection that listens. */
export type SharedDatabase = { readonly watch: JobWatch | undefined; readonly listener: Database['listener'] }

export type SharedDatabases = {
  /** @throws Error when the database does not answer */
  of(served: ServedLocality): Promise<SharedDatabase>
  close(): Promise<void>
}

export function createSharedDatabases(config: Config, logger: Logger): SharedDatabases {
  const opened = new Map<string, Promise<SharedDatabase & { close(): Promise<void> }>>()
  const open = async ({ appUrl, localityId }: ServedLocality): Promise<SharedDatabase & { close(): Promise<void> }> => {
    const onError = (error: Error): void => logger.warn({ err: error }, 'database connection')
    // By the login of whichever locality came first: every one may see which queues have jobs, and notifications name theirs.
    const database = openDatabase({
      url: appUrl,
      localityId,
      isServing: true,
      role: 'motcua_app',
      poolSize: 1,
      pooler: config.pooler,
      onError,
    })
    try {
      const send = async (text: string, values?: unknown[]): Promise<{ rows: unknown[] }> => await database.pool.query(text, values)
      const watch = config.worker ? await openJobWatch(send, logger) : undefined
      return {
        watch,
        listener: database.listener,
        async close() {
          await watch?.close()
          await database.close()
        },
      }
    } catch (error) {
      await database.close()
      throw error
    }
  }
  return {
    async of(served) {
      const { host, pathname } = new URL(served.appUrl)
      const key = `${host}${pathname}`
      const known = opened.get(key) ?? open(served)
      opened.set(key, known)
      // A database that was away is asked again for the next locality of it.
      known.catch(() => opened.delete(key))
      return await known
    },
    async close() {
      for (const each of opened.values()) await (await each.catch(() => null))?.close()
      opened.clear()
    },
  }
}
