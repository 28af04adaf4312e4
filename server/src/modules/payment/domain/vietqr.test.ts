import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkSum, writeObject } from './emv-qr.ts'
import { looksLikeTransferCode, readTransferCode, transferPurpose, writeTransferCode } from './vietqr.ts'

const tlv = writeObject
const merchant = (bin = '970436', account = '0011000000001', service = 'QRIBFTTA', guid = 'A000000727'): string =>
  tlv('38', tlv('00', guid) + tlv('01', tlv('00', bin) + tlv('01', account)) + tlv('02', service))
const seal = (body: string): string => `${body}6304${checkSum(`${body}6304`)}`
const code = (
  parts: { init?: string; merchant?: string; currency?: string; amount?: string | null; country?: string; more?: string } = {},
): string =>
  seal(
    tlv('00', '01') +
      tlv('01', parts.init ?? '12') +
      (parts.merchant ?? merchant()) +
      tlv('53', parts.currency ?? '704') +
      (parts.amount === null ? '' : tlv('54', parts.amount ?? '50000')) +
      tlv('58', parts.country ?? 'VN') +
      (parts.more ?? ''),
  )
const faults = (text: string): string[] => readTransferCode(text).faults.map((fault) => `${fault.code} ${fault.field}`)

const request = fc.record({
  bin: fc.stringMatching(/^\d{6}$/u),
  account: fc.stringMatching(/^[0-9A-Za-z]{1,19}$/u),
  amountDong: fc.integer({ min: 1, max: 9_999_999_999_999 }),
  purpose: fc.stringMatching(/^[0-9A-Za-z]([0-9A-Za-z ]{0,23}[0-9A-Za-z])?$/u),
})

test('the check sum is CRC-16/CCITT-FALSE', () => {
  expect(checkSum('123456789')).toBe('29B1')
})

describe('a transfer code that is right', () => {
  test('has the account, the amount and the purpose', () => {
    expect(readTransferCode(code({ more: tlv('62', tlv('08', 'PHI H4711')) }))).toMatchObject({
      faults: [],
      ignored: [],
      fields: {
        init: '12',
        bin: '970436',
        account: '0011000000001',
        service: 'QRIBFTTA',
        currency: '704',
        amount: '50000',
        country: 'VN',
        purpose_08: 'PHI H4711',
      },
    })
  })

  test('equals the code we write, for any account, amount and purpose', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const { fields, faults: found, ignored } = readTransferCode(writeTransferCode(asked))
        expect({ found, ignored }).toEqual({ found: [], ignored: [] })
        expect(fields).toMatchObject({
          init: '12',
          bin: asked.bin,
          account: asked.account,
          amount: String(asked.amountDong),
          purpose_08: asked.purpose,
        })
      }),
    )
  })

  test('may be static, without an amount, or for a card', () => {
    expect(faults(code({ init: '11', amount: null }))).toEqual([])
    expect(faults(code({ merchant: merchant('970436', '9704360000000001', 'QRIBFTTC') }))).toEqual([])
  })

  test('may carry the name in another language, the only place for accents', () => {
    const more = tlv('59', 'TRUNG TAM') + tlv('64', tlv('00', 'vi') + tlv('01', 'Trung tâm'))
    expect(readTransferCode(code({ more }))).toMatchObject({ faults: [], ignored: ['64'], fields: { name: 'TRUNG TAM' } })
  })
})

describe('a transfer code that is not exactly right is refused, with the place', () => {
  test.each([
    ['a check sum that differs', code().replace(/....$/u, '0000'), 'QR_CHECK_SUM_DIFFERS 63'],
    [
      'a check sum in small letters',
      code({ amount: '12000' }).replace(/[0-9A-F]{4}$/u, (sum) => sum.toLowerCase().replace(/^\d+$/u, 'abcd')),
      'QR_CHECK_SUM_MISSING 63',
    ],
    // A widely printed example: its check sum is right, its account is a digit longer than declared.
    [
      'an account longer than its length says',
      seal(`${tlv('00', '01')}${tlv('01', '11')}38570010A00000072701270006970403011200110123456780208QRIBFTTA53037045802VN`),
      'QR_CUT_SHORT 38/01',
    ],
    [
      'an inner length beyond its object',
      seal(`${tlv('00', '01')}${tlv('01', '11')}${tlv('38', '0010A0000007270199')}53037045802VN`),
      'QR_CUT_SHORT 38/01',
    ],
    ['text after the check sum', `${code()}9901X`, 'QR_CHECK_SUM_MISSING 63'],
    ['an object twice', code({ more: tlv('53', '704') }), 'QR_TWICE 53'],
    ['an empty object', code({ more: '5900' }), 'QR_EMPTY 59'],
    ['dong by another number', code({ currency: '840' }), 'QR_CURRENCY_UNKNOWN 53'],
    ['another country', code({ country: 'US' }), 'QR_COUNTRY_UNKNOWN 58'],
    ['a bank of five digits', code({ merchant: merchant('97043') }), 'QR_BIN_MALFORMED 38/01/00'],
    ['another scheme', code({ merchant: merchant('970436', '1', 'QRIBFTTA', 'A000000775') }), 'QR_GUID_UNKNOWN 38/00'],
    ['a service that does not exist', code({ merchant: merchant('970436', '1', 'QRIBFTTX') }), 'QR_SERVICE_UNKNOWN 38/02'],
    ['a card number too short', code({ merchant: merchant('970436', '970436', 'QRIBFTTC') }), 'QR_ACCOUNT_MALFORMED 38/01/01'],
    ['an account of twenty characters', code({ merchant: merchant('970436', '1'.repeat(20)) }), 'QR_ACCOUNT_MALFORMED 38/01/01'],
    ['an amount of nothing', code({ amount: '0' }), 'QR_AMOUNT_MALFORMED 54'],
    ['an amount with a leading zero', code({ amount: '050000' }), 'QR_AMOUNT_MALFORMED 54'],
    ['an amount with a fraction', code({ amount: '50000.5' }), 'QR_AMOUNT_MALFORMED 54'],
    ['a dynamic code without an amount', code({ amount: null }), 'QR_AMOUNT_MISSING 54'],
    ['neither static nor dynamic', code({ init: '13' }), 'QR_INITIATION_UNKNOWN 01'],
    ['an accent outside the language template', code({ more: tlv('62', tlv('08', 'Phí')) }), 'QR_NOT_ASCII '],
    ['a purpose of 26 characters', code({ more: tlv('62', tlv('08', 'x'.repeat(26))) }), 'QR_TOO_LONG 62/08'],
  ])('%s', (_what, text, expected) => {
    expect(faults(text)).toContain(expected)
  })

  test('any one character changed, lost or added', () => {
    fc.assert(
      fc.property(
        request,
        fc.nat(),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
        fc.constantFrom('change', 'lose', 'add'),
        (asked, seed, letter, how) => {
          const text = writeTransferCode(asked)
          const at = seed % text.length
          const mutated = text.slice(0, at) + (how === 'lose' ? '' : letter) + text.slice(how === 'add' ? at : at + 1)
          fc.pre(mutated !== text)
          expect(readTransferCode(mutated).faults).not.toEqual([])
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('and no text makes the reader throw', () => {
    const digits = fc.string({ unit: fc.constantFrom('0', '1', '2', '3', '8', '6', '4', 'A', 'é', '😀', '\ud800') })
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          digits,
          digits.map((rest) => `000201${rest}`),
        ),
        (text) => {
          readTransferCode(text)
          looksLikeTransferCode(text)
        },
      ),
      { numRuns: 2000 },
    )
  })
})

describe('the purpose of a transfer', () => {
  test('is plain letters, at most 25 of them', () => {
    expect(transferPurpose('Phí hồ sơ H47.11-261123-0001, đợt 1')).toBe('Phi ho so H47 11 261123 0')
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => void expect(transferPurpose(text)).toMatch(/^[0-9A-Za-z ]{0,25}$/u)))
  })

  test('that no code can carry is refused where the code is written', () => {
    const asked = { bin: '970436', account: '1', amountDong: 1, purpose: 'x' }
    expect(() => writeTransferCode({ ...asked, amountDong: 0.5 })).toThrow(RangeError)
    expect(() => writeTransferCode({ ...asked, purpose: '' })).toThrow(RangeError)
    expect(() => writeTransferCode({ ...asked, bin: '97' })).toThrow(RangeError)
  })
})
