import type { Queryable } from '#platform/db/database.ts'
import { carryOutReprojections } from '../commands/reproject.ts'

/** Carries out re-projections in this process, one at a time. */
export type ReprojectionRunner = {
  /** Sees to it that unfinished runs go on; does nothing while it already does. */
  wake(): void
  /** Resolves when nothing is under way here. */
  settled(): Promise<void>
  /** Ends after the page under way; the run itself goes on elsewhere, or at the next start. */
  stop(): Promise<void>
}

const attempts = 5

/**
 * Several processes may have one each: a page belongs to whoever locks the run, and what it did is stored with it. So a
 * process that dies leaves a run any other may go on with.
 */
export function reprojectionRunner(db: Queryable, onError: (error: unknown) => void): ReprojectionRunner {
  let isWanted = true
  let running: Promise<void> | null = null
  let again = false
  const run = async (): Promise<void> => {
    for (let attempt = 1; isWanted && attempt <= attempts; attempt += 1) {
      again = false
      try {
        await carryOutReprojections(db, () => isWanted)
        if (!again) return
      } catch (error) {
        if (!isWanted) return
        onError(error)
      }
    }
  }
  return {
    wake() {
      again = true
      if (!isWanted || running) return
      running = run().finally(() => {
        running = null
      })
    },
    async settled() {
      while (running) await running
    },
    async stop() {
      isWanted = false
      await running
    },
  }
}
