import { expect, test } from 'vitest'
import { compareCatalogues } from './compare-catalogues.ts'
import en from './en.json' with { type: 'json' }
import { createTranslate, fillMessage } from './translate.ts'
import vi from './vi.json' with { type: 'json' }

test('every message of the components exists in both languages with the same placeholders', () => {
  expect(compareCatalogues(vi, en)).toEqual([])
})

test('a missing key, a missing placeholder and an impolite word are each named', () => {
  const faults = compareCatalogues({ a: 'Chào bạn', b: 'Còn {n} giờ' }, { b: 'hours left', c: 'Extra' })
  expect(faults).toEqual([
    'a is missing in English',
    'c is missing in Vietnamese',
    'a says "bạn" instead of "ông/bà"',
    'b has different {places}',
  ])
})

test('a message gets its values, and a missing value remains visible as a placeholder', () => {
  expect(fillMessage('Còn {n} giờ {m}', { n: 3 })).toBe('Còn 3 giờ {m}')
  expect(createTranslate({ vi: { hi: 'Chào' }, en: { hi: 'Hello' } }, 'en')('hi')).toBe('Hello')
})
