import { sql } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import { runsPlace } from '#kernel/reach.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import type { Queryable } from '#platform/db/database.ts'
import { recordSettingChange } from '#platform/db/setting-changes.ts'
import { centreRefusals } from '../domain/refusals.ts'
import { getCentreByCode } from '../queries/list-centres.ts'

/**
 * Says for which agencies a centre receives as their own; none named: for all. What it receives for any other is a
 * non-boundary intake. Dossiers already received keep the beginning of their clocks.
 * @throws Refused CENTRE_NOT_FOUND, CENTRE_NOT_YOURS, SERVED_AGENCY_UNKNOWN
 * @law 309/2026/NĐ-CP Điều 8 khoản 3
 */
export async function setServedAgencies(tx: Queryable, actor: Actor, code: string, agencyCodes: readonly string[]): Promise<void> {
  const centre = await getCentreByCode(tx, code)
  if (actor.accountId === null || !runsPlace(actor, { agencyId: null, centreId: centre.id })) {
    throw new Refused(refusalFrom(centreRefusals, 'CENTRE_NOT_YOURS'))
  }
  const { rows: agencies } = await sql<{
    id: string
    code: string
  }>`select id, code from agency.v_agency where code = any(${[...agencyCodes]}::text[])`.execute(tx)
  const unknown = agencyCodes.find((each) => !agencies.some((agency) => agency.code === each))
  if (unknown !== undefined) {
    throw new Refused(
      refusalFrom(centreRefusals, 'SERVED_AGENCY_UNKNOWN', { code: unknown }, [
        { field: '/body/agencyCodes', message: 'Chọn cơ quan trong danh sách' },
      ]),
    )
  }
  await sql`delete from centre.served_agency
    where centre_id = ${centre.id} and agency_id <> all(${agencies.map(({ id }) => id)}::uuid[])`.execute(tx)
  await sql`insert into centre.served_agency (centre_id, agency_id, set_by)
    select ${centre.id}::uuid, x, ${actor.accountId}::uuid from unnest(${agencies.map(({ id }) => id)}::uuid[]) as x
    on conflict do nothing`.execute(tx)
  await recordSettingChange(tx, actor, {
    subject: 'served_agencies',
    key: code,
    before: { agencyCodes: centre.agencyCodes },
    after: { agencyCodes: agencies.map((agency) => agency.code).sort() },
  })
}
