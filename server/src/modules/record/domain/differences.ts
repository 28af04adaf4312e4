/** How what is stored differs from what was recorded. */
export const differenceKinds = ['edited', 'deleted', 'inserted', 'reordered', 'truncated', 'rolled_back'] as const
export type DifferenceKind = (typeof differenceKinds)[number]
export type Difference = { readonly table: string; readonly key: string; readonly kind: DifferenceKind }

/** A leaf whose row is missing. */
export type MissingRow = { readonly index: number; readonly key: string }

/** The series of a row of a table: acts in that of their dossier, other rows in that of their table. */
export function seriesOf(table: string, key: string): string {
  return table === 'dossier.act' ? key.slice(0, key.lastIndexOf('/')) : table
}

/**
 * Classifies missing rows: removed one by one, or truncated from the end of their series.
 * @param lastPresent greatest leaf index whose row is still there, by series; absent where none is
 * @param lastOfTable the same over the whole table
 */
export function kindsOfMissing(
  table: string,
  missing: readonly MissingRow[],
  lastPresent: ReadonlyMap<string, number>,
  lastOfTable: number,
): Difference[] {
  const isTableCut = missing.length > 1 && missing.every(({ index }) => index > lastOfTable)
  return missing.map(({ index, key }) => {
    const last = lastPresent.get(seriesOf(table, key))
    // A completely missing dossier was deleted, not truncated.
    const isCut = isTableCut || (table === 'dossier.act' && last !== undefined && index > last)
    return { table, key, kind: isCut ? 'truncated' : 'deleted' }
  })
}

/** How long a row may take from its own time to its commit before it counts as put in later. */
export const graceMs = 10 * 60_000

/** Whether a row says that it was written before a time at which everything written by then had been recorded. */
export function cameLate(rowAtMs: number | null, lookedBeforeMs: number | null): boolean {
  return rowAtMs !== null && lookedBeforeMs !== null && rowAtMs + graceMs < lookedBeforeMs
}

/** Years the law has a row kept, in milliseconds, a day less: removal in portions follows soon after. */
export function mayBeForgotten(keptYears: number | null, recordedAtMs: number, nowMs: number): boolean {
  return keptYears !== null && nowMs - recordedAtMs > (keptYears * 365 - 1) * 86_400_000
}
