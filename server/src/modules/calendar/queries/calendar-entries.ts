import type { Queryable } from '#platform/db/database.ts'
import type { DecreeDay } from '../domain/decree-day.ts'
import { loadDeadlineSettings, loadDecreeDays, loadLastChange, loadOfficeHours } from '../store/calendar-store.ts'
import type { StoredOfficeHours, StoredSetting } from '../store/calendar-store.ts'
import { isoOf } from '../domain/civil-day.ts'

/** The entries of a locality: days by decree (the last entry of each), the office hours in force, and its choices of how to count. */
export async function calendarEntries(db: Queryable): Promise<{
  readonly days: readonly DecreeDay[]
  readonly officeHours: readonly (Pick<StoredOfficeHours, 'agencyId' | 'centreId' | 'hours'> & { readonly fromOn: string })[]
  readonly settings: readonly StoredSetting[]
}> {
  const days = (await loadDecreeDays(db)).map(({ entry: _entry, ...day }) => day)
  const hours = await loadOfficeHours(db)
  return {
    days,
    settings: await loadDeadlineSettings(db),
    officeHours: hours
      .filter(({ toOn }) => toOn === null)
      .map(({ agencyId, centreId, hours: week, fromDay }) => ({ agencyId, centreId, hours: week, fromOn: isoOf(fromDay) })),
  }
}

/** The instant of the last change of working time, `null` while the locality has entered nothing. */
export async function lastCalendarChange(db: Queryable): Promise<Temporal.Instant | null> {
  const at = await loadLastChange(db)
  return at === null ? null : Temporal.Instant.from(at)
}
