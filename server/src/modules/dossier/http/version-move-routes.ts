import { z } from 'zod'
import type { ProcedureVersionId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { actRules } from '../domain/dossier-acts.ts'
import { dossierRefusals } from '../domain/refusals.ts'
import { moveObstacles, timeRules } from '../domain/version-move.ts'
import type { MoveObstacle } from '../domain/version-move.ts'
import { competentAgencyOf, judgeProcedureReach } from '#procedure'
import { afterCommit } from '#platform/db/database.ts'
import { route } from '#platform/http/route.ts'
import type { RequestContext, RouteDefinition } from '#platform/http/route.ts'
import { confirmMove, previewMove } from '../commands/order-version-move.ts'
import { findVersionMove, listMovedDossiers, listVersionMoves } from '../queries/preview-version-move.ts'

const orderers = actRules.change_version.rows.flatMap((row) => row.by)
const codeParam = z.object({ code: z.string().min(5).max(60) })

const proposed = {
  fromVersionId: z.uuid(),
  /** Old step number to new step number, where the new version has no step of the same number, role and name. */
  steps: z.record(z.string().regex(/^\d{1,4}$/u, 'Số bước viết bằng chữ số'), z.int().min(1).max(9999)).default({}),
  time: z.enum(timeRules).default('keep'),
}
const stepName = z.object({ no: z.int(), name: z.string() }).nullable()
const obstacle = z.object({ code: z.enum(Object.keys(moveObstacles) as [MoveObstacle, ...MoveObstacle[]]), why: z.string() })

const preview = z
  .object({
    fingerprint: z.string(),
    toVersionId: z.string(),
    running: z.int(),
    movable: z.int(),
    dueChanges: z.int(),
    groups: z.array(z.object({ agencyName: z.string(), stepWas: stepName, stepIs: stepName, count: z.int(), dueChanges: z.int() })),
    stays: z.array(obstacle.extend({ count: z.int() })),
    missing: z.array(z.object({ name: z.string(), count: z.int() })),
    total: z.int(),
    dossiers: z.array(
      z.object({
        code: z.string(),
        agencyName: z.string(),
        stepWas: stepName,
        stepIs: stepName,
        dueWas: z.string().nullable(),
        dueIs: z.string().nullable(),
        missing: z.array(z.string()),
        obstacle: obstacle.nullable(),
      }),
    ),
  })
  .meta({ id: 'VersionMovePreview' })

const run = z
  .object({
    id: z.string(),
    fromVersionId: z.string(),
    toVersionId: z.string(),
    time: z.enum(timeRules),
    reason: z.string(),
    legalBasis: z.string(),
    orderedBy: z.string(),
    orderedAt: z.string(),
    state: z.enum(['running', 'finished']),
    running: z.int(),
    seen: z.int(),
    moved: z.int(),
    stayed: z.int(),
    dueChanged: z.int(),
    finishedAt: z.string().nullable(),
  })
  .meta({ id: 'VersionMove' })

/** `wake`: resumes the orders of this process. */
export function versionMoveRoutes(wake: () => void): RouteDefinition[] {
  return [
    route({
      method: 'GET',
      url: '/procedures/:code/version-moves',
      summary: 'Versions of a procedure with their running dossiers, and the moves between versions ordered so far',
      tags: ['Thủ tục'],
      access: orderers,
      params: codeParam,
      response: z.object({
        versions: z.array(
          z.object({
            id: z.string(),
            validFrom: z.string(),
            validTo: z.string().nullable(),
            decisionNumber: z.string().nullable(),
            /** The one received by today, to which the others’ dossiers may move. */
            isInForce: z.boolean(),
            running: z.int(),
          }),
        ),
        moves: z.array(run),
      }),
      refusals: ['PROCEDURE_NOT_YOURS'],
      handle: async (context, { params }) => {
        await mustReach(context, params.code)
        return await listVersionMoves(context.db, params.code)
      },
    }),
    route({
      method: 'POST',
      url: '/procedures/:code/version-moves/preview',
      summary: 'What moving the running dossiers of a version to the one in force would do (xem trước); nothing is written',
      tags: ['Thủ tục'],
      access: orderers,
      params: codeParam,
      body: z.strictObject({ ...proposed, offset: z.int().min(0).max(1_000_000).default(0), limit: z.int().min(1).max(200).default(50) }),
      response: preview,
      refusals: ['VERSION_MOVE_UNKNOWN', 'PROCEDURE_NOT_YOURS'],
      handle: async (context, { params, body }) => {
        await mustReach(context, params.code)
        return await previewMove(
          context.db,
          context.actor,
          { code: params.code, ...body, fromVersionId: body.fromVersionId as ProcedureVersionId },
          body,
        )
      },
    }),
    route({
      method: 'POST',
      url: '/procedures/:code/version-moves',
      summary: 'Move the running dossiers of a version to the one in force (chuyển phiên bản)',
      tags: ['Thủ tục'],
      access: orderers,
      params: codeParam,
      body: z.strictObject({
        ...proposed,
        reason: z.string().trim().min(1, 'Xin ghi lý do').max(1000, 'Không quá 1000 ký tự'),
        legalBasis: z.string().trim().max(500, 'Không quá 500 ký tự').default(''),
        fingerprint: z.string().min(1).max(64),
      }),
      response: run,
      status: 201,
      command: true,
      refusals: [
        'VERSION_MOVE_UNKNOWN',
        'PROCEDURE_NOT_YOURS',
        'VERSION_MOVE_STALE',
        'VERSION_MOVE_NEEDS_BASIS',
        'VERSION_MOVE_NOTHING',
        'VERSION_MOVE_UNDER_WAY',
      ],
      handle: async (context, { params, body }) => {
        await mustReach(context, params.code)
        const { fingerprint, ...order } = body
        const id = await confirmMove(
          context.db,
          context.actor,
          { code: params.code, ...order, fromVersionId: order.fromVersionId as ProcedureVersionId },
          fingerprint,
        )
        afterCommit(context.db, wake)
        return found(await findVersionMove(context.db, params.code, id))
      },
    }),
    route({
      method: 'GET',
      url: '/procedures/:code/version-moves/:id',
      summary: 'One move between versions: its progress, and a page of the outcome for each dossier',
      tags: ['Thủ tục'],
      access: orderers,
      params: codeParam.extend({ id: z.uuid() }),
      query: z.object({
        offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      response: run.extend({
        dossiers: z.array(
          z.object({
            code: z.string(),
            agencyName: z.string(),
            stepWas: z.int().nullable(),
            stepIs: z.int().nullable(),
            dueWas: z.string().nullable(),
            dueIs: z.string().nullable(),
            /** Why it stayed; null when it moved. */
            why: z.string().nullable(),
          }),
        ),
      }),
      refusals: ['VERSION_MOVE_NOT_FOUND', 'PROCEDURE_NOT_YOURS'],
      handle: async (context, { params, query }) => {
        await mustReach(context, params.code)
        const one = found(await findVersionMove(context.db, params.code, params.id))
        // Watching an order that another process left unfinished continues it here.
        if (one.state === 'running') wake()
        return { ...one, dossiers: await listMovedDossiers(context.db, params.id, query) }
      },
    }),
  ]
}

/** @throws Refused PROCEDURE_NOT_YOURS */
async function mustReach({ db, actor }: RequestContext, code: string): Promise<void> {
  const refusal = judgeProcedureReach(actor, [await competentAgencyOf(db, code)])
  if (refusal) throw new Refused(refusal)
}

function found<T>(move: T | null): T {
  if (move === null) throw new Refused(refusalFrom(dossierRefusals, 'VERSION_MOVE_NOT_FOUND'))
  return move
}
