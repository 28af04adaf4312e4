import { sql } from 'kysely'
import type { ProcedureVersionId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'

/** A version that was published: what it changes applies from `validFrom`. */
export type CatalogueChange = {
  readonly versionId: ProcedureVersionId
  readonly code: string
  readonly name: string
  readonly validFrom: string
  /** An instant, RFC 3339. */
  readonly publishedAt: string
  readonly decisionNumber: string | null
  /** Whether the procedure had no published version before this one. */
  readonly isNew: boolean
}

/** The versions published last, the newest first; those that were set aside are not among them. */
export async function listCatalogueChanges(db: Queryable, limit: number): Promise<CatalogueChange[]> {
  const { rows } = await sql<CatalogueChange>`
    select v.id as "versionId", p.code, v.name, lower(v.valid_during)::text as "validFrom",
      v.created_at as "publishedAt", v.decision_number as "decisionNumber",
      not exists (select from procedure.procedure_version earlier
        where earlier.procedure_id = v.procedure_id and earlier.set_aside = 0 and earlier.publish_state = 'published'
          and lower(earlier.valid_during) < lower(v.valid_during)) as "isNew"
    from procedure.procedure_version v
    join procedure.procedure p on p.id = v.procedure_id
    where v.set_aside = 0 and v.publish_state = 'published'
    order by v.created_at desc, v.id desc
    limit ${limit}`.execute(db)
  return rows
}
