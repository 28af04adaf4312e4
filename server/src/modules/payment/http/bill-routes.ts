import { z } from 'zod'
import { staffRoles } from '#kernel/actor.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { Answer, route, theDossier } from '#platform/http/route.ts'
import type { RequestContext, RouteDefinition } from '#platform/http/route.ts'
import { adjustCharge } from '../commands/adjust-charge.ts'
import { collect } from '../commands/collect.ts'
import { decideReversal, reversePayment } from '../commands/reverse-payment.ts'
import { adjustmentKinds, chosenTimings, mostDong } from '../domain/bill.ts'
import { paymentRefusals } from '../domain/refusals.ts'
import { getBill } from '../queries/get-bill.ts'
import { rights } from '#kernel/rights.ts'
import QRCode from 'qrcode'
import { billView, cashDay, codeParam, collected, collecting, dong, idParam, tags, words } from './money-schemas.ts'
import { taken } from './receipt-view.ts'
import type { PaymentHooks } from './payment-hooks.ts'

/** What a dossier owes, what is paid on it, and what is taken back. */
export const billRoutes = (hooks: PaymentHooks): RouteDefinition[] => [
  route({
    method: 'GET',
    url: '/bills/:code',
    summary: 'The bill of a dossier, its payments, and the transfer code (bảng kê phí, lệ phí)',
    tags,
    access: staffRoles,
    params: codeParam,
    reads: { purpose: 'open', codes: theDossier },
    response: billView,
    refusals: ['BILL_NOT_FOUND'],
    handle: async (context, { params }) => await getBill(context.db, context.actor, params.code),
  }),
  route({
    method: 'GET',
    url: '/bills/:code/transfer-code.svg',
    summary: 'The transfer code (mã VietQR) of the amount owed, as a drawing',
    tags,
    access: staffRoles,
    params: codeParam,
    reads: { nobody: 'an account, a sum and a reference' },
    response: z.unknown(),
    produces: 'image/svg+xml',
    refusals: ['BILL_NOT_FOUND', 'NOTHING_OWED'],
    handle: async (context, { params }) => await drawn(context, params.code, 'svg'),
  }),
  route({
    method: 'GET',
    url: '/bills/:code/transfer-code.png',
    summary: 'The transfer code (mã VietQR) of the amount owed, as a picture',
    tags,
    access: staffRoles,
    params: codeParam,
    reads: { nobody: 'an account, a sum and a reference' },
    response: z.unknown(),
    produces: 'image/png',
    refusals: ['BILL_NOT_FOUND', 'NOTHING_OWED'],
    handle: async (context, { params }) => await drawn(context, params.code, 'png'),
  }),
  route({
    method: 'POST',
    url: '/bills/:code/payments',
    summary: 'Take a payment at the counter and issue its receipt (thu tiền)',
    tags,
    access: ['counter_officer'],
    params: codeParam,
    body: z.strictObject({
      method: z.enum(['cash', 'bank']),
      amountDong: dong,
      lineNos: z.array(z.int().min(1)).min(1).max(100).optional(),
      bankReference: words(100, 'Xin ghi số tham chiếu').optional(),
    }),
    response: collected,
    status: 201,
    command: true,
    refusals: [...collecting, ...cashDay, 'BANK_REFERENCE_NEEDED'],
    handle: async (context, { params, body }) => taken(await collect(context.db, hooks.dossiers, context.actor, params.code, body)),
  }),
  route({
    method: 'POST',
    url: '/bills/:code/adjustments',
    summary: 'Waive, lower, defer or assess a charge (miễn, giảm, xác định mức thu)',
    tags,
    access: ['counter_officer', 'centre_manager'],
    params: codeParam,
    body: z.strictObject({
      lineNo: z.int().min(1),
      kind: z.enum(adjustmentKinds),
      amountDong: z.int().min(0).max(mostDong).optional(),
      quantity: z.int().min(1, 'Số lượng là số nguyên từ 1').max(10_000, 'Số lượng không quá 10.000; ô này không phải số tiền').optional(),
      timing: z.enum(chosenTimings).optional(),
      ground: words(60, 'Xin chọn căn cứ'),
      reason: words(1000, 'Xin nêu lý do'),
    }),
    reads: { nobody: 'the act itself is on record with its author' },
    response: billView,
    command: true,
    refusals: [
      'BILL_NOT_FOUND',
      'COLLECTING_NOT_YOURS',
      'CHARGE_SETTLED',
      'NOTHING_OWED',
      'ADJUSTMENT_UNFOUNDED',
      'ADJUSTMENT_AMOUNT_WRONG',
    ],
    handle: async (context, { params, body }) => {
      const { lineNo, ...adjustment } = body
      await adjustCharge(context.db, hooks.dossiers, context.actor, params.code, lineNo, adjustment)
      return await getBill(context.db, context.actor, params.code)
    },
  }),
  route({
    method: 'POST',
    url: '/payments/:id/reversals',
    summary: 'Undo a payment taken by mistake today, or ask for a refund',
    tags,
    access: ['counter_officer', 'centre_manager'],
    params: idParam,
    body: z.strictObject({ kind: z.enum(['refund', 'mistake']), reason: words(1000, 'Xin nêu lý do') }),
    response: z.object({ id: z.string(), state: z.enum(['done', 'waiting', 'declined']) }),
    status: 201,
    command: true,
    refusals: [
      'PAYMENT_NOT_FOUND',
      'PAYMENT_ALREADY_REVERSED',
      'MISTAKE_TOO_LATE',
      'CASH_NOT_ENOUGH',
      'COLLECTING_NOT_YOURS',
      'COLLECTOR_NOT_SET',
      ...cashDay,
    ],
    handle: async (context, { params, body }) =>
      await reversePayment(context.db, hooks.dossiers, context.actor, params.id, body.kind, body.reason),
  }),
  route({
    method: 'POST',
    url: '/reversals/:id/decision',
    confirmed: true,
    summary: 'Approve or decline a refund above the limit; never one’s own',
    tags,
    access: rights.decide_money.by,
    params: idParam,
    body: z.strictObject({ approve: z.boolean() }),
    response: z.object({ id: z.string(), state: z.enum(['done', 'waiting', 'declined']) }),
    command: true,
    refusals: [
      'REVERSAL_NOT_FOUND',
      'FOUR_EYES',
      'CASH_NOT_ENOUGH',
      'COLLECTING_NOT_YOURS',
      'PAYMENT_NOT_FOUND',
      'COLLECTOR_NOT_SET',
      ...cashDay,
    ],
    handle: async (context, { params, body }) => await decideReversal(context.db, hooks.dossiers, context.actor, params.id, body.approve),
  }),
]

async function drawn(context: RequestContext, code: string, form: 'svg' | 'png'): Promise<Answer> {
  const { transfer: asked } = await getBill(context.db, context.actor, code)
  if (!asked) throw new Refused(refusalFrom(paymentRefusals, 'NOTHING_OWED'))
  const options = { errorCorrectionLevel: 'M', margin: 4 } as const
  const body =
    form === 'svg'
      ? await QRCode.toString(asked.code, { ...options, type: 'svg' })
      : await QRCode.toBuffer(asked.code, { ...options, scale: 8 })
  return new Answer(body, 200, { 'cache-control': 'private, no-store' })
}
