import { z } from 'zod'
import type { FileInspector } from '#document'
import { listHeldFiles } from '#document'
import { findOwnerView, ownerActs } from '#dossier'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { tidy } from '#kernel/vietnamese.ts'
import { route, uploadRoute } from '#platform/http/route.ts'
import type { RequestContext, RouteDefinition } from '#platform/http/route.ts'
import { addOwnFile, changeOwnContact, removeOwnFile, sendOwnSupplement, withdrawOwn } from '../commands/own-acts.ts'
import type { OwnIntention } from '../commands/own-acts.ts'
import { citizenRefusals } from '../domain/refusals.ts'
import { mustBeFiledBy } from '../queries/find-citizen.ts'
import { getSignedIn, judgeSent, ofComponent, sentRefusals, uploadLimits } from './draft-routes.ts'
import { heldFile, typedBody } from './draft-schemas.ts'

const tags = ['citizens']
const themselves = { nobody: 'shown to the person themselves' } as const
const codeParam = z.object({ code: z.string().min(5).max(60) })
const ofOwner = ['OWN_DOSSIER_NOT_FOUND', 'OWN_DOSSIER_NOT_FILED_HERE'] as const
const ofAct = [
  ...ofOwner,
  'DOSSIER_NOT_FOUND',
  'DOSSIER_WRONG_STATE',
  'DOSSIER_WRONG_ROLE',
  'DOSSIER_HELD_ELSEWHERE',
  'ACT_NEEDS',
  'NOTHING_CORRECTED',
] as const

const ownerView = z.object({
  actions: z.array(z.object({ act: z.enum(ownerActs), name: z.string(), allowed: z.boolean(), reason: z.string().nullable() })).readonly(),
  asked: z
    .array(z.object({ no: z.int(), text: z.string(), componentNo: z.int().nullable(), componentName: z.string().nullable() }))
    .readonly(),
  contact: z.object({ address: z.string(), phone: z.string(), email: z.string().nullable() }),
  /** Sent for the answer, and not yet part of the dossier. */
  files: z.array(heldFile).readonly(),
})

/** The view of the owner after each act. */
async function viewOf(context: RequestContext, code: string): Promise<z.input<typeof ownerView>> {
  const { dossierId } = await mustBeFiledBy(context.db, getSignedIn(context).personId, code)
  const view = await findOwnerView(context.db, code, context.language)
  if (!view) throw new Refused(refusalFrom(citizenRefusals, 'OWN_DOSSIER_NOT_FOUND'))
  return { ...view, files: await listHeldFiles(context.db, dossierId) }
}

const intentionOf = (context: RequestContext, code: string): OwnIntention => ({
  citizen: getSignedIn(context),
  code,
  requestId: context.idempotencyKey ?? context.requestId,
})

/** Acts of the person who filed a dossier online: answer a supplement request, withdraw, correct the contact data. */
export function createOwnActRoutes(inspector: FileInspector): RouteDefinition[] {
  return [
    route({
      method: 'GET',
      url: '/citizen/dossiers/:code/acts',
      summary: 'Possible acts on a dossier the person filed, open requests, and contact data',
      tags,
      access: 'citizen',
      reads: themselves,
      params: codeParam,
      response: ownerView,
      refusals: ofOwner,
      handle: async (context, { params }) => await viewOf(context, params.code),
    }),
    route({
      method: 'POST',
      url: '/citizen/dossiers/:code/supplement',
      summary: 'Answer a supplement request, all of it at once: each point in writing, with files, or both',
      tags,
      access: 'citizen',
      reads: themselves,
      params: codeParam,
      body: z.strictObject({
        answers: z
          .array(z.strictObject({ no: z.int().min(1).max(100), text: z.string().max(2000, 'Không quá 2000 ký tự').transform(tidy) }))
          .max(100),
      }),
      response: ownerView,
      command: true,
      refusals: [...ofAct, 'SUPPLEMENT_POINT_OPEN', 'SUPPLEMENT_ANSWERS_NOTHING', 'SUPPLEMENT_POINTS_OPEN'],
      handle: async (context, { params, body }) => {
        await sendOwnSupplement(context.db, context.database, intentionOf(context, params.code), body.answers)
        return await viewOf(context, params.code)
      },
    }),
    route({
      method: 'POST',
      url: '/citizen/dossiers/:code/withdrawal',
      summary: 'Withdraw a dossier the person filed, before it is decided',
      tags,
      access: 'citizen',
      reads: themselves,
      params: codeParam,
      body: z.strictObject({
        reason: z.string().max(1000, 'Không quá 1000 ký tự').transform(tidy).pipe(z.string().min(1, 'Xin nêu lý do')),
      }),
      response: ownerView,
      command: true,
      refusals: ofAct,
      handle: async (context, { params, body }) => {
        await withdrawOwn(context.db, context.database, intentionOf(context, params.code), body.reason)
        return await viewOf(context, params.code)
      },
    }),
    route({
      method: 'POST',
      url: '/citizen/dossiers/:code/contact',
      summary: 'Correct the contact data of a dossier the person filed',
      tags,
      access: 'citizen',
      reads: themselves,
      params: codeParam,
      body: typedBody,
      response: ownerView,
      command: true,
      refusals: [...ofAct, 'OWN_DRAFT_INCOMPLETE'],
      handle: async (context, { params, body }) => {
        await changeOwnContact(context.db, context.database, intentionOf(context, params.code), body.typed, context.language)
        return await viewOf(context, params.code)
      },
    }),
    uploadRoute({
      url: '/citizen/dossiers/:code/files',
      summary: 'Send one file for the answer to a supplement request; it becomes part of the dossier with the answer',
      tags,
      access: 'citizen',
      reads: themselves,
      params: codeParam,
      query: ofComponent,
      response: ownerView,
      perMinute: 120,
      upload: uploadLimits,
      refusals: [...ofOwner, ...sentRefusals],
      prepare: async (context, { params, body }) => {
        await mustBeFiledBy(context.db, getSignedIn(context).personId, params.code)
        return await judgeSent(context, inspector, body)
      },
      handle: async (context, { params, query }, sound) => {
        await addOwnFile(context.db, getSignedIn(context), params.code, query.componentNo ?? null, sound)
        return await viewOf(context, params.code)
      },
    }),
    route({
      method: 'DELETE',
      url: '/citizen/dossiers/:code/files/:fileId',
      summary: 'Remove a file that was sent for an answer and is not yet part of the dossier',
      tags,
      access: 'citizen',
      reads: themselves,
      params: codeParam.extend({ fileId: z.uuid() }),
      response: ownerView,
      command: true,
      refusals: [...ofOwner, 'FILE_NOT_FOUND'],
      handle: async (context, { params }) => {
        await removeOwnFile(context.db, getSignedIn(context), params.code, params.fileId)
        return await viewOf(context, params.code)
      },
    }),
  ]
}
