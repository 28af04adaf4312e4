import { expect, test } from 'vitest'
import { weeksOf } from './year-view.tsx'

test('a month begins under its weekday, Monday first, and its weeks are whole', () => {
  const november = weeksOf(2026, 11)
  expect(november[0]).toEqual([null, null, null, null, null, null, '2026-11-01'])
  expect(november[4]?.[1]).toBe('2026-11-24')
  expect(november.every((week) => week.length === 7)).toBe(true)
})

test('a leap February has its twenty-ninth day', () => {
  expect(weeksOf(2028, 2).flat().filter(Boolean).at(-1)).toBe('2028-02-29')
  expect(weeksOf(2027, 2).flat().filter(Boolean).at(-1)).toBe('2027-02-28')
})
