import type { Queryable } from '#platform/db/database.ts'
import { carryOutVersionMoves } from '../commands/move-version.ts'
import { carryOutReprojections } from '../commands/reproject.ts'

/** Carries out re-projections, and moves of dossiers between versions, in this process, one at a time. */
export type ReprojectionRunner = {
  /** Resumes unfinished runs; does nothing while it is already running. */
  wake(): void
  /** Resolves when nothing runs in this process. */
  settled(): Promise<void>
  /** Ends after the current page; another process or the next start continues the run. */
  stop(): Promise<void>
}

const attempts = 5

/**
 * Several processes may have one each: a page belongs to the process that locks the run, and its outcome is stored with it. So a
 * process that dies leaves a run any other may go on with.
 */
export function reprojectionRunner(db: Queryable, onError: (error: unknown) => void): ReprojectionRunner {
  const own = { isWanted: true, again: false, running: null as Promise<void> | null }
  const run = async (): Promise<void> => {
    for (let attempt = 1; own.isWanted && attempt <= attempts; attempt += 1) {
      own.again = false
      try {
        await carryOutReprojections(db, () => own.isWanted)
        await carryOutVersionMoves(db, () => own.isWanted)
        if (!own.again) return
      } catch (error) {
        if (!own.isWanted) return
        onError(error)
      }
    }
  }
  return {
    wake() {
      own.again = true
      if (!own.isWanted || own.running) return
      own.running = run().finally(() => {
        own.running = null
      })
    },
    async settled() {
      while (own.running) await own.running
    },
    async stop() {
      own.isWanted = false
      await own.running
    },
  }
}
