import { fold, tidy } from '#kernel/vietnamese.ts'

/**
 * Words as they are compared in search: no marks, lower case, and `i` for a final `y` after a consonant, since
 * `đăng kí` and `đăng ký`, `quản lí` and `quản lý`, `bác sĩ` and `bác sỹ` are one word each in two spellings.
 * After a vowel they differ (`tai`, `tay`) and are left alone.
 */
export function searchWords(text: string): readonly string[] {
  const folded = fold(text)
  return folded === '' ? [] : folded.split(' ').map(oneSpelling)
}

function oneSpelling(word: string): string {
  return /^(?:[bcdghklmnpqrstvx]*|qu)y$/u.test(word) ? `${word.slice(0, -1)}i` : word
}

/** The same words with their marks, for preferring what was typed in full over what merely sounds alike. */
export function markedWords(text: string): readonly string[] {
  return tidy(text)
    .toLowerCase()
    .replaceAll('ð', 'đ')
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word !== '')
}

/** What people say around what they look for; it should neither find nor hide anything. */
const fillers = new Set(
  'toi em anh chi minh chau muon can xin cho hoi ve lam di voi thi nhu the nao o dau gi la bi thu tuc ho so va cua cac duoc de'.split(' '),
)

export function isFiller(word: string): boolean {
  return fillers.has(word)
}

/** Every string that is the word with one letter left out, and the word itself. */
export function oneLetterLess(word: string): readonly string[] {
  const shorter = new Set([word])
  for (let at = 0; at < word.length; at += 1) shorter.add(word.slice(0, at) + word.slice(at + 1))
  return [...shorter]
}

/** Whether one slip of the finger (a letter more, less, other, or two swapped) makes one word of the other. */
export function oneSlipApart(a: string, b: string): boolean {
  if (a === b) return true
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (long.length - short.length > 1) return false
  let from = 0
  while (from < short.length && short[from] === long[from]) from += 1
  if (short.length < long.length) return short.slice(from) === long.slice(from + 1)
  if (short.slice(from + 1) === long.slice(from + 1)) return true
  return short[from] === long[from + 1] && short[from + 1] === long[from] && short.slice(from + 2) === long.slice(from + 2)
}
