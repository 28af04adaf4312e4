import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import { findPortalPlace } from '#centre'
import type { Config } from '#platform/config/config.ts'
import type { Database } from '#platform/db/database.ts'
import { mountPages } from '#platform/http/built-pages.ts'
import { mountOperatorPages } from '#platform/http/operator-pages.ts'
import { mountPortal } from '#platform/http/portal-pages.ts'

const build = join(import.meta.dirname, '../../.build')

/** All that is served beside the API: pages for machines, the desk, the screens of the hall, the portal. */
export async function mountAppPages(
  http: FastifyInstance,
  database: Database,
  config: Config,
  options: { readonly metrics: Registry; readonly logger: Logger; readonly perMinute: number | undefined; readonly gathers: boolean },
): Promise<void> {
  const { metrics, logger, perMinute, gathers } = options
  mountOperatorPages(http, {
    isReady: async () => await database.pool.query('select 1'),
    metrics: async () => await metrics.metrics(),
    contentType: metrics.contentType,
    metricsToken: config.metricsToken,
  })
  await mountPages(http, build, 'desk', ['/desk', '/desk/*'])
  await mountPages(http, build, 'floor', ['/kiosk', '/hall', '/hall/*', '/ticket/*'])
  await mountPortal(http, {
    buildPath: join(build, 'portal'),
    ownHost: `${config.host}:${config.port}`,
    locality: async () => ({ ...(await findPortalPlace(database)), gathers }),
    logger,
    perMinute,
  })
}
