import { sql } from 'kysely'
import type { AgencyId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { Unit } from '../domain/agency.ts'

/** Units of one agency, by code; of all agencies when none is named. */
export async function listUnits(db: Queryable, agencyId: AgencyId | null = null): Promise<Unit[]> {
  const { rows } = await sql<Unit>`
    select id, agency_id as "agencyId", code, name
    from agency.unit
    where ${agencyId}::uuid is null or agency_id = ${agencyId}
    order by agency_id, code
  `.execute(db)
  return rows
}
