import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { buildServer } from '#platform/http/server.ts'
import { testDatabase, testLocality } from '#platform/testing/postgres.ts'
import { calendarRoutes } from './calendar-routes.ts'

const database = await testDatabase()
const app = await buildServer({
  database,
  routes: calendarRoutes,
  authenticate: () => Promise.resolve(null),
  anonymous: { localityId: testLocality, accountId: null, displayName: '', grants: [] },
  publicUrl: () => 'http://127.0.0.1',
  secureCookies: false,
  trustProxy: false,
  logger: pino({ level: 'silent' }),
})

const ask = async (receivedAt: string, amount: number, unit: string) =>
  await app.inject({
    method: 'POST',
    url: '/api/v1/due-dates',
    payload: { receivedAt, limit: { amount, unit } },
  })

describe('GET /calendar', () => {
  test('anyone may see the days off of a year and what they rest on', async () => {
    const answer = await app.inject({ method: 'GET', url: '/api/v1/calendar?year=2026' })
    expect(answer.statusCode).toBe(200)
    const { items } = answer.json()
    expect(items).toHaveLength(17)
    expect(items.at(-1)).toMatchObject({ date: '2026-11-24', kind: 'holiday', name: 'Ngày Văn hoá Việt Nam' })
  })

  test.each(['', '?year=abc', '?year=1900', '?year=2026.5'])('refuses %s with the field', async (query) => {
    const answer = await app.inject({ method: 'GET', url: `/api/v1/calendar${query}` })
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'REQUEST_INVALID'])
  })
})

describe('POST /due-dates', () => {
  test.each([
    ['2026-11-23T10:00', '2026-12-01T10:00'],
    ['2026-11-23', '2026-12-01'],
    ['2026-11-23T10:00:00+07:00', '2026-12-01T10:00:00'],
    ['2026-11-23T03:00:00Z', '2026-12-01T10:00:00'],
  ])('five working days from %s end %s', async (receivedAt, due) => {
    const answer = await ask(receivedAt, 5, 'working_days')
    expect(answer.statusCode).toBe(200)
    expect(answer.json().due).toBe(due)
    expect(answer.json().because[0]).toMatchObject({ day: '2026-11-24', kind: 'holiday' })
  })

  test.each([
    ['2026-02-30', 1, 'days', 'RECEIPT_INVALID', '/receivedAt'],
    ['2026-11-23', 2, 'hours', 'RECEIPT_INVALID', '/receivedAt'],
    ['2026-11-23', 1.5, 'months', 'LIMIT_INVALID', '/limit'],
    ['2150-01-01', 1, 'days', 'OUTSIDE_CALENDAR', '/receivedAt'],
  ])('%s + %s %s is refused by a sentence and its field', async (receivedAt, amount, unit, code, field) => {
    const answer = await ask(receivedAt, amount, unit)
    expect([answer.statusCode, answer.json().code, answer.json().fields[0].field]).toEqual([422, code, field])
  })
})
