import { pino } from 'pino'
import { expect, test } from 'vitest'
import { buildServer } from '#platform/http/server.ts'
import { testDatabase, testLocality } from '#platform/testing/postgres.ts'
import { createAgency } from '../commands/create-agency.ts'
import { agencyRoutes } from './agency-routes.ts'

const database = await testDatabase()
const app = await buildServer({
  database,
  routes: agencyRoutes,
  authenticate: () => Promise.resolve(null),
  anonymous: { localityId: testLocality, accountId: null, displayName: '', grants: [] },
  publicUrl: () => 'http://127.0.0.1',
  secureCookies: false,
  trustProxy: false,
  logger: pino({ level: 'silent' }),
})

test('anyone may see which agencies decide, in the order of the locality', async () => {
  await createAgency(database.kysely, { code: 'H47.18', name: 'Công an tỉnh', shortName: 'Công an', kind: 'vertical', sortOrder: 2 })
  await createAgency(database.kysely, {
    code: 'H47.01',
    name: 'Sở Kế hoạch và Đầu tư',
    shortName: 'KH&ĐT',
    kind: 'provincial',
    sortOrder: 1,
    declaredProcedures: { registered: 71, finished: 71 },
  })
  const answer = await app.inject({ method: 'GET', url: '/api/v1/agencies' })
  expect(answer.statusCode).toBe(200)
  expect(answer.json().items).toEqual([
    {
      id: expect.stringMatching(/^[0-9a-f-]{36}$/u),
      code: 'H47.01',
      name: 'Sở Kế hoạch và Đầu tư',
      shortName: 'KH&ĐT',
      kind: 'provincial',
      declaredProcedures: { registered: 71, finished: 71 },
    },
    {
      id: expect.stringMatching(/^[0-9a-f-]{36}$/u),
      code: 'H47.18',
      name: 'Công an tỉnh',
      shortName: 'Công an',
      kind: 'vertical',
      declaredProcedures: null,
    },
  ])
})
