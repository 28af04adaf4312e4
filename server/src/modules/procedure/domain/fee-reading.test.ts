import { describe, expect, test } from 'vitest'
import { readFees } from './fee-reading.ts'

describe('a clear fee', () => {
  test.each([
    ['Miễn phí', 'fee', 0],
    ['Miễn phí (Không có)', 'fee', 0],
    ['Miễn phí (Không thu phí)', 'fee', 0],
    ['Phí : 0 Đồng', 'fee', 0],
    ['800,000 Việt Nam Đồng', 'fee', 800_000],
    ['550,000 VNĐ', 'fee', 550_000],
    ['Phí: 8.000 đồng', 'fee', 8_000],
    ['Lệ phí : 50000 Đồng', 'charge', 50_000],
    ['Lệ phí : 1.500.000 Đồng (cấp mới)', 'charge', 1_500_000],
    ['Lệ phí: 0 Đồng', 'charge', 0],
  ])('%s', (text, kind, amountDong) => {
    expect(readFees(text)).toEqual({ fees: [{ kind, amountDong, text }], reason: null })
  })

  test('a sum in dollars is clear, and is not đồng', () => {
    expect(readFees('10 USD (/lần)')).toEqual({ fees: [{ kind: 'fee', amountDong: null, text: '10 USD (/lần)' }], reason: null })
  })

  test('fees on separate lines are each read', () => {
    expect(readFees('Phí : 100.000 Đồng\nLệ phí : 20.000 Đồng').fees.map(({ kind, amountDong }) => [kind, amountDong])).toEqual([
      ['fee', 100_000],
      ['charge', 20_000],
    ])
  })
})

describe('a fee that a person must complete', () => {
  test.each([
    ['', 'không ghi phí'],
    ['Không có thông tin', 'không ghi phí'],
    ['Phí : o Đồng', 'Không đọc được'],
    ['Miễn phí (Mức lệ phí cụ thể do Hội đồng nhân dân tỉnh quyết định)', 'chú thích thêm'],
    ['Miễn phí (10.000.0000 đồng (Cấp lần đầu))', 'chú thích thêm'],
    ['50 VNĐ (50.000 đồng/hồ sơ)', 'thiếu hàng nghìn'],
    ['10.000.0000 đồng', 'không rõ'],
    ['(dính với thời hạn) 120 VNĐ', 'Không đọc được'],
    ['100.000 đồng cấp mới, 50.000 đồng cấp lại', 'nhiều mức'],
    ['Theo quy định của Bộ Tài chính', 'Không đọc được'],
  ])('%s', (text, says) => {
    const { fees, reason } = readFees(text)
    expect(reason).toContain(says)
    expect(fees.every(({ amountDong }) => amountDong === null)).toBe(true)
  })
})
