import { z } from 'zod'
import { staffRoles } from '#kernel/actor.ts'
import { linesShown, route, theDossier } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { getFiling, listWaitingFilings } from '../queries/online-filings.ts'
import { filing, firstAnswer } from '../queries/filing-schema.ts'
import { codeParam } from './dossier-params.ts'

/** Online filings, for those who answer them. */
export const onlineRoutes: RouteDefinition[] = [
  route({
    method: 'GET',
    url: '/online-filings',
    summary: 'Dossiers filed online that wait for the first answer of the centre, the nearest deadline first',
    tags: ['dossiers'],
    access: ['counter_officer', 'centre_manager', 'provincial_leader', 'inspector'],
    reads: { purpose: 'list', codes: linesShown },
    response: z.object({
      items: z
        .array(
          z.object({
            code: z.string(),
            procedureName: z.string(),
            applicantName: z.string(),
            receivedAt: z.string(),
            agencyName: z.string(),
            centreName: z.string(),
            files: z.int(),
            firstAnswer,
          }),
        )
        .readonly(),
      total: z.int(),
      late: z.int(),
      lastThirtyDays: z.object({ answered: z.int(), inTime: z.int(), late: z.int() }),
    }),
    handle: async (context) => await listWaitingFilings(context.db, context.actor),
  }),
  route({
    method: 'GET',
    url: '/dossiers/:code/online-filing',
    summary: 'The electronic form of a dossier filed online, with its questions, answers and files',
    tags: ['dossiers'],
    access: staffRoles,
    params: codeParam,
    reads: { purpose: 'open', codes: theDossier },
    response: filing,
    refusals: ['DOSSIER_NOT_FOUND', 'NOT_FILED_ONLINE', 'FILE_CONTENT_NOT_YOURS'],
    handle: async (context, { params }) => await getFiling(context.db, context.actor, params.code),
  }),
]
