import { sql } from 'kysely'
import type { AgencyId, UnitId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { AgencyKind } from '../domain/agency.ts'

export type AgencyRow = {
  readonly code: string
  readonly name: string
  readonly shortName: string
  readonly kind: AgencyKind
  readonly sortOrder: number
  readonly declaredRegistered: number | null
  readonly declaredFinished: number | null
}

/** Inserts the agency; `null` when its code is taken. */
export async function insertAgency(db: Queryable, row: AgencyRow): Promise<AgencyId | null> {
  const { rows } = await sql<{ id: AgencyId }>`
    insert into agency.agency (code, name, short_name, kind, sort_order, declared_registered, declared_finished)
    values (${row.code}, ${row.name}, ${row.shortName}, ${row.kind}, ${row.sortOrder},
            ${row.declaredRegistered}, ${row.declaredFinished})
    on conflict on constraint agency_code_unique do nothing
    returning id
  `.execute(db)
  return rows[0]?.id ?? null
}

/** Rewrites what may change of an agency; `false` when nothing did. */
export async function updateAgency(db: Queryable, row: AgencyRow): Promise<boolean> {
  const { rows } = await sql`
    update agency.agency
    set name = ${row.name}, short_name = ${row.shortName}, sort_order = ${row.sortOrder},
        declared_registered = ${row.declaredRegistered}, declared_finished = ${row.declaredFinished}
    where code = ${row.code}
      and (name, short_name, sort_order, declared_registered, declared_finished) is distinct from
          (${row.name}, ${row.shortName}, ${row.sortOrder}::integer,
           ${row.declaredRegistered}::integer, ${row.declaredFinished}::integer)
    returning id
  `.execute(db)
  return rows.length > 0
}

/** Inserts the unit; `null` when the agency already has one with that code. */
export async function insertUnit(db: Queryable, row: { agencyId: AgencyId; code: string; name: string }): Promise<UnitId | null> {
  const { rows } = await sql<{ id: UnitId }>`
    insert into agency.unit (agency_id, code, name) values (${row.agencyId}, ${row.code}, ${row.name})
    on conflict on constraint unit_code_unique_in_agency do nothing
    returning id
  `.execute(db)
  return rows[0]?.id ?? null
}

/** Renames a unit; `false` when it bears that name already. */
export async function renameUnit(db: Queryable, row: { agencyId: AgencyId; code: string; name: string }): Promise<boolean> {
  const { rows } = await sql`
    update agency.unit set name = ${row.name}
    where agency_id = ${row.agencyId} and code = ${row.code} and name <> ${row.name}
    returning id
  `.execute(db)
  return rows.length > 0
}

/** Renames an agency; its order and what it declared stay. */
export async function renameAgency(db: Queryable, row: { code: string; name: string; shortName: string }): Promise<void> {
  await sql`update agency.agency set name = ${row.name}, short_name = ${row.shortName} where code = ${row.code}`.execute(db)
}
