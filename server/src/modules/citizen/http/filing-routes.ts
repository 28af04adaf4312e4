import { z } from 'zod'
import { filing, findOwnFiling } from '#dossier'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { route } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { citizenRefusals } from '../domain/refusals.ts'
import { isOwnDossier } from '../queries/find-citizen.ts'
import { getSignedIn } from './draft-routes.ts'

/** What a person filed online, as it was filed: the confirmation, to be opened again for as long as the dossier is on their list. */
export const filingRoutes: RouteDefinition[] = [
  route({
    method: 'GET',
    url: '/citizen/dossiers/:code/filing',
    summary: 'The online filing of the person: code and secret, answers, files with their hashes, and by when the first answer is due',
    tags: ['citizens'],
    access: 'citizen',
    reads: { nobody: 'shown to the person themselves' },
    params: z.object({ code: z.string().min(5).max(60) }),
    response: filing.extend({ lookupSecret: z.string() }),
    refusals: ['OWN_DOSSIER_NOT_FOUND'],
    handle: async (context, { params }) => {
      // Not theirs, not there and not filed online are one answer.
      const isOwn = await isOwnDossier(context.db, getSignedIn(context).personId, params.code, 'filed')
      const filed = isOwn ? await findOwnFiling(context.db, context.database, params.code, context.language) : null
      if (!filed) throw new Refused(refusalFrom(citizenRefusals, 'OWN_DOSSIER_NOT_FOUND'))
      return filed
    },
  }),
]
