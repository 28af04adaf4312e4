import type { Queryable } from '#platform/db/database.ts'
import type { DecreeDay } from '../domain/decree-day.ts'
import { compileCalendar } from '../domain/working-calendar.ts'
import type { WorkingCalendar } from '../domain/working-calendar.ts'
import { loadDecreeDays, loadOfficeHours, loadVersion } from '../store/calendar-store.ts'
import type { Office, StoredOfficeHours } from '../store/calendar-store.ts'
import { readNationalDecrees } from '../store/read-calendar-pack.ts'

/** What one version of a locality's calendar compiles to; offices with the same hours share one calendar. */
type Compiled = {
  readonly decrees: readonly DecreeDay[]
  readonly officeHours: readonly StoredOfficeHours[]
  readonly byHours: Map<string, WorkingCalendar>
}

// By locality and version. A version names one content for ever, so an entry is never wrong, only old.
const compiledVersions = new Map<string, Promise<Compiled>>()
const versionsKept = 8

/**
 * The working calendar of an office: national decrees, then what the locality entered; the hours written for the agency
 * at the centre, else the centre's, else the agency's, else the locality's, else the default week.
 * One short query, unless something changed since the last call in this process.
 */
export async function loadWorkingCalendar(db: Queryable, office: Office = {}): Promise<WorkingCalendar> {
  const compiled = await compiledOf(db)
  const officeHours = nearestHours(compiled.officeHours, office)
  const key = officeHours.map((hours) => hours.id).join()
  let calendar = compiled.byHours.get(key)
  if (!calendar) {
    calendar = compileCalendar({ decrees: compiled.decrees, officeHours })
    compiled.byHours.set(key, calendar)
  }
  return calendar
}

async function compiledOf(db: Queryable): Promise<Compiled> {
  const version = await loadVersion(db)
  const known = compiledVersions.get(version)
  if (known) return await known
  const loading = load(db)
  compiledVersions.set(version, loading)
  for (const old of [...compiledVersions.keys()].slice(0, -versionsKept)) compiledVersions.delete(old)
  try {
    return await loading
  } catch (error) {
    compiledVersions.delete(version)
    throw error
  }
}

async function load(db: Queryable): Promise<Compiled> {
  // A day the locality entered has the last word over the national list.
  const byDay = new Map<number, DecreeDay>(readNationalDecrees().map((day) => [day.day, day]))
  for (const day of await loadDecreeDays(db)) byDay.set(day.day, day)
  return { decrees: [...byDay.values()], officeHours: await loadOfficeHours(db), byHours: new Map() }
}

function nearestHours(all: readonly StoredOfficeHours[], office: Office): readonly StoredOfficeHours[] {
  const [agencyId, centreId] = [office.agencyId ?? null, office.centreId ?? null]
  const written = [
    [agencyId, centreId],
    [null, centreId],
    [agencyId, null],
    [null, null],
  ].map(([agency, centre]) => all.filter((hours) => hours.agencyId === agency && hours.centreId === centre))
  return written.find((hours) => hours.length > 0) ?? []
}
