import type { Readable, Writable } from 'node:stream'
import { OutsideCalendar, roundTheClock } from '#calendar'
import { roleNames } from '#identity'
import { csvLine } from '#platform/csv/csv.ts'
import { due } from '../queries/clocks.ts'
import { replayCase } from '../domain/log-case.ts'
import type { Replay } from '../domain/log-case.ts'
import type { LifeClock, LifeStop } from '../domain/dossier-life.ts'
import { NotALog, openLog, readLog } from './read-log.ts'

type Io = { readonly stdin: Readable; readonly stdout: Writable; readonly stderr: Writable }

const usage = `Usage: motcua eventlog verdicts FILE.csv[.gz] [--explain] > verdicts.csv
  Lives each case of a log as a dossier, by the clock round, and prints case,verdict (on_time | late | open).
  FILE       columns case:concept:name, case:startdate, case:enddate, case:enddate_planned, case:deadline, concept:name,
             lifecycle:transition, time:timestamp, in any order; others are ignored. Packed or not; - is standard input.
             Instants with their offset, or in Vietnam's time; an empty case:enddate is a case still open.
  --explain  says on standard error, case by case, what of the log could not have happened in a dossier.
Standard error names every line that could not be read, and every verdict that is not what case:enddate against
case:enddate_planned says, with the reason. Exit 1 if a line or a case could not be read, 2 for a wrong call or no log.
`

/** `motcua eventlog verdicts`: 0 every line read, 1 some were not, 2 wrong call or not a log. */
export async function run(args: string[], io: Io): Promise<number> {
  const [verb, ...rest] = args
  if (args.includes('--help')) {
    io.stderr.write(usage)
    return 0
  }
  const files = rest.filter((arg) => !arg.startsWith('--'))
  const options = rest.filter((arg) => arg.startsWith('--'))
  const [file] = files
  if (verb !== 'verdicts' || file === undefined || files.length > 1 || options.some((option) => option !== '--explain')) {
    io.stderr.write(usage)
    return 2
  }
  return await verdicts(file, options.includes('--explain'), io)
}

async function verdicts(file: string, explain: boolean, io: Io): Promise<number> {
  let bad = 0
  const complain = (text: string): void => {
    bad += 1
    io.stderr.write(`${text}\n`)
  }
  let cases
  try {
    cases = await readLog(await openLog(file, io.stdin), ({ line, fault }) => complain(`line ${line}: ${fault}`))
  } catch (error) {
    if (!(error instanceof NotALog) && !isMissing(error)) throw error
    io.stderr.write(`${error.message}\n\n${usage}`)
    return 2
  }
  const calendar = roundTheClock()
  const dueAt = (clock: LifeClock, stops: readonly LifeStop[]): Temporal.Instant | null =>
    due(
      calendar,
      { amount: clock.limit.amount, unit: 'hours' },
      clock.startedAt,
      stops.map((stop) => ({ cause: stop.cause, fromAt: stop.fromAt.toString(), toAt: stop.toAt?.toString() ?? null })),
    ).dueAt
  const count = { on_time: 0, late: 0, open: 0, acts: 0, differ: 0 }
  let pending = csvLine(['case', 'verdict'])
  for (const log of cases) {
    let replay: Replay
    try {
      replay = replayCase(log, dueAt, roleNames)
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
