import { createHash } from 'node:crypto'
import QRCode from 'qrcode'
import { z } from 'zod'
import { isInstant } from '#kernel/instant.ts'
import { staffRoles } from '#kernel/actor.ts'
import type { Role } from '#kernel/actor.ts'
import type { AccountId, CentreId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { inTransaction } from '#platform/db/database.ts'
import { Answer, linesShown, route, theDossier } from '#platform/http/route.ts'
import type { RequestContext, RouteDefinition } from '#platform/http/route.ts'
import { writtenDay } from '#platform/http/written-day.ts'
import { adjustCharge } from '../commands/adjust-charge.ts'
import { closeCashDay, handOverCash } from '../commands/cash-book.ts'
import { accountOf, collect } from '../commands/collect.ts'
import type { Collected } from '../commands/collect.ts'
import type { DossierDoor } from '../commands/dossier-door.ts'
import { decideReversal, replaceReceipt, reversePayment } from '../commands/reverse-payment.ts'
import { setCollector } from '../commands/set-collector.ts'
import { decideReturn, matchBankNotices, returnMoney, takeMoneyCase } from '../commands/close-money-case.ts'
import { takeBankNotice } from '../commands/take-bank-notice.ts'
import { bankAccountPattern, bankBinPattern, receiptSymbolPattern, taxCodePattern } from '../domain/collector.ts'
import { adjustmentKinds, chosenTimings, lineStates, mostDong, timings } from '../domain/bill.ts'
import { cashBookText, receiptCsv, receiptText } from '../domain/printed.ts'
import { receiptKinds, receiptNumberText } from '../domain/receipt.ts'
import { paymentRefusals } from '../domain/refusals.ts'
import { listMoneyToDecide } from '../queries/bank-notices.ts'
import { getCashBooks } from '../queries/cash-book.ts'
import { getBill } from '../queries/get-bill.ts'
import { findCollector, getCollector } from '../queries/get-collector.ts'
import { findReceiptFile, getReceipt, keepReceiptFile, listReceiptsOf } from '../queries/receipts.ts'
import { rights } from '#kernel/rights.ts'

/** What the composition root hands over. */
export type PaymentHooks = {
  /** Sets a template of `documents/` with ready text as a PDF/A file. */
  readonly print: (template: 'fee-receipt' | 'cash-book', text: { readonly [key: string]: unknown }) => Promise<Uint8Array>
  /** The dossiers the bills are of. */
  readonly dossiers: DossierDoor
  /** Puts the digital signature of the house on a receipt or a cash book; without it they carry none. */
  readonly sign?: ((context: RequestContext, pdf: Uint8Array) => Promise<Uint8Array>) | undefined
}

const seeingMoney: readonly Role[] = ['counter_officer', 'centre_manager', 'provincial_leader', 'inspector']
const tags = ['payments']
const dong = z.int('Số tiền là số đồng nguyên').min(1, 'Số tiền phải lớn hơn 0').max(mostDong, 'Số tiền quá lớn')
const words = (max: number, message: string) => z.string().trim().min(1, message).max(max, `Không quá ${max} ký tự`)
const codeParam = z.object({ code: z.string().min(5).max(60) })
const idParam = z.object({ id: z.uuid() })
const centreOf = z.uuid('Xin chọn trung tâm')
const dayQuery = z.object({ centreId: centreOf, day: writtenDay })

const collectorView = z
  .object({
    collectorName: z.string(),
    taxCode: z.string(),
    bankBin: z.string(),
    bankAccount: z.string(),
    templateSymbol: z.string(),
    seriesSymbol: z.string(),
    refundLimitDong: z.int(),
    hasNoticeSecret: z.boolean(),
  })
  .meta({ id: 'Collector' })

const transfer = z
  .object({ code: z.string(), holderName: z.string(), bankBin: z.string(), bankAccount: z.string(), purpose: z.string() })
  .meta({ id: 'Transfer' })

const billView = z
  .object({
    code: z.string(),
    payerName: z.string(),
    owedDong: z.int(),
    owedWords: z.string(),
    unknown: z.boolean(),
    lines: z.array(
      z.object({
        no: z.int(),
        kind: z.enum(['fee', 'charge']),
        name: z.string(),
        tariffDong: z.int().nullable(),
        dueDong: z.int().nullable(),
        timing: z.enum(timings),
        timingName: z.string(),
        state: z.enum(lineStates),
        stateName: z.string(),
        basis: z.string(),
        unit: z.string().nullable(),
        quantity: z.int().nullable(),
        may: z.array(z.enum(adjustmentKinds)).readonly(),
      }),
    ),
    adjustments: z.array(
      z.object({
        lineNo: z.int(),
        kind: z.enum(adjustmentKinds),
        fromDong: z.int().nullable(),
        toDong: z.int().nullable(),
        ground: z.string(),
        groundName: z.string(),
        law: z.string(),
        reason: z.string(),
        authorName: z.string(),
        at: z.string(),
      }),
    ),
    payments: z.array(
      z.object({
        id: z.string(),
        method: z.enum(['cash', 'bank']),
        amountDong: z.int(),
        at: z.string(),
        cashierName: z.string(),
        bankReference: z.string().nullable(),
        reversal: z
          .object({ id: z.string(), kind: z.enum(['refund', 'mistake']), decision: z.string().nullable(), reason: z.string() })
          .nullable(),
        mayReverse: z.boolean(),
      }),
    ),
    receipts: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(receiptKinds),
        seriesSymbol: z.string(),
        number: z.int(),
        numberText: z.string(),
        paymentId: z.string(),
        at: z.string(),
        standing: z.boolean(),
        url: z.string(),
      }),
    ),
    mayCollect: z.boolean(),
    /** Why nobody takes what is owed, and who changes that. */
    notCollected: z.object({ code: z.string(), message: z.string() }).nullable(),
    grounds: z.array(z.object({ code: z.string(), name: z.string(), law: z.string() })),
    transfer: transfer.nullable(),
  })
  .meta({ id: 'Bill' })

const issued = z.object({
  id: z.string(),
  templateSymbol: z.string(),
  seriesSymbol: z.string(),
  number: z.int(),
  numberText: z.string(),
  url: z.string(),
})
const collected = z.object({ paymentId: z.string(), amountDong: z.int(), receipt: issued }).meta({ id: 'Collected' })

const receiptRow = z
  .object({
    id: z.string(),
    kind: z.enum(receiptKinds),
    templateSymbol: z.string(),
    seriesSymbol: z.string(),
    year: z.int(),
    number: z.int(),
    collectorName: z.string(),
    taxCode: z.string(),
    payerName: z.string(),
    dossierCode: z.string(),
    items: z.array(z.object({ name: z.string(), amountDong: z.int() })).readonly(),
    amountDong: z.int(),
    amountWords: z.string(),
    method: z.enum(['cash', 'bank']),
    reason: z.string(),
    issuedAt: z.string(),
    issuedByName: z.string(),
    refersTo: z.string().nullable(),
    countedDong: z.int(),
  })
  .meta({ id: 'Receipt' })

const cashBooks = z
  .object({
    day: z.string(),
    denominations: z.array(z.int()),
    openDay: z.string().nullable(),
    books: z.array(
      z.object({
        cashierId: z.string(),
        cashierName: z.string(),
        openingDong: z.int(),
        receiptsDong: z.int(),
        refundsDong: z.int(),
        handedOverDong: z.int(),
        differenceDong: z.int(),
        heldDong: z.int(),
        closedAt: z.string().nullable(),
        expectedDong: z.int().nullable(),
        countedDong: z.int().nullable(),
        notes: z.array(z.object({ dong: z.int(), count: z.int() })),
        explanation: z.string().nullable(),
        movements: z.array(
          z.object({
            at: z.string(),
            kind: z.string(),
            kindName: z.string(),
            amountDong: z.int(),
            dossierCode: z.string().nullable(),
            reason: z.string(),
            authorName: z.string(),
          }),
        ),
        mayHandOver: z.boolean(),
        mayClose: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'CashBooks' })

const cashDay = ['CASH_DAY_OPEN', 'CASH_DAY_CLOSED']
const collecting = [
  'BILL_NOT_FOUND',
  'COLLECTING_NOT_YOURS',
  'COLLECTOR_NOT_SET',
  'PAYMENT_AMOUNT_DIFFERS',
  'NOTHING_OWED',
  'CHARGE_SETTLED',
  'BANK_REFERENCE_USED',
  'RECEIPT_NUMBERS_USED_UP',
]

export function paymentRoutes(hooks: PaymentHooks): RouteDefinition[] {
  return [
    route({
      method: 'GET',
      url: '/collectors/:centreId',
      summary: 'Who collects at a centre, and into which account (đơn vị thu)',
      tags,
      access: seeingMoney,
      params: z.object({ centreId: centreOf }),
      response: z.object({ collector: collectorView.nullable() }),
      refusals: ['COLLECTING_NOT_YOURS'],
      handle: async (context, { params }) => ({ collector: await getCollector(context.db, context.actor, params.centreId as CentreId) }),
    }),
    route({
      method: 'PUT',
      url: '/collectors/:centreId',
      summary: 'Say who collects at a centre; from then on what is owed there can be paid',
      tags,
      security: { done: 'collector.changed' },
      access: rights.set_collector.by,
      confirmed: true,
      params: z.object({ centreId: centreOf }),
      body: z.strictObject({
        collectorName: words(200, 'Xin ghi tên đơn vị thu'),
        taxCode: z.string().regex(taxCodePattern, 'Mã số thuế gồm 10 hoặc 13 chữ số'),
        bankBin: z.string().regex(bankBinPattern, 'Mã ngân hàng gồm 6 chữ số'),
        bankAccount: z.string().regex(bankAccountPattern, 'Số tài khoản gồm 1 đến 19 chữ số hoặc chữ cái không dấu'),
        templateSymbol: z.string().regex(receiptSymbolPattern, 'Ký hiệu mẫu gồm chữ in hoa không dấu, chữ số, gạch nối'),
        seriesSymbol: z.string().regex(receiptSymbolPattern, 'Ký hiệu biên lai gồm chữ in hoa không dấu, chữ số, gạch nối'),
        refundLimitDong: z.int().min(0).max(mostDong).default(0),
        noticeSecret: z.string().min(32, 'Khoá bí mật dài ít nhất 32 ký tự').max(200).optional(),
      }),
      response: z.object({ collector: collectorView.nullable() }),
      command: true,
      refusals: ['COLLECTING_NOT_YOURS', 'COLLECTOR_FIXED', 'COLLECTOR_NOT_SET'],
      handle: async (context, { params, body }) => {
        const { noticeSecret, ...collector } = body
        await setCollector(context.db, context.database.keys, context.actor, params.centreId as CentreId, collector, noticeSecret)
        return { collector: await findCollector(context.db, params.centreId as CentreId) }
      },
    }),
    route({
      method: 'GET',
      url: '/bills/:code',
      summary: 'What a dossier owes, what was paid, and the transfer code (bảng kê phí, lệ phí)',
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
      summary: 'The transfer code (mã VietQR) of what is owed, as a drawing',
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
      summary: 'The transfer code (mã VietQR) of what is owed, as a picture',
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
      summary: 'Waive, lower, put off or assess a charge (miễn, giảm, xác định mức thu)',
      tags,
      access: ['counter_officer', 'centre_manager'],
      params: codeParam,
      body: z.strictObject({
        lineNo: z.int().min(1),
        kind: z.enum(adjustmentKinds),
        amountDong: z.int().min(0).max(mostDong).optional(),
        quantity: z.int().min(1, 'Số lượng là số nguyên từ 1').max(1_000_000).optional(),
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
    route({
      method: 'POST',
      url: '/payments/bank-notices',
      summary: 'The bank announces money that arrived (báo có), signed with the secret of the account',
      tags,
      access: 'public',
      body: z.strictObject({
        bankBin: z.string().regex(/^\d{6}$/u),
        bankAccount: z.string().regex(/^[0-9A-Za-z]{1,19}$/u),
        bankReference: words(100, 'Cần có'),
        amountDong: dong,
        content: z.string().max(500),
        paidAt: z.iso.datetime({ offset: true }).refine(isInstant, 'Xin ghi ngày và giờ'),
        signature: z.string().regex(/^[0-9a-fA-F]{64}$/u),
      }),
      response: z.object({ state: z.enum(['matched', 'unmatched']) }),
      refusals: ['BANK_NOTICE_NOT_BELIEVED', 'BANK_NOTICE_DATED_WRONG', 'BANK_NOTICE_DIFFERS'],
      perMinute: 600,
      handle: async (context, { body }) => {
        const { signature, ...notice } = body
        // The bank's transaction id is the identity of the intention; a bank sends no Idempotency-Key.
        return await inTransaction(context.db, async (tx) => {
          const { state } = await takeBankNotice(tx, context.database, hooks.dossiers, notice, signature)
          return { state }
        })
      },
    }),
    route({
      method: 'GET',
      url: '/money-to-decide',
      summary: 'Bank notices that fit no bill, and refunds that wait for a second person',
      tags,
      access: seeingMoney,
      query: z.object({ centreId: centreOf }),
      reads: { purpose: 'list' },
      response: z.object({
        notices: z.array(
          z.object({
            id: z.string(),
            bankReference: z.string(),
            amountDong: z.int(),
            content: z.string(),
            paidAt: z.string(),
            receivedAt: z.string(),
            why: z.string(),
            leftDong: z.int(),
            dossierCode: z.string().nullable(),
            owedDong: z.int().nullable(),
            ownerName: z.string().nullable(),
            dueAt: z.string(),
            isLate: z.boolean(),
            isBooked: z.boolean(),
          }),
        ),
        returns: z.array(
          z.object({
            noticeId: z.string(),
            no: z.int(),
            amountDong: z.int(),
            to: z.string(),
            reference: z.string(),
            reason: z.string(),
            askedByName: z.string(),
            askedAt: z.string(),
          }),
        ),
        refunds: z.array(
          z.object({
            id: z.string(),
            paymentId: z.string(),
            dossierCode: z.string(),
            amountDong: z.int(),
            reason: z.string(),
            askedByName: z.string(),
            askedAt: z.string(),
          }),
        ),
      }),
      refusals: ['COLLECTING_NOT_YOURS'],
      handle: async (context, { query }) => {
        const waiting = await listMoneyToDecide(context.db, context.actor, query.centreId as CentreId)
        context.shows(...waiting.refunds.map(({ dossierCode }) => dossierCode))
        return waiting
      },
    }),
    ...moneyCaseRoutes(hooks),
    ...cashRoutes(hooks),
    ...receiptRoutes(hooks),
  ]
}

const moneyReturn = z
  .object({ noticeId: z.string(), no: z.int(), state: z.enum(['done', 'waiting', 'declined']) })
  .meta({ id: 'MoneyReturn' })

/** The ways a person closes the case of money that came by bank and fits no bill. */
function moneyCaseRoutes(hooks: PaymentHooks): RouteDefinition[] {
  return [
    route({
      method: 'POST',
      url: '/bank-notices/matches',
      summary: 'Settle what a dossier owes with the money of one or several unmatched notices, counted together',
      tags,
      access: rights.decide_money.by,
      body: z.strictObject({
        noticeIds: z.array(z.uuid()).min(1, 'Xin chọn báo có').max(50, 'Nhiều nhất 50 báo có một lần'),
        code: words(60, 'Xin ghi mã hồ sơ'),
      }),
      response: collected,
      command: true,
      refusals: [...collecting, 'BANK_NOTICE_NOT_FOUND', 'BANK_NOTICE_CONTRADICTS', 'MONEY_NOT_ENOUGH'],
      handle: async (context, { body }) =>
        taken(await matchBankNotices(context.db, hooks.dossiers, context.actor, body.noticeIds, body.code)),
    }),
    route({
      method: 'POST',
      url: '/bank-notices/:id/owner',
      summary: 'Take the case of an unmatched notice into one’s own hands (nhận xử lý)',
      tags,
      access: ['counter_officer', 'centre_manager'],
      params: idParam,
      response: z.object({ taken: z.boolean() }),
      command: true,
      refusals: ['BANK_NOTICE_NOT_FOUND', 'COLLECTING_NOT_YOURS'],
      handle: async (context, { params }) => {
        await takeMoneyCase(context.db, context.actor, params.id)
        return { taken: true }
      },
    }),
    route({
      method: 'POST',
      url: '/bank-notices/:id/returns',
      summary: 'Send money of an unmatched notice back to its payer (trả lại tiền); above the limit a second person approves',
      tags,
      access: ['counter_officer', 'centre_manager'],
      params: idParam,
      body: z.strictObject({
        amountDong: dong,
        to: words(300, 'Xin ghi người nhận, ngân hàng và số tài khoản'),
        reference: words(100, 'Xin ghi số tham chiếu của lệnh chuyển trả'),
        reason: words(1000, 'Xin nêu lý do'),
      }),
      response: moneyReturn,
      status: 201,
      command: true,
      refusals: [
        'BANK_NOTICE_NOT_FOUND',
        'BANK_NOTICE_CONTRADICTS',
        'COLLECTING_NOT_YOURS',
        'COLLECTOR_NOT_SET',
        'MONEY_NOT_LEFT',
        'RETURN_REFERENCE_USED',
      ],
      handle: async (context, { params, body }) => await returnMoney(context.db, context.actor, params.id, body),
    }),
    route({
      method: 'POST',
      url: '/bank-notices/:id/returns/:no/decision',
      summary: 'Approve or decline a return of money above the limit; never one’s own',
      tags,
      access: rights.decide_money.by,
      params: idParam.extend({ no: z.coerce.number().int().min(1).max(10_000) }),
      body: z.strictObject({ approve: z.boolean() }),
      response: moneyReturn,
      command: true,
      refusals: ['RETURN_NOT_FOUND', 'COLLECTING_NOT_YOURS', 'FOUR_EYES'],
      handle: async (context, { params, body }) => await decideReturn(context.db, context.actor, params.id, params.no, body.approve),
    }),
  ]
}

function cashRoutes(hooks: PaymentHooks): RouteDefinition[] {
  return [
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
      summary: 'Hand cash of one’s drawer to the treasurer (nộp thủ quỹ)',
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
}

function receiptRoutes(hooks: PaymentHooks): RouteDefinition[] {
  return [
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
}

function taken(done: Collected) {
  return { paymentId: done.paymentId, amountDong: done.amountDong, receipt: shown(done.receipt) }
}

function shown(receipt: { id: string; templateSymbol: string; seriesSymbol: string; number: number }) {
  return { ...receipt, numberText: receiptNumberText(receipt.number), url: `/api/v1/receipts/${receipt.id}/file.pdf` }
}

function pdf(bytes: Uint8Array, name: string): Answer<Uint8Array> {
  return new Answer(bytes, 200, { 'content-disposition': `inline; filename="${name}.pdf"`, 'cache-control': 'private, no-store' })
}

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
