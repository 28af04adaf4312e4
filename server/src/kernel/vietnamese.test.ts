import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sharedFolder } from '../testing/shared-folder.ts'
import { holdsOldEncoding, isInOldEncoding, tidy } from './vietnamese.ts'

describe('text as it enters', () => {
  test.each([
    ['Tr\u1ea7n\u200B Th\u1ecb\u00AD B\u00ed\uFEFF', 'Trần Thị Bí'],
    ['L\u00ea \u202EABC\u202C Th\u1eed', 'Lê ABC Thử'],
    ['\u00d0\u1eb7ng V\u0103n \u00d0\u00f4ng', 'Đặng Văn Đông'],
    ['SIGUR\u00d0UR J\u00f3nsd\u00f3ttir', 'SIGUR\u00d0UR Jónsdóttir'],
    ['\u0007Ng\u00f4\u0000 V\u0103n\u2060 Th\u1eed\u200F', 'Ngô Văn Thử'],
    ['Nguye\u0302\u0303n\u00a0 \tVa\u0306n\r\nThu\u031b\u0309', 'Nguyễn Văn Thử'],
  ])('%j is %s', (given, kept) => {
    expect(tidy(given)).toBe(kept)
  })
})

describe('an encoding of before Unicode', () => {
  test.each(['NguyÔn V¨n §«ng', 'Nguyeãn Vaên Ñoâng', 'TrÇn ThÞ Hµ', 'Leâ Thò Thuûy Tieân', 'Hoµng V¨n Thô', 'Traàn Thò Bích'])(
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
    'Raphaël Béat',
    'Beáta João Simões',
    'D’Angelo',
    'LÊ THỊ BÉ',
    'Y Uyên Niê',
    "H'Hen Niê",
  ])('%s is a name', (name) => {
    expect(isInOldEncoding(name)).toBe(false)
  })

  test.each(['§«ng Nai, Qu¶ng Nam', '12 TrÇn Phó, thµnh phè Héi An', 'Soá 5 ñöôøng Traàn Phuù'])(
    'an address %s is asked about',
    (address) => {
      expect(holdsOldEncoding(address)).toBe(true)
    },
  )
  test.each(['Lô A·12, nhà 3½, đường «Trần Phú»', 'Thôn 2 – xã Trà Linh; 12/5 Lê Lợi', 'Rue de l’Église, Genève'])(
    'an address %s is taken',
    (address) => {
      expect(holdsOldEncoding(address)).toBe(false)
    },
  )

  const given = join(sharedFolder('data/text') ?? '', 'given_names.json')
  test.skipIf(!existsSync(given))('no given name of the shared folder is asked about', () => {
    expect(
      readFileSync(given, 'utf8')
        .match(/\p{L}+/gu)
        ?.filter((name) => isInOldEncoding(name)) ?? [],
    ).toEqual([])
  })
})
