import { variantsOf, synonymTable } from './query-variants.ts'
import type { Synonym, SynonymTable } from './query-variants.ts'
import { isFiller, markedWords, oneLetterLess, oneSlipApart, searchWords } from './search-words.ts'

export type SearchEntry = {
  readonly code: string
  readonly name: string
  /** Words that may also be typed but say less than the name: sector, agency. */
  readonly also: string
}

type IndexedEntry = {
  readonly code: string
  /** Word numbers of the name, in order. */
  readonly words: readonly number[]
  readonly marked: readonly string[]
  /** Sum of the weights of the words of the name. */
  readonly weight: number
  readonly also: ReadonlySet<number>
}

export type SearchIndex = {
  readonly entries: readonly IndexedEntry[]
  readonly wordNumbers: ReadonlyMap<string, number>
  readonly words: readonly string[]
  /** How much finding each word says: rare words much, words of every name little. */
  readonly weights: readonly number[]
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
  const read = entries.map(({ code, name, also }) => ({
    code,
    words: searchWords(name).map(numberOf),
    marked: markedWords(name),
    also: new Set(searchWords(also).map(numberOf)),
  }))
  const entriesOf: number[][] = words.map(() => [])
  const alsoOf: number[][] = words.map(() => [])
  read.forEach((entry, index) => {
    for (const word of new Set(entry.words)) entriesOf[word]?.push(index)
    for (const word of entry.also) alsoOf[word]?.push(index)
  })
  const weights = words.map((word, number) => {
    const found = entriesOf[number]?.length ?? 0
    const rarity = Math.log(1 + (entries.length + 1) / (found + 1))
    return isFiller(word) ? rarity * 0.1 : rarity
  })
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
    entriesOf,
    alsoOf,
    slips,
    initials: read.map((entry) => entry.words.map((word) => words[word]?.[0] ?? '').join('')),
    synonyms: synonymTable(synonyms),
  }
}

export type Hit = { readonly entry: number; readonly score: number }

type QueryWord = {
  readonly weight: number
  /** Word numbers that may be meant, and how likely, up to 1. */ readonly meant: ReadonlyMap<number, number>
}

// A name of 60 words is longer than any there is; more would be an attack, not a question.
const mostWords = 60
const mostReranked = 60
const mostTied = 250
/** Below this share of what was asked for, an entry has little to do with the question. */
const leastShare = 0.45
/** Nor has one that fits much worse than the best. */
const leastOfBest = 0.65

/**
 * Entries that answer the query, best first. Two passes: the sum of the words found picks candidates, then the
 * order of the words, how much of the name was asked for, and the marks typed decide among near-identical names.
 */
export function searchProcedureIndex(index: SearchIndex, query: string): readonly Hit[] {
  const byCode = codeHits(index, query)
  if (byCode.length > 0) return byCode
  const words = searchWords(query).slice(0, mostWords)
  if (words.length === 0) return []
  const marked = new Set(markedWords(query).filter((word) => /[^a-z0-9]/u.test(word)))
  const best = new Map<number, number>()
  for (const variant of variantsOf(words, index.synonyms, (word) => readingsOf(index, word))) {
    const typed = variant.replaced === 0
    const asked = variant.words.map((word, at) => queryWord(index, word, typed && at === variant.words.length - 1))
    for (const hit of hitsOf(index, asked, marked)) {
      const score = hit.score * (1 - 0.02 * variant.replaced)
      if (score > (best.get(hit.entry) ?? 0)) best.set(hit.entry, score)
    }
  }
  const lengthOf = (entry: number): number => index.entries[entry]?.words.length ?? 0
  const codeOf = (entry: number): string => index.entries[entry]?.code ?? ''
  const floor = Math.max(0, ...best.values()) * leastOfBest
  return [...best]
    .filter(([, score]) => score >= floor)
    .map(([entry, score]) => ({ entry, score }))
    .sort((a, b) => b.score - a.score || lengthOf(a.entry) - lengthOf(b.entry) || (codeOf(a.entry) < codeOf(b.entry) ? -1 : 1))
}

/** `1.000894`, or its beginning with the point. */
function codeHits(index: SearchIndex, query: string): readonly Hit[] {
  const code = query.trim().toUpperCase()
  if (!/^\d\.\d{1,6}(?:\.[\dGH.]*)?$/u.test(code)) return []
  return index.entries
    .flatMap((entry, at) => (entry.code.startsWith(code) ? [{ entry: at, score: entry.code === code ? 2 : 1 }] : []))
    .sort((a, b) => b.score - a.score)
}

function queryWord(index: SearchIndex, word: string, stillTyping: boolean): QueryWord {
  const meant = new Map<number, number>()
  const consider = (number: number, likelihood: number): void => {
    if (likelihood > (meant.get(number) ?? 0)) meant.set(number, likelihood)
  }
  const exact = index.wordNumbers.get(word)
  const isNumber = /^\d+$/u.test(word)
  if (exact !== undefined) consider(exact, 1)
  if (!isNumber && word.length >= 2 && !isFiller(word)) {
    // A slip often makes another real syllable, so neighbours count even for a known word, but for less.
    const likelihood = exact === undefined ? 0.8 : 0.5
    for (const shorter of oneLetterLess(word)) {
      for (const number of index.slips.get(shorter) ?? []) {
        const other = index.words[number] ?? ''
        if (other.length > 1 && !/^\d/u.test(other) && oneSlipApart(word, other)) {
          consider(number, Math.min(word.length, other.length) === 2 ? likelihood * 0.7 : likelihood)
        }
      }
    }
  }
  if (stillTyping && word.length >= 2 && exact === undefined) {
    index.words.forEach((other, number) => {
      if (other.startsWith(word)) consider(number, 0.85)
    })
  }
  const weights = [...meant.keys()].map((number) => index.weights[number] ?? 0)
  // A known word weighs what it says; a slip, what its likeliest meaning may say; an unknown word a little, so that it does not hide the rest.
  const weight = exact !== undefined ? (index.weights[exact] ?? 0) : isFiller(word) ? 0.1 : weights.length > 0 ? median(weights) : 1.5
  return { weight, meant }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

/** Runs of words in names whose initials are these letters: `dkkh` → đăng ký kết hôn. The commonest first, those that begin a name before others. */
function readingsOf(index: SearchIndex, word: string): readonly (readonly string[])[] {
  if (!/^[a-z]{3,10}$/u.test(word) || index.wordNumbers.has(word)) return []
  const counts = new Map<string, number>()
  index.initials.forEach((initials, at) => {
    const from = initials.indexOf(word)
    if (from < 0) return
    const numbers = index.entries[at]?.words ?? []
    const reading = numbers.slice(from, from + word.length).map((number) => index.words[number] ?? '')
    const begins = numbers.slice(0, from).every((number) => isFiller(index.words[number] ?? ''))
    const key = reading.join(' ')
    counts.set(key, (counts.get(key) ?? 0) + (begins ? 3 : 1))
  })
  return [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, 5)
    .map(([key]) => key.split(' '))
}

function hitsOf(index: SearchIndex, asked: readonly QueryWord[], marked: ReadonlySet<string>): readonly Hit[] {
  const total = asked.reduce((sum, { weight }) => sum + weight, 0)
  if (total === 0) return []
  const sums = new Float64Array(index.entries.length)
  const bestHere = new Float64Array(index.entries.length)
  for (const { weight, meant } of asked) {
    const touched: number[] = []
    const found = (entry: number, likelihood: number): void => {
      const before = bestHere[entry] ?? 0
      if (before === 0) touched.push(entry)
      if (likelihood > before) bestHere[entry] = likelihood
    }
    for (const [number, likelihood] of meant) {
      for (const entry of index.entriesOf[number] ?? []) found(entry, likelihood)
      if (likelihood === 1) for (const entry of index.alsoOf[number] ?? []) found(entry, 0.35)
    }
    for (const entry of touched) {
      sums[entry] = (sums[entry] ?? 0) + weight * (bestHere[entry] ?? 0)
      bestHere[entry] = 0
    }
  }
  const candidates: Hit[] = []
  sums.forEach((sum, entry) => {
    if (sum / total >= leastShare) candidates.push({ entry, score: sum / total })
  })
  candidates.sort((a, b) => b.score - a.score)
  // Where many tie, all that tie are looked at closely, within reason: the short exact name may be any of them.
  const floor = candidates[mostReranked]?.score ?? 0
  return candidates
    .filter(({ score }, at) => at < mostReranked || score >= floor)
    .slice(0, mostTied)
    .map(({ entry, score }) => ({ entry, score: closeFit(index, entry, score, asked, total, marked) }))
}

/** How well the order of the words, the whole of the name, and the marks fit. From 0 to 1. */
function closeFit(
  index: SearchIndex,
  at: number,
  share: number,
  asked: readonly QueryWord[],
  total: number,
  marked: ReadonlySet<string>,
): number {
  const entry = index.entries[at]
  if (!entry) return 0
  const columns = entry.words.length
  // inOrder[j]: best sum of words in order among the first j of the name; adjoining counts once more.
  let inOrder = new Float64Array(columns + 1)
  let endingAt = new Float64Array(columns + 1)
  let nextInOrder = new Float64Array(columns + 1)
  let nextEnding = new Float64Array(columns + 1)
  const covered = new Set<number>()
  for (const { weight, meant } of asked) {
    for (let column = 1; column <= columns; column += 1) {
      const likelihood = meant.get(entry.words[column - 1] ?? -1) ?? 0
      nextEnding[column] = 0
      if (likelihood > 0) {
        covered.add(column - 1)
        const worth = weight * likelihood
        const run = endingAt[column - 1] ?? 0
        nextEnding[column] = Math.max(run > 0 || column === 1 ? run + 2 * worth : 0, (inOrder[column - 1] ?? 0) + worth)
      }
      nextInOrder[column] = Math.max(inOrder[column] ?? 0, nextInOrder[column - 1] ?? 0, nextEnding[column] ?? 0)
    }
    ;[inOrder, nextInOrder] = [nextInOrder, inOrder]
    ;[endingAt, nextEnding] = [nextEnding, endingAt]
  }
  const order = Math.min(1, (inOrder[columns] ?? 0) / (2 * total))
  let coveredWeight = 0
  let marksKept = 0
  for (const column of covered) {
    coveredWeight += index.weights[entry.words[column] ?? -1] ?? 0
    if (marked.has(entry.marked[column] ?? '')) marksKept += 1
  }
  const whole = entry.weight > 0 ? coveredWeight / entry.weight : 0
  const marks = marked.size > 0 ? Math.min(1, marksKept / marked.size) : 0
  const begins = [0, 1].every((column) => asked[column] === undefined || asked[column].meant.has(entry.words[column] ?? -1))
  return 0.55 * share + 0.25 * order + 0.12 * whole + 0.05 * marks + (begins ? 0.03 : 0)
}
