import { pino } from 'pino'
import { expect, test } from 'vitest'
import { buildServer } from '#platform/http/server.ts'
import { testDatabase, testLocality } from '#platform/testing/postgres.ts'
import { createCentre } from '../commands/create-centre.ts'
import { createCounter } from '../commands/create-counter.ts'
import { centreRoutes } from './centre-routes.ts'

const database = await testDatabase()
const app = await buildServer({
  database,
  routes: centreRoutes,
  authenticate: () => Promise.resolve(null),
  anonymous: { localityId: testLocality, accountId: null, displayName: '', grants: [] },
  publicUrl: () => 'http://127.0.0.1',
  secureCookies: false,
  trustProxy: false,
  logger: pino({ level: 'silent' }),
})
const { id: centreId } = await createCentre(database.kysely, {
  code: 'TTHCC',
  name: 'Trung tâm Hành chính công',
  address: '159B Trần Quý Cáp',
  phone: '1900 0000',
})
await createCounter(database.kysely, { centreId, number: 8, name: 'Quầy 8', field: 'Hộ tịch, tư pháp' })

test('anyone may see where to go: the centre, its address and its counters', async () => {
  const answer = await app.inject({ method: 'GET', url: '/api/v1/centres' })
  expect(answer.statusCode).toBe(200)
  expect(answer.json().items).toEqual([
    expect.objectContaining({
      id: centreId,
      address: '159B Trần Quý Cáp',
      counters: [{ id: expect.any(String), number: 8, name: 'Quầy 8', field: 'Hộ tịch, tư pháp' }],
    }),
  ])
})

test('one centre is found by its code', async () => {
  const answer = await app.inject({ method: 'GET', url: '/api/v1/centres/TTHCC' })
  expect(answer.json()).toMatchObject({ id: centreId, phone: '1900 0000' })
})

test('a code nobody bears is a problem document in Vietnamese, not an empty answer', async () => {
  const answer = await app.inject({ method: 'GET', url: '/api/v1/centres/KHONG' })
  expect(answer.statusCode).toBe(404)
  expect(answer.headers['content-type']).toContain('application/problem+json')
  expect(answer.json()).toMatchObject({
    code: 'CENTRE_NOT_FOUND',
    detail: 'Không có trung tâm nào mang mã KHONG. Xin chọn lại trong danh sách trung tâm.',
  })
})
