import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryProcess } from '../testing/process-examples.ts'
import { parseOnward, printOnward } from './process-text.ts'

describe('the next steps, typed in one cell', () => {
  test('printed text is read back as the same tree', () => {
    fc.assert(
      fc.property(arbitraryProcess, (process) => {
        for (const onward of [process.entry, ...process.steps.map((step) => step.onward)]) {
          for (const language of ['vi', 'en'] as const) expect(parseOnward(printOnward(onward, language))).toEqual({ onward })
        }
      }),
    )
  })

  const online = { op: '=', field: 'channel', value: 'online' } as const
  test.each([
    ['nếu Hình thức nộp là trực tuyến thì 4; còn lại 5', online],
    ['NẾU hình thức nộp là TRỰC TUYẾN thì 4; còn lại 5', online],
    ['if Way of filing is online then 4; otherwise 5', online],
    ['nếu channel = "online" thì 4; còn lại 5', online],
    ['nếu Có người được uỷ quyền thì 4; còn lại 5', { op: '=', field: 'hasRepresentative', value: true }],
    ['nếu Số lần đã yêu cầu bổ sung > 0 thì 4; còn lại 5', { op: '>', field: 'supplementCount', value: 0 }],
    [
      'nếu Cách nhận kết quả thuộc (tại quầy, bưu chính) thì 4; còn lại 5',
      { op: 'in', field: 'resultMethod', values: ['counter', 'post'] },
    ],
    [
      'nếu (Loại người nộp là tổ chức và không Hình thức nộp không phải là trực tiếp) thì 4; còn lại 5',
      {
        op: 'and',
        of: [
          { op: '=', field: 'applicantKind', value: 'organisation' },
          { op: 'not', of: { op: '!=', field: 'channel', value: 'direct' } },
        ],
      },
    ],
  ] as const)('%s', (text, when) => {
    const read = parseOnward(text)
    expect(read).toEqual({
      onward: { kind: 'choose', branches: [{ when, onward: { kind: 'step', no: 4 } }], otherwise: { kind: 'step', no: 5 } },
    })
    // What is stored is shown in words, in the language of the reader.
    if ('onward' in read && text.includes('nếu') && !text.includes('"') && !text.startsWith('NẾU'))
      expect(printOnward(read.onward)).toBe(text)
    if ('onward' in read && text.startsWith('if')) expect(printOnward(read.onward, 'en')).toBe(text)
  })

  test('no text makes the reader throw', () => {
    const words = fc.constantFrom(
      'nếu',
      'thì',
      'song song',
      '(',
      ')',
      ';',
      'còn lại',
      'chờ',
      'tất cả',
      'một',
      'rồi',
      '3',
      'hết',
      'hợp',
      '"',
      'channel =',
      '"x"',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc.array(words).map((each) => each.join(' ')),
        ),
        (text) => {
          expect(Object.keys(parseOnward(text))).toHaveLength(1)
        },
      ),
    )
  })

  test('the word “thì” inside a quoted text ends no condition', () => {
    expect(parseOnward('Nếu ghiChu = "nếu thì" thì 2;  còn  lại hết')).toEqual({
      onward: {
        kind: 'choose',
        branches: [{ when: { op: '=', field: 'ghiChu', value: 'nếu thì' }, onward: { kind: 'step', no: 2 } }],
        otherwise: { kind: 'end' },
      },
    })
  })

  test.each([
    ['', 'cần số bước, “hết” hoặc “hợp” (ký tự thứ 1)'],
    ['3 4', 'thừa chữ (ký tự thứ 3)'],
    ['nếu a = 1 thì 2', 'cần “;” (ký tự thứ 16)'],
    ['nếu a = thì 2; còn lại 3', 'điều kiện: thiếu giá trị ở ký tự thứ 4 (ký tự thứ 5)'],
    ['song song (2; 3) chờ đủ rồi 4', 'cần “tất cả”, “một” hoặc một số (ký tự thứ 22)'],
    ['('.repeat(20), 'lồng nhau quá sâu (ký tự thứ 14)'],
  ])('%s is refused, saying where', (text, fault) => {
    expect(parseOnward(text)).toEqual({ fault })
  })
})
