import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, expect, test } from 'vitest'
import { browsedCentre, portal } from './browser.ts'

const centre = await browsedCentre()

/** A 55-inch screen of 16:9 is 685 mm high. Ten metres ask for letters of 20 minutes of arc: 58 mm. */
const screenHeightMm = 55 * 25.4 * (9 / Math.hypot(16, 9))
const readableFromTenMetresMm = 10_000 * Math.tan((20 / 60) * (Math.PI / 180))

test('on a television of 55 inches the four figures are read from ten metres, and nothing has to be scrolled', async () => {
  const page = await centre.visit('/board', { viewport: { width: 1920, height: 1080 } })
  await page.evaluate(() => document.fonts.ready)
  const heights = await page.locator('.board__large dd').evaluateAll((figures) =>
    figures.map((figure) => {
      const { fontWeight, fontSize, fontFamily } = getComputedStyle(figure)
      const pen = document.createElement('canvas').getContext('2d')
      if (!pen) throw new Error('no canvas')
      pen.font = `${fontWeight} ${fontSize} ${fontFamily}`
      return pen.measureText('0').actualBoundingBoxAscent
    }),
  )
  expect(heights.length).toBe(4)
  expect(readableFromTenMetresMm.toFixed(0)).toBe('58')
  for (const height of heights) expect((height / 1080) * screenHeightMm).toBeGreaterThanOrEqual(58)
  const { scrollHeight, scrollWidth } = await page.evaluate(() => ({
    scrollHeight: document.documentElement.scrollHeight,
    scrollWidth: document.documentElement.scrollWidth,
  }))
  expect([scrollHeight, scrollWidth]).toEqual([1080, 1920])
})

test('is dark in every colour scheme of the browser, and every text has a contrast of 7:1', async () => {
  const page = await centre.visit('/board', { viewport: { width: 1920, height: 1080 }, colorScheme: 'light' })
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe('rgb(11, 15, 20)')
  const { violations, passes } = await new AxeBuilder({ page }).withRules(['color-contrast-enhanced']).analyze()
  expect(passes.length).toBe(1)
  expect(violations.map(({ nodes }) => nodes.map((node) => node.html.slice(0, 120)))).toEqual([])
})

test('shows since when the server is away, and recovers by itself when the server is back', async () => {
  // A line that was open is not cut by going offline: from here on the page only ever finds a silent server.
  const page = await centre.visit('/')
  await page.route('**/board/stream', async (route) => await route.abort())
  await page.goto(`${centre.address}/board`)
  const board = page.locator('[data-board-stream]')
  await expect.poll(() => board.getAttribute('data-state'), { timeout: 30_000 }).toBe('stale')
  const said = (await page.locator('[data-stale]').textContent()) ?? ''
  expect(said).toMatch(/\d{2}:\d{2}:\d{2}/u)
  expect(said.slice(0, 10)).toBe(portal('board.stale').slice(0, 10))
  await page.unroute('**/board/stream')
  await expect.poll(() => board.getAttribute('data-state'), { timeout: 30_000 }).toBe('live')
  expect(await page.locator('[data-stale]').isVisible()).toBe(false)
})

/** A middlebox between the hall and the server that can silently drop all traffic of its connections. */
async function silentBox() {
  const target = new URL(centre.address)
  const pairs = new Set<readonly [Socket, Socket]>()
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname)
    const pair = [near, far] as const
    pairs.add(pair)
    for (const socket of pair) socket.on('error', () => undefined)
    near.pipe(far, { end: false })
    far.pipe(near, { end: false })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => {
    for (const pair of pairs) for (const socket of pair) socket.destroy()
    server.close()
  })
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    swallow: () => {
      for (const [near, far] of pairs) {
        near.unpipe(far)
        far.unpipe(near)
        near.resume()
        far.resume()
      }
      return pairs.size
    },
  }
}

test('recovers within fifteen seconds when every connection of the browser is silently dropped', async () => {
  const box = await silentBox()
  const page = await centre.visit('/')
  await page.goto(`${box.address}/board`)
  const board = page.locator('[data-board-stream]')
  // The browser keeps its sockets for the next request: here all it may have.
  await page.evaluate(
    async () => await Promise.all(Array.from({ length: 12 }, async (_, nth) => await fetch(`/api/v1/board?n=${nth}`).catch(() => null))),
  )
  await expect.poll(() => board.getAttribute('data-state')).toBe('live')
  const shown = async (): Promise<string> => (await board.locator('[data-figure="asOf"]').first().textContent()) ?? ''
  expect(box.swallow()).toBeGreaterThan(2)
  const [at, then] = [performance.now(), await shown()]
  await page.waitForTimeout(4_000)
  // Events in flight may still have arrived; from here on only a new connection can bring changes.
  const last = await shown()
  await expect.poll(shown, { timeout: 30_000, interval: 100 }).not.toBe(last)
  const tookMs = performance.now() - at
  expect(then <= last).toBe(true)
  expect(tookMs).toBeLessThan(15_000)
  expect(await board.getAttribute('data-state')).toBe('live')
})
