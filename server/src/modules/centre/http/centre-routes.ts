import { z } from 'zod'
import { route } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { getCentreByCode, listCentres } from '../queries/list-centres.ts'

const centre = z.object({
  id: z.uuid(),
  code: z.string(),
  name: z.string(),
  address: z.string(),
  phone: z.string(),
  openingHoursNote: z.string(),
  counters: z.array(z.object({ id: z.uuid(), number: z.int(), name: z.string(), field: z.string() })).readonly(),
})

export const centreRoutes: RouteDefinition[] = [
  route({
    method: 'GET',
    url: '/centres',
    summary: 'Trung tâm, bộ phận một cửa và các quầy',
    tags: ['Trung tâm'],
    access: 'public',
    response: z.object({ items: z.array(centre) }),
    handle: async ({ db }) => ({ items: await listCentres(db) }),
  }),
  route({
    method: 'GET',
    url: '/centres/:code',
    summary: 'Một trung tâm theo mã',
    tags: ['Trung tâm'],
    access: 'public',
    params: z.object({ code: z.string().min(1).max(40) }),
    response: centre,
    refusals: ['CENTRE_NOT_FOUND'],
    handle: async ({ db }, { params }) => await getCentreByCode(db, params.code),
  }),
]
