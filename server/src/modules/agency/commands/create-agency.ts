import type { AgencyId } from '#kernel/ids.ts'
import { tidy } from '#kernel/vietnamese.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { AgencyKind } from '../domain/agency.ts'
import { getAgencyByCode } from '../queries/list-agencies.ts'
import { insertAgency, updateAgency } from '../store/agency-store.ts'

export type AgencyInput = {
  readonly code: string
  readonly name: string
  readonly shortName: string
  readonly kind: AgencyKind
  readonly sortOrder?: number
  readonly declaredProcedures?: { readonly registered: number; readonly finished: number } | null
}

/** The effect of a repeated registration; the code identifies the row. */
export type Registered<Id> = { readonly id: Id; readonly outcome: 'created' | 'updated' | 'unchanged' }

/**
 * Registers an agency under its code, or brings its name, order and declared counts up to date.
 * Its kind never changes: an agency that leaves the provincial line is another agency.
 */
export async function createAgency(db: Queryable, input: AgencyInput): Promise<Registered<AgencyId>> {
  const row = {
    code: tidy(input.code),
    name: tidy(input.name),
    shortName: tidy(input.shortName),
    kind: input.kind,
    sortOrder: input.sortOrder ?? 0,
    declaredRegistered: input.declaredProcedures?.registered ?? null,
    declaredFinished: input.declaredProcedures?.finished ?? null,
  }
  const created = await insertAgency(db, row)
  if (created) return { id: created, outcome: 'created' }
  const changed = await updateAgency(db, row)
  const { id } = await getAgencyByCode(db, row.code)
  return { id, outcome: changed ? 'updated' : 'unchanged' }
}
