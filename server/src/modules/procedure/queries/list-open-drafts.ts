import { sql } from 'kysely'
import type { AccountId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'

export type OpenDraftLine = {
  readonly code: string
  readonly name: string
  readonly savedAt: string
  readonly savedByName: string
  readonly editedBy: readonly AccountId[]
}

/** Drafts that wait to be published, the one saved last first. */
export async function listOpenDrafts(db: Queryable): Promise<readonly OpenDraftLine[]> {
  const { rows } = await sql<OpenDraftLine>`
    select p.code, coalesce(nullif(d.content -> 'about' ->> 'name', ''), v.name) as name, d.saved_at as "savedAt",
      d.saved_by_name as "savedByName", to_jsonb(d.edited_by) as "editedBy"
    from procedure.version_draft d
    join procedure.procedure p on p.id = d.procedure_id
    join procedure.procedure_version v on v.id = d.base_version_id
    where d.published_at is null
    order by d.saved_at desc
    limit 200`.execute(db)
  return rows
}
