import { Readable } from 'node:stream'
import { z } from 'zod'
import { handlingRoles, staffRoles } from '#kernel/actor.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import {
  arrivalRefusals,
  documentRefusals,
  fileBytes,
  judgeAgain,
  judgeArrival,
  keepCheck,
  largestArrivingFile,
  mustBeOpenable,
} from '#document'
import type { ArrivingFile, FileInspector } from '#document'
import { Answer, route, theDossier, uploadRoute } from '#platform/http/route.ts'
import type { RequestContext, RouteDefinition } from '#platform/http/route.ts'
import { attachFile, withdrawDossierFile } from '../commands/attach-file.ts'
import { trackingGuess } from '../domain/tracking-guess.ts'
import { decideFile, filePurposes } from '../domain/file-rules.ts'
import { fileToOpen, filePlace, listDossierFiles, resultFiles } from '../queries/dossier-files.ts'
import { dutyOf } from '../queries/load-facts.ts'
import { mustTrack } from '../queries/may-look.ts'
import { dossierRefusals } from '../domain/refusals.ts'
import { dossierFile, dossierFiles } from './dossier-schemas.ts'
import { dispositionOf, nameOf, sha256Of } from '#platform/http/file-headers.ts'

const tags = ['files']
const codeParam = z.object({ code: z.string().min(5).max(60) })
const fileParam = codeParam.extend({ id: z.uuid() })
const ofPlace = [
  'DOSSIER_NOT_FOUND',
  'DOSSIER_WRONG_STATE',
  'DOSSIER_HELD_ELSEWHERE',
  'DOSSIER_WRONG_ROLE',
  'NOT_SETTLED_HERE',
  'DUTY_ENDED',
]

/** Files that arrive on a dossier. */
export function fileRoutes(inspector: FileInspector): RouteDefinition[] {
  const one = async (context: RequestContext, code: string, id: string) => {
    const { items } = await listDossierFiles(context.db, context.actor, code, context.language)
    const found = items.find((each) => each.id === id)
    if (!found) throw new Refused(refusalFrom(documentRefusals, 'FILE_NOT_FOUND'))
    return found
  }
  return [
    uploadRoute({
      url: '/dossiers/:code/files',
      summary: 'Attach one file (tệp đính kèm): its bytes as the body, its name in Content-Disposition, its hash in Content-Digest',
      tags,
      access: handlingRoles,
      params: codeParam,
      query: z.strictObject({
        purpose: z.enum(filePurposes).default('other'),
        componentNo: z.coerce.number().int().min(1).max(9999).optional(),
      }),
      response: dossierFile,
      perMinute: 240,
      upload: {
        maxBytes: largestArrivingFile,
        tooLarge: refusalFrom(documentRefusals, 'FILE_TOO_LARGE'),
        busy: refusalFrom(documentRefusals, 'FILES_BUSY'),
      },
      refusals: [...ofPlace, ...arrivalRefusals, 'FILES_TOO_MANY', 'FILE_COMPONENT_UNKNOWN'],
      prepare: async (context, { params, query, body }) => {
        // The right to attach is checked before the file is read.
        const place = await filePlace(context.db, context.actor, params.code)
        const role = decideFile(place, query.purpose, dutyOf(context.actor, place))
        if (typeof role === 'object') throw new Refused(role)
        const digest = sha256Of(context.headers['content-digest'])
        if (digest === 'unreadable') throw new Refused(refusalFrom(documentRefusals, 'FILE_DIGEST_DIFFERS'))
        const sentName = nameOf(context.headers['content-disposition'])
        return await judgeArrival(context.db, inspector, { sentName, bytes: body, digest, sender: context.actor.accountId ?? 'nobody' })
      },
      handle: async (context, { params, query }, sound) => {
        const componentNo = query.purpose === 'paper' ? (query.componentNo ?? null) : null
        const id = await attachFile(context.db, context.actor, params.code, { purpose: query.purpose, componentNo }, sound)
        return await one(context, params.code, id)
      },
    }),
    route({
      method: 'GET',
      url: '/dossiers/:code/files',
      summary: 'Files of a dossier with the checks of their signatures, and who may attach what',
      tags,
      access: staffRoles,
      params: codeParam,
      reads: { purpose: 'open', codes: theDossier },
      response: dossierFiles,
      refusals: ['DOSSIER_NOT_FOUND'],
      handle: async (context, { params }) => ({
        ...(await listDossierFiles(context.db, context.actor, params.code, context.language)),
        maxBytes: largestArrivingFile,
      }),
    }),
    route({
      method: 'GET',
      url: '/dossiers/:code/files/:id',
      summary: 'One file, byte for byte as it arrived',
      tags,
      access: staffRoles,
      params: fileParam,
      query: z.strictObject({ show: z.enum(['attachment', 'inline']).default('attachment') }),
      reads: { purpose: 'file', codes: theDossier, file: ({ params }) => (params as { id: string }).id },
      response: z.unknown(),
      produces: 'application/octet-stream',
      refusals: ['DOSSIER_NOT_FOUND', 'FILE_NOT_FOUND', 'FILE_CONTENT_NOT_YOURS', 'FILE_NOT_SCANNED', 'FILE_FOUND_INFECTED'],
      handle: async (context, { params, query }) => {
        const { file } = await fileToOpen(context.db, context.actor, params.code, params.id)
        return sent(context, file, query.show)
      },
    }),
    route({
      method: 'POST',
      url: '/dossiers/:code/files/:id/withdrawal',
      summary: 'Withdraw a file sent by mistake, before an act depends on it; it remains stored, with the reason',
      tags,
      access: handlingRoles,
      params: fileParam,
      body: z.strictObject({ reason: z.string().trim().min(1, 'Xin nêu lý do').max(500, 'Không quá 500 ký tự') }),
      response: dossierFile,
      command: true,
      refusals: [...ofPlace, 'FILE_NOT_FOUND', 'FILE_IN_USE', 'FILE_ALREADY_WITHDRAWN'],
      handle: async (context, { params, body }) => {
        await withdrawDossierFile(context.db, context.actor, params.code, params.id, body.reason)
        return await one(context, params.code, params.id)
      },
    }),
    route({
      method: 'POST',
      url: '/dossiers/:code/files/:id/checks',
      summary: 'Check the signatures of a file again; adds a report, replaces none',
      tags,
      access: handlingRoles,
      params: fileParam,
      response: dossierFile,
      status: 201,
      command: true,
      perMinute: 60,
      refusals: ['DOSSIER_NOT_FOUND', 'FILE_NOT_FOUND', 'FILE_NOT_PDF', 'FILE_TOO_HARD', 'FILES_BUSY', 'FILE_CONTENT_NOT_YOURS'],
      prepare: async (context, { params }) => {
        const { file } = await fileToOpen(context.db, context.actor, params.code, params.id)
        return await judgeAgain(context.db, inspector, file, context.actor.accountId ?? 'nobody')
      },
      handle: async (context, { params }, judged) => {
        await keepCheck(context.db, params.id, judged, { id: context.actor.accountId, name: context.actor.displayName })
        return await one(context, params.code, params.id)
      },
    }),
    route({
      method: 'POST',
      url: '/tracking/results/:id',
      summary: 'The result file, for the holder of the slip, once it is returned and paid',
      tags: ['public'],
      access: 'public',
      params: z.object({ id: z.uuid() }),
      body: z.strictObject({
        code: z.string().trim().min(1, 'Xin nhập mã hồ sơ').max(60),
        secret: z.string().trim().min(1, 'Xin nhập mã tra cứu').max(60).optional(),
      }),
      reads: { nobody: 'shown to whoever holds the slip' },
      response: z.unknown(),
      produces: 'application/octet-stream',
      guess: trackingGuess,
      refusals: ['TRACKING_NOT_FOUND', 'TRACKING_SECRET_NEEDED', 'RESULT_NOT_READY', 'FILE_NOT_SCANNED', 'FILE_FOUND_INFECTED'],
      handle: async (context, { params, body }) => {
        const code = body.code.toUpperCase()
        const id = await mustTrack(context, code, body.secret)
        const file = (await resultFiles(context.db, id)).find((each) => each.id === params.id)
        if (!file) throw new Refused(refusalFrom(dossierRefusals, 'RESULT_NOT_READY'))
        return sent(context, file, 'attachment')
      },
    }),
  ]
}

/** Kinds a browser shows by itself without running what is in them. */
const shown: readonly string[] = ['application/pdf', 'image/jpeg', 'image/png']

function sent(context: RequestContext, file: ArrivingFile, show: 'attachment' | 'inline'): Answer {
  mustBeOpenable(file)
  const etag = `"${file.sha256}"`
  const headers = {
    etag,
    'cache-control': 'private, no-store',
    'content-disposition': dispositionOf(show === 'inline' && shown.includes(file.mediaType) ? 'inline' : 'attachment', file.name),
    'content-digest': `sha-256=:${Buffer.from(file.sha256, 'hex').toString('base64')}:`,
  }
  if (context.headers['if-none-match'] === etag) return new Answer(null, 304, headers)
  return new Answer(Readable.from(fileBytes(context.db, file.sha256, file.size)), 200, {
    ...headers,
    'content-type': file.mediaType,
    'content-length': String(file.size),
  })
}
