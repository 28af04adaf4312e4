import { canonicalJson } from '#kernel/canonical-json.ts'
import type { Json } from '#kernel/canonical-json.ts'

/**
 * What the hash of an act is over: the hash before it, and every column of the record in one spelling.
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

export function sealText(previousHashHex: string, act: SealedAct): string {
  return `${previousHashHex}\n${canonicalJson({ ...act, payload: act.payload })}`
}

export const beforeFirstAct = '0'.repeat(64)
