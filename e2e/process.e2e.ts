import { describe, expect, test } from 'vitest'
import { AxeBuilder } from '@axe-core/playwright'
import { browsedCentre, desk, portal } from './browser.ts'

const centre = await browsedCentre()
const { visitAs, visit, call, as } = centre

type Draft = {
  id: string | null
  revision: number
  content: {
    process: { rows: { no: number; name: string; next: string; hours: number }[] }
    channels: { fees: { amountDong: number | null }[] }[]
  }
}
const procedure = await centre.procedureOf('handling=forwarded&agency=H47.01')
const draftOf = async (): Promise<Draft> => (await call<Draft>(await as('thietke'), 'GET', `/procedures/${procedure.code}/draft`)).body
const address = `/desk/thu-tuc/${procedure.code}/quy-trinh`

describe('the step table, by keyboard alone', () => {
  test('a step is added, named, forked, checked by the gate, undone, and published by another person', async () => {
    const page = await visitAs('thietke', address)
    const cell = (no: number, column: string) => page.getByLabel(desk('process.cell', { column, no }))
    const first = (await draftOf()).content.process.rows[0]!
    await cell(first.no, desk('process.column.name')).focus()
    await page.keyboard.press('Alt+Enter')
    const added = Math.max(...(await draftOf()).content.process.rows.map(({ no }) => no)) + 1
    const name = cell(added, desk('process.column.name'))
    await expect.poll(() => name.evaluate((field) => field === document.activeElement)).toBe(true)
    await page.keyboard.type('Đo đạc thực địa')
    await page.getByText(desk('process.saved')).waitFor()
    await expect.poll(async () => (await draftOf()).content.process.rows.map((row) => row.name)).toContain('Đo đạc thực địa')

    // Arrows stay in the column.
    await page.keyboard.press('ArrowUp')
    await expect.poll(() => cell(first.no, desk('process.column.name')).evaluate((field) => field === document.activeElement)).toBe(true)

    // A cell that cannot be read is said beside it and nothing is lost.
    const next = cell(first.no, desk('process.column.next'))
    const plain = await next.inputValue()
    await next.focus()
    await page.keyboard.press('Control+A')
    await page.keyboard.type('nếu channel = thì 3')
    await page.getByText(desk('process.notSaved')).waitFor()
    await page.keyboard.press('Alt+Z')
    await expect.poll(() => next.inputValue()).toBe(plain)
    await page.getByText(desk('process.saved')).waitFor()

    // Hours that are no number stay as they were typed, with a word about them; the draft keeps its own.
    const hours = cell(first.no, desk('process.column.hours'))
    const allotted = await hours.inputValue()
    for (const typed of ['abc', '-1', '9999999999']) {
      await hours.fill(typed)
      await hours.blur()
      await page.getByText(desk('process.number.unread')).waitFor()
      expect([await hours.inputValue(), await hours.getAttribute('aria-invalid')]).toEqual([typed, 'true'])
    }
    expect((await draftOf()).content.process.rows[0]?.hours).toBe(first.hours)
    await hours.fill(allotted)
    await hours.blur()
    await page.getByText(desk('process.number.unread')).waitFor({ state: 'detached' })

    // A condition chosen from the lists is written into the cell in words, and read.
    await page.locator('summary', { hasText: desk('process.condition.add') }).click()
    await page.getByRole('button', { name: desk('process.condition.write', { no: first.no }) }).click()
    const chosen = `nếu Hình thức nộp là trực tiếp thì hết; còn lại ${plain}`
    await expect.poll(() => next.inputValue()).toBe(chosen)
    await expect.poll(async () => (await draftOf()).content.process.rows[0]?.next).toBe(chosen)
    await next.focus()
    await page.keyboard.press('Alt+Z')
    await expect.poll(() => next.inputValue()).toBe(plain)

    // A step the fork leaves no way to is named by the gate.
    await next.focus()
    await page.keyboard.press('Control+A')
    await page.keyboard.type(`nếu channel = "online" thì hết; còn lại ${plain}`)
    await page.getByText('PATH_WITHOUT_SIGNATURE').waitFor()
    await page.keyboard.press('Alt+Z')
    await expect.poll(() => page.getByText('PATH_WITHOUT_SIGNATURE').count()).toBe(0)

    // A fee as people write it, key by key, is that fee; what is no sum stays as typed and is no fee.
    await page.locator('summary', { hasText: desk('process.channels.summary', { count: '' }).replace(' ()', '') }).click()
    const fee = page.locator('[id^="field-fee-amount-"]').first()
    if ((await fee.count()) === 0)
      await page
        .getByRole('button', { name: desk('process.addFee') })
        .first()
        .click()
    const feeKept = async () => (await draftOf()).content.channels.flatMap(({ fees }) => fees)[0]?.amountDong
    await fee.click()
    await page.keyboard.press('Control+A')
    await page.keyboard.type('75.000')
    await expect.poll(feeKept).toBe(75_000)
    await page.keyboard.type('x')
    await page.keyboard.press('Tab')
    await page.getByText(desk('process.number.unread')).waitFor()
    expect(await fee.inputValue()).toBe('75.000x')
    await expect.poll(feeKept).toBeNull()
    await page.keyboard.press('Alt+Z')

    // Who edited may read the whole, and why it is not theirs to publish.
    await page.getByRole('link', { name: desk('process.review') }).waitFor()
    await page.getByText('Ông/bà đã tham gia soạn bản này', { exact: false }).first().waitFor()

    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`)).toEqual([])
  })

  test('a BPMN file is read into the table and taken back; a bad one changes nothing and says why', async () => {
    const page = await visitAs('thietke', address)
    const rows = page.locator('.step-table tbody tr')
    await rows.first().waitFor()
    const before = await rows.count()
    const file = (text: string) => ({ name: 'quy-trinh.bpmn', mimeType: 'application/xml', buffer: Buffer.from(text) })
    await page.getByRole('button', { name: desk('process.bpmn.in') }).waitFor()
    const input = page.locator('input[type=file]')
    await input.setInputFiles(file('<!DOCTYPE a><b/>'))
    await page.getByText('BPMN_DOCTYPE').waitFor()
    expect(await rows.count()).toBe(before)
    await input.setInputFiles(
      file(`<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p"><startEvent id="s"/><task id="a" name="Xem"/><endEvent id="e"/>
        <sequenceFlow id="f" sourceRef="s" targetRef="a"/><sequenceFlow id="g" sourceRef="a" targetRef="e"/></process></definitions>`),
    )
    await expect.poll(() => rows.count()).toBe(1)
    await page.getByText(desk('process.bpmn.notes')).waitFor()
    await page.getByRole('button', { name: desk('process.undo') }).click()
    await expect.poll(() => rows.count()).toBe(before)
  })

  test('a person who is no designer sees the page read-only; a designer who did not edit publishes', async () => {
    const reader = await visitAs('giamdoc', address)
    await reader.getByRole('heading', { name: desk('process.gate') }).waitFor()
    expect(await reader.locator('.step-table input').count()).toBeGreaterThan(0)
    expect(await reader.locator('.step-table input:not([readonly])').count()).toBe(0)
    // The second designer finds the draft in the list, and reads old and new side by side.
    const page = await visitAs('congbo', '/desk/thu-tuc')
    await page.locator('#drafts-waiting').waitFor()
    await page.locator('a[href$="/ban-soan"]').first().focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: desk('review.title') }).waitFor()
    await page.getByRole('heading', { name: desk('process.gate') }).waitFor()
    const added = page
      .getByRole('row')
      .filter({ hasText: 'Đo đạc thực địa' })
      .filter({ hasText: desk('review.change.added') })
    expect(await added.getByRole('cell').allInnerTexts()).toEqual([desk('review.notThere'), expect.stringContaining('Đo đạc thực địa')])
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`)).toEqual([])
    const { findings } = (
      await call<{ findings: { message: string }[] }>(
        await as('congbo'),
        'POST',
        `/procedures/${procedure.code}/versions/${(await draftOf()).id}/check`,
        {},
      )
    ).body
    const publish = page.getByRole('button', { name: desk('process.publish') })
    if (findings.length > 0) {
      // The gaps of the pack are shown, and the button stays disabled.
      await page.getByText(findings[0]!.message).first().waitFor()
      expect(await publish.isDisabled()).toBe(true)
      return
    }
    expect(await publish.isDisabled()).toBe(true)
    await page.getByRole('checkbox', { name: desk('review.read') }).focus()
    await page.keyboard.press('Space')
    await publish.focus()
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await draftOf()).id).toBeNull()
    const { steps } = (await call<{ steps: { name: string }[] }>(null, 'GET', `/procedures/${procedure.code}`)).body
    expect(steps.map((step) => step.name)).toContain('Đo đạc thực địa')
  })
})

describe('the process, drawn', () => {
  test.each([1440, 390])('on the public page at %i, with the steps in words below', async (width) => {
    const page = await visit(`/thu-tuc/${procedure.code}`, { viewport: { width, height: 900 } })
    await page.getByRole('img', { name: portal('procedure.picture') }).waitFor()
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(overflow).toBeLessThanOrEqual(0)
    if (process.env['MOTCUA_PICTURES'])
      await page.screenshot({ path: `${process.env['MOTCUA_PICTURES']}/portal-${width}.png`, fullPage: true })
  })

  test('on a dossier, with the step it is at marked', async () => {
    const papers = (await call<typeof procedure>(null, 'GET', `/procedures/${procedure.code}`)).body
    const dossier = await centre.accepted(papers)
    const number = await centre.handOver(procedure, dossier.code)
    await call(await as('thuly.skhdt'), 'POST', `/handovers/${encodeURIComponent(number)}/receive`, { dossierCodes: [dossier.code] })
    const page = await visitAs('giamdoc', `/desk/ho-so/${dossier.code}`)
    await page.getByRole('tab', { name: desk('dossier.process') }).click()
    await page.getByRole('img', { name: desk('dossier.process.label') }).waitFor()
    expect(await page.locator('[aria-current="step"]').count()).toBe(1)
    expect(await page.locator('.process-picture__box[data-current]').count()).toBe(1)
    if (process.env['MOTCUA_PICTURES']) await page.screenshot({ path: `${process.env['MOTCUA_PICTURES']}/dossier.png`, fullPage: true })
  })

  test.each([1440, 390])('the editor at %i fits', async (width) => {
    const page = await visitAs('thietke', address, { viewport: { width, height: 900 } })
    await page.getByRole('heading', { name: desk('process.picture') }).waitFor()
    const review = await visitAs('congbo', address.replace('quy-trinh', 'ban-soan'), { viewport: { width, height: 900 } })
    await review.getByRole('heading', { name: desk('process.picture') }).waitFor()
    const wide = await review.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(wide).toBeLessThanOrEqual(0)
    if (process.env['MOTCUA_PICTURES'])
      await review.screenshot({ path: `${process.env['MOTCUA_PICTURES']}/review-${width}.png`, fullPage: true })
    if (process.env['MOTCUA_PICTURES'])
      await page.screenshot({ path: `${process.env['MOTCUA_PICTURES']}/editor-${width}.png`, fullPage: true })
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(overflow).toBeLessThanOrEqual(0)
  })
})
