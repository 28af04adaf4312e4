import { sql } from 'kysely'
import type { AgencyId } from '#kernel/ids.ts'
import { roleNames } from '#identity'
import type { Queryable } from '#platform/db/database.ts'
import type { Leads } from '../domain/assignment.ts'

/** Names of the agencies whose steps may come next. One agency's own process asks nothing. */
export async function namesOfAgencies(
  db: Queryable,
  ids: readonly AgencyId[],
  lead: { readonly agencyId: AgencyId; readonly agencyName: string },
): Promise<ReadonlyMap<AgencyId, string>> {
  const others = ids.filter((id) => id !== lead.agencyId)
  const { rows } =
    others.length === 0
      ? { rows: [] }
      : await sql<{ id: AgencyId; name: string }>`select id, name from agency.v_agency where id = any(${others}::uuid[])`.execute(db)
  return new Map([[lead.agencyId, lead.agencyName], ...rows.map(({ id, name }) => [id, name] as const)])
}

/** From which step to which an act leads, as people read it. */
export function leadsView(leads: Leads | null, agencyNames: ReadonlyMap<AgencyId, string>) {
  const at = ({ name, role, agencyId }: Leads['to'][number]) => ({
    name,
    roleName: roleNames[role],
    agencyName: agencyId === null ? null : (agencyNames.get(agencyId) ?? null),
  })
  return leads && { from: leads.from && at(leads.from), to: leads.to.map(at) }
}
