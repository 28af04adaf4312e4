import { sql } from 'kysely'
import type { AgencyId, CentreId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'
import { databaseNow } from '#platform/db/database.ts'
import { isoOf } from '../domain/civil-day.ts'
import { defaultWeeklyHours } from '../domain/office-hours.ts'
import type { WeeklyHours } from '../domain/office-hours.ts'
import { loadOfficeHours } from '../store/calendar-store.ts'

export type OfficeHoursLine = {
  readonly agencyId: AgencyId | null
  readonly centreId: CentreId | null
  /** `null`: of every office that has none of its own. */
  readonly officeName: string | null
  /** `null`: the default of the system where no hours were entered. */
  readonly fromOn: string | null
  /** Last day; `null` while they hold. */
  readonly untilOn: string | null
  readonly standing: 'past' | 'now' | 'to_come'
  readonly basis: string
  readonly sessions: readonly { readonly weekday: number; readonly from: string; readonly to: string; readonly counts: boolean }[]
}

/** The weekly hours of every office that has its own, and those of the others: what held, what holds and what is to come. */
export async function listOfficeHours(db: Queryable): Promise<{ readonly today: string; readonly items: readonly OfficeHoursLine[] }> {
  const [stored, now] = [await loadOfficeHours(db), await databaseNow(db)]
  const today = now.toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate().toString()
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from centre.v_centre union all select id, name from agency.v_agency`.execute(db)
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  const { rows: grounds } = await sql<{ id: string; basis: string }>`select id, basis from calendar.office_hours`.execute(db)
  const basisOf = new Map(grounds.map(({ id, basis }) => [id, basis]))
  const items = stored.map((each): OfficeHoursLine => {
    const fromOn = isoOf(each.fromDay)
    const untilOn = each.toOn === null ? null : Temporal.PlainDate.from(each.toOn).subtract({ days: 1 }).toString()
    const office = [each.agencyId, each.centreId].flatMap((id) => (id === null ? [] : (names.get(id) ?? [])))
    return {
      agencyId: each.agencyId as AgencyId | null,
      centreId: each.centreId as CentreId | null,
      officeName: office.length === 0 ? null : office.join(', '),
      fromOn,
      untilOn,
      standing: fromOn > today ? 'to_come' : untilOn !== null && untilOn < today ? 'past' : 'now',
      basis: basisOf.get(each.id) ?? '',
      sessions: sessionsOf(each.hours),
    }
  })
  const hasCommon = items.some((each) => each.officeName === null && each.standing === 'now')
  const common: OfficeHoursLine = {
    agencyId: null,
    centreId: null,
    officeName: null,
    fromOn: null,
    untilOn: null,
    standing: 'now',
    basis: '',
    sessions: sessionsOf(defaultWeeklyHours),
  }
  return { today, items: hasCommon ? items : [common, ...items] }
}

/** Monday first, as people read a week: 1 … 7. */
function sessionsOf(hours: WeeklyHours): OfficeHoursLine['sessions'] {
  return ([1, 2, 3, 4, 5, 6, 0] as const).flatMap((weekday) =>
    hours.byWeekday[weekday].map(([from, to]) => ({
      weekday: weekday === 0 ? 7 : weekday,
      from: hourOf(from),
      to: hourOf(to),
      counts: !hours.uncounted.includes(weekday),
    })),
  )
}

function hourOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}
