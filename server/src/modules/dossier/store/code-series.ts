import { sql } from 'kysely'
import type { DossierCode } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'

/** A block grows while numbers of one day and agency are asked for quickly, so that a busy morning does not ask row by row. */
const LARGEST_BLOCK = 32

type Block = { next: number; end: number; size: number }

/**
 * Gives dossier codes: `H47.11-261123-0001`, agency, day of receipt, number of the day.
 * @law 20/2020/QĐ-TTg; 61/2018/NĐ-CP Điều 26 (gaps are not forbidden; duplicates are made impossible by a constraint)
 *
 * The row of a series is locked only for the short transaction that takes a block, never until an intake
 * commits: one counter's slow commit must not hold up every other counter of the agency. The price is gaps,
 * when a server stops with part of a block unused or an intake is rolled back. A quiet agency takes one number
 * at a time and has none.
 */
export class CodeSeries {
  readonly #db: Queryable
  readonly #blocks = new Map<string, Block>()
  readonly #taking = new Map<string, Promise<Block>>()

  /** @param db `database.aside`: blocks are taken outside the caller's transaction. */
  constructor(db: Queryable) {
    this.#db = db
  }

  async next(prefix: string, on: Temporal.PlainDate): Promise<DossierCode> {
    const key = `${prefix} ${on.toString()}`
    for (;;) {
      const block = this.#blocks.get(key)
      if (block && block.next < block.end) {
        const number = block.next
        block.next += 1
        const day = `${String(on.year % 100).padStart(2, '0')}${String(on.month).padStart(2, '0')}${String(on.day).padStart(2, '0')}`
        return `${prefix}-${day}-${String(number).padStart(4, '0')}` as DossierCode
      }
      // Many intakes may find the block empty at once; one of them takes the next for all.
      let taking = this.#taking.get(key)
      if (!taking) {
        taking = this.#take(prefix, on, block).finally(() => this.#taking.delete(key))
        this.#taking.set(key, taking)
      }
      this.#blocks.set(key, await taking)
    }
  }

  async #take(prefix: string, on: Temporal.PlainDate, used: Block | undefined): Promise<Block> {
    // Yesterday's blocks are of no more use.
    for (const key of this.#blocks.keys()) if (!key.endsWith(on.toString())) this.#blocks.delete(key)
    const size = used ? Math.min(used.size * 2, LARGEST_BLOCK) : 1
    const { rows } = await sql<{ end: number }>`
      insert into dossier.code_series as s (prefix, on_day, next_number)
      values (${prefix}, ${on.toString()}, ${1 + size})
      on conflict (locality_id, prefix, on_day) do update set next_number = s.next_number + ${size}
      returning next_number as "end"`.execute(this.#db)
    const end = rows[0]?.end
    if (end === undefined) throw new Error('no numbers were given')
    return { next: end - size, end, size }
  }
}
