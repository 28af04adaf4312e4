import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { CentreId } from '#kernel/ids.ts'
import { inTransaction } from '#platform/db/database.ts'
import { Answer, linesShown, route } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { replaceReceipt } from '../commands/reverse-payment.ts'
import { receiptCsv, receiptText } from '../domain/printed.ts'
import { receiptNumberText } from '../domain/receipt.ts'
import { findReceiptFile, getReceipt, keepReceiptFile, listReceiptsOf } from '../queries/receipts.ts'
import { dayQuery, idParam, issued, receiptRow, seeingMoney, tags, words } from './money-schemas.ts'
import { pdf, shown } from './receipt-view.ts'
import type { PaymentHooks } from './payment-hooks.ts'

/** Receipts (biên lai), one by one and of a day. */
export const receiptRoutes = (hooks: PaymentHooks): RouteDefinition[] => [
  route({
    method: 'GET',
    url: '/receipts',
    summary: 'The day’s table of receipts for the tax authority (bảng tổng hợp)',
    tags,
    access: seeingMoney,
    query: dayQuery,
    reads: { purpose: 'list', codes: linesShown },
    response: z.object({ day: z.string(), count: z.int(), totalDong: z.int(), items: z.array(receiptRow) }),
    refusals: ['COLLECTING_NOT_YOURS'],
    handle: async (context, { query }) => await listReceiptsOf(context.db, context.actor, query.centreId as CentreId, query.day),
  }),
  route({
    method: 'GET',
    url: '/receipts.csv',
    confirmed: true,
    summary: 'The same table as CSV',
    tags,
    access: seeingMoney,
    query: dayQuery,
    reads: { purpose: 'export' },
    response: z.unknown(),
    produces: 'text/csv; charset=utf-8',
    isExport: true,
    refusals: ['COLLECTING_NOT_YOURS'],
    handle: async (context, { query }) => {
      const table = await listReceiptsOf(context.db, context.actor, query.centreId as CentreId, query.day)
      context.shows(...table.items.flatMap(({ dossierCode }) => dossierCode ?? []))
      return new Answer(receiptCsv(table.items), 200, {
        'content-disposition': `attachment; filename="bien-lai-${query.day}.csv"`,
        'cache-control': 'private, no-store',
      })
    },
  }),
  route({
    method: 'GET',
    url: '/receipts/:id/file.pdf',
    summary: 'An electronic receipt (biên lai điện tử) as it was issued, PDF/A',
    tags,
    access: seeingMoney,
    params: idParam,
    reads: { purpose: 'print' },
    response: z.unknown(),
    produces: 'application/pdf',
    refusals: ['RECEIPT_NOT_FOUND'],
    handle: async (context, { params }) => {
      const receipt = await getReceipt(context.db, context.actor, params.id)
      if (receipt.dossierCode) context.shows(receipt.dossierCode)
      const kept = await findReceiptFile(context.db, receipt.id)
      if (kept) return pdf(kept, `bien-lai-${receiptNumberText(receipt.number)}`)
      // Set after the number was given and committed: no counter waits for a page to be drawn.
      const drawn = await hooks.print('fee-receipt', receiptText(receipt))
      const bytes = hooks.sign ? await hooks.sign(context, drawn) : drawn
      const first = await inTransaction(context.db, async (tx) => {
        await keepReceiptFile(tx, receipt.id, bytes, createHash('sha256').update(bytes).digest())
        return await findReceiptFile(tx, receipt.id)
      })
      return pdf(first ?? bytes, `bien-lai-${receiptNumberText(receipt.number)}`)
    },
  }),
  route({
    method: 'POST',
    url: '/receipts/:id/replacement',
    summary: 'Replace a receipt whose payer was written wrongly by a new one that refers to it',
    tags,
    access: ['counter_officer', 'centre_manager'],
    params: idParam,
    body: z.strictObject({ payerName: words(300, 'Xin ghi tên người nộp'), reason: words(1000, 'Xin nêu lý do') }),
    response: issued,
    status: 201,
    command: true,
    refusals: ['RECEIPT_NOT_FOUND', 'RECEIPT_REPLACED', 'COLLECTING_NOT_YOURS', 'COLLECTOR_NOT_SET', 'RECEIPT_NUMBERS_USED_UP'],
    handle: async (context, { params, body }) =>
      shown(await replaceReceipt(context.db, context.actor, params.id, body.payerName, body.reason)),
  }),
]
