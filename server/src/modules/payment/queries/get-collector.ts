import { sql } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import type { CentreId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { Collector } from '../domain/collector.ts'
import { maySeeMoney } from '../domain/may-collect.ts'
import { paymentRefusals } from '../domain/refusals.ts'

export async function findCollector(
  db: Queryable,
  centreId: CentreId,
): Promise<(Collector & { readonly hasNoticeSecret: boolean }) | null> {
  const { rows } = await sql<Collector & { hasNoticeSecret: boolean }>`
    select collector_name as "collectorName", tax_code as "taxCode", bank_bin as "bankBin",
      bank_account as "bankAccount", template_symbol as "templateSymbol", series_symbol as "seriesSymbol",
      refund_limit_dong as "refundLimitDong",
      notice_secret_sealed is not null as "hasNoticeSecret"
    from payment.account where centre_id = ${centreId}`.execute(db)
  return rows[0] ?? null
}

/** The same, for a person who may see the money of the centre. @throws Refused COLLECTING_NOT_YOURS */
export async function getCollector(db: Queryable, actor: Actor, centreId: CentreId) {
  if (!maySeeMoney(actor, centreId))
    throw new Refused(refusalFrom(paymentRefusals, 'COLLECTING_NOT_YOURS', { roles: 'cán bộ tiếp nhận, lãnh đạo' }))
  return await findCollector(db, centreId)
}
