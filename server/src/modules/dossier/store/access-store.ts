import { sql } from 'kysely'
import type { Role } from '#kernel/actor.ts'
import type { AgencyId, CentreId, DossierId } from '#kernel/ids.ts'
import type { ReadPurpose, ReadRange } from '#kernel/personal-read.ts'
import type { Queryable } from '#platform/db/database.ts'

export type PlaceOfCode = { readonly code: string; readonly id: DossierId; readonly agencyId: AgencyId; readonly centreId: CentreId }

/** One look: at one dossier, at a page of them, or at everything a centre received in a stretch of time. */
export type AccessRow = {
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

/** Where the dossiers of these codes lie. The list is a value only the execution knows: by its length PostgreSQL would plan again at every use. */
export async function findPlaces(db: Queryable, codes: readonly string[]): Promise<ReadonlyMap<string, PlaceOfCode>> {
  const { rows } = await sql<PlaceOfCode>`select code, id, agency_id as "agencyId", centre_id as "centreId" from dossier.dossier
      where code = any((select ${codes}::text[])::text[])`.execute(db)
  return new Map(rows.map((place) => [place.code, place]))
}

/** Keeps looks, in one statement for any number of them. */
export async function insertAccessRows(db: Queryable, looks: readonly AccessRow[]): Promise<void> {
  const rows = JSON.stringify(looks)
  await sql`insert into dossier.access (account_id, session_id, purpose, seen_by, role, agency_id, centre_id,
    dossier_id, dossier_ids, file_id,
      range_centre_id, range_from, range_to)
    select r."accountId", r."sessionId", r.purpose, r.by, r.role, r."agencyId", r."centreId", r."dossierId",
      case when r."dossierIds" is not null then array(select jsonb_array_elements_text(r."dossierIds")::uuid) end,
      r."fileId", (r.range ->> 'centreId')::uuid, (r.range ->> 'from')::timestamptz,
      (r.range ->> 'to')::timestamptz
    from jsonb_to_recordset(${rows}::jsonb) as r ("accountId" uuid, "sessionId" uuid, purpose text, by text,
      role text, "agencyId" uuid,
      "centreId" uuid, "dossierId" uuid, "dossierIds" jsonb, "fileId" uuid, range jsonb) returning 1`.execute(db)
}
