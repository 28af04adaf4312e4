import { sql } from 'kysely'
import type { Queryable } from '#platform/db/database.ts'
import { mediaTypes, signatureStateOf } from '../domain/arriving-file.ts'
import type { MediaType, SignatureState } from '../domain/arriving-file.ts'
import type { Verdict } from '../domain/signature-report.ts'

/** A file held for a draft, as its sender sees it. */
export type HeldFile = {
  readonly id: string
  readonly componentNo: number | null
  readonly name: string
  readonly typeName: string
  readonly size: number
  /** Hexadecimal. */
  readonly sha256: string
  readonly arrivedAt: string
  /** Whether the virus scanner has not looked at it yet. */
  readonly isWaiting: boolean
  readonly signature: SignatureState
}

/** What is held for a draft, in the order in which it arrived. */
export async function listHeldFiles(db: Queryable, heldFor: string): Promise<readonly HeldFile[]> {
  const { rows } = await sql<Omit<HeldFile, 'typeName' | 'signature'> & { mediaType: MediaType; verdict: Verdict | null }>`
    select id, component_no as "componentNo", name, media_type as "mediaType", size,
      encode(content_sha256, 'hex') as sha256, arrived_at as "arrivedAt", unscanned is not null as "isWaiting",
      report ->> 'verdict' as verdict
    from document.held_file where held_for = ${heldFor} order by id`.execute(db)
  return rows.map(({ mediaType, verdict, ...file }) => ({
    ...file,
    typeName: mediaTypes[mediaType].name,
    signature: signatureStateOf(verdict),
  }))
}
