import { sql } from 'kysely'
import type { Queryable } from '#platform/db/database.ts'
import type { LocalityShown } from '../domain/agency.ts'

/** The locality of the connection, as its own row says it. */
export async function getLocality(db: Queryable): Promise<LocalityShown> {
  const { rows } = await sql<LocalityShown>`
    select code, name, hotline, address, demonstration, web_addresses as "webAddresses" from platform.locality`.execute(db)
  const row = rows[0]
  if (!row) throw new Error('the connection belongs to no locality')
  return row
}
