import { describe, expect, test } from 'vitest'
import { parseLocalSecond } from './civil-day.ts'
import { limitText } from './limit.ts'
import { remaining } from './remaining.ts'
import { compileCalendar } from './working-calendar.ts'

const calendar = compileCalendar({ decrees: [], fromYear: 2026, toYear: 2027 })
const at = (text: string): number => parseLocalSecond(text)!

describe('the remaining time of a limit', () => {
  // Tuesday 24 November is a holiday.
  test.each([
    ['2026-11-23T10:00', '2026-11-23T11:20', 80, 'Còn 1 giờ 20 phút làm việc', 'soon'],
    ['2026-11-23T10:00', '2026-11-23T15:00', 180, 'Còn 3 giờ làm việc', 'soon'],
    ['2026-11-23T10:00', '2026-11-25T10:00', 480, 'Còn 1 ngày làm việc', 'soon'],
    ['2026-11-23T10:00', '2026-11-25T11:00', 540, 'Còn 1 ngày 1 giờ làm việc', 'ok'],
    ['2026-11-23T10:00', '2026-12-01T11:00', 2460, 'Còn 5 ngày làm việc', 'ok'],
    ['2026-11-25T10:00', '2026-11-25T10:00', 0, 'Đã đến hạn', 'soon'],
    ['2026-11-25T10:45', '2026-11-25T10:00', -45, 'Trễ 45 phút làm việc', 'late'],
    ['2026-11-26T10:00', '2026-11-25T10:00', -480, 'Trễ 1 ngày làm việc', 'late'],
    ['2026-11-25T06:00', '2026-11-24T10:00', 0, 'Vừa quá hạn', 'late'],
  ])('at %s of a dossier due %s', (now, due, minutes, sentence, tone) => {
    expect(remaining(calendar, at(now), at(due))).toEqual({ minutes, sentence, tone })
  })
})

test('limits read as on the slip', () => {
  expect(limitText({ amount: 5, unit: 'working_days' })).toBe('5 ngày làm việc')
  expect(limitText({ amount: 0.5, unit: 'working_days' })).toBe('0,5 ngày làm việc')
  expect(limitText({ amount: 1, unit: 'months' })).toBe('1 tháng')
})
