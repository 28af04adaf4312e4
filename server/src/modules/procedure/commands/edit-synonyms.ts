import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { databaseFault, inTransaction } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { Synonym } from '../domain/query-variants.ts'
import { procedureRefusals } from '../domain/refusals.ts'
import { searchWords } from '../domain/search-words.ts'
import type { StoredSynonym } from '../queries/list-synonyms.ts'
import { deleteSynonym, insertSynonyms, updateSynonym } from '../store/synonym-store.ts'
import type { SynonymRow } from '../store/synonym-store.ts'
import { markCatalogueChanged, synonymRow } from './mark-catalogue-changed.ts'

/** @throws Refused SYNONYM_EMPTY, SYNONYM_EXISTS */
export async function addSynonym(db: Queryable, synonym: Synonym): Promise<StoredSynonym> {
  const row = rowOf(synonym)
  return await inTransaction(db, async (tx) => {
    const [added] = await insertSynonyms(tx, [row])
    if (!added) throw new Refused(refusalFrom(procedureRefusals, 'SYNONYM_EXISTS', { phrase: row.phrase }))
    await markCatalogueChanged(tx)
    return added
  })
}

/** @throws Refused SYNONYM_EMPTY, SYNONYM_EXISTS, SYNONYM_NOT_FOUND */
export async function changeSynonym(db: Queryable, id: string, synonym: Synonym): Promise<StoredSynonym> {
  const row = rowOf(synonym)
  try {
    return await inTransaction(db, async (tx) => {
      const changed = await updateSynonym(tx, id, row)
      if (!changed) throw new Refused(refusalFrom(procedureRefusals, 'SYNONYM_NOT_FOUND'))
      await markCatalogueChanged(tx)
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
    if (!(await deleteSynonym(tx, id))) throw new Refused(refusalFrom(procedureRefusals, 'SYNONYM_NOT_FOUND'))
    await markCatalogueChanged(tx)
  })
}

function rowOf(synonym: Synonym): SynonymRow {
  const row = synonymRow(synonym)
  if (row.phraseKey === '' || searchWords(row.means).length === 0) throw new Refused(refusalFrom(procedureRefusals, 'SYNONYM_EMPTY'))
  return row
}
