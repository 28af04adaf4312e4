import { expect, test } from 'vitest'
import { expectNoFault } from './accessible.ts'
import { browsedCentre, desk, floor } from './browser.ts'

const centre = await browsedCentre()
const { visit, visitAs } = centre

test('a hall from nothing: set up by its manager, a kiosk paired, a number taken in two touches, called, shown and over', async () => {
  const manager = await visitAs('giamdoc', '/desk/thiet-lap/sanh')
  await manager.getByRole('button', { name: desk('hall.save') }).click()
  await manager.getByLabel(desk('kiosks.name')).fill('Máy cửa chính')
  await manager.getByRole('button', { name: desk('kiosks.add') }).click()
  const code = (await manager.locator('.notice .code').textContent()) ?? ''
  expect(code).toMatch(/^\d{8}$/)

  const kiosk = await visit('/kiosk', { viewport: { width: 1080, height: 1920 } })
  await kiosk.getByLabel(floor('kiosk.pair.code')).fill('00000000')
  await kiosk.getByRole('button', { name: floor('kiosk.pair.do') }).click()
  await kiosk.getByRole('alert').waitFor()
  await kiosk.getByLabel(floor('kiosk.pair.code')).fill(code)
  await kiosk.getByRole('button', { name: floor('kiosk.pair.do') }).click()
  const board = await visit('/hall', { viewport: { width: 1920, height: 1080 } })

  await kiosk.getByRole('button', { name: desk('hall.begun.intake') }).click()
  const smallest = await kiosk
    .locator('.kiosk__target')
    .evaluateAll((all) => Math.min(...all.map((each) => Math.min(each.clientHeight, each.clientWidth))))
  expect(smallest).toBeGreaterThanOrEqual(75) // 20 mm
  await kiosk.getByRole('button', { name: floor('kiosk.priority.no') }).click()
  const label = (await kiosk.locator('.kiosk__label').textContent()) ?? ''
  expect(label).toMatch(/^A00\d$/u)
  await kiosk.locator('.qr-code').waitFor()
  await expectNoFault(kiosk)

  // Nothing of the last person is left on the kiosk.
  await kiosk.getByRole('button', { name: floor('kiosk.done') }).click()
  await kiosk.getByRole('heading', { name: floor('kiosk.choose') }).waitFor()
  expect(await kiosk.getByText(label).count()).toBe(0)
  expect(await kiosk.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))).not.toContain(label)

  const officer = await visitAs('tiepnhan1', '/desk/goi-so')
  await officer.locator('#field-counterId').click()
  await officer.getByRole('option').first().click()
  await officer.locator('.calls__lists .code', { hasText: label }).waitFor()
  await officer.keyboard.press('Control+.')
  await expect.poll(async () => await officer.locator('.calls__label').textContent()).toBe(label)
  await expect.poll(async () => await board.locator('.call__label').allTextContents()).toEqual([label])
  expect(await board.locator('.call[data-flash="true"]').count()).toBe(1)
  await expectNoFault(board)
  const display = await visit('/hall/counter/1')
  await display.getByText(label, { exact: true }).waitFor()
  await officer.keyboard.press('Control+,')
  await expect.poll(async () => await officer.locator('.calls__label').textContent()).toBe(desk('calls.nobodyHere'))
  await expect.poll(async () => await board.locator('.call__label').count()).toBe(0)

  const order = await visitAs('giamdoc', '/desk/thu-tu-goi')
  await order.getByText(new RegExp(desk('callOrder.kept', { calls: '\\d+' }), 'u')).waitFor()
})
