type Entry<Value> = { readonly at: number; readonly rank: number; readonly no: number; readonly value: Value }

/** Values by time, then rank, then the order in which they were added; adding and taking cost the logarithm of their number. */
export class TimedQueue<Value> {
  readonly #heap: Entry<Value>[] = []
  #added = 0

  add(at: number, rank: number, value: Value): void {
    this.#added += 1
    this.#heap.push({ at, rank, no: this.#added, value })
    let index = this.#heap.length - 1
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (!this.#isBefore(index, parent)) break
      this.#swap(index, parent)
      index = parent
    }
  }

  /** The earliest, taken away; `null` when there is none. */
  take(): { readonly at: number; readonly value: Value } | null {
    const [first] = this.#heap
    const last = this.#heap.pop()
    if (!first || !last) return null
    if (this.#heap.length > 0) {
      this.#heap[0] = last
      for (let index = 0; ;) {
        let least = index
        for (const child of [2 * index + 1, 2 * index + 2]) if (child < this.#heap.length && this.#isBefore(child, least)) least = child
        if (least === index) break
        this.#swap(index, least)
        index = least
      }
    }
    return { at: first.at, value: first.value }
  }

  #isBefore(one: number, other: number): boolean {
    const [a, b] = [this.#heap[one], this.#heap[other]]
    if (!a || !b) return false
    if (a.at !== b.at) return a.at < b.at
    return a.rank === b.rank ? a.no < b.no : a.rank < b.rank
  }

  #swap(one: number, other: number): void {
    const [a, b] = [this.#heap[one], this.#heap[other]]
    if (!a || !b) return
    this.#heap[one] = b
    this.#heap[other] = a
  }
}
