import { describe, expect, test } from 'vitest'
import { otherLocality, testDatabase } from '#platform/testing/postgres.ts'
import { findCentreByCode, getCentreByCode, listCentres } from '../queries/list-centres.ts'
import { createCentre } from './create-centre.ts'
import { createCounter } from './create-counter.ts'

const db = await testDatabase()

const centre = {
  code: 'TTHCC',
  name: 'Trung tâm Hành chính công',
  address: '159B Trần Quý Cáp',
  phone: '0235 000 0000',
  openingHoursNote: 'Thứ Hai đến thứ Sáu',
}

describe('createCentre', () => {
  test('registers once, and moves to a new address without becoming another centre', async () => {
    const first = await createCentre(db.kysely, centre)
    expect(first.outcome).toBe('created')
    expect(await createCentre(db.kysely, centre)).toEqual({ id: first.id, outcome: 'unchanged' })
    expect(await createCentre(db.kysely, { ...centre, address: '1 Hùng Vương' })).toEqual({
      id: first.id,
      outcome: 'updated',
    })
    expect((await getCentreByCode(db.kysely, 'TTHCC')).address).toBe('1 Hùng Vương')
  })

  test('a centre lists its counters by number, each number once', async () => {
    const { id: centreId } = await createCentre(db.kysely, { ...centre, code: 'TT2' })
    expect(await createCounter(db.kysely, { centreId, number: 10, name: 'Quầy 10', field: 'Đất đai' })).toBe('created')
    expect(await createCounter(db.kysely, { centreId, number: 2, name: 'Quầy 2', field: 'Tư pháp' })).toBe('created')
    expect(await createCounter(db.kysely, { centreId, number: 2, name: 'Quầy 2', field: 'Tư pháp' })).toBe('unchanged')
    expect(await createCounter(db.kysely, { centreId, number: 2, name: 'Quầy 2', field: 'Hộ tịch' })).toBe('updated')
    const { counters } = await getCentreByCode(db.kysely, 'TT2')
    expect(counters.map(({ number, field }) => [number, field])).toEqual([
      [2, 'Hộ tịch'],
      [10, 'Đất đai'],
    ])
  })

  test('a centre without counters has an empty list', async () => {
    await createCentre(db.kysely, { ...centre, code: 'TT3' })
    expect((await findCentreByCode(db.kysely, 'TT3'))?.counters).toEqual([])
  })

  test('an unknown code is refused by name, and another locality sees no row of this one', async () => {
    await expect(getCentreByCode(db.kysely, 'KHONG')).rejects.toThrow('CENTRE_NOT_FOUND')
    expect(await listCentres(db.as(otherLocality).kysely)).toEqual([])
  })
})
