import { expect, test } from 'vitest'
import { hasWideForms, toPlainForms, toPlainValue } from './plain-forms.ts'

test.each([
  ['０９０５　１２３　４５６', '0905 123 456'],
  ['Ｈ４７．０１－２６１１３０－０００１', 'H47.01-261130-0001'],
  ['７５．０００', '75.000'],
  ['０１／０２／２０２６', '01/02/2026'],
  ['Nguyễn Văn A', 'Nguyễn Văn A'],
  ['漢字 한글 ế', '漢字 한글 ế'],
])('%s is read as %s', (typed, plain) => {
  expect(toPlainForms(typed)).toBe(plain)
  expect(hasWideForms(typed)).toBe(typed !== plain)
})

test('every text within a value is, but for passwords, which are compared as they were typed', () => {
  const typed = {
    code: 'Ａ１',
    list: ['２', { n: 3, none: null }],
    password: 'Ａ１',
    noticeSecret: 'Ａ',
    secret: 'Ａ',
    current: 'Ａ',
    next: 'Ａ',
  }
  expect(toPlainValue(typed)).toEqual({ ...typed, code: 'A1', secret: 'A', list: ['2', { n: 3, none: null }] })
})
