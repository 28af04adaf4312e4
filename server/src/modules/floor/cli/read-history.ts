import type { Readable } from 'node:stream'
import { readCsv } from '#platform/csv/csv.ts'
import type { PastVisit } from '../domain/history.ts'

const visitColumns = ['call_id', 'priority', 'type', 'date', 'vru_exit', 'outcome', 'ser_start', 'ser_time', 'server'] as const
type VisitColumn = (typeof visitColumns)[number]

/** The header is not that of the table that was asked for: nothing can be read. */
export class NotThisTable extends Error {
  override readonly name = 'NotThisTable'
}

/** A line that could not be read. Lines count from 1, the header's. */
export type OnBadLine = (line: number, fault: string) => void

/**
 * Reads a queue's history. The columns with the recorded waits (`q_start`, `q_exit`, `q_time`) are not looked at, and need not be
 * there. Phantom calls are records without a person.
 * @throws NotThisTable when a column is missing
 */
export async function readHistory(input: Readable, onBadLine: OnBadLine): Promise<PastVisit[]> {
  const visits: PastVisit[] = []
  let at: ReadonlyMap<VisitColumn, number> | undefined
  let width = 0
  for await (const { cells, line, fault } of readCsv(input)) {
    if (!at) {
      at = columnsOf(cells)
      width = cells.length
      continue
    }
    const columns = at
    const cell = (column: VisitColumn): string => cells[columns.get(column) ?? -1]?.trim() ?? ''
    if (fault !== undefined || cells.length !== width) onBadLine(line, fault ?? `${cells.length} fields where the header has ${width}`)
    else if (cell('outcome') !== 'PHANTOM') {
      const visit = visitFrom(cell)
      if (typeof visit === 'string') onBadLine(line, visit)
      else visits.push(visit)
    }
  }
  if (!at) throw new NotThisTable('The history is empty.')
  return visits
}

function columnsOf(header: readonly string[]): ReadonlyMap<VisitColumn, number> {
  const names = header.map((name) => name.trim().toLowerCase())
  const missing = visitColumns.filter((column) => !names.includes(column))
  if (missing.length > 0) throw new NotThisTable(`The first line of the history lacks ${missing.join(', ')}.`)
  return new Map(visitColumns.map((column) => [column, names.indexOf(column)]))
}

/** The visit, or why there is none. */
function visitFrom(cell: (column: VisitColumn) => string): PastVisit | string {
  const arrivedAt = secondOfDay(cell('vru_exit'))
  if (arrivedAt === null) return `vru_exit is no time of day: ${cell('vru_exit')}`
  const common = { day: cell('date'), arrivedAt, kind: cell('type'), hasPriority: cell('priority') === '2' }
  if (cell('outcome') === 'HANG') return { ...common, service: null }
  if (cell('outcome') !== 'AGENT') return `outcome is neither AGENT, HANG nor PHANTOM: ${cell('outcome')}`
  const from = secondOfDay(cell('ser_start'))
  const length = Number(cell('ser_time'))
  if (from === null) return `ser_start is no time of day: ${cell('ser_start')}`
  if (cell('ser_time') === '' || !Number.isSafeInteger(length) || length < 0) return `ser_time is no number of seconds: ${cell('ser_time')}`
  return { ...common, service: { from, to: from + length, server: cell('server') === 'NO_SERVER' ? null : cell('server') } }
}

function secondOfDay(text: string): number | null {
  const [, hours = '', minutes = '', seconds = ''] = /^(\d{1,2}):([0-5]\d):([0-5]\d)$/u.exec(text) ?? []
  return hours === '' || Number(hours) > 24 ? null : Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
}

/**
 * Reads a shift plan: a line for each hour from midnight, after `Hour` and `StartTime` a column for each shift, 1 where it works.
 * @returns groups at work in each of the 24 hours
 * @throws NotThisTable when it is no plan of 24 hours
 */
export async function readShifts(input: Readable): Promise<number[]> {
  const groups = new Map<number, number>()
  let width = 0
  for await (const { cells, line, fault } of readCsv(input)) {
    if (width === 0) {
      width = cells.length
      if (cells[0]?.trim().toLowerCase() !== 'hour' || width < 3)
        throw new NotThisTable('The first line of the shifts must be Hour, StartTime and the shifts.')
      continue
    }
    const hour = Number(cells[0])
    const works = cells.slice(2).map(Number)
    if (fault !== undefined || cells.length !== width || !(hour >= 1 && hour <= 24) || works.some((each) => !(each >= 0)))
      throw new NotThisTable(`Line ${line} of the shifts is no hour with a number for each shift.`)
    groups.set(
      hour,
      works.reduce((sum, each) => sum + each, 0),
    )
  }
  if (groups.size !== 24) throw new NotThisTable(`The shifts have ${groups.size} hours, a day has 24.`)
  return Array.from({ length: 24 }, (_, index) => groups.get(index + 1) ?? 0)
}
