import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { openChromium } from '../e2e/chromium.ts'
import { buildWebIfNeeded } from '../tools/build-web.ts'
import type { BenchCentre } from './bench-centre.ts'
import { hundredth, latencyOf, progress } from './statistics.ts'

export type PortalOptions = { readonly loads?: number }

/** Slow 4G and a middling phone, as page-speed tools imitate them: 150 ms there and back, 1.6 Mbit/s down, 750 kbit/s up; a quarter of this processor. */
const link = { offline: false, latency: 150, downloadThroughput: (1.6 * 1e6) / 8, uploadThroughput: (0.75 * 1e6) / 8 }
const slowdown = 4

type Load = { readonly lcpMs: number; readonly scriptBytes: number; readonly scriptGzipBytes: number; readonly bytes: number }

/**
 * The public pages in a browser that has seen none of them, over {@link link} with the processor slowed down: the largest
 * contentful paint, and the script a page brings, gzipped here whatever the server sends. Baseline, in turn with it: a page of
 * one line from a bare server, through the same browser and link. Without scripts each page must still say what it is for.
 */
export async function run(centre: BenchCentre, { loads = 7 }: PortalOptions = {}): Promise<object> {
  await buildWebIfNeeded(() => undefined)
  const { items } = await centre.get<{ items: { code: string }[] }>('/procedures?state=published&limit=1')
  const pages = {
    home: '/',
    procedure: `/thu-tuc/${items[0]?.code ?? ''}`,
    search: '/thu-tuc?q=khai+sinh',
    tracking: '/tra-cuu',
    board: '/board',
  }
  const bare = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end('<!doctype html><title>x</title><p>Một dòng chữ</p>')
  })
  await new Promise<void>((resolve) => bare.listen(0, '127.0.0.1', resolve))
  const plain = `http://127.0.0.1:${(bare.address() as AddressInfo).port}/`
  const browser = await openChromium()
  try {
    const each: Record<string, Load[]> = {}
    const base: Load[] = []
    // The first of each is not counted: the server compiles its page.
    for (let turn = -1; turn < loads; turn += 1) {
      for (const [name, path] of Object.entries(pages)) {
        progress(`portal: ${name}, ${turn + 1}/${loads}`)
        const load = await loadOnce(browser, `${centre.address}${path}`)
        if (turn >= 0) each[name] = [...(each[name] ?? []), load]
      }
      const load = await loadOnce(browser, plain)
      if (turn >= 0) base.push(load)
    }
    const withoutScripts: Record<string, boolean> = {}
    for (const [name, path] of Object.entries(pages)) withoutScripts[name] = await worksWithoutScripts(browser, `${centre.address}${path}`)
    progress('')
    const lcp = (of: readonly Load[]) => latencyOf(of.map((load) => load.lcpMs))
    const all = Object.values(each).flat()
    const baseline = lcp(base)
    return {
      scenario: 'portal',
      ...lcp(all),
      each: Object.fromEntries(
        Object.entries(each).map(([name, of]) => [
          name,
          {
            lcp: lcp(of),
            scriptGzipBytes: of[0]?.scriptGzipBytes,
            scriptBytes: of[0]?.scriptBytes,
            bytes: of[0]?.bytes,
            withoutScripts: withoutScripts[name],
          },
        ]),
      ),
      scriptGzipBytesMost: Math.max(...all.map((load) => load.scriptGzipBytes)),
      ratio: hundredth(lcp(all).p50 / baseline.p50),
      baseline: { what: 'a page of one line from a bare server, same browser and link', ...baseline },
      target: 'LCP ≤ 1500 ms, ≤ 100 kB of script gzipped, works without scripts',
      sizes: { loadsEach: loads, slowdown, roundTripMs: link.latency, downMbit: 1.6 },
    }
  } finally {
    await browser.close()
    bare.close()
  }
}

async function loadOnce(browser: Browser, url: string): Promise<Load> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'vi-VN' })
  try {
    const page = await context.newPage()
    const client = await context.newCDPSession(page)
    const received = bytesReceived(client)
    await client.send('Network.enable')
    await client.send('Network.emulateNetworkConditions', link)
    await client.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
    const scripts: Promise<Buffer>[] = []
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script') scripts.push(response.body())
    })
    await page.goto(url, { waitUntil: 'load' })
    const lcpMs = await largestPaint(page)
    const bodies = await Promise.all(scripts)
    return {
      lcpMs,
      scriptBytes: bodies.reduce((sum, body) => sum + body.length, 0),
      scriptGzipBytes: bodies.reduce((sum, body) => sum + gzipSync(body).length, 0),
      bytes: received(),
    }
  } finally {
    await context.close()
  }
}

/** The last candidate once nothing larger has come for half a second. */
async function largestPaint(page: Page): Promise<number> {
  return await page.evaluate(
    async () =>
      await new Promise<number>((resolve) => {
        let last = 0
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) last = entry.startTime
        }).observe({ type: 'largest-contentful-paint' as 'mark', buffered: true })
        setTimeout(() => resolve(last), 500)
      }),
  )
}

function bytesReceived(client: CDPSession): () => number {
  let sum = 0
  client.on('Network.loadingFinished', ({ encodedDataLength }) => {
    sum += encodedDataLength
  })
  return () => Math.round(sum)
}

/** With scripts off the page has its heading, and its words are there to be read. */
async function worksWithoutScripts(browser: Browser, url: string): Promise<boolean> {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'vi-VN' })
  try {
    const page = await context.newPage()
    const answer = await page.goto(url)
    return (
      answer?.status() === 200 && (await page.locator('h1').first().isVisible()) && (await page.locator('main').innerText()).length > 40
    )
  } finally {
    await context.close()
  }
}
