import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { faces, satisfactionOf } from './rating.ts'

describe('satisfactionOf', () => {
  test('a person is content only when neither question got a bad face', () => {
    const figures = satisfactionOf(
      [
        { result: 'very_good', attitude: 'good', n: 6 },
        { result: 'very_good', attitude: 'bad', n: 1 },
        { result: 'very_bad', attitude: 'very_good', n: 1 },
      ],
      16,
      8,
    )
    expect(figures).toMatchObject({ count: 8, percent: 75, responsePercent: 50 })
    expect(figures.result).toEqual({ very_good: 7, good: 0, bad: 0, very_bad: 1 })
    expect(figures.attitude).toEqual({ very_good: 1, good: 6, bad: 1, very_bad: 0 })
  })

  test('without questions or answers there is no percentage, and not zero', () => {
    expect(satisfactionOf([], 0, 0)).toMatchObject({ count: 0, percent: null, responsePercent: null })
  })

  test('the faces of each question add up to the count', () => {
    const rating = fc.record({
      result: fc.constantFrom(...faces),
      attitude: fc.constantFrom(...faces),
      n: fc.nat(50),
    })
    fc.assert(
      fc.property(fc.array(rating), (ratings) => {
        const { count, result, attitude } = satisfactionOf(ratings, 0, 0)
        const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((a, b) => a + b, 0)
        expect([sum(result), sum(attitude)]).toEqual([count, count])
      }),
    )
  })
})
