import { z } from 'zod'
import type { Language } from '#kernel/language.ts'
import type { DossierId } from '#kernel/ids.ts'
import { listReceiptsForPayer } from '#payment'
import { mediaTypes, mediaTypesInEnglish, signatureStatesInEnglish } from '#document'
import type { ArrivingFile } from '#document'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { route } from '#platform/http/route.ts'
import type { RequestContext, RouteDefinition } from '#platform/http/route.ts'
import { dossierRefusals } from '../domain/refusals.ts'
import { trackingGuess } from '../domain/tracking-guess.ts'
import { resultFiles, signatureView } from '../queries/dossier-files.ts'
import { findPublicView } from '../queries/dossier-view.ts'
import { publicLedger } from '../queries/get-ledger.ts'
import { getProof, proof } from '../queries/clock-proof.ts'
import { sealProof } from '../queries/proof-seal.ts'
import { clock, clockTurn, heldBySide, promises, reason, refusalGiven, resultFile, supplementAsked, timeLeft } from './dossier-schemas.ts'
import { mustTrack } from '../queries/may-look.ts'

/**
 * Whether the dossier waits to be rated, and the link where it may be shown. The secret of the slip is not enough for that: the officer
 * who printed it knows it too. The link is sent by letter to the applicant, or is shown at a terminal of the centre.
 */
export type RatingLinkOf = (
  context: RequestContext,
  dossierId: DossierId,
) => Promise<{ readonly isOpen: boolean; readonly url: string | null }>

/** The codes an applicant types from the slip. */
const slip = z.strictObject({
  code: z.string().trim().min(1, 'Xin nhập mã hồ sơ').max(60),
  /** Left out by the citizen on whose list the dossier is. */
  secret: z.string().trim().min(1, 'Xin nhập mã tra cứu').max(60).optional(),
})

const toPay = z
  .object({
    owedDong: z.int(),
    /** Received transfers that a person must count; the missing amount that must still be transferred. */
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
    /** The centre has no collector yet: the applicant need not come for it. */
    notCollected: z.boolean(),
  })
  .nullable()

const tracked = z.object({
  code: z.string(),
  state: z.string(),
  stateName: z.string(),
  procedureName: z.string(),
  agencyName: z.string(),
  centreName: z.string(),
  hotline: z.string(),
  applicantName: z.string(),
  /** When it was handed in. */
  receivedAt: z.string(),
  /** When it was accepted, which the day of the result counts from; null while it is not, and for a dossier that never was. */
  acceptedAt: z.string().nullable(),
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
  /** What was paid here: each receipt by its symbol and number. */
  receipts: z.array(
    z.object({ id: z.string(), symbol: z.string(), number: z.string(), amountDong: z.int(), method: z.string(), issuedAt: z.string() }),
  ),
  /** Where to rate, once the result is returned and until it is done; at a terminal of the centre, and never to a desk. */
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
})

/** What the holder of the slip may see without an officer. */
export const trackingRoutes = (ratingLinkOf: RatingLinkOf): RouteDefinition[] => [
  route({
    method: 'POST',
    url: '/tracking/proof',
    summary: 'Why this date, for the holder of the slip',
    tags: ['public'],
    access: 'public',
    body: slip,
    reads: { nobody: 'shown to whoever holds the slip' },
    response: proof,
    refusals: ['TRACKING_NOT_FOUND', 'TRACKING_SECRET_NEEDED', 'PROOF_NOT_POSSIBLE', 'PROOF_RECORD_DIFFERS'],
    guess: trackingGuess,
    handle: async (context, { body }) => {
      const code = body.code.toUpperCase()
      await mustTrack(context, code, body.secret)
      try {
        return await sealProof(context.database, await getProof(context.db, code, () => true))
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
    body: slip,
    reads: { nobody: 'shown to whoever holds the slip' },
    response: tracked,
    refusals: ['TRACKING_NOT_FOUND', 'TRACKING_SECRET_NEEDED'],
    guess: trackingGuess,
    handle: async (context, { body }) => {
      const code = body.code.toUpperCase()
      await mustTrack(context, code, body.secret)
      const view = await findPublicView(context.db, code, context.language)
      if (!view) throw new Refused(refusalFrom(dossierRefusals, 'TRACKING_NOT_FOUND'))
      const { id, ...shown } = view
      const rating = context.isStaffDevice || view.state !== 'returned' ? null : await ratingLinkOf(context, id)
      return {
        ...shown,
        ratingUrl: rating?.url ?? null,
        mayRateElsewhere: rating !== null && rating.isOpen && rating.url === null,
        receipts: await listReceiptsForPayer(context.db, id),
        heldBy: await publicLedger(context.db, code, context.language),
        results: (await resultFiles(context.db, id)).map((file) => takenAway(file, context.language)),
      }
    },
  }),
]

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
