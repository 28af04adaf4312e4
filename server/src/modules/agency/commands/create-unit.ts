import type { AgencyId, UnitId } from '#kernel/ids.ts'
import { tidy } from '#kernel/vietnamese.ts'
import type { Queryable } from '#platform/db/database.ts'
import { listUnits } from '../queries/list-units.ts'
import { insertUnit, renameUnit } from '../store/agency-store.ts'
import type { Registered } from './create-agency.ts'

/** Registers a unit (phòng) of an agency under its code, or renames it. */
export async function createUnit(
  db: Queryable,
  input: { readonly agencyId: AgencyId; readonly code: string; readonly name: string },
): Promise<Registered<UnitId>> {
  const row = { agencyId: input.agencyId, code: tidy(input.code), name: tidy(input.name) }
  const created = await insertUnit(db, row)
  if (created) return { id: created, outcome: 'created' }
  const changed = await renameUnit(db, row)
  const unit = (await listUnits(db, row.agencyId)).find((each) => each.code === row.code)
  if (!unit) throw new Error(`unit ${row.code} is neither new nor there`)
  return { id: unit.id, outcome: changed ? 'updated' : 'unchanged' }
}
