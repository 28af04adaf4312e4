import { findHome } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import { availableParallelism } from 'node:os'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { identityRefusals } from '../domain/refusals.ts'

/** Work done a few at a time; when too many wait, a caller is refused at once with a time to retry. */
export class Turns {
  readonly #atOnce: number
  readonly #mostWaiting: number
  readonly #waiting: (() => void)[] = []
  #underWay = 0

  constructor(atOnce: number, mostWaiting: number) {
    this.#atOnce = atOnce
    this.#mostWaiting = mostWaiting
  }

  get isIdle(): boolean {
    return this.#underWay === 0
  }

  /** @throws Refused SIGN_IN_BUSY */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#underWay >= this.#atOnce) {
      if (this.#waiting.length >= this.#mostWaiting) throw new Refused(refusalFrom(identityRefusals, 'SIGN_IN_BUSY', { seconds: 2 }))
      // The finished caller passes its turn on, so that no other caller takes it.
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    } else this.#underWay += 1
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#underWay -= 1
    }
  }
}

// Each password costs a core for about 20 ms and 19 MiB. Node has four threads for it; two hundred that wait are about two seconds.
const passwordTurns = new Turns(Math.min(4, availableParallelism()), 200)

/** Judges or makes a password when it is its turn. */
export async function inPasswordTurn<T>(work: () => Promise<T>): Promise<T> {
  return await passwordTurns.run(work)
}

// By locality, too: one process may serve several, and each has its own people of the same login.
const turnsOfHome = new WeakMap<object, Map<string, Turns>>()

/** Attempts on one login are serialised: each of many concurrent guesses sees those before it. */
export async function inTurnOfLogin<T>(db: Queryable, login: string, work: () => Promise<T>): Promise<T> {
  const turnsOfLogin = turnsOfHome.get(findHome(db)) ?? new Map<string, Turns>()
  turnsOfHome.set(findHome(db), turnsOfLogin)
  const turns = turnsOfLogin.get(login) ?? new Turns(1, 30)
  turnsOfLogin.set(login, turns)
  try {
    return await turns.run(work)
  } finally {
    if (turns.isIdle) turnsOfLogin.delete(login)
  }
}
