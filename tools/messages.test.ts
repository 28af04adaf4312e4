import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { RefusalCatalogue } from '../server/src/kernel/refusal.ts'

const root = join(import.meta.dirname, '..')

type Said = { readonly what: string; readonly vi: string; readonly en: string }

const refusals: Said[] = []
for (const file of globSync('server/src/{modules/*/domain,platform/http}/refusals.ts', { cwd: root }).toSorted()) {
  const module = (await import(join(root, file))) as Readonly<Record<string, RefusalCatalogue>>
  for (const catalogue of Object.values(module))
    if (typeof catalogue === 'object')
      for (const [code, { vietnamese, english }] of Object.entries(catalogue)) refusals.push({ what: code, vi: vietnamese, en: english })
}

const screens: Said[] = ['web/desk/messages', 'web/portal/app/messages'].flatMap((folder) => {
  const [vi, en] = ['vi', 'en'].map(
    (language) => JSON.parse(readFileSync(join(root, folder, `${language}.json`), 'utf8')) as Readonly<Record<string, string>>,
  )
  return [...new Set([...Object.keys(vi ?? {}), ...Object.keys(en ?? {})])].map((key) => ({
    what: `${folder}: ${key}`,
    vi: vi?.[key] ?? '',
    en: en?.[key] ?? '',
  }))
})

/** Names of things of this house stand in English sentences as they are: in brackets, in quotes, and what is printed on paper. */
const bare = (text: string): string =>
  text
    .replace(/\{\w+\}|[“"][^”"]*[”"]|\([^)]*\)/gu, ' ')
    .toLowerCase()
    .normalize('NFC')
const wordsOf = (text: string): string[] => bare(text).match(/[\p{L}]+/gu) ?? []

// Words no sentence does without, and that the other language has not.
const english = new Set('the of is are and not was with for this that has have been cannot by only every who which'.split(' '))
const vietnamese = new Set('không của và được là hồ sơ xin ông bà đã chưa này một những để trong cho phải người ngày đang'.split(' '))
const marked = /[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]/iu

/** Words of the other language as they are, on purpose: the switch of languages, and examples of what is typed. */
const quoting: readonly string[] = [
  'web/desk/messages: language.other',
  'web/portal/app/messages: site.otherLanguage',
  'web/portal/app/messages: home.hint',
  'web/desk/messages: process.keys',
  'web/desk/messages: calendar.weekdays',
]

describe.each([
  ['refusals', refusals, 250],
  ['sentences of the screens', screens, 1_400],
] as const)('%s', (_what, said, least) => {
  test('are all there, each in Vietnamese and in English', () => {
    expect(said.length).toBeGreaterThan(least)
    expect(said.filter(({ vi, en }) => vi.trim() === '' || en.trim() === '').map(({ what }) => what)).toEqual([])
  })

  test('are no copies: a text with words differs between the languages', () => {
    const copies = said.filter(({ vi, en }) => vi === en && wordsOf(vi).some((word) => word.length > 1))
    expect(copies.map(({ what }) => what)).toEqual([])
  })

  test('are Vietnamese in the Vietnamese catalogue', () => {
    const others = said.filter(({ what, vi }) => {
      const words = wordsOf(vi)
      return !quoting.includes(what) && (words.some((word) => english.has(word)) || (words.length >= 4 && !marked.test(vi)))
    })
    expect(others.map(({ what, vi }) => `${what}: ${vi}`)).toEqual([])
  })

  test('are English in the English catalogue', () => {
    const others = said.filter(({ what, en }) => !quoting.includes(what) && wordsOf(en).some((word) => vietnamese.has(word)))
    expect(others.map(({ what, en }) => `${what}: ${en}`)).toEqual([])
  })
})
