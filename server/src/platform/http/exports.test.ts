import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { Exports } from './exports.ts'
import { httpLimits } from './http-limits.ts'
import { sendProblem } from './problem.ts'

test('stalled readers buffer no rows: two are served, the third is refused with a time to retry, and both are closed', async () => {
  const exports = new Exports({ ...httpLimits, floorEveryMs: 3_000, bytesPerSecond: 2_000 })
  const app = Fastify()
  let begun = 0
  // Far more than the buffers between two programs hold.
  async function* rows(): AsyncGenerator<string> {
    begun += 1
    for (let n = 0; n < 1_000; n += 1) yield await Promise.resolve('x'.repeat(20_000))
  }
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply))
  app.get('/', async (_request, reply) => await reply.send(await exports.send(reply, async () => await Promise.resolve(rows()))))
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const paused = Array.from({ length: 2 }, () => {
    const socket = connect({ port, host: '127.0.0.1' })
    socket.on('error', () => undefined) // it is cut off: that is what is tried here
    let got = 0
    socket.on('data', (data: Buffer) => {
      got += data.length
    })
    socket.pause()
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    return { socket, got: () => got, closed: new Promise((resolve) => socket.once('close', resolve)) }
  })
  const url = `http://127.0.0.1:${port}/`
  // Both have begun: what the buffers hold is on its way.
  await expect.poll(() => begun, { timeout: 10_000 }).toBe(2)
  const third = await fetch(url)
  expect([third.status, third.headers.get('retry-after'), ((await third.json()) as { code: string }).code]).toEqual([
    503,
    '15',
    'EXPORTS_BUSY',
  ])
  await expect
    .poll(
      async () => {
        const answer = await fetch(url)
        return answer.status === 200 ? (await answer.text()).length : answer.status
      },
      { timeout: 25_000, interval: 500 },
    )
    .toBe(20_000_000)
  for (const { socket } of paused) socket.resume()
  await Promise.all(paused.map(async ({ closed }) => await closed))
  expect(paused.every(({ got }) => got() < 20_000_000)).toBe(true)
  await app.close()
}, 60_000)

test('a failed export frees its slot', async () => {
  const exports = new Exports({ ...httpLimits, exports: 1 })
  const app = Fastify()
  app.get(
    '/',
    async (_request, reply) =>
      await reply.send(
        await exports.send(reply, async () => {
          await Promise.resolve()
          throw new Error('no rows')
        }),
      ),
  )
  for (let n = 0; n < 3; n += 1) expect((await app.inject('/')).json()).toMatchObject({ message: 'no rows' })
  await app.close()
})
