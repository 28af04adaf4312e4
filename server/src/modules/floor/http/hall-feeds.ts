import type { Readable } from 'node:stream'
import type { Logger } from 'pino'
import { refusalFrom } from '#kernel/refusal.ts'
import type { Database } from '#platform/db/database.ts'
import { createLiveFeed } from '#platform/http/live-feed.ts'
import type { LiveFeed, LiveFeedOptions } from '#platform/http/live-feed.ts'
import { floorRefusals } from '../domain/refusals.ts'
import { getHall } from '../queries/find-hall.ts'
import { getHallScreen } from '../queries/hall-screen.ts'

/** The live screens of every hall of a locality, each fed by one reading however many televisions watch. */
export type HallFeeds = {
  start(): void
  stop(): Promise<void>
  /** @throws Refused HALL_NOT_SET_UP, HALL_FULL */
  open(centreCode: string, address: string): Promise<Readable>
}

export function createHallFeeds(database: Database, logger: Pick<Logger, 'warn'>, options: LiveFeedOptions = {}): HallFeeds {
  const feeds = new Map<string, Promise<LiveFeed>>()
  let isStarted = false

  async function begin(centreCode: string): Promise<LiveFeed> {
    const { centreId } = await getHall(database.kysely, centreCode)
    const feed = createLiveFeed(
      database,
      logger,
      {
        event: 'hall',
        read: async () => await getHallScreen(database.kysely, centreCode),
        channel: 'motcua_hall',
        concerns: (payload) => payload === '' || payload === `${database.localityId} ${centreId}`,
        full: () => refusalFrom(floorRefusals, 'HALL_FULL'),
        fullHere: () => refusalFrom(floorRefusals, 'HALL_FULL'),
      },
      // A call is heard at once and must be read at once; many displays of a hall stand behind one address.
      { atMostEveryMs: 100, checkEveryMs: 4_000, perAddress: 100, ...options },
    )
    if (isStarted) await feed.start()
    return feed
  }

  return {
    start() {
      isStarted = true
    },
    async stop() {
      isStarted = false
      const begun = await Promise.allSettled(feeds.values())
      feeds.clear()
      await Promise.all(begun.map(async (each) => (each.status === 'fulfilled' ? await each.value.stop() : undefined)))
    },
    async open(centreCode, address) {
      let feed = feeds.get(centreCode)
      if (!feed) {
        feed = begin(centreCode)
        feeds.set(centreCode, feed)
        // A hall that is set up later is found then.
        feed.catch(() => feeds.delete(centreCode))
      }
      return await (await feed).open(address)
    },
  }
}
