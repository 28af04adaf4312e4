import pg from 'pg'

/** One connection that hears the notifications of a database, for every place of the process that this database holds. */
export type Listener = {
  /** Runs `handler` for each notification on a channel, reconnecting as long as anybody listens. */
  listen(channel: string, handler: (payload: string) => void): Promise<() => Promise<void>>
  close(): Promise<void>
}

const againMs = 500

/**
 * Opens no connection before somebody listens, and closes it after the last.
 * @param check refuses a connection that is not who it must be
 * @param report takes each fault; the connection is then opened again
 */
export function createListener(
  settings: pg.ClientConfig,
  check: (client: pg.ClientBase) => Promise<void>,
  report: (error: Error) => void,
): Listener {
  const handlers = new Map<string, Set<(payload: string) => void>>()
  let client: pg.Client | null = null
  let opening: Promise<void> | null = null
  let timer: NodeJS.Timeout | undefined

  async function connect(): Promise<void> {
    const next = new pg.Client(settings)
    next.on('notification', ({ channel, payload }) => {
      for (const handler of handlers.get(channel) ?? []) handler(payload ?? '')
    })
    next.on('error', (error) => {
      report(error)
      lose(next)
    })
    next.on('end', () => lose(next))
    try {
      await next.connect()
      await check(next)
      for (const channel of handlers.keys()) await next.query(`listen ${pg.escapeIdentifier(channel)}`)
    } catch (error) {
      await next.end().catch(() => undefined) // it is of no use any more; what was wrong is reported
      throw error
    }
    client = next
  }

  /** A connection that broke by itself is replaced; one that was closed on purpose is not `client` any more. */
  function lose(lost: pg.Client): void {
    if (client !== lost) return
    client = null
    lost.end().catch(() => undefined) // it is broken already; only the next connection matters
    reconnect()
  }

  function reconnect(): void {
    clearTimeout(timer)
    timer = setTimeout(() => {
      if (handlers.size === 0 || client) return
      opened().catch((error: Error) => {
        report(error)
        reconnect()
      })
    }, againMs)
    timer.unref()
  }

  async function opened(): Promise<void> {
    if (client) return
    opening ??= connect().finally(() => {
      opening = null
    })
    await opening
  }

  async function letGo(): Promise<void> {
    clearTimeout(timer)
    await opening?.catch(() => undefined) // the one who asked has the error
    const closing = client
    client = null
    await closing?.end().catch(() => undefined) // closing a connection that is already gone is not a failure
  }

  return {
    async listen(channel, handler) {
      const here = handlers.get(channel) ?? new Set()
      const isNew = here.size === 0
      handlers.set(channel, here.add(handler))
      const stop = async (): Promise<void> => {
        here.delete(handler)
        if (here.size === 0) handlers.delete(channel)
        if (handlers.size === 0) await letGo()
      }
      try {
        await opened()
        // Said again where the connection was opened with it: that changes nothing.
        if (isNew) await client?.query(`listen ${pg.escapeIdentifier(channel)}`)
      } catch (error) {
        await stop()
        throw error
      }
      return stop
    },
    async close() {
      handlers.clear()
      await letGo()
    },
  }
}
