import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { areaLinks } from '../web/desk/shell/areas.ts'
import { globalKeys } from '../web/desk/lib/keys.ts'
import { paths } from '../web/desk/paths.ts'
import { inTurn } from './accessible.ts'
import { browsedCentre, desk } from './browser.ts'
import { screensOf } from './screens.ts'

const centre = await browsedCentre()
const day = await centre.begunDay()

/** Every page behind the sign-in, once. */
const pages = inTurn(
  screensOf(day).filter(
    ({ path, login, isDialog, first }) => path.startsWith('/desk') && login !== null && isDialog !== true && first === undefined,
  ),
)

/** The previous test left this page where its keys led. */
const asFound = new Set<string | null>()

async function press(page: Page, run: string): Promise<void> {
  for (const key of run.split(' ')) await page.keyboard.press(key)
}

/** Away from any field, as a hand that has just read something. */
async function letGo(page: Page): Promise<void> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
}

const isFocused = async (page: Page, id: string): Promise<boolean> =>
  await page.evaluate((wanted) => document.activeElement?.id === wanted, id)

describe('on every page of the desk', () => {
  test.each(pages)('$name: ? shows the keys, / searches, g s goes', async ({ path, login }) => {
    const page = await centre.turnTo(login, path, asFound.delete(login) ? 'as found' : 'anything')
    await letGo(page)
    await page.keyboard.press('?')
    const sheet = page.getByRole('dialog')
    await sheet.getByText(desk('keys.search')).waitFor()
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'hidden' })
    await letGo(page)
    await page.keyboard.press('/')
    expect(await isFocused(page, 'quick-search')).toBe(true)
    // Escape leaves the field without leaving the page.
    await page.keyboard.press('Escape')
    expect(await isFocused(page, 'quick-search')).toBe(false)
    await press(page, globalKeys.goSessions)
    await page.getByRole('heading', { level: 1, name: desk('sessions.title') }).waitFor()
    asFound.add(login)
  })
})

test('g and a letter go to every area that one has, and to no other', async () => {
  for (const login of ['tiepnhan1', 'giamdoc', 'vanhanh']) {
    const page = await centre.visitAs(login, '/desk')
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    const { body } = await centre.call<{ areas: string[] }>(await centre.as(login), 'GET', '/sessions/current')
    for (const { area, keys, to } of areaLinks) {
      if (keys === null) continue
      // By its address: some pages put the focus into a field, where letters are letters.
      await page.goto(`${centre.address}/desk${paths.sessions()}`)
      await page.getByRole('heading', { level: 1, name: desk('sessions.title') }).waitFor()
      await letGo(page)
      await press(page, keys)
      const wanted = body.areas.includes(area) ? to : paths.sessions()
      await expect.poll(() => new URL(page.url()).pathname, { message: `${login} ${keys}` }).toBe(`/desk${wanted}`)
      await page.getByRole('heading', { level: 1 }).first().waitFor()
    }
    await letGo(page)
    await press(page, globalKeys.goHome)
    await expect.poll(() => new URL(page.url()).pathname).toMatch(/^\/desk\/?$/u)
  }
})

test('letters are letters while one writes', async () => {
  const page = await centre.visitAs('tiepnhan1', '/desk/tra-ket-qua')
  const field = page.getByRole('searchbox').last()
  await field.focus()
  await page.keyboard.type('g v? /j')
  expect(await field.inputValue()).toBe('g v? /j')
  expect(new URL(page.url()).pathname).toBe('/desk/tra-ket-qua')
})

test('the work list is walked by j and k, and opened by o', async () => {
  const page = await centre.visitAs('thuly.skhdt', '/desk/viec?muc=unit')
  const rows = page.locator('a.dossier-row')
  await rows.nth(1).waitFor()
  await press(page, 'j j k j')
  const wanted = await rows.nth(1).getAttribute('href')
  expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe(wanted)
  await page.keyboard.press('o')
  await expect.poll(() => new URL(page.url()).pathname).toBe(wanted)
})
