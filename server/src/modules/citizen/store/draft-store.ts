import { sql } from 'kysely'
import type { Queryable } from '#platform/db/database.ts'
import { draftDays } from '../domain/draft.ts'
import type { DraftRow } from '../domain/draft.ts'

const columns = sql`id, procedure_code as "procedureCode", version_id as "versionId", form, answers, changes, begun_at as "begunAt",
  saved_at as "savedAt", dossier_code as "dossierCode"`
const isKept = sql`(dossier_code is not null or saved_at > platform.now() - make_interval(days => ${sql.lit(draftDays)}))`

/** One draft of a person; `null` when there is none, or it belongs to another person. */
export async function findDraft(db: Queryable, personId: string, id: string, isLocking = false): Promise<DraftRow | null> {
  const { rows } = await sql<DraftRow>`select ${columns} from citizen.draft
    where person_id = ${personId}::uuid and id = ${id}::uuid
      and ${isKept} ${isLocking ? sql`for update` : sql``}`.execute(db)
  return rows[0] ?? null
}

/** The open drafts of a person, the last changed first. */
export async function listDraftRows(db: Queryable, personId: string): Promise<readonly DraftRow[]> {
  const { rows } = await sql<DraftRow>`select ${columns} from citizen.draft
    where person_id = ${personId}::uuid and dossier_code is null and ${isKept} order by saved_at desc, id desc
    limit 50`.execute(db)
  return rows
}

/** Two of one person who begin at once wait for one another, so that the second sees the draft of the first. */
export async function lockDraftsOf(tx: Queryable, personId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`citizen.draft ${personId}`}, platform.current_locality()))`.execute(tx)
}

export async function insertDraft(
  tx: Queryable,
  personId: string,
  draft: Pick<DraftRow, 'procedureCode' | 'versionId' | 'form' | 'answers'>,
): Promise<string> {
  const { rows } = await sql<{ id: string }>`insert into citizen.draft (person_id, procedure_code, version_id, form, answers)
    values (${personId}::uuid, ${draft.procedureCode}, ${draft.versionId}, ${JSON.stringify(draft.form)}::jsonb,
      ${JSON.stringify(draft.answers)}::jsonb)
    returning id`.execute(tx)
  const row = rows[0]
  if (!row) throw new Error('the draft was not kept')
  return row.id
}

export async function updateDraft(
  tx: Queryable,
  id: string,
  { versionId, form, answers, changes }: Pick<DraftRow, 'versionId' | 'form' | 'answers' | 'changes'>,
): Promise<void> {
  await sql`update citizen.draft
    set version_id = ${versionId}, form = ${JSON.stringify(form)}::jsonb, answers = ${JSON.stringify(answers)}::jsonb,
    changes = ${JSON.stringify(changes)}::jsonb, saved_at = platform.now() where id = ${id}::uuid`.execute(tx)
}

/** A filed draft stores the code of its dossier; the answers are stored with the dossier. */
export async function endDraft(tx: Queryable, id: string, dossierCode: string): Promise<void> {
  await sql`update citizen.draft
    set dossier_code = ${dossierCode}, answers = '{}', form = '{"sections":[]}', changes = '[]',
    saved_at = platform.now()
    where id = ${id}::uuid`.execute(tx)
}

export async function deleteDraft(tx: Queryable, id: string): Promise<void> {
  await sql`delete from citizen.draft where id = ${id}::uuid`.execute(tx)
}

/** Deletes drafts unchanged for thirty days, and the remains of filed ones a year later. @returns their ids */
export async function deleteOldDrafts(tx: Queryable, most: number): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`delete from citizen.draft where id in (select id from citizen.draft
      where saved_at < platform.now() - make_interval(days => ${sql.lit(draftDays)})
        and (dossier_code is null or saved_at < platform.now() - interval '1 year') limit ${most})
        returning id`.execute(tx)
  return rows.map(({ id }) => id)
}
