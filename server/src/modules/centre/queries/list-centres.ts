import { sql } from 'kysely'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { Centre } from '../domain/centre.ts'
import { centreRefusals } from '../domain/refusals.ts'

/** Every centre of the locality with its counters: those of the province first, then by code. */
export async function listCentres(db: Queryable): Promise<Centre[]> {
  return await selectCentres(db, null)
}

/** The centre with this code, or `null`. */
export async function findCentreByCode(db: Queryable, code: string): Promise<Centre | null> {
  return (await selectCentres(db, code))[0] ?? null
}

/** @throws Refused CENTRE_NOT_FOUND */
export async function getCentreByCode(db: Queryable, code: string): Promise<Centre> {
  const centre = await findCentreByCode(db, code)
  if (!centre) throw new Refused(refusalFrom(centreRefusals, 'CENTRE_NOT_FOUND', { code }))
  return centre
}

async function selectCentres(db: Queryable, code: string | null): Promise<Centre[]> {
  const { rows } = await sql<Centre>`
    select id, code, level, name, address, phone, opening_hours_note as "openingHoursNote",
           coalesce(
             (select json_agg(json_build_object('id', id, 'number', number, 'name', name, 'field', field)
             order by number)
              from centre.counter
              where counter.locality_id = centre.locality_id and counter.centre_id = centre.id),
             '[]') as counters,
           coalesce(
             (select json_agg(a.code order by a.code) from centre.served_agency s
              join agency.v_agency a on a.locality_id = s.locality_id and a.id = s.agency_id
              where s.locality_id = centre.locality_id and s.centre_id = centre.id),
             '[]') as "agencyCodes"
    from centre.centre
    where ${code}::text is null or code = ${code}
    order by level = 'commune', code
  `.execute(db)
  return rows
}
