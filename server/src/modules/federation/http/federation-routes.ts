import { z } from 'zod'
import { getLocality } from '#agency'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { mustProve } from '#record'
import { Answer, route } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { writtenDay } from '#platform/http/written-day.ts'
import { figureNames, recordKeyFrom } from '../domain/closed-day.ts'
import { provinceFaults } from '../domain/national-board.ts'
import type { Province } from '../domain/national-board.ts'
import { federationRefusals } from '../domain/refusals.ts'
import { getNationalBoard } from '../queries/get-national-board.ts'
import { findClosedDay, listClosedDays } from '../queries/list-closed-days.ts'
import { nationalCsvFrom } from '../queries/national-csv.ts'

const tags = ['public']
/** Days of which it is said that they are closed: as many as others look back. */
const listedDays = 62
const figures = z.object(Object.fromEntries(figureNames.map((name) => [name, z.int()])) as Record<(typeof figureNames)[number], z.ZodInt>)
const percent = z.number().min(0).max(100).nullable()
const closed = { on: z.iso.date(), revision: z.int(), asOf: z.string(), definition: z.string() }
const shownDay = z.object({ on: z.iso.date(), revision: z.int(), asOf: z.string(), figures, onTimePercent: percent }).nullable()

const nationalBoard = z
  .object({
    on: z.iso.date(),
    definition: z.string(),
    askedAt: z.string().nullable(),
    isStale: z.boolean(),
    provinces: z
      .array(
        z.object({
          code: z.string(),
          name: z.string(),
          address: z.string(),
          readAt: z.string().nullable(),
          fault: z.enum(provinceFaults).nullable(),
          faultSince: z.string().nullable(),
          day: shownDay,
          last: shownDay,
        }),
      )
      .readonly(),
    total: figures.extend({ onTimePercent: percent }).nullable(),
    counted: z.int(),
  })
  .meta({ id: 'NationalBoard' })

const aMinute = { 'cache-control': 'public, max-age=60' }

/** The closed days of this place for others, and the board of provinces where this place gathers them (số liệu toàn quốc). */
export function buildFederationRoutes(provinces: readonly Province[] | null): RouteDefinition[] {
  /** @throws Refused FEDERATION_OFF */
  const mustGather = (): readonly Province[] => {
    if (provinces === null) throw new Refused(refusalFrom(federationRefusals, 'FEDERATION_OFF'))
    return provinces
  }
  return [
    route({
      method: 'GET',
      url: '/closed-days',
      summary: 'Số liệu đã khoá: the last days that are closed, and their revisions',
      tags,
      access: 'public',
      response: z.object({ code: z.string(), name: z.string(), days: z.array(z.object(closed)) }),
      handle: async ({ db }) => {
        const { code, name } = await getLocality(db)
        const days = await listClosedDays(db, listedDays)
        return { code, name, days: days.map(({ figures: _figures, ...day }) => day) }
      },
    }),
    route({
      method: 'GET',
      url: '/closed-days/:on',
      summary: 'The figures of a closed day, with the proof that they are in the signed record',
      tags,
      access: 'public',
      params: z.object({ on: writtenDay }),
      response: z.object({
        ...closed,
        figures,
        proof: z.object({
          checkpoint: z.string(),
          index: z.int(),
          path: z.array(z.string()).readonly(),
          opening: z.object({ source: z.string(), key: z.string(), salt: z.string(), text: z.string() }),
        }),
      }),
      refusals: ['DAY_NOT_CLOSED', 'RECORD_EMPTY', 'RECORD_NOT_YET'],
      perMinute: 600,
      handle: async ({ db }, { params: { on } }) => {
        const day = await findClosedDay(db, on)
        if (!day)
          throw new Refused(refusalFrom(federationRefusals, 'DAY_NOT_CLOSED', { on: Temporal.PlainDate.from(on).toLocaleString('vi-VN') }))
        return { ...day, proof: await mustProve(db, 'federation.closed_day', recordKeyFrom(on, day.revision)) }
      },
    }),
    route({
      method: 'GET',
      url: '/national-figures',
      summary: 'Số liệu toàn quốc: the provinces that are gathered here, side by side, of a day that is over',
      tags,
      access: 'public',
      query: z.object({ on: writtenDay.optional() }),
      response: nationalBoard,
      refusals: ['FEDERATION_OFF', 'DAY_NOT_CLOSED'],
      perMinute: 600,
      handle: async ({ db }, { query }) => new Answer(await getNationalBoard(db, mustGather(), query.on ?? null), 200, aMinute),
    }),
    route({
      method: 'GET',
      url: '/national-figures.csv',
      summary: 'Số liệu toàn quốc as CSV',
      tags,
      access: 'public',
      query: z.object({ on: writtenDay.optional() }),
      response: z.string(),
      produces: 'text/csv; charset=utf-8',
      refusals: ['FEDERATION_OFF', 'DAY_NOT_CLOSED'],
      perMinute: 60,
      handle: async ({ db }, { query }) => {
        const board = await getNationalBoard(db, mustGather(), query.on ?? null)
        return new Answer(nationalCsvFrom(board), 200, {
          'content-disposition': `attachment; filename="so-lieu-toan-quoc-${board.on}.csv"`,
          ...aMinute,
        })
      },
    }),
  ]
}
