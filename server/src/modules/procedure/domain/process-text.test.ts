import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryProcess } from '../testing/process-examples.ts'
import { parseOnward, printOnward } from './process-text.ts'

describe('where a step leads, typed in one cell', () => {
  test('what is printed is read again as the same tree', () => {
    fc.assert(
      fc.property(arbitraryProcess, (process) => {
        for (const onward of [process.entry, ...process.steps.map((step) => step.onward)]) {
          expect(parseOnward(printOnward(onward))).toEqual({ onward })
        }
      }),
    )
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
