import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryCondition, arbitraryProcess, gateGivens, step, twoOpinions } from '../testing/process-examples.ts'
import { holds, parseCondition, printCondition } from './process-condition.ts'
import { dossierFields } from './process-fields.ts'
import { bpmnNotes } from './bpmn-faults.ts'
import { processFindings } from './process-findings.ts'
import { judgeProcess, longestPath, leastWorkingHours, simulate } from './process-gate.ts'
import type { FindingCode } from './process-findings.ts'
import { advance, begin, compile, customaryAppeal, processOfSteps, stepsOfProcess } from './process.ts'
import type { Compiled, Marking, Onward, Process } from './process.ts'

const to = (no: number): Onward => ({ kind: 'step', no })
const end: Onward = { kind: 'end' }
const join: Onward = { kind: 'join' }

function compiled(process: Process): Compiled {
  const shape = compile(process)
  if ('faults' in shape) throw new Error(JSON.stringify(shape.faults))
  return shape.compiled
}
const codesOf = (process: Process, givens = gateGivens): FindingCode[] => judgeProcess(process, givens).findings.map(({ code }) => code)

describe('conditions', () => {
  test('a condition printed and read again is the same condition', () => {
    fc.assert(
      fc.property(arbitraryCondition, (condition) => {
        expect(parseCondition(printCondition(condition))).toEqual({ condition })
      }),
    )
  })

  test('no text makes the reader throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        expect(Object.keys(parseCondition(text))).toHaveLength(1)
      }),
    )
  })

  test.each([
    ['channel = khac', 'thiếu giá trị ở ký tự thứ 11'],
    ['a = 1 and', 'thiếu tên trường ở ký tự thứ 10'],
    ['a < "x"', 'phải so với một số ở ký tự thứ 8'],
    ['a = 1 b', 'thừa chữ ở ký tự thứ 7'],
    ['#{a}', 'không hiểu ký tự thứ 1'],
    ['('.repeat(40), 'lồng nhau quá sâu ở ký tự thứ 31'],
    ['', 'thiếu tên trường ở ký tự thứ 1'],
  ])('%s is refused, saying where', (text, fault) => {
    expect(parseCondition(text)).toEqual({ fault })
  })

  test('a missing value satisfies no comparison', () => {
    for (const text of ['n < 1', 'n >= 1', 'n = 1', 'n != 1', 'n in (1)', 'given(n)']) {
      const read = parseCondition(text)
      expect('condition' in read && holds(read.condition, {})).toBe(false)
    }
  })
})

describe('the steps of a version are a process', () => {
  const steps = [
    { no: 1, name: 'Thẩm định', role: 'case_officer' as const, unitName: null, hours: 8 },
    { no: 2, name: 'Ký', role: 'signatory' as const, unitName: null, hours: 4 },
    { no: 5, name: 'Phát hành', role: 'clerk' as const, unitName: 'Văn thư', hours: 1, returnNo: 2 },
  ]
  test('one after the other, and back to the same steps', () => {
    const process = compiled(processOfSteps(steps))
    expect(process.isLinear).toBe(true)
    expect(stepsOfProcess(process)?.map(({ no, nextNo, returnNo }) => [no, nextNo, returnNo])).toEqual([
      [1, 2, null],
      [2, 5, 1],
      [5, null, 2],
    ])
    expect(judgeProcess(processOfSteps(steps), gateGivens).findings).toEqual([])
  })

  test('a step skipped by the one before it is found', () => {
    expect(codesOf(processOfSteps([{ ...steps[0]!, nextNo: 5 }, steps[1]!, steps[2]!]))).toContain('STEP_UNREACHABLE')
  })
})

describe('work in branches', () => {
  const run = (process: Compiled, order: readonly number[]): Marking =>
    order.reduce((marking, no) => advance(process, marking, no, {}).marking, begin(process, {}).marking)

  test('all: the process continues when the last branch arrives, once', () => {
    const process = compiled(twoOpinions({ kind: 'all' }))
    expect(run(process, [1]).open).toEqual([2, 3])
    expect(run(process, [1, 3]).open).toEqual([2])
    expect(run(process, [1, 3, 2]).open).toEqual([4])
    expect(run(process, [1, 2, 3, 4, 5, 6])).toEqual({ open: [], running: [], isEnded: true })
  })

  test('any: the process continues with the first branch, and the other is closed', () => {
    const process = compiled(twoOpinions({ kind: 'any' }))
    const first = advance(process, run(process, [1]), 3, {})
    expect([first.opened, first.closed, first.marking.running]).toEqual([[4], [2], []])
    expect(() => advance(process, first.marking, 2, {})).toThrow(RangeError)
  })

  test('a quorum counts arrivals, whichever they are', () => {
    const branch = (no: number): Onward => to(no)
    const process = compiled({
      entry: {
        kind: 'split',
        join: { kind: 'quorum', count: 2 },
        branches: [1, 2, 3].map((no) => ({ when: null, onward: branch(no) })),
        afterwards: to(4),
      },
      steps: [step(1, join), step(2, join), step(3, join), step(4, end)],
    })
    fc.assert(
      fc.property(fc.shuffledSubarray([1, 2, 3], { minLength: 2, maxLength: 2 }), (order) => {
        expect(run(process, order).open).toEqual([4])
      }),
    )
  })

  test('branches whose conditions fail are not awaited; without any branch the process continues', () => {
    const online = { op: '=', field: 'channel', value: 'online' } as const
    const process = compiled({
      entry: {
        kind: 'split',
        join: { kind: 'all' },
        branches: [
          { when: online, onward: to(1) },
          { when: { op: 'not', of: online }, onward: to(2) },
        ],
        afterwards: to(3),
      },
      steps: [step(1, join), step(2, join), step(3, end)],
    })
    expect(begin(process, { channel: 'online' }).opened).toEqual([1])
    expect(advance(process, begin(process, { channel: 'direct' }).marking, 2, {}).opened).toEqual([3])
  })

  test('branches within branches: closing the outer one closes the inner too', () => {
    const process = compiled({
      entry: {
        kind: 'split',
        join: { kind: 'any' },
        branches: [
          {
            when: null,
            onward: {
              kind: 'split',
              join: { kind: 'all' },
              branches: [
                { when: null, onward: to(1) },
                { when: null, onward: to(2) },
              ],
              afterwards: join,
            },
          },
          { when: null, onward: to(3) },
        ],
        afterwards: to(4),
      },
      steps: [step(1, join), step(2, join), step(3, join), step(4, end)],
    })
    const fired = advance(process, begin(process, {}).marking, 3, {})
    expect([fired.marking.open, fired.closed.toSorted(), fired.marking.running]).toEqual([[4], [1, 2], []])
    expect(run(process, [1, 2]).open).toEqual([4])
  })

  test('in every order of completion, a well-formed process ends, opens no step twice at once and fires each join once', () => {
    fc.assert(
      fc.property(arbitraryProcess, fc.infiniteStream(fc.nat()), (process, picks) => {
        const shape = compiled(process)
        let moved = begin(shape, {})
        for (let moves = 0; !moved.marking.isEnded; moves += 1) {
          expect(moves).toBeLessThanOrEqual(process.steps.length)
          const { open } = moved.marking
          expect(open.length).toBeGreaterThan(0)
          expect(new Set(open).size).toBe(open.length)
          moved = advance(shape, moved.marking, open[picks.next().value % open.length]!, {})
        }
        expect(moved.marking.running).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
})

describe('the gate', () => {
  test('a sound process passes, with its critical path', () => {
    const report = judgeProcess(twoOpinions({ kind: 'all' }), gateGivens)
    expect(report.findings).toEqual([])
    expect(report).toMatchObject({ simulated: 1000, criticalPath: { hours: 23, stepNos: [1, 3, 4, 5, 6], limitHours: 40 } })
    expect(longestPath(compiled(twoOpinions({ kind: 'any' }))).hours).toBe(15)
  })

  const sound = twoOpinions({ kind: 'all' })
  const changed = (no: number, change: object): Process => ({
    ...sound,
    steps: sound.steps.map((each) => (each.no === no ? { ...each, ...change } : each)),
  })
  const cases: readonly [FindingCode, Process][] = [
    ['PROCESS_EMPTY', { entry: end, steps: [] }],
    ['STEP_NUMBER_TWICE', { ...sound, steps: [...sound.steps, step(6, end)] }],
    ['STEP_UNKNOWN', changed(4, { onward: to(99) })],
    ['STEP_UNREACHABLE', { ...sound, steps: [...sound.steps, step(9, end)] }],
    ['PROCESS_LOOPS', changed(6, { onward: to(4) })],
    ['BRANCH_NEVER_JOINS', changed(2, { onward: end })],
    ['JOIN_WITHOUT_SPLIT', changed(6, { onward: join })],
    ['STEP_IN_TWO_BRANCHES', changed(2, { onward: to(4) })],
    [
      'SPLIT_NEEDS_TWO_BRANCHES',
      changed(1, { onward: { kind: 'split', join: { kind: 'all' }, branches: [{ when: null, onward: to(2) }], afterwards: to(4) } }),
    ],
    ['JOIN_IMPOSSIBLE', twoOpinions({ kind: 'quorum', count: 3 })],
    ['RETURN_UNKNOWN', changed(4, { returnNo: 77 })],
    ['RETURN_LEAVES_BRANCH', changed(4, { returnNo: 2 })],
    ['RETURN_NOT_BACK', changed(1, { returnNo: 4 })],
    ['STEP_WITHOUT_NAME', changed(1, { name: ' ' })],
    ['STEP_HOURS_WRONG', changed(1, { hours: -1 })],
    ['ROLE_NOT_FOR_STEPS', changed(1, { role: 'citizen' })],
    [
      'CONDITION_FIELD_UNKNOWN',
      changed(6, { onward: { kind: 'choose', branches: [{ when: { op: 'given', field: 'mauSac' }, onward: end }], otherwise: end } }),
    ],
    [
      'CONDITION_VALUE_WRONG',
      changed(6, {
        onward: { kind: 'choose', branches: [{ when: { op: '=', field: 'channel', value: 'fax' }, onward: end }], otherwise: end },
      }),
    ],
    ['REFUSAL_WITHOUT_REASON', changed(5, { refusal: { reasons: [' '], appeal: customaryAppeal } })],
    ['REFUSAL_WITHOUT_APPEAL', changed(5, { refusal: { reasons: ['Thiếu điều kiện'], appeal: null } })],
    [
      'PATH_WITHOUT_SIGNATURE',
      changed(4, {
        onward: { kind: 'choose', branches: [{ when: { op: '=', field: 'channel', value: 'post' }, onward: to(6) }], otherwise: to(5) },
      }),
    ],
    [
      'PATH_WITHOUT_ISSUING',
      changed(5, {
        onward: { kind: 'choose', branches: [{ when: { op: '=', field: 'channel', value: 'post' }, onward: end }], otherwise: to(6) },
      }),
    ],
    ['SIGNATURE_IN_BRANCH', changed(2, { role: 'signatory', refusal: { reasons: ['x'], appeal: customaryAppeal } })],
    ['SIGNED_BY_ANOTHER_AGENCY', changed(6, { agencyCode: 'H47.02' })],
    ['SUB_DOSSIER_WITHOUT_DEADLINE', changed(3, { hours: 0 })],
    ['SUB_DOSSIER_TO_LEAD', changed(3, { agencyCode: 'H47.01' })],
    ['AGENCY_UNKNOWN', changed(3, { agencyCode: 'H47.99' })],
    ['STEP_UNSTAFFED', changed(4, { role: 'provincial_leader' })],
    ['HOURS_EXCEED_LIMIT', changed(1, { hours: 100 })],
  ]
  test('the longest way through the steps fits the limit by law, to the hour, or the process is not published', () => {
    const longest = (process: Process): number => judgeProcess(process, gateGivens).criticalPath?.hours ?? Number.NaN
    const exceeds = (limitHours: number): boolean =>
      judgeProcess(changed(1, {}), {
        ...gateGivens,
        committedLimit: null,
        legalLimit: { amount: limitHours, unit: 'working_hours' },
      }).findings.some(({ code }) => code === 'HOURS_EXCEED_LIMIT')
    const hours = longest(changed(1, {}))
    expect(hours).toBeGreaterThan(1)
    expect([exceeds(hours), exceeds(hours - 1)]).toEqual([false, true])
  })

  test.each(cases)('%s', (code, process) => {
    const found = judgeProcess(process, gateGivens).findings.filter((each) => each.code === code)
    expect(found.length).toBeGreaterThan(0)
    expect(found.every(({ message, english }) => !/[{}]/u.test(message + english) && message !== english)).toBe(true)
  })

  test.each<[FindingCode, object]>([
    ['AGENCY_MISSING', { agencyCode: null }],
    ['HANDLING_MISSING', { handling: null }],
    ['LIMIT_MISSING', { legalLimit: null, committedLimit: null }],
    ['COMMITTED_BEYOND_LEGAL', { committedLimit: { amount: 6, unit: 'working_days' } }],
    ['FEE_UNKNOWN', { channels: [{ channel: 'direct', fees: [{ amountDong: null, text: 'theo nghị quyết' }] }] }],
    ['PAPER_COUNT_UNKNOWN', { components: [{ name: 'Tờ khai', originals: null, copies: null }] }],
    ['CHANNEL_MISSING', { channels: [] }],
    ['VERSIONS_OVERLAP', { overlapOn: '2027-01-01' }],
  ])('%s', (code, givens) => {
    expect(codesOf(sound, { ...gateGivens, ...givens })).toEqual([code])
  })

  test('every finding has a test here, except a deadlock, which no compiled process can have', () => {
    const tested = new Set<string>([
      ...cases.map(([code]) => code),
      'AGENCY_MISSING',
      'HANDLING_MISSING',
      'LIMIT_MISSING',
      'COMMITTED_BEYOND_LEGAL',
      'FEE_UNKNOWN',
      'PAPER_COUNT_UNKNOWN',
      'CHANNEL_MISSING',
      'VERSIONS_OVERLAP',
    ])
    expect(Object.keys(processFindings).filter((code) => !tested.has(code))).toEqual(['SIMULATION_STUCK'])
  })

  test('hours are written as each language writes them', () => {
    const [found] = judgeProcess(changed(1, { hours: 100.5 }), gateGivens).findings.filter(({ code }) => code === 'HOURS_EXCEED_LIMIT')
    expect([found?.message.includes(',5 giờ làm việc'), found?.english.includes('.5 working hours')]).toEqual([true, true])
  })

  test('each message of the gate and of a BPMN file has the same placeholders in English, and no Vietnamese words', () => {
    const places = (sentence: string) => [...sentence.matchAll(/\{\w+\}/gu)].map(([place]) => place).toSorted()
    for (const { vietnamese, english } of Object.values({ ...processFindings, ...bpmnNotes })) {
      expect(places(english)).toEqual(places(vietnamese))
      expect(english).toMatch(/^[\x20-\x7e“”’{}]+$/u)
    }
  })

  test('every compiled process lets 100 random dossiers end', () => {
    fc.assert(
      fc.property(arbitraryProcess, fc.nat(), (process, seed) => {
        expect(simulate(compiled(process), 100, seed)).toBeNull()
      }),
      { numRuns: 100 },
    )
  })

  test('a process broken after compiling is caught by the simulation', () => {
    const process = compiled(sound)
    const broken: Compiled = {
      ...process,
      splits: process.splits.map((split) => ({ ...split, join: { kind: 'quorum', count: 1 }, afterwards: { kind: 'step', no: 1 } })),
    }
    expect(simulate(broken, 100)).not.toBeNull()
  })

  test('a random process with a disconnected step never passes', () => {
    fc.assert(
      fc.property(arbitraryProcess, (process) => {
        expect(codesOf({ ...process, steps: [...process.steps, step(9999, end)] })).toContain('STEP_UNREACHABLE')
      }),
    )
  })

  test('calendar days are worth their fewest working hours', () => {
    expect(leastWorkingHours({ amount: 7, unit: 'days' })).toBe(40)
    expect(leastWorkingHours({ amount: 3, unit: 'days' })).toBe(8)
    expect(leastWorkingHours({ amount: 1, unit: 'months' })).toBe(160)
  })

  test('the fields of a dossier have one name each', () => {
    expect(new Set(dossierFields.map(({ name }) => name)).size).toBe(dossierFields.length)
  })
})
