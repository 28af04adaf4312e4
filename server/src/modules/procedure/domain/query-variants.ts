import { searchWords } from './search-words.ts'

/**
 * Someone says `phrase` and the published text says `means`. One direction only.
 * @property doneAt Where the matter is done when the catalogue does not have it; `null` when nobody wrote it down.
 */
export type Synonym = { readonly phrase: string; readonly means: string; readonly doneAt: string | null }

/** Synonyms by their first word, longest phrase first. */
export type SynonymTable = ReadonlyMap<string, readonly { readonly from: readonly string[]; readonly to: readonly string[] }[]>

/** @property shares How much of its weight each word keeps: a phrase that replaces two words does not weigh as seven. */
export type Variant = { readonly words: readonly string[]; readonly shares: readonly number[]; readonly replaced: number }

export function synonymTable(synonyms: readonly Synonym[]): SynonymTable {
  const table = new Map<string, { from: readonly string[]; to: readonly string[] }[]>()
  for (const { phrase, means } of synonyms) {
    const from = searchWords(phrase)
    const [first] = from
    const to = searchWords(means)
    if (first === undefined || to.length === 0) continue
    const row = table.get(first) ?? []
    row.push({ from, to })
    table.set(first, row)
  }
  for (const row of table.values()) row.sort((a, b) => b.from.length - a.from.length)
  return table
}

const mostVariants = 12
const mostReplacements = 3
/** A phrase put for another weighs at most as this many words. */
const wordsOfAPhrase = 2.5

/**
 * The query as typed, and as it reads with phrases put into the words of the published text. `abbreviations`
 * gives the readings of a word that may stand for the initials of several.
 */
export function variantsOf(
  words: readonly string[],
  table: SynonymTable,
  abbreviations: (word: string) => readonly (readonly string[])[],
): readonly Variant[] {
  const variants: Variant[] = [{ words, shares: words.map(() => 1), replaced: 0 }]
  const seen = new Set([words.join(' ')])
  for (const variant of variants) {
    if (variant.replaced >= mostReplacements) continue
    for (let at = 0; at < variant.words.length; at += 1) {
      for (const { length, to } of replacementsAt(variant.words, at, table, abbreviations)) {
        const changed = [...variant.words.slice(0, at), ...to, ...variant.words.slice(at + length)]
        const key = changed.join(' ')
        if (seen.has(key) || variants.length >= mostVariants) continue
        seen.add(key)
        const share = Math.min(1, wordsOfAPhrase / to.length)
        const shares = [...variant.shares.slice(0, at), ...to.map(() => share), ...variant.shares.slice(at + length)]
        variants.push({ words: changed, shares, replaced: variant.replaced + 1 })
      }
    }
  }
  return variants
}

function replacementsAt(
  words: readonly string[],
  at: number,
  table: SynonymTable,
  abbreviations: (word: string) => readonly (readonly string[])[],
): readonly { length: number; to: readonly string[] }[] {
  const word = words[at] ?? ''
  const said = (table.get(word) ?? [])
    .filter(({ from }) => from.every((each, index) => words[at + index] === each))
    // "khai sinh" for "đăng ký khai sinh" must not turn "đăng ký khai sinh" into "đăng ký đăng ký khai sinh".
    .filter(({ from, to }) => !standsAlready(words, at, from, to))
    .map(({ from, to }) => ({ length: from.length, to }))
  return said.length > 0 ? said : abbreviations(word).map((to) => ({ length: 1, to }))
}

function standsAlready(words: readonly string[], at: number, from: readonly string[], to: readonly string[]): boolean {
  const text = ` ${words.join(' ')} `
  return ` ${to.join(' ')} `.includes(` ${from.join(' ')} `) && text.includes(` ${to.join(' ')} `) && at >= 0
}
