import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { createGunzip, gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { readCsv } from '#platform/csv/csv.ts'
import { sharedFolder } from '../../../testing/shared-folder.ts'
import { waitEstimator } from '../domain/wait-estimate.ts'
import type { QueueNow, WaitEstimate } from '../domain/wait-estimate.ts'
import { run } from './floor.ts'

const folder = mkdtempSync(join(tmpdir(), 'motcua-floor-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function floor(...args: string[]) {
  const out = new PassThrough()
  const err = new PassThrough()
  const code = await run(args, {
    stdin: Readable.from([]),
    stdout: out,
    stderr: err,
    openDatabase: async () => await Promise.reject(new Error('a simulation needs no database')),
  })
  const text = (stream: PassThrough): string => (stream.read() as Buffer | null)?.toString() ?? ''
  return { code, out: text(out), err: text(err) }
}

function put(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const header =
  'vru_line,call_id,priority,type,date,vru_entry,vru_exit,vru_time,q_start,q_exit,q_time,outcome,ser_start,ser_exit,ser_time,server'
const call = (exit: string, outcome: string, start: string, seconds: string, wait = '0'): string =>
  `L,1,0,PS,990201,7:00:00,${exit},9,0:00:00,0:00:00,${wait},${outcome},${start},0:00:00,${seconds},S01`
const plan = (groups: number): string =>
  `Hour,StartTime,Shift1\r\n${Array.from({ length: 24 }, (_, hour) => `${hour + 1},x,${groups}`).join('\r\n')}\r\n`
const shifts = put('shifts.csv', plan(1))
const three = [
  call('8:00:00', 'AGENT', '8:00:00', '100'),
  call('8:00:10', 'AGENT', '8:01:40', '60'),
  call('8:00:20', 'PHANTOM', '0:00:00', '0'),
]

describe('floor simulate', () => {
  it('prints what it found as JSON, packed or not, and never reads the recorded waits', async () => {
    const plain = await floor('simulate', put('day.csv', [header, ...three].join('\r\n')), '--shifts', shifts, '--patience', '999999')
    expect(plain.code).toBe(0)
    const forecast = JSON.parse(plain.out) as Record<string, number>
    expect(Object.keys(forecast)).toEqual(['servedMean', 'waitMean', 'waitP50', 'waitP90', 'abandoned'])
    expect(forecast['servedMean']).toBe(80)
    expect(forecast['waitMean']).toBeGreaterThan(40)
    const other = [header, ...three].join('\n').replaceAll(',0,AGENT', ',777,AGENT')
    expect(other).toContain('777')
    expect((await floor('simulate', put('other.csv.gz', gzipSync(other)), '--shifts', shifts, '--patience', '999999')).out).toBe(plain.out)
  })

  it('opens counters under another plan', async () => {
    const day = put('day.csv', [header, ...three].join('\n'))
    const doubled = await floor('simulate', day, '--shifts', shifts, '--instead', put('plan.csv', plan(2)))
    expect(JSON.parse(doubled.out)).toMatchObject({ waitMean: 0 })
  })

  it('names every line it cannot read, and processes the others', async () => {
    const wrong = [
      call('8:61:00', 'AGENT', '8:00:00', '1'),
      call('8:00:00', 'AGENT', 'x', '1'),
      call('8:00:00', 'AGENT', '8:00:00', '-1'),
      call('8:00:00', 'NOBODY', '8:00:00', '1'),
      'a,b',
    ]
    const { code, out, err } = await floor('simulate', put('wrong.csv', [header, ...three, ...wrong].join('\n')), '--shifts', shifts)
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({ waitP90: 90 })
    for (const line of [5, 6, 7, 8, 9]) expect(err).toContain(`line ${line}: `)
  })

  it('refuses a wrong call, a wrong table and a file that is not there', async () => {
    const day = put('day.csv', [header, ...three].join('\n'))
    const wrong = [
      [],
      ['simulate'],
      ['simulate', day],
      ['simulate', day, day, '--shifts', shifts],
      ['simulate', day, '--shifts', shifts, '--patience', '0'],
      ['simulate', day, '--shifts', shifts, '--rounds', '1e9'],
      ['simulate', day, '--shifts', day],
      ['simulate', shifts, '--shifts', shifts],
      ['simulate', put('empty.csv', ''), '--shifts', shifts],
      ['simulate', day, '--shifts', put('short.csv', 'Hour,StartTime,Shift1\n1,x,1\n')],
      ['simulate', join(folder, 'nowhere.csv'), '--shifts', shifts],
      ['replay'],
      ['replay', '2026-02-30'],
      ['replay', '2026-02-03', '--centre'],
    ]
    for (const args of wrong) {
      const { code, out, err } = await floor(...args)
      expect({ args, code, out }).toEqual({ args, code: 2, out: '' })
      expect(err).toContain('Usage')
    }
    expect((await floor('--help')).code).toBe(0)
  })
})

const shared = sharedFolder('data/queue')

describe.skipIf(shared === null)('a month of a real queue', () => {
  const file = join(shared ?? '', 'service_times_1999_02.csv.gz')
  type Line = { day: string; joined: number; called: number; outcome: string; start: number; length: number }

  async function month(): Promise<Line[]> {
    const lines: Line[] = []
    const second = (text: string): number => text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
    for await (const { cells, line } of readCsv(createReadStream(file).pipe(createGunzip()))) {
      const [, , , , day = '', , , , joined = '', called = '', , outcome = '', start = '', , length = ''] = cells
      if (line > 1 && outcome !== 'PHANTOM')
        lines.push({ day, joined: second(joined), called: second(called), outcome, start: second(start), length: Number(length) })
    }
    return lines
  }

  it('is simulated with a mean wait within 15 % of the real one, which was not read', async () => {
    const { code, out } = await floor('simulate', file, '--shifts', join(shared ?? '', 'shifts.csv'), '--rounds', '3')
    expect(code).toBe(0)
    const real = (await month()).filter(({ outcome }) => outcome === 'AGENT').map(({ joined, called }) => called - joined)
    const mean = real.reduce((sum, each) => sum + each, 0) / real.length
    expect(Math.abs((JSON.parse(out) as { waitMean: number }).waitMean - mean) / mean).toBeLessThan(0.15)
  })

  it('has its waits predicted: four in five within the interval, and far closer than queue length times service time', async () => {
    const estimator = waitEstimator()
    const lines = await month()
    const days = [...new Set(lines.map(({ day }) => day))]
    const lastThird = new Set(days.slice(Math.ceil((days.length * 2) / 3)))
    const judged: { waited: number; estimate: WaitEstimate; naive: number }[] = []
    const recent: number[] = []
    for (const day of days) {
      const moments = lines
        .filter((each) => each.day === day)
        .flatMap((each) => {
          const isServed = each.outcome === 'AGENT'
          return [
            ...(each.joined > 0
              ? [
                  { at: each.joined, rank: 3, each },
                  { at: each.called, rank: isServed ? 1 : 4, each },
                ]
              : []),
            ...(isServed
              ? [
                  { at: each.start, rank: 2, each },
                  { at: each.start + each.length, rank: 0, each },
                ]
              : []),
          ]
        })
        .toSorted((a, b) => a.at - b.at || a.rank - b.rank)
      const waiting = new Map<Line, { now: QueueNow; estimate: WaitEstimate | null; naive: number }>()
      let serving = 0
      for (const { at, rank, each } of moments) {
        if (rank === 0) {
          serving -= 1
          estimator.served(each.length)
          recent.push(each.length)
        } else if (rank === 2) serving += 1
        else if (rank === 3) {
          const now = { ahead: waiting.size, serving }
          const last = recent.slice(-30)
          const mean = last.reduce((sum, length) => sum + length, 0) / Math.max(1, last.length)
          waiting.set(each, { now, estimate: estimator.estimate(now), naive: now.ahead * mean })
        } else {
          const then = waiting.get(each)
          waiting.delete(each)
          if (!then || rank === 4) continue
          const waited = at - each.joined
          if (then.estimate && lastThird.has(day)) judged.push({ waited, estimate: then.estimate, naive: then.naive })
          estimator.called(then.now, waited)
        }
      }
    }
    const inside = judged.filter(({ waited, estimate }) => estimate.low <= waited && waited <= estimate.high).length / judged.length
    const middle = (errors: number[]): number => errors.toSorted((a, b) => a - b)[errors.length >> 1] ?? 0
    expect(judged.length).toBeGreaterThan(3_000)
    expect(inside).toBeGreaterThan(0.75)
    expect(inside).toBeLessThan(0.85)
    const error = middle(judged.map(({ waited, estimate }) => Math.abs(waited - estimate.median)))
    expect(error).toBeLessThan(0.8 * middle(judged.map(({ waited, naive }) => Math.abs(waited - naive))))
  })
})
