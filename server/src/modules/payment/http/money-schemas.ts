import { z } from 'zod'
import { cited, said } from '#platform/http/said.ts'
import type { Role } from '#kernel/actor.ts'
import { writtenDay } from '#platform/http/written-day.ts'
import { adjustmentKinds, lineStates, mostDong, timings } from '../domain/bill.ts'
import { receiptKinds } from '../domain/receipt.ts'

/** Shapes and limits that several routes of money share. */
export const seeingMoney: readonly Role[] = ['counter_officer', 'centre_manager', 'provincial_leader', 'inspector']
export const tags = ['payments']
export const dong = z.int('Số tiền là số đồng nguyên').min(1, 'Số tiền phải lớn hơn 0').max(mostDong, 'Số tiền quá lớn')
export const words = (max: number, message: string) => z.string().trim().min(1, message).max(max, `Không quá ${max} ký tự`)
export const codeParam = z.object({ code: z.string().min(5).max(60) })
export const idParam = z.object({ id: z.uuid() })
export const centreOf = z.uuid('Xin chọn trung tâm')
export const dayQuery = z.object({ centreId: centreOf, day: writtenDay })

export const collectorView = z
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

export const transfer = z
  .object({ code: z.string(), holderName: z.string(), bankBin: z.string(), bankAccount: z.string(), purpose: z.string() })
  .meta({ id: 'Transfer' })

export const billView = z
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
        timingName: said,
        state: z.enum(lineStates),
        stateName: said,
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
        groundName: said,
        law: cited,
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
    /** Why the amount owed cannot be collected, and who can change that. */
    notCollected: z.object({ code: z.string(), message: z.string() }).nullable(),
    /** Each with the kinds of adjustment it can be a ground of. */
    grounds: z.array(z.object({ code: z.string(), name: said, law: cited, kinds: z.array(z.enum(adjustmentKinds)) })),
    transfer: transfer.nullable(),
  })
  .meta({ id: 'Bill' })

export const issued = z.object({
  id: z.string(),
  templateSymbol: z.string(),
  seriesSymbol: z.string(),
  number: z.int(),
  numberText: z.string(),
  url: z.string(),
})
export const collected = z.object({ paymentId: z.string(), amountDong: z.int(), receipt: issued }).meta({ id: 'Collected' })

export const receiptRow = z
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

export const cashBooks = z
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
            kindName: said,
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

export const cashDay = ['CASH_DAY_OPEN', 'CASH_DAY_CLOSED']
export const collecting = [
  'BILL_NOT_FOUND',
  'COLLECTING_NOT_YOURS',
  'COLLECTOR_NOT_SET',
  'PAYMENT_AMOUNT_DIFFERS',
  'NOTHING_OWED',
  'CHARGE_SETTLED',
  'BANK_REFERENCE_USED',
  'RECEIPT_NUMBERS_USED_UP',
]
