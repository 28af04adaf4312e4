import { expect, test } from 'vitest'
import { readFees } from './fee-reading.ts'
import { feeUnitFrom } from './fee-unit.ts'

test.each([
  ['10,000 Việt Nam Đồng(10.000 đồng/người/lần đăng ký)', 'người'],
  ['Phí: 3.000 đồng/trang', 'trang'],
  ['10.000 đồng/khẩu-chiếc', 'khẩu-chiếc'],
  ['10.000 đồng cho 01 người', 'người'],
  ['10.000 đồng đối với mỗi con dấu', 'con dấu'],
  ['10.000 đồng (theo đầu người)', 'người'],
  ['10.000 đồng nhân với số người', 'người'],
  ['10.000 đồng (nhân số trang)', 'trang'],
  ['10.000 đồng \\ người', 'người'],
  ['10.000 đồng trên mỗi thửa', 'thửa'],
  ['10.000 đồng/đ.vị', 'đ.vị'],
  ['10.000 đồng/ trang A4', 'trang A4'],
  ['10.000 đồng cho 01 hồ sơ', null],
  ['10.000 đồng đối với mỗi giấy phép', null],
  ['50.000 VNĐ / Môn thi', 'Môn thi'],
  ['8.000 đồng mỗi bản sao', 'bản sao'],
  ['20.000 đồng/lần/người', 'người'],
  ['8,000 VNĐ (đồng/trang)', 'trang'],
  ['30.000 đồng/01 người', 'người'],
  ['5.000 đồng/1 bản sao', 'bản sao'],
  ['20.000 đồng x số trang', 'trang'],
  ['20.000 đồng tính theo đầu người', 'người'],
  ['30.000 đồng từng thửa', 'thửa'],
  ['20.000 đ theo số bản', 'bản'],
  ['100.000 đồng/m2', 'm2'],
  ['100.000 VNĐ (đồng/hồ sơ)', null],
  ['100.000 đồng/hồ sơ', null],
  ['100.000 đồng/hồ sơ kể từ ngày 01/01/2025', null],
  ['50.000 đồng/lần cấp', null],
  ['650.000 đồng/thẻ', null],
  ['200.000 đồng/hộ chiếu; cấp lại 400.000 đồng', null],
  ['250.000 đồng/văn bằng', null],
  ['30.000 đồng/Giấy chứng nhận', null],
  ['50.000 đồng', null],
  ['Theo nghị quyết của Hội đồng nhân dân', null],
])('%s is per %s', (text, unit) => {
  expect(feeUnitFrom(text)).toBe(unit)
})

test('a sum that the source multiplies is unknown, with the source text as the reason', () => {
  const { fees, reason } = readFees('10.000 đồng x 2')
  expect(fees.map(({ amountDong }) => amountDong)).toEqual([null])
  expect(reason).toContain('10.000 đồng x 2')
})
