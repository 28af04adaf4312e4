import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Readable, Writable } from 'node:stream'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkSum } from '../modules/payment/domain/emv-qr.ts'
import { writeTransferCode } from '#payment'
import { judgeQr, run } from './qr.ts'

const card = '079090001001|020123456|Nguyễn Văn Ậu|01011990|Nam|1 Lê Duẩn, Bến Nghé|01012021'
const errors = (text: string): string[] => judgeQr(text).errors.map((error) => error.code)

async function call(input: Uint8Array[], args: string[] = []): Promise<{ code: number; out: string[]; err: string }> {
  const text = { out: '', err: '' }
  const into = (name: 'out' | 'err'): Writable =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        text[name] += chunk.toString()
        done()
      },
    })
  const code = await run(args, { stdin: Readable.from(input, { objectMode: true }), stdout: into('out'), stderr: into('err') })
  return { code, out: text.out.split('\n').slice(0, -1), err: text.err }
}

describe('a card, to the letter', () => {
  test('is valid when all fields agree', () => {
    expect(judgeQr(card)).toMatchObject({
      kind: 'card',
      valid: true,
      fields: { id: '079090001001', oldId: '020123456', fullName: 'Nguyễn Văn Ậu', dob: '1990-01-01', sex: 'Nam', issueDate: '2021-01-01' },
      errors: [],
      notes: [],
    })
    expect(judgeQr(card.normalize('NFD')).valid).toBe(true)
    expect(judgeQr(card.replace('020123456', '')).valid).toBe(true)
  })

  test('may have further fields; the report says that they were ignored', () => {
    expect(judgeQr(`${card}||||`)).toMatchObject({ valid: true, notes: ['Có 4 mục sau mục thứ 7, đã bỏ qua.'] })
  })

  test.each([
    ['a number of the other sex', card.replace('079090', '079190'), 'ID_SEX_DIFFERS'],
    ['a number of another year', card.replace('079090', '079091'), 'ID_BIRTH_YEAR_DIFFERS'],
    ['a number of another century', card.replace('079090', '079290'), 'ID_BIRTH_YEAR_DIFFERS'],
    ['no such province', card.replace('079090', '097090'), 'ID_PROVINCE_UNKNOWN'],
    ['31 February', card.replace('01011990', '31021990'), 'BIRTH_DATE_MALFORMED'],
    ['a former number of 8 digits', card.replace('020123456', '02012345'), 'OLD_ID_NUMBER_MALFORMED'],
    ['a former number of 12 digits', card.replace('020123456', '020123456789'), 'OLD_ID_NUMBER_MALFORMED'],
    ['issued before birth', card.replace('01012021', '01011980'), 'ISSUED_BEFORE_BIRTH'],
    ['six fields', card.replace('|020123456', ''), 'CARD_FORM_DIFFERS'],
    ['dates with slashes', card.replace('01011990', '01/01/1990'), 'CARD_FORM_DIFFERS'],
    ['bars of another keyboard', card.replaceAll('|', '~'), 'CARD_FORM_DIFFERS'],
    ['a number with spaces', card.replace('079090001001', '079 090 001 001'), 'CARD_FORM_DIFFERS'],
    ['eleven digits', card.slice(1), 'ID_NUMBER_ZEROS_RESTORED'],
  ])('%s is refused, although a lenient reading would help the counter', (_what, text, code) => {
    expect(errors(text)).toContain(code)
    expect(judgeQr(text)).toMatchObject({ kind: 'card', valid: false })
  })
})

test('a transfer code is checked by its own rules, and any other text is unknown', () => {
  const transfer = writeTransferCode({ bin: '970436', account: '0011', amountDong: 20_000, purpose: 'LE PHI 1' })
  expect(judgeQr(transfer)).toMatchObject({ kind: 'vietqr', valid: true, errors: [] })
  expect(judgeQr(`${transfer}x`)).toMatchObject({ kind: 'vietqr', valid: false })
  for (const text of ['', 'xin chào', 'a|b', '😀']) expect(judgeQr(text)).toMatchObject({ kind: 'unknown', valid: false, fields: {} })
})

test('no text makes it throw, and none is both valid and faulty', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 12 }).map((parts) => parts.join('|')),
      ),
      (text) => {
        const judged = judgeQr(text)
        expect(judged.valid).toBe(judged.errors.length === 0)
        expect(JSON.parse(JSON.stringify(judged))).toEqual(judged)
      },
    ),
    { numRuns: 2000 },
  )
})

describe('motcua qr', () => {
  test('answers one line a line, however the bytes arrive', async () => {
    const bytes = Buffer.from(`${card}\r\n\n${card}`)
    const whole = await call([bytes])
    expect(whole.code).toBe(0)
    expect(whole.out.map((line) => (JSON.parse(line) as { kind: string }).kind)).toEqual(['card', 'unknown', 'card'])
    expect(await call(Array.from(bytes, (byte) => Buffer.from([byte])))).toEqual(whole)
  })

  test('a wrong call prints the usage', async () => {
    expect(await call([], ['x'])).toMatchObject({ code: 2, out: [] })
    expect((await call([], ['x'])).err).toContain('motcua qr <')
  })
})

const vectors = (name: string): URL => new URL(`../../../../shared/data/qr/${name}`, import.meta.url)
describe.skipIf(!existsSync(fileURLToPath(vectors('vietqr_vectors.json'))))('public examples, if they are available', () => {
  const read = <T>(name: string): T[] => (JSON.parse(readFileSync(vectors(name), 'utf8')) as { vectors: T[] }).vectors
  test('transfer codes', () => {
    for (const each of read<{ payload: string; valid: boolean; fields?: object }>('vietqr_vectors.json')) {
      expect(judgeQr(each.payload)).toMatchObject({ kind: 'vietqr', valid: each.valid, fields: each.fields ?? {} })
    }
  })
  test('cards', () => {
    for (const each of read<{ raw: string; consistent: boolean; expected: object }>('cccd_vectors.json')) {
      expect(judgeQr(each.raw)).toMatchObject({ kind: 'card', valid: each.consistent, fields: each.expected })
    }
  })
})

/** An EMVCo code of these objects, with its check sum. */
function merchant(objects: string): string {
  const head = `000201${objects}6304`
  return head + checkSum(head)
}

describe('other codes shown at a counter', () => {
  const shop = '5204541153037045802VN5910CUA HANG A6006HA NOI'
  const account = '26260010A000000775010800112233'

  test('a merchant’s code of another scheme is a valid EMVCo code, and no VietQR', () => {
    expect(judgeQr(merchant(`010211${account}${shop}`))).toMatchObject({
      kind: 'emvco',
      valid: true,
      errors: [],
      fields: { name: 'CUA HANG A', currency: '704' },
    })
    expect(
      judgeQr(merchant(`0102123822001099999999990104ABCD${shop.replace('704', '156').replace('5802', '540523.725802')}`)),
    ).toMatchObject({
      kind: 'emvco',
      valid: true,
      fields: { amount: '23.72' },
    })
  })

  test.each([
    ['a check sum of something else', `${merchant(`010211${account}${shop}`).slice(0, -4)}0000`, 'EMV_CHECK_SUM_DIFFERS'],
    ['no name', merchant(`010211${account}${shop.replace('5910CUA HANG A', '')}`), 'EMV_NAME_MALFORMED'],
    ['no town', merchant(`010211${account}${shop.replace('6006HA NOI', '')}`), 'EMV_CITY_MALFORMED'],
    ['an amount of letters', merchant(`010211${account}5403abc${shop}`), 'EMV_AMOUNT_MALFORMED'],
    ['a country of digits', merchant(`010211${account}${shop.replace('02VN', '0284')}`), 'EMV_COUNTRY_MALFORMED'],
  ])('%s: named, not valid', (_what, text, code) => {
    expect(judgeQr(text)).toMatchObject({ kind: 'emvco', valid: false })
    expect(errors(text)).toContain(code)
  })

  test('a VietQR is recognised as one, valid or not, with or without blanks at its ends', () => {
    const code = writeTransferCode({ bin: '970422', account: '0011223344', amountDong: 10_000, purpose: 'THU' })
    expect(judgeQr(` ${code}  \t`)).toMatchObject({ kind: 'vietqr', valid: true })
    expect(judgeQr(code.replace('970422', '97042A'))).toMatchObject({ kind: 'vietqr', valid: false })
  })

  test('a health-insurance card is named, and nothing of it is taken for a citizen card', () => {
    const name = Buffer.from('Nguyễn Văn Ậu').toString('hex')
    for (const number of ['GD4790123456789', '0123456789']) {
      const text = `${number}|${name}|01/02/1990|1|${name}|79 - 001|01/01/2024|-|01/01/2024|79010112345678|-|4|01/01/2025|a1b2-1|$`
      expect(judgeQr(text)).toMatchObject({ kind: 'health_card', valid: false, fields: {} })
    }
  })

  test('the Icelandic letter is read as Đ, with a note', () => {
    const judged = judgeQr(card.replace('Nguyễn', 'Ðặng').replace('Lê Duẩn', 'Ðà Nẵng'))
    expect(judged).toMatchObject({ kind: 'card', valid: true, fields: { fullName: 'Đặng Văn Ậu', address: '1 Đà Nẵng, Bến Nghé' } })
    expect(judged.notes.join()).toContain('Đ')
  })

  test.each(['º', 'ª', '\u001d', '~', '>', '\t', ';', '^', '§'])('bars that came as %j are read, and the form differs', (sign) => {
    expect(judgeQr(card.replaceAll('|', sign))).toMatchObject({
      kind: 'card',
      fields: { id: '079090001001', fullName: 'Nguyễn Văn Ậu' },
      errors: [{ code: 'CARD_FORM_DIFFERS' }],
    })
  })

  test('fields with their names are read, in any order', () => {
    const text =
      'CCCD: 079090001001|Họ và tên: Nguyễn Văn Ậu|Giới tính: Nam|Ngày sinh: 01/01/1990|Địa chỉ: 1 Lê Duẩn, Bến Nghé|Ngày cấp: 01/01/2021|CMND: 020123456'
    expect(judgeQr(text)).toMatchObject({
      kind: 'card',
      fields: {
        id: '079090001001',
        oldId: '020123456',
        fullName: 'Nguyễn Văn Ậu',
        dob: '1990-01-01',
        address: '1 Lê Duẩn, Bến Nghé',
        issueDate: '2021-01-01',
      },
      errors: [{ code: 'CARD_FORM_DIFFERS' }],
    })
  })
})
