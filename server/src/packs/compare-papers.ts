import { fold } from '#kernel/vietnamese.ts'

export type Paper = { readonly name: string; readonly group?: string | null | undefined; readonly originals: number; readonly copies: number }

export type PaperComparison = {
  /** Pairs of one paper of ours and one of the source that ask for the same numbers. */
  readonly agree: number
  /** Of ours, by name: found in the source, but asked for in other numbers. */
  readonly otherNumbers: readonly string[]
  /** Of the source, by name: not among ours. */
  readonly missing: readonly string[]
  /** Of ours, by name: not in the source. */
  readonly extra: readonly string[]
}

/** The least share of the words of the shorter name that must be in the longer one. Our names shorten those of the source. */
const leastLikeness = 0.6

/**
 * Compares the papers of a procedure with those of its source, one by one. Rows of the source that ask for no number
 * or name nothing are remarks, and a row said twice under one heading is one paper.
 */
export function comparePapers(ours: readonly Paper[], source: readonly Paper[]): PaperComparison {
  const theirs = papersAmong(source)
  const pairs = ours
    .flatMap((paper, our) => theirs.map((other, their) => ({ our, their, likeness: likenessOf(paper.name, other.name) })))
    .filter(({ likeness }) => likeness >= leastLikeness)
    .sort((a, b) => b.likeness - a.likeness)
  const taken = new Map<number, number>()
  const found = new Set<number>()
  // Two passes: of papers of the same name, those that also ask for the same numbers belong together.
  for (const sameNumbers of [true, false]) {
    for (const { our, their } of pairs) {
      if (taken.has(our) || found.has(their) || (sameNumbers && !hasSameNumbers(ours[our], theirs[their]))) continue
      taken.set(our, their)
      found.add(their)
    }
  }
  const otherNumbers = [...taken].filter(([our, their]) => !hasSameNumbers(ours[our], theirs[their])).map(([our]) => ours[our]?.name ?? '')
  return {
    agree: taken.size - otherNumbers.length,
    otherNumbers,
    missing: theirs.filter((_, their) => !found.has(their)).map(({ name }) => name),
    extra: ours.filter((_, our) => !taken.has(our)).map(({ name }) => name),
  }
}

function papersAmong(source: readonly Paper[]): Paper[] {
  const seen = new Set<string>()
  return source.filter(({ name, group, originals, copies }) => {
    const key = `${wordsOf(group ?? '').join(' ')}|${wordsOf(name).join(' ')}`
    if (originals + copies === 0 || wordsOf(name).length === 0 || seen.has(key)) return false
    seen.add(key)
    return true
  })
}

function likenessOf(a: string, b: string): number {
  const [short, long] = [new Set(wordsOf(a)), new Set(wordsOf(b))].sort((x, y) => x.size - y.size)
  if (!short || !long || short.size === 0) return 0
  return [...short].filter((word) => long.has(word)).length / short.size
}

const wordsOf = (text: string): string[] => fold(text).match(/[a-z0-9]+/gu) ?? []

const hasSameNumbers = (a: Paper | undefined, b: Paper | undefined): boolean => a?.originals === b?.originals && a?.copies === b?.copies
