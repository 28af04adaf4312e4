import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Refusal } from '#kernel/refusal.ts'
import { dongInWords, numberInWords } from './amount-in-words.ts'
import {
  adjustLine,
  adjustmentKinds,
  feeGrounds,
  linesOf,
  mostDong,
  owedOf,
  referenceSigns,
  referencesIn,
  settledBy,
  nameWithCount,
} from './bill.ts'
import type { BillLine } from './bill.ts'
import { closeDay, countedDong, denominations } from './cash-day.ts'
import { postingsOf } from './postings.ts'
import type { Movement } from './postings.ts'

const dong = fc.integer({ min: 1, max: mostDong })
const refused = (value: object): string | null => ('kind' in value && 'message' in value ? (value as Refusal).code : null)

describe('money in the book', () => {
  const movement: fc.Arbitrary<Movement> = fc.oneof(
    fc.record({ kind: fc.constantFrom('raise', 'notice', 'hand_over'), amountDong: dong }),
    fc.record({ kind: fc.constantFrom('adjust', 'difference'), amountDong: fc.integer({ min: -mostDong, max: mostDong }) }),
    fc.record({ kind: fc.constantFrom('collect', 'refund', 'mistake'), amountDong: dong, method: fc.constantFrom('cash', 'bank') }),
  )
  test('every movement sums to zero and has two sides', () => {
    fc.assert(
      fc.property(movement, (each) => {
        const postings = postingsOf(each)
        expect(postings.reduce((sum, posting) => sum + posting.amountDong, 0)).toBe(0)
        expect(new Set(postings.map((posting) => posting.account)).size).toBe(each.amountDong === 0 ? 0 : 2)
      }),
    )
  })
  test('a fraction of a đồng is a bug, not a rounding', () => {
    expect(() => postingsOf({ kind: 'raise', amountDong: 0.1 })).toThrow(RangeError)
    expect(() => postingsOf({ kind: 'raise', amountDong: 2 ** 53 })).toThrow(RangeError)
  })
  test('a payment that was taken by mistake and reversed leaves a balance of zero', () => {
    fc.assert(
      fc.property(dong, fc.constantFrom('cash', 'bank'), (amountDong, method) => {
        const all = [...postingsOf({ kind: 'collect', amountDong, method }), ...postingsOf({ kind: 'mistake', amountDong, method })]
        const left = Object.values(Object.groupBy(all, (each) => each.account)).map((each) =>
          (each ?? []).reduce((sum, one) => sum + one.amountDong, 0),
        )
        expect(left).toEqual([0, 0])
      }),
    )
  })
})

describe('what is owed', () => {
  const line = (more: Partial<BillLine> = {}): BillLine => ({
    no: 1,
    kind: 'fee',
    name: 'Phí thẩm định',
    tariffDong: 500,
    dueDong: 500,
    timing: 'accept',
    state: 'owed',
    basis: '',
    unit: null,
    quantity: null,
    ...more,
  })
  const because = { ground: 'poor_household', reason: 'Sổ hộ nghèo số 12' }

  test('comes from the tariff; a zero charge makes no line, and an unknown amount is not guessed', () => {
    const lines = linesOf([
      { kind: 'charge', amountDong: 200_000, name: 'Lệ phí cấp chứng chỉ' },
      { kind: 'fee', amountDong: 0, name: 'Phí' },
      { kind: 'fee', amountDong: null, name: 'Phí (theo nghị quyết của Hội đồng nhân dân)' },
      { kind: 'fee', amountDong: 650_000, name: 'Phí' },
    ])
    expect(lines.map(({ no, name, dueDong, state }) => [no, name, dueDong, state])).toEqual([
      [1, 'Lệ phí cấp chứng chỉ', 200_000, 'owed'],
      [2, 'Phí (theo nghị quyết của Hội đồng nhân dân)', null, 'unknown'],
      [3, 'Phí', 650_000, 'owed'],
    ])
    expect(owedOf(lines)).toBe(850_000)
  })

  test('a fee per person is unknown until the people are counted; then it is the tariff times the count, and the receipt states both', () => {
    const [perPerson] = linesOf([{ kind: 'charge', amountDong: 10_000, name: 'Lệ phí', unit: 'người' }])
    expect(perPerson).toMatchObject({ name: 'Lệ phí', tariffDong: 10_000, dueDong: null, state: 'unknown', unit: 'người', quantity: null })
    const assess = { kind: 'assess', ground: 'assessed', reason: 'Ba người cùng đăng ký' } as const
    const counted = adjustLine(perPerson ?? line(), { ...assess, quantity: 3 })
    expect(counted).toMatchObject({ line: { dueDong: 30_000, state: 'owed', quantity: 3 }, changeDong: 30_000 })
    if (!('line' in counted)) throw new Error('was refused')
    expect(nameWithCount(counted.line)).toBe('Lệ phí (3 người × 10.000 đồng)')
    expect(adjustLine(perPerson ?? line(), { ...assess, quantity: 0 })).toMatchObject({ code: 'ADJUSTMENT_AMOUNT_WRONG' })
    expect(adjustLine(perPerson ?? line(), { ...assess, quantity: 1.5 })).toMatchObject({ code: 'ADJUSTMENT_AMOUNT_WRONG' })
    // A sum for the whole dossier has nothing to count: the sum itself is said.
    expect(adjustLine(line({ state: 'unknown', dueDong: null, tariffDong: null }), { ...assess, quantity: 3 })).toMatchObject({
      code: 'ADJUSTMENT_AMOUNT_WRONG',
    })
  })

  test('may be lowered or waived only on a listed ground, with a reason', () => {
    expect(adjustLine(line(), { kind: 'exempt', ...because })).toMatchObject({
      line: { dueDong: 0, state: 'exempt' },
      changeDong: -500,
      ground: { law: expect.stringContaining('Điều 10') },
    })
    expect(adjustLine(line(), { kind: 'reduce', amountDong: 250, ...because })).toMatchObject({
      line: { dueDong: 250, state: 'owed' },
      changeDong: -250,
    })
    expect(refused(adjustLine(line(), { kind: 'exempt', ground: 'friend', reason: 'x' }))).toBe('ADJUSTMENT_UNFOUNDED')
    expect(refused(adjustLine(line(), { kind: 'exempt', ground: 'child', reason: ' ' }))).toBe('ADJUSTMENT_UNFOUNDED')
    expect(refused(adjustLine(line(), { kind: 'reduce', amountDong: 500, ...because }))).toBe('ADJUSTMENT_AMOUNT_WRONG')
    expect(refused(adjustLine(line({ state: 'paid' }), { kind: 'exempt', ...because }))).toBe('CHARGE_SETTLED')
  })
  test('an unknown charge is assessed, and only that', () => {
    const unknown = line({ tariffDong: null, dueDong: null, state: 'unknown' })
    expect(adjustLine(unknown, { kind: 'assess', amountDong: 75_000, ground: 'assessed', reason: 'NQ 10/2026' })).toMatchObject({
      line: { dueDong: 75_000, state: 'owed' },
      changeDong: 75_000,
    })
    expect(refused(adjustLine(unknown, { kind: 'exempt', ...because }))).toBe('CHARGE_SETTLED')
    expect(refused(adjustLine(unknown, { kind: 'assess', amountDong: 0.5, ground: 'assessed', reason: 'x' }))).toBe(
      'ADJUSTMENT_AMOUNT_WRONG',
    )
  })
  test('is assessed, waived and deferred only on the grounds listed for each', () => {
    const unknown = line({ dueDong: null, state: 'unknown' })
    const on = (kind: (typeof adjustmentKinds)[number], ground: string): boolean =>
      'line' in adjustLine(kind === 'assess' ? unknown : line(), { kind, ground, amountDong: 100, timing: 'return', reason: 'x' })
    const groundsOf = (kind: (typeof adjustmentKinds)[number]) => feeGrounds.map(({ code }) => code).filter((code) => on(kind, code))
    expect(groundsOf('assess')).toEqual(['assessed', 'provincial_resolution'])
    expect(groundsOf('retime')).toEqual(['timing_rule', 'provincial_resolution'])
    expect(groundsOf('exempt')).toEqual(groundsOf('reduce'))
    expect(groundsOf('exempt')).not.toContain('assessed')
    expect(groundsOf('exempt')).toContain('poor_household')
  })
  test('never becomes negative, and the book records its change', () => {
    const some = fc.record({
      kind: fc.constantFrom(...adjustmentKinds),
      amountDong: fc.oneof(fc.integer({ min: -5, max: mostDong + 5 }), fc.double()),
      ground: fc.constantFrom(...feeGrounds.map((ground) => ground.code)),
      reason: fc.constant('x'),
      timing: fc.constant('return' as const),
    })
    fc.assert(
      fc.property(dong, fc.constantFrom('owed', 'unknown', 'paid'), some, (due, state, adjustment) => {
        const before = line({ dueDong: state === 'unknown' ? null : due, state })
        const after = adjustLine(before, adjustment)
        if ('kind' in after && 'message' in after) return
        expect(after.line.dueDong).toBeGreaterThanOrEqual(0)
        expect(after.changeDong).toBe((after.line.dueDong ?? 0) - (before.dueDong ?? 0))
        expect(after.line.state === 'owed').toBe((after.line.dueDong ?? 0) > 0)
      }),
    )
  })
  test('is settled whole or not at all', () => {
    const lines = [line(), line({ no: 2, dueDong: 300 }), line({ no: 3, dueDong: null, state: 'unknown' })]
    expect(settledBy(lines, 800)).toHaveLength(2)
    expect(settledBy(lines, 300, [2])).toHaveLength(1)
    expect(refused(settledBy(lines, 799))).toBe('PAYMENT_AMOUNT_DIFFERS')
    expect(refused(settledBy(lines, 801))).toBe('PAYMENT_AMOUNT_DIFFERS')
    expect(refused(settledBy(lines, 0, [3]))).toBe('CHARGE_SETTLED')
    expect(refused(settledBy(lines, 500, [9]))).toBe('NOTHING_OWED')
    expect(refused(settledBy([], 0))).toBe('NOTHING_OWED')
  })
})

describe('the reference of a payment', () => {
  const reference = fc.string({ unit: fc.constantFrom(...referenceSigns), minLength: 8, maxLength: 8 }).map((text) => `MC${text}`)
  test('is found in the text that a bank transmits', () => {
    fc.assert(
      fc.property(
        reference,
        fc.stringMatching(/^[0-9a-z .-]{0,20}$/u),
        fc.stringMatching(/^[0-9a-z .-]{0,20}$/u),
        (asked, before, after) => {
          expect(referencesIn(`${before}${asked.toLowerCase()}${after}`)).toContain(asked)
          expect(referencesIn(`${before} ${asked.slice(0, 4)} ${asked.slice(4)}.${after}`)).toContain(asked)
        },
      ),
    )
  })
  test('is not found in a text without one', () => expect(referencesIn('Chuyen tien an trua MC 123')).toEqual([]))
})

describe('the end of a cash day', () => {
  const notes = fc.uniqueArray(fc.record({ dong: fc.constantFrom(...denominations), count: fc.nat(2000) }), {
    selector: (note) => note.dong,
  })
  test('needs a reason for any difference, and for nothing else', () => {
    fc.assert(
      fc.property(notes, fc.integer({ min: -3, max: 3 }), (counted, off) => {
        const expected = countedDong(counted) + off
        expect(refused(closeDay(expected, counted, ' '))).toBe(off === 0 ? null : 'DIFFERENCE_UNEXPLAINED')
        expect(closeDay(expected, counted, 'Tiền lẻ')).toMatchObject({ differenceDong: off === 0 ? 0 : -off })
      }),
    )
  })
  test('knows the notes in use', () => {
    expect(refused(closeDay(0, [{ dong: 3000, count: 0 }], ''))).toBe('NOTES_WRONG')
    expect(refused(closeDay(0, [{ dong: 1000, count: -1 }], 'x'))).toBe('NOTES_WRONG')
    expect(
      refused(
        closeDay(
          2000,
          [
            { dong: 1000, count: 1 },
            { dong: 1000, count: 1 },
          ],
          '',
        ),
      ),
    ).toBe('NOTES_WRONG')
  })
})

describe('an amount in words', () => {
  test.each([
    [0, 'Không đồng'],
    [15, 'Mười lăm đồng'],
    [24_000, 'Hai mươi tư nghìn đồng'],
    [105_000, 'Một trăm lẻ năm nghìn đồng'],
    [321_000, 'Ba trăm hai mươi mốt nghìn đồng'],
    [1_000_024, 'Một triệu không trăm hai mươi tư đồng'],
    [10_000_000, 'Mười triệu đồng'],
    [2_030_000_305, 'Hai tỉ không trăm ba mươi triệu ba trăm lẻ năm đồng'],
    [1_200_000_000_000, 'Một nghìn hai trăm tỉ đồng'],
  ])('%i is %s', (amount, words) => expect(dongInWords(amount)).toBe(words))

  const values: Readonly<Record<string, number>> = {
    không: 0,
    một: 1,
    mốt: 1,
    hai: 2,
    ba: 3,
    bốn: 4,
    tư: 4,
    năm: 5,
    lăm: 5,
    sáu: 6,
    bảy: 7,
    tám: 8,
    chín: 9,
    mười: 10,
  }
  /** Reads the words back, by another road than they were written. */
  function valueOf(words: string): number {
    let [total, below, current] = [0, 0, 0]
    for (const word of words.split(' ')) {
      if (word === 'tỉ') [total, below, current] = [(total + below + current) * 1e9, 0, 0]
      else if (word === 'triệu' || word === 'nghìn') [below, current] = [below + current * (word === 'triệu' ? 1e6 : 1e3), 0]
      else if (word === 'trăm') current *= 100
      else if (word === 'mươi') current = Math.floor(current / 100) * 100 + (current % 100) * 10
      else if (word !== 'lẻ') current += values[word] ?? Number.NaN
    }
    return total + below + current
  }
  test('can be read back to the same amount', () => {
    fc.assert(
      fc.property(
        fc.oneof(dong, fc.nat(99_999), fc.constantFrom(...[1, 10, 11, 21, 1001, 10_010].flatMap((n) => [n, n * 1000, n * 1e6, n * 1e9]))),
        (amount) => void expect(valueOf(numberInWords(String(amount)))).toBe(amount),
      ),
      { numRuns: 1000 },
    )
  })
  test('is read from digits, so no length loses any', () => {
    expect(numberInWords('12,345,678,900,000,000,000')).toBe(
      'mười hai tỉ ba trăm bốn mươi lăm triệu sáu trăm bảy mươi tám nghìn chín trăm tỉ',
    )
    expect(numberInWords('-0003.804')).toBe('âm ba chấm tám trăm lẻ bốn')
    expect(numberInWords('-0')).toBe('không')
    for (const wrong of ['1..23', '--1.23', '12_3', 'abc123']) expect(() => numberInWords(wrong)).toThrow(RangeError)
    expect(() => dongInWords(0.5)).toThrow(RangeError)
  })
})
