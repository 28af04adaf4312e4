import { z } from 'zod'
import { said } from '#platform/http/said.ts'
import { route, theDossier } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { trackingGuess } from '../domain/tracking-guess.ts'
import { listAccesses, listAccessesForOwner } from '../queries/list-accesses.ts'
import { mustTrack } from '../queries/may-look.ts'

const look = z.object({
  at: z.string(),
  purpose: z.enum(['open', 'list', 'search', 'print', 'file', 'export']),
  purposeName: said,
  roleName: said,
  placeName: z.string().nullable(),
})

/** Who looked at a dossier, for its owner and for who inspects. */
export const accessRoutes: RouteDefinition[] = [
  route({
    method: 'POST',
    url: '/tracking/accesses',
    summary: 'Staff accesses to the dossier, by code and secret: time, role and purpose',
    tags: ['public'],
    access: 'public',
    body: z.strictObject({
      code: z.string().trim().min(1, 'Xin nhập mã hồ sơ').max(60),
      secret: z.string().trim().min(1, 'Xin nhập mã tra cứu').max(60).optional(),
    }),
    reads: { nobody: 'shown to whoever holds the slip' },
    response: z.object({ items: z.array(look) }),
    refusals: ['TRACKING_NOT_FOUND', 'TRACKING_SECRET_NEEDED'],
    guess: trackingGuess,
    handle: async (context, { body }) => {
      const code = body.code.toUpperCase()
      await mustTrack(context, code, body.secret)
      return { items: await listAccessesForOwner(context.db, code, context.language) }
    },
  }),
  route({
    method: 'GET',
    url: '/dossiers/:code/accesses',
    summary: 'Accesses to the dossier with the officers, for inspection',
    tags: ['dossiers'],
    access: ['inspector'],
    params: z.object({ code: z.string().max(60) }),
    reads: { purpose: 'open', codes: theDossier },
    response: z.object({ items: z.array(look.extend({ officerName: z.string() })) }),
    refusals: ['DOSSIER_NOT_FOUND'],
    handle: async (context, { params }) => ({ items: await listAccesses(context.db, context.actor, params.code) }),
  }),
]
