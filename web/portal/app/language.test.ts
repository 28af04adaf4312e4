import { describe, expect, test } from 'vitest'
import { inLanguage, languageOf } from './language.ts'
import english from './messages/en.json' with { type: 'json' }
import vietnamese from './messages/vi.json' with { type: 'json' }

const placeholders = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/gu)].map((match) => match[1]!).sort()

describe('messages', () => {
  test('every message exists in both languages, in the same order', () => {
    expect(Object.keys(english)).toEqual(Object.keys(vietnamese))
  })

  test.each(Object.keys(vietnamese) as (keyof typeof vietnamese)[])('%s has the same placeholders in both languages', (key) => {
    expect(placeholders(english[key])).toEqual(placeholders(vietnamese[key]))
  })

  test('Vietnamese is NFC and never addresses the reader as “bạn”', () => {
    for (const text of Object.values(vietnamese)) {
      expect(text).toBe(text.normalize('NFC'))
      expect(text.toLowerCase()).not.toMatch(/(^|\P{L})bạn(\P{L}|$)/u)
    }
  })
})

describe('language of an address', () => {
  test.each([
    ['/', 'vi', '/en'],
    ['/board', 'vi', '/en/board'],
    ['/en', 'en', '/en'],
    ['/en/thu-tuc/1.001193', 'en', '/en/thu-tuc/1.001193'],
    ['/engine', 'vi', '/en/engine'],
  ])('%s is %s, in English %s', (path, language, inEnglish) => {
    expect(languageOf(path)).toBe(language)
    expect(inLanguage('en', path)).toBe(inEnglish)
    expect(inLanguage('vi', inEnglish)).toBe(inLanguage('vi', path))
  })
})
