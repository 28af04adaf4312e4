import type { HttpLimits } from './http-limits.ts'

/** Slots for uploads, each completely in memory. One account never has more than its share of them. */
export class UploadSlots {
  readonly #limits: Pick<HttpLimits, 'uploads' | 'uploadsPerAccount'>
  readonly #heldBy = new Map<string, number>()
  #held = 0

  constructor(limits: Pick<HttpLimits, 'uploads' | 'uploadsPerAccount'>) {
    this.#limits = limits
  }

  /** How to give the place back, once; `null` when there is none. */
  take(account: string): (() => void) | null {
    const own = this.#heldBy.get(account) ?? 0
    if (this.#held >= this.#limits.uploads || own >= this.#limits.uploadsPerAccount) return null
    this.#held += 1
    this.#heldBy.set(account, own + 1)
    let isHeld = true
    return () => {
      if (!isHeld) return
      isHeld = false
      this.#held -= 1
      const left = (this.#heldBy.get(account) ?? 1) - 1
      if (left === 0) this.#heldBy.delete(account)
      else this.#heldBy.set(account, left)
    }
  }
}
