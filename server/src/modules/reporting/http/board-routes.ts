import { z } from 'zod'
import { faces } from '#feedback'
import { networkOf } from '#platform/http/credential.ts'
import { Answer, route } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { writtenDay } from '#platform/http/written-day.ts'
import { getBoard } from '../queries/get-board.ts'
import type { BoardFeed } from './board-feed.ts'
import { holdersRoutes } from './holders-routes.ts'

/** `late` counts results; `allLate` also other ends after the limit and, today, what is open and overdue. */
const lateness = { endedLate: z.int(), overdue: z.int().nullable(), allLate: z.int() }
const allFigures = {
  received: z.int(),
  early: z.int(),
  onTime: z.int(),
  late: z.int(),
  waiting: z.int(),
  refused: z.int(),
  withdrawn: z.int(),
  stopped: z.int(),
  /** Filed and never accepted: not among `received`. */
  waitingAtIntake: z.int(),
  refusedAtIntake: z.int(),
  withdrawnAtIntake: z.int(),
  stoppedAtIntake: z.int(),
  ...lateness,
  byLaw: z.object({ early: z.int(), onTime: z.int(), late: z.int(), ...lateness }),
}
const faceCounts = z.record(z.enum(faces), z.int())
const percent = z.number().min(0).max(100).nullable()

const boardView = z
  .object({
    on: z.iso.date(),
    asOf: z.string(),
    centreName: z.string(),
    today: z.object(allFigures),
    satisfaction: z.object({
      count: z.int(),
      asked: z.int(),
      answered: z.int(),
      result: faceCounts,
      attitude: faceCounts,
      percent,
      responsePercent: percent,
    }),
    agencies: z.array(z.object({ code: z.string(), name: z.string(), ...allFigures, onTimePercent: percent })).readonly(),
    yesterday: z.object({ on: z.iso.date(), ...allFigures }),
  })
  .meta({ id: 'Board' })

export function reportingRoutes(feed: BoardFeed): RouteDefinition[] {
  return [
    ...holdersRoutes,
    route({
      method: 'GET',
      url: '/board',
      summary: 'Bảng điện tử của một ngày',
      tags: ['public'],
      access: 'public',
      query: z.object({ on: writtenDay.optional() }),
      response: boardView,
      refusals: ['BOARD_DAY_IN_FUTURE'],
      // A day long past costs a reading of everything since; a screen needs three a minute.
      perMinute: 600,
      handle: async ({ db }, { query }) => await getBoard(db, query.on ? Temporal.PlainDate.from(query.on) : null),
    }),
    route({
      method: 'GET',
      url: '/board/stream',
      summary: 'Bảng điện tử trực tiếp (server-sent events: board, beat)',
      tags: ['public'],
      access: 'public',
      response: z.string(),
      produces: 'text/event-stream',
      refusals: ['BOARD_FULL', 'BOARD_FULL_HERE'],
      handle: async ({ address }) =>
        new Answer(await feed.open(networkOf(address)), 200, {
          'cache-control': 'no-store',
          // A proxy that gathers the answer before passing it on would hold the board back.
          'x-accel-buffering': 'no',
        }),
    }),
  ]
}
