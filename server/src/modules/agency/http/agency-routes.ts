import { z } from 'zod'
import { route } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { agencyKinds } from '../domain/agency.ts'
import { listAgencies } from '../queries/list-agencies.ts'

export const agencyRoutes: RouteDefinition[] = [
  route({
    method: 'GET',
    url: '/agencies',
    summary: 'Cơ quan giải quyết thủ tục',
    tags: ['Cơ quan'],
    access: 'public',
    response: z.object({
      items: z.array(
        z.object({
          id: z.uuid(),
          code: z.string(),
          name: z.string(),
          shortName: z.string(),
          kind: z.enum(agencyKinds),
          declaredProcedures: z.object({ registered: z.int(), finished: z.int() }).nullable(),
        }),
      ),
    }),
    handle: async ({ db }) => ({ items: await listAgencies(db) }),
  }),
]
