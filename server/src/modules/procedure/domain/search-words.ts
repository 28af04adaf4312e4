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

/** Words of the names of most procedures; they should neither find nor hide anything. */
const fillers = new Set(
  'toi em anh chi minh chau muon can xin cho hoi ve lam di voi thi nhu the nao o dau gi la bi va cua cac duoc de'.split(' '),
)

export function isFiller(word: string): boolean {
  return fillers.has(word)
}

/**
 * What people say around what they look for: who they are, when it was, how much they would like to know. A sentence of ten
 * such words asks no more than its two others. Written with its marks: `chó` is not `cho`.
 */
const smallTalk = `tôi em anh chị mình cháu con chúng bác cô chú ông bà bố mẹ vợ chồng nhà người ta ai họ
   muốn cần xin cho hỏi nhờ giúp về làm đi với thì như thế nào ở đâu chỗ gì là bị và của các được để khi nếu mà hay hoặc rồi giờ sao nay nội ngoại
   đang sẽ đã vừa mới sắp chưa không phải có bao lâu mấy nhiêu ra lên xuống vào lại này kia đó ấy ạ à nhé với thôi luôn xong
   một hai đứa thằng cái chiếc ngày tháng hôm qua mai bây vì tại nên còn nữa cũng những quá lắm rất từ đến`.split(/\s+/u)
const smallTalkSounds = new Set(smallTalk.map(soundOf))
const smallTalkWords = new Set(smallTalk.flatMap(searchWords))
// Without marks these are as often the word that matters: nhà, cổ, bảo, mất, thuế …
const weighty = new Set('nha co ba mai ong giay to hai mot chi tai'.split(' '))

/** Whether a typed word says nothing of the matter. @param typed As typed, with its marks. */
export function isSmallTalk(typed: string): boolean {
  const [word = ''] = searchWords(typed)
  return hasMarks(typed) ? smallTalkSounds.has(soundOf(typed)) : smallTalkWords.has(word) && !weighty.has(word)
}

// Two words that say nothing together, and much when they stand alone: "thủ", "sổ", "tờ".
const emptyPairs = [
  ['thu', 'tuc'],
  ['ho', 'so'],
  ['giay', 'to'],
] as const

/** The words of a question that say nothing because of the one beside them. */
export function wordsOfEmptyPairs(words: readonly string[]): ReadonlySet<string> {
  return new Set(emptyPairs.filter(([a, b]) => words.some((word, at) => word === a && words[at + 1] === b)).flat())
}

export function hasMarks(word: string): boolean {
  return /[^a-z0-9]/u.test(word.toLowerCase())
}

/**
 * A word with its marks, however they were set: `hoá` and `hóa`, `kỹ` and `kĩ` are the same sound, `hòa` and `hóa` are not.
 */
export function soundOf(word: string): string {
  const letters = word.toLowerCase().replaceAll('ð', 'đ').normalize('NFD')
  const tone = /[\u0300\u0301\u0303\u0309\u0323]/u.exec(letters)?.[0] ?? ''
  const rest = letters.replace(/[\u0300\u0301\u0303\u0309\u0323]/gu, '')
  return oneSpelling(rest) + tone
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
