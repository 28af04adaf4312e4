import { Readable } from 'node:stream'
import type { Logger } from 'pino'
import type { Refusal } from '#kernel/refusal.ts'
import { Refused } from '#kernel/refusal.ts'
import { toVietnamIso } from '#kernel/vietnam-time.ts'
import { databaseNow } from '#platform/db/database.ts'
import type { Database } from '#platform/db/database.ts'

/** A feed that many screens watch, in one process: one query serves all of them. */
export type LiveFeed = {
  /** Starts listening for changes; without it the feed still works, but only as often as `checkEveryMs`. */
  start(): Promise<void>
  /** Ends every stream; a browser then looks for another server. */
  stop(): Promise<void>
  /** Screens watching now. */
  listeners(): number
  /**
   * A stream of server-sent events: the whole of what is watched at once and after every change, under the name of the feed, and `beat`
   * with the time at which it was last known to be true.
   * @param address who watches; those of the installation's own networks have reserved places and no limit per address
   * @throws Refused what the feed says when there is no place left
   */
  open(address?: string): Promise<Readable>
}

export type LiveFeedOptions = {
  /** At most one reading in this time, however many acts there are. */
  readonly atMostEveryMs?: number
  /** A screen silent for ten seconds says that it is stale; three seconds leave room for two lost beats. */
  readonly beatEveryMs?: number
  /** Notifications sent while the listening connection was down are lost, and behind a pooler all are; this reads the changes they announced. */
  readonly checkEveryMs?: number
  readonly maxListeners?: number
  /** Screens of one address. */
  readonly perAddress?: number
  /** Networks of the installation's own televisions, and how many of all places are kept for them. */
  readonly isOfTheHouse?: (address: string) => boolean
  readonly reserve?: number
}

/** The watched data, and the notification channel of its changes. */
export type Watched<View> = {
  /** Name of the event that carries the whole view. */
  readonly event: string
  readonly read: () => Promise<View>
  readonly channel: string
  /** Whether a notification of the channel is about this. */
  readonly concerns: (payload: string) => boolean
  readonly full: () => Refusal
  readonly fullHere: (most: number) => Refusal
}

/** What may wait for a screen that reads too slowly before it is cut off and has to come back. */
const maxWaitingBytes = 512 * 1024

export function createLiveFeed<View extends { readonly asOf: string }>(
  database: Database,
  logger: Pick<Logger, 'warn'>,
  watched: Watched<View>,
  options: LiveFeedOptions = {},
): LiveFeed {
  const { atMostEveryMs = 250, beatEveryMs = 3_000, maxListeners = 2_000, perAddress = 8 } = options
  const { checkEveryMs = database.listener ? 15_000 : 2_000 } = options
  const { isOfTheHouse, reserve = 200 } = options
  const screens = new Set<Readable>()
  const watchingFrom = new Map<string, number>()
  let current: { readonly view: View; readonly lasting: string } | null = null
  let sequence = 0
  let opening = 0
  // A change was noticed after the last reading began: what is shown may no longer be true.
  let isDirty = true
  let reading: Promise<void> | null = null
  let readAtMs = 0
  let waiting: NodeJS.Timeout | undefined
  let timers: NodeJS.Timeout[] = []
  let stopListening: (() => Promise<void>) | undefined
  let isStopped = false

  async function refresh(): Promise<void> {
    isDirty = false
    readAtMs = performance.now()
    let view: View
    try {
      view = await watched.read()
    } catch (error) {
      isDirty = true
      throw error
    }
    const { asOf: _asOf, ...rest } = view
    const lasting = JSON.stringify(rest)
    const isNews = current?.lasting !== lasting
    // Grows across restarts too, so that a screen that moves to a new process never sees the sequence go back.
    if (isNews) sequence = Math.max(sequence + 1, Date.now())
    current = { view, lasting }
    sendAll(isNews ? snapshot(watched.event, sequence, view) : beat(view.asOf))
  }

  /** One query at a time; a caller who asks while an older one runs gets the result of the next one. */
  async function refreshed(): Promise<void> {
    if (reading) await reading
    if (!isDirty && current) return
    reading ??= refresh().finally(() => {
      reading = null
    })
    await reading
  }

  function schedule(): void {
    isDirty = true
    if (waiting || isStopped || screens.size === 0) return
    waiting = setTimeout(
      () => {
        waiting = undefined
        // While the database does not answer no beat is sent either, and every screen says that it is stale.
        refreshed().catch((error: unknown) => logger.warn({ err: error }, `the ${watched.event} could not be read`))
      },
      Math.max(0, atMostEveryMs - (performance.now() - readAtMs)),
    )
  }

  async function sendBeat(): Promise<void> {
    if (screens.size === 0 || isStopped) return
    if (isDirty) return schedule()
    const asOf = toVietnamIso(await databaseNow(database.kysely))
    if (!isDirty) sendAll(beat(asOf))
  }

  function sendAll(message: string): void {
    for (const screen of screens) {
      if (screen.readableLength > maxWaitingBytes) screen.destroy()
      else screen.push(message)
    }
  }

  function refuseTooMany(address: string): void {
    const isOurs = isOfTheHouse?.(address) ?? false
    const places = isOurs || !isOfTheHouse ? maxListeners : maxListeners - Math.min(reserve, maxListeners / 2)
    if (isStopped || screens.size + opening >= places) throw new Refused(watched.full())
    if (!isOurs && (watchingFrom.get(address) ?? 0) >= perAddress) {
      throw new Refused(watched.fullHere(perAddress))
    }
  }

  return {
    async start() {
      isStopped = false
      stopListening = await database.listener?.listen(watched.channel, (payload) => {
        if (watched.concerns(payload)) schedule()
      })
      const beats = setInterval(() => {
        sendBeat().catch((error: unknown) => logger.warn({ err: error }, `the ${watched.event} has no beat`))
      }, beatEveryMs)
      timers = [beats, setInterval(schedule, checkEveryMs)]
      for (const timer of timers) timer.unref()
    },
    async stop() {
      isStopped = true
      clearTimeout(waiting)
      waiting = undefined
      for (const timer of timers) clearInterval(timer)
      for (const screen of screens) screen.push(null)
      screens.clear()
      await stopListening?.()
      await reading?.catch(() => undefined) // it has been logged where it was asked for
    },
    listeners: () => screens.size,
    async open(address = '') {
      refuseTooMany(address)
      const watching = watchingFrom.get(address) ?? 0
      watchingFrom.set(address, watching + 1)
      const screen = new Readable({ read() {}, highWaterMark: maxWaitingBytes })
      opening += 1
      screen.once('close', () => {
        screens.delete(screen)
        const left = (watchingFrom.get(address) ?? 1) - 1
        if (left > 0) watchingFrom.set(address, left)
        else watchingFrom.delete(address)
      })
      // Without watchers there are no queries: the last result may be of another day by now.
      if (performance.now() - readAtMs > 1_000) isDirty = true
      try {
        await refreshed()
      } catch (error) {
        screen.destroy()
        throw error
      } finally {
        opening -= 1
      }
      screens.add(screen)
      screen.push(`retry: 2000\n\n${current ? snapshot(watched.event, sequence, current.view) : ''}`)
      // A change between the reading and this line has marked the view dirty without anyone to send it to.
      if (isDirty) schedule()
      return screen
    },
  }
}

function snapshot(event: string, sequence: number, view: unknown): string {
  return `id: ${sequence}\nevent: ${event}\ndata: ${JSON.stringify(view)}\n\n`
}

function beat(asOf: string): string {
  return `event: beat\ndata: ${asOf}\n\n`
}
