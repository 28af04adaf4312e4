import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { testCentre } from '../../../testing/test-centre.ts'

const { call, as, centreId } = await testCentre()

type Problem = { code: string; fields?: { field: string }[] }
const account = (more: object) => ({ login: 'moi', displayName: 'Lê Thị Quầy', role: 'counter_officer', centreId, ...more })

test.each([
  ['centre', account({ centreId: randomUUID() }), '/body/centreId'],
  ['agency', account({ role: 'clerk', centreId: null, agencyId: randomUUID() }), '/body/agencyId'],
  ['unit', account({ unitId: randomUUID() }), '/body/unitId'],
])('an account at an unknown %s is refused by name', async (_what, body, field) => {
  const tried = await call<Problem>(await as('vanhanh'), 'POST', '/accounts', body)
  expect([tried.status, tried.body.code, tried.body.fields?.[0]?.field]).toEqual([422, 'PLACE_UNKNOWN', field])
})

test('four simultaneous requests for one login make one account; the others are refused', async () => {
  const tried = await Promise.all(
    Array.from({ length: 4 }, async () => await call<Problem>(await as('vanhanh'), 'POST', '/accounts', account({ login: 'cung.luc' }))),
  )
  expect(tried.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409, 409])
  expect(tried.filter(({ status }) => status === 409).map(({ body }) => body.code)).toEqual(['LOGIN_TAKEN', 'LOGIN_TAKEN', 'LOGIN_TAKEN'])
})

test('the caller’s own account is listed and marked, with the reason why they cannot manage it', async () => {
  type Lines = { items: { login: string; isOwn: boolean; managing: { allowed: boolean; reason: string | null } }[] }
  const linesOf = async (login: string) => (await call<Lines>(await as(login), 'GET', '/accounts')).body.items
  for (const login of ['vanhanh', 'giamdoc']) {
    const lines = await linesOf(login)
    expect(lines.filter(({ isOwn }) => isOwn)).toMatchObject([
      { login, managing: { allowed: false, reason: expect.stringContaining('không tự giao quyền') } },
    ])
    expect(lines.filter(({ managing }) => !managing.allowed)).toHaveLength(1)
    expect(lines.length).toBeGreaterThan(1)
  }
})
