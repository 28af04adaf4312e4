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

/**
 * A line of which nothing comes, and which does not say that it is broken: a box between us and the server may swallow it for
 * hours, and the browser never learns. The server speaks every three seconds, so silence is enough to begin again.
 */
export function keepLine(connect: () => Line, silentMs = 15_000, now: () => number = Date.now): BoardLine {
  let line: Line | undefined
  let heardAt = now()
  const close = (): void => {
    line?.close()
    line = undefined
  }
  const open = (): void => {
    close()
    heardAt = now()
    line = connect()
  }
  return {
    open,
    close,
    hear: () => {
      heardAt = now()
    },
    check: () => {
      if (line && now() - heardAt > silentMs) open()
    },
  }
}
