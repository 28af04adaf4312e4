import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { tidy } from '#kernel/vietnamese.ts'
import { databaseFault, inTransaction } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { Synonym } from '../domain/query-variants.ts'
import { procedureRefusals } from '../domain/refusals.ts'
import { searchWords } from '../domain/search-words.ts'
import type { StoredSynonym } from '../queries/list-synonyms.ts'
import { stampRevision } from '../store/catalogue-store.ts'
import * as store from '../store/synonym-store.ts'

/** @throws Refused SYNONYM_EMPTY, SYNONYM_EXISTS */
export async function addSynonym(db: Queryable, synonym: Synonym): Promise<StoredSynonym> {
  const row = rowOf(synonym)
  return await inTransaction(db, async (tx) => {
    const [added] = await store.insertSynonyms(tx, [row])
    if (!added) throw new Refused(refusalFrom(procedureRefusals, 'SYNONYM_EXISTS', { phrase: row.phrase }))
    await stampRevision(tx)
    return added
  })
}

/** @throws Refused SYNONYM_EMPTY, SYNONYM_EXISTS, SYNONYM_NOT_FOUND */
export async function changeSynonym(db: Queryable, id: string, synonym: Synonym): Promise<StoredSynonym> {
  const row = rowOf(synonym)
  try {
    return await inTransaction(db, async (tx) => {
      const changed = await store.updateSynonym(tx, id, row)
      if (!changed) throw new Refused(refusalFrom(procedureRefusals, 'SYNONYM_NOT_FOUND'))
      await stampRevision(tx)
      return changed
    })
  } catch (error) {
    if (databaseFault(error)?.constraint !== 'synonym_said_once') throw error
    throw new Refused(refusalFrom(procedureRefusals, 'SYNONYM_EXISTS', { phrase: row.phrase }))
  }
}

/** @throws Refused SYNONYM_NOT_FOUND */
export async function removeSynonym(db: Queryable, id: string): Promise<void> {
  await inTransaction(db, async (tx) => {
    if (!(await store.deleteSynonym(tx, id))) throw new Refused(refusalFrom(procedureRefusals, 'SYNONYM_NOT_FOUND'))
    await stampRevision(tx)
  })
}

/** Adds the synonyms of a pack that are not yet there; what people have written or removed since is theirs. Returns how many were added. */
export async function seedSynonyms(db: Queryable, synonyms: readonly Synonym[]): Promise<number> {
  if (synonyms.length === 0) return 0
  return await inTransaction(db, async (tx) => {
    const added = await store.insertSynonyms(tx, synonyms.map(rowOf))
    if (added.length > 0) await stampRevision(tx)
    return added.length
  })
}

function rowOf({ phrase, means }: Synonym): store.SynonymRow {
  const phraseKey = searchWords(phrase).join(' ')
  if (phraseKey === '' || searchWords(means).length === 0) throw new Refused(refusalFrom(procedureRefusals, 'SYNONYM_EMPTY'))
  return { phrase: tidy(phrase), phraseKey, means: tidy(means) }
}
