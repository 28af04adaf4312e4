import { canonicalJson } from '#kernel/canonical-json.ts'
import type { Json } from '#kernel/canonical-json.ts'

/**
 * The input of the hash of an act: the previous hash, and every column of the record in canonical form.
 * Anyone with the rows can compute it again: SHA-256 of `sealText` in UTF-8. The first act follows
 * 32 zero bytes.
 */
export type SealedAct = {
  readonly dossierCode: string
  readonly seq: number
  readonly kind: string
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly atMs: number
  readonly actorAccountId: string | null
  readonly actorName: string
  readonly actorRole: string
  readonly requestId: string
  readonly payload: Json
}

/**
 * @param payload the canonical text of the payload, if already computed: it is the greater part of an act
 */
export function sealText(previousHashHex: string, act: SealedAct, payload = canonicalJson(act.payload)): string {
  const text = JSON.stringify
  // The members in the order of canonicalJson, written out.
  return `${previousHashHex}\n{"actorAccountId":${text(act.actorAccountId)},"actorName":${text(act.actorName)},"actorRole":${text(act.actorRole)},"atMs":${act.atMs},"dossierCode":${text(act.dossierCode)},"kind":${text(act.kind)},"payload":${payload},"requestId":${text(act.requestId)},"seq":${act.seq}}`
}

export const beforeFirstAct = '0'.repeat(64)
