import { sql } from 'kysely'
import { databaseNow } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import type { ClosedDay } from '../domain/closed-day.ts'
import { buildNationalBoard } from '../domain/national-board.ts'
import type { NationalBoard, Province, ProvinceReading } from '../domain/national-board.ts'
import { federationRefusals } from '../domain/refusals.ts'

/**
 * The board of provinces of a day that is over, yesterday when none is given: from what has been read, so that it costs the same whether
 * they answer or not.
 * @throws Refused DAY_NOT_CLOSED
 */
export async function getNationalBoard(db: Queryable, provinces: readonly Province[], day: string | null): Promise<NationalBoard> {
  const now = await databaseNow(db)
  const today = now.toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate()
  const on = day ?? today.subtract({ days: 1 }).toString()
  if (Temporal.PlainDate.compare(on, today) >= 0)
    throw new Refused(refusalFrom(federationRefusals, 'DAY_NOT_CLOSED', { on: Temporal.PlainDate.from(on).toLocaleString('vi-VN') }))
  const codes = provinces.map(({ code }) => code)
  const [readings, days] = await Promise.all([
    sql<ProvinceReading>`
      select code, asked_at as "askedAt", read_at as "readAt", fault, fault_since as "faultSince"
      from federation.province
      where code = any(${codes}::text[])`.execute(db),
    // Of each place the day shown, or the last before it.
    sql<ClosedDay & { code: string }>`
      select d.code, d.on_day as "on", d.revision, d.as_of as "asOf", d.definition, d.figures
      from unnest(${codes}::text[]) p (code)
      cross join lateral (
        select * from federation.province_day e
        where e.code = p.code and e.on_day <= ${on}::date
        order by e.on_day desc, e.revision desc
        limit 1
      ) d`.execute(db),
  ])
  return buildNationalBoard({ on, now, provinces, readings: readings.rows, days: days.rows })
}
