import { randomUUID } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { readConfig } from '#platform/config/config.ts'
import { createApp } from './app.ts'
import { filesOf } from './testing/files-of.ts'
import { testCentre } from './testing/test-centre.ts'

const centre = await testCentre()
const { db, as } = centre
const { onTheSpot } = filesOf(centre)
// The limits as they are at work; the others of this folder are tested without them.
const app = await createApp(readConfig({ PORT: '0', MOTCUA_LOG: 'silent' }), db)
await app.http.ready()
afterAll(async () => await app.close())

let lastAddress = 0
const newAddress = (): string => `10.0.0.${(lastAddress += 1)}`
const madeUp = (): string => `Bearer ${randomUUID()}${randomUUID()}`

async function statuses(times: number, ask: () => Promise<{ statusCode: number }>): Promise<number[]> {
  const seen: number[] = []
  for (let n = 0; n < times; n += 1) seen.push((await ask()).statusCode)
  return seen
}

const track = (address: string, authorization?: string, code = `H47.01-261126-${address}`) =>
  app.http.inject({
    method: 'POST',
    url: '/api/v1/tracking',
    remoteAddress: address,
    headers: authorization === undefined ? {} : { authorization },
    payload: { code, secret: 'ABCD2345' },
  })

const tenAndNoMore = [...Array<number>(10).fill(404), ...Array<number>(10).fill(429)]

test('guessing at one slip from one address ends after ten tries in a minute', async () => {
  const address = newAddress()
  expect(await statuses(20, () => track(address))).toEqual(tenAndNoMore)
})

test('wrong guesses at one dossier do not block others behind the same address who look up another dossier', async () => {
  const { code, lookupSecret } = await onTheSpot()
  const address = newAddress()
  const wrong: number[] = []
  for (let slip = 0; slip < 20; slip += 1) wrong.push(...(await statuses(4, () => track(address, undefined, `H47.01-261126-50${slip}`))))
  expect(new Set(wrong)).toEqual(new Set([404]))
  const right = await app.http.inject({
    method: 'POST',
    url: '/api/v1/tracking',
    remoteAddress: address,
    payload: { code, secret: lookupSecret },
  })
  expect(right.statusCode).toBe(200)
})

test('guessing at many different slips from one address is limited too', async () => {
  const address = newAddress()
  const seen: number[] = []
  for (let n = 0; n < 310; n += 1) seen.push((await track(address, undefined, `H47.01-261126-8${n}`)).statusCode)
  expect([seen.filter((status) => status === 404).length, seen.filter((status) => status === 429).length]).toEqual([300, 10])
})

test('a new invented token for each try does not reset the count', async () => {
  const address = newAddress()
  expect(await statuses(20, () => track(address, madeUp()))).toEqual(tenAndNoMore)
})

test('correct look-ups are not counted: a hall behind one address is not blocked', async () => {
  const { code, lookupSecret } = await onTheSpot()
  const address = newAddress()
  const look = async (secret: string) =>
    await app.http.inject({ method: 'POST', url: '/api/v1/tracking', remoteAddress: address, payload: { code, secret } })
  expect(new Set(await statuses(100, async () => await look(lookupSecret)))).toEqual(new Set([200]))
  const atOnce = await Promise.all(Array.from({ length: 60 }, async () => await look(lookupSecret)))
  expect(new Set(atOnce.map(({ statusCode }) => statusCode))).toEqual(new Set([200]))
})

test('guesses at one slip from many addresses, through every route, share one count', async () => {
  const paths = ['/tracking', '/tracking/proof', '/tracking/notices', `/tracking/results/${randomUUID()}`]
  const seen: number[] = []
  for (let n = 0; n < 40; n += 1) {
    const payload = { code: n % 2 ? 'h47.01-261126-9999' : 'H47.01-261126-9999', secret: 'ABCD2345' }
    seen.push((await app.http.inject({ method: 'POST', url: `/api/v1${paths[n % 4]}`, remoteAddress: newAddress(), payload })).statusCode)
  }
  expect(seen).toEqual([...Array<number>(30).fill(404), ...Array<number>(10).fill(429)])
})

test('addresses of one IPv6 network are one caller, and a forged X-Forwarded-For is ignored', async () => {
  const seen: number[] = []
  for (let n = 0; n < 20; n += 1) seen.push((await track(`2001:db8:0:1::${n.toString(16)}`, undefined, 'H47.01-261126-6000')).statusCode)
  expect(seen).toEqual(tenAndNoMore)
  const proxied = await createApp(readConfig({ PORT: '0', MOTCUA_LOG: 'silent', MOTCUA_TRUST_PROXY: '1' }), db)
  const forged = await statuses(
    20,
    async () =>
      await proxied.http.inject({
        method: 'POST',
        url: '/api/v1/tracking',
        headers: { 'x-forwarded-for': `192.0.2.${(lastAddress += 1) % 250}, 203.0.113.9` },
        payload: { code: 'H47.01-261126-7000', secret: 'ABCD2345' },
      }),
  )
  await proxied.close()
  expect(forged).toEqual(tenAndNoMore)
})

test('a signed-in caller is not counted with the others behind the same address', async () => {
  const address = newAddress()
  await statuses(31, () => track(address))
  const token = await as('tiepnhan1')
  expect(await statuses(1, () => track(address, `Bearer ${token}`, 'H47.01-261126-0002'))).toEqual([404])
})

test('refused requests are counted too, so a caller cannot retry without end', async () => {
  const address = newAddress()
  const seen = await statuses(1300, () =>
    app.http.inject({ url: '/api/v1/inbox', remoteAddress: address, headers: { authorization: madeUp() } }),
  )
  expect([seen.filter((status) => status === 401).length, seen.filter((status) => status === 429).length]).toEqual([120, 1180])
})

test.each([
  '/',
  '/board',
  '/thu-tuc',
  '/no-such-page',
  '/desk',
  '/api/docs',
  '/api/openapi.json',
  '/healthz',
  '/readyz',
  '/api/v1/board',
  '/api/v1/inbox',
])('HEAD %s answers as GET does, without the body', async (url) => {
  const [get, head] = [await app.http.inject({ method: 'GET', url }), await app.http.inject({ method: 'HEAD', url })]
  expect([head.statusCode, head.payload, head.headers['content-type']]).toEqual([get.statusCode, '', get.headers['content-type']])
})
