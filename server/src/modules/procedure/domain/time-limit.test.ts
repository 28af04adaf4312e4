import { describe, expect, test } from 'vitest'
import { limitText, readLimit } from './time-limit.ts'

describe('a clear limit', () => {
  // Forms of the national portal and of structured documents, commonest first.
  test.each([
    ['10 Ngày làm việc', 10, 'working_days'],
    ['5 Ngày', 5, 'days'],
    ['30 Ngày', 30, 'days'],
    ['07 Ngày', 7, 'days'],
    ['01 Giờ', 1, 'hours'],
    ['02 Giờ', 2, 'hours'],
    ['4 giờ làm việc', 4, 'working_hours'],
    ['6 Tháng', 6, 'months'],
    ['1.5 Ngày làm việc', 1.5, 'working_days'],
    ['1,5 Ngày làm việc', 1.5, 'working_days'],
    ['2 tuần', 14, 'days'],
    ['05 (năm) ngày làm việc', 5, 'working_days'],
    ['Không quá 15 ngày kể từ ngày nhận đủ hồ sơ hợp lệ', 15, 'days'],
    ['Trong thời hạn 03 ngày làm việc, kể từ khi nhận hồ sơ', 3, 'working_days'],
    ['10 Nga\u0300y la\u0300m vi\u1ec7c', 10, 'working_days'],
    ['  20   NGÀY   LÀM VIỆC ', 20, 'working_days'],
  ])('%s', (text, amount, unit) => {
    expect(readLimit(text)).toEqual({ kind: 'known', limit: { amount, unit } })
  })
})

describe('a limit that a person must decide', () => {
  test.each([
    ['1', 'ambiguous', 'không ghi đơn vị'],
    ['2.5 Tháng', 'ambiguous', 'phải là số nguyên'],
    ['1,5 ngày', 'ambiguous', 'phải là số nguyên'],
    ['1.000 ngày', 'ambiguous', 'hàng nghìn'],
    ['120 VND', 'ambiguous', '120 VND'],
    ['0 Ngày', 'ambiguous', 'không phải thời hạn có nghĩa'],
    ['3 - 5 ngày', 'ambiguous', '3 - 5 ngày'],
    ['10 ngày làm việc hoặc 20 ngày đối với hồ sơ phức tạp', 'ambiguous', 'nhiều thời hạn'],
    ['15 ngày đối với dự án nhóm C', 'ambiguous', 'có điều kiện'],
    ['Sớm nhất có thể', 'ambiguous', 'Sớm nhất có thể'],
    ['30 Phút', 'ambiguous', '30 Phút'],
    ['9999999 Ngày', 'ambiguous', 'không phải thời hạn có nghĩa'],
    ['Không quy định', 'unstated', 'không quy định'],
    ['Không có thông tin', 'unstated', 'không ghi'],
    ['', 'unstated', 'không ghi'],
    ['Không phải trả kết quả cho người nộp thuế', 'unstated', 'không có thời hạn trả kết quả'],
    ['Trong ngày', 'same_day', 'Trong ngày'],
    ['Ngay trong ngày làm việc', 'same_day', 'số giờ làm việc'],
  ])('%s is %s', (text, kind, says) => {
    const reading = readLimit(text)
    expect(reading.kind).toBe(kind)
    expect('reason' in reading && reading.reason).toContain(says)
  })
})

test('a limit is shown in words with a decimal comma', () => {
  expect([limitText({ amount: 5, unit: 'working_days' }), limitText({ amount: 1.5, unit: 'days' })]).toEqual([
    '5 ngày làm việc',
    '1,5 ngày',
  ])
})
