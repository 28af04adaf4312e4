import { pino } from 'pino'
import { expect, test } from 'vitest'
import type { AccountId } from '#kernel/ids.ts'
import { buildServer } from '#platform/http/server.ts'
import { testDatabase, testLocality } from '#platform/testing/postgres.ts'
import { citizenCardRoutes } from './citizen-card-routes.ts'

const actor = {
  localityId: testLocality,
  accountId: '01900000-0000-7000-8000-000000000001' as AccountId,
  displayName: 'Trần Văn Hiếu',
  grants: [{ role: 'counter_officer', agencyId: null, centreId: null }],
} as const
const app = await buildServer({
  database: await testDatabase(),
  routes: citizenCardRoutes,
  authenticate: (token) => Promise.resolve(token === 'an-officer-of-the-counter' ? { id: 'session', actor } : null),
  anonymous: { localityId: testLocality, accountId: null, displayName: '', grants: [] },
  publicUrl: () => 'http://127.0.0.1',
  secureCookies: false,
  trustProxy: false,
  logger: pino({ level: 'silent' }),
})
const scan = async (payload: object, token = 'an-officer-of-the-counter') =>
  await app.inject({
    method: 'POST',
    url: '/api/v1/citizen-cards',
    payload,
    headers: { authorization: `Bearer ${token}` },
  })

test('a scanned card becomes the fields of the form, with the points to check', async () => {
  const answer = await scan({
    raw: '079190001001||Nguyễn Thị Ậu|01011990|Nam|Bến Nghé, Thành phố Hồ Chí Minh|01012021',
  })
  expect(answer.statusCode).toBe(200)
  expect(answer.json()).toEqual({
    idNumber: '079190001001',
    oldIdNumber: null,
    fullName: 'Nguyễn Thị Ậu',
    bornOn: '1990-01-01',
    sex: 'male',
    address: 'Bến Nghé, Thành phố Hồ Chí Minh',
    issuedOn: '2021-01-01',
    faults: [
      {
        field: '/sex',
        code: 'ID_SEX_DIFFERS',
        message: 'Giới tính ghi trên thẻ không khớp với số căn cước. Xin đối chiếu với thẻ.',
      },
    ],
  })
})

test('a text that is no card is refused with the field and a message', async () => {
  const answer = await scan({ raw: 'https://example.vn' })
  expect(answer.statusCode).toBe(422)
  expect(answer.json()).toMatchObject({ code: 'CITIZEN_CARD_UNREADABLE', fields: [{ field: '/raw' }] })
})

test.each([{}, { raw: '' }, { raw: 7 }, { raw: 'x'.repeat(2001) }])('a request that is not a scan is refused', async (payload) => {
  const answer = await scan(payload)
  expect(answer.statusCode).toBe(422)
  expect(answer.json().code).toBe('REQUEST_INVALID')
})

test('a caller who is not signed in may not use the reader', async () => {
  const answer = await scan({ raw: 'x' }, 'nobody-in-particular-at-all')
  expect(answer.statusCode).toBe(401)
  expect(answer.json().code).toBe('SESSION_NEEDED')
})
