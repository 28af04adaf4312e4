import type { Database } from '#platform/db/database.ts'
import { queueFigures } from '#platform/jobs/list-jobs.ts'
import type { QueueFigures } from '#platform/jobs/list-jobs.ts'
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'

/** What an operator's monitoring reads, and where finished requests are counted. */
export function createMetrics(
  database: Database,
  figures: {
    /** Code of the locality: each figure says whose it is. */
    readonly locality: string
    /** The figures of the process itself are not given again by each of its places. */
    readonly isOneOfMany: boolean
    readonly listeners: () => number
    readonly formsWaiting: () => number
    readonly secondsSinceSealed: () => Promise<number | null>
  },
) {
  const registry = new Registry()
  registry.setDefaultLabels({ locality: figures.locality })
  if (!figures.isOneOfMany) collectDefaultMetrics({ register: registry, prefix: 'motcua_' })
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
      this.set((await figures.secondsSinceSealed().catch(() => null)) ?? 0)
    },
  })
  new Gauge({
    name: 'motcua_forms_waiting',
    help: 'Forms that wait for the press of this process',
    registers: [registry],
    collect() {
      this.set(figures.formsWaiting())
    },
  })
  new Gauge({
    name: 'motcua_board_listeners',
    help: 'Open live board streams',
    registers: [registry],
    collect() {
      this.set(figures.listeners())
    },
  })
  new Counter({ name: 'motcua_start_total', help: 'Starts of this process', registers: [registry] }).inc()
  return { registry, requests }
}
