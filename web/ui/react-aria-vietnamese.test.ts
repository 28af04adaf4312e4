import { describe, expect, test } from 'vitest'
import { type AriaStrings, installVietnameseAriaStrings, vietnameseAriaStrings } from './react-aria-vietnamese.ts'

// Its type declaration describes a component; what the module holds are the strings.
const expected = ((await import('react-aria-components/i18n/en-US')) as unknown as { default: AriaStrings }).default
const formatter = { number: String, select: () => '', plural: () => '' }

test('the packages with messages are the packages we translated', () => {
  expect(Object.keys(vietnameseAriaStrings).sort()).toEqual(Object.keys(expected).sort())
})

describe.each(Object.keys(expected))('%s', (name) => {
  test('has exactly the keys of the English strings', () => {
    expect(Object.keys(vietnameseAriaStrings[name] ?? {}).sort()).toEqual(Object.keys(expected[name]!).sort())
  })

  test('contains no English message', () => {
    const say = (strings: AriaStrings) =>
      Object.entries(strings[name] ?? {}).map(([key, message]) => [
        key,
        typeof message === 'string' ? message : message({ count: 2, optionCount: 2 }, formatter),
      ])
    const same = say(vietnameseAriaStrings).filter(([key, sentence]) => expected[name]?.[key!] === sentence && /[a-z]{3}/i.test(sentence!))
    expect(same).toEqual([])
  })
})

test('the strings are where React Aria reads them', () => {
  const target: Record<symbol, unknown> = {}
  installVietnameseAriaStrings(target)
  expect(target[Symbol.for('react-aria.i18n.locale')]).toBe('vi-VN')
  expect(target[Symbol.for('react-aria.i18n.strings')]).toBe(vietnameseAriaStrings)
})
