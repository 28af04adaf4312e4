import { z } from 'zod'
import { cited, said } from '#platform/http/said.ts'
import type { CentreId } from '#kernel/ids.ts'
import { route } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { answerFiling } from '../commands/answer-filing.ts'
import { fileDossier } from '../commands/file-dossier.ts'
import { intakeAnswers } from '../domain/intake-answers.ts'
import { getDossierView, viewOf } from '../queries/dossier-view.ts'
import { getPromise } from '../queries/get-promise.ts'
import { dossierView, limit, reason } from './dossier-schemas.ts'
import { fileBody } from './input-schemas.ts'
import { codeParam } from './dossier-params.ts'
import { requestOf } from './acting.ts'
import { decisions } from './act-refusals.ts'

const promise = z.object({ limit, dueAt: z.string(), sentence: said, because: z.array(reason) })

/** Filing at a counter. */
export const intakeRoutes: RouteDefinition[] = [
  route({
    method: 'POST',
    url: '/dossiers',
    summary: 'File a dossier at a counter, and accept it (tiếp nhận hồ sơ), ask to complete it or refuse it',
    tags: ['dossiers'],
    access: ['counter_officer'],
    body: fileBody,
    reads: { nobody: 'the act itself is on record with its author' },
    response: dossierView.extend({ lookupSecret: z.string() }),
    status: 201,
    command: true,
    refusals: [...decisions, 'PROCEDURE_NOT_RECEIVED_HERE', 'INTAKE_PLACE_UNKNOWN', 'DRAFT_FILED'],
    handle: async (context, { body: { answer, reason, defects, supplementDays, ...body } }) => {
      if (answer !== undefined) {
        const input = { ...body, centreId: body.centreId as CentreId }
        const given = { act: answer, input: { reason, defects, supplementDays } }
        const { code, lookupSecret } = await answerFiling(context.db, context.database, context.actor, requestOf(context), input, given)
        const { view } = await getDossierView(context.db, context.actor, code, undefined, context.language)
        return { ...view, lookupSecret }
      }
      const filed = await fileDossier(context.db, context.database, context.actor, requestOf(context), {
        ...body,
        centreId: body.centreId as CentreId,
      })
      const { view } = await viewOf(context.db, context.actor, filed.after.record, { ...filed.after.moment, language: context.language })
      return { ...view, lookupSecret: filed.lookupSecret }
    },
  }),
]

/** What an intake would promise, before there is one. */
export const promiseRoutes: RouteDefinition[] = [
  route({
    method: 'GET',
    url: '/procedures/:code/promise',
    summary: 'The promise of a slip issued now, with its explanation',
    tags: ['procedures'],
    access: 'public',
    params: codeParam,
    query: z.object({ channel: z.enum(['direct', 'post', 'online']).default('direct') }),
    response: z.object({
      receivedAt: z.string(),
      committed: promise,
      legal: promise,
      /** What the counter may answer instead of accepting. */
      answers: z.array(
        z.object({
          act: z.enum(intakeAnswers),
          name: z.string(),
          law: cited.nullable(),
          needs: z.array(z.string()),
          warning: z.string().nullable(),
          /** The paper that goes to the applicant; its draft is read at `POST /document-drafts`. */
          draft: z.object({ title: said }).nullable(),
        }),
      ),
      /** Requirements of the procedure, each as a reason a refusal may give. */
      refusalGrounds: z.array(z.string()),
    }),
    refusals: ['PROCEDURE_NOT_RECEIVED_HERE', 'PROCEDURE_INCOMPLETE'],
    handle: async (context, { params, query }) => await getPromise(context.db, params.code, query.channel, context.language),
  }),
]
