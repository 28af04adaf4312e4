import { describe, expect, test } from 'vitest'
import { Refused } from '#kernel/refusal.ts'
import { otherLocality, testDatabase } from '#platform/testing/postgres.ts'
import { findAgencyByCode, getAgencyByCode, listAgencies } from '../queries/list-agencies.ts'
import { listUnits } from '../queries/list-units.ts'
import { createAgency } from './create-agency.ts'
import { createUnit } from './create-unit.ts'

const db = await testDatabase()

const justice = {
  code: 'H47.06',
  name: 'Sở Tư pháp',
  shortName: 'Tư pháp',
  kind: 'provincial',
  sortOrder: 2,
  declaredProcedures: { registered: 54, finished: 50 },
} as const

describe('createAgency', () => {
  test('registers once, changes what changed, and leaves the rest alone', async () => {
    expect((await createAgency(db.kysely, justice)).outcome).toBe('created')
    expect((await createAgency(db.kysely, justice)).outcome).toBe('unchanged')
    expect((await createAgency(db.kysely, { ...justice, declaredProcedures: { registered: 54, finished: 54 } })).outcome).toBe('updated')
    const agency = await getAgencyByCode(db.kysely, 'H47.06')
    expect(agency).toMatchObject({
      name: 'Sở Tư pháp',
      kind: 'provincial',
      declaredProcedures: { registered: 54, finished: 54 },
    })
  })

  test('an agency that declared nothing has no counts, not zero', async () => {
    await createAgency(db.kysely, { code: 'H47.30', name: 'Ban Dân tộc', shortName: 'Dân tộc', kind: 'provincial' })
    expect((await getAgencyByCode(db.kysely, 'H47.30')).declaredProcedures).toBeNull()
  })

  test('a name typed with separate marks and spaces is stored in one form', async () => {
    const decomposed = '  Sở   Y tế '.normalize('NFD')
    await createAgency(db.kysely, { code: 'H47.07', name: decomposed, shortName: 'Y tế', kind: 'provincial' })
    expect((await getAgencyByCode(db.kysely, 'H47.07')).name).toBe('Sở Y tế'.normalize('NFC'))
  })

  test('two concurrent creations leave one agency', async () => {
    const tax = { code: 'H47.19', name: 'Cục Thuế', shortName: 'Thuế', kind: 'vertical' } as const
    const [one, two] = await Promise.all([createAgency(db.kysely, tax), createAgency(db.kysely, tax)])
    expect(one.id).toBe(two.id)
    expect([one.outcome, two.outcome].sort()).toEqual(['created', 'unchanged'])
  })

  test('the list is ordered by the order of the locality, then by code', async () => {
    const codes = (await listAgencies(db.kysely)).map((agency) => agency.code)
    expect(codes.at(-1)).toBe('H47.06')
    expect(codes.slice(0, -1)).toEqual(codes.slice(0, -1).sort())
  })

  test('an unknown code is refused by name, and another locality sees no row of this one', async () => {
    await expect(getAgencyByCode(db.kysely, 'H47.99')).rejects.toThrow(Refused)
    await expect(getAgencyByCode(db.kysely, 'H47.99')).rejects.toThrow('AGENCY_NOT_FOUND')
    const elsewhere = db.as(otherLocality)
    expect(await listAgencies(elsewhere.kysely)).toEqual([])
    expect(await findAgencyByCode(elsewhere.kysely, 'H47.06')).toBeNull()
  })
})

describe('createUnit', () => {
  test('a unit belongs to one agency and is renamed under its code', async () => {
    const { id: agencyId } = await createAgency(db.kysely, justice)
    const unit = { agencyId, code: 'P01', name: 'Phòng Hành chính tư pháp' }
    expect((await createUnit(db.kysely, unit)).outcome).toBe('created')
    expect((await createUnit(db.kysely, unit)).outcome).toBe('unchanged')
    expect((await createUnit(db.kysely, { ...unit, name: 'Phòng Hộ tịch' })).outcome).toBe('updated')
    expect((await listUnits(db.kysely, agencyId)).map((each) => each.name)).toEqual(['Phòng Hộ tịch'])
  })

  test('two agencies may each have a first unit', async () => {
    const other = await getAgencyByCode(db.kysely, 'H47.07')
    await createUnit(db.kysely, { agencyId: other.id, code: 'P01', name: 'Phòng Nghiệp vụ Y' })
    const firstUnits = (await listUnits(db.kysely)).filter((unit) => unit.code === 'P01')
    expect(new Set(firstUnits.map((unit) => unit.agencyId)).size).toBe(2)
  })
})
