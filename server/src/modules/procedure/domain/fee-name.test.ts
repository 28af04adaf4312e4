import { describe, expect, test } from 'vitest'
import { feeName } from './fee-name.ts'

describe('the name of a charge', () => {
  test.each([
    ['charge', 'Lệ phí cấp chứng chỉ: 200.000 đồng/chứng chỉ', 'Lệ phí cấp chứng chỉ', '200.000 đồng/chứng chỉ'],
    ['charge', 'Lệ phí cấp giấy phép lái xe 135.000 đồng/lần', 'Lệ phí cấp giấy phép lái xe', '135.000 đồng/lần'],
    ['fee', 'Phí thẩm định: theo biểu phí hiện hành', 'Phí thẩm định', 'theo biểu phí hiện hành'],
    ['fee', '650.000 đồng/thẻ', 'Phí', '650.000 đồng/thẻ'],
    ['charge', '10 nghìn đồng', 'Lệ phí', '10 nghìn đồng'],
    ['charge', '10 nghìn đồng/bản', 'Lệ phí', '10 nghìn đồng/bản'],
    ['fee', 'Phí: 100.000', 'Phí', '100.000'],
    ['charge', 'Lệ phí : 100000', 'Lệ phí', '100000'],
    ['fee', '1,5 triệu đồng', 'Phí', '1,5 triệu đồng'],
    ['fee', '10 USD, thu bằng đồng Việt Nam', 'Phí', '10 USD, thu bằng đồng Việt Nam'],
    ['fee', 'Dưới 200 suất ăn: 700.000 đồng', 'Phí (dưới 200 suất ăn)', '700.000 đồng'],
    ['fee', 'Mức đến hết 31/12/2026: 400.000 đồng/hồ sơ', 'Phí (mức đến hết 31/12/2026)', '400.000 đồng/hồ sơ'],
    ['charge', 'Theo Thông tư số 60/2023/TT-BTC, tùy loại xe', 'Lệ phí (theo Thông tư số 60/2023/TT-BTC, tùy loại xe)', ''],
    ['fee', 'ADN: 2.000.000 đồng', 'Phí (ADN)', '2.000.000 đồng'],
    ['fee', '10,000 Việt Nam Đồng(10.000 đồng/người)', 'Phí', '10,000 Việt Nam Đồng(10.000 đồng/người)'],
  ] as const)('%s “%s” is called “%s”', (kind, text, name, rest) => {
    expect(feeName({ kind, text })).toEqual({ name, rest })
  })
})
