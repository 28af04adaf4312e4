import { describe, expect, test } from 'vitest'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { browsedCentre, desk, portal } from './browser.ts'

const centre = await browsedCentre()
const { visitAs, visit, call, as, accepted, handOver } = centre

/** Tách thửa of the demonstration pack: the lead redraws the map while the tax office answers in a sub-dossier. */
const land = await centre.procedureOf('q=T%C3%A1ch%20th%E1%BB%ADa&handling=forwarded&agency=H47.03')

const faults = async (page: Page): Promise<string[]> =>
  (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`)
const picture = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['MOTCUA_PICTURES']
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

describe('a dossier at two agencies at once', () => {
  test('from the lead to the tax office and back: each agency sees and completes its part, and the branches join', async () => {
    const { code, lookupSecret } = await accepted(land, 'Nguyễn Thị Tách')
    const list = await handOver(land, code)
    await call(await as('thuly.stnmt'), 'POST', `/handovers/${list}/receive`, { dossierCodes: [code] })
    const post = async (login: string, act: string, more: object = {}) => {
      const done = await call(await as(login), 'POST', `/dossiers/${code}/acts`, { act, ...more })
      expect(done.status, JSON.stringify(done.body)).toBe(200)
    }
    await post('truongphong.stnmt', 'complete_step')

    // The lead finishes the step from which the ways part.
    const lead = await visitAs('thuly.stnmt', `/desk/ho-so/${code}`)
    await lead.getByRole('button', { name: 'Hoàn thành bước' }).first().click()
    await lead.getByRole('dialog').getByRole('button', { name: 'Hoàn thành bước' }).click()
    await lead.getByRole('tab', { name: desk('part.title') }).click()
    const own = lead.locator('li.panel', { hasText: 'Chỉnh bản đồ địa chính, in giấy từng thửa' })
    const theirs = lead.locator('li.panel', { hasText: 'Tính tiền thuế, phí khi tách thửa' })
    await own.getByRole('button', { name: 'Hoàn thành bước' }).waitFor()
    await theirs.getByText(`${code}-01`).waitFor()
    expect(await theirs.getByRole('button', { name: 'Hoàn thành bước' }).count()).toBe(0)
    // The page without the announcement of the last act.
    await lead.reload()
    await own.getByRole('button', { name: 'Hoàn thành bước' }).waitFor()
    // An act that is not theirs shows the reason.
    await theirs.locator('summary').click()
    await theirs.locator('.act-button__reason').first().waitFor()
    expect(await faults(lead)).toEqual([])
    await picture(lead, 'parts-lead-1440')
    await lead.setViewportSize({ width: 390, height: 844 })
    await picture(lead, 'parts-lead-390')
    await lead.setViewportSize({ width: 1440, height: 900 })
    await lead.getByRole('tab', { name: desk('dossier.process') }).click()
    await lead.locator('.process-picture__box[data-current]').first().waitFor()
    expect(await lead.locator('.process-picture__box[data-current]').count()).toBe(2)
    await picture(lead, 'parts-drawing-1440')

    // The tax office finds its part in its inbox, by time left.
    const tax = await visitAs('thuly.cucthue', '/desk/viec?muc=parts')
    await tax.locator('a.dossier-row', { hasText: 'Nguyễn Thị Tách' }).click()
    await tax.getByRole('button', { name: 'Hoàn thành bước' }).first().click()
    const dialog = tax.getByRole('dialog')
    await dialog.waitFor()
    expect(await faults(tax)).toEqual([])
    await dialog.getByRole('button', { name: 'Hoàn thành bước' }).click()
    // A sub-dossier is answered under a number: without it nothing is done.
    await dialog.getByText('Xin ghi số kết quả').first().waitFor()
    await dialog.getByLabel(desk('act.resultNumber')).fill('15/TB-CT')
    await dialog.getByLabel(desk('act.resultName')).fill('Thông báo nghĩa vụ tài chính')
    await picture(tax, 'parts-tax-1440')
    await dialog.getByRole('button', { name: 'Hoàn thành bước' }).click()
    await tax.getByText('Thông báo nghĩa vụ tài chính số 15/TB-CT').first().waitFor()

    // The holder of the slip sees at which agencies the dossier is.
    const citizen = await visit('/tra-cuu')
    await citizen.getByLabel(portal('track.code')).fill(code)
    await citizen.getByLabel(portal('track.secret')).fill(lookupSecret)
    await citizen.getByRole('button', { name: portal('track.button') }).click()
    await citizen.getByText(portal('track.parts')).waitFor()
    expect(await faults(citizen)).toEqual([])
    await picture(citizen, 'parts-portal-1440')

    // The last branch brings them together.
    await lead.getByRole('tab', { name: desk('part.title') }).click()
    await own.getByRole('button', { name: 'Hoàn thành bước' }).click()
    await lead.getByRole('dialog').getByRole('button', { name: 'Hoàn thành bước' }).click()
    await lead.getByRole('dialog').waitFor({ state: 'detached' })
    await expect
      .poll(async () => (await call<{ standing: number[] }>(await as('thuly.stnmt'), 'GET', `/dossiers/${code}`)).body.standing)
      .toEqual([6])
  })

  test('the inbox with parts fits 390 pixels, and an empty list says that it is empty', async () => {
    const page = await visitAs('thuly.sxd', '/desk/viec?muc=parts', { viewport: { width: 390, height: 844 } })
    await page.getByText(desk('part.empty')).waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
    expect(await faults(page)).toEqual([])
    await picture(page, 'parts-inbox-390')
  })
})
