import { z } from 'zod'
import { handlingRoles } from '#kernel/actor.ts'
import type { AccountId, AgencyId, CentreId, DossierId } from '#kernel/ids.ts'
import { getArrivingFile, judgeAgain, keepCheck } from '#document'
import type { FileInspector } from '#document'
import { route } from '#platform/http/route.ts'
import type { RequestContext, RouteDefinition } from '#platform/http/route.ts'
import { doAct } from '../commands/do-act.ts'
import { filePlace } from '../queries/dossier-files.ts'
import { loadFileFacts } from '../queries/file-facts.ts'
import { getDossierView, viewOf } from '../queries/dossier-view.ts'
import { shownAt } from '../queries/record-after.ts'
import { isSigning } from '../domain/signing-acts.ts'
import { dossierView } from './dossier-schemas.ts'
import { actBody } from './input-schemas.ts'
import { codeParam } from './dossier-params.ts'
import { requestOf } from './acting.ts'
import { decisions } from './act-refusals.ts'

/** Called in the transaction of `return_result`; the composition root invites the applicant to rate. The officer learns only that it did. */
export type OnReturned = (
  context: RequestContext,
  returned: {
    dossierId: DossierId
    agencyId: AgencyId
    centreId: CentreId
    procedureVersionId: string
    officerId: AccountId | null
    procedureName: string
  },
) => Promise<boolean>

/** Doing an act on a dossier. */
/** Called before a result leaves the centre. @throws Refused RECORD_STOPPED */
export type MayLeave = (context: RequestContext) => Promise<void>

export const actRoutes = (options: {
  readonly onReturned: OnReturned
  readonly mayLeave: MayLeave
  readonly inspector: FileInspector
}): RouteDefinition[] => [
  route({
    method: 'POST',
    url: '/dossiers/:code/acts',
    summary: 'Do one act on a dossier',
    tags: ['dossiers'],
    access: handlingRoles,
    params: codeParam,
    body: actBody,
    reads: { nobody: 'the act itself is on record with its author' },
    response: dossierView.extend({
      /** The applicant may rate now, on the tracking page; the link is not for staff. */ invitedToRate: z.boolean(),
    }),
    command: true,
    confirmed: ({ body }, { grants }) =>
      isSigning(
        body.act,
        grants.map(({ role }) => role),
      ),
    refusals: [...decisions, 'RECORD_STOPPED'],
    // The file of a result is checked when it is recorded, not by the check at its arrival.
    prepare: async (context, { params, body }) =>
      body.act === 'record_result' && body.files?.length ? await judgedAgain(context, options.inspector, params.code, body.files) : [],
    handle: async (context, { params, body }, judged) => {
      const { act, afterSeq, ...input } = body
      if (act === 'return_result') await options.mayLeave(context)
      for (const { id, ...check } of judged)
        await keepCheck(context.db, id, check, { id: context.actor.accountId, name: context.actor.displayName })
      const done = await doAct(context.db, context.actor, requestOf(context), { code: params.code, act, input, afterSeq })
      const { view } = done.after
        ? await viewOf(context.db, context.actor, done.after.record, { ...done.after.moment, language: context.language })
        : await getDossierView(context.db, context.actor, params.code, shownAt(done.at), context.language)
      const invitedToRate =
        act === 'return_result' &&
        (await options.onReturned(context, {
          dossierId: done.dossier.id,
          agencyId: done.dossier.agencyId,
          centreId: done.dossier.centreId,
          procedureVersionId: done.dossier.procedureVersionId,
          officerId: context.actor.accountId,
          procedureName: view.procedure.name,
        }))
      return { ...view, invitedToRate }
    },
  }),
]

/** Fresh reports on those of the files that are PDF and of this dossier; the act itself says what is wrong with the others. */
async function judgedAgain(context: RequestContext, inspector: FileInspector, code: string, ids: readonly string[]) {
  const place = await filePlace(context.db, context.actor, code)
  const standing = await loadFileFacts(context.db, place.id)
  const judged = []
  for (const id of new Set(ids)) {
    if (!standing.some((each) => each.id === id && each.verdict !== null)) continue
    const file = await getArrivingFile(context.db, place.id, id)
    judged.push({ id, ...(await judgeAgain(context.db, inspector, file, context.actor.accountId ?? 'nobody')) })
  }
  return judged
}
