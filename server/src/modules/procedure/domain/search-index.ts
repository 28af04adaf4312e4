import { synonymTable } from './query-variants.ts'
import type { Synonym, SynonymTable } from './query-variants.ts'
import { isFiller, markedWords, oneLetterLess, searchWords, soundOf } from './search-words.ts'

export type SearchEntry = {
  readonly code: string
  readonly name: string
  /** Words that may also be typed but say less than the name: sector, agency. */
  readonly also: string
}

/** A matter that people ask for and that is done at another place. */
export type MatterElsewhere = { readonly matter: string; readonly place: string }

export type IndexedEntry = {
  readonly code: string
  /** `null` for a procedure of the catalogue. */
  readonly elsewhere: MatterElsewhere | null
  /** Word numbers of the name, in order. */
  readonly words: readonly number[]
  /** The same words with their marks, as they sound. */
  readonly sounds: readonly string[]
  /** Sum of the weights of the words of the name. */
  readonly weight: number
  readonly also: ReadonlySet<number>
}

export type SearchIndex = {
  /** The procedures first, in the order given, then the matters done elsewhere. */
  readonly entries: readonly IndexedEntry[]
  readonly wordNumbers: ReadonlyMap<string, number>
  readonly words: readonly string[]
  /** How much finding each word says: rare words much, words of every name little. */
  readonly weights: readonly number[]
  /** The weight of a word that occurs in one name only. */
  readonly rarest: number
  readonly entriesOf: readonly (readonly number[])[]
  readonly alsoOf: readonly (readonly number[])[]
  readonly slips: ReadonlyMap<string, readonly number[]>
  /** Initials of each name, to read abbreviations by. */
  readonly initials: readonly string[]
  readonly synonyms: SynonymTable
}

/** Builds the index; a few tens of milliseconds for some thousands of procedures. Pure: rebuilt, never changed. */
export function buildSearchIndex(entries: readonly SearchEntry[], synonyms: readonly Synonym[]): SearchIndex {
  const wordNumbers = new Map<string, number>()
  const words: string[] = []
  const numberOf = (word: string): number => {
    const known = wordNumbers.get(word)
    if (known !== undefined) return known
    wordNumbers.set(word, words.length)
    words.push(word)
    return words.length - 1
  }
  const names = entries.map(({ name }) => searchWords(name))
  const read = [...entries.map((entry) => ({ ...entry, elsewhere: null })), ...elsewhereEntries(synonyms, names)].map((entry) => ({
    code: entry.code,
    elsewhere: entry.elsewhere,
    words: searchWords(entry.name).map(numberOf),
    sounds: markedWords(entry.name).map(soundOf),
    also: new Set(searchWords(entry.also).map(numberOf)),
  }))
  const entriesOf: number[][] = words.map(() => [])
  const alsoOf: number[][] = words.map(() => [])
  read.forEach((entry, index) => {
    for (const word of new Set(entry.words)) entriesOf[word]?.push(index)
    for (const word of entry.also) alsoOf[word]?.push(index)
  })
  const rarity = (found: number): number => Math.log(1 + (read.length + 1) / (found + 1))
  const weights = words.map((word, number) => rarity(entriesOf[number]?.length ?? 0) * (isFiller(word) ? 0.1 : 1))
  const slips = new Map<string, number[]>()
  words.forEach((word, number) => {
    for (const shorter of oneLetterLess(word)) {
      const row = slips.get(shorter)
      if (row) row.push(number)
      else slips.set(shorter, [number])
    }
  })
  return {
    entries: read.map((entry) => ({ ...entry, weight: entry.words.reduce((sum, word) => sum + (weights[word] ?? 0), 0) })),
    wordNumbers,
    words,
    weights,
    rarest: rarity(1),
    entriesOf,
    alsoOf,
    slips,
    initials: read.map((entry) => entry.words.map((word) => words[word]?.[0] ?? '').join('')),
    synonyms: synonymTable(synonyms),
  }
}

// "Cấp đổi thẻ căn cước" is "cấp thẻ căn cước"; words that stand further apart are about something else.
const mostBetween = 2

function speaksOf(name: readonly string[], matter: readonly string[]): boolean {
  return name.some((word, from) => {
    if (word !== matter[0]) return false
    let found = 0
    for (const each of name.slice(from, from + matter.length + mostBetween)) if (each === matter[found]) found += 1
    return found === matter.length
  })
}

/** A matter done elsewhere is found by how people say it and by what it is called, unless a procedure of the catalogue is called so. */
function elsewhereEntries(
  synonyms: readonly Synonym[],
  names: readonly (readonly string[])[],
): readonly (SearchEntry & { elsewhere: MatterElsewhere })[] {
  const seen = new Set<string>()
  return synonyms.flatMap(({ phrase, means, doneAt }) =>
    doneAt === null || names.some((name) => speaksOf(name, searchWords(means)))
      ? []
      : [phrase, means]
          .filter((name) => !seen.has(name) && seen.add(name))
          .map((name) => ({ code: '', name, also: '', elsewhere: { matter: means, place: doneAt } })),
  )
}
