/** A turn that was given: `leave` says once how it ended. */
export type Turn = { leave(hasFailed: boolean): void }

export type FailureLimitOptions = {
  /** Failures a key may have in the window before it waits. */
  readonly most: number
  /** Keys of which another number may fail. */
  readonly mostFrom?: (key: string) => number
  readonly windowMs?: number
  /** Keys remembered; beyond it the oldest are evicted, so that memory is bounded. */
  readonly mostKeys?: number
  readonly now?: () => number
}

type Count = { most: number; failed: number; underWay: number; since: number; waiting: (() => void)[] }

/** How many may wait for running attempts before another one is refused. */
const mostWaiting = 500

/**
 * Counts failed attempts, by key, in a window of time. Successes are not counted: a hall of people behind one address is not
 * blocked. Running attempts count as failures until they end; one above the limit waits for them, so that
 * a hundred concurrent guesses do not exceed the limit either.
 */
export class FailureLimit {
  readonly #mostFrom: (key: string) => number
  readonly #windowMs: number
  readonly #mostKeys: number
  readonly #now: () => number
  readonly #counts = new Map<string, Count>()

  constructor(options: FailureLimitOptions) {
    this.#mostFrom = options.mostFrom ?? (() => options.most)
    this.#windowMs = options.windowMs ?? 60_000
    this.#mostKeys = options.mostKeys ?? 50_000
    this.#now = options.now ?? (() => performance.now())
  }

  /** A turn, or how many seconds to wait. Every key must have room. */
  async enter(keys: readonly string[]): Promise<Turn | { readonly seconds: number }> {
    for (;;) {
      const counts = keys.map((key) => this.#countOf(key))
      const over = counts.filter(({ failed, most }) => failed >= most)
      if (over.length > 0) return { seconds: Math.max(...over.map(({ since }) => this.#secondsLeft(since))) }
      const full = counts.find(({ failed, underWay, most }) => failed + underWay >= most)
      if (!full) return this.#turn(counts)
      if (full.waiting.length >= mostWaiting) return { seconds: 1 }
      await new Promise<void>((resolve) => full.waiting.push(resolve))
    }
  }

  #turn(counts: readonly Count[]): Turn {
    for (const count of counts) count.underWay += 1
    let hasLeft = false
    return {
      leave: (hasFailed) => {
        if (hasLeft) return
        hasLeft = true
        for (const count of counts) {
          count.underWay -= 1
          if (hasFailed) {
            if (count.failed === 0) count.since = this.#now()
            count.failed += 1
          }
          for (const wake of count.waiting.splice(0)) wake()
        }
      },
    }
  }

  #countOf(key: string): Count {
    const known = this.#counts.get(key)
    if (known) {
      if (known.failed > 0 && this.#now() - known.since >= this.#windowMs) known.failed = 0
      return known
    }
    const count: Count = { most: this.#mostFrom(key), failed: 0, underWay: 0, since: this.#now(), waiting: [] }
    this.#counts.set(key, count)
    if (this.#counts.size > this.#mostKeys) this.#forgetOldest()
    return count
  }

  #forgetOldest(): void {
    for (const [key, { underWay, waiting }] of this.#counts) {
      if (underWay > 0 || waiting.length > 0) continue
      this.#counts.delete(key)
      return
    }
  }

  #secondsLeft(since: number): number {
    return Math.max(1, Math.ceil((since + this.#windowMs - this.#now()) / 1000))
  }
}
