/** Words that very many names have, the commonest first. Which are listed decides how long a search takes, never what it finds. */
const common: readonly string[] = [
  'nguyen',
  'thi',
  'van',
  'tran',
  'le',
  'pham',
  'cong',
  'ty',
  'huynh',
  'hoang',
  'phan',
  'vu',
  'vo',
  'dang',
  'bui',
  'do',
  'ho',
  'ngo',
  'duong',
  'ly',
]

/** The word of a name that the fewest people are likely to have: only its range of the index is read. */
export function pickRarestWord(words: readonly AskedWord[]): AskedWord | undefined {
  const rank = ({ word, isWhole }: AskedWord): number => {
    const at = common.indexOf(word)
    // A short prefix matches many words.
    return at === -1 ? common.length + (isWhole ? 10 : word.length) : at
  }
  return words.reduce<AskedWord | undefined>(
    (rarest, asked) => (rarest === undefined || rank(asked) >= rank(rarest) ? asked : rarest),
    undefined,
  )
}

/** Whether few names have these words: one of them is neither listed as common nor a short beginning. */
export function hasRareWord(words: readonly AskedWord[]): boolean {
  return words.length > 1 && words.some(({ word, isWhole }) => !common.includes(word) && (isWhole || word.length > 2))
}

export type AskedWord = { readonly word: string; readonly isWhole: boolean }

/**
 * What was typed of a name, word by word. The last may be half typed, and so begins a word of the name; unless it begins another
 * that was typed, for then that one alone would answer both ("Trang Trần").
 */
export function askedWordsFrom(folded: string): AskedWord[] {
  const words = folded.split(' ').filter((word) => word !== '')
  return words.map((word, at) => ({
    word,
    isWhole: at < words.length - 1 || words.some((other, index) => index !== at && other.startsWith(word)),
  }))
}
