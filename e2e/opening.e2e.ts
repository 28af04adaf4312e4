import { mkdirSync } from 'node:fs'
import { Secret, TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { buildWebIfNeeded } from '../tools/build-web.ts'
import { expectNoFault } from './accessible.ts'
import { desk } from './browser.ts'
import { openChromium } from './chromium.ts'
import { emptyInstallation } from './empty-installation.ts'

// From nothing to the first returned dossier, by screens alone: nothing below speaks to the API or the database.
await buildWebIfNeeded(() => undefined)
const [house, browser] = await Promise.all([emptyInstallation(), openChromium()])
afterAll(async () => {
  await browser.close()
})

const own = 'con trâu ăn cỏ non'
const pictures = process.env['PICTURES']

async function look(page: Page, name: string): Promise<void> {
  const wide = page.viewportSize()
  for (const width of pictures ? [1440, 390] : [1440]) {
    await page.setViewportSize({ width, height: 900 })
    await expectNoFault(page)
    if (!pictures) continue
    mkdirSync(pictures, { recursive: true })
    await page.screenshot({ path: `${pictures}/${name}-${width}.png`, fullPage: true })
  }
  if (wide) await page.setViewportSize(wide)
}

const button = async (page: Page, name: string): Promise<void> => await page.getByRole('button', { name, exact: true }).click()
const field = (page: Page, name: string) => page.getByLabel(name, { exact: true })

async function newBrowser(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh' })
  context.setDefaultTimeout(20_000)
  return await context.newPage()
}

/** A row of the checklist, in the words of its state. */
const stateOf = (page: Page, name: string) =>
  page.locator('.opening__row', { has: page.getByRole('link', { name, exact: true }) }).locator('.badge')
/** Fills in the lines of a dialog and sends it. */
async function fill(page: Page, lines: Readonly<Record<string, string>>, submit: string): Promise<void> {
  const dialog = page.getByRole('dialog')
  for (const [name, text] of Object.entries(lines)) await dialog.getByLabel(name, { exact: true }).fill(text)
  await dialog.getByRole('button', { name: submit, exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
}

let operator: Page
const province = 'Tỉnh Lào Cai'
const agency = 'Sở Tài chính'
const centreName = 'Trung tâm Phục vụ hành chính công tỉnh Lào Cai'

const codeOf = (base32: string, ahead = 0): string =>
  new TOTP({ secret: Secret.fromBase32(base32) }).generate({ timestamp: Date.now() + ahead * 30_000 })

/** The step after the password: an application for codes. */
async function enrol(page: Page): Promise<string> {
  await page.getByRole('heading', { name: desk('step.enrolment.title') }).waitFor()
  await button(page, desk('enrol.totp'))
  const base32 = (await page.locator('.secret-text').textContent()) ?? ''
  await field(page, desk('proof.code')).fill(codeOf(base32))
  await button(page, desk('enrol.confirm'))
  await button(page, desk('recovery.kept'))
  return base32
}

test('an empty installation is opened by whoever reads what it printed, and by nobody else', async () => {
  const code = /^\s+((?:[a-z2-9]{4}-){3}[a-z2-9]{4})$/mu.exec(house.output)?.[1] ?? ''
  expect(code).not.toBe('')
  const page = await newBrowser()
  operator = page
  // Whoever comes to sign in is led to the first run.
  await page.goto(`${house.address}/desk`)
  await page.getByRole('heading', { name: desk('firstAccount.title') }).waitFor()
  await look(page, 'first-account')
  await field(page, desk('firstAccount.code')).fill('aaaa-bbbb-cccc-dddd')
  await field(page, desk('accounts.fullName')).fill('Trần Mở Cửa')
  await field(page, desk('signIn.login')).fill('quantri')
  await field(page, desk('signIn.password')).fill(own)
  await field(page, desk('firstAccount.again')).fill(own)
  await button(page, desk('firstAccount.submit'))
  await page.getByText('Mã chưa đúng').first().waitFor()
  await look(page, 'first-account-wrong')
  await field(page, desk('firstAccount.code')).fill(code)
  await button(page, desk('firstAccount.submit'))
  await enrol(page)
  await page.getByRole('heading', { level: 1 }).filter({ hasText: 'Trần Mở Cửa' }).waitFor()
  await look(page, 'operator-home')

  // From now on the page opens nothing, and the way to the desk is the sign-in.
  const other = await newBrowser()
  await other.goto(`${house.address}/desk/thiet-lap-ban-dau`)
  await other.getByText(desk('firstAccount.done')).waitFor()
  await look(other, 'first-account-done')
  await other.goto(`${house.address}/desk`)
  await other.getByRole('heading', { name: desk('signIn.title') }).waitFor()
})

test('the operator names the locality, adds an agency with a unit, and a centre with a counter; the checklist follows', async () => {
  const page = operator
  await page.goto(`${house.address}/desk/thiet-lap`)
  await expect.poll(() => stateOf(page, desk('opening.locality')).textContent()).toBe(desk('opening.state.missing'))
  expect(await stateOf(page, desk('opening.agencies')).textContent()).toBe(desk('opening.state.later'))
  await look(page, 'opening-empty')

  await page.getByRole('link', { name: desk('opening.locality'), exact: true }).click()
  await field(page, desk('locality.code')).fill('Lào Cai')
  await field(page, desk('locality.name')).fill(province)
  await button(page, desk('setup.save'))
  await page.getByText('Mã địa phương có dạng H17').first().waitFor()
  await field(page, desk('locality.code')).fill('H38')
  await button(page, desk('setup.save'))
  await page.getByText(desk('setup.saved')).waitFor()
  await look(page, 'locality')

  await page.goto(`${house.address}/desk/thiet-lap/co-quan`)
  await button(page, desk('agencies.add'))
  await look(page, 'agency-new')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(desk('setup.name'), { exact: true }).fill(agency)
  await dialog.getByLabel(desk('agencies.shortName'), { exact: true }).fill('Tài chính')
  await dialog.getByLabel(desk('setup.code'), { exact: true }).fill('H47.01')
  await dialog.getByRole('button', { name: desk('agencies.add'), exact: true }).click()
  await dialog.getByText('phải bắt đầu bằng mã của địa phương').first().waitFor()
  await fill(page, { [desk('setup.code')]: 'H38.01' }, desk('agencies.add'))
  await page.getByText(desk('units.show')).first().click()
  await button(page, desk('units.add'))
  await fill(page, { [desk('setup.name')]: 'Phòng Đăng ký kinh doanh', [desk('setup.code')]: 'P01' }, desk('units.add'))
  await page.locator('.place-row').getByText('Phòng Đăng ký kinh doanh').first().waitFor()
  await look(page, 'agencies')

  await page.goto(`${house.address}/desk/thiet-lap/trung-tam`)
  await button(page, desk('centres.add'))
  await fill(
    page,
    {
      [desk('setup.name')]: centreName,
      [desk('locality.address')]: 'Phường Lào Cai',
      [desk('centres.phone')]: '0214 000 001',
      [desk('setup.code')]: 'TTHCC',
    },
    desk('centres.add'),
  )
  await page.getByRole('heading', { name: centreName }).waitFor()
  await page.getByRole('button', { name: desk('counters.add') }).click()
  await fill(page, { [desk('setup.name')]: 'Quầy Đăng ký kinh doanh' }, desk('counters.add'))
  await page.getByText('Quầy số 1').waitFor()
  await look(page, 'centres')

  await page.goto(`${house.address}/desk/thiet-lap`)
  for (const row of ['opening.locality', 'opening.agencies', 'opening.units', 'opening.centres', 'opening.counters'] as const)
    await expect.poll(() => stateOf(page, desk(row)).textContent()).toBe(desk('opening.state.done'))
  expect(await stateOf(page, desk('opening.centre_accounts')).textContent()).toBe(desk('opening.state.missing'))
  await look(page, 'opening-places')
})
