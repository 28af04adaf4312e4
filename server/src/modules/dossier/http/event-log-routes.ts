import { z } from 'zod'
import { watchingRoles } from '#kernel/actor.ts'
import { Answer, route } from '#platform/http/route.ts'
import type { RequestContext, RouteDefinition } from '#platform/http/route.ts'
import { writtenDay } from '#platform/http/written-day.ts'
import { eventLogText } from '../queries/event-log.ts'
import { reachedBy } from '../queries/reach-sql.ts'

const readers = watchingRoles
const range = z.object({ from: writtenDay.optional(), to: writtenDay.optional() })
const formats = { xes: 'application/xml', csv: 'text/csv; charset=utf-8' } as const

/** The whole history for overseers, streamed, without names. */
export const eventLogRoutes: RouteDefinition[] = (['xes', 'csv'] as const).map((format) =>
  route({
    method: 'GET',
    url: `/reports/eventlog.${format}`,
    confirmed: true,
    summary: `History of dossiers as an event log, ${format === 'xes' ? 'XES (IEEE 1849-2016)' : 'CSV'}, without names`,
    tags: ['reports'],
    access: readers,
    query: range,
    response: z.string(),
    produces: formats[format],
    perMinute: 6,
    isExport: true,
    handle: async (context: RequestContext, { query }: { query: z.output<typeof range> }) => {
      const text = eventLogText(
        context.database,
        { from: query.from ?? null, to: query.to ?? null, agencyIds: null, within: reachedBy(context.actor, readers) },
        format,
      )
      const name = ['nhat-ky', query.from, query.to].filter(Boolean).join('-')
      return await Promise.resolve(new Answer(text, 200, { 'content-disposition': `attachment; filename="${name}.${format}"` }))
    },
  }),
)
