import type { FastifyRequest } from 'fastify'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { addressOf, sessionOf } from './credential.ts'
import { FailureLimit } from './failure-limit.ts'
import { httpRefusals } from './refusals.ts'
import type { Guess } from './route.ts'

/** Wrong guesses a minute, from one caller and of one secret. */
const mostWrong = 30

/**
 * Routes that answer to whoever knows a secret. Right answers are free, so that a hall behind one address is not stopped;
 * wrong ones are counted by caller and, wherever they come from, by what is guessed at.
 */
export class Guesses {
  readonly #most: number
  readonly #limits = new Map<string, FailureLimit>()

  constructor(perMinute: number | undefined) {
    this.#most = Math.max(mostWrong, perMinute ?? 0)
  }

  /** @throws Refused RATE_LIMITED, and whatever `work` throws */
  async count<T>(guess: Guess, request: FastifyRequest, work: () => Promise<T>): Promise<T> {
    const limit = this.#limitOf(guess.group)
    const what = guess
      .of(request.body as never)
      .trim()
      .toUpperCase()
    const caller = sessionOf(request)?.id ?? addressOf(request)
    const turn = await limit.enter([`by ${caller}`, `of ${what}`])
    if ('seconds' in turn) throw new Refused(refusalFrom(httpRefusals, 'RATE_LIMITED', { seconds: turn.seconds }))
    let isWrong = false
    try {
      return await work()
    } catch (error) {
      isWrong = error instanceof Refused && guess.wrong.includes(error.refusal.code)
      throw error
    } finally {
      turn.leave(isWrong)
    }
  }

  #limitOf(group: string): FailureLimit {
    const known = this.#limits.get(group) ?? new FailureLimit({ most: this.#most })
    this.#limits.set(group, known)
    return known
  }
}
