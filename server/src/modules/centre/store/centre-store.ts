import { sql } from 'kysely'
import type { CentreId, CounterId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { CentreLevel } from '../domain/centre.ts'

export type CentreRow = {
  readonly code: string
  readonly name: string
  readonly address: string
  readonly phone: string
  readonly openingHoursNote: string
  readonly level: CentreLevel
}

/** Inserts the centre; `null` when its code is taken. */
export async function insertCentre(db: Queryable, row: CentreRow): Promise<CentreId | null> {
  const { rows } = await sql<{ id: CentreId }>`
    insert into centre.centre (code, name, address, phone, opening_hours_note, level)
    values (${row.code}, ${row.name}, ${row.address}, ${row.phone}, ${row.openingHoursNote}, ${row.level})
    on conflict on constraint centre_code_unique do nothing
    returning id
  `.execute(db)
  return rows[0]?.id ?? null
}

/** Rewrites what may change of a centre; `false` when nothing did. */
export async function updateCentre(db: Queryable, row: CentreRow): Promise<boolean> {
  const { rows } = await sql`
    update centre.centre
    set name = ${row.name}, address = ${row.address}, phone = ${row.phone},
        opening_hours_note = ${row.openingHoursNote}, level = ${row.level}
    where code = ${row.code}
      and (name, address, phone, opening_hours_note, level) is distinct from
          (${row.name}, ${row.address}, ${row.phone}, ${row.openingHoursNote}, ${row.level})
    returning id
  `.execute(db)
  return rows.length > 0
}

export type CounterRow = {
  readonly centreId: CentreId
  readonly number: number
  readonly name: string
  readonly field: string
}

/** Inserts the counter; `null` when the centre already has that number. */
export async function insertCounter(db: Queryable, row: CounterRow): Promise<CounterId | null> {
  const { rows } = await sql<{ id: CounterId }>`
    insert into centre.counter (centre_id, number, name, field)
    values (${row.centreId}, ${row.number}, ${row.name}, ${row.field})
    on conflict on constraint counter_number_once_per_centre do nothing
    returning id
  `.execute(db)
  return rows[0]?.id ?? null
}

/** Rewrites name and field of a counter; `false` when nothing changed. */
export async function updateCounter(db: Queryable, row: CounterRow): Promise<boolean> {
  const { rows } = await sql`
    update centre.counter set name = ${row.name}, field = ${row.field}
    where centre_id = ${row.centreId} and number = ${row.number}
      and (name, field) is distinct from (${row.name}, ${row.field})
    returning id
  `.execute(db)
  return rows.length > 0
}
