import { sql } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import type { Queryable } from './database.ts'

/** Kinds of things a place consists of. */
export const settingSubjects = ['locality', 'agency', 'unit', 'centre', 'counter', 'served_agencies', 'collector', 'hall'] as const
export type SettingSubject = (typeof settingSubjects)[number]

export type SettingChange = {
  readonly subject: SettingSubject
  /** Which one, in words people know it by: its code. */
  readonly key: string
  /** What it said before; `null` when it is new. Never a secret. */
  readonly before: Readonly<Record<string, unknown>> | null
  readonly after: Readonly<Record<string, unknown>>
}

/** Who changed it: a person, or nobody but the data pack that came with it. */
export type SettingAuthor = Pick<Actor, 'displayName'> & { readonly accountId: Actor['accountId'] | null }

/** Writes down who changed what of the place, in the transaction of the change. Nothing is written where nothing changed. */
export async function recordSettingChange(tx: Queryable, by: SettingAuthor, { subject, key, before, after }: SettingChange): Promise<void> {
  if (before !== null && Object.entries(after).every(([name, value]) => JSON.stringify(before[name]) === JSON.stringify(value))) return
  await sql`insert into platform.setting_change (by_account, by_name, subject, key, before, after)
    values (${by.accountId}, ${by.displayName}, ${subject}, ${key},
      ${before === null ? null : JSON.stringify(before)}::jsonb,
      ${JSON.stringify(after)}::jsonb)`.execute(tx)
}
