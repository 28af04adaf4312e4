import { sql } from 'kysely'
import type { Queryable } from '#platform/db/database.ts'

export type StoredSynonym = { readonly id: string; readonly phrase: string; readonly means: string; readonly doneAt: string | null }

/** Every synonym of the locality, by phrase. */
export async function listSynonyms(db: Queryable): Promise<StoredSynonym[]> {
  const { rows } = await sql<StoredSynonym>`
    select id, phrase, means, done_at as "doneAt" from procedure.synonym order by phrase_key, means`.execute(db)
  return rows
}
