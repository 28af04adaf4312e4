import { describe, expect, test } from 'vitest'
import { faultsOfCharge, recounted } from './holding-charge.ts'

/** Half of all time is worked. */
const half = (ms: number): number => ms / 2
const interval = (more: object = {}) => ({ fromMs: 100, toMs: 200, workMs: 50, fellLate: false, ...more })

describe('a recomputed interval', () => {
  test('charges working time by the current calendar', () => {
    expect(recounted(interval({ workMs: 70 }), { wasMs: null, isMs: null }, half)).toEqual({ workMs: 50, fellLate: false })
  })

  test.each([
    ['the promised instant moved out of it', true, 150, 260, false],
    ['it moved into it', false, 80, 150, true],
    ['it moved within it', true, 120, 180, true],
    ['an earlier one passed in it and was replaced by an act', true, 400, 420, true],
    ['it moved to the very end, which is the next one’s', true, 150, 200, false],
    ['it moved to the very beginning', false, 50, 100, true],
  ])('became late or not: %s', (_what, fellLate, wasMs, isMs, expected) => {
    expect(recounted(interval({ fellLate }), { wasMs, isMs }, half).fellLate).toBe(expected)
  })
})

describe('a stored charge', () => {
  const open = { dueMs: 150, finishedMs: null }

  test.each([
    ['other working time than the calendar gives', interval({ workMs: 51, fellLate: true }), [150], open, ['work']],
    ['no working time at all', interval({ workMs: null, fellLate: true }), [150], open, ['work']],
    ['late, though no promised instant passed in it', interval({ fellLate: true }), [300], { dueMs: 300, finishedMs: null }, ['late']],
    ['not late, though the promised instant passed in it', interval(), [150], open, ['late']],
    ['neither wrong', interval({ fellLate: true }), [150], open, []],
    ['not late, because the result was there in time', interval(), [150], { dueMs: 150, finishedMs: 120 }, []],
    ['late by an instant that was replaced later', interval({ fellLate: true }), [150, 900], { dueMs: 900, finishedMs: null }, []],
  ])('%s', (_what, charge, dues, last, faults) => {
    expect(faultsOfCharge(charge, dues, last, half)).toEqual(faults)
  })
})
