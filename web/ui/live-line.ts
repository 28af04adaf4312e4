/** What can be listened to and closed. */
export interface Line {
  close: () => void
}

export interface BoardLine {
  /** Something came. */
  hear: () => void
  /** Called every second: closes a line that has been silent too long and opens another. */
  check: () => void
  close: () => void
  open: () => void
}

export type Patience = {
  /** How long a line that has spoken may be silent. The server speaks every three seconds. */
  readonly silentMs: number
  /** How long a line is waited for that has not spoken yet; the server speaks as soon as it is reached. */
  readonly firstMs: number
  /** The same, for the first tries after a silence. */
  readonly quickMs: number
  readonly quickTries: number
}

/**
 * Six sockets a browser keeps to one server, and reuses: when the network swallows all of them, each dead one is tried before a new
 * one is made. Two beats that did not come and six tries of a second leave more than two seconds for a slow machine.
 */
const untilFifteenSeconds: Patience = { silentMs: 6_200, firstMs: 5_000, quickMs: 1_000, quickTries: 6 }

/**
 * A silent connection that reports no error: a middlebox may drop its packets for
 * hours, and the browser never notices. Silence is enough to reconnect.
 */
export function keepLine(connect: () => Line, patience: Patience = untilFifteenSeconds, now: () => number = Date.now): BoardLine {
  let line: Line | undefined
  let heardAt = now()
  let hasSpoken = false
  /** Attempts since the last active connection fell silent; `null` while none has. */
  let tries: number | null = null
  const close = (): void => {
    line?.close()
    line = undefined
  }
  const open = (): void => {
    close()
    heardAt = now()
    hasSpoken = false
    line = connect()
  }
  const waitMs = (): number => {
    if (hasSpoken) return patience.silentMs
    return tries !== null && tries <= patience.quickTries ? patience.quickMs : patience.firstMs
  }
  return {
    open,
    close,
    hear: () => {
      heardAt = now()
      hasSpoken = true
      tries = null
    },
    check: () => {
      if (!line || now() - heardAt < waitMs()) return
      tries = (tries ?? 0) + 1
      open()
    },
  }
}
