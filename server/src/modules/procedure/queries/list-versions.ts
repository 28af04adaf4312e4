import { sql } from 'kysely'
import type { ProcedureVersionId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'

export type VersionInTime = {
  readonly id: ProcedureVersionId
  readonly validFrom: string
  readonly validTo: string | null
  readonly decisionNumber: string | null
  readonly isSetAside: boolean
}

/** Every version of a procedure that was ever in force or set aside, the newest first; empty when the code is unknown. */
export async function listVersions(db: Queryable, code: string): Promise<VersionInTime[]> {
  const { rows } = await sql<VersionInTime>`
    select v.id, lower(v.valid_during)::text as "validFrom", upper(v.valid_during)::text as "validTo",
      v.decision_number as "decisionNumber",
      v.set_aside <> 0 as "isSetAside"
    from procedure.procedure p join procedure.procedure_version v on v.procedure_id = p.id
    where p.code = ${code} order by lower(v.valid_during) desc, v.id desc`.execute(db)
  return rows
}
