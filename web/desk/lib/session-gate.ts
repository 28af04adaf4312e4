/** Waits for a person to sign in again while their page, and what they typed into it, stays. */
export interface SessionGate {
  /** Called by the API client; several requests share one question. */
  ask: () => Promise<boolean>
  answer: (signedIn: boolean) => void
  isAsking: () => boolean
  subscribe: (listener: () => void) => () => void
}

export function createSessionGate(): SessionGate {
  let waiting: { promise: Promise<boolean>; resolve: (signedIn: boolean) => void } | null = null
  const listeners = new Set<() => void>()
  const tell = () => {
    for (const listener of listeners) listener()
  }
  return {
    ask: () => {
      if (!waiting) {
        waiting = Promise.withResolvers<boolean>()
        tell()
      }
      return waiting.promise
    },
    answer: (signedIn) => {
      waiting?.resolve(signedIn)
      waiting = null
      tell()
    },
    isAsking: () => waiting !== null,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
