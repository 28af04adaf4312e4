import { z } from 'zod'
import { arrivalRefusals, documentRefusals, judgeArrival, largestArrivingFile } from '#document'
import type { FileInspector } from '#document'
import { schemaFrom } from '#form'
import type { Citizen } from '#kernel/citizen.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { findVersionById } from '#procedure'
import { nameOf, sha256Of } from '#platform/http/file-headers.ts'
import { route, uploadRoute } from '#platform/http/route.ts'
import type { RequestContext, RouteDefinition } from '#platform/http/route.ts'
import { addDraftFile, beginDraft, discardDraft, sendDraft, removeDraftFile, saveDraft } from '../commands/drafts.ts'
import { draftViewFrom, getDraftView, getStandingDraft, listDrafts } from '../queries/draft-view.ts'
import { getOpenForm } from '../queries/open-form.ts'
import { draftView, typedBody } from './draft-schemas.ts'

const tags = ['citizens']
const themselves = { nobody: 'shown to the person themselves' } as const
const idParam = z.object({ id: z.uuid() })
const ofDraft = ['OWN_DRAFT_NOT_FOUND', 'OWN_DRAFT_FILED', 'ONLINE_NOT_OFFERED'] as const

/** The citizen of a route whose access is `citizen`. */
export function getSignedIn({ citizen }: RequestContext): Citizen {
  if (!citizen) throw new Error('the route is not for citizens alone')
  return citizen
}

/** Judges a file that a citizen sends before any transaction is opened, by the rule of every file. */
export async function judgeSent(context: RequestContext, inspector: FileInspector, bytes: Uint8Array) {
  const digest = sha256Of(context.headers['content-digest'])
  if (digest === 'unreadable') throw new Refused(refusalFrom(documentRefusals, 'FILE_DIGEST_DIFFERS'))
  const sentName = nameOf(context.headers['content-disposition'])
  return await judgeArrival(context.db, inspector, { sentName, bytes, digest, sender: getSignedIn(context).personId as never })
}

export const uploadLimits = {
  maxBytes: largestArrivingFile,
  tooLarge: refusalFrom(documentRefusals, 'FILE_TOO_LARGE'),
  busy: refusalFrom(documentRefusals, 'FILES_BUSY'),
}
export const sentRefusals: readonly string[] = [...arrivalRefusals, 'FILES_TOO_MANY', 'FILE_COMPONENT_UNKNOWN']
export const ofComponent = z.strictObject({ componentNo: z.coerce.number().int().min(1).max(9999).optional() })

/** Filing online: the form of a procedure, drafts of it, files, and filing. */
export function createDraftRoutes(inspector: FileInspector): RouteDefinition[] {
  return [...draftRoutes, ...createDraftFileRoutes(inspector)]
}

/** The form of a procedure, and drafts of it. */
const draftRoutes: RouteDefinition[] = [
  route({
    method: 'GET',
    url: '/procedures/:code/form',
    summary: 'The questions of the procedure for online filing: JSON Schema (2020-12) of the answers, and the order of the questions',
    tags: ['procedures'],
    access: 'public',
    params: z.object({ code: z.string().max(40) }),
    query: z.object({ kind: z.enum(['person', 'organisation']).default('person') }),
    response: z.object({
      versionId: z.string(),
      isComplete: z.boolean(),
      /** Numbers of the papers of the checklist that the form replaces. */
      standsFor: z.array(z.int()).readonly(),
      schema: z.record(z.string(), z.unknown()),
      sections: z.array(z.looseObject({ id: z.string(), title: z.string() })).readonly(),
    }),
    refusals: ['ONLINE_NOT_OFFERED'],
    handle: async (context, { params, query }) => {
      const { version, form } = await getOpenForm(context.db, params.code, query.kind)
      return {
        versionId: version.versionId,
        isComplete: form.isComplete,
        standsFor: form.standsFor,
        schema: schemaFrom(form),
        sections: form.sections.map((section) => ({ ...section })),
      }
    },
  }),
  route({
    method: 'GET',
    url: '/citizen/drafts',
    summary: 'The open drafts of the person, the last changed first',
    tags,
    access: 'citizen',
    reads: themselves,
    response: z.object({
      items: z.array(
        z.object({ id: z.string(), procedureCode: z.string(), procedureName: z.string(), savedAt: z.string(), keptUntil: z.string() }),
      ),
    }),
    handle: async (context) => ({
      items: await listDrafts(
        context.db,
        getSignedIn(context).personId,
        async (versionId) => (await findVersionById(context.db, versionId))?.name ?? '',
      ),
    }),
  }),
  route({
    method: 'POST',
    url: '/citizen/drafts',
    summary: 'Begin to file a procedure online, or continue its draft; `another` begins a second draft',
    tags,
    access: 'citizen',
    reads: themselves,
    body: z.strictObject({ procedureCode: z.string().trim().min(1).max(40), another: z.boolean().default(false) }),
    response: z.object({ id: z.string(), isNew: z.boolean() }),
    status: 201,
    command: true,
    perMinute: 60,
    refusals: ['ONLINE_NOT_OFFERED', 'OWN_DRAFTS_TOO_MANY'],
    handle: async (context, { body }) => await beginDraft(context.db, getSignedIn(context).personId, body),
  }),
  route({
    method: 'GET',
    url: '/citizen/drafts/:id',
    summary: 'A complete draft: questions and answers, faults, papers with their files, and what changed since it was begun',
    tags,
    access: 'citizen',
    reads: themselves,
    params: idParam,
    response: draftView,
    refusals: ofDraft,
    handle: async (context, { params }) => await getDraftView(context.db, getSignedIn(context).personId, params.id, context.language),
  }),
  route({
    method: 'PUT',
    url: '/citizen/drafts/:id',
    summary: 'Save typed answers: named questions get the new answer, the others keep theirs',
    tags,
    access: 'citizen',
    reads: themselves,
    params: idParam,
    body: typedBody,
    response: draftView,
    command: true,
    refusals: ofDraft,
    handle: async (context, { params, body }) =>
      await draftViewFrom(
        context.db,
        await saveDraft(context.db, getSignedIn(context).personId, params.id, body.typed, context.language),
        context.language,
      ),
  }),
  route({
    method: 'DELETE',
    url: '/citizen/drafts/:id',
    summary: 'Drop a draft with its files',
    tags,
    access: 'citizen',
    params: idParam,
    response: z.object({ dropped: z.literal(true) }),
    command: true,
    refusals: ofDraft,
    handle: async (context, { params }) => {
      await discardDraft(context.db, getSignedIn(context).personId, params.id)
      return { dropped: true as const }
    },
  }),
]

/** Files of a draft, and filing it. */
function createDraftFileRoutes(inspector: FileInspector): RouteDefinition[] {
  return [
    uploadRoute({
      url: '/citizen/drafts/:id/files',
      summary: 'Add one file to a draft: its bytes as the body, its name in Content-Disposition, its hash in Content-Digest',
      tags,
      access: 'citizen',
      reads: themselves,
      params: idParam,
      query: ofComponent,
      response: draftView,
      perMinute: 120,
      upload: uploadLimits,
      refusals: [...ofDraft, ...sentRefusals],
      prepare: async (context, { params, body }) => {
        // The owner is checked before the file is read.
        await getStandingDraft(context.db, getSignedIn(context).personId, params.id)
        return await judgeSent(context, inspector, body)
      },
      handle: async (context, { params, query }, sound) => {
        const { personId } = getSignedIn(context)
        await addDraftFile(context.db, personId, params.id, query.componentNo ?? null, sound)
        return await getDraftView(context.db, personId, params.id, context.language)
      },
    }),
    route({
      method: 'DELETE',
      url: '/citizen/drafts/:id/files/:fileId',
      summary: 'Remove a file from a draft',
      tags,
      access: 'citizen',
      reads: themselves,
      params: idParam.extend({ fileId: z.uuid() }),
      response: draftView,
      command: true,
      refusals: [...ofDraft, 'FILE_NOT_FOUND'],
      handle: async (context, { params }) => {
        const { personId } = getSignedIn(context)
        await removeDraftFile(context.db, personId, params.id, params.fileId)
        return await getDraftView(context.db, personId, params.id, context.language)
      },
    }),
    route({
      method: 'POST',
      url: '/citizen/drafts/:id/filing',
      summary: 'File a draft, once: a repetition answers with the same dossier',
      tags,
      access: 'citizen',
      reads: themselves,
      params: idParam,
      response: z.object({ code: z.string() }),
      status: 201,
      command: true,
      perMinute: 60,
      refusals: [
        ...ofDraft,
        'OWN_DRAFT_INCOMPLETE',
        'ONLINE_FORM_CHANGED',
        'ONLINE_PAPERS_MISSING',
        'PROCEDURE_INCOMPLETE',
        'PROCEDURE_NOT_RECEIVED_HERE',
        'INTAKE_PLACE_UNKNOWN',
      ],
      handle: async (context, { params }) =>
        await sendDraft(context.db, context.database, getSignedIn(context), context.idempotencyKey ?? context.requestId, {
          id: params.id,
          language: context.language,
        }),
    }),
  ]
}
