import { t } from '../../text.ts'

/**
 * The text of the cell “Next” with one more condition asked first: `5` becomes `if A then 4; otherwise 5`, a cell that asks already
 * asks this one before the others, and a split is what happens otherwise, in brackets.
 */
export function addCondition(next: string, { condition, to }: { condition: string; to: string }): string {
  const rest = next.trim()
  const first = t('process.condition.first', { condition, to })
  if (/^(?:nếu|if)(?![\p{L}\d])/iu.test(rest)) return `${first}; ${rest}`
  const isSplit = /^(?:song song|in parallel)(?![\p{L}\d])/iu.test(rest)
  return `${first}; ${t('process.condition.otherwise', { next: isSplit ? `(${rest})` : rest || t('process.end') })}`
}
