import type { Language } from './language.ts'
import { phrasesOfAnswers } from './phrases-of-answers.ts'
import { phrasesWithin } from './phrases-within.ts'
import { phrases } from './phrases.ts'

const fixed = new Map<string, string>()
const patterns: { readonly pattern: RegExp; readonly names: readonly string[]; readonly english: string }[] = []

for (const [vietnamese, english] of Object.entries({ ...phrasesOfAnswers, ...phrasesWithin, ...phrases })) {
  const names = [...vietnamese.matchAll(/\{(\w+)\}/gu)].map((place) => place[1] ?? '')
  if (names.length === 0) fixed.set(vietnamese, english)
  else patterns.push({ pattern: patternFrom(vietnamese), names, english })
}
// The one that says most itself is asked first: “Không có quầy số {number}” before “Không có {what}”.
patterns.sort((a, b) => b.pattern.source.length - a.pattern.source.length)

function patternFrom(sentence: string): RegExp {
  const source = sentence
    .split(/\{\w+\}/u)
    .map((text) => text.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&'))
    .join('(.+?)')
  return new RegExp(`^${source}$`, 'su')
}

/** No sentence of the catalogue is longer; a longer text is what somebody wrote. */
const longest = 2000

const units: Readonly<Record<string, string>> = { tháng: 'month', tuần: 'week', ngày: 'day', giờ: 'hour', phút: 'minute' }
const measure = /^(\d+(?:[.,]\d+)?) (tháng|tuần|ngày|giờ|phút)(?: (\d+) (giờ|phút))?( làm việc)?$/u

/** `2 ngày 7 giờ làm việc` → `2 working days 7 hours`: every number has its plural, so these are no rows of the catalogue. */
function measureInEnglish(text: string): string | null {
  const [, amount, unit, more, lesser, working] = measure.exec(text) ?? []
  if (amount === undefined) return null
  const many = (count: string, of: string | undefined, kind = ''): string =>
    `${count.replace(',', '.')} ${kind}${units[of ?? ''] ?? ''}${count === '1' ? '' : 's'}`
  return `${many(amount, unit, working ? 'working ' : '')}${more === undefined ? '' : ` ${many(more, lesser)}`}`
}

/** A name within a sentence: `cán bộ thụ lý` → `case officer`. */
function smallInEnglish(vietnamese: string): string | null {
  const english = fixed.get(`${vietnamese.slice(0, 1).toLocaleUpperCase('vi')}${vietnamese.slice(1)}`)
  return english === undefined ? null : `${english.slice(0, 1).toLowerCase()}${english.slice(1)}`
}

/** A sentence of the catalogue in English, or an amount of time; null when it is neither. */
export function findEnglish(vietnamese: string): string | null {
  const found = fixed.get(vietnamese) ?? measureInEnglish(vietnamese) ?? smallInEnglish(vietnamese)
  if (found !== null) return found
  if (vietnamese.length > longest) return null
  for (const { pattern, names, english } of patterns) {
    const match = pattern.exec(vietnamese)
    if (!match) continue
    const values = new Map(names.map((name, index) => [name, match[index + 1] ?? '']))
    return english.replaceAll(/\{(\w+)\}/gu, (_, name: string) => toEnglish(values.get(name) ?? ''))
  }
  return null
}

/** The same in English as far as the catalogue has it, also one by one in a list; names of places and people stay as they are. */
export function toEnglish(vietnamese: string): string {
  const whole = findEnglish(vietnamese)
  if (whole !== null) return whole
  const each = vietnamese.split(', ')
  return each.length > 1 ? listInEnglish(each) : vietnamese
}

/** A name in a list may itself have a comma (“Công dân, tổ chức”): the most parts that the catalogue knows together are one. */
function listInEnglish(parts: readonly string[]): string {
  const said: string[] = []
  for (let at = 0; at < parts.length;) {
    let taken = Math.min(3, parts.length - at)
    let english: string | null = null
    for (; taken > 1 && english === null; taken -= english === null ? 1 : 0) english = findEnglish(parts.slice(at, at + taken).join(', '))
    said.push(english ?? findEnglish(parts[at] ?? '') ?? parts[at] ?? '')
    at += taken
  }
  return said.join(', ')
}

export function writeIn(language: Language, vietnamese: string): string {
  return language === 'en' ? toEnglish(vietnamese) : vietnamese
}

/** `61/2018/NĐ-CP Điều 19 khoản 3 điểm b` → `61/2018/NĐ-CP Article 19 clause 3 point b`: the number of a document is its name, and stays. */
export function writeCitationIn(language: Language, law: string): string {
  if (language === 'vi') return law
  return (
    law
      .replaceAll(/Điều (?=\d)/gu, 'Article ')
      .replaceAll(/khoản (?=\d)/gu, 'clause ')
      .replaceAll(/điểm (?=\p{L}\b)/gu, 'point ')
      // Documents, remarks in brackets and what follows a colon are rows of the catalogue each for itself.
      .split(/(; | \(|\)|: )/u)
      .map((part) => findEnglish(part) ?? part)
      .join('')
  )
}
