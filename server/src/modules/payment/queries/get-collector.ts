import { sql } from 'kysely'
import type { CentreId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { Collector } from '../domain/collector.ts'

export async function findCollector(
  db: Queryable,
  centreId: CentreId,
): Promise<(Collector & { readonly hasNoticeSecret: boolean }) | null> {
  const { rows } = await sql<Collector & { hasNoticeSecret: boolean }>`
    select collector_name as "collectorName", tax_code as "taxCode", bank_bin as "bankBin", bank_account as "bankAccount",
      template_symbol as "templateSymbol", series_symbol as "seriesSymbol", refund_limit_dong as "refundLimitDong",
      notice_secret is not null as "hasNoticeSecret"
    from payment.account where centre_id = ${centreId}`.execute(db)
  return rows[0] ?? null
}
