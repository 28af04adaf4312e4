import { sql } from 'kysely'
import type { AgencyId, CentreId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import type { Database, Queryable } from '#platform/db/database.ts'
import { dossierRefusals } from '../domain/refusals.ts'

// Agency codes and centres never change, so what was once seen stays true for the life of the process.
const seen = new WeakMap<Database, Map<string, PlaceCodes>>()

type PlaceCodes = { readonly agencyCode: string; readonly centreCode: string }

/**
 * The codes of the competent agency and of the receiving centre, with one of which the dossier's code begins (`codePrefix`).
 * @throws Refused INTAKE_PLACE_UNKNOWN
 */
export async function getPlaceCodes(db: Queryable, database: Database, agencyId: AgencyId, centreId: CentreId): Promise<PlaceCodes> {
  let codes = seen.get(database)
  if (!codes) {
    codes = new Map()
    seen.set(database, codes)
  }
  const key = `${agencyId} ${centreId}`
  const known = codes.get(key)
  if (known) return known
  const { rows } = await sql<PlaceCodes>`
    select a.code as "agencyCode", c.code as "centreCode" from agency.v_agency a, centre.v_centre c where a.id = ${agencyId}::uuid and c.id = ${centreId}::uuid`.execute(
    db,
  )
  const [found] = rows
  if (!found)
    throw new Refused(
      refusalFrom(dossierRefusals, 'INTAKE_PLACE_UNKNOWN', {}, [{ field: '/body/centreId', message: 'Không có trung tâm này' }]),
    )
  codes.set(key, found)
  return found
}

/** Whether a counter is one of the centre's. */
export async function isCounterOf(db: Queryable, counterId: string, centreId: CentreId): Promise<boolean> {
  const { rows } = await sql`select from centre.v_counter where id = ${counterId}::uuid and centre_id = ${centreId}::uuid`.execute(db)
  return rows.length > 0
}

/**
 * From when the clocks of a dossier run. Received at a centre that does not serve the competent agency, its time begins
 * when that agency has it; what the centre settles itself begins with acceptance everywhere.
 * @law 309/2026/NĐ-CP Điều 8 khoản 3
 */
export async function clockFromAt(
  db: Queryable,
  agencyId: AgencyId,
  centreId: CentreId,
  handling: string,
): Promise<'acceptance' | 'competent_agency'> {
  if (handling !== 'forwarded') return 'acceptance'
  const { rows } = await sql<{ served: boolean }>`
    select not exists (select from centre.v_served_agency where centre_id = ${centreId}::uuid)
      or exists (select from centre.v_served_agency where centre_id = ${centreId}::uuid and agency_id = ${agencyId}::uuid) as served`.execute(
    db,
  )
  return rows[0]?.served === false ? 'competent_agency' : 'acceptance'
}
