import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

type Violation = Awaited<ReturnType<AxeBuilder['analyze']>>['violations'][number]

const told = ({ id, nodes }: Violation) =>
  `${id}: ${nodes.map((node) => `${node.html.slice(0, 160)} (${node.any[0]?.message ?? ''})`).join(' | ')}`

/**
 * No fault of accessibility in the light and in the dark, nothing wider than the window, and on a telephone nothing
 * to press that is too small or too near. The page is left as it was found.
 */
export async function expectNoFault(page: Page): Promise<void> {
  // What React Aria has just said stays for a while as an element nobody sees, named by a button that may be gone.
  const { violations, passes } = await new AxeBuilder({ page }).exclude('[data-live-announcer]').analyze()
  expect(passes.length).toBeGreaterThan(5)
  expect(violations.map(told)).toEqual([])
  await expectNothingTooWide(page)

  // Without motion, or a button is judged half way from one colour to the other.
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter((each) => each.effect?.getComputedTiming().endTime !== Infinity)
    await Promise.allSettled(ending.map(async (each) => await each.finished))
  })
  const dark = await new AxeBuilder({ page }).withRules(['color-contrast']).analyze()
  expect(dark.violations.map((each) => `in the dark, ${told(each)}`)).toEqual([])
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'no-preference' })

  const wide = page.viewportSize() ?? { width: 1440, height: 900 }
  await page.setViewportSize({ width: 390, height: 844 })
  await expectNothingTooWide(page)
  const phone = await new AxeBuilder({ page }).withRules(['target-size', 'scrollable-region-focusable']).analyze()
  expect(phone.violations.map((each) => `at 390 px, ${told(each)}`)).toEqual([])
  await page.setViewportSize(wide)
}

export async function expectNothingTooWide(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(overflow, `px wider than ${page.viewportSize()?.width} px`).toBeLessThanOrEqual(0)
}
