import { z } from 'zod'
import { said } from '#platform/http/said.ts'
import { staffRoles } from '#kernel/actor.ts'
import { linesShown, route } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { listParts, partTabs } from '../queries/parts-view.ts'
import { inboxDues, inboxOwners, inboxTabs, listInbox } from '../queries/list-inbox.ts'
import { dueCursor, partList, timeLeft } from './dossier-schemas.ts'

/** Work that waits: dossiers, and parts of them. */
export const inboxRoutes: RouteDefinition[] = [
  route({
    method: 'GET',
    url: '/inbox',
    summary: 'The caller’s work, least time left first',
    tags: ['dossiers'],
    access: staffRoles,
    query: z.object({
      tab: z.enum(inboxTabs).default('mine'),
      who: z.enum(inboxOwners).default('anyone'),
      agency: z.string().max(60).optional(),
      procedure: z.string().max(40).optional(),
      channel: z.enum(['direct', 'post', 'online']).optional(),
      due: z.enum(inboxDues).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: dueCursor.optional(),
    }),
    reads: { purpose: 'list', codes: linesShown },
    response: z.object({
      total: z.int(),
      nextCursor: z.string().nullable(),
      items: z.array(
        z.object({
          code: z.string(),
          procedureName: z.string(),
          applicantName: z.string(),
          state: z.string(),
          stateName: said,
          stepName: z.string().nullable(),
          dueAt: z.string().nullable(),
          remaining: timeLeft,
          holderName: said,
          agencyCode: z.string(),
          agencyName: z.string(),
          centre: z.object({ id: z.string(), name: z.string() }),
          officerName: z.string().nullable(),
          handoverNumber: z.string().nullable(),
          /** Accepted here: by when its agency is to have it. */
          handOver: z.object({ by: z.string(), isLate: z.boolean() }).nullable(),
          receivedAt: z.string(),
        }),
      ),
    }),
    handle: async (context, { query }) => await listInbox(context.db, context.actor, query),
  }),
  route({
    method: 'GET',
    url: '/parts',
    summary: 'Open parts of dossiers (phần việc) of my agencies, or of dossiers they lead; least time left first',
    tags: ['dossiers'],
    access: staffRoles,
    query: z.object({
      tab: z.enum(partTabs).default('mine'),
      agency: z.string().max(60).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: dueCursor.optional(),
    }),
    reads: { purpose: 'list', codes: linesShown },
    response: partList,
    handle: async (context, { query: { agency, ...query } }) =>
      await listParts(context.db, context.actor, { ...query, agencyCode: agency }),
  }),
]
