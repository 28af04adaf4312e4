import type { Readable, Writable } from 'node:stream'
import { OutsideCalendar, parseDay, roundTheClock } from '#calendar'
import { roleNames } from '#identity'
import { csvLine } from '#platform/csv/csv.ts'
import { openTable } from '#platform/csv/open-table.ts'
import type { Database } from '#platform/db/database.ts'
import { eventLogText } from '../queries/event-log.ts'
import { replayCase } from '../domain/log-case.ts'
import type { Replay } from '../domain/log-case.ts'
import { NotALog, readLog } from './read-log.ts'

type Io = { readonly stdin: Readable; readonly stdout: Writable; readonly stderr: Writable; openDatabase(): Promise<Database> }

const usage = `Usage: motcua eventlog verdicts FILE.csv[.gz] [--explain] > verdicts.csv
  Replays each case of a log as a dossier, with a calendar around the clock, and prints case,verdict (on_time | late | open).
  FILE       columns case:concept:name, case:startdate, case:enddate, case:enddate_planned, case:deadline, concept:name,
             lifecycle:transition, time:timestamp, in any order; others are ignored. Compressed or not; - is standard input.
             Instants with their offset, or in Vietnam's time; an empty case:enddate is a case still open.
  --explain  reports on standard error, case by case, events that are impossible in a dossier.
  Standard error names every unreadable line, and every verdict that differs from case:enddate against
  case:enddate_planned, with the reason. Exit 1 if a line or a case could not be read, 2 for a wrong call or no log.

       motcua eventlog export --format xes|csv [--from YYYY-MM-DD] [--to YYYY-MM-DD] [--progress] > file
  Our own history, as of now: every dossier received on the days given, with every act, without names. XES is IEEE
  1849-2016; CSV has the columns above, so that verdicts reads it back.
`

/** `motcua eventlog`: 0 done, 1 some lines could not be read, 2 wrong call or not a log. */
export async function run(args: string[], io: Io): Promise<number> {
  const [verb, ...rest] = args
  if (args.includes('--help')) {
    io.stderr.write(usage)
    return 0
  }
  const called = verb === 'verdicts' ? verdictsCall(rest) : verb === 'export' ? exportCall(rest) : null
  if (!called) {
    io.stderr.write(usage)
    return 2
  }
  return 'file' in called ? await verdicts(called.file, called.explain, io) : await exportLog(called, io)
}

function verdictsCall(args: readonly string[]): { file: string; explain: boolean } | null {
  const files = args.filter((arg) => !arg.startsWith('--'))
  const [file] = files
  if (file === undefined || files.length > 1 || args.some((arg) => arg.startsWith('--') && arg !== '--explain')) return null
  return { file, explain: args.includes('--explain') }
}

type ExportCall = { readonly format: 'xes' | 'csv'; readonly from: string | null; readonly to: string | null; readonly progress: boolean }

function exportCall(args: readonly string[]): ExportCall | null {
  const given = new Map<string, string>()
  const left = [...args]
  for (let option = left.shift(); option !== undefined; option = left.shift()) {
    if (option === '--progress') given.set(option, 'yes')
    else if (['--format', '--from', '--to'].includes(option)) given.set(option, left.shift() ?? '')
    else return null
  }
  const format = given.get('--format')
  const days = [given.get('--from'), given.get('--to')]
  if ((format !== 'xes' && format !== 'csv') || days.some((day) => day !== undefined && parseDay(day) === null)) return null
  return { format, from: days[0] ?? null, to: days[1] ?? null, progress: given.has('--progress') }
}

async function exportLog({ format, from, to, progress }: ExportCall, io: Io): Promise<number> {
  const database = await io.openDatabase()
  let told = 0
  const text = eventLogText(database, { from, to, agencyIds: null }, format, (count) => {
    told = count
    if (progress) io.stderr.write(`\r${count} dossiers`)
  })
  for await (const part of text) if (!io.stdout.write(part)) await drained(io.stdout)
  io.stderr.write(`${progress ? '\r' : ''}${told} dossiers\n`)
  return 0
}

async function verdicts(file: string, explain: boolean, io: Io): Promise<number> {
  let bad = 0
  const complain = (text: string): void => {
    bad += 1
    io.stderr.write(`${text}\n`)
  }
  let cases
  try {
    cases = await readLog(await openTable(file, io.stdin), ({ line, fault }) => complain(`line ${line}: ${fault}`))
  } catch (error) {
    if (!(error instanceof NotALog) && !isMissing(error)) throw error
    io.stderr.write(`${error.message}\n\n${usage}`)
    return 2
  }
  const calendar = roundTheClock()
  const count = { on_time: 0, late: 0, open: 0, acts: 0, differ: 0 }
  let pending = csvLine(['case', 'verdict'])
  for (const log of cases) {
    let replay: Replay
    try {
      replay = replayCase(log, calendar, roleNames)
    } catch (error) {
      if (!(error instanceof OutsideCalendar)) throw error
      complain(`${log.name}: ${error.message}`)
      continue
    }
    count[replay.verdict] += 1
    count.acts += replay.life.acts.length
    pending += csvLine([log.name, replay.verdict])
    if (replay.difference !== null) {
      count.differ += 1
      io.stderr.write(`${log.name}: ${replay.difference}\n`)
    }
    if (explain) for (const note of replay.notes) io.stderr.write(`${log.name}: ${note}\n`)
    if (pending.length > 64 * 1024) {
      if (!io.stdout.write(pending)) await drained(io.stdout)
      pending = ''
    }
  }
  if (!io.stdout.write(pending)) await drained(io.stdout)
  const n = count.on_time + count.late + count.open
  io.stderr.write(
    `${n} cases, ${count.acts} acts: ${count.on_time} on_time, ${count.late} late, ${count.open} open; ` +
      `${count.differ} not what the columns say${bad > 0 ? `; ${bad} could not be read` : ''}\n`,
  )
  return bad > 0 ? 1 : 0
}

function isMissing(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR' || error.code === 'EACCES')
}

function drained(stream: Writable): Promise<void> {
  return new Promise((resolve) => stream.once('drain', resolve))
}
