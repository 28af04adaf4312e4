import { Readable } from 'node:stream'
import type { Logger } from 'pino'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { databaseNow } from '#platform/db/database.ts'
import type { Database } from '#platform/db/database.ts'
import { reportingRefusals } from '../domain/refusals.ts'
import { getBoard, inVietnam } from '../queries/get-board.ts'
import type { Board } from '../queries/get-board.ts'

/** The live board of one process: one reading of the database serves every screen that watches. */
export type BoardFeed = {
  /** Starts listening for acts; without it the feed still works, but only as often as `checkEveryMs`. */
  start(): Promise<void>
  /** Ends every stream; a browser then looks for another server. */
  stop(): Promise<void>
  /** Screens watching now. */
  listeners(): number
  /**
   * A stream of server-sent events: `board` with the whole board at once and after every change, `beat` with the
   * time at which the shown figures were last known to be true.
   * @param address of the viewer; addresses of the centre's own networks use a reserve and no share
   * @throws Refused BOARD_FULL, BOARD_FULL_HERE
   */
  open(address?: string): Promise<Readable>
}

export type BoardFeedOptions = {
  /** At most one reading in this time, however many acts there are. */
  readonly atMostEveryMs?: number
  /** A screen silent for ten seconds says that it is stale; three seconds leave room for two lost beats. */
  readonly beatEveryMs?: number
  /** Notifications sent while the listening connection was down are lost; this finds their changes. */
  readonly checkEveryMs?: number
  readonly maxListeners?: number
  /** Screens of one address. */
  readonly perAddress?: number
  /** Networks of the centre's own screens, and the number of places reserved for them. */
  readonly isOfTheHouse?: (address: string) => boolean
  readonly reserve?: number
}

/** The number of bytes that may wait for a slow screen before its connection is closed and it must reconnect. */
const maxWaitingBytes = 512 * 1024

export function boardFeed(database: Database, logger: Pick<Logger, 'warn'>, options: BoardFeedOptions = {}): BoardFeed {
  const { atMostEveryMs = 250, beatEveryMs = 3_000, checkEveryMs = 15_000, maxListeners = 2_000, perAddress = 8 } = options
  const { isOfTheHouse, reserve = 200 } = options
  const screens = new Set<Readable>()
  const watchingFrom = new Map<string, number>()
  let current: { readonly board: Board; readonly figures: string } | null = null
  let sequence = 0
  let opening = 0
  // An act was noticed after the last reading began: what is shown may no longer be true.
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
    let board: Board
    try {
      board = await getBoard(database.kysely)
    } catch (error) {
      isDirty = true
      throw error
    }
    const { asOf: _asOf, ...lasting } = board
    const figures = JSON.stringify(lasting)
    const isNews = current?.figures !== figures
    // Grows across restarts too, so that a screen that moves to a new process never sees the sequence go back.
    if (isNews) sequence = Math.max(sequence + 1, Date.now())
    current = { board, figures }
    sendAll(isNews ? snapshot(sequence, board) : beat(board.asOf))
  }

  /** One reading at a time; a caller that asks while one runs that began before the last act gets the next one. */
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
        refreshed().catch((error: unknown) => logger.warn({ err: error }, 'the board could not be read'))
      },
      Math.max(0, atMostEveryMs - (performance.now() - readAtMs)),
    )
  }

  async function sendBeat(): Promise<void> {
    if (screens.size === 0 || isStopped) return
    if (isDirty) return schedule()
    const asOf = inVietnam(await databaseNow(database.kysely))
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
    if (isStopped || screens.size + opening >= places) throw new Refused(refusalFrom(reportingRefusals, 'BOARD_FULL'))
    if (!isOurs && (watchingFrom.get(address) ?? 0) >= perAddress) {
      throw new Refused(refusalFrom(reportingRefusals, 'BOARD_FULL_HERE', { most: perAddress }))
    }
  }

  return {
    async start() {
      isStopped = false
      stopListening = await database.listen('motcua_board', (payload) => {
        if (payload === '' || payload === String(database.localityId)) schedule()
      })
      const beats = setInterval(() => {
        sendBeat().catch((error: unknown) => logger.warn({ err: error }, 'the board has no beat'))
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
      // With nobody watching nobody reads: what was read for the last screen may be of another day by now.
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
      screen.push(`retry: 2000\n\n${current ? snapshot(sequence, current.board) : ''}`)
      // An act between the reading and this line has marked the board dirty without anyone to send it to.
      if (isDirty) schedule()
      return screen
    },
  }
}

function snapshot(sequence: number, board: Board): string {
  return `id: ${sequence}\nevent: board\ndata: ${JSON.stringify(board)}\n\n`
}

function beat(asOf: string): string {
  return `event: beat\ndata: ${asOf}\n\n`
}
