import type { AskedDefect } from './act-record.ts'
import type { HandedInPaper } from './act-facts.ts'

/** What is handed in, as far as the asked points go. */
export type Supplied = {
  readonly answered?: readonly number[] | undefined
  readonly papers?: readonly HandedInPaper[] | undefined
}

/**
 * The asked points by whether they are met. A point is met when it is ticked, or when the paper it names is handed in; where one thing was asked that
 * names no paper, any paper is taken for it.
 */
export function pointsOf(asked: readonly AskedDefect[], { answered = [], papers = [] }: Supplied) {
  const came = papers.filter((paper) => paper.originals + paper.copies + paper.certified > 0)
  const isMet = ({ componentNo }: AskedDefect, index: number): boolean =>
    answered.includes(index + 1) ||
    (componentNo === null ? asked.length === 1 && came.length > 0 : came.some((paper) => paper.componentNo === componentNo))
  return { met: asked.filter(isMet), open: asked.filter((point, index) => !isMet(point, index)) }
}
