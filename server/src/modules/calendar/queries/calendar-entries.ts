import type { Queryable } from '#platform/db/database.ts'
import type { DecreeDay } from '../domain/decree-day.ts'
import { loadDecreeDays, loadOfficeHours } from '../store/calendar-store.ts'
import type { StoredOfficeHours } from '../store/calendar-store.ts'
import { isoOf } from '../domain/civil-day.ts'

/** What a locality itself has entered: days by decree (the latest word on each) and the office hours that still hold. */
export async function calendarEntries(db: Queryable): Promise<{
  readonly days: readonly DecreeDay[]
  readonly officeHours: readonly (Pick<StoredOfficeHours, 'agencyId' | 'centreId' | 'hours'> & { readonly fromOn: string })[]
}> {
  const days = (await loadDecreeDays(db)).map(({ entry: _entry, ...day }) => day)
  const hours = await loadOfficeHours(db)
  return {
    days,
    officeHours: hours
      .filter(({ toOn }) => toOn === null)
      .map(({ agencyId, centreId, hours: week, fromDay }) => ({ agencyId, centreId, hours: week, fromOn: isoOf(fromDay) })),
  }
}
