import { expect, test } from 'vitest'
import { feeText } from './fee-text.ts'

test.each([
  [{ amountDong: 8000, text: '8.000 đồng/bản sao trích lục' }, '8.000 đồng/bản sao trích lục'],
  [{ amountDong: 50000, text: 'Lệ phí cấp mới' }, '50.000\u00A0đ · Lệ phí cấp mới'],
  [{ amountDong: 0, text: '' }, '0\u00A0đ'],
  [{ amountDong: null, text: 'Theo nghị quyết của Hội đồng nhân dân' }, 'Theo nghị quyết của Hội đồng nhân dân'],
])('%o reads %s', (fee, read) => {
  expect(feeText(fee)).toBe(read)
})
