import { z } from 'zod'
import { staffRoles } from '#kernel/actor.ts'
import { Answer, route } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import type { WorkFeed } from './work-feed.ts'

/** Following the work of one's offices. */
export const buildWorkRoutes = (feed: WorkFeed): RouteDefinition[] => [
  route({
    method: 'GET',
    url: '/changed-work',
    summary: 'Says that work at one of the caller’s offices has changed, and nothing else (server-sent events: work, beat)',
    tags: ['dossiers'],
    access: staffRoles,
    response: z.string(),
    produces: 'text/event-stream',
    refusals: ['WORK_FEED_FULL'],
    handle: async ({ actor }) =>
      new Answer(feed.open(actor), 200, {
        'cache-control': 'no-store',
        // A proxy that gathers the answer before passing it on would hold the news back.
        'x-accel-buffering': 'no',
      }),
  }),
]
