import { describe, expect, test } from 'vitest'
import { dayText, dongText, dueText, feeText, formText, limitText, momentText, printable, yearOfIssue } from './form-text.ts'
import { formNumber } from './forms.ts'
import { sampleApology, sampleReceiptSlip, sampleStopNotice, sampleSupplementRequest } from './sample-forms.ts'

describe('moments in words', () => {
  test.each([
    { instant: '2026-11-23T03:05:00Z', words: '10 giờ 05 phút, ngày 23 tháng 11 năm 2026' },
    { instant: '2026-11-23T10:05:00+07:00', words: '10 giờ 05 phút, ngày 23 tháng 11 năm 2026' },
    { instant: '2026-02-05T07:00:00+07:00', words: '07 giờ 00 phút, ngày 05 tháng 02 năm 2026' },
    { instant: '2026-03-09T16:59:59+07:00', words: '16 giờ 59 phút, ngày 09 tháng 3 năm 2026' },
    { instant: '2026-12-31T17:30:00Z', words: '00 giờ 30 phút, ngày 01 tháng 01 năm 2027' },
  ])('$instant is $words', ({ instant, words }) => {
    expect(momentText(instant)).toBe(words)
  })

  test('a limit that ends with the day is 24 giờ of that day, not 0 giờ of the next', () => {
    expect(dueText('2026-12-08T00:00:00+07:00')).toBe('24 giờ 00 phút, ngày 07 tháng 12 năm 2026')
    expect(dueText('2027-01-01T00:00:00+07:00')).toBe('24 giờ 00 phút, ngày 31 tháng 12 năm 2026')
    expect(dueText('2026-12-08T00:01:00+07:00')).toBe('00 giờ 01 phút, ngày 08 tháng 12 năm 2026')
  })

  test('the date and the year of a form are those of Vietnam, even when UTC still has the day before', () => {
    expect(dayText('2026-12-31T20:00:00Z')).toBe('ngày 01 tháng 01 năm 2027')
    expect(yearOfIssue('2026-12-31T20:00:00Z')).toBe(2027)
  })

  test('a text that is no instant is an internal error and is not printed', () => {
    expect(() => momentText('hôm nay')).toThrow(RangeError)
  })
})

describe('money and limits in words', () => {
  test.each([
    [0, '0 đồng'],
    [500, '500 đồng'],
    [50_000, '50.000 đồng'],
    [1_234_567, '1.234.567 đồng'],
    [2_000_000_000, '2.000.000.000 đồng'],
  ])('%d is %s', (amount, words) => {
    expect(dongText(amount)).toBe(words)
  })

  test('fees are in one line, an unknown amount as its text, no fee as không', () => {
    expect(feeText([])).toBe('không')
    expect(
      feeText([
        { name: 'Lệ phí', amountDong: 50_000, note: null },
        { name: 'Phí thẩm định', amountDong: 1_250_000, note: 'miễn cho hộ nghèo' },
        { name: 'Phí đo đạc', amountDong: null, note: 'theo diện tích' },
      ]),
    ).toBe('Lệ phí: 50.000 đồng; Phí thẩm định: 1.250.000 đồng (miễn cho hộ nghèo); Phí đo đạc: theo diện tích')
  })

  test('the legal limit comes first and the shorter promise beside it', () => {
    expect(limitText('07 ngày làm việc', '05 ngày làm việc')).toBe('07 ngày làm việc (cam kết: 05 ngày làm việc)')
    expect(limitText('07 ngày làm việc', null)).toBe('07 ngày làm việc')
    expect(limitText(null, '04 giờ làm việc')).toBe('04 giờ làm việc (theo cam kết)')
    expect(limitText(null, null)).toBe('pháp luật không quy định')
  })
})

describe('what a slip promises', () => {
  test('the promise is the committed instant, with the legal one as the latest possible', () => {
    expect(formText('receipt-slip', sampleReceiptSlip)).toMatchObject({
      dueAt: '10 giờ 05 phút, ngày 30 tháng 11 năm 2026',
      latestAt: '10 giờ 05 phút, ngày 02 tháng 12 năm 2026',
    })
  })

  test('without a commitment the legal instant is the promise and is not printed twice', () => {
    expect(formText('receipt-slip', { ...sampleReceiptSlip, committedDueAt: null })).toMatchObject({
      dueAt: '10 giờ 05 phút, ngày 02 tháng 12 năm 2026',
      latestAt: null,
    })
  })

  test('a promise equal to the legal limit is printed once', () => {
    const same = {
      ...sampleReceiptSlip,
      committedDueAt: sampleReceiptSlip.legalDueAt,
      committedLimit: '07 ngày làm việc',
    }
    expect(formText('receipt-slip', same)).toMatchObject({
      limit: '07 ngày làm việc',
      dueAt: '10 giờ 05 phút, ngày 02 tháng 12 năm 2026',
      latestAt: null,
    })
  })

  test('names the legal limit as soon as the promised day is after it, and not before', () => {
    const nameOf = (committedDueAt: string) => formText('receipt-slip', { ...sampleReceiptSlip, committedDueAt })['latestName']
    expect(nameOf('2026-12-02T10:04:00+07:00')).toBe('Chậm nhất theo quy định: ')
    expect(nameOf('2026-12-02T10:05:00+07:00')).toBeNull()
    expect(nameOf('2026-12-02T10:06:00+07:00')).toContain('ngày hẹn trên đây sau thời hạn này')
  })

  test('names the slip it replaces, and the reason', () => {
    const replaces = { number: '07/TNHS', issuedAt: '2026-11-20T08:00:00+07:00', reason: 'Nghỉ do bão (Công điện 12)' }
    expect(formText('receipt-slip', { ...sampleReceiptSlip, replaces })['replaces']).toMatch(
      /^Thay thế Giấy tiếp nhận hồ sơ và hẹn trả kết quả số 07\/TNHS .*20.*11.*2026\. Lý do: Nghỉ do bão \(Công điện 12\)$/u,
    )
    expect(formText('receipt-slip', sampleReceiptSlip)['replaces']).toBeNull()
  })

  test('only the copy given to the person shows the look-up secret', () => {
    expect(formText('receipt-slip', sampleReceiptSlip)['copies']).toEqual([
      { name: 'Giao khách', showsSecret: true },
      { name: 'Lưu', showsSecret: false },
    ])
  })

  test('a preview leaves room for the number that is not assigned yet', () => {
    expect(formText('receipt-slip', { ...sampleReceiptSlip, number: null })['number']).toBe('Số: ………/TNHS')
  })
})

describe('text fit for paper', () => {
  test('decomposed letters are composed, stacked marks included', () => {
    expect(printable('Nguyễn Ậu được'.normalize('NFD'))).toBe('Nguyễn Ậu được')
  })

  test('invisible, private and direction-turning characters are left out', () => {
    expect(printable('Lê\u202e\u0000 \u200bVăn\ufeff \ue000A\ud800')).toBe('Lê Văn A')
  })

  test('a line break in a one-line field is a space', () => {
    expect(printable('Thôn 1\r\nxã Trà Giác')).toBe('Thôn 1 xã Trà Giác')
  })

  test('a reason keeps its paragraphs', () => {
    expect(formText('supplement-request', { ...sampleSupplementRequest, reason: 'một\r\n\n hai \u2028ba' })['reason']).toEqual([
      'một',
      'hai',
      'ba',
    ])
  })
})

test('the number of a form is its series number and the symbol of the form', () => {
  expect(formNumber('supplement-request', 7)).toBe('07/HDHS')
  expect(formNumber('receipt-slip', 1234)).toBe('1234/TNHS')
})

describe('the apology', () => {
  test('names the broken promise, the legal date and the new day separately', () => {
    const text = formText('apology', sampleApology)
    expect([text['dueBefore'], text['legalDue'], text['dueAfter']]).toEqual([
      '10 giờ 05 phút, ngày 24 tháng 11 năm 2026',
      '10 giờ 05 phút, ngày 26 tháng 11 năm 2026',
      '10 giờ 05 phút, ngày 01 tháng 12 năm 2026',
    ])
    expect(text['beyondLaw']).toContain('không làm thay đổi thời hạn đó')
    expect(formText('apology', { ...sampleApology, dueAfter: sampleApology.legalDueAt })['beyondLaw']).toBeNull()
    expect([text['days'], text['signerRole'], text['draft']]).toEqual(['05 ngày làm việc', 'KT. GIÁM ĐỐC', null])
  })

  test('states lateness only when it is late, and prints no legal date where there is none', () => {
    expect(formText('apology', { ...sampleApology, isLate: true })['unkept']).toContain('chưa trả kết quả')
    expect(formText('apology', sampleApology)['unkept']).toContain('đề nghị gia hạn')
    expect(formText('apology', { ...sampleApology, legalDueAt: null })['legalDue']).toBeNull()
  })
})

test('the notice of a stop names who stopped it, and promises no refund without a payment', () => {
  expect(formText('stop-notice', sampleStopNotice)).toMatchObject({ signerRole: 'NGƯỜI TIẾP NHẬN HỒ SƠ', bySystem: null })
  expect(formText('stop-notice', sampleStopNotice)['fees']).toContain('đã nộp 1.250.000 đồng')
  expect(formText('stop-notice', { ...sampleStopNotice, paidDong: 0 })['fees']).toContain('chưa nộp khoản nào')
  expect(formText('stop-notice', { ...sampleStopNotice, stoppedBy: 'system', signer: { style: null, name: null } })).toMatchObject({
    signerRole: 'THỦ TRƯỞNG',
    signedBy: '……………………',
  })
})
