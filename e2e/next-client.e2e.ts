import { describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { browsedCentre, desk } from './browser.ts'

const centre = await browsedCentre()
const { visitAs, call, as } = centre

const first = '049190000021|205123421|Nguyễn Thị Thử|12031990|Nữ|Phường Tam Kỳ, thành phố Đà Nẵng|01062021'
const second = '049190000022|205123422|Nguyễn Thị Thử|01021985|Nữ|Phường Bàn Thạch, thành phố Đà Nẵng|02062021'

async function scan(page: Page, card: string): Promise<void> {
  await page.getByLabel(desk('intake.scan')).focus()
  await page.keyboard.insertText(card)
  await page.keyboard.press('Enter')
}

const value = async (page: Page, label: string) => await page.getByLabel(label, { exact: true }).inputValue()

async function intakeBegun(login: string): Promise<Page> {
  const page = await visitAs(login, '/desk/tiep-nhan')
  await page.getByRole('heading', { name: desk('area.intake'), level: 1 }).waitFor()
  await scan(page, first)
  await expect.poll(() => value(page, desk('intake.idNumber'))).toBe('049190000021')
  await page.getByLabel(desk('intake.phone')).fill('0905111222')
  return page
}

async function chooseAndAccept(page: Page): Promise<string> {
  await page.getByRole('combobox', { name: desk('intake.procedure.find') }).fill('dkkd')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: desk('intake.papers') }).waitFor()
  await page.keyboard.press('F2')
  await page.keyboard.press('Control+Enter')
  await page.getByText(desk('accepted.title', { name: 'Nguyễn Thị Thử' })).waitFor()
  return (await page.locator('.accepted__code .code').textContent()) ?? ''
}

const dossiersOf = async (idNumber: string) =>
  (await call<{ items: { code: string }[] }>(await as('tiepnhan1'), 'GET', `/dossiers?q=${idNumber}`)).body.items

describe('after a dossier is accepted', () => {
  test('F9 offers no draft of it, and going back to its address cannot accept it a second time', async () => {
    const page = await intakeBegun('tiepnhan2')
    const address = page.url()
    const code = await chooseAndAccept(page)
    await page.keyboard.press('F9')
    await expect.poll(() => value(page, desk('intake.fullName'))).toBe('')
    await page.waitForLoadState('networkidle')
    expect(await page.getByText('Nguyễn Thị Thử').count()).toBe(0)

    await page.goto(address)
    await page.getByRole('heading', { name: desk('area.intake'), level: 1 }).waitFor()
    expect(await value(page, desk('intake.fullName'))).toBe('')
    expect((await dossiersOf('049190000021')).map((each) => each.code)).toEqual([code])
  })

  test('a second tab on the same draft is shown the dossier it became, and makes no second one', async () => {
    const page = await intakeBegun('tiepnhan3')
    await page.getByText(desk('draft.saved', { at: '' }).trim()).waitFor()
    const twin = await page.context().newPage()
    await twin.goto(page.url())
    await expect.poll(() => value(twin, desk('intake.idNumber'))).toBe('049190000021')
    await twin.getByRole('combobox', { name: desk('intake.procedure.find') }).fill('dkkd')
    await twin.keyboard.press('Enter')
    await twin.getByRole('heading', { name: desk('intake.papers') }).waitFor()
    await twin.keyboard.press('F2')
    const before = (await dossiersOf('049190000021')).length
    const code = await chooseAndAccept(page)
    await twin.keyboard.press('Control+Enter')
    await twin.getByRole('alert').getByText(code).first().waitFor()
    expect((await dossiersOf('049190000021')).length).toBe(before + 1)
  })
})

describe('the next client', () => {
  test('another person’s card is asked about; the new intake has nothing of the first, and the first stays a draft', async () => {
    const page = await intakeBegun('tiepnhan4')
    await page.getByText(desk('draft.saved', { at: '' }).trim()).waitFor()
    await scan(page, second)
    await page.getByText(desk('intake.another.title')).waitFor()
    expect(await value(page, desk('intake.idNumber'))).toBe('049190000021')
    await page.getByRole('button', { name: desk('intake.another.yes') }).click()
    await expect.poll(() => value(page, desk('intake.idNumber'))).toBe('049190000022')
    expect(await value(page, desk('intake.phone'))).toBe('')
    const token = await as('tiepnhan4')
    const { body } = await call<{ items: { key: string }[] }>(token, 'GET', '/drafts')
    type Kept = { form: { idNumber: string; phone: string } }
    const opened = await Promise.all(body.items.map(async ({ key }) => (await call<Kept>(token, 'GET', `/drafts/${key}`)).body.form))
    expect(opened.map(({ idNumber, phone }) => [idNumber, phone])).toContainEqual(['049190000021', '0905111222'])
  })

  test('a wrong number typed before the scan is corrected for the same person, and the telephone stays', async () => {
    const page = await visitAs('tiepnhan1', '/desk/tiep-nhan')
    await page.getByLabel(desk('intake.idNumber'), { exact: true }).fill('049190000029')
    await page.getByLabel(desk('intake.phone')).fill('0905111333')
    await scan(page, first)
    await page.getByRole('button', { name: desk('intake.another.no') }).click()
    await expect.poll(() => value(page, desk('intake.idNumber'))).toBe('049190000021')
    expect(await value(page, desk('intake.phone'))).toBe('0905111333')
  })

  test('a number typed by hand over a scanned card is asked about before anything is filed, and the card’s number comes back', async () => {
    const page = await intakeBegun('tiepnhan2')
    const before = (await dossiersOf('049190000022')).length
    await page.getByLabel(desk('intake.idNumber'), { exact: true }).fill('049190000022')
    await page.keyboard.press('Control+Enter')
    await page.getByText(desk('intake.edited.title')).waitFor()
    await expect.poll(() => page.locator(':focus').textContent()).toContain(desk('intake.edited.same'))
    expect((await dossiersOf('049190000022')).length).toBe(before)
    await page.getByText(`${desk('intake.idNumber')}: 049190000021 → 049190000022`).waitFor()
    await page.getByRole('button', { name: desk('intake.edited.back') }).click()
    await expect.poll(() => value(page, desk('intake.idNumber'))).toBe('049190000021')

    await page.getByLabel(desk('intake.idNumber'), { exact: true }).fill('049190000022')
    await page.keyboard.press('Tab')
    await page.getByRole('button', { name: desk('intake.another.yes') }).click()
    await expect.poll(() => value(page, desk('intake.idNumber'))).toBe('049190000022')
    expect(await value(page, desk('intake.fullName'))).toBe('')
    expect(await value(page, desk('intake.phone'))).toBe('')
    const token = await as('tiepnhan2')
    type Kept = { form: { idNumber: string; phone: string } }
    const kept = async () => {
      const { body } = await call<{ items: { key: string }[] }>(token, 'GET', '/drafts')
      const opened = await Promise.all(body.items.map(async ({ key }) => (await call<Kept>(token, 'GET', `/drafts/${key}`)).body.form))
      return opened.map(({ idNumber, phone }) => [idNumber, phone])
    }
    await expect.poll(kept).toContainEqual(['049190000021', '0905111222'])
    await expect.poll(kept).toContainEqual(['049190000022', ''])
  })

  test('the page names the fields a card replaced and can undo it; the representative’s card fills only their section', async () => {
    const page = await visitAs('tiepnhan3', '/desk/tiep-nhan')
    await page.getByLabel(desk('intake.address'), { exact: true }).fill('Thôn 3')
    await scan(page, first)
    await page.getByText(desk('intake.taken')).waitFor()
    await page.getByRole('button', { name: desk('intake.taken.undo') }).click()
    await expect.poll(() => value(page, desk('intake.address'))).toBe('Thôn 3')
    expect(await value(page, desk('intake.idNumber'))).toBe('')

    await scan(page, first)
    await page.getByText(desk('intake.represented')).click()
    await scan(page, second)
    await page.getByRole('button', { name: desk('intake.another.representative') }).click()
    await expect.poll(() => value(page, desk('intake.representative.idNumber'))).toBe('049190000022')
    expect(await value(page, desk('intake.idNumber'))).toBe('049190000021')
  })

  test('after sign-out another officer in the same tab finds nothing of the first one’s client', async () => {
    const page = await intakeBegun('tiepnhan1')
    const address = page.url()
    await page.getByText(desk('draft.saved', { at: '' }).trim()).waitFor()
    await page.goto(new URL('/desk/phien', address).href)
    await page.getByRole('button', { name: desk('sessions.signOut') }).click()
    await page.waitForURL('**/desk/dang-nhap')
    expect(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('intake-')))).toEqual([])

    await page
      .context()
      .addCookies([{ name: 'motcua', value: await as('tiepnhan2'), url: centre.address, httpOnly: true, sameSite: 'Lax' }])
    await page.goto(address)
    await page.getByRole('heading', { name: desk('area.intake'), level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    expect(await value(page, desk('intake.idNumber'))).toBe('')
    expect(await value(page, desk('intake.phone'))).toBe('')
  })
})
