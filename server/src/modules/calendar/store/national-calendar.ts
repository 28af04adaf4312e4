import { compileCalendar } from '../domain/working-calendar.ts'
import type { WorkingCalendar } from '../domain/working-calendar.ts'
import { readNationalDecrees } from './read-calendar-pack.ts'

let compiled: WorkingCalendar | undefined

/** The calendar of the country with the default office hours, 1976–2100; needs no database. Compiled once. */
export function nationalCalendar(): WorkingCalendar {
  compiled ??= compileCalendar({ decrees: readNationalDecrees() })
  return compiled
}
