import { refusalFrom, Refused } from '#kernel/refusal.ts'
import { inTransaction } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import { dayFrom, isoOf } from '../domain/civil-day.ts'
import { faultOfIntervals } from '../domain/office-hours.ts'
import type { WeeklyHours } from '../domain/office-hours.ts'
import { calendarRefusals } from '../domain/refusals.ts'
import { endOfficeHours, insertOfficeHours, loadOfficeHours, lockCalendar, renewVersion } from '../store/calendar-store.ts'
import type { Office } from '../store/calendar-store.ts'

/**
 * Sets the weekly hours of an office from a day on; those before it end the day before. Without agency and centre they
 * are the locality's. Setting the same hours again changes nothing.
 */
export async function setOfficeHours(
  db: Queryable,
  input: Office & {
    /** `YYYY-MM-DD`. */
    readonly fromOn: string
    readonly hours: WeeklyHours
    readonly basis?: string
    readonly by: string | null
    /** The decree that sets them. */
    readonly decreeId?: string | undefined
  },
): Promise<'created' | 'unchanged'> {
  for (const intervals of input.hours.byWeekday) {
    const fault = faultOfIntervals(intervals)
    if (fault) throw new Refused(refusalFrom(calendarRefusals, 'OFFICE_HOURS_INVALID', { fault }))
  }
  const fromDay = dayFrom(input.fromOn)
  return await inTransaction(db, async (tx) => {
    await lockCalendar(tx)
    const known = await loadOfficeHours(tx, input)
    const current = known.findLast((hours) => hours.fromDay <= fromDay && (hours.toOn === null || dayFrom(hours.toOn) > fromDay))
    if (current && current.toOn === null && JSON.stringify(current.hours) === JSON.stringify(input.hours)) return 'unchanged'
    const later = known.find((hours) => hours.fromDay >= fromDay)
    if (later) {
      throw new Refused(refusalFrom(calendarRefusals, 'OFFICE_HOURS_OVERLAP', { fromOn: isoOf(later.fromDay) }))
    }
    if (current) await endOfficeHours(tx, current.id, input.fromOn)
    const { fromOn, hours } = input
    await insertOfficeHours(tx, input, {
      fromOn,
      hours,
      basis: input.basis ?? '',
      accountId: input.by,
      decreeId: input.decreeId ?? null,
    })
    await renewVersion(tx)
    return 'created'
  })
}
