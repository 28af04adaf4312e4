import type { SourceFormat } from './row-reading.ts'

/** Who says what a procedure is: the centre itself, or a published source it was imported from. */
export type Source = 'centre' | SourceFormat

/**
 * Which source is believed when two differ. What the centre has completed and published is a decision that no
 * import may overturn; tables that kept their structure say more than flattened ones; the portal's own words more
 * than another program's reading of them.
 */
const rank: Record<Source, number> = { centre: 4, structured: 3, national_raw: 2, national_parsed: 1 }

export type Standing = {
  /** Source and content of the current version, if there is one. */
  readonly current: { readonly source: Source; readonly contentHash: string } | null
  /** The last statement of this source, if there is one. */
  readonly lastSaid: string | null
}

export type Change = 'create' | 'replace' | 'nothing' | 'outranked'

/** The effect of a source's statement on the catalogue. A repeated statement has none. */
export function changeFor(source: Source, contentHash: string, { current, lastSaid }: Standing): Change {
  if (!current) return 'create'
  if (rank[source] < rank[current.source]) return 'outranked'
  if (lastSaid === contentHash || current.contentHash === contentHash) return 'nothing'
  return 'replace'
}
