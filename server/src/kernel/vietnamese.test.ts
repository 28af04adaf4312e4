import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sharedFolder } from '../testing/shared-folder.ts'
import { isInOldEncoding, tidy } from './vietnamese.ts'

describe('text as it enters', () => {
  test.each([
    ['Tr\u1ea7n\u200B Th\u1ecb\u00AD B\u00ed\uFEFF', 'Trần Thị Bí'],
    ['L\u00ea \u202EABC\u202C Th\u1eed', 'Lê ABC Thử'],
    ['\u0007Ng\u00f4\u0000 V\u0103n\u2060 Th\u1eed\u200F', 'Ngô Văn Thử'],
    ['Nguye\u0302\u0303n\u00a0 \tVa\u0306n\r\nThu\u031b\u0309', 'Nguyễn Văn Thử'],
  ])('%j is %s', (given, kept) => {
    expect(tidy(given)).toBe(kept)
  })
})

describe('an encoding of before Unicode', () => {
  test.each(['NguyÔn V¨n §«ng', 'Nguyeãn Vaên Ñoâng', 'TrÇn ThÞ Hµ', 'Leâ Thò Thuûy Tieân', 'Hoµng V¨n Thô'])(
    '%s is asked about',
    (name) => {
      expect(isInOldEncoding(name)).toBe(true)
    },
  )

  test.each([
    'Nguyễn Văn Đông',
    'Đặng Thị Ước Mơ',
    'Hoà',
    'Hoàng Thuý Oanh',
    'Khúc Thừa Dụ',
    'José Peña',
    'Anaïs Müller',
    'Noël',
    'D’Angelo',
    'LÊ THỊ BÉ',
    'Y Uyên Niê',
    "H'Hen Niê",
  ])('%s is a name', (name) => {
    expect(isInOldEncoding(name)).toBe(false)
  })

  const given = join(sharedFolder('data/text') ?? '', 'given_names.json')
  test.skipIf(!existsSync(given))('no given name of the shared folder is asked about', () => {
    expect(
      readFileSync(given, 'utf8')
        .match(/\p{L}+/gu)
        ?.filter((name) => isInOldEncoding(name)) ?? [],
    ).toEqual([])
  })
})
