import { z } from 'zod'
import type { CentreId } from '#kernel/ids.ts'
import { route } from '#platform/http/route.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { setCollector } from '../commands/set-collector.ts'
import { bankAccountPattern, bankBinPattern, receiptSymbolPattern, taxCodePattern } from '../domain/collector.ts'
import { mostDong } from '../domain/bill.ts'
import { findCollector, getCollector } from '../queries/get-collector.ts'
import { rights } from '#kernel/rights.ts'
import { centreOf, collectorView, seeingMoney, tags, words } from './money-schemas.ts'

/** Who collects at a centre (đơn vị thu). */
export const collectorRoutes: RouteDefinition[] = [
  route({
    method: 'GET',
    url: '/collectors/:centreId',
    summary: 'The collector of a centre and its account (đơn vị thu)',
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
    summary: 'Set the collector of a centre; amounts owed there can then be paid',
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
]
