import { sql } from 'kysely'
import type { Queryable } from '#platform/db/database.ts'
import type { StoredSynonym } from '../queries/list-synonyms.ts'

export type SynonymRow = { readonly phrase: string; readonly phraseKey: string; readonly means: string; readonly doneAt: string | null }

/** Inserts those not yet there; the number inserted. */
export async function insertSynonyms(tx: Queryable, rows: readonly SynonymRow[]): Promise<StoredSynonym[]> {
  const { rows: inserted } = await sql<StoredSynonym>`
    insert into procedure.synonym (phrase, phrase_key, means, done_at)
    select phrase, "phraseKey", means, "doneAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as s(phrase text, "phraseKey" text, means text,
      "doneAt" text)
    on conflict on constraint synonym_said_once do nothing
    returning id, phrase, means, done_at as "doneAt"
  `.execute(tx)
  return inserted
}

export async function updateSynonym(
  tx: Queryable,
  id: string,
  { phrase, phraseKey, means, doneAt }: SynonymRow,
): Promise<StoredSynonym | null> {
  const { rows } = await sql<StoredSynonym>`
    update procedure.synonym set phrase = ${phrase}, phrase_key = ${phraseKey}, means = ${means}, done_at = ${doneAt}
    where id = ${id}::uuid returning id, phrase, means, done_at as "doneAt"
  `.execute(tx)
  return rows[0] ?? null
}

export async function deleteSynonym(tx: Queryable, id: string): Promise<boolean> {
  const { rows } = await sql`delete from procedure.synonym where id = ${id}::uuid returning id`.execute(tx)
  return rows.length > 0
}
