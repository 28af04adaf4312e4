import type { Logger } from 'pino'
import { refusalFrom } from '#kernel/refusal.ts'
import type { Database } from '#platform/db/database.ts'
import { createLiveFeed } from '#platform/http/live-feed.ts'
import type { LiveFeed, LiveFeedOptions } from '#platform/http/live-feed.ts'
import { reportingRefusals } from '../domain/refusals.ts'
import { getBoard } from '../queries/get-board.ts'

export type BoardFeed = LiveFeed

/** The live board of one process. Opening it may be refused: BOARD_FULL, BOARD_FULL_HERE. */
export function boardFeed(database: Database, logger: Pick<Logger, 'warn'>, options: LiveFeedOptions = {}): BoardFeed {
  return createLiveFeed(
    database,
    logger,
    {
      event: 'board',
      read: async () => await getBoard(database.kysely),
      channel: 'motcua_board',
      concerns: (payload) => payload === '' || payload.split(' ')[0] === String(database.localityId),
      full: () => refusalFrom(reportingRefusals, 'BOARD_FULL'),
      fullHere: (most) => refusalFrom(reportingRefusals, 'BOARD_FULL_HERE', { most }),
    },
    options,
  )
}
