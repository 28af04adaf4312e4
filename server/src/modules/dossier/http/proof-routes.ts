import { z } from 'zod'
import { staffRoles } from '#kernel/actor.ts'
import { printSheet, whyThisDateText } from '#document'
import { mayRead } from '#identity'
import { Answer, route, theDossier } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { getProof, proof } from '../queries/clock-proof.ts'
import { getProofKey, sealProof } from '../queries/proof-seal.ts'
import { whyThisDate } from '../queries/sheets.ts'
import { codeParam } from './dossier-params.ts'

/** Why a dossier is due when it is. */
export const proofRoutes: RouteDefinition[] = [
  route({
    method: 'GET',
    url: '/dossiers/:code/proof',
    summary: 'Why this date (vì sao là ngày này): self-contained, signed, and recomputable by anyone',
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
    summary: 'Why this date, on paper: the computation in words, from the current record (PDF/A)',
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
]
