import { sql } from 'kysely'
import type { Queryable } from '#platform/db/database.ts'
import { judgeOpening } from '../domain/opening.ts'
import type { HeldRole, OpeningFacts, OpeningRow } from '../domain/opening.ts'

/** The completed and the missing steps before the centres of the locality can receive. */
export async function getOpening(db: Queryable): Promise<OpeningRow[]> {
  return judgeOpening(await openingFacts(db))
}

async function openingFacts(db: Queryable): Promise<OpeningFacts> {
  const { rows: localities } = await sql<OpeningFacts['locality']>`select code, name, demonstration from platform.locality`.execute(db)
  const { rows: agencies } = await sql<OpeningFacts['agencies'][number]>`select a.id, a.code, a.name,
      (select count(*)::int from agency.v_unit u where u.locality_id = a.locality_id and u.agency_id = a.id) as units,
      (select count(*)::int from procedure.v_received_today p
      where p.locality_id = a.locality_id and p.agency_id = a.id) as procedures
    from agency.v_agency a order by a.sort_order, a.code`.execute(db)
  const { rows: centres } = await sql<OpeningFacts['centres'][number]>`select c.id, c.code, c.name,
      (select count(*)::int from centre.v_counter q
      where q.locality_id = c.locality_id and q.centre_id = c.id) as counters,
      (select count(*)::int from centre.v_served_agency s
      where s.locality_id = c.locality_id and s.centre_id = c.id) as served,
      exists (select from payment.v_collecting_centre k
      where k.locality_id = c.locality_id and k.centre_id = c.id) as collects
    from centre.v_centre c order by c.code`.execute(db)
  const { rows: roles } = await sql<HeldRole>`select role, agency_id as "agencyId", centre_id as "centreId",
      count(distinct account_id)::int as holders from identity.v_role_held
      group by role, agency_id, centre_id`.execute(db)
  const { rows: procedures } = await sql<{ count: number; hasFees: boolean }>`select count(*)::int as count,
      coalesce(bool_or(has_fee), false) as "hasFees" from procedure.v_received_today`.execute(db)
  const [locality] = localities
  if (!locality) throw new Error('the connection belongs to no locality')
  return { locality, agencies, centres, roles, procedures: procedures[0]?.count ?? 0, hasFees: procedures[0]?.hasFees ?? false }
}
