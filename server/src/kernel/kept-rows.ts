/**
 * A bounded memory of rows that never change once they are written, by their id: the oldest goes when it is full. An entry is
 * never wrong, only old, as long as the process knows one database; {@link forgetKeptRows} is for the one that opens another.
 */
export class KeptRows<Id, Row> {
  readonly #rows = new Map<Id, Row>()
  readonly #most: number

  constructor(most: number) {
    this.#most = most
    all.add(this)
  }

  get(id: Id): Row | undefined {
    return this.#rows.get(id)
  }

  set(id: Id, row: Row): void {
    const [oldest] = this.#rows.keys()
    if (this.#rows.size >= this.#most && oldest !== undefined && !this.#rows.has(id)) this.#rows.delete(oldest)
    this.#rows.set(id, row)
  }

  delete(id: Id): void {
    this.#rows.delete(id)
  }

  clear(): void {
    this.#rows.clear()
  }
}

const all = new Set<{ clear(): void }>()

/** Forgets every row. Copies of one database share their ids and may differ in everything else. */
export function forgetKeptRows(): void {
  for (const each of all) each.clear()
}
