import type { Readable, Writable } from 'node:stream'
import { dueDateOfText, limitOfText } from '../domain/due-date-of-text.ts'
import { nationalCalendar } from '../store/national-calendar.ts'
import { csvLine, otherSeparatorIn, readCsv } from '#platform/csv/csv.ts'
import type { CsvRow } from '#platform/csv/csv.ts'

type Io = { readonly stdin: Readable; readonly stdout: Writable; readonly stderr: Writable }

const usage = `Usage: motcua due-dates < in.csv > out.csv
  in   columns received,amount,unit in any order, others are kept
       received  YYYY-MM-DD (whole days) or YYYY-MM-DDTHH:mm[:ss], Vietnam's time
       unit      hours | working_hours | days | working_days | months
  out  the same lines with due (as precise as received) and because
Exit 1 if a line could not be computed: its due is empty and because gives the reason.
`

/** `motcua due-dates`: 0 every line computed, 1 some were not, 2 wrong call or no usable header. */
export async function run(args: string[], io: Io): Promise<number> {
  if (args.length > 0) {
    io.stderr.write(usage)
    return args.includes('--help') ? 0 : 2
  }
  const calendar = nationalCalendar()
  let columns: { received: number; amount: number; unit: number; width: number } | undefined
  let bad = 0
  let pending = ''
  for await (const row of readCsv(io.stdin)) {
    if (!columns) {
      const names = row.cells.map((cell) => cell.trim().toLowerCase())
      columns = {
        received: names.indexOf('received'),
        amount: names.indexOf('amount'),
        unit: names.indexOf('unit'),
        width: names.length,
      }
      if (columns.received < 0 || columns.amount < 0 || columns.unit < 0) {
        io.stderr.write(`${otherSeparatorIn(row.cells) ?? 'The first line must name the columns received, amount and unit.'}\n\n${usage}`)
        return 2
      }
      pending += csvLine([...row.cells, 'due', 'because'])
      continue
    }
    const answer = answerFor(row, columns)
    if (answer.due === '') bad += 1
    pending += csvLine([...fitted(row.cells, columns.width), answer.due, answer.because])
    if (pending.length > 64 * 1024) {
      if (!io.stdout.write(pending)) await drained(io.stdout)
      pending = ''
    }
  }
  if (!columns) {
    io.stderr.write(`The input is empty.\n\n${usage}`)
    return 2
  }
  if (pending !== '' && !io.stdout.write(pending)) await drained(io.stdout)
  return bad > 0 ? 1 : 0

  function answerFor(
    { cells, fault }: CsvRow,
    at: { received: number; amount: number; unit: number; width: number },
  ): { due: string; because: string } {
    if (fault) return { due: '', because: fault }
    const given = cells.findLastIndex((cell) => cell.trim() !== '') + 1
    if (cells.length < at.width || given > at.width) return { due: '', because: `Dòng có ${cells.length} cột, tiêu đề có ${at.width} cột.` }
    const limit = limitOfText(cells[at.amount] ?? '', cells[at.unit] ?? '')
    if (typeof limit === 'string') return { due: '', because: limit }
    const answer = dueDateOfText(calendar, (cells[at.received] ?? '').trim(), limit)
    return { due: 'due' in answer ? answer.due : '', because: answer.sentence }
  }
}

/** A line brought to the width of the header, so that due and because stand under their names whatever it held. */
function fitted(cells: readonly string[], width: number): string[] {
  if (cells.length <= width) return [...cells, ...Array.from({ length: width - cells.length }, () => '')]
  const surplus = cells.slice(width - 1)
  while (surplus.length > 1 && surplus.at(-1)?.trim() === '') surplus.pop()
  return [...cells.slice(0, width - 1), surplus.join(',')]
}

function drained(stream: Writable): Promise<void> {
  return new Promise((resolve) => stream.once('drain', resolve))
}
