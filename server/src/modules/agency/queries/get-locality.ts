import { sql } from 'kysely'
import type { Queryable } from '#platform/db/database.ts'
import type { LocalityData } from '../domain/agency.ts'

/** The locality of the connection, as its own row says it. */
export async function getLocality(db: Queryable): Promise<LocalityData> {
  const { rows } = await sql<LocalityData>`select code, name, hotline, address, demonstration from platform.locality`.execute(db)
  const row = rows[0]
  if (!row) throw new Error('the connection belongs to no locality')
  return row
}
