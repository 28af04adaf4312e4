// node e2e/take-pictures.ts http://127.0.0.1:3000 docs/pictures [--only desk-act-,desk-keys] [--width 390] [--theme dark] [--whole]
//
// Pictures of every screen (`screens.ts`) of a running demonstration server, at the width of a desk and of a telephone, light and
// dark. Begins a day first, so that no screen is empty; the server must have been started with the demonstration
// pack and MOTCUA_TERMINAL_NETWORKS=loopback (a ballot is cast at a terminal), and should be one that may be thrown away. `--only`: names that begin so; `--whole`: the page to its end; `--width` and
// `--theme`: one of them instead of both.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext } from 'playwright-core'
import { openChromium } from './chromium.ts'
import { beginDay, callerAt } from './picture-day.ts'
import { isLive, screensOf } from './screens.ts'
import type { Screen } from './screens.ts'

const [address, folder, ...options] = process.argv.slice(2)
if (!address || !folder) {
  process.stderr.write('node e2e/take-pictures.ts ADDRESS FOLDER [--only NAMES] [--width PX] [--theme NAME] [--whole]\n')
  process.exit(2)
}
const origin = address.replace(/\/$/u, '')
const option = (name: string): string => (options.includes(name) ? (options[options.indexOf(name) + 1] ?? '') : '')
const only = option('--only').split(',')
const isWanted = (name: string): boolean => only.some((prefix) => name.startsWith(prefix))
const isWhole = options.includes('--whole')
const widths = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
].filter(({ width }) => option('--width') === '' || Number(option('--width')) === width)
const themes = (['light', 'dark'] as const).filter((theme) => option('--theme') === '' || option('--theme') === theme)

const caller = callerAt(origin)
const day = await beginDay(caller)
const browser = await openChromium()
mkdirSync(folder, { recursive: true })
let failed = 0
for (const viewport of widths)
  for (const theme of themes) {
    const contexts = new Map<string | null, BrowserContext>()
    const contextOf = async (login: string | null): Promise<BrowserContext> => {
      const known = contexts.get(login)
      if (known) return known
      const context = await browser.newContext({ viewport, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh', colorScheme: theme })
      context.setDefaultTimeout(8000)
      if (login && login !== 'practice')
        await context.addCookies([{ name: 'motcua', value: await caller.tokenOf(login), url: origin, httpOnly: true, sameSite: 'Lax' }])
      contexts.set(login, context)
      return context
    }
    const take = async (login: string | null, name: string, path: string, first?: Screen['first']): Promise<void> => {
      if (!isWanted(name)) return
      const file = `${name}-${viewport.width}${theme === 'dark' ? '-dark' : ''}.png`
      const page = await (await contextOf(login)).newPage()
      try {
        await page.goto(path.startsWith('http') ? path : `${origin}${path}`, { waitUntil: 'load' })
        await page.locator('h1').first().waitFor()
        // The board's stream never rests.
        if (!isLive(path)) await page.waitForLoadState('networkidle')
        await first?.(page)
        if (!isLive(path)) await page.waitForLoadState('networkidle')
        await page.evaluate('document.fonts.ready')
        await page.screenshot({ path: join(folder, file), fullPage: isWhole })
        const over = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
        process.stdout.write(`${file}${over > 0 ? `   ${over} px too wide` : ''}\n`)
      } catch (error) {
        failed += 1
        process.stderr.write(`${file}   not taken: ${String(error).split('\n')[0] ?? ''}\n`)
      } finally {
        await page.close()
      }
    }
    for (const screen of screensOf(day)) await take(screen.login, screen.name, screen.path, screen.first)
    if (isWanted('practice-intake')) {
      const { address: wayIn } = await caller.call<{ address: string }>('tiepnhan1', 'POST', '/practice/tickets', {
        path: '/desk/tiep-nhan',
      })
      await take('practice', 'practice-intake', wayIn, async (page) => await page.locator('.practice-bar').waitFor())
    }
    for (const context of contexts.values()) await context.close()
  }
await browser.close()
process.exitCode = failed === 0 ? 0 : 1
