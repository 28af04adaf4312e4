import { describe, expect, test } from 'vitest'
import { adjustLine, owedOf, settledBy } from './bill.ts'
import type { BillLine } from './bill.ts'
import { receiptNumberText } from './receipt.ts'

const line = (no: number, more: Partial<BillLine> = {}): BillLine => ({
  no,
  kind: 'fee',
  name: `Phí ${no}`,
  tariffDong: 100_000,
  dueDong: 100_000,
  timing: 'accept',
  state: 'owed',
  basis: '',
  unit: null,
  quantity: null,
  ...more,
})
const codeOf = (found: object): string | null => ('code' in found ? String(found.code) : null)

describe('what is owed', () => {
  test('is of charges that are neither paid, waived, given back nor unknown', () => {
    const states = ['owed', 'paid', 'exempt', 'refunded', 'unknown'] as const
    expect(owedOf(states.map((state, index) => line(index + 1, { state })))).toBe(100_000)
  })

  test('is settled by exactly its sum, for charges that are there', () => {
    const lines = [line(1), line(2, { dueDong: 50_000 }), line(3, { state: 'paid' })]
    expect(settledBy(lines, 150_000)).toHaveLength(2)
    expect(settledBy(lines, 50_000, [2])).toHaveLength(1)
    expect([149_999, 150_001].map((sum) => codeOf(settledBy(lines, sum)))).toEqual(['PAYMENT_AMOUNT_DIFFERS', 'PAYMENT_AMOUNT_DIFFERS'])
    expect(codeOf(settledBy(lines, 100_000, [1, 9]))).toBe('NOTHING_OWED')
    expect(codeOf(settledBy(lines, 100_000, [3]))).toBe('CHARGE_SETTLED')
    expect(codeOf(settledBy([], 0))).toBe('NOTHING_OWED')
  })
})

describe('a reduction', () => {
  test('leaves a đồng at least, and takes one at least', () => {
    const lower = (amountDong: number) => codeOf(adjustLine(line(1), { kind: 'reduce', amountDong, ground: 'child', reason: 'x' }))
    expect([1, 99_999].map(lower)).toEqual([null, null])
    expect([-1, 0, 100_000, 0.5].map(lower)).toEqual(Array.from({ length: 4 }, () => 'ADJUSTMENT_AMOUNT_WRONG'))
  })
})

test('a receipt’s number has eight digits', () => {
  expect([1, 12_345_678].map(receiptNumberText)).toEqual(['00000001', '12345678'])
})
