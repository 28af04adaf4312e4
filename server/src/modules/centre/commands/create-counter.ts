import type { CentreId } from '#kernel/ids.ts'
import { tidy } from '#kernel/vietnamese.ts'
import type { Queryable } from '#platform/db/database.ts'
import { insertCounter, updateCounter } from '../store/centre-store.ts'

/** Registers a counter (quầy) under its number, or brings its name and field up to date. */
export async function createCounter(
  db: Queryable,
  input: { readonly centreId: CentreId; readonly number: number; readonly name: string; readonly field: string },
): Promise<'created' | 'updated' | 'unchanged'> {
  const row = { ...input, name: tidy(input.name), field: tidy(input.field) }
  if (await insertCounter(db, row)) return 'created'
  return (await updateCounter(db, row)) ? 'updated' : 'unchanged'
}
