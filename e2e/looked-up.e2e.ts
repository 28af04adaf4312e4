import { expect, test } from 'vitest'
import { browsedCentre, desk } from './browser.ts'

const centre = await browsedCentre()

test('an officer asks when something is due, and reads the day, the sum and what moved it', async () => {
  const page = await centre.visitAs('tiepnhan1', '/desk/thu-tuc')
  // At a counter it is where procedures are; the manager finds it in the calendar.
  await page.goto(`${centre.address}/desk/tinh-ngay-hen`)
  await page.getByLabel(desk('dueDate.day')).fill('26/11/2026')
  await page.getByLabel(desk('dueDate.hour')).fill('09:30')
  await page.locator('input[name="limit.amount"]').fill('2')
  await page.getByRole('button', { name: desk('dueDate.count'), exact: true }).click()
  await page.getByText('09:30 thứ Hai, 30/11/2026').waitFor()
  await page.getByText('nghỉ hằng tuần').first().waitFor()
  await page.getByLabel(desk('dueDate.day')).fill('hôm qua')
  await page.getByRole('button', { name: desk('dueDate.count'), exact: true }).click()
  await page.getByRole('alert').first().waitFor()
  expect(await page.getByLabel(desk('dueDate.day')).inputValue()).toBe('hôm qua')
})

test('procedures are narrowed to a sector, in the address too', async () => {
  const { items } = (await centre.call<{ items: { name: string; procedures: number }[] }>(null, 'GET', '/sectors')).body
  const sector = items[0] ?? { name: '', procedures: 0 }
  const page = await centre.visitAs('giamdoc', '/desk/thu-tuc')
  await page.locator('#field-sector').click()
  await page.getByRole('option', { name: desk('procedures.sector', { name: sector.name, count: sector.procedures }) }).click()
  await page.getByText(desk('procedures.total', { total: sector.procedures })).waitFor()
  expect(new URL(page.url()).searchParams.get('linh-vuc')).toBe(sector.name)
})
