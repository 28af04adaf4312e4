import type { OpenPlace } from './place.ts'

/** A place that is opened when it is asked for and closed after a rest. */
export type RestingPlace = {
  /** The place, opened now where it was closed. @throws Error why it could not be opened, now or a moment ago */
  open(): Promise<OpenPlace>
  /** Counts a request that is under way. @returns ends it */
  enter(): () => void
  /** What is open, if anything is. */
  opened(): OpenPlace | null
  /** Closes it when nobody has asked for it for `restMs`. */
  restAfter(restMs: number): Promise<void>
  close(): Promise<void>
}

/** An opening that failed is not tried again for this long: a database that is away is not asked by every request. */
const againMs = 3_000

export function createRestingPlace(openPlace: () => Promise<OpenPlace>, nowMs: () => number = () => performance.now()): RestingPlace {
  let opening: Promise<OpenPlace> | null = null
  let open: OpenPlace | null = null
  let failure: { readonly error: unknown; readonly atMs: number } | null = null
  let inside = 0
  let usedAtMs = nowMs()
  // One place is closed before it is opened again: it has one worker and one set of connections.
  let closing: Promise<void> = Promise.resolve()
  let isClosed = false

  const close = async (): Promise<void> => {
    const going = await opening?.catch(() => null)
    opening = null
    open = null
    if (going) closing = going.close()
    await closing
  }

  return {
    async open() {
      if (isClosed) throw new Error('The process is stopping.')
      usedAtMs = nowMs()
      if (failure && nowMs() - failure.atMs < againMs) throw failure.error
      failure = null
      opening ??= closing
        .catch(() => undefined) // how it was closed says nothing about opening it
        .then(openPlace)
        .then((place) => (open = place))
        .catch((error: unknown) => {
          opening = null
          failure = { error, atMs: nowMs() }
          throw error
        })
      return await opening
    },
    enter() {
      inside += 1
      let isInside = true
      return () => {
        if (!isInside) return
        isInside = false
        inside -= 1
        usedAtMs = nowMs()
      }
    },
    opened: () => open,
    async restAfter(restMs) {
      if (open && inside === 0 && nowMs() - usedAtMs >= restMs) await close()
    },
    async close() {
      isClosed = true
      await close()
    },
  }
}
