import { describe, expect, test } from 'vitest'
import { judgePoints, writtenAnswersFrom } from './supplement-answer.ts'

const asked = [
  { no: 1, text: 'Ảnh bị mờ' },
  { no: 2, text: 'Xin ghi rõ nơi cấp' },
]

describe('a supplement answered in place', () => {
  test.each([
    ['nothing', [], [1, 2]],
    ['one of two', [{ no: 1, text: '', files: 1 }], [2]],
    ['an empty answer to each', asked.map(({ no }) => ({ no, text: '', files: 0 })), [1, 2]],
    [
      'a file and a sentence',
      [
        { no: 1, text: '', files: 2 },
        { no: 2, text: 'Sở cấp năm 2019', files: 0 },
      ],
      [],
    ],
    ['an answer to a point nobody asked for', [{ no: 3, text: 'x', files: 1 }], [1, 2]],
  ])('with %s leaves the points that are open, each named', (_, answers, open) => {
    expect((judgePoints(asked, answers)?.fields ?? []).map(({ field }) => field)).toEqual(open.map((no) => `/body/answers/${no}`))
  })

  test('is recorded point by point, without the points answered by a file alone', () => {
    expect(
      writtenAnswersFrom([
        { no: 1, text: '', files: 1 },
        { no: 2, text: 'Sở cấp', files: 1 },
      ]),
    ).toBe('(2) Sở cấp')
  })
})
