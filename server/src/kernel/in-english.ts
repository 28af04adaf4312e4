import type { Language } from './language.ts'
import { phrasesWithin } from './phrases-within.ts'
import { phrases } from './phrases.ts'

const fixed = new Map<string, string>()
const patterns: { readonly pattern: RegExp; readonly names: readonly string[]; readonly english: string }[] = []

for (const [vietnamese, english] of Object.entries({ ...phrasesWithin, ...phrases })) {
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

/** A sentence of the catalogue in English; null when the catalogue does not have it. */
export function findEnglish(vietnamese: string): string | null {
  const found = fixed.get(vietnamese)
  if (found !== undefined) return found
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
  return each.length > 1 ? each.map((part) => findEnglish(part) ?? part).join(', ') : vietnamese
}

export function writeIn(language: Language, vietnamese: string): string {
  return language === 'en' ? toEnglish(vietnamese) : vietnamese
}
