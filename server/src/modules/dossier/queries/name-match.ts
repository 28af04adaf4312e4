import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { AskedWord } from '../domain/name-words.ts'

/** Whether a folded name has all these words, in any order: the one rule by which people are found by name (ADR 0331). */
export function matchNameWords(name: RawBuilder<unknown>, words: readonly AskedWord[]): RawBuilder<unknown> {
  const has = ({ word, isWhole }: AskedWord): RawBuilder<unknown> =>
    isWhole ? sql`strpos(' ' || ${name} || ' ', ${` ${word} `}) > 0` : sql`strpos(' ' || ${name}, ${` ${word}`}) > 0`
  return sql`(${sql.join(words.map(has), sql` and `)})`
}
