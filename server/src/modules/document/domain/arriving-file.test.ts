import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { signatureProblems } from './signature-report.ts'
import { keptName, nameFor, signatureStateOf } from './arriving-file.ts'

describe('the name a file is kept under', () => {
  test.each([
    ['Giấy chứng nhận.pdf', 'Giấy chứng nhận.pdf'],
    ['C:\\Users\\Quầy 1\\quét\\CCCD.pdf', 'CCCD.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['/etc/', null],
    ['...', null],
    ['.pdf', 'pdf'],
    ['giay\u202Efdp.exe', 'giayfdp.exe'],
    ['tệp\u0000\r\nSet-Cookie: x.pdf', 'tệpSet-Cookie_ x.pdf'],
    ['Gia\u0302\u0301y to\u031B\u0300.pdf', 'Giấy tờ.pdf'],
    ['  nhiều   khoảng  trắng .pdf ', 'nhiều khoảng trắng.pdf'],
    ['a\u200Db\uFEFFc.png', 'abc.png'],
    ['\uD800lẻ.pdf', '\uFFFDlẻ.pdf'],
    ['a<b>:"|?*.pdf', 'a_b______.pdf'],
  ])('%j is kept as %j', (sent, kept) => expect(keptName(sent)).toBe(kept))

  test('three hundred letters are cut to the limit of file systems, and the extension is kept', () => {
    const name = keptName(`${'ế'.repeat(300)}.pdf`)
    expect(name?.endsWith('ế.pdf')).toBe(true)
    expect(new TextEncoder().encode(name ?? '').length).toBeLessThanOrEqual(200)
  })

  test('any name is stored composed, in one line, without a path, and normalising it again changes nothing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.string({ unit: 'grapheme', maxLength: 400 })), (sent) => {
        const name = keptName(sent)
        if (name === null) return
        expect(name).toBe(name.normalize('NFC'))
        expect(name).not.toMatch(/[/\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
        expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(255)
        expect(keptName(name)).toBe(name)
      }),
      { numRuns: 200 },
    )
  })
})

describe('the extension', () => {
  test('must agree with the bytes, in any case of letters', () => {
    expect(nameFor('Quét.PDF', 'application/pdf')).toBe('Quét.PDF')
    expect(nameFor('ảnh.jpeg', 'image/jpeg')).toBe('ảnh.jpeg')
    expect(nameFor('ảnh.png', 'image/jpeg')).toBeNull()
    expect(nameFor('giấy.pdf.exe', 'application/pdf')).toBeNull()
  })

  test('is given to a file that has none', () => {
    expect(nameFor('quét', 'application/pdf')).toBe('quét.pdf')
    expect(nameFor('số 12. Giấy tờ', 'image/png')).toBe('số 12. Giấy tờ.png')
  })
})

test('a file that is not checked is reported as no PDF, and an unreadable one is not reported as sound', () => {
  expect(signatureStateOf(null)).toBe('not_pdf')
  expect(signatureStateOf('unreadable')).toBe('invalid')
  expect(signatureStateOf('indeterminate')).toBe('untrusted')
})

test('every cause of a signature verdict has an English text, without Vietnamese words', () => {
  for (const { vietnamese, english } of Object.values(signatureProblems)) {
    expect(english).not.toBe(vietnamese)
    expect(english).toMatch(/^[\x20-\x7e’“”]+\.$/u)
  }
})
