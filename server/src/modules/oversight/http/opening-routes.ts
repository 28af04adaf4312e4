import { z } from 'zod'
import { settingSubjects } from '#platform/db/setting-changes.ts'
import { route } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { logReachOf, logReaders } from '../domain/log-reach.ts'
import { openingKeys, openingStates } from '../domain/opening.ts'
import { getOpening } from '../queries/opening.ts'
import { listSettingChanges } from '../queries/list-setting-changes.ts'

/** Opening a centre: what is set up and what is missing, and who changed which setting of the place. */
export const openingRoutes: RouteDefinition[] = [
  route({
    method: 'GET',
    url: '/opening',
    summary: 'What is done and what is missing before the centres can receive (mở trung tâm)',
    tags: ['operations'],
    access: ['operator', 'centre_manager'],
    response: z.object({
      items: z.array(
        z.object({ key: z.enum(openingKeys), state: z.enum(openingStates), count: z.int(), lacking: z.array(z.string()).readonly() }),
      ),
    }),
    handle: async ({ db }) => ({ items: await getOpening(db) }),
  }),
  route({
    method: 'GET',
    url: '/setting-changes',
    summary: 'Who changed what of the place: names, agencies, centres, collectors and their bank accounts (nhật ký thiết lập)',
    tags: ['operations'],
    access: [...logReaders],
    query: z.object({
      subject: z.enum(settingSubjects).optional(),
      by: z.string().trim().max(200).optional(),
      from: z.iso.date().optional(),
      to: z.iso.date().optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.object({
      items: z.array(
        z.object({
          id: z.uuid(),
          at: z.string(),
          byName: z.string(),
          subject: z.enum(settingSubjects),
          key: z.string(),
          before: z.record(z.string(), z.unknown()).nullable(),
          after: z.record(z.string(), z.unknown()),
        }),
      ),
    }),
    handle: async ({ db, actor }, { query }) => ({
      items: await listSettingChanges(db, {
        reach: logReachOf(actor),
        subject: query.subject ?? null,
        by: query.by || null,
        from: query.from ?? null,
        to: query.to ?? null,
        limit: query.limit,
      }),
    }),
  }),
]
