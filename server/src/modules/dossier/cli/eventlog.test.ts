import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { roundTheClock } from '#calendar'
import { roleNames } from '#identity'
import { csvLine } from '#platform/csv/csv.ts'
import { replayCase } from '../domain/log-case.ts'
import { faultsOf } from '../domain/life-faults.ts'
import { outcomeOf } from '../domain/outcome.ts'
import { run } from './eventlog.ts'
import { logColumns } from '../domain/event-log-text.ts'
import { instantOf } from './read-log.ts'

const folder = mkdtempSync(join(tmpdir(), 'motcua-eventlog-'))
afterAll(() => rmSync(folder, { recursive: true }))
let written = 0

async function verdictsOf(content: string | Buffer, ...options: string[]): Promise<{ code: number; out: string; err: string }> {
  written += 1
  const file = join(folder, `log-${written}.txt`)
  writeFileSync(file, content)
  return await call(['verdicts', file, ...options])
}

const openDatabase = async (): Promise<never> => await Promise.reject(new Error('verdicts needs no database'))

async function call(args: string[], input = ''): Promise<{ code: number; out: string; err: string }> {
  const text = { out: '', err: '' }
  const into = (name: 'out' | 'err'): Writable =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        text[name] += chunk.toString()
        done()
      },
    })
  const code = await run(args, { stdin: Readable.from([Buffer.from(input)]), stdout: into('out'), stderr: into('err'), openDatabase })
  return { code, ...text }
}

type Line = Partial<Record<(typeof logColumns)[number], string>>
const head = csvLine(logColumns)
function line(values: Line): string {
  const usual: Line = {
    'case:channel': 'Desk',
    'lifecycle:transition': 'complete',
    'org:resource': 'R1',
    'concept:name': 'Check',
    'time:timestamp': '2011-01-04 09:00:00+01:00',
  }
  return csvLine(logColumns.map((column) => ({ ...usual, ...values })[column] ?? ''))
}
function dossier(name: string, start: string, end: string, planned: string, more: Line = {}): string {
  return line({
    'case:concept:name': name,
    'case:startdate': start,
    'case:enddate': end,
    'case:enddate_planned': planned,
    'case:deadline': planned,
    ...more,
  })
}

const start = '2011-01-03 10:00:00+01:00'
const planned = '2011-02-28 10:00:00+01:00'

describe('motcua eventlog verdicts', () => {
  test('a case is on time up to the second promised, late after it, open without an end', async () => {
    const { code, out } = await verdictsOf(
      head +
        dossier('early', start, '2011-01-20 10:00:00+01:00', planned) +
        dossier('to the second', start, planned, planned) +
        dossier('a second late', start, '2011-02-28 10:00:01+01:00', planned) +
        dossier('not yet', start, '', planned),
    )
    expect(out).toBe('case,verdict\nearly,on_time\nto the second,on_time\na second late,late\nnot yet,open\n')
    expect(code).toBe(0)
  })

  test('nights, weekends and holidays count: the calendar runs around the clock', async () => {
    // From before Tết to after it, by night: seven days are 168 hours and no more.
    const { out } = await verdictsOf(
      head +
        dossier('in', '2026-02-14 23:30:00+07:00', '2026-02-21 23:29:59+07:00', '2026-02-21 23:30:00+07:00') +
        dossier('out', '2026-02-14 23:30:00+07:00', '2026-02-21 23:30:01+07:00', '2026-02-21 23:30:00+07:00'),
    )
    expect(out).toBe('case,verdict\nin,on_time\nout,late\n')
  })

  test('the same log, packed, with a byte order mark, CRLF, quotes, columns moved and lines of cases mixed', async () => {
    const rows = [
      dossier('a, "b"\nc', start, planned, planned, { 'concept:name': 'Wait,\nthen "sign"' }),
      dossier('late', start, '2011-03-01 10:00:00+01:00', planned),
      dossier('a, "b"\nc', start, planned, planned, { 'time:timestamp': '2011-01-03 11:00:00+01:00' }),
    ]
    const plain = await verdictsOf(head + rows.join(''))
    expect(plain.out).toBe('case,verdict\n"a, ""b""\nc",on_time\nlate,late\n')
    const windows = `\uFEFF${(head + rows.join('')).replaceAll(/(?<!then "sign|b"")\n(?=case|Desk|$)/gu, '\r\n')}`
    expect(windows).toContain('\r\n')
    expect((await verdictsOf(windows)).out).toBe(plain.out)
    expect((await verdictsOf(gzipSync(head + rows.join('')))).out).toBe(plain.out)
    expect((await call(['verdicts', '-'], head + rows.join(''))).out).toBe(plain.out)
  })

  test('a bad line is named with its number and the others are processed', async () => {
    const { code, out, err } = await verdictsOf(
      head + // line 1
        dossier('good', start, planned, planned, { 'concept:name': 'over\ntwo lines' }) + // 2 and 3
        'too,few\n' +
        dossier('bad start', '2011-02-30 10:00:00+01:00', planned, planned) +
        dossier('good', start, planned, planned, { 'time:timestamp': 'yesterday' }) +
        dossier('good', start, '', planned) +
        dossier('', start, planned, planned) +
        dossier('also good', start, planned, planned),
    )
    expect(out).toBe('case,verdict\ngood,on_time\nalso good,on_time\n')
    expect(err.split('\n').slice(0, 5)).toEqual([
      'line 4: 2 fields where the header has 15',
      'line 5: case:startdate is no instant: 2011-02-30 10:00:00+01:00',
      'line 6: time:timestamp is no instant: yesterday',
      'line 7: good has other dates here than on line 2, which stand',
      'line 8: no case:concept:name',
    ])
    expect(code).toBe(1)
  })

  test('a truncated archive returns the cases read so far, and says so', async () => {
    const whole = gzipSync(head + Array.from({ length: 300 }, () => dossier(randomUUID(), start, planned, planned)).join(''))
    const { code, out, err } = await verdictsOf(whole.subarray(0, whole.length - 2000))
    expect(out.split('\n').length).toBeGreaterThan(10)
    expect(err).toMatch(/^line \d+: the file cannot be read beyond this line/u)
    expect(code).toBe(1)
  })

  test('a file that is no log or is missing, and a wrong call, exit with 2', async () => {
    expect((await verdictsOf('a,b\n1,2\n')).err).toContain('does not name case:concept:name')
    for (const content of ['a,b\n1,2\n', '']) expect((await verdictsOf(content)).code).toBe(2)
    for (const args of [[], ['verdicts'], ['verdicts', 'a', 'b'], ['verdicts', 'a', '--loud'], ['verdicts', join(folder, 'absent')]])
      expect((await call(args)).code).toBe(2)
  })

  test('explains acts that are impossible in a dossier: the table refuses work after the result', async () => {
    const { out, err } = await verdictsOf(
      head +
        dossier('after', start, '2011-01-05 10:00:00+01:00', planned, { 'time:timestamp': '2011-01-06 10:00:00+01:00' }) +
        dossier('before', start, planned, planned, { 'time:timestamp': '2011-01-01 10:00:00+01:00' }) +
        dossier('backwards', start, '2011-01-01 10:00:00+01:00', planned),
      '--explain',
    )
    expect(out).toBe('case,verdict\nafter,on_time\nbefore,on_time\nbackwards,on_time\n')
    expect(err).toContain('after: 1 activity after the end: refused with DOSSIER_WRONG_STATE\n')
    expect(err).toContain('before: 1 activity before the start: done at the start\n')
    expect(err).toContain('backwards: its end is before its start: the result is recorded at the start\n')
  })

  test('a verdict that differs from the columns is named with its reason', async () => {
    const { out, err } = await verdictsOf(
      head +
        dossier('same second', start, '2011-02-28 10:00:00.900+01:00', '2011-02-28 10:00:00.100+01:00') +
        dossier('unplanned', start, planned, '', { 'case:deadline': planned }) +
        dossier('absurd', start, '2011-01-01 10:00:00+01:00', '2010-12-01 10:00:00+01:00'),
    )
    expect(out).toBe('case,verdict\nsame second,on_time\nunplanned,on_time\nabsurd,on_time\n')
    expect(err).toContain('same second: on_time, where the columns say late: it ended in the very second it was due')
    expect(err).toContain('unplanned: on_time: it has no planned end to be compared with')
    expect(err).toContain('absurd: on_time, where the columns say late: it was planned to end before it began')
  })

  test('without a limit there is no promise: the case is not accepted', async () => {
    const { out, err } = await verdictsOf(head + dossier('no limit', start, '', ''), '--explain')
    expect(out).toBe('case,verdict\nno limit,open\n')
    expect(err).toContain('no limit: neither a planned end nor a deadline')
  })

  test.each([
    ['2010-10-04 01:06:40.020000+02:00', '2010-10-03T23:06:40.02Z'],
    ['2010-10-04T01:06:40.020+0200', '2010-10-03T23:06:40.02Z'],
    ['2010/10/04 01:06:40 +02', '2010-10-03T23:06:40Z'],
    ['2010-10-03T23:06:40Z', '2010-10-03T23:06:40Z'],
    ['2010-10-03 23:06 UTC', '2010-10-03T23:06:00Z'],
    ['2010-10-04 06:06:40', '2010-10-03T23:06:40Z'],
    ['2010-10-04', '2010-10-03T17:00:00Z'],
    ['2010-10-04 25:00:00Z', null],
    ['04/10/2010 01:06', null],
    ['', null],
  ])('reads the instant %s', (text, instant) => {
    expect(instantOf(text)?.toString() ?? null).toBe(instant)
  })
})

describe('a case replayed as a dossier', () => {
  const at = (seconds: number): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(Math.round((1_294_045_200 + seconds) * 1000))

  test('goes through every act of the table in order, and its holdings cover it without gaps', () => {
    const { life } = replayCase(
      {
        name: 'x',
        startedAt: at(0),
        endedAt: at(1000),
        plannedAt: at(2000),
        deadlineAt: at(3000),
        events: [
          { name: 'b', at: at(20) },
          { name: 'a', at: at(10) },
        ],
      },
      roundTheClock(),
      roleNames,
    )
    expect(life.acts.map((act) => act.kind)).toEqual([
      'file',
      'accept',
      'forward',
      'receive',
      'complete_step',
      'complete_step',
      'approve',
      'record_result',
      'forward',
      'receive',
      'return_result',
    ])
    expect(life.facts.steps.map((step) => step.name)).toEqual(['a', 'b', 'sign', 'issue'])
    expect([life.committedDueAt?.toString(), life.legalDueAt?.toString()]).toEqual([at(2000).toString(), at(3000).toString()])
    expect(life.holdings.map((each) => each.kind)).toEqual(['counter', 'agency', 'agency', 'agency', 'agency', 'counter'])
    expect(faultsOf(life)).toEqual([])
  })

  test('agrees with the columns of any case, to the second', () => {
    const seconds = fc.integer({ min: 0, max: 40_000_000 })
    const moment = fc.oneof(
      seconds,
      seconds.map((each) => each + 0.25),
      fc.constantFrom(0, 1, 3600, 86_400, 86_400.999),
    )
    fc.assert(
      fc.property(moment, moment, moment, fc.array(moment, { maxLength: 6 }), (from, took, allowed, times) => {
        const replay = replayCase(
          {
            name: 'x',
            startedAt: at(from),
            endedAt: at(from + took),
            plannedAt: at(from + allowed),
            deadlineAt: null,
            events: times.map((each, i) => ({ name: `${i}`, at: at(each) })),
          },
          roundTheClock(),
          roleNames,
        )
        expect(replay.verdict).toBe(Math.floor(from + took) > Math.floor(from + allowed) ? 'late' : 'on_time')
        expect(replay.difference === null).toBe((from + took > from + allowed ? 'late' : 'on_time') === replay.verdict)
        expect(replay.difference ?? '').not.toContain('not explained')
      }),
      { seed: 20_261_124, numRuns: 500 },
    )
  })
})

test('the promised second is on time to its last millisecond, the next is late', () => {
  const dueAt = Temporal.Instant.from('2026-11-24T10:00:00Z')
  expect(outcomeOf(Temporal.Instant.from('2026-11-24T10:00:00.999Z'), dueAt)).toBe('on_time')
  expect(outcomeOf(Temporal.Instant.from('2026-11-24T10:00:01Z'), dueAt)).toBe('late')
  expect(outcomeOf(Temporal.Instant.from('2026-11-23T16:59:59.999Z'), dueAt)).toBe('early')
})
