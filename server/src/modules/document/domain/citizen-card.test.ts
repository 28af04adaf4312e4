import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCitizenCard } from './citizen-card.ts'

const plain = '079090001001|020123456|Nguyễn Văn Ậu|01011990|Nam|1 Lê Duẩn, Bến Nghé, Thành phố Hồ Chí Minh|01012021'
const whole = {
  idNumber: '079090001001',
  oldIdNumber: '020123456',
  fullName: 'Nguyễn Văn Ậu',
  bornOn: '1990-01-01',
  sex: 'male',
  address: '1 Lê Duẩn, Bến Nghé, Thành phố Hồ Chí Minh',
  issuedOn: '2021-01-01',
  faults: [],
}
const codes = (raw: string): string[] => readCitizenCard(raw).faults.map((fault) => fault.code)

/** UTF-8 bytes shown one by one, as a scanner set to Windows-1252 types them. */
const mojibake = (text: string): string => new TextDecoder('windows-1252').decode(new TextEncoder().encode(text))

describe('an unambiguous card is read in every encoding', () => {
  test.each([
    { how: 'as printed', raw: plain },
    { how: 'with further fields of newer cards', raw: `${plain}||||1` },
    { how: 'with decomposed letters', raw: plain.normalize('NFD') },
    { how: 'with the line end and the byte order mark of a scanner', raw: `\ufeff${plain}\r\n` },
    { how: 'with its UTF-8 shown as Windows-1252', raw: mojibake(plain) },
    { how: 'with full-width bars', raw: plain.replaceAll('|', '｜') },
    { how: 'with the bar of another keyboard layout', raw: plain.replaceAll('|', '~') },
    {
      how: 'with spaces around everything',
      raw: plain.replaceAll('|', ' | ').replace('079090001001', '079 090 001 001'),
    },
    {
      how: 'with dates with slashes',
      raw: plain.replace('01011990', '01/01/1990').replace('01012021', '1/01/2021'),
    },
    { how: 'without the first zero of a date', raw: plain.replace('01011990', '1011990') },
    { how: 'with the sex in capitals and without marks', raw: plain.replace('|Nam|', '|NAM|') },
  ])('$how', ({ raw }) => {
    expect(readCitizenCard(raw)).toEqual(whole)
  })

  test('without an old number, whether the place is empty or left out', () => {
    expect(readCitizenCard(plain.replace('|020123456|', '||'))).toEqual({ ...whole, oldIdNumber: null })
    expect(readCitizenCard(plain.replace('|020123456|', '|'))).toEqual({ ...whole, oldIdNumber: null })
  })

  test('lost leading zeros of the number are restored, and a person is asked to check', () => {
    expect(readCitizenCard(plain.slice(1))).toMatchObject({ idNumber: '079090001001' })
    expect(codes(plain.slice(1))).toEqual(['ID_NUMBER_ZEROS_RESTORED'])
  })

  test('an unreadable sex is derived from the number, and marked as derived', () => {
    const raw = plain.replace('|Nam|', '|N?|').replace('079090', '079190')
    expect(readCitizenCard(raw).sex).toBe('female')
    expect(codes(raw)).toEqual(['SEX_FROM_ID_NUMBER'])
  })
})

describe('the number is compared with the other fields of the card', () => {
  test.each([
    { number: '079090001001', sex: 'Nam', born: '01011990', faults: [] },
    { number: '079190001001', sex: 'Nữ', born: '01011990', faults: [] },
    { number: '079205001001', sex: 'Nam', born: '31122005', faults: [] },
    { number: '079305001001', sex: 'Nữ', born: '29022004', faults: ['ID_BIRTH_YEAR_DIFFERS'] },
    { number: '079190001001', sex: 'Nam', born: '01011990', faults: ['ID_SEX_DIFFERS'] },
    { number: '079290001001', sex: 'Nam', born: '01011990', faults: ['ID_BIRTH_YEAR_DIFFERS'] },
    {
      number: '079091001001',
      sex: 'Nữ',
      born: '01011990',
      faults: ['ID_SEX_DIFFERS', 'ID_BIRTH_YEAR_DIFFERS'],
    },
    { number: '000090001001', sex: 'Nam', born: '01011990', faults: ['ID_PROVINCE_UNKNOWN'] },
    { number: '097090001001', sex: 'Nam', born: '01011990', faults: ['ID_PROVINCE_UNKNOWN'] },
  ])('$number, $sex, born $born: $faults', ({ number, sex, born, faults }) => {
    expect(codes(`${number}||Lê Thị A|${born}|${sex}|Đà Nẵng|01012021`)).toEqual(faults)
  })
})

describe('a field that cannot be read with certainty remains empty and is named', () => {
  test.each([
    { raw: plain.replace('079090001001', '07909000100'), field: 'idNumber', code: 'ID_NUMBER_MALFORMED' },
    { raw: plain.replace('020123456', '0201'), field: 'oldIdNumber', code: 'OLD_ID_NUMBER_MALFORMED' },
    { raw: plain.replace('Nguyễn Văn Ậu', ''), field: 'fullName', code: 'NAME_MISSING' },
    { raw: plain.replace('01011990', '31021990'), field: 'bornOn', code: 'BIRTH_DATE_MALFORMED' },
    { raw: plain.replace('01011990', '1990'), field: 'bornOn', code: 'BIRTH_YEAR_ONLY' },
    { raw: plain.replace(/\|1 Lê[^|]*/u, '|'), field: 'address', code: 'ADDRESS_MISSING' },
    { raw: plain.replace('01012021', 'x'), field: 'issuedOn', code: 'ISSUE_DATE_MALFORMED' },
  ])('$code', ({ raw, field, code }) => {
    const card = readCitizenCard(raw)
    expect(card).toMatchObject({ [field]: null })
    expect(card.faults).toEqual([{ field: `/${field}`, code, message: expect.stringMatching(/Xin /u) }])
  })

  test('a name with broken letters is kept for the officer to correct', () => {
    const raw = plain.replace('Nguyễn', 'Nguy\ufffdn')
    expect(readCitizenCard(raw).fullName).toBe('Nguy\ufffdn Văn Ậu')
    expect(codes(raw)).toEqual(['TEXT_MANGLED'])
  })

  test('a card issued before its holder was born is refused', () => {
    expect(codes(plain.replace('01012021', '01011980'))).toEqual(['ISSUED_BEFORE_BIRTH'])
  })

  test.each(['', '   ', 'xin chào', 'https://example.vn', '||', '12345'])('%j is no card at all', (raw) => {
    const card = readCitizenCard(raw)
    expect(card).toMatchObject({ idNumber: null, fullName: null })
    expect(card.faults.length).toBeGreaterThan(0)
  })
})

describe('any text at all', () => {
  const fields = fc.array(fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.constantFrom('079090001001', '01011990', 'Nam')), {
    maxLength: 12,
  })

  test('never makes it throw, and the result has its declared shape', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fields.map((parts) => parts.join('|')),
        ),
        (raw) => {
          const card = readCitizenCard(raw)
          if (card.idNumber !== null) expect(card.idNumber).toMatch(/^\d{12}$/u)
          for (const day of [card.bornOn, card.issuedOn]) if (day !== null) expect(Temporal.PlainDate.from(day).toString()).toBe(day)
          for (const text of [card.fullName, card.address]) if (text !== null) expect(text).toBe(text.normalize('NFC').trim())
          if (card.idNumber === null) expect(card.faults.length).toBeGreaterThan(0)
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('a card with valid data is read back without a fault, also after conversion through Windows-1252', () => {
    const person = fc.record({
      place: fc.integer({ min: 1, max: 96 }),
      born: fc.date({ min: new Date('1920-01-01'), max: new Date('2019-12-31'), noInvalidDate: true }),
      female: fc.boolean(),
      tail: fc.integer({ min: 0, max: 999_999 }),
      name: fc.constantFrom('Nguyễn Thị Ễ', 'Đỗ Ước', 'Trần Văn Ậm', 'Y Moan Êñuôl', 'LE VAN A'),
    })
    fc.assert(
      fc.property(person, fc.boolean(), ({ place, born, female, tail, name }, mangled) => {
        const bornOn = born.toISOString().slice(0, 10)
        const [year = '', month = '', day = ''] = bornOn.split('-')
        const century = (Number(year) >= 2000 ? 2 : 0) + (female ? 1 : 0)
        const idNumber = `${String(place).padStart(3, '0')}${century}${year.slice(2)}${String(tail).padStart(6, '0')}`
        const raw = `${idNumber}||${name}|${day}${month}${year}|${female ? 'Nữ' : 'Nam'}|Xã Trà Giác, Quảng Nam|01012025`
        expect(readCitizenCard(mangled ? mojibake(raw) : raw)).toEqual({
          idNumber,
          oldIdNumber: null,
          fullName: name,
          bornOn,
          sex: female ? 'female' : 'male',
          address: 'Xã Trà Giác, Quảng Nam',
          issuedOn: '2025-01-01',
          faults: [],
        })
      }),
      { numRuns: 500 },
    )
  })
})

type Vector = {
  raw: string
  consistent: boolean
  expected: {
    id: string
    oldId: string
    fullName: string
    dob: string
    sex: string
    address: string
    issueDate: string
  }
}
const vectorFile = fileURLToPath(new URL('../../../../../../shared/data/qr/cccd_vectors.json', import.meta.url))

describe.skipIf(!existsSync(vectorFile))('the strings of cards quoted in public (needs ../shared/data)', () => {
  const { vectors } = existsSync(vectorFile) ? (JSON.parse(readFileSync(vectorFile, 'utf8')) as { vectors: Vector[] }) : { vectors: [] }

  test.each(vectors)('$raw', ({ raw, expected, consistent }) => {
    const card = readCitizenCard(raw)
    expect(card).toMatchObject({
      idNumber: expected.id,
      oldIdNumber: expected.oldId,
      fullName: expected.fullName,
      bornOn: expected.dob,
      sex: expected.sex === 'Nam' ? 'male' : 'female',
      address: expected.address,
      issuedOn: expected.issueDate,
    })
    expect(card.faults.some((fault) => /^ID_(SEX|BIRTH_YEAR)_DIFFERS$/u.test(fault.code))).toBe(!consistent)
  })
})
