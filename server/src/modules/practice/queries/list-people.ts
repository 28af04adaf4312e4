import { sql } from 'kysely'
import type { Role } from '#kernel/actor.ts'
import type { Queryable } from '#platform/db/database.ts'

export type Person = { readonly login: string; readonly displayName: string; readonly role: Role; readonly agency: string | null }

/** Everyone one can be in practice, the centre first. */
export async function listPeople(db: Queryable): Promise<Person[]> {
  const { rows } = await sql<Person>`
    select o.login, o.display_name as "displayName", o.role, a.name as agency
    from identity.v_role_holder o left join agency.v_agency a on a.id = o.agency_id
    order by a.sort_order nulls first, o.role, o.login`.execute(db)
  return rows
}
