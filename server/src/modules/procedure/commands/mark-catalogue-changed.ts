import { tidy } from '#kernel/vietnamese.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { Synonym } from '../domain/query-variants.ts'
import { searchWords } from '../domain/search-words.ts'
import { stampRevision } from '../store/catalogue-store.ts'
import { shippedSynonyms } from '../store/read-synonym-pack.ts'
import { insertSynonyms } from '../store/synonym-store.ts'
import type { SynonymRow } from '../store/synonym-store.ts'

/**
 * Makes every search index out of date, in the transaction of the change. The first change ever in a locality also
 * brings the shipped synonyms; from then on they are the locality's own, and what people remove stays removed.
 */
export async function markCatalogueChanged(tx: Queryable): Promise<void> {
  const isFirst = await stampRevision(tx)
  if (isFirst) await insertSynonyms(tx, shippedSynonyms().map(synonymRow))
}

/** The row of a synonym; its key is empty when the phrase has nothing to compare. */
export function synonymRow({ phrase, means, doneAt }: Synonym): SynonymRow {
  return { phrase: tidy(phrase), phraseKey: searchWords(phrase).join(' '), means: tidy(means), doneAt: tidy(doneAt ?? '') || null }
}
