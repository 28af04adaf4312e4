import { z } from 'zod'
import { handlingRoles } from '#kernel/actor.ts'
import type { Json } from '#kernel/canonical-json.ts'
import { route } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { discardDraft, getDraft, listDrafts, saveDraft } from '../commands/drafts.ts'
import { draftKey } from './input-schemas.ts'
import { accountOf } from './acting.ts'

const draft = z.object({ key: z.string(), form: z.unknown(), savedAt: z.string() })
const draftParams = z.object({ key: draftKey })
/** What officers have typed and not filed yet. */
export const draftRoutes: RouteDefinition[] = [
  route({
    method: 'PUT',
    url: '/drafts/:key',
    summary: 'Save a draft',
    tags: ['drafts'],
    access: handlingRoles,
    params: draftParams,
    // Any JSON: what an officer has typed so far has no shape of its own, and the body was JSON to get here.
    body: z.strictObject({ form: z.unknown().refine((form) => form !== undefined, 'Cần có nội dung bản nháp') }),
    response: z.object({ savedAt: z.string() }),
    refusals: ['DRAFT_FILED', 'DRAFTS_TOO_MANY'],
    handle: async (context, { params, body }) => await saveDraft(context.db, accountOf(context), params.key, body.form as Json),
  }),
  route({
    method: 'GET',
    url: '/drafts',
    summary: 'The caller’s drafts, newest first',
    tags: ['drafts'],
    access: handlingRoles,
    reads: { nobody: 'what the caller typed' },
    // Fifty forms of 200 kB would be ten megabytes for the few words a list shows.
    response: z.object({ items: z.array(z.object({ key: z.string(), name: z.string().nullable(), savedAt: z.string() })) }),
    handle: async (context) => ({ items: await listDrafts(context.db, accountOf(context)) }),
  }),
  route({
    method: 'GET',
    url: '/drafts/:key',
    summary: 'One of the caller’s drafts',
    tags: ['drafts'],
    access: handlingRoles,
    params: draftParams,
    reads: { nobody: 'what the caller typed' },
    response: draft,
    refusals: ['DRAFT_NOT_FOUND'],
    handle: async (context, { params }) => {
      const found = await getDraft(context.db, accountOf(context), params.key)
      return { ...found, form: found.form as z.core.util.JSONType }
    },
  }),
  route({
    method: 'DELETE',
    url: '/drafts/:key',
    summary: 'Discard a draft',
    tags: ['drafts'],
    access: handlingRoles,
    params: draftParams,
    response: z.object({ discarded: z.boolean() }),
    handle: async (context, { params }) => {
      await discardDraft(context.db, accountOf(context), params.key)
      return { discarded: true }
    },
  }),
]
