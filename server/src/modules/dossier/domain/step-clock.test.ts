import { describe, expect, test } from 'vitest'
import { resultOfStep } from './step-clock.ts'

const hour = 3_600_000
const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)
/** The eight hours of each day of a week without nights: what is left runs out on the day on which it ends. */
const from = (text: string) => (leftMs: number) => day(text).add({ days: Math.floor(leftMs / (8 * hour)) })

describe('how a unit kept the time of its step', () => {
  test.each([
    ['a minute more than it had', 8 * hour + 60_000, 'late'],
    ['to the minute what it had', 8 * hour, 'on_time'],
    ['seconds of the last minute more', 8 * hour + 59_000, 'on_time'],
    ['an hour less, on the day its time ran out', 7 * hour, 'on_time'],
    ['done a day before its time ran out', 0, 'early'],
  ] as const)('%s', (_what, used, result) => {
    expect(resultOfStep(used, 8 * hour, day('2026-03-02'), from('2026-03-02'))).toBe(result)
  })
})
