import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { expectNoFault, inTurn } from './accessible.ts'
import { browsedCentre, desk } from './browser.ts'
import { screensOf } from './screens.ts'

const centre = await browsedCentre()
const day = await centre.begunDay()
const dialogs = inTurn(screensOf(day).filter((screen) => screen.isDialog))

const isInDialog = async (page: Page): Promise<boolean> =>
  await page.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null)

describe('a dialog', () => {
  test.each(dialogs)(
    '$name has no accessibility fault, traps the keyboard focus and closes on Escape',
    async ({ name, path, login, first }) => {
      const page = await centre.turnTo(login, path)
      await first?.(page)
      const dialog = page.getByRole('dialog')
      expect(await dialog.getAttribute('aria-labelledby')).toBeTruthy()
      await expectNoFault(page)
      // Once round and past the end: the focused element is always in the dialog.
      await expect.poll(() => isInDialog(page)).toBe(true)
      const stops = await dialog.locator('a, button, input, textarea, select, [tabindex="0"]').count()
      for (let nth = 0; nth < Math.min(stops, 12) + 1; nth += 1) {
        await page.keyboard.press('Shift+Tab')
        expect(await isInDialog(page)).toBe(true)
      }
      await page.keyboard.press('Escape')
      // Only who signs in again has no other way out.
      if (name === 'desk-sign-in-again') expect(await dialog.count()).toBe(1)
      else await dialog.waitFor({ state: 'hidden' })
    },
  )

  test('returns the focus to the control that opened it', async () => {
    const page = await centre.visitAs('tiepnhan1', '/desk/so-quy')
    const opener = page.getByRole('button', { name: desk('cash.close') })
    await opener.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await expect.poll(() => opener.evaluate((button) => button === document.activeElement)).toBe(true)
  })

  test('opens by the shortcut of its act, and returns the focus to the page', async () => {
    const page = await centre.visitAs('truongphong.skhdt', `/desk/ho-so/${encodeURIComponent(day.atAgency.code)}`)
    const acts = page.getByRole('region', { name: desk('dossier.acts') })
    const button = acts.locator('.acts__allowed button').first()
    const key = (await button.locator('kbd').textContent()) ?? ''
    const name = (await button.locator('span').first().textContent()) ?? ''
    await page.keyboard.press(key)
    await page.getByRole('dialog', { name }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    // The keys of the page work on.
    await page.keyboard.press('v')
    expect(await page.getByRole('tab', { name: desk('dossier.documents') }).getAttribute('aria-selected')).toBe('true')
  })
})
