import { expect, test } from 'vitest'
import { judgeSealer } from './lateness.ts'

const now = Temporal.Instant.from('2026-11-30T08:00:00Z')

test.each([
  [0, 'on_time'],
  [5 * 60, 'on_time'],
  [5 * 60 + 1, 'late'],
  [4 * 3600, 'late'],
  [4 * 3600 + 1, 'stopped'],
])('a sealer that last ran %i seconds ago is %s', (seconds, state) => {
  expect(judgeSealer(now.subtract({ seconds }), now)).toBe(state)
})

test('a sealer that never ran is not late', () => {
  expect(judgeSealer(null, now)).toBe('on_time')
})
