import { sql } from 'kysely'
import { agencyRoles } from '#kernel/actor.ts'
import type { Actor, Role, RoleGrant } from '#kernel/actor.ts'
import type { AgencyId, CentreId, DossierId } from '#kernel/ids.ts'
import { sightOf } from '#identity'
import type { Queryable } from '#platform/db/database.ts'
import type { ReadPurpose, ReadRange } from '#platform/http/route.ts'

/** What somebody was shown, as the server says it. */
export type Shown = {
  readonly actor: Actor
  readonly sessionId: string | null
  readonly purpose: ReadPurpose
  readonly codes: readonly string[]
  readonly range: ReadRange | null
  readonly fileId: string | null
}

type Place = { code: string; id: DossierId; agencyId: AgencyId; centreId: CentreId }
type Used = { readonly by: string; readonly grant: RoleGrant }
type AccessRow = {
  readonly accountId: string | null
  readonly sessionId: string | null
  readonly purpose: ReadPurpose
  readonly by: string
  readonly role: Role
  readonly agencyId: string | null
  readonly centreId: string | null
  readonly dossierId: string | null
  readonly dossierIds: readonly string[] | null
  readonly range: ReadRange | null
  readonly fileId: string | null
}

/**
 * Keeps that dossiers were shown, in one statement for any number of answers. A page is one row for each role that showed
 * some of it, with all its dossiers; an export is one row with its stretch.
 */
export async function keepShown(db: Queryable, shown: readonly Shown[]): Promise<void> {
  const codes = [...new Set(shown.flatMap((each) => each.codes))]
  const { rows: found } =
    await sql<Place>`select code, id, agency_id as "agencyId", centre_id as "centreId" from dossier.dossier where code = any(${codes})`.execute(
      db,
    )
  const places = new Map(found.map((place) => [place.code, place]))
  const rows = JSON.stringify(shown.flatMap((each) => rowsOf(each, places)))
  await sql`insert into dossier.access (account_id, session_id, purpose, seen_by, role, agency_id, centre_id, dossier_id, dossier_ids, file_id,
      range_centre_id, range_from, range_to)
    select r."accountId", r."sessionId", r.purpose, r.by, r.role, r."agencyId", r."centreId", r."dossierId",
      case when r."dossierIds" is not null then array(select jsonb_array_elements_text(r."dossierIds")::uuid) end, r."fileId",
      (r.range ->> 'centreId')::uuid, (r.range ->> 'from')::timestamptz, (r.range ->> 'to')::timestamptz
    from jsonb_to_recordset(${rows}::jsonb) as r ("accountId" uuid, "sessionId" uuid, purpose text, by text, role text, "agencyId" uuid,
      "centreId" uuid, "dossierId" uuid, "dossierIds" jsonb, "fileId" uuid, range jsonb)`.execute(db)
}

function rowsOf({ actor, sessionId, purpose, codes, range, fileId }: Shown, places: ReadonlyMap<string, Place>): AccessRow[] {
  const row = ({ by, grant }: Used, more: Pick<AccessRow, 'dossierId' | 'dossierIds' | 'range'>): AccessRow => ({
    accountId: actor.accountId,
    sessionId,
    purpose,
    by,
    role: grant.role,
    agencyId: grant.agencyId,
    centreId: grant.centreId,
    fileId,
    ...more,
  })
  const groups = new Map<string, { used: Used; ids: DossierId[] }>()
  for (const code of codes) {
    const place = places.get(code)
    if (!place) continue
    const used = usedAt(actor, place)
    const key = [used.by, used.grant.role, used.grant.agencyId, used.grant.centreId].join(' ')
    const group = groups.get(key) ?? { used, ids: [] }
    group.ids.push(place.id)
    groups.set(key, group)
  }
  const ofDossiers = [...groups.values()].map(({ used, ids }) =>
    codes.length === 1
      ? row(used, { dossierId: ids[0] ?? null, dossierIds: null, range: null })
      : row(used, { dossierId: null, dossierIds: ids, range: null }),
  )
  if (!range) return ofDossiers
  const used = usedAt(actor, { agencyId: null, centreId: range.centreId as CentreId })
  return [...ofDossiers, row(used, { dossierId: null, dossierIds: null, range })]
}

/** The grant by which the person sees the place. Where none reaches it they were asked, and see it through the work of their agency. */
function usedAt(actor: Actor, place: { agencyId: AgencyId | null; centreId: CentreId | null }): Used {
  const sight = sightOf(actor, place)
  if (sight) return sight
  const asked = actor.grants.find(({ role }) => (agencyRoles as readonly Role[]).includes(role)) ?? actor.grants[0]
  if (!asked) throw new Error('somebody without a role was shown a dossier')
  return { by: 'opinion', grant: asked }
}
