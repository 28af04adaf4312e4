import { Refused, refusalFrom } from '#kernel/refusal.ts'
import type { HttpLimits } from './http-limits.ts'
import { httpRefusals } from './refusals.ts'

/** A full queue is answered in less than a second. */
const secondsUntilRetry = 2

/**
 * How much work the process takes on at once: as many requests as there are connections to the database, and a queue of limited length.
 * Further requests are refused at once. Waiting for the body of a request is not work: a slow sender takes no place.
 */
export class Admission {
  readonly #most: number
  #underWay = 0

  constructor({ waiting }: Pick<HttpLimits, 'waiting'>, connections: number) {
    this.#most = waiting + connections
  }

  /** @throws Refused SERVER_BUSY before any of the work is done */
  async admit<T>(work: () => Promise<T>): Promise<T> {
    if (this.#underWay >= this.#most) throw new Refused(refusalFrom(httpRefusals, 'SERVER_BUSY', { seconds: secondsUntilRetry }))
    this.#underWay += 1
    try {
      return await work()
    } finally {
      this.#underWay -= 1
    }
  }
}
