import { sql } from 'kysely'
import type { Json } from '#kernel/canonical-json.ts'
import type { AccountId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import type { Queryable } from '#platform/db/database.ts'
import { dossierRefusals } from '../domain/refusals.ts'

export type Draft = { readonly key: string; readonly form: Json; readonly savedAt: string }

/** Keeps what an officer has typed so far. A draft is its author's alone. */
export async function saveDraft(db: Queryable, accountId: AccountId, key: string, form: Json): Promise<{ savedAt: string }> {
  const { rows } = await sql<{ savedAt: string }>`
    insert into dossier.draft (account_id, key, form) values (${accountId}, ${key}, ${JSON.stringify(form)}::jsonb)
    on conflict (locality_id, account_id, key) do update set form = excluded.form, saved_at = now()
    returning saved_at as "savedAt"`.execute(db)
  return { savedAt: rows[0]?.savedAt ?? '' }
}

export async function listDrafts(db: Queryable, accountId: AccountId): Promise<Draft[]> {
  const { rows } = await sql<Draft>`select key, form, saved_at as "savedAt" from dossier.draft
    where account_id = ${accountId} order by saved_at desc limit 50`.execute(db)
  return rows
}

/** @throws Refused DRAFT_NOT_FOUND */
export async function getDraft(db: Queryable, accountId: AccountId, key: string): Promise<Draft> {
  const { rows } = await sql<Draft>`select key, form, saved_at as "savedAt" from dossier.draft
    where account_id = ${accountId} and key = ${key}`.execute(db)
  const draft = rows[0]
  if (!draft) throw new Refused(refusalFrom(dossierRefusals, 'DRAFT_NOT_FOUND'))
  return draft
}

export async function discardDraft(db: Queryable, accountId: AccountId, key: string): Promise<void> {
  await sql`delete from dossier.draft where account_id = ${accountId} and key = ${key}`.execute(db)
}
