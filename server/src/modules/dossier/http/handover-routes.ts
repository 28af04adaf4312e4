import { z } from 'zod'
import { handlingRoles, staffRoles } from '#kernel/actor.ts'
import type { CentreId } from '#kernel/ids.ts'
import { route } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { createHandover, receiveHandover } from '../commands/handovers.ts'
import { getHandover, listHandovers } from '../queries/list-handovers.ts'
import { requestOf } from './acting.ts'
import { decisions } from './act-refusals.ts'

const handoverView = z
  .object({
    number: z.string(),
    direction: z.enum(['to_agency', 'to_centre']),
    agency: z.object({ code: z.string(), name: z.string() }),
    centre: z.object({ id: z.string(), name: z.string() }),
    createdAt: z.string(),
    createdBy: z.string(),
    closedAt: z.string().nullable(),
    /** Dossiers still to be received, of all that the list was made with. */
    waiting: z.int(),
    count: z.int(),
    /** Whether the caller's side is the one that receives. */
    mayReceive: z.boolean(),
  })
  .meta({ id: 'Handover' })

/** Handover lists (danh sách bàn giao). */
export const handoverRoutes: RouteDefinition[] = [
  route({
    method: 'POST',
    url: '/handovers',
    summary: 'Make a handover list (danh sách bàn giao)',
    tags: ['handovers'],
    access: ['counter_officer', 'clerk', 'case_officer'],
    body: z.strictObject({
      direction: z.enum(['to_agency', 'to_centre']),
      agencyCode: z.string().min(1, 'Xin chọn cơ quan').max(60),
      centreId: z.uuid('Xin chọn trung tâm'),
      dossierCodes: z.array(z.string().max(60)).min(1, 'Xin chọn ít nhất một hồ sơ').max(200),
    }),
    reads: { nobody: 'the list was made by who asks; nobody on it is named' },
    response: handoverView,
    status: 201,
    command: true,
    refusals: ['HANDOVER_NOT_FOUND', 'INTAKE_PLACE_UNKNOWN', ...decisions],
    handle: async (context, { body }) => {
      const { number } = await createHandover(context.db, context.actor, requestOf(context), {
        ...body,
        centreId: body.centreId as CentreId,
      })
      return await getHandover(context.db, context.actor, number)
    },
  }),
  route({
    method: 'GET',
    url: '/handovers',
    summary: 'Handover lists of the caller’s side',
    tags: ['handovers'],
    access: staffRoles,
    query: z.object({ direction: z.enum(['to_agency', 'to_centre']).optional(), state: z.enum(['open', 'closed']).optional() }),
    response: z.object({ items: z.array(handoverView) }),
    handle: async (context, { query }) => ({ items: await listHandovers(context.db, context.actor, query) }),
  }),
  route({
    method: 'GET',
    url: '/handovers/:number',
    summary: 'One handover list with every dossier on it, who received it and when',
    tags: ['handovers'],
    access: staffRoles,
    params: z.object({ number: z.string().max(40) }),
    reads: { purpose: 'list' },
    response: handoverView.extend({
      dossiers: z.array(
        z.object({
          code: z.string(),
          applicantName: z.string(),
          dueAt: z.string().nullable(),
          receivedAt: z.string().nullable(),
          receivedBy: z.string().nullable(),
          isWaiting: z.boolean(),
          /** By when the agency is to have it, and whether it was late or is; `null` on the way back, and where it was not measured. */
          handOver: z.object({ by: z.string(), isLate: z.boolean() }).nullable(),
        }),
      ),
    }),
    refusals: ['HANDOVER_NOT_FOUND'],
    handle: async (context, { params }) => {
      const list = await getHandover(context.db, context.actor, params.number)
      context.shows(...list.dossiers.map(({ code }) => code))
      return list
    },
  }),
  route({
    method: 'POST',
    url: '/handovers/:number/receive',
    summary: 'Receive dossiers from a handover list',
    tags: ['handovers'],
    access: handlingRoles,
    params: z.object({ number: z.string().max(40) }),
    body: z.strictObject({ dossierCodes: z.array(z.string().max(60)).min(1, 'Xin chọn ít nhất một hồ sơ').max(200) }),
    response: z.object({ received: z.int(), left: z.int() }),
    command: true,
    refusals: ['HANDOVER_NOT_FOUND', ...decisions],
    handle: async (context, { params, body }) =>
      await receiveHandover(context.db, context.actor, requestOf(context), params.number, body.dossierCodes),
  }),
]
