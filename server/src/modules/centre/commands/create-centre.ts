import type { CentreId } from '#kernel/ids.ts'
import { tidy } from '#kernel/vietnamese.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { CentreLevel } from '../domain/centre.ts'
import { getCentreByCode } from '../queries/list-centres.ts'
import { insertCentre, updateCentre } from '../store/centre-store.ts'

export type CentreInput = {
  readonly code: string
  readonly name: string
  readonly address: string
  readonly phone: string
  readonly openingHoursNote?: string
  /** That of the province when absent. */
  readonly level?: CentreLevel
}

/** Registers a centre under its code, or brings its name, address and hours up to date. */
export async function createCentre(
  db: Queryable,
  input: CentreInput,
): Promise<{ readonly id: CentreId; readonly outcome: 'created' | 'updated' | 'unchanged' }> {
  const row = {
    code: tidy(input.code),
    name: tidy(input.name),
    address: tidy(input.address),
    phone: tidy(input.phone),
    openingHoursNote: tidy(input.openingHoursNote ?? ''),
    level: input.level ?? ('province' as const),
  }
  const created = await insertCentre(db, row)
  if (created) return { id: created, outcome: 'created' }
  const changed = await updateCentre(db, row)
  const { id } = await getCentreByCode(db, row.code)
  return { id, outcome: changed ? 'updated' : 'unchanged' }
}
