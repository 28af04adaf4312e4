import { z } from 'zod'
import { said } from '#platform/http/said.ts'
import type { Role } from '#kernel/actor.ts'
import { route } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { rungs } from '../domain/escalation.ts'
import { stateNameFrom } from '../domain/english.ts'
import { rememberSeenAlerts } from '../commands/remember-seen.ts'
import { listAlerts } from '../queries/list-alerts.ts'

const reading: readonly Role[] = [
  'counter_officer',
  'case_officer',
  'unit_head',
  'signatory',
  'clerk',
  'centre_manager',
  'provincial_leader',
]

/** Warnings on the time of dossiers: mine to act on. */
export const alertRoutes: RouteDefinition[] = [
  route({
    method: 'GET',
    url: '/alerts',
    summary: 'Warnings that concern me (cảnh báo thời hạn): nearly due, late, standing still',
    tags: ['dossiers'],
    access: reading,
    response: z.object({
      unseen: z.int(),
      /** Open dossiers within the caller's reach that are past their promise, counted now; 1000 means 1000 or more. */
      overdue: z.int(),
      items: z.array(
        z.object({
          id: z.string(),
          rung: z.enum(rungs),
          rungName: said,
          madeAt: z.string(),
          dueAt: z.string().nullable(),
          code: z.string(),
          stateName: said,
          agencyName: z.string(),
          seenAt: z.string().nullable(),
          isOver: z.boolean(),
        }),
      ),
    }),
    handle: async (context) => {
      const { items, unseen, overdue } = await listAlerts(context.db, context.actor)
      return {
        unseen,
        overdue,
        items: items.map(({ state, acceptedAt, ...item }) => ({ ...item, stateName: stateNameFrom({ state, acceptedAt }) })),
      }
    },
  }),
  route({
    method: 'POST',
    url: '/alerts/seen',
    summary: 'Mark warnings as seen',
    tags: ['dossiers'],
    access: reading.filter((role) => role !== 'provincial_leader'),
    body: z.strictObject({ ids: z.array(z.uuid()).min(1).max(200) }),
    response: z.object({ seen: z.int() }),
    command: true,
    handle: async (context, { body }) => ({ seen: await rememberSeenAlerts(context.db, context.actor, body.ids) }),
  }),
]
