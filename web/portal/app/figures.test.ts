import { expect, test } from 'vitest'
import { appointment, clock, count, day, dong, instant, longDay, percent } from './figures.ts'

test('numbers, money and shares are written in the Vietnamese format', () => {
  expect(count('vi', 1234567)).toBe('1.234.567')
  expect(dong('vi', 1234567)).toBe('1.234.567 đ')
  expect(percent('vi', 97.46)).toBe('97,5\u00A0%')
  expect(percent('vi', null)).toBe('–')
})

test('a day never depends on the time zone', () => {
  expect(day('2026-12-01')).toBe('01/12/2026')
})

test('an instant is shown in Vietnamese time, for any offset it is written in', () => {
  expect(instant('2026-11-23T23:30:00Z')).toBe('06:30, 24/11/2026')
  expect(instant('2026-11-24T06:30:00+07:00')).toBe('06:30, 24/11/2026')
  expect(clock('2026-11-24T00:05:09+07:00', true)).toBe('00:05:09')
  expect(longDay('vi', '2026-12-01T10:00:00+07:00')).toBe('thứ Ba, 01/12/2026')
  expect(appointment('vi', '2026-12-01T10:00:00+07:00')).toBe('10:00 thứ Ba, 01/12/2026')
  expect(appointment('vi', '2026-12-03T00:00:00+07:00')).toBe('24:00 thứ Tư, 02/12/2026')
  expect(longDay('vi', '2026-11-29T10:00:00+07:00')).toBe('Chủ nhật, 29/11/2026')
})
