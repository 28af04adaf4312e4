import { z } from 'zod'
import { said } from '#platform/http/said.ts'
import { heldByKinds } from '../domain/holders-report.ts'
import { Answer, route } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { writtenDay } from '#platform/http/written-day.ts'
import { headsOfAgency, holdersCsv, holdersReport, overseers } from '../queries/holders-report.ts'

const question = z.object({ from: writtenDay.optional(), to: writtenDay.optional() })

const figures = {
  turns: z.int(),
  late: z.int(),
  /** By the limit of the law. */
  lateByLaw: z.int(),
  latePercent: z.number().min(0).max(100).nullable(),
  insideMs: z.int(),
  applicantMs: z.int(),
  outsideMs: z.int(),
  uncounted: z.int(),
  inHand: z.int(),
  inHandLate: z.int(),
  inHandLateByLaw: z.int(),
}

const report = z
  .object({
    from: z.iso.date(),
    to: z.iso.date(),
    asOf: z.string(),
    isWholeHouse: z.boolean(),
    total: z.object(figures),
    places: z.array(z.object({ placeId: z.string(), placeName: said, ...figures })),
    /** How agencies did their parts (phần việc) of dossiers. */
    parts: z.array(
      z.object({
        agencyId: z.string(),
        agencyName: z.string(),
        done: z.int(),
        late: z.int(),
        otherwise: z.int(),
        workMs: z.int(),
        open: z.int(),
        openLate: z.int(),
      }),
    ),
    /** Handing over to agencies and giving back by them, done in the period and still to be done (Điều 18 khoản 2, 3; Điều 19 khoản 4). */
    transfers: z.array(
      z.object({
        agencyId: z.string(),
        agencyName: z.string(),
        handedOver: z.int(),
        handedOverLate: z.int(),
        toHandOver: z.int(),
        toHandOverLate: z.int(),
        givenBack: z.int(),
        givenBackLate: z.int(),
      }),
    ),
    lines: z.array(
      z.object({
        placeId: z.string(),
        placeName: said,
        step: z.string().nullable(),
        stepName: said,
        officerId: z.string().nullable(),
        officerName: z.string().nullable(),
        /** The kind of holder of the line; without an officer, the office that held the dossier. */
        heldBy: z.enum(heldByKinds),
        dossiers: z.int(),
        ...figures,
      }),
    ),
  })
  .meta({ id: 'HoldersReport' })

const access = [...overseers, ...headsOfAgency]

export const holdersRoutes: RouteDefinition[] = [
  route({
    method: 'GET',
    url: '/reports/holders',
    summary: 'Trách nhiệm: by agency, step and officer, the dossiers they held and those that became late there',
    tags: ['reports'],
    access,
    query: question,
    response: report,
    perMinute: 30,
    refusals: ['REPORT_PERIOD'],
    handle: async ({ db, actor }, { query }) => await holdersReport(db, actor, query),
  }),
  route({
    method: 'GET',
    url: '/reports/holders.csv',
    confirmed: true,
    summary: 'Trách nhiệm as CSV',
    tags: ['reports'],
    access,
    query: question,
    response: z.string(),
    produces: 'text/csv; charset=utf-8',
    perMinute: 10,
    isExport: true,
    refusals: ['REPORT_PERIOD'],
    handle: async ({ db, actor }, { query }) =>
      new Answer(await holdersCsv(db, actor, query), 200, {
        'content-disposition': 'attachment; filename="trach-nhiem.csv"',
        'cache-control': 'private, no-store',
      }),
  }),
]
