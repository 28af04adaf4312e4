import type { Readable, Writable } from 'node:stream'
import { isoOf } from '../domain/civil-day.ts'
import { firstYear, lastYear, markedDays } from '../domain/holidays.ts'
import { readNationalDecrees } from '../store/read-calendar-pack.ts'
import { csvLine } from '#platform/csv/csv.ts'

type Io = { readonly stdin: Readable; readonly stdout: Writable; readonly stderr: Writable }

const usage = `Usage: motcua calendar YEAR
Prints as CSV (date,kind,name,basis) every day of the year that differs from the plain week:
holiday, compensation, swapped_off, makeup_workday. YEAR is from ${firstYear} to ${lastYear}.
`

/** `motcua calendar YEAR`: 0 printed, 2 no such year. */
export async function run(args: string[], io: Io): Promise<number> {
  if (args.includes('--help')) {
    io.stderr.write(usage)
    return 0
  }
  const year = /^\d{4}$/u.test(args[0] ?? '') ? Number(args[0]) : Number.NaN
  if (args.length !== 1 || !(year >= firstYear && year <= lastYear)) {
    io.stderr.write(`${args[0] === undefined ? 'No year given.' : `Not a year of the calendar: ${args.join(' ')}`}\n\n${usage}`)
    return 2
  }
  io.stdout.write(csvLine(['date', 'kind', 'name', 'basis']))
  for (const day of markedDays(year, readNationalDecrees())) {
    io.stdout.write(csvLine([isoOf(day.day), day.kind, day.name, day.basis]))
  }
  return 0
}
