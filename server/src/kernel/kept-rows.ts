/**
 * A bounded memory of rows that never change once they are written, by their database and their id: the oldest goes when it is full.
 * An entry is never wrong, only old. Copies of one database share their ids and may differ in everything else, and one process
 * may serve several.
 */
export class KeptRows<Id, Row> {
  readonly #byHome = new WeakMap<object, Map<Id, Row>>()
  readonly #most: number

  constructor(most: number) {
    this.#most = most
  }

  /** @param home stands for the database the row is of */
  get(home: object, id: Id): Row | undefined {
    return this.#byHome.get(home)?.get(id)
  }

  set(home: object, id: Id, row: Row): void {
    const rows = this.#byHome.get(home) ?? new Map<Id, Row>()
    this.#byHome.set(home, rows)
    const [oldest] = rows.keys()
    if (rows.size >= this.#most && oldest !== undefined && !rows.has(id)) rows.delete(oldest)
    rows.set(id, row)
  }

  delete(home: object, id: Id): void {
    this.#byHome.get(home)?.delete(id)
  }
}
