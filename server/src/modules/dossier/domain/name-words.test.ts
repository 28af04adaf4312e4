import { expect, test } from 'vitest'
import { askedWordsFrom, hasRareWord, pickRarestWord } from './name-words.ts'

test.each([
  ['a word few are called by goes before a family name', 'tran ngoc', 'ngoc'],
  ['in either order', 'ngoc tran', 'ngoc'],
  ['of two common words the less common', 'nguyen dang thi', 'dang'],
  ['a whole word goes before the beginning of one', 'anh n', 'anh'],
  ['a single word is itself', 'thi', 'thi'],
])('%s', (_what, typed, rarest) => {
  expect(pickRarestWord(askedWordsFrom(typed))?.word).toBe(rarest)
})

test.each([
  ['the last word may be half typed', 'ngoc tr', [true, false]],
  ['unless it begins another that was typed', 'trang tran', [true, true]],
  ['or is typed twice', 'le le', [true, true]],
  ['a single word may be half typed', 'ng', [false]],
  ['nothing typed asks for nothing', '', []],
])('%s', (_what, typed, whole) => {
  expect(askedWordsFrom(typed).map(({ isWhole }) => isWhole)).toEqual(whole)
})

test('few names have a word that is not common; a single word, common words and short prefixes match many names', () => {
  const isRare = (typed: string): boolean => hasRareWord(askedWordsFrom(typed))
  expect(['tran thi ngoc', 'van anh', 'my nhung', 'ngoc tran'].filter((typed) => !isRare(typed))).toEqual([])
  expect(['ngoc', 'nguyen van', 'nguyen thi b', 'thi nguyen', 'cong ty'].filter(isRare)).toEqual([])
})
