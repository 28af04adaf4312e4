import { z } from 'zod'
import { handlingRoles, staffRoles } from '#kernel/actor.ts'
import type { CentreId } from '#kernel/ids.ts'
import { forms } from '#document'
import { Answer, route, theDossier } from '#platform/http/route.ts'
import type { RequestContext, RouteDefinition } from '#platform/http/route.ts'
import { inTransaction } from '#platform/db/database.ts'
import type { SignSheet } from './sheet-routes.ts'
import { applicantForms, formForReader, printApplicantSlip } from '../commands/applicant-slip.ts'
import type { IssuedForm } from '../commands/issue-form.ts'
import { drawSlip, previewSlip } from '../queries/preview-slip.ts'
import { issuingActs, printAnswerDraft, printFormDraft } from '../queries/draft-form.ts'
import { decisions } from './act-refusals.ts'
import { actBody, answeredFiling, slipSoFar } from './input-schemas.ts'
import { codeParam } from './dossier-params.ts'

/** Gives the signed version of an issued form; the composition root knows the signing identity, if there is one. */
export type SignForm = (context: RequestContext, form: IssuedForm & { readonly id: string }) => Promise<Uint8Array>

/** Printed forms, as they were issued, and the slip before it is. */
export const formRoutes = (signForm: SignForm, signSheet: SignSheet): RouteDefinition[] => [
  route({
    method: 'POST',
    url: '/dossiers/:code/applicant-slips',
    summary: 'Print the slip or a letter (Mẫu 02, 03) for the applicant, with the look-up secret; earlier copies become invalid (PDF/A)',
    tags: ['documents'],
    access: ['counter_officer'],
    security: { done: 'slip.printed' },
    params: codeParam,
    body: z
      .strictObject({
        reason: z.string().trim().max(300, 'Không quá 300 ký tự').optional(),
        /** The slip where nothing is said; a letter for who may have no slip. */
        form: z.enum(applicantForms).optional(),
      })
      .nullish(),
    reads: { purpose: 'print', codes: theDossier },
    response: z.unknown(),
    produces: 'application/pdf',
    perMinute: 30,
    refusals: ['DOSSIER_NOT_FOUND', 'SLIP_NOT_YOURS', 'SLIP_REASON_NEEDED', 'DOCUMENT_NOT_ISSUED', 'FORM_NOT_COVERED'],
    handle: async (context, { params, body }) => {
      const form = body?.form ?? 'receipt-slip'
      const printed = await inTransaction(
        context.db,
        async (tx) => await printApplicantSlip(tx, context, params.code, body?.reason ?? '', form),
      )
      return new Answer(await signSheet(context, printed), 200, {
        'content-disposition': `inline; filename="${params.code}-${form === 'receipt-slip' ? 'giay-tiep-nhan' : form}.pdf"`,
        'cache-control': 'no-store',
      })
    },
  }),
  route({
    method: 'GET',
    url: '/dossiers/:code/documents/:form.pdf',
    summary: 'A printed form of a dossier, as it was issued and, if the installation signs, signed (PDF/A, PAdES)',
    tags: ['documents'],
    access: staffRoles,
    params: z.object({ code: z.string().max(60), form: z.enum(forms) }),
    reads: { purpose: 'print', codes: theDossier },
    response: z.unknown(),
    produces: 'application/pdf',
    refusals: ['DOSSIER_NOT_FOUND', 'DOCUMENT_NOT_ISSUED', 'FORM_NOT_COVERED'],
    handle: async (context, { params }) => {
      const { issued } = await inTransaction(context.db, async (tx) => await formForReader(tx, context, params.code, params.form))
      const { id } = issued
      const bytes = id === null ? issued.bytes : await signForm(context, { ...issued, id })
      return new Answer(bytes, 200, {
        'content-disposition': `inline; filename="${params.code}-${params.form}.pdf"`,
        'cache-control': 'private, no-store',
      })
    },
  }),
  route({
    method: 'POST',
    url: '/dossiers/:code/document-drafts',
    summary: 'The paper that an act would send to the applicant, with this text, marked as a draft; nothing is stored (PDF/A)',
    tags: ['documents'],
    access: handlingRoles,
    params: codeParam,
    body: actBody.extend({ act: z.enum(issuingActs) }),
    reads: { purpose: 'print', codes: theDossier },
    response: z.unknown(),
    produces: 'application/pdf',
    perMinute: 60,
    refusals: decisions,
    handle: async (context, { params, body }) => {
      const { act, afterSeq: _seen, ...input } = body
      const bytes = await printFormDraft(context.db, context.actor, params.code, { act, input })
      return new Answer(bytes, 200, {
        'content-disposition': `inline; filename="${params.code}-du-thao.pdf"`,
        'cache-control': 'no-store',
      })
    },
  }),
  route({
    method: 'POST',
    url: '/document-drafts',
    summary: 'The paper that the answer to a filing would send to the applicant, marked as a draft, before there is a dossier (PDF/A)',
    tags: ['documents'],
    access: ['counter_officer'],
    body: answeredFiling,
    reads: { nobody: 'what the caller typed, before anything is received' },
    response: z.unknown(),
    produces: 'application/pdf',
    perMinute: 60,
    refusals: [...decisions, 'PROCEDURE_NOT_RECEIVED_HERE', 'INTAKE_PLACE_UNKNOWN'],
    handle: async (context, { body }) => {
      const { answer, reason, defects, supplementDays, accept: _accept, ...typed } = body
      const input = { ...typed, centreId: body.centreId as CentreId }
      const wanted = { act: answer, input: { reason, defects, supplementDays } }
      const bytes = await printAnswerDraft(context.db, context.database, context.actor, input, wanted)
      return new Answer(bytes, 200, { 'content-disposition': 'inline; filename="du-thao.pdf"', 'cache-control': 'no-store' })
    },
  }),
  route({
    method: 'POST',
    url: '/slip-previews',
    summary: 'The slip as it will be printed, before anything is received (PDF/A)',
    tags: ['documents'],
    access: ['counter_officer'],
    body: slipSoFar,
    reads: { nobody: 'what the caller typed, before anything is received' },
    response: z.unknown(),
    produces: 'application/pdf',
    perMinute: 60,
    refusals: ['PROCEDURE_NOT_RECEIVED_HERE', 'INTAKE_PLACE_UNKNOWN'],
    handle: async (context, { body }) =>
      new Answer(await previewSlip(context, { ...body, centreId: body.centreId as CentreId }), 200, { 'cache-control': 'no-store' }),
  }),
  route({
    method: 'POST',
    url: '/slip-pictures',
    summary: 'The slip as it will be printed, as a drawing (SVG) with its text, while the intake is typed',
    tags: ['documents'],
    access: ['counter_officer'],
    body: slipSoFar,
    reads: { nobody: 'what the caller typed, before anything is received' },
    response: z.object({ picture: z.string(), lines: z.array(z.string()) }).meta({ id: 'SlipPicture' }),
    // Drawn again while somebody types.
    perMinute: 120,
    refusals: ['PROCEDURE_NOT_RECEIVED_HERE', 'INTAKE_PLACE_UNKNOWN'],
    handle: async (context, { body }) => {
      const drawn = await drawSlip(context, { ...body, centreId: body.centreId as CentreId })
      return new Answer(drawn, 200, { 'cache-control': 'no-store' })
    },
  }),
]
