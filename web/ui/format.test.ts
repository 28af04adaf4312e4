import { expect, test } from 'vitest'
import { formatDay, formatDong, formatDue, formatInstant, formatPromise, parseDay } from './format.ts'

test('a day is written dd/MM/yyyy and an instant in the time of Vietnam', () => {
  expect(formatDay('2026-12-01')).toBe('01/12/2026')
  expect(formatDay('2026-11-30T18:00:00Z')).toBe('01/12/2026')
  expect(formatInstant('2026-12-01T03:42:00Z')).toBe('10:42 01/12/2026')
})

test('a promise is shown with its weekday', () => {
  expect(formatPromise('2026-12-01T10:00:00+07:00')).toBe('10:00 thứ Ba, 01/12/2026')
  expect(formatPromise('2026-12-06T10:00:00+07:00')).toBe('10:00 Chủ nhật, 06/12/2026')
})

test('a limit at midnight is 24:00 of the day it ends, and no other time is changed', () => {
  expect(formatPromise('2026-12-03T00:00:00+07:00')).toBe('24:00 thứ Tư, 02/12/2026')
  expect(formatPromise('2026-12-03T00:00:00+07:00', 'en')).toBe('24:00 Wednesday, 02/12/2026')
  expect(formatDue('2027-01-01T00:00:00+07:00')).toBe('24:00 31/12/2026')
  expect(formatDue('2026-12-03T00:01:00+07:00')).toBe('00:01 03/12/2026')
  expect(formatDue('2026-12-02T17:00:00+07:00')).toBe('17:00 02/12/2026')
  expect(formatInstant('2026-12-03T00:00:00+07:00')).toBe('00:00 03/12/2026')
})

test.each([
  [0, '0\u00A0đ'],
  [8000, '8.000\u00A0đ'],
  [1234567, '1.234.567\u00A0đ'],
  [-50000, '−50.000\u00A0đ'],
])('%i đồng is written %s', (amount, written) => {
  expect(formatDong(amount)).toBe(written)
})

test.each([
  ['1/12/1990', '1990-12-01'],
  ['01121990', '1990-12-01'],
  ['29-02-2024', '2024-02-29'],
  ['29/02/2023', null],
  ['32/01/2023', null],
  ['hôm qua', null],
])('the input %s means %s', (typed, day) => {
  expect(parseDay(typed)).toBe(day)
})

test('a day typed in digits as wide as a character is the same day', () => {
  expect(parseDay('０１／１２／１９９０')).toBe('1990-12-01')
})

test('a text that is no day is shown unchanged: the address of a page may say anything', () => {
  expect(['abc', '', '2026-12-01'].map(formatDay)).toEqual(['abc', '', '01/12/2026'])
})
