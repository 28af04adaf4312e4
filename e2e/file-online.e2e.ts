import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { png } from '../server/src/testing/arriving-files.ts'
import { browsedCentre, portal } from './browser.ts'
import { signInAs } from './filing-online.ts'

const { visit } = await browsedCentre()
/** It has a form of its own with conditions, a paper that the form replaces, and one to upload. */
const code = '2.000635'
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const go = async (page: Page): Promise<void> => await button(page, portal('file.go')).click()

/** From the page of the procedure to the parts of a draft, as somebody of the stand-in provider. */
async function begin(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: portal('procedure.online'), exact: true }).click()
  await signInAs(page, name)
  await button(page, portal('file.begin')).click()
  await page.getByRole('heading', { name: portal('file.parts'), level: 1 }).waitFor()
}

test('from the procedure to the confirmation without scripts: faults with what was typed, a question that opens, files, once sent', async () => {
  const page = await visit(`/thu-tuc/${code}`, { javaScriptEnabled: false, viewport: { width: 390, height: 844 } })
  await begin(page, 'Nguyễn Thị Thử')
  await page.getByRole('link', { name: /^Người nộp hồ sơ/u }).click()
  // Who they are comes from their identity and is no field here.
  expect(await page.locator('#fullName').textContent()).toContain('Nguyễn Thị Thử')
  await page.getByLabel('Nữ').check()
  await go(page)
  await page.locator('#phone').fill('12')
  await go(page)
  expect(await page.title()).toContain('Lỗi')
  expect(await page.locator('.error-summary a').getAttribute('href')).toBe('#phone')
  expect(await page.locator('#phone').inputValue()).toBe('12')
  await page.locator('#phone').fill('0905 000 001')
  await go(page)
  // Nobody asked for the spouse yet: marriage opens that question, on the same page.
  expect(await page.locator('#spouseName').isVisible()).toBe(false)
  await page.getByLabel('Kết hôn').check()
  await page.locator('#subjectName').fill('Nguyễn Thị Thử')
  await page.locator('#subjectBorn').fill('1990')
  await page.getByLabel('Chính tôi').check()
  await page.locator('#office').fill('Xã Mẫu, huyện Cũ')
  await page.locator('#copies').fill('2')
  await go(page)
  await page.locator('#spouseName').fill('Trần Văn Mẫu')
  await go(page)
  await page.getByLabel('Đến quầy nhận').check()
  await go(page)
  const paper = page.locator('#paper-2')
  await paper.locator('input[type=file]').setInputFiles([
    { name: 'Căn cước.png', mimeType: 'image/png', buffer: png },
    { name: 'không phải.pdf', mimeType: 'application/pdf', buffer: Buffer.from('chữ') },
  ])
  await paper.locator('button', { hasText: portal('file.upload.send') }).click()
  expect(await page.locator('.error-summary').textContent()).toContain('không phải.pdf')
  expect(await paper.textContent()).toContain('Căn cước.png')
  await page.getByRole('link', { name: portal('file.go') }).click()
  expect(await page.locator('#line-spouseName').textContent()).toContain('Trần Văn Mẫu')
  await button(page, portal('file.send')).click()
  await page.getByRole('heading', { name: portal('filed.title'), level: 1 }).waitFor()
  const filed = await page.locator('.filed__code').textContent()
  expect(await page.locator('main').textContent()).toContain('Căn cước.png')
  // Back shows what was filed, and files nothing again.
  await page.goBack()
  await page.reload()
  expect(await page.locator('.filed__code').textContent()).toBe(filed)
})

test('with scripts: input is saved automatically, a lost session is reported once and loses nothing, and an IME key submits nothing', async () => {
  const page = await visit(`/thu-tuc/${code}`)
  await begin(page, 'Lê Thị Ví Dụ')
  const draft = page.url()
  await page.goto(`${draft}/phan/contact`)
  await page.locator('#email').fill('vi-du@example.com')
  await page.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.ok())
  await page.locator('[data-save-state]', { hasText: /^Đã lưu lúc \d\d:\d\d$/u }).waitFor()
  await page.reload()
  expect(await page.locator('#email').inputValue()).toBe('vi-du@example.com')

  const isStopped = await page.locator('#email').evaluate((field) => {
    const event = new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true })
    return !field.dispatchEvent(event)
  })
  expect(isStopped).toBe(true)

  const cookies = await page.context().cookies()
  await page.context().clearCookies()
  await page.locator('#email').fill('khac@example.com')
  const alert = page.locator('[data-save-fault]')
  await alert.waitFor()
  expect(await alert.textContent()).toContain(portal('file.fault.session'))
  expect(await alert.evaluate((box) => document.activeElement === box)).toBe(true)
  expect(await button(page, portal('file.go')).isDisabled()).toBe(true)
  await page.context().addCookies(cookies)
  await page.reload()
  await page.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.ok())
  expect(await page.locator('#email').inputValue()).toBe('khac@example.com')
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
})
