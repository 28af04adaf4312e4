import { z } from 'zod'
import type { Language } from '#kernel/language.ts'
import { handlingRoles, staffRoles } from '#kernel/actor.ts'
import type { Json } from '#kernel/canonical-json.ts'
import type { AccountId, AgencyId, CentreId, DossierId } from '#kernel/ids.ts'
import {
  forms,
  getArrivingFile,
  judgeAgain,
  keepCheck,
  mediaTypes,
  mediaTypesInEnglish,
  signatureStatesInEnglish,
  printSheet,
  whyThisDateText,
} from '#document'
import type { ArrivingFile, FileInspector } from '#document'
import { mayRead } from '#identity'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { Answer, linesShown, route, theDossier } from '#platform/http/route.ts'
import type { RequestContext, RouteDefinition } from '#platform/http/route.ts'
import { inTransaction } from '#platform/db/database.ts'
import { doAct } from '../commands/do-act.ts'
import { discardDraft, getDraft, listDrafts, saveDraft } from '../commands/drafts.ts'
import { fileDossier } from '../commands/file-dossier.ts'
import { createHandover, receiveHandover } from '../commands/handovers.ts'
import { sheetRoutes } from './sheet-routes.ts'
import type { SignSheet } from './sheet-routes.ts'
import { formForReader, printApplicantSlip } from '../commands/applicant-slip.ts'
import type { IssuedForm } from '../commands/issue-form.ts'
import { dossierRefusals } from '../domain/refusals.ts'
import { trackingGuess } from '../domain/tracking-guess.ts'
import { filePlace, resultFiles, signatureView } from '../queries/dossier-files.ts'
import { loadFileFacts } from '../queries/file-facts.ts'
import { findPublicView, getDossierView, viewOf } from '../queries/dossier-view.ts'
import { shownAt } from '../queries/record-after.ts'
import { getLedger, publicLedger } from '../queries/get-ledger.ts'
import { previewNewDay, promisingActs } from '../queries/new-day.ts'
import { getProof, proof } from '../queries/clock-proof.ts'
import { getPromise } from '../queries/get-promise.ts'
import { getHandover, listHandovers } from '../queries/list-handovers.ts'
import { listParts, partTabs } from '../queries/parts-view.ts'
import { inboxOwners, inboxTabs, listInbox, searchDossiers } from '../queries/list-inbox.ts'
import { lookupSecret, secretMatches } from '../store/lookup-secret.ts'
import { drawSlip, previewSlip } from '../queries/preview-slip.ts'
import { getProofKey, sealProof } from '../queries/proof-seal.ts'
import { whyThisDate } from '../queries/sheets.ts'
import { fileRoutes } from './file-routes.ts'
import { isSigning } from '../domain/signing-acts.ts'
import { eventLogRoutes } from './event-log-routes.ts'
import { decreeRoutes } from './decree-routes.ts'
import { versionMoveRoutes } from './version-move-routes.ts'
import { replacementRoutes } from './replacement-routes.ts'
import {
  clockTurn,
  clock,
  dossierView,
  dueCursor,
  heldBySide,
  ledgerView,
  limit,
  partList,
  reason,
  resultFile,
  promises,
  timeLeft,
  refusalGiven,
  supplementAsked,
} from './dossier-schemas.ts'
import { actBody, draftKey, fileBody, slipSoFar } from './input-schemas.ts'

const codeParam = z.object({ code: z.string().min(5).max(60) })
const decisions = [
  'DOSSIER_NOT_FOUND',
  'DOSSIER_WRONG_STATE',
  'DOSSIER_WRONG_ROLE',
  'DOSSIER_HELD_ELSEWHERE',
  'PAPERS_MISSING',
  'SUPPLEMENT_ONCE',
  'NOT_FORWARDED_KIND',
  'NOT_SETTLED_HERE',
  'SIGNATORY_SIGNS',
  'SITE_CHECK_TO_COME',
  'ALREADY_ON_LIST',
  'NOT_ON_LIST',
  'ASSIGNEE_UNFIT',
  'STEP_OF_ANOTHER_ROLE',
  'NO_EARLIER_STEP',
  'ACT_NEEDS',
  'PROCEDURE_INCOMPLETE',
  'DOSSIER_CHANGED',
  'CLAIMED_BY_ANOTHER',
  'ALREADY_CLAIMED',
  'CLAIM_NOT_YOURS',
  'NOTHING_TO_TAKE_OVER',
  'TAKE_OVER_TOO_EARLY',
  'DRAFTER_CANNOT_DECIDE',
  'RECEIVER_CANNOT_SIGN',
  'CAUSE_USED_UP',
  'STOP_TOO_LONG',
  'WAITS_FOR_PAYMENT',
  'NOT_WAITING_FOR_PAYMENT',
  'DUTY_NOT_PAID',
  'NOTHING_TO_WAIT_FOR',
  'COLLECTOR_NOT_SET',
  'REAPPOINTED_ONCE',
  'EXTENSION_ALREADY_ASKED',
  'EXTENSION_TOO_LATE',
  'NO_EXTENSION_ASKED',
  'ALREADY_LATE',
  'CLOCK_STANDS_STILL',
  'NOT_LATE',
  'DONE_BY_SYSTEM',
  'SUPPLEMENT_NOT_LAPSED',
  'SILENCE_MEANS_NOTHING',
  'NOT_PAID',
  'DUTY_ENDED',
  'NOT_CONSULTED',
  'CONSULTS_ITSELF',
  'ALREADY_CONSULTED',
  'CONSULTED_AGENCY_UNKNOWN',
  'PART_NOT_OPEN',
  'PART_UNNAMED',
  'PARTS_NOT_DONE',
  'FILE_NOT_OF_THE_RESULT',
  'RESULT_SIGNATURE_BROKEN',
]

const handoverView = z
  .object({
    number: z.string(),
    direction: z.enum(['to_agency', 'to_centre']),
    agency: z.object({ code: z.string(), name: z.string() }),
    centre: z.object({ id: z.string(), name: z.string() }),
    createdAt: z.string(),
    createdBy: z.string(),
    closedAt: z.string().nullable(),
    /** Dossiers still to be received, of all that the list was made with. */
    waiting: z.int(),
    count: z.int(),
    /** Whether the caller's side is the one that receives. */
    mayReceive: z.boolean(),
  })
  .meta({ id: 'Handover' })

const toPay = z
  .object({
    owedDong: z.int(),
    /** Transfers that came and wait for a person to count them; what is still missing, and so to be transferred. */
    arrived: z.array(z.object({ amountDong: z.int(), at: z.string() })),
    missingDong: z.int(),
    /** The clocks stand until it is paid, and then run on by themselves. */
    waits: z.boolean(),
    /** The applicant's day to pay. */
    by: z.string().nullable(),
    items: z.array(
      z.object({
        name: z.string(),
        basis: z.string(),
        dueDong: z.int().nullable(),
        state: z.string(),
        stateName: z.string(),
        timingName: z.string(),
      }),
    ),
    transfer: z
      .object({ code: z.string(), holderName: z.string(), bankBin: z.string(), bankAccount: z.string(), purpose: z.string() })
      .nullable(),
    /** The centre has nobody yet who takes the money: nobody needs to come for it. */
    notCollected: z.boolean(),
  })
  .nullable()

const promise = z.object({ limit, dueAt: z.string(), sentence: z.string(), because: z.array(reason) })

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

/**
 * Whether the dossier waits to be rated, and the link where it may be shown. The secret of the slip is not enough for that: the officer
 * who printed it knows it too. The link goes by letter to the applicant, or is shown at a terminal of the house.
 */
export type RatingLinkOf = (
  context: RequestContext,
  dossierId: DossierId,
) => Promise<{ readonly isOpen: boolean; readonly url: string | null }>

/** Gives the signed version of an issued form; the composition root knows whether and with what the house signs. */
export type SignForm = (context: RequestContext, form: IssuedForm & { readonly id: string }) => Promise<Uint8Array>

export function dossierRoutes(options: {
  onReturned: OnReturned
  ratingLinkOf: RatingLinkOf
  /** Wakes whoever carries out decrees and moves between versions. */ onDecree: () => void
  signForm: SignForm
  signSheet: SignSheet
  /** Looks at files that arrive. */
  inspector: FileInspector
}): RouteDefinition[] {
  return [
    ...decreeRoutes(options.onDecree),
    ...versionMoveRoutes(options.onDecree),
    route({
      method: 'POST',
      url: '/dossiers',
      summary: 'File a dossier at a counter and accept it (tiếp nhận hồ sơ)',
      tags: ['dossiers'],
      access: ['counter_officer'],
      body: fileBody,
      reads: { nobody: 'the act itself is on record with its author' },
      response: dossierView.extend({ lookupSecret: z.string() }),
      status: 201,
      command: true,
      refusals: [...decisions, 'PROCEDURE_NOT_RECEIVED_HERE', 'INTAKE_PLACE_UNKNOWN', 'DRAFT_FILED'],
      handle: async (context, { body }) => {
        const filed = await fileDossier(context.db, context.database, context.actor, requestOf(context), {
          ...body,
          centreId: body.centreId as CentreId,
        })
        const { view } = await viewOf(context.db, context.actor, filed.after.record, filed.after.moment)
        return { ...view, lookupSecret: filed.lookupSecret }
      },
    }),
    route({
      method: 'GET',
      url: '/dossiers',
      summary: 'Find dossiers by code, citizen number, phone or name',
      tags: ['dossiers'],
      access: staffRoles,
      query: z.object({ q: z.string().trim().min(2, 'Xin nhập ít nhất hai ký tự').max(100) }),
      reads: { purpose: 'search', codes: linesShown },
      response: z.object({
        items: z.array(
          z.object({ code: z.string(), applicantName: z.string(), stateName: z.string(), agencyName: z.string(), receivedAt: z.string() }),
        ),
      }),
      handle: async (context, { query }) => ({ items: await searchDossiers(context.db, context.actor, query.q) }),
    }),
    route({
      method: 'GET',
      url: '/dossiers/:code',
      summary: 'One dossier: state, clocks with their explanation, holder, timeline, what may be done',
      tags: ['dossiers'],
      access: staffRoles,
      params: codeParam,
      reads: { purpose: 'open', codes: theDossier },
      response: dossierView,
      refusals: ['DOSSIER_NOT_FOUND'],
      handle: async (context, { params }) => (await getDossierView(context.db, context.actor, params.code)).view,
    }),
    route({
      method: 'GET',
      url: '/dossiers/:code/ledger',
      summary: 'Who had the dossier from when to when, and whose time it was (sổ thời gian của người giữ)',
      tags: ['dossiers'],
      access: staffRoles,
      params: codeParam,
      reads: { purpose: 'open', codes: theDossier },
      response: ledgerView,
      refusals: ['DOSSIER_NOT_FOUND'],
      handle: async (context, { params }) => await getLedger(context.db, context.actor, params.code),
    }),
    route({
      method: 'GET',
      url: '/dossiers/:code/new-day',
      summary: 'The day an extension or an apology would promise, done now, beside the one promised so far',
      tags: ['dossiers'],
      access: staffRoles,
      params: codeParam,
      query: z.object({ act: z.enum(promisingActs), days: z.coerce.number('Cần một số nguyên').int('Cần một số nguyên').min(1).max(365) }),
      reads: { purpose: 'open', codes: theDossier },
      response: z.object({
        dueBefore: z.string().nullable(),
        dueAfter: z.string().nullable(),
        legalDueAt: z.string().nullable(),
        /** The new day lies after the limit by law, which no act here moves: from then on the dossier is late by law. */
        isPastLaw: z.boolean(),
      }),
      refusals: ['DOSSIER_NOT_FOUND'],
      handle: async (context, { params, query }) => await previewNewDay(context.db, context.actor, params.code, query),
    }),
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
      refusals: decisions,
      // What a result is recorded with is judged at that very moment, not by what it was worth when it came.
      prepare: async (context, { params, body }) =>
        body.act === 'record_result' && body.files?.length ? await judgedAgain(context, options.inspector, params.code, body.files) : [],
      handle: async (context, { params, body }, judged) => {
        const { act, afterSeq, ...input } = body
        for (const { id, ...check } of judged)
          await keepCheck(context.db, id, check, { id: context.actor.accountId, name: context.actor.displayName })
        const done = await doAct(context.db, context.actor, requestOf(context), params.code, act, input, { afterSeq })
        const { view } = done.after
          ? await viewOf(context.db, context.actor, done.after.record, done.after.moment)
          : await getDossierView(context.db, context.actor, params.code, shownAt(done.at))
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
    route({
      method: 'GET',
      url: '/procedures/:code/promise',
      summary: 'What the slip would promise at this moment, and why',
      tags: ['procedures'],
      access: 'public',
      params: codeParam,
      query: z.object({ channel: z.enum(['direct', 'post', 'online']).default('direct') }),
      response: z.object({ receivedAt: z.string(), committed: promise, legal: promise }),
      refusals: ['PROCEDURE_NOT_RECEIVED_HERE', 'PROCEDURE_INCOMPLETE'],
      handle: async (context, { params, query }) => await getPromise(context.db, params.code, query.channel, context.language),
    }),
    route({
      method: 'GET',
      url: '/inbox',
      summary: 'My work, least time left first',
      tags: ['dossiers'],
      access: staffRoles,
      query: z.object({
        tab: z.enum(inboxTabs).default('mine'),
        who: z.enum(inboxOwners).default('anyone'),
        limit: z.coerce.number().int().min(1).max(200).default(50),
        cursor: dueCursor.optional(),
      }),
      reads: { purpose: 'list', codes: linesShown },
      response: z.object({
        total: z.int(),
        nextCursor: z.string().nullable(),
        items: z.array(
          z.object({
            code: z.string(),
            procedureName: z.string(),
            applicantName: z.string(),
            state: z.string(),
            stateName: z.string(),
            stepName: z.string().nullable(),
            dueAt: z.string().nullable(),
            remaining: timeLeft,
            holderName: z.string(),
            agencyCode: z.string(),
            agencyName: z.string(),
            centre: z.object({ id: z.string(), name: z.string() }),
            officerName: z.string().nullable(),
            handoverNumber: z.string().nullable(),
            /** Accepted here: by when its agency is to have it. */
            handOver: z.object({ by: z.string(), isLate: z.boolean() }).nullable(),
            receivedAt: z.string(),
          }),
        ),
      }),
      handle: async (context, { query }) => await listInbox(context.db, context.actor, query),
    }),
    route({
      method: 'GET',
      url: '/parts',
      summary: 'Open parts of dossiers (phần việc) of my agencies, or of dossiers they lead; least time left first',
      tags: ['dossiers'],
      access: staffRoles,
      query: z.object({
        tab: z.enum(partTabs).default('mine'),
        agency: z.string().max(60).optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
        cursor: dueCursor.optional(),
      }),
      reads: { purpose: 'list', codes: linesShown },
      response: partList,
      handle: async (context, { query: { agency, ...query } }) =>
        await listParts(context.db, context.actor, { ...query, agencyCode: agency }),
    }),
    ...handoverRoutes,
    ...replacementRoutes,
    ...draftRoutes,
    ...documentRoutes(options.signForm, options.signSheet),
    ...sheetRoutes(options.signSheet),
    ...eventLogRoutes,
    ...fileRoutes(options.inspector),
    route({
      method: 'GET',
      url: '/dossiers/:code/proof',
      summary: 'Why this date (vì sao là ngày này): complete in itself, signed, to be computed again by anyone',
      tags: ['dossiers'],
      access: staffRoles,
      params: codeParam,
      reads: { purpose: 'open', codes: theDossier },
      response: proof,
      refusals: ['DOSSIER_NOT_FOUND', 'PROOF_NOT_POSSIBLE', 'PROOF_RECORD_DIFFERS'],
      handle: async (context, { params }) =>
        await sealProof(context.database, await getProof(context.db, params.code, (place) => mayRead(context.actor, place))),
    }),
    route({
      method: 'GET',
      url: '/dossiers/:code/proof.pdf',
      summary: 'Why this date, on paper: the sum in words, as the record stands now (PDF/A)',
      tags: ['documents'],
      access: staffRoles,
      params: codeParam,
      reads: { purpose: 'print', codes: theDossier },
      response: z.unknown(),
      produces: 'application/pdf',
      refusals: ['DOSSIER_NOT_FOUND', 'PROOF_NOT_POSSIBLE', 'PROOF_RECORD_DIFFERS'],
      handle: async (context, { params }) => {
        const sealed = await sealProof(context.database, await getProof(context.db, params.code, (place) => mayRead(context.actor, place)))
        const bytes = await printSheet('why-this-date', whyThisDateText(await whyThisDate(context.db, sealed)))
        return new Answer(bytes, 200, {
          'content-disposition': `inline; filename="${sealed.dossier.code}-vi-sao-la-ngay-nay.pdf"`,
          'cache-control': 'private, no-store',
        })
      },
    }),
    route({
      method: 'GET',
      url: '/proof-key',
      summary: 'The public key this centre signs its proofs with, and the fingerprint that motcua prove --key takes',
      tags: ['public'],
      access: 'public',
      response: z.object({
        algorithm: z.literal('Ed25519'),
        fingerprint: z.string(),
        publicKey: z.string(),
        former: z
          .array(z.object({ fingerprint: z.string(), publicKey: z.string(), validFrom: z.iso.datetime(), validTo: z.iso.datetime() }))
          .describe('Keys that were replaced, the newest first'),
      }),
      handle: async (context) => await getProofKey(context.database),
    }),
    route({
      method: 'POST',
      url: '/tracking/proof',
      summary: 'Why this date, for whoever holds the slip',
      tags: ['public'],
      access: 'public',
      body: z.strictObject({
        code: z.string().trim().min(1, 'Xin nhập mã hồ sơ').max(60),
        secret: z.string().trim().min(1, 'Xin nhập mã tra cứu').max(60),
      }),
      reads: { nobody: 'shown to whoever holds the slip' },
      response: proof,
      refusals: ['TRACKING_NOT_FOUND', 'PROOF_NOT_POSSIBLE', 'PROOF_RECORD_DIFFERS'],
      guess: trackingGuess,
      handle: async (context, { body }) => {
        const code = body.code.toUpperCase()
        const isHolder = secretMatches(body.secret, await lookupSecret(context.db, context.database, code))
        try {
          return await sealProof(context.database, await getProof(context.db, code, () => isHolder))
        } catch (error) {
          if (error instanceof Refused && error.refusal.code === 'DOSSIER_NOT_FOUND')
            throw new Refused(refusalFrom(dossierRefusals, 'TRACKING_NOT_FOUND'))
          throw error
        }
      },
    }),
    route({
      method: 'POST',
      url: '/tracking',
      summary: 'Track a dossier by its code and the secret on the slip',
      tags: ['public'],
      access: 'public',
      body: z.strictObject({
        code: z.string().trim().min(1, 'Xin nhập mã hồ sơ').max(60),
        secret: z.string().trim().min(1, 'Xin nhập mã tra cứu').max(60),
      }),
      reads: { nobody: 'shown to whoever holds the slip' },
      response: z.object({
        code: z.string(),
        state: z.string(),
        stateName: z.string(),
        procedureName: z.string(),
        agencyName: z.string(),
        centreName: z.string(),
        hotline: z.string(),
        applicantName: z.string(),
        receivedAt: z.string(),
        dueAt: z.string().nullable(),
        remaining: timeLeft.nullable(),
        because: z.array(reason),
        beginning: z.string().nullable(),
        clocks: z.array(clock),
        promises,
        turns: z.array(clockTurn),
        /** The limit by law, where the day promised lies after it. */
        legalDuePassed: z.string().nullable(),
        holder: z.object({ kind: z.string(), name: z.string(), since: z.string().nullable() }).nullable(),
        /** Agencies at work on parts of it, and until when. */
        parts: z.array(
          z.object({
            agencyName: z.string(),
            kind: z.enum(['work', 'sub_dossier']),
            code: z.string().nullable(),
            dueAt: z.string().nullable(),
          }),
        ),
        defects: z.array(z.string()),
        supplement: supplementAsked.nullable(),
        refusal: refusalGiven.nullable(),
        heldBy: z.array(heldBySide),
        /** The result to take away (`POST /tracking/results/{id}`), once it is returned and paid. */
        results: z.array(resultFile),
        toPay,
        /** Where to rate, once the result is returned and until it is done; at a terminal of the house, and never to a desk. */
        ratingUrl: z.string().nullable(),
        /** It waits to be rated: by the letter to the applicant, or at a terminal. */
        mayRateElsewhere: z.boolean(),
        timeline: z.array(
          z.object({
            seq: z.int(),
            act: z.string(),
            actName: z.string(),
            at: z.string(),
            unitName: z.string(),
            reason: z.string().nullable(),
            /** The same in two: the ground in the language asked for, and what was written for the applicant, as it was written. */
            words: z.object({ ground: z.string().nullable(), written: z.string().nullable() }).nullable(),
          }),
        ),
      }),
      refusals: ['TRACKING_NOT_FOUND'],
      guess: trackingGuess,
      handle: async (context, { body }) => {
        const code = body.code.toUpperCase()
        // The secret is judged first and costs the same whether or not the code exists.
        const expected = await lookupSecret(context.db, context.database, code)
        const view = secretMatches(body.secret, expected) ? await findPublicView(context.db, code, context.language) : null
        if (!view) throw new Refused(refusalFrom(dossierRefusals, 'TRACKING_NOT_FOUND'))
        const { id, ...shown } = view
        const rating = context.isStaffDevice || view.state !== 'returned' ? null : await options.ratingLinkOf(context, id)
        return {
          ...shown,
          ratingUrl: rating?.url ?? null,
          mayRateElsewhere: rating !== null && rating.isOpen && rating.url === null,
          heldBy: await publicLedger(context.db, code, context.language),
          results: (await resultFiles(context.db, code)).map((file) => takenAway(file, context.language)),
        }
      },
    }),
  ]
}

function takenAway(file: ArrivingFile, language: Language) {
  const { state, stateName, report } = signatureView(file)
  const signers = (report?.signatures ?? []).flatMap(({ signerName }) => (signerName === null ? [] : [signerName]))
  return {
    id: file.id,
    name: file.name,
    typeName: language === 'en' ? mediaTypesInEnglish[file.mediaType] : mediaTypes[file.mediaType].name,
    size: file.size,
    signature: { state, stateName: language === 'en' ? signatureStatesInEnglish[state] : stateName, signers },
  }
}

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

const handoverRoutes: RouteDefinition[] = [
  route({
    method: 'POST',
    url: '/handovers',
    summary: 'Make a handover list (danh sách bàn giao)',
    tags: ['handovers'],
    access: ['counter_officer', 'clerk', 'case_officer'],
    body: z.strictObject({
      direction: z.enum(['to_agency', 'to_centre']),
      agencyCode: z.string().min(1, 'Xin chọn cơ quan').max(60),
      centreId: z.uuid('Xin chọn trung tâm'),
      dossierCodes: z.array(z.string().max(60)).min(1, 'Xin chọn ít nhất một hồ sơ').max(200),
    }),
    reads: { nobody: 'the list was made by who asks; nobody on it is named' },
    response: handoverView,
    status: 201,
    command: true,
    refusals: ['HANDOVER_NOT_FOUND', 'INTAKE_PLACE_UNKNOWN', ...decisions],
    handle: async (context, { body }) => {
      const { number } = await createHandover(context.db, context.actor, requestOf(context), {
        ...body,
        centreId: body.centreId as CentreId,
      })
      return await getHandover(context.db, context.actor, number)
    },
  }),
  route({
    method: 'GET',
    url: '/handovers',
    summary: 'Handover lists of my side',
    tags: ['handovers'],
    access: staffRoles,
    query: z.object({ direction: z.enum(['to_agency', 'to_centre']).optional(), state: z.enum(['open', 'closed']).optional() }),
    response: z.object({ items: z.array(handoverView) }),
    handle: async (context, { query }) => ({ items: await listHandovers(context.db, context.actor, query) }),
  }),
  route({
    method: 'GET',
    url: '/handovers/:number',
    summary: 'One handover list with every dossier on it, who received it and when',
    tags: ['handovers'],
    access: staffRoles,
    params: z.object({ number: z.string().max(40) }),
    reads: { purpose: 'list' },
    response: handoverView.extend({
      dossiers: z.array(
        z.object({
          code: z.string(),
          applicantName: z.string(),
          dueAt: z.string().nullable(),
          receivedAt: z.string().nullable(),
          receivedBy: z.string().nullable(),
          isWaiting: z.boolean(),
          /** By when the agency is to have it, and whether it was late or is; `null` on the way back, and where it was not measured. */
          handOver: z.object({ by: z.string(), isLate: z.boolean() }).nullable(),
        }),
      ),
    }),
    refusals: ['HANDOVER_NOT_FOUND'],
    handle: async (context, { params }) => {
      const list = await getHandover(context.db, context.actor, params.number)
      context.shows(...list.dossiers.map(({ code }) => code))
      return list
    },
  }),
  route({
    method: 'POST',
    url: '/handovers/:number/receive',
    summary: 'Receive dossiers from a handover list',
    tags: ['handovers'],
    access: handlingRoles,
    params: z.object({ number: z.string().max(40) }),
    body: z.strictObject({ dossierCodes: z.array(z.string().max(60)).min(1, 'Xin chọn ít nhất một hồ sơ').max(200) }),
    response: z.object({ received: z.int(), left: z.int() }),
    command: true,
    refusals: ['HANDOVER_NOT_FOUND', ...decisions],
    handle: async (context, { params, body }) =>
      await receiveHandover(context.db, context.actor, requestOf(context), params.number, body.dossierCodes),
  }),
]

const draft = z.object({ key: z.string(), form: z.unknown(), savedAt: z.string() })
const draftParams = z.object({ key: draftKey })
const draftRoutes: RouteDefinition[] = [
  route({
    method: 'PUT',
    url: '/drafts/:key',
    summary: 'Keep what I have typed so far',
    tags: ['drafts'],
    access: handlingRoles,
    params: draftParams,
    // Any JSON: what an officer has typed so far has no shape of its own, and the body was JSON to get here.
    body: z.strictObject({ form: z.unknown().refine((form) => form !== undefined, 'Cần có nội dung bản nháp') }),
    response: z.object({ savedAt: z.string() }),
    refusals: ['DRAFT_FILED', 'DRAFTS_TOO_MANY'],
    handle: async (context, { params, body }) => await saveDraft(context.db, accountOf(context), params.key, body.form as Json),
  }),
  route({
    method: 'GET',
    url: '/drafts',
    summary: 'My drafts, newest first',
    tags: ['drafts'],
    access: handlingRoles,
    reads: { nobody: 'what the caller typed' },
    // Fifty forms of 200 kB would be ten megabytes for the few words a list shows.
    response: z.object({ items: z.array(z.object({ key: z.string(), name: z.string().nullable(), savedAt: z.string() })) }),
    handle: async (context) => ({ items: await listDrafts(context.db, accountOf(context)) }),
  }),
  route({
    method: 'GET',
    url: '/drafts/:key',
    summary: 'One of my drafts',
    tags: ['drafts'],
    access: handlingRoles,
    params: draftParams,
    reads: { nobody: 'what the caller typed' },
    response: draft,
    refusals: ['DRAFT_NOT_FOUND'],
    handle: async (context, { params }) => {
      const found = await getDraft(context.db, accountOf(context), params.key)
      return { ...found, form: found.form as z.core.util.JSONType }
    },
  }),
  route({
    method: 'DELETE',
    url: '/drafts/:key',
    summary: 'Discard a draft',
    tags: ['drafts'],
    access: handlingRoles,
    params: draftParams,
    response: z.object({ discarded: z.boolean() }),
    handle: async (context, { params }) => {
      await discardDraft(context.db, accountOf(context), params.key)
      return { discarded: true }
    },
  }),
]

const documentRoutes = (signForm: SignForm, signSheet: SignSheet): RouteDefinition[] => [
  route({
    method: 'POST',
    url: '/dossiers/:code/applicant-slips',
    summary: 'Print the slip for the applicant, with the look-up secret; a copy printed before opens nothing any more (PDF/A)',
    tags: ['documents'],
    access: ['counter_officer'],
    security: { done: 'slip.printed' },
    params: codeParam,
    body: z.strictObject({ reason: z.string().trim().max(300, 'Không quá 300 ký tự').optional() }).nullish(),
    reads: { purpose: 'print', codes: theDossier },
    response: z.unknown(),
    produces: 'application/pdf',
    perMinute: 30,
    refusals: ['DOSSIER_NOT_FOUND', 'SLIP_NOT_YOURS', 'SLIP_REASON_NEEDED', 'DOCUMENT_NOT_ISSUED'],
    handle: async (context, { params, body }) => {
      const printed = await inTransaction(context.db, async (tx) => await printApplicantSlip(tx, context, params.code, body?.reason ?? ''))
      return new Answer(await signSheet(context, printed), 200, {
        'content-disposition': `inline; filename="${params.code}-giay-tiep-nhan.pdf"`,
        'cache-control': 'no-store',
      })
    },
  }),
  route({
    method: 'GET',
    url: '/dossiers/:code/documents/:form.pdf',
    summary: 'A printed form of a dossier, as it was issued and, where the house signs, signed (PDF/A, PAdES)',
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
    summary: 'The slip as it will be printed, as a drawing (SVG) with its words, while the intake is typed',
    tags: ['documents'],
    access: ['counter_officer'],
    body: slipSoFar,
    reads: { nobody: 'what the caller typed, before anything is received' },
    response: z.object({ picture: z.string(), lines: z.array(z.string()) }).meta({ id: 'SlipPicture' }),
    // Drawn anew while somebody types.
    perMinute: 120,
    refusals: ['PROCEDURE_NOT_RECEIVED_HERE', 'INTAKE_PLACE_UNKNOWN'],
    handle: async (context, { body }) => {
      const drawn = await drawSlip(context, { ...body, centreId: body.centreId as CentreId })
      return new Answer(drawn, 200, { 'cache-control': 'no-store' })
    },
  }),
]

/** The person's intention, not the attempt: a retry carries the same key and so finds its own effect. */
function requestOf(context: RequestContext): string {
  return context.idempotencyKey ?? context.requestId
}

function accountOf(context: RequestContext): AccountId {
  if (!context.actor.accountId) throw new Error('a route for staff was reached without an account')
  return context.actor.accountId
}
