import { sql } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import type { CentreId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { tidy } from '#kernel/vietnamese.ts'
import { databaseFault } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import { recordSettingChange } from '#platform/db/setting-changes.ts'
import type { KeyRing } from '#platform/secrets/key-ring.ts'
import type { Collector } from '../domain/collector.ts'
import { judgeMoneyDuty } from '../domain/may-collect.ts'
import { noticeSecretPurpose } from '../domain/bank-secret.ts'
import { paymentRefusals } from '../domain/refusals.ts'
import { findCollector } from '../queries/get-collector.ts'
import { momentOf } from '../store/ledger-store.ts'
import { accountOf } from './collect.ts'

/**
 * Says who collects at a centre. From then on acceptances there raise bills. Without `noticeSecret` the secret shared
 * with the bank stays as it is. @throws Refused COLLECTING_NOT_YOURS, COLLECTOR_FIXED
 */
export async function setCollector(
  tx: Queryable,
  keys: KeyRing,
  actor: Actor,
  centreId: CentreId,
  collector: Collector,
  noticeSecret?: string,
): Promise<void> {
  const refusal = judgeMoneyDuty(actor, 'set_collector', centreId)
  if (refusal) throw new Refused(refusal)
  const before = await findCollector(tx, centreId)
  const { at } = await momentOf(tx)
  const secret =
    noticeSecret === undefined ? null : keys.seal(Buffer.from(noticeSecret, 'utf8'), noticeSecretPurpose(actor.localityId, centreId))
  try {
    await sql`insert into payment.account (centre_id, collector_name, tax_code, bank_bin, bank_account,
      template_symbol, series_symbol, refund_limit_dong,
        notice_secret_sealed, changed_by, changed_at)
      values (${centreId}, ${tidy(collector.collectorName)}, ${collector.taxCode}, ${collector.bankBin},
        ${collector.bankAccount}, ${collector.templateSymbol}, ${collector.seriesSymbol},
        ${collector.refundLimitDong}, ${secret}, ${accountOf(actor)}, ${at})
      on conflict (locality_id, centre_id) do update
      set collector_name = excluded.collector_name, tax_code = excluded.tax_code, bank_bin = excluded.bank_bin,
        bank_account = excluded.bank_account, template_symbol = excluded.template_symbol,
        series_symbol = excluded.series_symbol, refund_limit_dong = excluded.refund_limit_dong,
        notice_secret_sealed = coalesce(excluded.notice_secret_sealed, account.notice_secret_sealed),
        changed_by = excluded.changed_by, changed_at = excluded.changed_at`.execute(tx)
  } catch (error) {
    const fault = databaseFault(error)
    if (fault?.constraint === 'account_series_of_one_centre' || fault?.constraint === 'account_bank_account_of_one_centre')
      throw new Refused(refusalFrom(paymentRefusals, 'COLLECTOR_FIXED'))
    if (fault?.code === '23503') throw new Refused(refusalFrom(paymentRefusals, 'COLLECTOR_NOT_SET'))
    throw error
  }
  const after = await findCollector(tx, centreId)
  if (after) {
    await recordSettingChange(tx, actor, {
      subject: 'collector',
      key: await codeOf(tx, centreId),
      before,
      // The secret itself is nowhere but sealed in its column.
      after: noticeSecret === undefined ? { ...after } : { ...after, hasNewNoticeSecret: true },
    })
  }
}

/**
 * Gives a centre the collector of a pack, or a practice one. What a person has set since stays.
 * @throws Error when its account or its symbols belong to another centre
 */
export async function loadCollector(tx: Queryable, centreId: CentreId, collector: Collector): Promise<'created' | 'unchanged'> {
  const { at } = await momentOf(tx)
  const { rows } = await sql`insert into payment.account (centre_id, collector_name, tax_code, bank_bin, bank_account,
      template_symbol, series_symbol, refund_limit_dong, changed_by,
      changed_at)
    values (${centreId}, ${tidy(collector.collectorName)}, ${collector.taxCode}, ${collector.bankBin},
      ${collector.bankAccount}, ${collector.templateSymbol}, ${collector.seriesSymbol}, ${collector.refundLimitDong},
      null, ${at})
    on conflict (locality_id, centre_id) do nothing returning centre_id`.execute(tx)
  const after = rows.length > 0 ? await findCollector(tx, centreId) : null
  if (!after) return 'unchanged'
  // The signed record has every change, and so the first state too: else nothing said what the row of a pack had been.
  const key = await codeOf(tx, centreId)
  await recordSettingChange(tx, { accountId: null, displayName: 'Gói dữ liệu' }, { subject: 'collector', key, before: null, after })
  return 'created'
}

async function codeOf(tx: Queryable, centreId: CentreId): Promise<string> {
  const { rows } = await sql<{ code: string }>`select code from centre.v_centre where id = ${centreId}`.execute(tx)
  return rows[0]?.code ?? ''
}
