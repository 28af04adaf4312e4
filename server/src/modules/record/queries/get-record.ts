import { sql } from 'kysely'
import type { Database, Queryable } from '#platform/db/database.ts'
import { recordKeys } from '../store/record-key.ts'

export type RecordState = {
  readonly origin: string
  readonly size: number
  /** The latest checkpoint as it was signed. */
  readonly note: string
  readonly root: Buffer
  readonly signedAt: string
  /** When the sealer last looked at everything that waited. */
  readonly lookedAt: string | null
}

/** The record as its latest checkpoint has it; `null` while nothing is recorded. */
export async function getRecord(db: Queryable): Promise<RecordState | null> {
  const { rows } = await sql<RecordState>`select l.origin, c.size, c.note, c.root, c.signed_at as "signedAt", l.looked_at as "lookedAt"
    from record.log l cross join lateral (select size, note, root, signed_at from record.checkpoint order by size desc limit 1) c`.execute(
    db,
  )
  return rows[0] ?? null
}

export type PublishedKey = { readonly vkey: string; readonly validFrom: string; readonly validTo: string | null }

/** The keys of the log, the one that signs now first. */
export async function listRecordKeys(database: Database, origin: string): Promise<PublishedKey[]> {
  return (await recordKeys(database, origin)).map(({ vkey, validFrom, validTo }) => ({ vkey, validFrom, validTo }))
}
