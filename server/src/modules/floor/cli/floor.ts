import type { Readable, Writable } from 'node:stream'
import { listCentres } from '#centre'
import type { Database } from '#platform/db/database.ts'
import { openTable } from '#platform/csv/open-table.ts'
import { simulateHall } from '../domain/simulation.ts'
import { dutiesUnderPlan, fitStaffing } from '../domain/staffing.ts'
import { findHall } from '../queries/find-hall.ts'
import { getDayOfCalls } from '../queries/day-of-calls.ts'
import { NotThisTable, readHistory, readShifts } from './read-history.ts'

type Io = {
  readonly stdin: Readable
  readonly stdout: Writable
  readonly stderr: Writable
  openDatabase(): Promise<Database>
}

const usage = `Usage: motcua floor simulate FILE.csv[.gz] --shifts SHIFTS.csv [--instead PLAN.csv] [--patience SECONDS]
                             [--head-start SECONDS] [--rounds N]
  Simulates the recorded days of a queue and prints JSON {servedMean, waitMean, waitP50, waitP90, abandoned}: seconds over
  the served, waits of 0 included; abandoned is the share of all who came and were not served.
  FILE          columns call_id, priority, type, date, vru_exit, outcome, ser_start, ser_time, server. Recorded waits are not read.
  --shifts      the plan of that time: Hour, StartTime and a column for each shift group, 24 lines
  --instead     another plan: in each hour as many times the agents as it has times the groups
  --patience    mean seconds people are ready to wait; a history without waits cannot tell (600)
  --head-start  head start of a person with priority 2, in seconds (90)
  --rounds      how often the history is simulated, each time with other random numbers (5)
Exit 1 if a line could not be read, 2 for a wrong call or table.

       motcua floor replay YYYY-MM-DD [--centre CODE]
  Replays the calls of a day in every hall, or in one, and prints each call that the published order does not explain.
  Calls out of order with a reason are on standard error. Exit 1 if there is a difference.
`

type Call = { file: string; shifts: string; instead: string | null; patience: number; headStart: number; rounds: number }

/** `motcua floor`: 0 done, 1 some lines could not be read, 2 wrong call or not the table that was asked for. */
export async function run(args: string[], io: Io): Promise<number> {
  const [verb, ...rest] = args
  if (verb === 'replay') return await replay(rest, io)
  const call = verb === 'simulate' ? simulateCall(rest) : null
  if (!call) {
    io.stderr.write(usage)
    return args.includes('--help') ? 0 : 2
  }
  let bad = 0
  try {
    const groups = await readShifts(await openTable(call.shifts, io.stdin))
    const planned = call.instead === null ? null : await readShifts(await openTable(call.instead, io.stdin))
    const visits = await readHistory(await openTable(call.file, io.stdin), (line, fault) => {
      bad += 1
      io.stderr.write(`line ${line}: ${fault}\n`)
    })
    const staffing = fitStaffing(visits, groups)
    const forecast = simulateHall(
      visits,
      staffing,
      { headStartSeconds: call.headStart, patienceSeconds: call.patience, rounds: call.rounds },
      planned ? (duties) => dutiesUnderPlan(duties, groups, planned) : undefined,
    )
    io.stderr.write(
      `${visits.length} visits on ${staffing.duties.length} days; one shift group is ${staffing.agentsPerGroup.toFixed(2)} agents; ` +
        `${staffing.turnSeconds} s between two services; ${(staffing.leaveAnyway * 100).toFixed(1)} % leave whatever the queue is\n`,
    )
    io.stdout.write(`${JSON.stringify(forecast)}\n`)
  } catch (error) {
    if (!(error instanceof NotThisTable) && !isMissing(error)) throw error
    io.stderr.write(`${error.message}\n\n${usage}`)
    return 2
  }
  return bad > 0 ? 1 : 0
}

async function replay(args: readonly string[], io: Io): Promise<number> {
  const [day = '', option, code, ...more] = args
  if (!isDay(day) || more.length > 0 || (option !== undefined && (option !== '--centre' || code === undefined))) {
    io.stderr.write(usage)
    return 2
  }
  const { kysely } = await io.openDatabase()
  const codes = (await listCentres(kysely)).map((centre) => centre.code).filter((each) => code === undefined || each === code)
  let differences = 0
  let halls = 0
  for (const each of codes) {
    const hall = await findHall(kysely, each)
    if (!hall) continue
    halls += 1
    const calls = await getDayOfCalls(kysely, hall.centreId, day)
    differences += calls.differences.length
    for (const { called, expected, at } of calls.differences)
      io.stdout.write(`${each} ${at}: ${called} was called, ${expected ?? 'nobody'} was first\n`)
    for (const { label, kind, at, by, reason } of calls.outOfOrder) io.stderr.write(`${each} ${at}: ${kind} ${label} by ${by}: ${reason}\n`)
    io.stderr.write(`${each}: ${calls.issued} tickets, ${calls.calls} calls by the order, ${calls.differences.length} differences\n`)
  }
  if (halls === 0) {
    io.stderr.write(code === undefined ? 'No centre has a hall.\n' : `No hall at ${code}.\n`)
    return 2
  }
  return differences > 0 ? 1 : 0
}

function isDay(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text).toString() === text
  } catch {
    return false
  }
}

const least: Readonly<Record<string, number>> = { '--patience': 1, '--head-start': 0, '--rounds': 1 }

function simulateCall(args: readonly string[]): Call | null {
  const given = new Map<string, string>()
  const files: string[] = []
  const left = [...args]
  for (let each = left.shift(); each !== undefined; each = left.shift()) {
    if (!each.startsWith('--')) files.push(each)
    else if (each === '--shifts' || each === '--instead' || each in least) given.set(each, left.shift() ?? '')
    else return null
  }
  const numberOf = (option: string, otherwise: number): number => {
    const text = given.get(option)
    const value = text === undefined ? otherwise : /^\d{1,6}$/u.test(text) ? Number(text) : Number.NaN
    return value >= (least[option] ?? 0) ? value : Number.NaN
  }
  const [patience, headStart, rounds] = [numberOf('--patience', 600), numberOf('--head-start', 90), numberOf('--rounds', 5)]
  const [file] = files
  const shifts = given.get('--shifts') ?? ''
  if (file === undefined || files.length > 1 || shifts === '' || [patience, headStart, rounds].some(Number.isNaN)) return null
  return { file, shifts, instead: given.get('--instead') ?? null, patience, headStart, rounds }
}

function isMissing(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR' || error.code === 'EACCES')
}
