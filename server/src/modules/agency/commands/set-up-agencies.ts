import type { Actor } from '#kernel/actor.ts'
import type { AgencyId } from '#kernel/ids.ts'
import { runsPlace, wholeLocality } from '#kernel/reach.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { tidy } from '#kernel/vietnamese.ts'
import type { Queryable } from '#platform/db/database.ts'
import { recordSettingChange } from '#platform/db/setting-changes.ts'
import { faultOfAgencyCode } from '../domain/agency.ts'
import type { Agency, AgencyCodeFault, AgencyKind, Unit } from '../domain/agency.ts'
import { agencyRefusals } from '../domain/refusals.ts'
import { getLocality } from '../queries/get-locality.ts'
import { findAgencyByCode, getAgencyByCode, listAgencies } from '../queries/list-agencies.ts'
import { listUnits } from '../queries/list-units.ts'
import { renameAgency } from '../store/agency-store.ts'
import { createAgency } from './create-agency.ts'
import { createUnit } from './create-unit.ts'

export type AgencyWords = { readonly name: string; readonly shortName: string }

const why: Readonly<Record<AgencyCodeFault, string>> = {
  pattern: 'mã có dạng H47.11 hoặc H47.11.02',
  locality_unnamed: 'xin đặt mã của địa phương trước, ở mục Địa phương',
  elsewhere: 'mã phải bắt đầu bằng mã của địa phương; chỉ ngành dọc mang mã của bộ, ngành',
}

/**
 * Registers a new agency, the last of the list.
 * @throws Refused PLACE_NOT_YOURS, AGENCY_CODE_UNFIT, AGENCY_CODE_TAKEN
 */
export async function openAgency(
  tx: Queryable,
  actor: Actor,
  input: AgencyWords & { readonly code: string; readonly kind: AgencyKind },
): Promise<Agency> {
  if (!runsPlace(actor, wholeLocality)) throw notYours()
  const code = tidy(input.code).toUpperCase()
  const fault = faultOfAgencyCode(code, input.kind, (await getLocality(tx)).code)
  if (fault) {
    const field = [{ field: '/body/code', message: why[fault] }]
    throw new Refused(refusalFrom(agencyRefusals, 'AGENCY_CODE_UNFIT', { fault, why: why[fault] }, field))
  }
  const taken = await findAgencyByCode(tx, code)
  if (taken) throw codeTaken('AGENCY_CODE_TAKEN', code, taken.name)
  const { name, shortName, kind } = input
  // Two at once: the second changes nothing of the first and is refused.
  const { outcome } = await createAgency(tx, { code, name, shortName, kind, sortOrder: (await listAgencies(tx)).length + 1 })
  if (outcome !== 'created') throw codeTaken('AGENCY_CODE_TAKEN', code, name)
  const made = await getAgencyByCode(tx, code)
  await recordSettingChange(tx, actor, { subject: 'agency', key: code, before: null, after: wordsOf(made) })
  return made
}

/** Renames an agency. @throws Refused AGENCY_NOT_FOUND, PLACE_NOT_YOURS */
export async function changeAgency(tx: Queryable, actor: Actor, code: string, words: AgencyWords): Promise<Agency> {
  const before = await mustRunAgency(tx, actor, code)
  await renameAgency(tx, { code, name: tidy(words.name), shortName: tidy(words.shortName) })
  const after = await getAgencyByCode(tx, code)
  await recordSettingChange(tx, actor, { subject: 'agency', key: code, before: wordsOf(before), after: wordsOf(after) })
  return after
}

/** Registers a unit of an agency. @throws Refused AGENCY_NOT_FOUND, PLACE_NOT_YOURS, UNIT_CODE_TAKEN */
export async function openUnit(
  tx: Queryable,
  actor: Actor,
  agencyCode: string,
  input: { readonly code: string; readonly name: string },
): Promise<Unit> {
  const agency = await mustRunAgency(tx, actor, agencyCode)
  const code = tidy(input.code).toUpperCase()
  const taken = await findUnit(tx, agency.id, code)
  if (taken) throw codeTaken('UNIT_CODE_TAKEN', code, taken.name)
  const { outcome } = await createUnit(tx, { agencyId: agency.id, code, name: input.name })
  if (outcome !== 'created') throw codeTaken('UNIT_CODE_TAKEN', code, input.name)
  await recordSettingChange(tx, actor, { subject: 'unit', key: `${agencyCode} ${code}`, before: null, after: { name: tidy(input.name) } })
  return await mustFindUnit(tx, agency.id, code)
}

/** Renames a unit. @throws Refused AGENCY_NOT_FOUND, PLACE_NOT_YOURS, UNIT_NOT_FOUND */
export async function changeUnit(tx: Queryable, actor: Actor, agencyCode: string, code: string, name: string): Promise<Unit> {
  const agency = await mustRunAgency(tx, actor, agencyCode)
  const before = await mustFindUnit(tx, agency.id, code)
  await createUnit(tx, { agencyId: agency.id, code, name })
  const after = await mustFindUnit(tx, agency.id, code)
  await recordSettingChange(tx, actor, {
    subject: 'unit',
    key: `${agencyCode} ${code}`,
    before: { name: before.name },
    after: { name: after.name },
  })
  return after
}

async function mustRunAgency(tx: Queryable, actor: Actor, code: string): Promise<Agency> {
  const agency = await getAgencyByCode(tx, code)
  if (!runsPlace(actor, { agencyId: agency.id, centreId: null })) throw notYours()
  return agency
}

const findUnit = async (tx: Queryable, agencyId: AgencyId, code: string): Promise<Unit | undefined> =>
  (await listUnits(tx, agencyId)).find((unit) => unit.code === code)

async function mustFindUnit(tx: Queryable, agencyId: AgencyId, code: string): Promise<Unit> {
  const unit = await findUnit(tx, agencyId, code)
  if (!unit) throw new Refused(refusalFrom(agencyRefusals, 'UNIT_NOT_FOUND', { code }))
  return unit
}

const wordsOf = ({ name, shortName, kind }: Agency) => ({ name, shortName, kind })
const notYours = (): Refused => new Refused(refusalFrom(agencyRefusals, 'PLACE_NOT_YOURS'))
const codeTaken = (refusal: 'AGENCY_CODE_TAKEN' | 'UNIT_CODE_TAKEN', code: string, name: string): Refused =>
  new Refused(refusalFrom(agencyRefusals, refusal, { code, name }, [{ field: '/body/code', message: `Mã đã thuộc về ${name}` }]))
