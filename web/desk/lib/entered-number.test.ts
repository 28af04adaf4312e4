import { expect, test } from 'vitest'
import { amountFrom, countFrom, dongFrom } from './entered-number.ts'

test.each([
  ['75000', 75_000],
  ['75.000', 75_000],
  [' 1.250.000 đ', 1_250_000],
  ['75 000 đồng', 75_000],
  ['75,000', 75_000],
  ['0', 0],
  ['', null],
  ['75.', undefined],
  ['75.0', undefined],
  ['75.00', undefined],
  ['1.5', undefined],
  ['1250.000', undefined],
  ['-5', undefined],
  ['７５．０００', 75_000],
  ['theo nghị quyết', undefined],
])('a sum of money typed as "%s" is %s', (text, amount) => {
  expect(dongFrom(text)).toBe(amount)
})

test.each([
  ['7', 7],
  ['7,5', 7.5],
  ['7.5', 7.5],
  ['７，５', 7.5],
  ['7,', undefined],
  ['0', undefined],
  ['', null],
  ['bảy', undefined],
])('a limit typed as "%s" is %s', (text, amount) => {
  expect(amountFrom(text)).toBe(amount)
})

test.each([
  ['2', 2],
  ['0', 0],
  ['', null],
  ['1000', undefined],
  ['1.5', undefined],
])('a count of papers typed as "%s" is %s', (text, count) => {
  expect(countFrom(text)).toBe(count)
})
