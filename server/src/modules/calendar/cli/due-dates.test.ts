import { Readable, Writable } from 'node:stream'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { run as runCalendar } from './calendar.ts'
import { csvLine, readCsv } from '#platform/csv/csv.ts'
import { run as runDueDates } from './due-dates.ts'

async function call(
  run: typeof runDueDates,
  args: string[],
  input: string | Buffer[] = '',
): Promise<{ code: number; out: string; err: string }> {
  const text = { out: '', err: '' }
  const into = (name: 'out' | 'err'): Writable =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        text[name] += chunk.toString()
        done()
      },
    })
  const stdin = Readable.from(typeof input === 'string' ? [Buffer.from(input)] : input)
  const code = await run(args, { stdin, stdout: into('out'), stderr: into('err') })
  return { code, ...text }
}

describe('motcua due-dates', () => {
  test('adds due, as precise as what was received, and because', async () => {
    const { code, out } = await call(
      runDueDates,
      [],
      'received,amount,unit\n2026-11-23,5,working_days\n2026-11-23T10:00,8,working_hours\n2026-11-23T10:00:42,1,working_days\n',
    )
    const lines = out.trim().split('\n')
    expect(lines[0]).toBe('received,amount,unit,due,because')
    expect(lines.slice(1).map((line) => line.split(',')[3])).toEqual(['2026-12-01', '2026-11-25T10:00', '2026-11-25T10:00:42'])
    expect(lines[1]).toContain('24/11/2026 (Ngày Văn hoá Việt Nam)')
    expect(code).toBe(0)
  })

  test('takes columns in any order, others too, quotes, CRLF, a byte order mark and no final line break', async () => {
    const { code, out } = await call(
      runDueDates,
      [],
      '\uFEFFname,unit,received,amount\r\n"Nguyễn ""A"", B","working_days",2026-11-23,5\r\n\r\nC,days,2026-11-23,10',
    )
    const lines = out.trim().split('\n')
    expect(lines[1]).toMatch(/^"Nguyễn ""A"", B",working_days,2026-11-23,5,2026-12-01,/u)
    expect(lines[2]).toMatch(/^C,days,2026-11-23,10,2026-12-03,/u)
    expect([code, lines.length]).toEqual([0, 3])
  })

  test('a bad line reports its fault, and the other lines are processed', async () => {
    const bad = ['2026-02-30,1,days', '2026-11-23,1,hours', '2026-11-23,-1,days', '2026-11-23,1,weeks', '2026-11-23,,days']
      .concat(['2026-11-23,1', '2026-11-23,1,days,extra', '2026-11-23,1.5,months', '2101-01-01,1,days', '2026-11-23T25:00,1,days'])
      .concat(['"2026-11-23,1,days', '2026-11-23,0.5,working_days', '2100-12-31,30,working_days'])
    const { code, out } = await call(runDueDates, [], `received,amount,unit\n${bad.join('\n')}\n2026-11-23,1,days\n`)
    const rows: (readonly string[])[] = []
    for await (const row of readCsv(Readable.from([out]))) rows.push(row.cells)
    expect(rows).toHaveLength(bad.length + 2)
    for (const row of rows) expect(row).toHaveLength(5)
    for (const row of rows.slice(1, -1)) expect([row[3], row[4]]).toEqual(['', expect.stringMatching(/\p{L}.*\.$/u)])
    expect(rows.at(-1)?.[3]).toBe('2026-11-25')
    expect(code).toBe(1)
  })

  test('refuses a header without its columns, no input at all, and arguments', async () => {
    expect((await call(runDueDates, [], 'date,amount\n')).code).toBe(2)
    expect((await call(runDueDates, [], '')).code).toBe(2)
    expect((await call(runDueDates, ['file.csv'])).code).toBe(2)
  })

  test('reads the same wherever the input is cut', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'ế', '"', ',', '\n', '\r', ' '), maxLength: 6 })
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 7 }), async (rows, size) => {
        const kept = rows.filter((row) => row.some((each) => each.trim() !== '') || row.length > 1)
        const bytes = Buffer.from(kept.map((row) => csvLine(row)).join(''))
        const pieces: Buffer[] = []
        for (let from = 0; from < bytes.length; from += size) pieces.push(bytes.subarray(from, from + size))
        const read: (readonly string[])[] = []
        for await (const row of readCsv(Readable.from(pieces))) read.push(row.cells)
        expect(read).toEqual(kept)
      }),
      { seed: 20_261_123, numRuns: 300 },
    )
  })
})

describe('a line without end', () => {
  test.each([
    ['plain', '2026-11-23,'],
    ['in a quote that is never closed', '2026-11-23,"'],
    ['after a quote', '"2026-11-23",'],
  ])('%s: is recognised and not buffered, and the other lines are processed', async (_what, beginning) => {
    const pieces = function* (): Generator<Buffer> {
      yield Buffer.from(`received,amount,unit\n${beginning}`)
      for (let n = 0; n < 200; n += 1) yield Buffer.alloc(64 * 1024, '9')
      yield Buffer.from(',days\n2026-11-23,1,days\n')
    }
    const rows: { line: number; length: number; fault: string | undefined; cells: readonly string[] }[] = []
    for await (const { cells, line, fault } of readCsv(Readable.from(pieces())))
      rows.push({ cells, line, fault, length: cells.join(',').length })
    expect(rows.map(({ line, length }) => [line, length])).toEqual([
      [1, 20],
      [2, 200],
      [3, 17],
    ])
    expect(rows.map(({ fault }) => fault)).toEqual([undefined, expect.stringContaining('dài hơn 64 KB'), undefined])
    expect(rows[2]?.cells).toEqual(['2026-11-23', '1', 'days'])
  })

  test('as the last line, with nothing after it', async () => {
    const rows: (string | undefined)[] = []
    for await (const { fault } of readCsv(Readable.from([Buffer.from('a\n'), Buffer.alloc(70_000, '9'), Buffer.alloc(70_000, '9')])))
      rows.push(fault)
    expect(rows).toEqual([undefined, expect.stringContaining('dài hơn 64 KB')])
  })
})

describe('motcua calendar', () => {
  test('prints the days that differ from the plain week, with their basis', async () => {
    const { code, out } = await call(runCalendar, ['2026'])
    const lines = out.trim().split('\n')
    expect(lines[0]).toBe('date,kind,name,basis')
    expect(lines).toHaveLength(18)
    expect(lines.at(-1)).toMatch(/^2026-11-24,holiday,Ngày Văn hoá Việt Nam,"Nghị quyết 28\/2026\/QH16/u)
    expect(code).toBe(0)
  })

  test.each([[], ['26'], ['2101'], ['1975'], ['abcd'], ['2026', '2027']])('refuses the year %s', async (...args) => {
    const { code, out, err } = await call(runCalendar, args)
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain('Usage')
  })
})

test.each(['"1.000"', '2.500', '10.000'])('an amount of %s can be read in two ways and is not counted from', async (amount) => {
  const { code, out } = await call(runDueDates, [], `received,amount,unit\n2026-11-27T10:00,${amount},days\n2026-11-27T10:00,1,days\n`)
  const lines = out.split('\n')
  expect(code).toBe(1)
  expect(lines[1]).toContain('hai cách')
  expect(lines[2]).toContain('2026-11-30T10:00')
})

test.each([
  ['received;amount;unit', 'dấu chấm phẩy'],
  ['received\tamount\tunit', 'dấu tab'],
])('a header with another separator is refused with a message about the separator', async (head, words) => {
  const { code, err } = await call(runDueDates, [], `${head}\n2026-11-27;1;days\n`)
  expect(code).toBe(2)
  expect(err).toContain(words)
})
