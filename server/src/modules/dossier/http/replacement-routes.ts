import { z } from 'zod'
import { said } from '#platform/http/said.ts'
import type { Role } from '#kernel/actor.ts'
import type { AccountId } from '#kernel/ids.ts'
import { route } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { rememberSeenNotice } from '../commands/remember-seen.ts'
import { replaceOfficer } from '../commands/replace-officer.ts'
import { listNotices, previewReplacement } from '../queries/officer-work.ts'

const heads: readonly Role[] = ['centre_manager', 'signatory']
const workers: readonly Role[] = ['counter_officer', 'case_officer', 'unit_head', 'signatory', 'clerk', 'centre_manager']
const byId = z.object({ id: z.uuid() })

export const replacementRoutes: RouteDefinition[] = [
  route({
    method: 'GET',
    url: '/officers/:id/work',
    summary: 'Preview of the dossiers a replacement of the officer would move',
    tags: ['officers'],
    access: heads,
    params: byId,
    reads: { purpose: 'list' },
    response: z.object({
      officer: z.object({ id: z.string(), name: z.string() }),
      held: z.int(),
      claimed: z.int(),
      late: z.int(),
      handovers: z.int(),
      lateOnes: z.array(z.object({ code: z.string(), applicantName: z.string(), dueAt: z.string() })),
    }),
    refusals: ['OFFICER_NOT_REPLACEABLE'],
    handle: async (context, { params }) => {
      const work = await previewReplacement(context.db, context.actor, params.id as AccountId)
      context.shows(...work.lateOnes.map(({ code }) => code))
      return work
    },
  }),
  route({
    method: 'POST',
    url: '/officers/:id/replacement',
    confirmed: true,
    security: { done: 'officer.replaced' },
    summary: 'Replace an officer at once: all open work to the successor, access ended (thay thế cán bộ)',
    tags: ['officers'],
    access: heads,
    params: byId,
    body: z.strictObject({ successorId: z.uuid('Xin chọn người thay thế'), reason: z.string().trim().min(1, 'Xin nêu lý do').max(1000) }),
    response: z.object({ dossiers: z.int(), late: z.int(), handovers: z.int() }),
    command: true,
    refusals: ['OFFICER_NOT_REPLACEABLE', 'SUCCESSOR_UNFIT', 'DUTY_ENDED'],
    handle: async (context, { params, body }) =>
      await replaceOfficer(context.db, context.actor, context.idempotencyKey ?? context.requestId, {
        fromId: params.id as AccountId,
        toId: body.successorId as AccountId,
        reason: body.reason,
      }),
  }),
  route({
    method: 'GET',
    url: '/notices',
    summary: 'Unread notices about the caller’s work',
    tags: ['officers'],
    access: workers,
    response: z.object({
      items: z.array(z.object({ id: z.string(), kind: z.string(), text: said, at: z.string(), dossierCode: z.string().nullable() })),
    }),
    handle: async (context) => ({ items: context.actor.accountId ? await listNotices(context.db, context.actor.accountId) : [] }),
  }),
  route({
    method: 'POST',
    url: '/notices/:id/seen',
    summary: 'Mark a notice as read',
    tags: ['officers'],
    access: workers,
    params: byId,
    response: z.object({ seen: z.boolean() }),
    command: true,
    handle: async (context, { params }) => {
      await rememberSeenNotice(context.db, context.actor, params.id)
      return { seen: true }
    },
  }),
]
