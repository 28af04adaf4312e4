import { z } from 'zod'
import { said } from '#platform/http/said.ts'
import { staffRoles } from '#kernel/actor.ts'
import type { CentreId } from '#kernel/ids.ts'
import type { ReadRange } from '#kernel/personal-read.ts'
import { controlSheetText, handoverListText, registerText, printSheet } from '#document'
import { Answer, linesShown, route, theDossier } from '#platform/http/route.ts'
import type { RequestContext, RouteDefinition } from '#platform/http/route.ts'
import { registerPage } from '../queries/register-page.ts'
import { controlSheet, handoverSheet } from '../queries/sheets.ts'
import { registerBook, registerCsv, registerKeepers } from '../queries/register-book.ts'

const register = z.object({ centreId: z.uuid(), year: z.coerce.number().int().min(2000).max(2999) })
const registerView = z.object({
  centre: z.object({ id: z.uuid(), name: z.string() }),
  year: z.int(),
  /** Years there is a register of, the latest first. */
  years: z.array(z.int()),
  isClosed: z.boolean(),
  lines: z.int(),
  books: z.array(z.object({ book: z.int(), from: z.int(), to: z.int() })),
  items: z.array(
    z.object({
      line: z.int(),
      dossierCode: z.string(),
      applicantName: z.string(),
      procedureName: z.string(),
      agencyName: z.string(),
      receivedAt: z.string(),
      dueAt: z.string().nullable(),
      stateName: said,
    }),
  ),
  hasMore: z.boolean(),
})
/** Everything the register of a year names. */
function yearOfCentre({ params }: { readonly params: never }): ReadRange {
  const { centreId, year } = params as { centreId: string; year: number }
  return { centreId, from: `${year}-01-01T00:00:00+07:00`, to: `${year + 1}-01-01T00:00:00+07:00` }
}

const inline = (name: string) => ({ 'content-disposition': `inline; filename="${name}.pdf"`, 'cache-control': 'private, no-store' })

/** Gives a sheet with the installation's signature; the composition root knows the signing identity, if there is one. */
export type SignSheet = (context: RequestContext, printed: Uint8Array) => Promise<Uint8Array>

/** Internal sheets, printed from the current record on request. */
export const sheetRoutes = (sign: SignSheet): RouteDefinition[] => [
  route({
    method: 'GET',
    url: '/dossiers/:code/control-sheet.pdf',
    summary: 'Phiếu kiểm soát quá trình giải quyết hồ sơ (Mẫu 06), from the current record (PDF/A)',
    tags: ['documents'],
    access: staffRoles,
    params: z.object({ code: z.string().max(60) }),
    reads: { purpose: 'print', codes: theDossier },
    response: z.unknown(),
    produces: 'application/pdf',
    refusals: ['DOSSIER_NOT_FOUND'],
    handle: async (context, { params }) => {
      const data = await controlSheet(context.db, context.actor, params.code)
      return new Answer(
        await sign(context, await printSheet('control-sheet', controlSheetText(data))),
        200,
        inline(`${data.dossierCode}-phieu-kiem-soat`),
      )
    },
  }),
  route({
    method: 'GET',
    url: '/handovers/:number/list.pdf',
    summary: 'Danh sách bàn giao hồ sơ: everyone on the list when it was made (PDF/A)',
    tags: ['handovers'],
    access: staffRoles,
    params: z.object({ number: z.string().max(40) }),
    reads: { purpose: 'print' },
    response: z.unknown(),
    produces: 'application/pdf',
    refusals: ['HANDOVER_NOT_FOUND'],
    handle: async (context, { params }) => {
      const data = await handoverSheet(context.db, context.actor, params.number)
      context.shows(...data.rows.map(({ dossierCode }) => dossierCode))
      return new Answer(
        await sign(context, await printSheet('handover-list', handoverListText(data))),
        200,
        inline(`danh-sach-${data.number}`),
      )
    },
  }),
  route({
    method: 'GET',
    url: '/centres/:centreId/registers/:year',
    summary: 'Sổ theo dõi hồ sơ of a centre and year: its books, its latest lines, or those of a line number, a code or a name',
    tags: ['documents'],
    access: registerKeepers,
    params: register,
    query: z.object({ q: z.string().max(200).default('') }),
    reads: { purpose: 'list', codes: linesShown },
    response: registerView,
    refusals: ['REGISTER_NOT_FOUND'],
    handle: async (context, { params, query }) =>
      await registerPage(context.db, context.actor, { centreId: params.centreId as CentreId, year: params.year }, query.q),
  }),
  route({
    method: 'GET',
    url: '/centres/:centreId/registers/:year/:book.pdf',
    confirmed: true,
    summary: 'Sổ theo dõi hồ sơ (Mẫu 07): one book of 500 lines of a centre and year (PDF/A, A4 landscape)',
    tags: ['documents'],
    access: registerKeepers,
    params: register.extend({ book: z.coerce.number().int().min(1).max(10_000) }),
    security: { done: 'export.done' },
    reads: { purpose: 'print' },
    response: z.unknown(),
    produces: 'application/pdf',
    perMinute: 30,
    refusals: ['REGISTER_NOT_FOUND'],
    handle: async (context, { params }) => {
      const data = await registerBook(context.db, context.actor, { centreId: params.centreId as CentreId, year: params.year }, params.book)
      context.shows(...data.lines.map(({ dossierCode }) => dossierCode))
      return new Answer(
        await sign(context, await printSheet('register', registerText(data))),
        200,
        // Carried away, not opened in the place of the page that asked for it.
        { 'content-disposition': `attachment; filename="so-theo-doi-${params.year}-${params.book}.pdf"` },
      )
    },
  }),
  route({
    method: 'GET',
    url: '/centres/:centreId/registers/:year/all.csv',
    confirmed: true,
    summary: 'Sổ theo dõi hồ sơ of a whole year as CSV, streamed',
    tags: ['documents'],
    access: registerKeepers,
    params: register,
    reads: { purpose: 'export', range: yearOfCentre },
    response: z.string(),
    produces: 'text/csv; charset=utf-8',
    perMinute: 6,
    isExport: true,
    refusals: ['REGISTER_NOT_FOUND'],
    handle: async (context, { params }) => {
      const text = await registerCsv(context.db, context.actor, { centreId: params.centreId as CentreId, year: params.year })
      return new Answer(text, 200, { 'content-disposition': `attachment; filename="so-theo-doi-${params.year}.csv"` })
    },
  }),
]
