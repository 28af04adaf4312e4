import { z } from 'zod'
import type { AccountId, CentreId } from '#kernel/ids.ts'
import { route } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { closeCashDay, handOverCash } from '../commands/cash-book.ts'
import { accountOf } from '../commands/collect.ts'
import { cashBookText } from '../domain/printed.ts'
import { getCashBooks } from '../queries/cash-book.ts'
import { findCollector } from '../queries/get-collector.ts'
import { cashBooks, cashDay, centreOf, dayQuery, dong, seeingMoney, tags, words } from './money-schemas.ts'
import { pdf } from './receipt-view.ts'
import type { PaymentHooks } from './payment-hooks.ts'

/** Cash books (sổ quỹ). */
export const cashRoutes = (hooks: PaymentHooks): RouteDefinition[] => [
  route({
    method: 'GET',
    url: '/cash-books',
    summary: 'Cash books of a day: one’s own, or every cashier’s for those who oversee (sổ quỹ)',
    tags,
    access: seeingMoney,
    query: dayQuery,
    reads: { nobody: 'sums of drawers by dossier code, without a person' },
    response: cashBooks,
    refusals: ['COLLECTING_NOT_YOURS'],
    handle: async (context, { query }) => await getCashBooks(context.db, context.actor, query.centreId as CentreId, query.day),
  }),
  route({
    method: 'GET',
    url: '/cash-books/print.pdf',
    summary: 'The cash books of a day on paper (PDF/A)',
    tags,
    access: seeingMoney,
    query: dayQuery,
    reads: { nobody: 'sums of drawers by dossier code, without a person' },
    response: z.unknown(),
    produces: 'application/pdf',
    refusals: ['COLLECTING_NOT_YOURS'],
    handle: async (context, { query }) => {
      const books = await getCashBooks(context.db, context.actor, query.centreId as CentreId, query.day)
      const collector = await findCollector(context.db, query.centreId as CentreId)
      const printed = await hooks.print('cash-book', cashBookText(books, collector?.collectorName ?? ''))
      return pdf(hooks.sign ? await hooks.sign(context, printed) : printed, `so-quy-${query.day}`)
    },
  }),
  route({
    method: 'POST',
    url: '/cash-books/hand-overs',
    summary: 'Hand cash of the caller’s drawer to the treasurer (nộp thủ quỹ)',
    tags,
    access: ['counter_officer'],
    body: z.strictObject({ centreId: centreOf, amountDong: dong, to: words(200, 'Xin ghi người nhận') }),
    response: z.object({ done: z.boolean() }),
    status: 201,
    command: true,
    refusals: ['COLLECTING_NOT_YOURS', 'COLLECTOR_NOT_SET', 'CASH_NOT_ENOUGH', ...cashDay],
    handle: async (context, { body }) => {
      await handOverCash(context.db, context.actor, body.centreId as CentreId, body.amountDong, body.to)
      return { done: true }
    },
  }),
  route({
    method: 'POST',
    url: '/cash-books/closings',
    summary: 'Count a drawer and close its day for good (chốt sổ)',
    tags,
    access: ['counter_officer', 'centre_manager'],
    body: z.strictObject({
      centreId: centreOf,
      cashierId: z.uuid().optional(),
      day: z.iso.date(),
      notes: z.array(z.strictObject({ dong: z.int(), count: z.int().min(0).max(1_000_000) })).max(20),
      explanation: z.string().trim().max(1000).default(''),
    }),
    response: z.object({ expectedDong: z.int(), countedDong: z.int(), differenceDong: z.int(), explanation: z.string() }),
    command: true,
    refusals: ['COLLECTING_NOT_YOURS', 'CASH_DAY_NOT_FOUND', 'CASH_DAY_CLOSED', 'NOTES_WRONG', 'DIFFERENCE_UNEXPLAINED'],
    handle: async (context, { body }) =>
      await closeCashDay(context.db, context.actor, {
        ...body,
        centreId: body.centreId as CentreId,
        cashierId: (body.cashierId as AccountId | undefined) ?? accountOf(context.actor),
      }),
  }),
]
