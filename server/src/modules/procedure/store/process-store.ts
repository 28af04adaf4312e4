import { sql } from 'kysely'
import type { AccountId, ProcedureId, ProcedureVersionId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { DraftContent } from '../domain/version-draft.ts'
import type { Compiled, Process } from '../domain/process.ts'

/** Keeps the processes of new versions, one statement however many there are. */
export async function insertProcesses(
  tx: Queryable,
  processes: readonly { readonly versionId: ProcedureVersionId; readonly definition: Process; readonly compiled: Compiled }[],
): Promise<void> {
  if (processes.length === 0) return
  await sql`
    insert into procedure.process (version_id, definition, compiled)
    select "versionId", definition, compiled
    from jsonb_to_recordset(${JSON.stringify(processes)}::jsonb) as p("versionId" uuid, definition jsonb,
      compiled jsonb)
    returning 1
  `.execute(tx)
}

export type DraftRow = {
  readonly id: string
  readonly procedureId: ProcedureId
  readonly baseVersionId: ProcedureVersionId
  readonly revision: number
  readonly content: DraftContent
  readonly editedBy: readonly AccountId[]
  readonly savedAt: string
  readonly savedByName: string
  readonly publishedVersionId: ProcedureVersionId | null
}

const draftColumns = sql`d.id, d.procedure_id as "procedureId", d.base_version_id as "baseVersionId", d.revision, d.content,
  to_jsonb(d.edited_by) as "editedBy", d.saved_at as "savedAt", d.saved_by_name as "savedByName",
  d.published_version_id as "publishedVersionId"`

/** The open draft of a procedure; in a command it is kept from others until the transaction ends. */
export async function openDraft(db: Queryable, code: string, lock: boolean): Promise<DraftRow | null> {
  const { rows } = await sql<DraftRow>`
    select ${draftColumns} from procedure.version_draft d
    join procedure.procedure p on p.id = d.procedure_id
    where p.code = ${code} and d.published_at is null ${lock ? sql`for no key update of d` : sql``}`.execute(db)
  return rows[0] ?? null
}

export async function insertDraft(
  tx: Queryable,
  draft: {
    readonly procedureId: ProcedureId
    readonly baseVersionId: ProcedureVersionId
    readonly content: DraftContent
    readonly by: AccountId
    readonly byName: string
  },
): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    insert into procedure.version_draft (procedure_id, base_version_id, content, edited_by, saved_at, saved_by_name)
    values (${draft.procedureId}, ${draft.baseVersionId}, ${JSON.stringify(draft.content)}::jsonb,
      array[${draft.by}]::uuid[], platform.now(), ${draft.byName})
    on conflict (locality_id, procedure_id) where published_at is null do nothing
    returning id`.execute(tx)
  return rows.length === 1
}

export async function updateDraft(tx: Queryable, id: string, content: DraftContent, by: AccountId, byName: string): Promise<void> {
  await sql`
    update procedure.version_draft
    set content = ${JSON.stringify(content)}::jsonb, revision = revision + 1, saved_at = platform.now(),
      saved_by_name = ${byName},
      edited_by = case when ${by}::uuid = any (edited_by) then edited_by else edited_by || ${by}::uuid end
    where id = ${id}`.execute(tx)
}

export async function closeDraft(tx: Queryable, id: string, versionId: ProcedureVersionId, by: AccountId): Promise<void> {
  await sql`update procedure.version_draft
    set published_version_id = ${versionId}, published_at = platform.now(), published_by = ${by}
    where id = ${id}`.execute(tx)
}
