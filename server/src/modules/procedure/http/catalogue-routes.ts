import { z } from 'zod'
import { route } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { listCatalogueChanges } from '../queries/list-catalogue-changes.ts'
import { listCatalogue } from '../queries/search-procedures.ts'

const tags = ['Thủ tục']

export const catalogueRoutes: RouteDefinition[] = [
  route({
    method: 'GET',
    url: '/catalogue',
    summary: 'Danh mục thủ tục đang tiếp nhận, theo lĩnh vực',
    tags,
    access: 'public',
    response: z.object({
      items: z.array(
        z.object({
          sector: z.string(),
          procedures: z
            .array(z.object({ code: z.string(), name: z.string(), agency: z.object({ code: z.string(), name: z.string() }).nullable() }))
            .readonly(),
        }),
      ),
    }),
    handle: async ({ db }) => ({ items: await listCatalogue(db) }),
  }),
  route({
    method: 'GET',
    url: '/catalogue/changes',
    summary: 'Các phiên bản thủ tục công bố gần đây nhất',
    tags,
    access: 'public',
    query: z.object({ limit: z.coerce.number().int().min(1).max(100).default(50) }),
    response: z.object({
      items: z.array(
        z.object({
          versionId: z.string(),
          code: z.string(),
          name: z.string(),
          validFrom: z.string(),
          publishedAt: z.string(),
          decisionNumber: z.string().nullable(),
          isNew: z.boolean(),
        }),
      ),
    }),
    handle: async ({ db }, { query }) => ({ items: await listCatalogueChanges(db, query.limit) }),
  }),
]
