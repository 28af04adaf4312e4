import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { sessionCookie } from '#platform/http/credential.ts'
import { filesOf } from './testing/files-of.ts'
import { testCentre } from './testing/test-centre.ts'

const centre = await testCentre()
const { app, as, centreId } = centre
const { onTheSpot } = filesOf(centre)

const ask = async (method: string, url: string, headers: Readonly<Record<string, string>> = {}, payload?: string) =>
  await app.http.inject({
    method: method as 'GET',
    url,
    headers: { ...(payload === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(payload === undefined ? {} : { payload }),
  })

describe('a write from another site', () => {
  const crossSite = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
  const keep = async (headers: Readonly<Record<string, string>>): Promise<number> =>
    (await ask('PUT', '/api/v1/drafts/k1', { 'idempotency-key': randomUUID(), ...headers }, '{"form":{}}')).statusCode
  const cookie = async (): Promise<string> => `${sessionCookie(false)}=${await as('tiepnhan1')}`

  test.each([
    ['a password of a proxy', 'Basic eDp5'],
    ['a Kerberos ticket', 'Negotiate YII='],
    ['a bearer of another shape', 'Bearer x'],
    ['nothing', ''],
  ])('is refused with a cookie and %s beside it', async (_name, authorization) => {
    const headers = { cookie: await cookie(), ...(authorization === '' ? {} : { authorization }) }
    expect(await keep({ ...headers, ...crossSite })).toBe(403)
    expect(await keep({ ...headers, origin: 'https://evil.example' })).toBe(403)
    expect(await keep({ ...headers, 'sec-fetch-site': 'same-site' })).toBe(403)
  })

  test('is refused with an unknown bearer token, which is no credential', async () => {
    expect(await keep({ authorization: `Bearer ${randomUUID()}`, cookie: await cookie(), ...crossSite })).toBe(403)
  })

  test('is accepted when the bearer token was the credential', async () => {
    expect(await keep({ authorization: `Bearer ${await as('tiepnhan1')}`, ...crossSite })).toBeLessThan(300)
  })

  test.each([
    ['http://localhost:80', 200],
    ['http://localhost', 200],
    ['https://localhost', 403],
    ['http://localhost:8080', 403],
    ['http://localhost.evil.example', 403],
    ['null', 403],
    ['localhost', 403],
  ])('an Origin of %s is compared whole: %i', async (origin, status) => {
    expect(await keep({ cookie: await cookie(), host: 'localhost', origin })).toBe(status)
  })
})

describe('headers', () => {
  test('no personal response is cached by a browser', async () => {
    const token = await as('tiepnhan1')
    const { code } = await onTheSpot()
    const own = { authorization: `Bearer ${token}` }
    const year = new Date().getFullYear()
    const answers = [
      await ask('GET', '/api/v1/inbox?tab=mine', own),
      await ask('GET', `/api/v1/dossiers/${code}`, own),
      await ask('GET', `/api/v1/dossiers/${code}/control-sheet.pdf`, own),
      await ask('GET', `/api/v1/centres/${centreId}/registers/${year}/all.csv`, own),
      await ask('GET', '/api/v1/reports/holders.csv', { authorization: `Bearer ${await as('thanhtra')}` }),
      await ask('GET', '/api/v1/reports/eventlog.csv', { authorization: `Bearer ${await as('thanhtra')}` }),
      await ask('POST', '/api/v1/sessions', {}, JSON.stringify({ login: 'tiepnhan2', password: 'motcua-demo' })),
      await ask('POST', '/api/v1/tracking', {}, JSON.stringify({ code, secret: 'AAAA' })),
      await ask('GET', '/api/v1/inbox'),
      await ask('GET', '/api/v1/no-such-route'),
    ]
    expect(answers.map(({ headers }) => headers['cache-control'])).toEqual(answers.map(() => expect.stringContaining('no-store')))
  })

  test.each(['/', '/board', '/desk', '/api/docs', '/api/v1/board', '/no-such-page', '/healthz'])(
    '%s says what a page may ask of the device',
    async (url) => {
      const { headers } = await ask('GET', url)
      expect(headers['permissions-policy']).toContain('camera=()')
      expect(headers['x-content-type-options']).toBe('nosniff')
    },
  )
})
