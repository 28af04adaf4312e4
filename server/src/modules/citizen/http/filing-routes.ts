import { z } from 'zod'
import { findOwnFiling } from '#dossier'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { route } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { citizenRefusals } from '../domain/refusals.ts'
import { isOwnDossier } from '../queries/find-citizen.ts'
import { getSignedIn } from './draft-routes.ts'
import { answerSection } from './draft-schemas.ts'

/** What a person filed online, as it was filed: the confirmation, to be opened again for as long as the dossier is on their list. */
export const filingRoutes: RouteDefinition[] = [
  route({
    method: 'GET',
    url: '/citizen/dossiers/:code/filing',
    summary:
      'What the person filed online, as it was filed: code and secret, answers, files with their hashes, and by when the first answer is due',
    tags: ['citizens'],
    access: 'citizen',
    reads: { nobody: 'shown to the person themselves' },
    params: z.object({ code: z.string().min(5).max(60) }),
    response: z.object({
      code: z.string(),
      lookupSecret: z.string(),
      procedureName: z.string(),
      applicantName: z.string(),
      receivedAt: z.string(),
      centre: z.object({ name: z.string(), phone: z.string() }),
      firstAnswer: z.object({ dueAt: z.string(), answeredAt: z.string().nullable(), isLate: z.boolean(), left: z.string().nullable() }),
      isComplete: z.boolean(),
      sections: z.array(answerSection).readonly(),
      files: z
        .array(
          z.object({
            id: z.string(),
            name: z.string(),
            typeName: z.string(),
            size: z.int(),
            sha256: z.string(),
            componentName: z.string().nullable(),
          }),
        )
        .readonly(),
    }),
    refusals: ['OWN_DOSSIER_NOT_FOUND'],
    handle: async (context, { params }) => {
      // Not theirs, not there and not filed online are one answer.
      const isOwn = await isOwnDossier(context.db, getSignedIn(context).personId, params.code, 'filed')
      const filing = isOwn ? await findOwnFiling(context.db, context.database, params.code, context.language) : null
      if (!filing) throw new Refused(refusalFrom(citizenRefusals, 'OWN_DOSSIER_NOT_FOUND'))
      return filing
    },
  }),
]
