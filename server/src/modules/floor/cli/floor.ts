import type { Readable, Writable } from 'node:stream'
import { openTable } from '#platform/csv/open-table.ts'
import { simulateHall } from '../domain/simulation.ts'
import { dutiesUnderPlan, fitStaffing } from '../domain/staffing.ts'
import { NotThisTable, readHistory, readShifts } from './read-history.ts'

type Io = { readonly stdin: Readable; readonly stdout: Writable; readonly stderr: Writable }

const usage = `Usage: motcua floor simulate FILE.csv[.gz] --shifts SHIFTS.csv [--instead PLAN.csv] [--patience SECONDS]
                             [--head-start SECONDS] [--rounds N]
  Lives the days of a queue's history again and prints JSON {servedMean, waitMean, waitP50, waitP90, abandoned}: seconds over
  the served, waits of 0 included; abandoned is the share of all who came and were not served.
  FILE          columns call_id, priority, type, date, vru_exit, outcome, ser_start, ser_time, server. Recorded waits are not read.
  --shifts      the plan of that time: Hour, StartTime and a column for each shift group, 24 lines
  --instead     another plan: in each hour as many times the agents as it has times the groups
  --patience    mean seconds people are ready to wait; a history without waits cannot tell (600)
  --head-start  seconds for which the clock of somebody with priority 2 is set back (90)
  --rounds      how often the history is lived, each time with other chances (5)
Exit 1 if a line could not be read, 2 for a wrong call or table.
`

type Call = { file: string; shifts: string; instead: string | null; patience: number; headStart: number; rounds: number }

/** `motcua floor`: 0 done, 1 some lines could not be read, 2 wrong call or not the table that was asked for. */
export async function run(args: string[], io: Io): Promise<number> {
  const [verb, ...rest] = args
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
