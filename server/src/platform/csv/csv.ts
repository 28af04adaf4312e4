import type { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'

export type CsvRow = {
  readonly cells: readonly string[]
  /** Of the input, from 1: where the row begins, which is not its number once a field holds a line break. */
  readonly line: number
  /** Why the line could not be read, in Vietnamese. */
  readonly fault?: string
}

/** No row of a real table is longer; a quote that is never closed must not swallow the rest of a large file. */
const longestRow = 64 * 1024
/** The number of characters kept of a longer one, so that the reader of the answer recognises it. */
const keptOfLongRow = 200

/**
 * Reads CSV (RFC 4180) as it arrives: quoted fields with commas, doubled quotes and line breaks, CRLF or LF, a byte
 * order mark, no final line break. Empty lines are skipped. A quote that is never closed spoils its own line only.
 */
export async function* readCsv(input: Readable): AsyncGenerator<CsvRow> {
  const decoder = new StringDecoder('utf8')
  let text = ''
  let first = true
  let line = 1
  let isWithinLongLine = false
  for await (const chunk of input) {
    text += typeof chunk === 'string' ? chunk : decoder.write(chunk as Buffer)
    if (isWithinLongLine) {
      const end = text.indexOf('\n')
      text = end < 0 ? '' : text.slice(end + 1)
      if (end < 0) continue
      isWithinLongLine = false
      line += 1
    }
    if (first && text.length > 0) {
      first = false
      if (text.startsWith('\uFEFF')) text = text.slice(1)
    }
    const { rows, rest, nextLine } = split(text, line, false)
    yield* rows
    text = rest
    line = nextLine
    if (text.length >= longestRow) {
      yield tooLong(text, line)
      text = ''
      isWithinLongLine = true
    }
  }
  text += decoder.end()
  if (!isWithinLongLine) yield* split(text, line, true).rows
}

/** Complete rows at the start of `text`, which begins on line `firstLine`, and what is left over. */
function split(text: string, firstLine: number, isEnd: boolean): { rows: CsvRow[]; rest: string; nextLine: number } {
  const rows: CsvRow[] = []
  let from = 0
  let at = firstLine
  while (from < text.length) {
    const lineEnd = text.indexOf('\n', from)
    const plainEnd = lineEnd < 0 ? text.length : lineEnd
    const quote = text.indexOf('"', from)
    if (quote < 0 || quote > plainEnd) {
      if (lineEnd < 0 && !isEnd) break
      const line = text.slice(from, plainEnd).replace(/\r$/u, '')
      if (line.length >= longestRow) rows.push(tooLong(line, at))
      else if (line.trim() !== '') rows.push({ cells: line.split(','), line: at })
      from = plainEnd + 1
      at += 1
      continue
    }
    const quoted = quotedRow(text, from, isEnd)
    if (quoted === 'incomplete') {
      if (!isEnd && (lineEnd < 0 || text.length - from < longestRow)) break
      const line = text.slice(from, plainEnd).replace(/\r$/u, '')
      rows.push(
        line.length >= longestRow
          ? tooLong(line, at)
          : { cells: line.split(','), line: at, fault: 'Dòng có dấu ngoặc kép không được đóng.' },
      )
      from = plainEnd + 1
      at += 1
      continue
    }
    rows.push({ cells: quoted.cells, line: at })
    for (let i = text.indexOf('\n', from); i >= 0 && i < quoted.next; i = text.indexOf('\n', i + 1)) at += 1
    from = quoted.next
  }
  return { rows, rest: text.slice(from), nextLine: at }
}

function tooLong(text: string, line: number): CsvRow {
  return {
    cells: text.slice(0, keptOfLongRow).split(','),
    line,
    fault: `Dòng dài hơn ${longestRow / 1024} KB, không phải một dòng của bảng.`,
  }
}

function quotedRow(text: string, from: number, isEnd: boolean): { cells: string[]; next: number } | 'incomplete' {
  const cells: string[] = []
  let at = from
  for (;;) {
    let cell = ''
    if (text[at] === '"') {
      for (;;) {
        const close = text.indexOf('"', at + 1)
        if (close < 0) return 'incomplete'
        cell += text.slice(at + 1, close)
        at = close + 1
        if (text[at] !== '"') break
        cell += '"'
      }
    }
    // Outside quotes, up to the comma or the end of the line.
    const start = at
    while (at < text.length && text[at] !== ',' && text[at] !== '\n') at += 1
    if (at >= text.length && !isEnd) return 'incomplete'
    const lineEnds = at >= text.length || text[at] === '\n'
    const tail = text.slice(start, at)
    cells.push(cell + (lineEnds ? tail.replace(/\r$/u, '') : tail))
    at += 1
    if (lineEnds) return { cells, next: at }
  }
}

/** One line of CSV with LF; fields that need it are quoted. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\r\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\n`
}

/**
 * The first line of a file that people open: with the mark (EF BB BF) without which a spreadsheet on Windows takes the bytes for
 * the local code page, and names of people for signs.
 */
export function csvHead(cells: readonly string[]): string {
  return `\uFEFF${csvLine(cells)}`
}

/** The message for a header that is one cell and seems to use another separator; `null` when it does not. */
export function otherSeparatorIn(head: readonly string[]): string | null {
  const [only = ''] = head
  const sign = head.length === 1 ? [';', '\t'].find((each) => only.includes(each)) : undefined
  if (sign === undefined) return null
  return `Tệp ngăn cách các cột bằng ${sign === ';' ? 'dấu chấm phẩy (;)' : 'dấu tab'}; cần dấu phẩy (,). Trong Excel xin lưu dạng “CSV UTF-8 (Comma delimited)”, hoặc đổi dấu ngăn cách của Windows (List separator) thành dấu phẩy.`
}
