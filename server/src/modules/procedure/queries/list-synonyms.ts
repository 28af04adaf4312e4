import { sql } from 'kysely'
import { fold } from '#kernel/vietnamese.ts'
import type { Queryable } from '#platform/db/database.ts'

export type StoredSynonym = { readonly id: string; readonly phrase: string; readonly means: string; readonly doneAt: string | null }

export type SynonymList = { readonly items: StoredSynonym[]; readonly total: number; readonly more: boolean }

/** The synonyms of the locality that have these words in any column, with or without marks, by phrase. No words: all. */
export async function listSynonyms(db: Queryable, { q, limit }: { q: string; limit: number }): Promise<SynonymList> {
  const { rows } = await sql<StoredSynonym>`
    select id, phrase, means, done_at as "doneAt" from procedure.synonym order by phrase_key, means`.execute(db)
  const words = fold(q).split(' ').filter(Boolean)
  const found = rows.filter(({ phrase, means, doneAt }) => {
    const text = fold(`${phrase} ${means} ${doneAt ?? ''}`)
    return words.every((word) => text.includes(word))
  })
  return { items: found.slice(0, limit), total: found.length, more: found.length > limit }
}
