import { sql } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import { runsPlace, wholeLocality } from '#kernel/reach.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { tidy } from '#kernel/vietnamese.ts'
import { databaseFault } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import { recordSettingChange } from '#platform/db/setting-changes.ts'
import type { LocalityData, LocalityShown } from '../domain/agency.ts'
import { agencyRefusals } from '../domain/refusals.ts'
import { getLocality } from '../queries/get-locality.ts'

/**
 * Says what the locality is called, how it is reached, and whether its papers are stamped MẪU. Its code may change until the first
 * agency carries it. The stamp goes only when no account has the published password; papers printed before keep theirs.
 * @throws Refused PLACE_NOT_YOURS, LOCALITY_CODE_FIXED, LOCALITY_CODE_TAKEN, LOCALITY_HAS_DEMONSTRATION
 */
export async function changeLocality(tx: Queryable, actor: Actor, input: LocalityData): Promise<LocalityShown> {
  if (!runsPlace(actor, wholeLocality)) throw new Refused(refusalFrom(agencyRefusals, 'PLACE_NOT_YOURS'))
  const { webAddresses, ...before } = await getLocality(tx)
  const after: LocalityData = {
    code: tidy(input.code).toUpperCase(),
    name: tidy(input.name),
    hotline: tidy(input.hotline),
    address: tidy(input.address),
    demonstration: input.demonstration,
  }
  if (before.demonstration && !after.demonstration && (await hasPublishedPasswords(tx))) {
    const field = [{ field: '/body/demonstration', message: 'Còn tài khoản trình diễn đang dùng' }]
    throw new Refused(refusalFrom(agencyRefusals, 'LOCALITY_HAS_DEMONSTRATION', {}, field))
  }
  try {
    await sql`update platform.locality set code = ${after.code}, name = ${after.name}, hotline = ${after.hotline},
      address = ${after.address}, demonstration = ${after.demonstration}`.execute(tx)
  } catch (error) {
    throw refusedFor(error, before.code, after.code) ?? error
  }
  await recordSettingChange(tx, actor, { subject: 'locality', key: after.code, before, after })
  return { ...after, webAddresses }
}

async function hasPublishedPasswords(tx: Queryable): Promise<boolean> {
  const { rows } = await sql<{ some: boolean }>`select exists (select from identity.v_published_password) as some`.execute(tx)
  return rows[0]?.some === true
}

function refusedFor(error: unknown, now: string, wanted: string): Refused | null {
  const constraint = databaseFault(error)?.constraint
  if (constraint === 'locality_code_fixed')
    return new Refused(
      refusalFrom(agencyRefusals, 'LOCALITY_CODE_FIXED', { code: now }, [{ field: '/body/code', message: `Mã là ${now}` }]),
    )
  if (constraint === 'locality_code_unique')
    return new Refused(
      refusalFrom(agencyRefusals, 'LOCALITY_CODE_TAKEN', { code: wanted }, [
        { field: '/body/code', message: 'Mã đã có địa phương khác dùng' },
      ]),
    )
  return null
}
