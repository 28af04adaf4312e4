import type { Queryable } from '#platform/db/database.ts'
import { keepShown } from '../store/access-store.ts'
import type { Shown } from '../store/access-store.ts'

/** Keeps who was shown what; resolves when the row is committed. */
export type AccessRecorder = (shown: Omit<Shown, 'fileId'> & { readonly fileId?: string | null }) => Promise<void>

/** Rows put into one statement at most. */
const mostAtOnce = 200

/**
 * One statement is under way at a time; what arrives meanwhile goes together in the next. A single reader waits for one insert, a hall of
 * them share it, and no answer with a person in it leaves before its row is committed.
 */
export function accessRecorder(db: Queryable): AccessRecorder {
  type Waiting = { readonly shown: Shown; readonly done: () => void; readonly failed: (error: unknown) => void }
  const waiting: Waiting[] = []
  let isUnderWay = false
  const write = async (): Promise<void> => {
    isUnderWay = true
    while (waiting.length > 0) {
      const batch = waiting.splice(0, mostAtOnce)
      try {
        await keepShown(
          db,
          batch.map(({ shown }) => shown),
        )
        for (const { done } of batch) done()
      } catch (error) {
        for (const { failed } of batch) failed(error)
      }
    }
    isUnderWay = false
  }
  return async (shown) =>
    await new Promise<void>((done, failed) => {
      waiting.push({ shown: { ...shown, fileId: shown.fileId ?? null }, done, failed })
      if (!isUnderWay) void write()
    })
}
