import { variantsOf } from './query-variants.ts'
import type { MatterElsewhere, SearchIndex } from './search-index.ts'
import {
  hasMarks,
  isFiller,
  isSmallTalk,
  markedWords,
  oneLetterLess,
  oneSlipApart,
  searchWords,
  soundOf,
  wordsOfEmptyPairs,
} from './search-words.ts'

/**
 * @property sure How much of what was asked for is surely there, from 0 to 1: what decides whether it is an answer at all.
 * @property whole How many of the words of its name were asked for, from 0 to 1.
 * @property isNamed Whether the question contains the whole name, word by word.
 */
export type Hit = {
  readonly entry: number
  readonly score: number
  readonly sure: number
  readonly whole: number
  readonly isNamed: boolean
}

/**
 * @property found Procedures that answer, best first; none when what was asked is not done here.
 * @property nearest When none answers: the few that come nearest, best first.
 * @property elsewhere When none answers: where the matter is done, as far as somebody wrote it down.
 */
export type Answer = { readonly found: readonly Hit[]; readonly nearest: readonly Hit[]; readonly elsewhere: readonly MatterElsewhere[] }

type QueryWord = {
  readonly weight: number
  /** As it sounds, when it was typed with marks. */
  readonly sound: string | null
  /** Word numbers that may be meant, and how likely, up to 1. */
  readonly meant: ReadonlyMap<number, number>
  /** The same by word number, for the inner loop. */
  readonly likelihoods: Float32Array
}

// A name of 60 words is longer than any there is; more would be an attack, not a question.
const mostWords = 60
const mostReranked = 40
const mostTied = 150
/** Below this share of what was asked for, an entry has little to do with the question. */
const leastShare = 0.3
/** Nor has one that fits much worse than the best. */
const leastOfBest = 0.65
/** Below this share of what was asked for, surely found, an entry is no answer. Measured by `npm run bench -- sayings`. */
const leastSure = 0.46
/** A matter done elsewhere must be asked for by most of its own words too: "làm sổ đỏ" does not ask for "sang tên sổ đỏ". */
const leastWhole = 0.75
/** The weight of a catalogue word that no name has, as a share of the weight of a word that one name has. */
const unknownWeight = 0.8
const mostNearest = 5
const mostElsewhere = 3

/**
 * What a question gets. A procedure answers when most of what was asked is in its name or its synonyms, and no matter
 * done elsewhere fits better.
 */
export function answerQuestion(index: SearchIndex, query: string): Answer {
  const hits = searchProcedureIndex(index, query)
  const elsewhere = hits
    .filter(({ entry }) => index.entries[entry]?.elsewhere !== null)
    .filter(({ sure, whole, isNamed }) => isNamed || (sure >= leastSure && whole >= leastWhole))
    .sort((a, b) => fitOf(b) - fitOf(a))
  const procedures = hits.filter(({ entry }) => index.entries[entry]?.elsewhere === null)
  const bestElsewhere = elsewhere[0] ? fitOf(elsewhere[0]) : 0
  const found = procedures.filter((hit) => hit.sure >= leastSure && fitOf(hit) >= bestElsewhere)
  if (found.length > 0) return { found, nearest: [], elsewhere: [] }
  const matters = new Map<string, MatterElsewhere>()
  for (const hit of elsewhere) {
    const matter = index.entries[hit.entry]?.elsewhere
    if (matter && fitOf(hit) >= bestElsewhere - 0.2) matters.set(matter.matter, matters.get(matter.matter) ?? matter)
  }
  return { found, nearest: procedures.slice(0, mostNearest), elsewhere: [...matters.values()].slice(0, mostElsewhere) }
}

/** A matter named in full goes before what merely has some of the same words. */
function fitOf({ score, sure, isNamed }: Hit): number {
  return score + (isNamed ? Math.max(sure, 0.75) + 0.1 : sure)
}

/** Procedures that have something of what was asked, best first: for who picks from a list and knows what to look for. */
export function listResembling(index: SearchIndex, query: string): readonly Hit[] {
  return searchProcedureIndex(index, query).filter(({ entry }) => index.entries[entry]?.elsewhere === null)
}

/**
 * Entries that answer the query, best first. Two passes: the sum of the words found picks candidates, then the
 * order of the words, how much of the name was asked for, and the marks typed decide among near-identical names.
 */
export function searchProcedureIndex(index: SearchIndex, query: string): readonly Hit[] {
  const byCode = codeHits(index, query)
  if (byCode.length > 0) return byCode
  const words = searchWords(query).slice(0, mostWords)
  if (words.length === 0) return []
  const empty = wordsOfEmptyPairs(words)
  const typed = new Map(markedWords(query).map((word, at) => [words[at] ?? '', word]))
  const known = new Map<string, QueryWord>()
  const wordOf = (word: string, stillTyping: boolean): QueryWord => {
    const key = stillTyping ? `${word}…` : word
    const made = known.get(key) ?? queryWord(index, word, typed.get(word) ?? word, stillTyping)
    known.set(key, made)
    return made
  }
  const best = new Map<number, Hit>()
  for (const variant of variantsOf(words, index.synonyms, (word) => readingsOf(index, word))) {
    const asTyped = variant.replaced === 0
    const asked = variant.words.map((word, at) =>
      lightened(wordOf(word, asTyped && at === variant.words.length - 1), empty.has(word) ? 0.05 : (variant.shares[at] ?? 1)),
    )
    for (const hit of hitsOf(index, asked)) {
      // Each way of saying a matter done elsewhere is an entry: reading one through another synonym is a guess.
      const guessed = index.entries[hit.entry]?.elsewhere === null ? 0.02 : 0.08
      const score = hit.score * (1 - guessed * variant.replaced)
      const before = best.get(hit.entry)
      if (before === undefined || score > before.score)
        best.set(hit.entry, { ...hit, score, isNamed: hit.isNamed && (asTyped || words.length === 1) })
    }
  }
  const lengthOf = (entry: number): number => index.entries[entry]?.words.length ?? 0
  const codeOf = (entry: number): string => index.entries[entry]?.code ?? ''
  const hits = [...best.values()]
  const isElsewhere = ({ entry }: Hit): boolean => index.entries[entry]?.elsewhere !== null
  const floorOf = (those: readonly Hit[]): number => Math.max(0, ...those.map(({ score }) => score)) * leastOfBest
  const floor = { here: floorOf(hits.filter((hit) => !isElsewhere(hit))), elsewhere: floorOf(hits.filter(isElsewhere)) }
  return hits
    .filter((hit) => hit.score >= (isElsewhere(hit) ? floor.elsewhere : floor.here))
    .sort((a, b) => b.score - a.score || lengthOf(a.entry) - lengthOf(b.entry) || (codeOf(a.entry) < codeOf(b.entry) ? -1 : 1))
}

/** `1.000894`, or its beginning with the point. */
function codeHits(index: SearchIndex, query: string): readonly Hit[] {
  const code = query.trim().toUpperCase()
  if (!/^\d\.\d{1,6}(?:\.[\dGH.]*)?$/u.test(code)) return []
  return index.entries
    .flatMap((entry, at) =>
      entry.code.startsWith(code) ? [{ entry: at, score: entry.code === code ? 2 : 1, sure: 1, whole: 1, isNamed: true }] : [],
    )
    .sort((a, b) => b.score - a.score)
}

function lightened(word: QueryWord, share: number): QueryWord {
  return share === 1 ? word : { ...word, weight: word.weight * share }
}

function queryWord(index: SearchIndex, word: string, typed: string, stillTyping: boolean): QueryWord {
  const meant = new Map<number, number>()
  const consider = (number: number, likelihood: number): void => {
    if (likelihood > (meant.get(number) ?? 0)) meant.set(number, likelihood)
  }
  const exact = index.wordNumbers.get(word)
  const isNumber = /^\d+$/u.test(word)
  const saysNothing = isFiller(word) || isSmallTalk(typed)
  if (exact !== undefined) consider(exact, 1)
  if (!isNumber && word.length >= 2 && !saysNothing) {
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
  const sound = hasMarks(typed) ? soundOf(typed) : null
  const likelihoods = new Float32Array(index.words.length)
  for (const [number, likelihood] of meant) likelihoods[number] = likelihood
  if (saysNothing) return { weight: 0.1, sound, meant, likelihoods }
  // A known word weighs what it says. One that no name has is what the catalogue does not do: it weighs as much as a rare one.
  const weights = [...meant.keys()].map((number) => index.weights[number] ?? 0)
  const weight = exact !== undefined ? (index.weights[exact] ?? 0) : weights.length > 0 ? median(weights) : index.rarest * unknownWeight
  return { weight, sound, meant, likelihoods }
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

function hitsOf(index: SearchIndex, asked: readonly QueryWord[]): readonly Hit[] {
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
  const candidates: { entry: number; score: number }[] = []
  sums.forEach((sum, entry) => {
    if (sum / total >= leastShare) candidates.push({ entry, score: sum / total })
  })
  candidates.sort((a, b) => b.score - a.score)
  // Where many tie, all that tie are looked at closely, within reason: the short exact name may be any of them.
  const floor = candidates[mostReranked]?.score ?? 0
  return candidates
    .filter(({ score }, at) => at < mostReranked || score >= floor)
    .slice(0, mostTied)
    .map(({ entry, score }) => ({ entry, ...closeFit(index, entry, score, asked, total) }))
}

/** How well the order of the words, the whole of the name, and the marks fit, and how sure it is. From 0 to 1. */
function closeFit(index: SearchIndex, at: number, share: number, asked: readonly QueryWord[], total: number): Omit<Hit, 'entry'> {
  const entry = index.entries[at]
  if (!entry) return { score: 0, sure: 0, whole: 0, isNamed: false }
  const columns = entry.words.length
  // inOrder[j]: best sum of words in order among the first j of the name; adjoining counts once more.
  let inOrder = new Float64Array(columns + 1)
  let endingAt = new Float64Array(columns + 1)
  let nextInOrder = new Float64Array(columns + 1)
  let nextEnding = new Float64Array(columns + 1)
  const covered = new Set<number>()
  let surely = 0
  let marksTyped = 0
  let marksKept = 0
  for (const { weight, sound, meant, likelihoods } of asked) {
    let surest = 0
    let isKept = false
    for (let column = 1; column <= columns; column += 1) {
      const number = entry.words[column - 1] ?? -1
      const likelihood = likelihoods[number] ?? 0
      nextEnding[column] = 0
      if (likelihood > 0) {
        covered.add(column - 1)
        const worth = weight * likelihood
        const run = endingAt[column - 1] ?? 0
        nextEnding[column] = Math.max(run > 0 || column === 1 ? run + 2 * worth : 0, (inOrder[column - 1] ?? 0) + worth)
        const sounds = sound === null || sound === entry.sounds[column - 1]
        isKept ||= sounds
        surest = Math.max(surest, (likelihood <= 0.5 ? 0.2 : likelihood) * (sounds ? 1 : 0.4))
      }
      nextInOrder[column] = Math.max(inOrder[column] ?? 0, nextInOrder[column - 1] ?? 0, nextEnding[column] ?? 0)
    }
    ;[inOrder, nextInOrder] = [nextInOrder, inOrder]
    ;[endingAt, nextEnding] = [nextEnding, endingAt]
    if (surest === 0) for (const [number, likelihood] of meant) if (likelihood === 1 && entry.also.has(number)) surest = 0.5
    surely += weight * surest
    if (sound !== null) {
      marksTyped += 1
      if (isKept) marksKept += 1
    }
  }
  const order = Math.min(1, (inOrder[columns] ?? 0) / (2 * total))
  // Syllables that stand apart in a long name are often other words: "nhận con nuôi" is not in "chứng nhận … nuôi trồng".
  const inRuns = surely > 0 ? Math.min(1, (inOrder[columns] ?? 0) / (2 * surely)) : 0
  let coveredWeight = 0
  for (const column of covered) coveredWeight += index.weights[entry.words[column] ?? -1] ?? 0
  const whole = entry.weight > 0 ? coveredWeight / entry.weight : 0
  const marks = marksTyped > 0 ? marksKept / marksTyped : 0
  const begins = [0, 1].every((column) => asked[column] === undefined || asked[column].meant.has(entry.words[column] ?? -1))
  const isNamed = columns > 1 && namedIn(entry.words, asked)
  const score = 0.55 * share + 0.25 * order + 0.12 * whole + 0.05 * marks + (begins ? 0.03 : 0)
  return { score, sure: (surely / total) * (0.7 + 0.3 * inRuns), whole: covered.size / columns, isNamed }
}

function namedIn(name: readonly number[], asked: readonly QueryWord[]): boolean {
  return asked.some((_, from) => name.every((word, at) => asked[from + at]?.likelihoods[word] === 1))
}
