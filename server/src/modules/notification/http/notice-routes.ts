import { z } from 'zod'
import { said } from '#platform/http/said.ts'
import { staffRoles } from '#kernel/actor.ts'
import { trackingGuess } from '#dossier'
import { linesShown, route, theDossier } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { listNotices } from '../queries/list-notices.ts'
import { listUndelivered } from '../queries/list-undelivered.ts'

const line = z.object({ kind: z.string(), name: said, at: z.string(), outcome: z.string(), outcomeName: said })

/** Notices sent to applicants. The dossier module decides who may see them. */
export function noticeRoutes(may: {
  /** @throws Refused TRACKING_NOT_FOUND */
  readonly track: (context: Parameters<RouteDefinition['handle']>[0], code: string, secret: string | undefined) => Promise<void>
  /** @throws Refused DOSSIER_NOT_FOUND */
  readonly read: (context: Parameters<RouteDefinition['handle']>[0], code: string) => Promise<void>
}): RouteDefinition[] {
  return [
    route({
      method: 'POST',
      url: '/tracking/notices',
      summary: 'The notices to the applicant and when they were sent, by code and secret',
      tags: ['public'],
      access: 'public',
      body: z.strictObject({
        code: z.string().trim().min(1, 'Xin nhập mã hồ sơ').max(60),
        secret: z.string().trim().min(1, 'Xin nhập mã tra cứu').max(60).optional(),
      }),
      reads: { nobody: 'shown to the holder of the slip' },
      response: z.object({ items: z.array(line) }),
      refusals: ['TRACKING_NOT_FOUND', 'TRACKING_SECRET_NEEDED'],
      guess: trackingGuess,
      handle: async (context, { body }) => {
        await may.track(context, body.code.toUpperCase(), body.secret)
        return { items: await listNotices(context.db, body.code.toUpperCase(), context.language) }
      },
    }),
    route({
      method: 'GET',
      url: '/dossiers/:code/notices',
      summary: 'The notices to the applicant and when they were sent',
      tags: ['dossiers'],
      access: ['counter_officer', 'case_officer', 'unit_head', 'signatory', 'clerk', 'centre_manager', 'inspector'],
      params: z.object({ code: z.string().max(60) }),
      reads: { purpose: 'open', codes: theDossier },
      response: z.object({ items: z.array(line) }),
      refusals: ['DOSSIER_NOT_FOUND'],
      handle: async (context, { params }) => {
        await may.read(context, params.code)
        return { items: await listNotices(context.db, params.code) }
      },
    }),
    route({
      method: 'GET',
      url: '/undelivered-notices',
      summary: 'Applicants whose letter was returned, with their other contact data',
      tags: ['dossiers'],
      // A person whose roles telephone no applicant gets an empty list.
      access: staffRoles,
      query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
      reads: { purpose: 'list', codes: linesShown },
      response: z.object({
        items: z.array(
          z.object({
            code: z.string(),
            applicantName: z.string(),
            phone: z.string().nullable(),
            email: z.string().nullable(),
            name: said,
            at: z.string(),
          }),
        ),
      }),
      handle: async ({ db, actor }, { query }) => ({ items: await listUndelivered(db, actor, query.limit) }),
    }),
  ]
}
