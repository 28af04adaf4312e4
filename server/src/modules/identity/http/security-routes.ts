import { z } from 'zod'
import { said } from '#platform/http/said.ts'
import { route } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { securityEvents } from '../domain/security-events.ts'
import { listSecurityEvents } from '../queries/security-events.ts'

const codes = Object.keys(securityEvents) as [string, ...string[]]

export const securityRoutes: RouteDefinition[] = [
  route({
    method: 'GET',
    url: '/security-events',
    summary: 'Security log (nhật ký an ninh), newest first',
    tags: ['operations'],
    access: ['inspector', 'operator'],
    query: z.object({
      event: z.enum(codes).optional(),
      before: z.uuid().optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    reads: { nobody: 'Cán bộ, không phải người nộp' },
    response: z.object({
      kinds: z.array(z.object({ event: z.string(), name: said })),
      items: z.array(
        z.object({
          id: z.string(),
          at: z.string(),
          event: z.string(),
          name: said,
          accountName: z.string().nullable(),
          network: z.string(),
          route: z.string(),
          status: z.int().nullable(),
          refusal: z.string().nullable(),
          times: z.int(),
        }),
      ),
      more: z.boolean(),
    }),
    refusals: ['SECURITY_LOG_NOT_YOURS'],
    handle: async (context, { query }) => ({
      kinds: Object.entries(securityEvents).map(([event, name]) => ({ event, name })),
      ...(await listSecurityEvents(context.db, context.actor, query)),
    }),
  }),
]
