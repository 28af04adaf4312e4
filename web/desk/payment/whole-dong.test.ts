import { expect, test } from 'vitest'
import { wholeDong } from './whole-dong.ts'

test.each([
  ['200000', 200_000],
  ['200.000', 200_000],
  ['200 000 đ', 200_000],
  ['1,250,000', 1_250_000],
  ['0', 0],
  ['', null],
  ['-5', null],
  ['hai trăm', null],
])('“%s” is %s', (typed, dong) => expect(wholeDong(typed)).toBe(dong))
