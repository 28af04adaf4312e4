import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { browsedCentre } from './browser.ts'
import { screensOf } from './screens.ts'
import type { Screen } from './screens.ts'

type Violation = Awaited<ReturnType<AxeBuilder['analyze']>>['violations'][number]

const told = ({ id, nodes }: Violation) =>
  `${id}: ${nodes.map((node) => `${node.html.slice(0, 160)} (${node.any[0]?.message ?? ''})`).join(' | ')}`

/** In the page itself: no page of ours has a frame of another's, and a blank page for the sums of each look costs more than the look. */
const judge = (page: Page): AxeBuilder => new AxeBuilder({ page }).setLegacyMode()

/**
 * No fault of accessibility in the light and in the dark, nothing wider than the window, and on a telephone nothing
 * to press that is too small or too near. The page is left as it was found.
 */
export async function expectNoFault(page: Page): Promise<void> {
  // The last announcement of React Aria stays for a while as a hidden element, named by a button that may be gone.
  const { violations, passes } = await judge(page).exclude('[data-live-announcer]').analyze()
  expect(passes.length).toBeGreaterThan(5)
  expect(violations.map(told)).toEqual([])
  await expectNothingTooWide(page)

  // The dark and the telephone in one look: what is read in the dark does not depend on the width.
  // Without motion, or axe would check a button in the middle of a colour transition.
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  const wide = page.viewportSize() ?? { width: 1440, height: 900 }
  await page.setViewportSize({ width: 390, height: 844 })
  await expectNothingTooWide(page)
  const phone = await judge(page).withRules(['color-contrast', 'target-size', 'scrollable-region-focusable']).analyze()
  expect(phone.violations.map((each) => `at 390 px in the dark, ${told(each)}`)).toEqual([])
  await page.setViewportSize(wide)
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'no-preference' })
}

export async function expectNothingTooWide(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(overflow, `px wider than ${page.viewportSize()?.width} px`).toBeLessThanOrEqual(0)
}

/**
 * The screens checked in this run. On a server that tests every change the quarters take turns by the day, so that the suite
 * stays short; anywhere else each run looks at all.
 */
export function inTurn<Each>(screens: readonly Each[]): Each[] {
  const quarter = Math.floor(Temporal.Now.instant().epochMilliseconds / 86_400_000) % 4
  return screens.filter((_screen, index) => process.env['CI'] !== 'true' || index % 4 === quarter)
}

/** Every page of a kind, on a centre of its own. Dialogs have a file of their own, because there is more to say of them. */
export async function judgePages(whose: string, isOf: (login: Screen['login']) => boolean): Promise<void> {
  const centre = await browsedCentre()
  const pages = inTurn(screensOf(await centre.begunDay()).filter(({ login, isDialog }) => !isDialog && isOf(login)))
  /** The pages that the look before left as it found them, by the login. */
  const asFound = new Set<Screen['login']>()
  describe(`${whose}: no page has a fault of accessibility, light or dark, wide or on a telephone`, () => {
    test.each(pages)('$name', async ({ path, login, first }) => {
      const page = await centre.turnTo(login, path, asFound.delete(login) ? 'as found' : 'anything')
      await first?.(page)
      await expectNoFault(page)
      if (first === undefined) asFound.add(login)
    })
  })
}
