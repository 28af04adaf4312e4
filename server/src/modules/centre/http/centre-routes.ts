import { z } from 'zod'
import { route } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { setServedAgencies } from '../commands/set-served-agencies.ts'
import { getCentreByCode, listCentres } from '../queries/list-centres.ts'

const centre = z.object({
  id: z.uuid(),
  code: z.string(),
  name: z.string(),
  address: z.string(),
  phone: z.string(),
  openingHoursNote: z.string(),
  agencyCodes: z.array(z.string()).readonly(),
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
  route({
    method: 'PUT',
    url: '/centres/:code/agencies',
    summary: 'Cơ quan mà trung tâm tiếp nhận trong địa bàn; để trống là tất cả',
    tags: ['Trung tâm'],
    access: ['centre_manager'],
    params: z.object({ code: z.string().min(1).max(40) }),
    body: z.strictObject({ agencyCodes: z.array(z.string().min(1).max(60)).max(500) }),
    response: centre,
    command: true,
    refusals: ['CENTRE_NOT_FOUND', 'CENTRE_NOT_YOURS', 'SERVED_AGENCY_UNKNOWN'],
    handle: async ({ db, actor }, { params, body }) => {
      await setServedAgencies(db, actor, params.code, [...new Set(body.agencyCodes)])
      return await getCentreByCode(db, params.code)
    },
  }),
]
