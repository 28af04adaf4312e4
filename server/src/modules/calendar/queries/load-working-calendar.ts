import { sql } from 'kysely'
import { KeptRows } from '#kernel/kept-rows.ts'
import { findHome } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import { settingsOn } from '../domain/deadline-settings.ts'
import type { SettingEntry } from '../domain/deadline-settings.ts'
import type { DecreeDay } from '../domain/decree-day.ts'
import { defaultWeeklyHours } from '../domain/office-hours.ts'
import { compileCalendar } from '../domain/working-calendar.ts'
import type { WorkingCalendar } from '../domain/working-calendar.ts'
import { sourcesAfter } from '../domain/calendar-change.ts'
import type { CalendarChange, ChangeFault } from '../domain/calendar-change.ts'
import { loadDeadlineSettings, loadDecreeDays, loadOfficeHours, loadVersion } from '../store/calendar-store.ts'
import type { Office, StoredOfficeHours } from '../store/calendar-store.ts'
import { readNationalDecrees } from '../store/read-calendar-pack.ts'

/** The compiled calendars of one version of a locality's calendar; offices with the same hours share one. */
type Compiled = {
  readonly decrees: readonly DecreeDay[]
  readonly officeHours: readonly StoredOfficeHours[]
  readonly settings: readonly SettingEntry[]
  /** Without settings, which depend on the day. */
  readonly byHours: Map<string, WorkingCalendar>
  readonly byDay: Map<string, Map<WorkingCalendar, WorkingCalendar>>
}

// By locality and version. A version names one content for ever, so an entry is never wrong, only old.
const compiledVersions = new KeptRows<string, Promise<Compiled>>(8)

/**
 * The working calendar of an office: national decrees, then what the locality entered; the hours written for the agency
 * at the centre, else the centre's, else the agency's, else the locality's, else the default week. In a transaction it is
 * locked: the calendar cannot change before the transaction ends.
 * One short query, unless something changed since the last call in this process.
 */
export async function loadWorkingCalendar(db: Queryable, office: Office = {}): Promise<WorkingCalendar> {
  const { compiled, today } = await compiledOf(db)
  return calendarOf(compiled, office, today)
}

/** Which calendar it is, and which day: what a compiled calendar depends on. */
export type CalendarMoment = { readonly version: string; readonly today: string }

/** SQL of the version as a statement finds it. What is counted by it is stored only by who holds the calendar. */
export const calendarVersion = sql<string>`platform.current_locality() || ':' || coalesce((select version from calendar.revision)::text, '')`

/** The calendars of all offices at a moment that a statement has just returned: without a query, unless they changed since. */
export async function calendarsAt(db: Queryable, moment: CalendarMoment): Promise<(office: Office) => WorkingCalendar> {
  const compiled = await compiledAt(db, moment.version)
  // A page has fifty dossiers of one or two offices.
  const found = new Map<string, WorkingCalendar>()
  return (office) => {
    const key = `${office.agencyId ?? ''} ${office.centreId ?? ''}`
    const known = found.get(key)
    if (known) return known
    const calendar = calendarOf(compiled, office, moment.today)
    found.set(key, calendar)
    return calendar
  }
}

export type CalendarsAround = {
  /** Names the calendar as it is now. */
  readonly version: string
  readonly before: (office: Office) => WorkingCalendar
  readonly after: (office: Office) => WorkingCalendar
}

/** The calendars of all offices as they are, and as a change would make them; nothing is stored. */
export async function loadCalendarsAround(db: Queryable, change: CalendarChange): Promise<CalendarsAround | ChangeFault> {
  const { version, compiled, today } = await compiledOf(db)
  const changed = sourcesAfter(compiled, change)
  if ('code' in changed) return changed
  const after: Compiled = { ...changed, settings: compiled.settings, byHours: new Map(), byDay: new Map() }
  return { version, before: (office) => calendarOf(compiled, office, today), after: (office) => calendarOf(after, office, today) }
}

/** The calendars of all offices at one version. */
export async function loadCalendars(db: Queryable): Promise<(office: Office) => WorkingCalendar> {
  const { compiled, today } = await compiledOf(db)
  return (office) => calendarOf(compiled, office, today)
}

function calendarOf(compiled: Compiled, office: Office, today: string): WorkingCalendar {
  const officeHours = nearestHours(compiled.officeHours, office)
  const key = officeHours.map((hours) => hours.id).join()
  let days = compiled.byHours.get(key)
  if (!days) {
    days = compileCalendar({ decrees: compiled.decrees, officeHours })
    compiled.byHours.set(key, days)
  }
  const ofToday = compiled.byDay.get(today) ?? new Map<WorkingCalendar, WorkingCalendar>()
  if (!compiled.byDay.has(today)) {
    // Days follow one another; those a test or the practice clock has left behind need not be kept.
    if (compiled.byDay.size >= daysKept) compiled.byDay.clear()
    compiled.byDay.set(today, ofToday)
  }
  let calendar = ofToday.get(days)
  if (!calendar) {
    calendar = { ...days, settings: settingsOn(compiled.settings, today) }
    ofToday.set(days, calendar)
  }
  return calendar
}

const daysKept = 8

async function compiledOf(db: Queryable): Promise<{ version: string; compiled: Compiled; today: string }> {
  const { version, today } = await loadVersion(db)
  return { version, compiled: await compiledAt(db, version), today }
}

async function compiledAt(db: Queryable, version: string): Promise<Compiled> {
  const home = findHome(db)
  const known = compiledVersions.get(home, version)
  if (known) return await known
  const loading = load(db)
  compiledVersions.set(home, version, loading)
  try {
    return await loading
  } catch (error) {
    compiledVersions.delete(home, version)
    throw error
  }
}

async function load(db: Queryable): Promise<Compiled> {
  // A day the locality entered has the last word over the national list.
  const byDay = new Map<number, DecreeDay>(readNationalDecrees().map((day) => [day.day, day]))
  for (const day of await loadDecreeDays(db)) byDay.set(day.day, day)
  const settings = await loadDeadlineSettings(db)
  return { decrees: [...byDay.values()], officeHours: await loadOfficeHours(db), settings, byHours: new Map(), byDay: new Map() }
}

/**
 * The hours of an office over time: the nearest written for it from the day they hold, before that the next nearest. So an
 * office that gets hours of its own keeps, for the days before, those it had.
 */
function nearestHours(all: readonly StoredOfficeHours[], office: Office): readonly StoredOfficeHours[] {
  const [agencyId, centreId] = [office.agencyId ?? null, office.centreId ?? null]
  const levels = [
    [agencyId, centreId],
    [null, centreId],
    [agencyId, null],
    [null, null],
  ].map(([agency, centre]) => all.filter((hours) => hours.agencyId === agency && hours.centreId === centre))
  const isPlain = levels.at(-1)?.length === 0
  const found: StoredOfficeHours[] = []
  let from = Infinity
  for (const level of isPlain ? [...levels, [defaultHours]] : levels) {
    const earlier = level.filter((hours) => hours.fromDay < from)
    found.unshift(...earlier)
    from = Math.min(from, ...earlier.map((hours) => hours.fromDay))
  }
  return found
}

const defaultHours: StoredOfficeHours = { id: '', agencyId: null, centreId: null, fromDay: 0, toOn: null, hours: defaultWeeklyHours }
