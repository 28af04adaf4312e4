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

/** Who changed what of the place, latest first: of one kind, by one person (any words of the name), between two days of Vietnam. */
export async function listSettingChanges(
  db: Queryable,
  {
    subject,
    by,
    from,
    to,
    limit,
  }: {
    readonly subject: SettingSubject | null
    readonly by: string | null
    readonly from: string | null
    readonly to: string | null
    readonly limit: number
  },
): Promise<SettingChangeLine[]> {
  const { rows } = await sql<SettingChangeLine>`select id, at, by_name as "byName", subject, key, before, after
    from platform.setting_change
    where (${subject}::text is null or subject = ${subject})
      and (${by}::text is null or position(lower(${by}) in lower(by_name)) > 0)
      and (${from}::date is null or (at at time zone 'Asia/Ho_Chi_Minh')::date >= ${from}::date)
      and (${to}::date is null or (at at time zone 'Asia/Ho_Chi_Minh')::date <= ${to}::date)
    order by at desc, id desc
    limit ${limit}`.execute(db)
  return rows
}
