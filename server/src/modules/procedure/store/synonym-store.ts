import { sql } from 'kysely'
import type { Queryable } from '#platform/db/database.ts'
import type { StoredSynonym } from '../queries/list-synonyms.ts'

export type SynonymRow = { readonly phrase: string; readonly phraseKey: string; readonly means: string }

/** Inserts those not yet there; the number inserted. */
export async function insertSynonyms(tx: Queryable, rows: readonly SynonymRow[]): Promise<StoredSynonym[]> {
  const { rows: inserted } = await sql<StoredSynonym>`
    insert into procedure.synonym (phrase, phrase_key, means)
    select phrase, "phraseKey", means
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as s(phrase text, "phraseKey" text, means text)
    on conflict on constraint synonym_said_once do nothing
    returning id, phrase, means
  `.execute(tx)
  return inserted
}

export async function updateSynonym(tx: Queryable, id: string, { phrase, phraseKey, means }: SynonymRow): Promise<StoredSynonym | null> {
  const { rows } = await sql<StoredSynonym>`
    update procedure.synonym set phrase = ${phrase}, phrase_key = ${phraseKey}, means = ${means}
    where id = ${id}::uuid returning id, phrase, means
  `.execute(tx)
  return rows[0] ?? null
}

export async function deleteSynonym(tx: Queryable, id: string): Promise<boolean> {
  const { rows } = await sql`delete from procedure.synonym where id = ${id}::uuid returning id`.execute(tx)
  return rows.length > 0
}
