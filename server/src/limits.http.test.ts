import { randomUUID } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { readConfig } from '#platform/config/config.ts'
import { createApp } from './app.ts'
import { testCentre } from './testing/test-centre.ts'

const { db, as } = await testCentre()
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

const track = (address: string, authorization?: string) =>
  app.http.inject({
    method: 'POST',
    url: '/api/v1/tracking',
    remoteAddress: address,
    headers: authorization === undefined ? {} : { authorization },
    payload: { code: 'H47.01-261126-0001', secret: 'ABCD2345' },
  })

test('tracking by guessing ends after thirty tries in a minute', async () => {
  const address = newAddress()
  const seen = await statuses(40, () => track(address))
  expect(seen).toEqual([...Array<number>(30).fill(404), ...Array<number>(10).fill(429)])
})

test('a token made up for each try does not begin the count again', async () => {
  const address = newAddress()
  const seen = await statuses(40, () => track(address, madeUp()))
  expect(seen).toEqual([...Array<number>(30).fill(404), ...Array<number>(10).fill(429)])
})

test('one who is signed in is not counted with everybody behind the same address', async () => {
  const address = newAddress()
  await statuses(31, () => track(address))
  const token = await as('tiepnhan1')
  expect(await statuses(1, () => track(address, `Bearer ${token}`))).toEqual([404])
})

test('what is refused is counted too: a door that stays shut is not knocked at for ever', async () => {
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
