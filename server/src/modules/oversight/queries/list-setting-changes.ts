import { sql } from 'kysely'
import type { Queryable } from '#platform/db/database.ts'
import type { SettingSubject } from '#platform/db/setting-changes.ts'

export type SettingChangeLine = {
  readonly id: string
  readonly at: string
  readonly byName: string
  readonly subject: SettingSubject
  readonly key: string
  readonly before: Record<string, unknown> | null
  readonly after: Record<string, unknown>
}

/** Who changed what of the place, latest first. @param subject one kind only */
export async function listSettingChanges(
  db: Queryable,
  { subject, limit }: { readonly subject: SettingSubject | null; readonly limit: number },
): Promise<SettingChangeLine[]> {
  const { rows } = await sql<SettingChangeLine>`select id, at, by_name as "byName", subject, key, before, after
    from platform.setting_change where ${subject}::text is null or subject = ${subject} order by at desc, id desc limit ${limit}`.execute(
    db,
  )
  return rows
}
