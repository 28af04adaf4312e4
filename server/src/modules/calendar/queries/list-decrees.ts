import { sql } from 'kysely'
import type { Queryable } from '#platform/db/database.ts'

/** A decree as it was entered. */
export type Decree = {
  readonly id: string
  readonly kind: 'days' | 'office_hours'
  readonly name: string
  readonly basis: string
  readonly reason: string
  readonly decreedOn: string | null
  readonly content: Record<string, unknown>
  readonly enteredByName: string
  readonly enteredAt: string
}

const columns = sql`id, kind, name, basis, reason, decreed_on as "decreedOn", content, entered_by_name as "enteredByName",
  entered_at as "enteredAt"`

/** Decrees of the locality, the newest first. */
export async function listDecrees(db: Queryable, limit: number): Promise<Decree[]> {
  const { rows } = await sql<Decree>`select ${columns} from calendar.decree order by id desc limit ${limit}`.execute(db)
  return rows
}

export async function findDecree(db: Queryable, id: string): Promise<Decree | null> {
  const { rows } = await sql<Decree>`select ${columns} from calendar.decree where id = ${id}::uuid`.execute(db)
  return rows[0] ?? null
}
