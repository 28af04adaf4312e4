import type { BrowserContextOptions } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { expectNothingTooWide } from './accessible.ts'
import { browsedCentre, desk, portal } from './browser.ts'
import { screensOf } from './screens.ts'

const centre = await browsedCentre()
const day = await centre.begunDay()
const screens = screensOf(day)
const named = (...names: string[]) => screens.filter(({ name }) => names.includes(name))
const some = named(
  'portal-home',
  'portal-procedure',
  'portal-tracking',
  'portal-rating',
  'desk-intake-empty',
  'desk-inbox-unit',
  'desk-dossier',
  'desk-act-suspend',
)

async function look({ path, login, first }: (typeof screens)[number], options: BrowserContextOptions) {
  const page = login === null ? await centre.visit(path, options) : await centre.visitAs(login, path, options)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await first?.(page)
  return page
}

describe('at 200 % zoom, a window of 1440 px holds half as much', () => {
  test.each(some)('$name is not wider than the window, and what has the focus can be seen', async (screen) => {
    const page = await look(screen, { viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 })
    await expectNothingTooWide(page)
    for (let nth = 0; nth < 12; nth += 1) {
      await page.keyboard.press('Tab')
      // Nothing that stays in place while the page scrolls may lie over what has the focus (WCAG 2.4.11).
      const hidden = await page.evaluate(() => {
        const focused = document.activeElement
        if (!focused || focused === document.body) return null
        const box = focused.getBoundingClientRect()
        const at = [box.left + box.width / 2, box.top + Math.min(box.height / 2, 12)] as const
        if (at[1] < 0 || at[1] > innerHeight) return `${focused.outerHTML.slice(0, 100)} is out of the window`
        const over = document.elementFromPoint(...at)
        const isOwn = over !== null && (focused.contains(over) || over.contains(focused) || over.closest('label')?.contains(focused))
        return isOwn ? null : `${focused.outerHTML.slice(0, 100)} lies under ${over?.outerHTML.slice(0, 100) ?? 'nothing'}`
      })
      expect(hidden).toBeNull()
    }
  })
})

test.each(named('portal-home', 'desk-inbox-unit', 'desk-keys', 'board'))('$name moves nothing when asked not to', async (screen) => {
  const page = await look(screen, { reducedMotion: 'reduce' })
  const moving = await page.evaluate(
    () =>
      [...document.querySelectorAll('*')].filter((element) => {
        const { transitionDuration, animationDuration } = getComputedStyle(element)
        return [transitionDuration, animationDuration].some((times) => times.split(',').some((time) => Number.parseFloat(time) > 0.001))
      }).length,
  )
  expect(moving).toBe(0)
})

test('in forced colours, selected and unselected controls still differ', async () => {
  const page = await centre.visitAs('thuly.skhdt', '/desk/viec?muc=unit', { forcedColors: 'active' })
  await page.locator('a.dossier-row').first().waitFor()
  const ground = async (name: string) =>
    await page.locator('.chip', { hasText: name }).evaluate((chip) => getComputedStyle(chip).backgroundColor)
  expect(await ground(desk('inbox.unit'))).not.toBe(await ground(desk('inbox.mine')))
  const borders = await page.locator('.time-left').evaluateAll((chips) => chips.map((chip) => getComputedStyle(chip).borderTopStyle))
  expect(new Set(borders)).toEqual(new Set(['solid']))
})

describe('on paper', () => {
  test('a tracked dossier is its facts, without the site around it and without the secret', async () => {
    const [screen] = named('portal-tracking')
    if (!screen) throw new Error('no such screen')
    const page = await look(screen, {})
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('navigation').isVisible()).toBe(false)
    expect(await page.getByRole('contentinfo').isVisible()).toBe(false)
    expect(await page.getByRole('button', { name: portal('procedure.print') }).isVisible()).toBe(false)
    expect(await page.getByText(portal('track.holder')).isVisible()).toBe(true)
    expect(await page.evaluate(() => document.body.innerText)).not.toContain(day.atAgency.lookupSecret)
  })

  test('a printed procedure includes the sections that are folded on the screen', async () => {
    const [screen] = named('portal-procedure')
    if (!screen) throw new Error('no such screen')
    const page = await look(screen, {})
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('navigation').isVisible()).toBe(false)
    expect(await page.getByRole('heading', { name: portal('procedure.papers') }).isVisible()).toBe(true)
    const folded = page.locator('details:not([open]) > :not(summary)').first()
    expect(await folded.evaluate((part) => part.getBoundingClientRect().height)).toBeGreaterThan(0)
  })
})

describe('the other language', () => {
  test.each(named('portal-home', 'portal-search', 'portal-procedure', 'portal-rating', 'portal-tracking-form'))(
    '$name stays the page it is, and comes back',
    async ({ path }) => {
      const page = await centre.visit(path)
      await page.getByRole('link', { name: 'English' }).click()
      await page.waitForURL((url) => url.pathname.startsWith('/en'))
      expect(await page.evaluate(() => document.documentElement.lang)).toBe('en')
      await page.getByRole('link', { name: 'Tiếng Việt' }).click()
      // A space is a plus where a form wrote the address; both are the same question.
      await expect.poll(() => page.url().replace(centre.address, '').replaceAll('+', '%20')).toBe(path)
    },
  )

  test.each([true, false])('a tracked dossier stays on the screen, with scripts: %s', async (javaScriptEnabled) => {
    const [screen] = named('portal-tracking')
    if (!screen) throw new Error('no such screen')
    const page = await look(screen, { javaScriptEnabled })
    await page.getByRole('button', { name: 'English' }).click()
    await page.waitForURL(/\/en\/tra-cuu$/u)
    await page.getByRole('heading', { level: 1, name: day.atAgency.code }).waitFor()
    expect(page.url()).not.toContain(day.atAgency.lookupSecret)
  })
})
