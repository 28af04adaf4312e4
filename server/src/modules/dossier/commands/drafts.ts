import { sql } from 'kysely'
import type { Json } from '#kernel/canonical-json.ts'
import type { AccountId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import type { Queryable } from '#platform/db/database.ts'
import { dossierRefusals } from '../domain/refusals.ts'

/** A draft in a list: its content is loaded when it is opened. */
export type DraftLine = { readonly key: string; readonly name: string | null; readonly savedAt: string }
export type Draft = { readonly key: string; readonly form: Json; readonly savedAt: string }

/** Drafts one account keeps at a time; far more than one counter begins and leaves. */
export const mostDrafts = 100

/**
 * Keeps what an officer has typed so far. A draft is its author's alone.
 * @throws Refused DRAFTS_TOO_MANY, and DRAFT_FILED when the draft has become a dossier: a save that arrives late must not bring it back.
 */
export async function saveDraft(db: Queryable, accountId: AccountId, key: string, form: Json): Promise<{ savedAt: string }> {
  const { rows } = await sql<{ savedAt: string }>`
    insert into dossier.draft as kept (account_id, key, form)
    select ${accountId}, ${key}, ${JSON.stringify(form)}::jsonb
    where (select count(*) from dossier.draft d
      where d.account_id = ${accountId} and d.dossier_code is null and d.key <> ${key}) < ${mostDrafts}
    on conflict (locality_id, account_id, key) do update set form = excluded.form, saved_at = excluded.saved_at
    where kept.dossier_code is null
    returning saved_at as "savedAt"`.execute(db)
  const saved = rows[0]
  if (!saved) await refuseFiledDraft(db, accountId, key)
  return { savedAt: saved?.savedAt ?? '' }
}

/**
 * Ends a draft in the transaction that files its dossier. Of two tabs that file one draft, the second waits for the first
 * and is refused: one draft is one dossier.
 * @throws Refused DRAFT_FILED naming the dossier that the draft has become
 */
export async function endDraft(tx: Queryable, accountId: AccountId, key: string, dossierCode: string): Promise<void> {
  const { rows } = await sql`
    insert into dossier.draft as kept (account_id, key, form, dossier_code)
    values (${accountId}, ${key}, '{}'::jsonb, ${dossierCode})
    on conflict (locality_id, account_id, key)
      do update set form = excluded.form, dossier_code = excluded.dossier_code, saved_at = excluded.saved_at
      where kept.dossier_code is null
    returning key`.execute(tx)
  if (rows.length === 0) await refuseFiledDraft(tx, accountId, key)
}

async function refuseFiledDraft(db: Queryable, accountId: AccountId, key: string): Promise<never> {
  const { rows } = await sql<{ code: string | null }>`select dossier_code as code from dossier.draft
    where account_id = ${accountId} and key = ${key}`.execute(db)
  if (!rows[0]?.code) throw new Refused(refusalFrom(dossierRefusals, 'DRAFTS_TOO_MANY', { most: mostDrafts }))
  throw new Refused(refusalFrom(dossierRefusals, 'DRAFT_FILED', { dossier: rows[0].code }))
}

/** The caller's drafts, named by the applicant or the procedure if the form contains them. */
export async function listDrafts(db: Queryable, accountId: AccountId): Promise<DraftLine[]> {
  const { rows } =
    await sql<DraftLine>`select key, left(coalesce(nullif(form ->> 'fullName', ''), nullif(form ->> 'procedureText', '')), 200) as name,
      saved_at as "savedAt" from dossier.draft
    where account_id = ${accountId} and dossier_code is null order by saved_at desc limit 50`.execute(db)
  return rows
}

/** @throws Refused DRAFT_NOT_FOUND */
export async function getDraft(db: Queryable, accountId: AccountId, key: string): Promise<Draft> {
  const { rows } = await sql<Draft>`select key, form, saved_at as "savedAt" from dossier.draft
    where account_id = ${accountId} and key = ${key} and dossier_code is null`.execute(db)
  const draft = rows[0]
  if (!draft) throw new Refused(refusalFrom(dossierRefusals, 'DRAFT_NOT_FOUND'))
  return draft
}

export async function discardDraft(db: Queryable, accountId: AccountId, key: string): Promise<void> {
  await sql`delete from dossier.draft where account_id = ${accountId} and key = ${key} and dossier_code is null`.execute(db)
}
