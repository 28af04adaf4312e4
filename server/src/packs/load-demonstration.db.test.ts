import { expect, test } from 'vitest'
import { createAgency, getAgencyByCode, listAgencies } from '#agency'
import { otherLocality, testDatabase } from '#platform/testing/postgres.ts'
import { loadDemonstration } from './load-demonstration.ts'

const db = await testDatabase()

test('a pack that cannot be read stops the start with its faults, and writes nothing', async () => {
  await expect(loadDemonstration(db.kysely, 'packs/nowhere')).rejects.toThrow('pack.yaml: Không đọc được tệp này.')
  expect(await listAgencies(db.kysely)).toEqual([])
})

test('the demonstration centre is loaded into an empty locality, and the server says so', async () => {
  const said = await loadDemonstration(db.kysely, 'packs/demo-centre')
  expect(said).toContain('20 agencies, 20 counters')
  expect(await listAgencies(db.kysely)).toHaveLength(20)
})

test('a later start keeps the changes people made', async () => {
  await createAgency(db.kysely, { code: 'H47.06', name: 'Sở Tư pháp mới', shortName: 'Tư pháp', kind: 'provincial' })
  expect(await loadDemonstration(db.kysely, 'packs/demo-centre')).toBeNull()
  expect((await getAgencyByCode(db.kysely, 'H47.06')).name).toBe('Sở Tư pháp mới')
})

test('another locality stays empty', async () => {
  expect(await listAgencies(db.as(otherLocality).kysely)).toEqual([])
})
