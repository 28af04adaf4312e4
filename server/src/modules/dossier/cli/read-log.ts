import type { Readable } from 'node:stream'
import { otherSeparatorIn, readCsv } from '#platform/csv/csv.ts'
import { logColumns } from '../domain/event-log-text.ts'
import type { LogColumn } from '../domain/event-log-text.ts'
import type { LogCase } from '../domain/log-case.ts'

const needed = [
  'case:concept:name',
  'case:startdate',
  'case:enddate',
  'case:enddate_planned',
  'concept:name',
  'time:timestamp',
] as const satisfies readonly LogColumn[]

/** A line that could not be read, or one that contradicts an earlier one. Lines count from 1, the header's. */
export type BadLine = { readonly line: number; readonly fault: string }

/** The header names no log: nothing can be read. */
export class NotALog extends Error {
  override readonly name = 'NotALog'
}

type Gathered = {
  readonly line: number
  readonly cells: readonly string[]
  readonly log: Omit<LogCase, 'events'>
  readonly names: string[]
  readonly times: number[]
}

/**
 * Reads a log and gathers the lines of each case, in the order in which cases first appear; lines of a case need not
 * stand together. What it keeps of an event is a number and a name held once, so memory grows with the number of
 * events and not with the length of the file.
 * @throws NotALog when the header lacks a column
 */
export async function readLog(input: Readable, onBadLine: (bad: BadLine) => void): Promise<Iterable<LogCase>> {
  const cases = new Map<string, Gathered>()
  const known = new Map<string, string>()
  let at: ReadonlyMap<LogColumn, number> | undefined
  let width = 0
  let lastLine = 0
  const cell = (cells: readonly string[], column: LogColumn): string => cells[at?.get(column) ?? -1]?.trim() ?? ''
  try {
    for await (const { cells, line, fault } of readCsv(input)) {
      lastLine = line
      if (!at) {
        at = columnsOf(cells)
        width = cells.length
        continue
      }
      const wrong = fault
        ? 'a quote that is never closed'
        : cells.length === width
          ? null
          : `${cells.length} fields where the header has ${width}`
      if (wrong !== null) {
        onBadLine({ line, fault: wrong })
        continue
      }
      const name = cell(cells, 'case:concept:name')
      if (name === '') {
        onBadLine({ line, fault: 'no case:concept:name' })
        continue
      }
      const attributes = (['case:startdate', 'case:enddate', 'case:enddate_planned', 'case:deadline'] as const).map((column) =>
        cell(cells, column),
      )
      let gathered = cases.get(name)
      if (!gathered) {
        const log = caseOf(name, attributes)
        if (typeof log === 'string') {
          onBadLine({ line, fault: log })
          continue
        }
        gathered = { line, cells: attributes, log, names: [], times: [] }
        cases.set(name, gathered)
      } else if (attributes.some((text, i) => text !== gathered?.cells[i])) {
        onBadLine({ line, fault: `${name} has other dates here than on line ${gathered.line}, which stand` })
        continue
      }
      // Only what is completed is work done; a tool may also log when it was planned or begun.
      const transition = cell(cells, 'lifecycle:transition').toLowerCase()
      if (transition !== '' && transition !== 'complete') continue
      const time = instantOf(cell(cells, 'time:timestamp'))
      const activity = cell(cells, 'concept:name')
      if (!time || activity === '') {
        onBadLine({
          line,
          fault: activity === '' ? 'no concept:name' : `time:timestamp is no instant: ${cell(cells, 'time:timestamp') || '(empty)'}`,
        })
        continue
      }
      if (!known.has(activity)) known.set(activity, activity)
      gathered.names.push(known.get(activity) ?? activity)
      gathered.times.push(time.epochMilliseconds)
    }
  } catch (error) {
    // A truncated file: the cases read so far are kept.
    if (error instanceof NotALog || !isDamage(error)) throw error
    onBadLine({ line: lastLine, fault: `the file cannot be read beyond this line: ${(error as Error).message}` })
  }
  if (!at) throw new NotALog('the input is empty')
  return withEvents(cases)
}

function* withEvents(cases: ReadonlyMap<string, Gathered>): Generator<LogCase> {
  for (const { log, names, times } of cases.values()) {
    yield { ...log, events: names.map((name, i) => ({ name, at: Temporal.Instant.fromEpochMilliseconds(times[i] ?? 0) })) }
  }
}

function columnsOf(cells: readonly string[]): ReadonlyMap<LogColumn, number> {
  const names = cells.map((name) => name.trim())
  const found = new Map(logColumns.flatMap((column) => (names.includes(column) ? [[column, names.indexOf(column)] as const] : [])))
  const missing = needed.filter((column) => !found.has(column))
  if (cells[0]?.trimStart().startsWith('<')) throw new NotALog('this is XML (XES?), and a CSV is wanted: export the log as CSV')
  const otherSeparator = missing.length > 0 ? otherSeparatorIn(cells) : null
  if (otherSeparator !== null) throw new NotALog(otherSeparator)
  if (missing.length > 0) throw new NotALog(`the first line does not name ${missing.join(', ')}`)
  return found
}

function caseOf(name: string, [start = '', end = '', planned = '', deadline = '']: readonly string[]): Omit<LogCase, 'events'> | string {
  const startedAt = instantOf(start)
  if (!startedAt) return `case:startdate is no instant: ${start || '(empty)'}`
  const optional = { 'case:enddate': end, 'case:enddate_planned': planned, 'case:deadline': deadline }
  for (const [column, text] of Object.entries(optional)) {
    if (!isEmpty(text) && !instantOf(text)) return `${column} is no instant: ${text}`
  }
  return { name, startedAt, endedAt: instantOf(end), plannedAt: instantOf(planned), deadlineAt: instantOf(deadline) }
}

function isEmpty(text: string): boolean {
  return text === '' || /^(?:nat|nan|null|none)$/iu.test(text)
}

const instantForm = /^(\d{4})[-/](\d{2})[-/](\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)\s*(Z|UTC|[+-]\d{2}(?::?\d{2})?)?)?$/iu

/**
 * An instant as logs write it: `2010-10-04 01:06:40.020000+02:00`, with `T` or a space, `/` or `-`, any fraction, `Z`,
 * `+0200` or `+02`. Without an offset it is Vietnam's time; a day alone is its first moment. `null` for anything else.
 */
export function instantOf(text: string): Temporal.Instant | null {
  const parts = instantForm.exec(text)
  if (!parts) return null
  const [, year, month, day, time = '00:00', offset = '+07:00'] = parts
  try {
    return Temporal.Instant.from(`${year}-${month}-${day}T${time.replace(',', '.')}${/^(?:z|utc)$/iu.test(offset) ? 'Z' : offset}`)
  } catch {
    return null // a day or an hour that does not exist
  }
}

/** Errors of a damaged or cut archive; one of a missing file is the caller's. */
function isDamage(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_')
}
