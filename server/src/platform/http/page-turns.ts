/** How many pages are drawn at once, in all and for one caller, and how many of one caller may wait. */
export type PageTurnLimits = { readonly atOnce: number; readonly perCaller: number; readonly waiting: number }

/**
 * Rendering a page blocks the thread that answers everybody. Few pages are rendered at once, each caller has a share of those, and
 * waiting callers take turns: one who asks for forty pages waits only behind its own pages.
 */
export class PageTurns {
  readonly #limits: PageTurnLimits
  readonly #running = new Map<string, number>()
  readonly #waiting = new Map<string, (() => void)[]>()
  #all = 0

  constructor(limits: PageTurnLimits) {
    this.#limits = limits
  }

  /** `undefined` when too many pages of this caller wait already. */
  async take<T>(caller: string, draw: () => Promise<T>): Promise<T | undefined> {
    if (!this.#hasRoom(caller)) {
      const queue = this.#waiting.get(caller) ?? []
      if (queue.length >= this.#limits.waiting) return undefined
      this.#waiting.set(caller, queue)
      await new Promise<void>((resolve) => queue.push(resolve))
    } else this.#begin(caller)
    try {
      return await draw()
    } finally {
      this.#end(caller)
    }
  }

  #hasRoom(caller: string): boolean {
    return this.#all < this.#limits.atOnce && (this.#running.get(caller) ?? 0) < this.#limits.perCaller
  }

  #begin(caller: string): void {
    this.#all += 1
    this.#running.set(caller, (this.#running.get(caller) ?? 0) + 1)
  }

  #end(caller: string): void {
    this.#all -= 1
    const left = (this.#running.get(caller) ?? 1) - 1
    if (left === 0) this.#running.delete(caller)
    else this.#running.set(caller, left)
    this.#wakeNext()
  }

  #wakeNext(): void {
    for (const [caller, queue] of this.#waiting) {
      if (!this.#hasRoom(caller)) continue
      const wake = queue.shift()
      // To the end of the line of callers, whether or not it has more.
      this.#waiting.delete(caller)
      if (queue.length > 0) this.#waiting.set(caller, queue)
      if (!wake) continue
      this.#begin(caller)
      wake()
      if (this.#all >= this.#limits.atOnce) return
    }
  }
}
