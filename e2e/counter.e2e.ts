import { describe, expect, test } from 'vitest'
import { browsedCentre, desk } from './browser.ts'
import type { Dossier } from './browser.ts'

const centre = await browsedCentre()
const { visit, visitAs, call, as } = centre

const card = '049190000011|205123456|Nguyễn Thị Thử|12031990|Nữ|Phường Tam Kỳ, thành phố Đà Nẵng|01062021'

describe('the counter, by keyboard alone', () => {
  test('a citizen with a card is received in at most 25 keys', async () => {
    const page = await visit('/desk')
    await page.getByRole('heading', { name: desk('signIn.title') }).waitFor()
    await page.keyboard.type('tiepnhan1')
    await page.keyboard.press('Tab')
    await page.keyboard.type('motcua-demo')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: desk('home.greeting', { name: '' }).trim() }).waitFor()
    await page.keyboard.press('g')
    await page.keyboard.press('t')
    await page.getByRole('heading', { name: desk('area.intake'), level: 1 }).waitFor()

    // A scanner is a keyboard that types fast and ends with Enter; its keys are the machine's, not the officer's.
    const scan = page.getByLabel(desk('intake.scan'))
    await expect.poll(() => scan.evaluate((field) => field === document.activeElement)).toBe(true)
    const began = performance.now()
    await page.keyboard.insertText(card)
    await page.keyboard.press('Enter')
    const phone = page.getByLabel(desk('intake.phone'))
    await expect.poll(() => phone.evaluate((field) => field === document.activeElement)).toBe(true)
    expect(await page.getByLabel(desk('intake.fullName'), { exact: true }).inputValue()).toBe('Nguyễn Thị Thử')
    expect(await page.getByLabel(desk('intake.idNumber'), { exact: true }).inputValue()).toBe('049190000011')
    expect(await page.getByLabel(desk('intake.bornOn')).inputValue()).toBe('12/03/1990')

    let keys = 0
    const press = async (key: string): Promise<void> => {
      keys += key.split('+').length
      await page.keyboard.press(key)
    }
    const type = async (text: string): Promise<void> => {
      for (const key of text) await press(key)
    }
    await type('0905000011')
    await press('Enter')
    await type('dkkd')
    await press('Enter')
    await page.getByRole('heading', { name: desk('intake.papers') }).waitFor()
    await press('F2')
    await press('Control+Enter')

    await page.getByText(desk('accepted.title', { name: 'Nguyễn Thị Thử' })).waitFor()
    const code = (await page.locator('.accepted__code .code').textContent()) ?? ''
    expect(code).toMatch(/^H47\.01-\d{6}-\d{4,}$/)
    await page.getByRole('button', { name: desk('accepted.print') }).waitFor()
    // Printing is one more key: the button already has the focus.
    const [paper] = await Promise.all([page.context().waitForEvent('page'), press('Enter')])
    await paper.close()
    expect(keys).toBe(20)
    // A person types three keys a second or more; what the machine takes in between is the rest of the minute.
    expect((performance.now() - began) / 1000 + keys / 3).toBeLessThan(60)

    const token = await as('tiepnhan1')
    const dossier = await call<Dossier & { documents: { url: string }[] }>(token, 'GET', `/dossiers/${code}`)
    expect(dossier.body.state).toBe('accepted')
    const slip = await page.context().request.get(`${centre.address}/api/v1/dossiers/${code}/documents/receipt-slip.pdf`)
    expect([slip.status(), slip.headers()['content-type'], (await slip.body()).subarray(0, 5).toString()]).toEqual([
      200,
      'application/pdf',
      '%PDF-',
    ])

    await page.keyboard.press('F9')
    await expect.poll(() => page.getByLabel(desk('intake.scan')).evaluate((field) => field === document.activeElement)).toBe(true)
    expect(await page.getByLabel(desk('intake.fullName'), { exact: true }).inputValue()).toBe('')
  })

  test('a wrong password says so, keeps the login and gives nothing away', async () => {
    const page = await visit('/desk/dang-nhap')
    await page.getByLabel(desk('signIn.login')).fill('tiepnhan1')
    await page.getByLabel(desk('signIn.password')).fill('sai mật khẩu')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').first().waitFor()
    expect(await page.getByLabel(desk('signIn.login')).inputValue()).toBe('tiepnhan1')
  })

  test('a draft survives a reload, even in a browser that remembers nothing', async () => {
    const page = await visitAs('tiepnhan2', '/desk/tiep-nhan')
    await page.getByLabel(desk('intake.fullName'), { exact: true }).fill('Trần Văn Ví Dụ')
    await page.getByLabel(desk('intake.address')).fill('Thôn Thử, xã Nghiệm')
    await page.getByText(desk('draft.saved', { at: '' }).trim()).waitFor()
    await page.evaluate(() => sessionStorage.clear())
    await page.reload()
    await expect.poll(() => page.getByLabel(desk('intake.fullName'), { exact: true }).inputValue()).toBe('Trần Văn Ví Dụ')
    expect(await page.getByLabel(desk('intake.address')).inputValue()).toBe('Thôn Thử, xã Nghiệm')
  })
})

test('after the browser is closed and reopened, the draft is offered and restored completely', async () => {
  const first = await visitAs('tiepnhan4', '/desk/tiep-nhan')
  await first.getByLabel(desk('intake.fullName'), { exact: true }).fill('Phạm Quang Trình')
  await first.getByRole('combobox', { name: desk('intake.procedure.find') }).fill('dkkd')
  await first.keyboard.press('Enter')
  await first.getByRole('heading', { name: desk('intake.papers') }).waitFor()
  await first.keyboard.press('F2')
  await first.getByLabel(desk('intake.phone')).fill('0905000014')
  await expect
    .poll(async () => {
      const token = await as('tiepnhan4')
      const { body } = await call<{ items: { key: string }[] }>(token, 'GET', '/drafts')
      const opened = body.items.map(async ({ key }) => (await call<{ form: { phone?: string } }>(token, 'GET', `/drafts/${key}`)).body.form)
      return (await Promise.all(opened)).map(({ phone }) => phone)
    })
    .toContain('0905000014')
  await first.context().close()

  const again = await visitAs('tiepnhan4', '/desk/tiep-nhan')
  await again.getByRole('link', { name: 'Phạm Quang Trình' }).click()
  await expect.poll(() => again.getByLabel(desk('intake.fullName'), { exact: true }).inputValue()).toBe('Phạm Quang Trình')
  expect(await again.getByLabel(desk('intake.phone')).inputValue()).toBe('0905000014')
  await again.getByRole('heading', { name: desk('intake.papers') }).waitFor()
  expect(await again.getByRole('checkbox', { checked: true }).count()).toBeGreaterThan(0)
})

describe('the slip beside the intake', () => {
  /** The intake with its slip drawn, and what the drawing says. */
  async function beside() {
    const page = await visitAs('tiepnhan3', '/desk/tiep-nhan')
    const slip = page.getByRole('complementary', { name: desk('slip.label') })
    const picture = slip.getByRole('img')
    await picture.waitFor()
    const says = async (line: string): Promise<void> => await slip.getByText(line, { exact: true }).waitFor({ state: 'attached' })
    return { page, slip, picture, says, src: async () => await picture.getAttribute('src') }
  }

  test('is the printed form as far as the intake is typed, with its text for screen readers', async () => {
    const { page, picture, says, src } = await beside()
    await says('Tiếp nhận hồ sơ của: chưa ghi')
    const blank = await src()
    await page.getByLabel(desk('intake.fullName'), { exact: true }).fill('Lê Thị Minh Họa')
    await says('Tiếp nhận hồ sơ của: Lê Thị Minh Họa')
    await expect.poll(src).not.toBe(blank)
    // A5, drawn and not empty: a picture that cannot be read has no size.
    const [width = 0, height = 0] = await picture.evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight])
    expect((width / height).toFixed(2)).toBe((148 / 210).toFixed(2))
  })

  test('keeps its last state while the server is away and says so; no input is lost', async () => {
    const { page, slip, says, src } = await beside()
    await page.getByLabel(desk('intake.fullName'), { exact: true }).fill('Võ Thị Diễn')
    await says('Tiếp nhận hồ sơ của: Võ Thị Diễn')
    const kept = await src()
    await page.route('**/api/v1/slip-pictures', async (route) => await route.abort())
    await page.getByLabel(desk('intake.address')).fill('Thôn Thử, xã Nghiệm')
    await slip.getByText(desk('slip.notDrawn')).waitFor()
    expect(await src()).toBe(kept)
    await page.unroute('**/api/v1/slip-pictures')
    await page.getByLabel(desk('intake.address')).fill('Thôn Thử, xã Nghiệm, tỉnh Mẫu')
    await says('Địa chỉ: Thôn Thử, xã Nghiệm, tỉnh Mẫu')
    expect(await slip.getByText(desk('slip.notDrawn')).count()).toBe(0)
  })

  test('never blocks typing: a preview is requested only after a pause, and a slow one delays nothing', async () => {
    const { page } = await beside()
    let asked = 0
    await page.route('**/api/v1/slip-pictures', async (route) => {
      asked += 1
      await new Promise((done) => setTimeout(done, 20_000))
      await route.abort().catch(() => undefined)
    })
    const address = page.getByLabel(desk('intake.address'))
    await address.focus()
    await page.keyboard.type('Số 15 đường Thử Nghiệm, phường Mẫu, tỉnh Ví Dụ', { delay: 15 })
    expect(await address.inputValue()).toBe('Số 15 đường Thử Nghiệm, phường Mẫu, tỉnh Ví Dụ')
    // Forty-six letters are not forty-six drawings. A slow machine may pause once or twice by itself.
    expect(asked).toBeLessThan(6)
    await page.unrouteAll({ behavior: 'ignoreErrors' })
  })
})

describe('an incomplete dossier', () => {
  /** At the intake form: the person, the procedure, and only the first of its papers. */
  async function begun(login: string) {
    const procedure = await centre.procedureOf('handling=forwarded&agency=H47.01')
    const page = await visitAs(login, '/desk/tiep-nhan')
    await page.getByLabel(desk('intake.scan')).fill(card)
    await page.keyboard.press('Enter')
    await expect.poll(() => page.getByLabel(desk('intake.fullName'), { exact: true }).inputValue()).toBe('Nguyễn Thị Thử')
    await page.getByLabel(desk('intake.phone')).fill('0905000011')
    await page.getByRole('combobox', { name: desk('intake.procedure.find') }).fill(procedure.code)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: desk('intake.papers') }).waitFor()
    return { page, procedure }
  }

  const filedOf = async (login: string): Promise<number> =>
    (await call<{ items: unknown[] }>(await as(login), 'GET', '/dossiers?q=049190000011')).body.items.length

  test('one request asks for everything that is missing, and the dossier continues when it is provided', async () => {
    const { page, procedure } = await begun('tiepnhan1')
    await page.getByRole('button', { name: desk('intake.askSupplement') }).click()
    const dialog = page.getByRole('dialog')
    const asked = await dialog.getByLabel(desk('act.defects')).inputValue()
    const missing = procedure.components.filter((paper) => paper.required)
    expect(asked.split('\n').length).toBe(missing.length)
    // Closed without sending, there is no dossier.
    const before = await filedOf('tiepnhan1')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    expect(await filedOf('tiepnhan1')).toBe(before)
    await page.getByRole('button', { name: desk('intake.askSupplement') }).click()
    await dialog.getByRole('button').last().click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByRole('heading', { name: desk('answered.asked', { name: 'Nguyễn Thị Thử' }) }).waitFor()
    expect(await filedOf('tiepnhan1')).toBe(before + 1)
    const code = /H47\.01-\d{6}-\d{4,}/u.exec((await page.textContent('main')) ?? '')?.[0] ?? ''
    // The very next key prints.
    const print = page.getByRole('link', { name: desk('dossier.printPaper') })
    await expect.poll(async () => await print.evaluate((link) => link === document.activeElement)).toBe(true)
    expect(await print.getAttribute('href')).toBe(`/api/v1/dossiers/${code}/documents/supplement-request.pdf`)

    const counter = await as('tiepnhan1')
    const waiting = (await call<Dossier>(counter, 'GET', `/dossiers/${code}`)).body
    expect(waiting.state).toBe('awaiting_supplement')
    const letter = await page.context().request.get(`${centre.address}/api/v1/dossiers/${code}/documents/supplement-request.pdf`)
    expect([letter.status(), (await letter.body()).subarray(0, 5).toString()]).toEqual([200, '%PDF-'])
    // The citizen's page with the code and the secret that the officer reads out.
    const secret = (await page.getByText(desk('accepted.secret')).locator('strong').textContent()) ?? ''
    const tracked = await call<{ stateName: string }>(null, 'POST', '/tracking', { code, secret })
    expect(tracked.body.stateName).toBe('Chờ bổ sung giấy tờ')

    const papers = procedure.components.map((paper) => ({
      componentNo: paper.no,
      originals: paper.originals ?? 1,
      copies: paper.copies ?? 0,
    }))
    expect((await centre.act('tiepnhan1', code, 'supplement', { papers })).state).toBe('filed')
    expect((await centre.act('tiepnhan1', code, 'accept', { papers: [] })).state).toBe('accepted')
  })

  test('without a network the page says so at once, sends nothing later by itself, and a second press files one dossier', async () => {
    const { page } = await begun('tiepnhan4')
    await page.keyboard.press('F2')
    const filed = async (): Promise<number> => await filedOf('tiepnhan4')
    const before = await filed()
    await page.context().setOffline(true)
    await page.keyboard.press('Control+Enter')
    // Nothing is wrong with what was typed, and the page does not say so.
    await page.getByRole('alert').getByRole('heading', { name: 'Chưa gửi được' }).waitFor()
    expect(await page.getByLabel(desk('intake.fullName'), { exact: true }).inputValue()).toBe('Nguyễn Thị Thử')
    await page.context().setOffline(false)
    await page.getByText(desk('draft.saved', { at: '' }).trim()).waitFor()
    expect(await filed()).toBe(before)
    await page.getByRole('button', { name: desk('intake.accept') }).dblclick()
    await page.locator('.accepted').waitFor()
    expect(await filed()).toBe(before + 1)
  })

  test('a refusal at the counter needs its reason, and leaves a letter', async () => {
    const { page } = await begun('tiepnhan2')
    const before = await filedOf('tiepnhan2')
    await page.getByRole('button', { name: desk('intake.refuse') }).click()
    const dialog = page.getByRole('dialog')
    const reason = dialog.getByLabel(desk('act.reason'))
    // Missing papers are no reason of the law: nothing is written for the officer.
    expect(await reason.inputValue()).toBe('')
    await dialog.getByRole('button').last().click()
    await dialog.getByRole('alert').first().waitFor()
    expect(await filedOf('tiepnhan2')).toBe(before)
    // The paper is read before it is sent: without its reason it is refused there too, and reading files nothing.
    const read = dialog.getByRole('button', { name: desk('act.readDraft', { title: 'Phiếu từ chối tiếp nhận giải quyết hồ sơ' }) })
    await read.click()
    await expect.poll(async () => await reason.getAttribute('aria-invalid')).toBe('true')
    await reason.fill('Thủ tục này thuộc thẩm quyền của Ủy ban nhân dân xã.')
    const drawn = page.waitForResponse((response) => response.url().endsWith('/document-drafts'))
    await read.click()
    const paper = await drawn
    expect([paper.status(), paper.headers()['content-type']]).toEqual([200, 'application/pdf'])
    await dialog.getByRole('alert').waitFor({ state: 'detached' })
    expect(await filedOf('tiepnhan2')).toBe(before)
    await dialog.getByRole('button').last().click()
    await page.getByRole('heading', { name: desk('answered.refused', { name: 'Nguyễn Thị Thử' }) }).waitFor()
    const code = /H47\.01-\d{6}-\d{4,}/u.exec((await page.textContent('main')) ?? '')?.[0] ?? ''
    const refused = (await call<Dossier & { outcome: string }>(await as('tiepnhan2'), 'GET', `/dossiers/${code}`)).body
    expect([refused.state, refused.outcome]).toEqual(['refused', 'refused'])
    const letter = await page.context().request.get(`${centre.address}/api/v1/dossiers/${code}/documents/refusal.pdf`)
    expect([letter.status(), (await letter.body()).subarray(0, 5).toString()]).toEqual([200, '%PDF-'])
    // On the page of the dossier too, by a key.
    await page.getByRole('link', { name: desk('accepted.open') }).click()
    const print = page.getByRole('link', { name: desk('dossier.printPaper') })
    await print.waitFor()
    const opened = page.waitForEvent('popup')
    await page.keyboard.press('Shift+P')
    await (await opened).close()
  })

  test('the text of an answer is kept while the form behind it is corrected', async () => {
    const { page } = await begun('tiepnhan3')
    await page.getByLabel(desk('intake.phone')).fill('12')
    await page.getByRole('button', { name: desk('intake.refuse') }).click()
    const dialog = page.getByRole('dialog')
    const reason = 'Thủ tục này thuộc thẩm quyền của Ủy ban nhân dân xã.'
    await dialog.getByLabel(desk('act.reason')).fill(reason)
    await dialog.getByRole('button').last().click()
    await dialog.waitFor({ state: 'hidden' })
    await expect.poll(() => page.getByLabel(desk('intake.phone')).getAttribute('aria-invalid')).toBe('true')
    await page.getByLabel(desk('intake.phone')).fill('0905000011')
    await page.getByRole('button', { name: desk('intake.refuse') }).click()
    expect(await dialog.getByLabel(desk('act.reason')).inputValue()).toBe(reason)
    // Cancelled, it is gone.
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: desk('intake.refuse') }).click()
    expect(await dialog.getByLabel(desk('act.reason')).inputValue()).toBe('')
  })
})

describe('the officer of an agency', () => {
  test('finds the dossier in the inbox, sees why not everything may be done, and completes the step', async () => {
    const procedure = await centre.procedureOf('handling=forwarded&agency=H47.01')
    const { code } = await centre.accepted(procedure, 'Lê Thị Minh Họa')
    const number = await centre.handOver(procedure, code)
    await call(await as('thuly.skhdt'), 'POST', `/handovers/${number}/receive`, { dossierCodes: [code] })
    const logins: Readonly<Record<string, string>> = {
      case_officer: 'thuly',
      unit_head: 'truongphong',
      signatory: 'lanhdao',
      clerk: 'vanthu',
    }
    const before = (await call<Dossier>(await as('thuly.skhdt'), 'GET', `/dossiers/${code}`)).body
    const officer = `${logins[before.step?.role ?? ''] ?? 'thuly'}.skhdt`
    const seen = (await call<Dossier>(await as(officer), 'GET', `/dossiers/${code}`)).body
    const complete = seen.actions.find((action) => action.act === 'complete_step')
    expect(complete?.allowed).toBe(true)

    const page = await visitAs(officer, '/desk/viec')
    await page.getByRole('link', { name: 'Lê Thị Minh Họa' }).click()
    await page.getByText(code, { exact: true }).first().waitFor()

    const refused = seen.actions.filter((action) => !action.allowed)
    await page.getByText(desk('dossier.actsNotNow', { count: refused.length })).click()
    for (const action of refused) {
      const button = page.getByRole('button', { name: action.name, exact: true, disabled: true })
      const reasonId = await button.first().getAttribute('aria-describedby')
      expect(await page.locator(`[id="${reasonId}"]`).textContent()).toContain(action.reason)
    }

    await page
      .getByRole('region', { name: desk('dossier.acts') })
      .getByRole('button', { name: complete?.name ?? '', disabled: false })
      .click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: complete?.name ?? '' })
      .click()
    await page.getByText(desk('dossier.done', { act: complete?.name ?? '', state: '' }).slice(0, 20)).waitFor()
    const after = (await call<Dossier & { timeline: { act: string }[] }>(await as(officer), 'GET', `/dossiers/${code}`)).body
    expect(after.timeline.map((each) => each.act)).toContain('complete_step')
  })
})
