import type { FastifyRequest } from 'fastify'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { addressOf, sessionOf } from './credential.ts'
import { FailureLimit } from './failure-limit.ts'
import { httpRefusals } from './refusals.ts'
import type { Guess } from './route.ts'

/**
 * Wrong guesses a minute. Of one secret from one caller: somebody who reads their slip badly. Of one secret from wherever: many callers
 * together. From one caller at all: a hall behind one address mistypes many slips, and 40 bits stand as long against these as against fewer.
 */
const mostWrong = { here: 10, of: 30, by: 300 } as const

/**
 * Routes that answer to anyone who knows a secret. Correct answers are not counted, so that a hall behind one address is not blocked;
 * wrong ones are counted by caller and target, so that guesses at one target do not block others behind the same address;
 * and more widely by each of the two alone.
 */
export class Guesses {
  readonly #floor: number
  readonly #limits = new Map<string, FailureLimit>()

  constructor(perMinute: number | undefined) {
    this.#floor = perMinute ?? 0
  }

  /** @throws Refused RATE_LIMITED, and whatever `work` throws */
  async count<T>(guess: Guess, request: FastifyRequest, work: () => Promise<T>): Promise<T> {
    const limit = this.#limitOf(guess.group)
    const what = guess
      .of(request.body as never)
      .trim()
      .toUpperCase()
    const caller = sessionOf(request)?.id ?? addressOf(request)
    const turn = await limit.enter([`here ${caller} ${what}`, `of ${what}`, `by ${caller}`])
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
    const known =
      this.#limits.get(group) ??
      new FailureLimit({
        most: Math.max(mostWrong.of, this.#floor),
        mostFrom: (key) => Math.max(mostWrong[key.split(' ', 1)[0] as keyof typeof mostWrong], this.#floor),
      })
    this.#limits.set(group, known)
    return known
  }
}
