import { sql } from 'kysely'
import type { Queryable } from '#platform/db/database.ts'
import type { SettingSubject } from '#platform/db/setting-changes.ts'
import type { LogReach } from '../domain/log-reach.ts'

export type SettingChangeLine = {
  readonly id: string
  readonly at: string
  readonly byName: string
  readonly subject: SettingSubject
  readonly key: string
  readonly before: Record<string, unknown> | null
  readonly after: Record<string, unknown>
}

/** Who changed what of the place, latest first, as far as the reader's grant reaches: of one kind, by one person (any words of the name), between two days of Vietnam. */
export async function listSettingChanges(
  db: Queryable,
  {
    subject,
    by,
    from,
    to,
    limit,
    reach,
  }: {
    readonly subject: SettingSubject | null
    readonly by: string | null
    readonly from: string | null
    readonly to: string | null
    readonly limit: number
    readonly reach: LogReach
  },
): Promise<SettingChangeLine[]> {
  const { rows } = await sql<SettingChangeLine>`select id, at, by_name as "byName", subject, key, before, after
    from platform.setting_change
    where (${subject}::text is null or subject = ${subject})
      and (${by}::text is null or position(lower(${by}) in lower(by_name)) > 0)
      and (${from}::date is null or (at at time zone 'Asia/Ho_Chi_Minh')::date >= ${from}::date)
      and (${to}::date is null or (at at time zone 'Asia/Ho_Chi_Minh')::date <= ${to}::date)
      and (${reach === null} or subject = 'locality'
        or (subject in ('agency', 'unit') and exists (
          select from agency.v_agency a
          where a.code = split_part(key, ' ', 1) and a.id = any(${[...(reach?.agencyIds ?? [])]}::uuid[])))
        or (subject in ('centre', 'counter', 'served_agencies', 'collector', 'hall') and exists (
          select from centre.v_centre c
          where c.code = split_part(key, ' ', 1) and c.id = any(${[...(reach?.centreIds ?? [])]}::uuid[]))))
    order by at desc, id desc
    limit ${limit}`.execute(db)
  return rows
}
