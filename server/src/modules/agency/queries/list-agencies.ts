import { sql } from 'kysely'
import type { AgencyId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { Agency, AgencyKind } from '../domain/agency.ts'
import { agencyRefusals } from '../domain/refusals.ts'

type Row = {
  readonly id: AgencyId
  readonly code: string
  readonly name: string
  readonly shortName: string
  readonly kind: AgencyKind
  readonly registered: number | null
  readonly finished: number | null
}

/** Every agency of the locality, in the order the locality lists them. */
export async function listAgencies(db: Queryable): Promise<Agency[]> {
  const { rows } = await sql<Row>`
    select id, code, name, short_name as "shortName", kind,
           declared_registered as registered, declared_finished as finished
    from agency.agency
    order by sort_order, code
  `.execute(db)
  return rows.map((row) => fromRow(row))
}

/** The agency with this code, or `null`. */
export async function findAgencyByCode(db: Queryable, code: string): Promise<Agency | null> {
  const { rows } = await sql<Row>`
    select id, code, name, short_name as "shortName", kind,
           declared_registered as registered, declared_finished as finished
    from agency.agency where code = ${code}
  `.execute(db)
  return rows[0] ? fromRow(rows[0]) : null
}

/** @throws Refused AGENCY_NOT_FOUND */
export async function getAgencyByCode(db: Queryable, code: string): Promise<Agency> {
  const agency = await findAgencyByCode(db, code)
  if (!agency) throw new Refused(refusalFrom(agencyRefusals, 'AGENCY_NOT_FOUND', { code }))
  return agency
}

function fromRow({ registered, finished, ...agency }: Row): Agency {
  return { ...agency, declaredProcedures: registered === null ? null : { registered, finished: finished ?? 0 } }
}
