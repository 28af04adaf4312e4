import { z } from 'zod'
import { isInstant } from '#kernel/instant.ts'
import type { CentreId } from '#kernel/ids.ts'
import { inTransaction } from '#platform/db/database.ts'
import { route } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { decideReturn, matchBankNotices, returnMoney, takeMoneyCase } from '../commands/close-money-case.ts'
import { takeBankNotice } from '../commands/take-bank-notice.ts'
import { listMoneyToDecide } from '../queries/bank-notices.ts'
import { rights } from '#kernel/rights.ts'
import { centreOf, collected, collecting, dong, idParam, seeingMoney, tags, words } from './money-schemas.ts'
import { taken } from './receipt-view.ts'
import type { PaymentHooks } from './payment-hooks.ts'

const moneyReturn = z
  .object({ noticeId: z.string(), no: z.int(), state: z.enum(['done', 'waiting', 'declined']) })
  .meta({ id: 'MoneyReturn' })

/** Money that comes by bank, and what waits for a person to decide. */
export const bankRoutes = (hooks: PaymentHooks): RouteDefinition[] => [
  route({
    method: 'POST',
    url: '/payments/bank-notices',
    summary: 'Receive a bank notice of arrived money (báo có), signed with the secret of the account',
    tags,
    access: 'public',
    body: z.strictObject({
      bankBin: z.string().regex(/^\d{6}$/u),
      bankAccount: z.string().regex(/^[0-9A-Za-z]{1,19}$/u),
      // Not trimmed: the signature is over what the bank sent.
      bankReference: z.string().regex(/\S/u, 'Cần có').max(100, 'Không quá 100 ký tự'),
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
]

/** The ways a person closes the case of money that came by bank and fits no bill. */
export const moneyCaseRoutes = (hooks: PaymentHooks): RouteDefinition[] => [
  route({
    method: 'POST',
    url: '/bank-notices/matches',
    summary: 'Settle the amount a dossier owes with the money of one or more unmatched notices',
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
    summary: 'Claim the case of an unmatched notice (nhận xử lý)',
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
