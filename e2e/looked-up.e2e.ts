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

test('an invalid query of the set-up log shows the error and no results', async () => {
  const page = await centre.visitAs('thanhtra', '/desk/nhat-ky-thiet-lap')
  await page.getByText(desk('changes.none'), { exact: true }).waitFor()
  const ask = async (from: string, to: string, by = ''): Promise<void> => {
    await page.getByLabel(desk('officers.fromOn')).fill(from)
    await page.getByLabel(desk('officers.toOn')).fill(to)
    await page.getByLabel(desk('changes.by')).fill(by)
    await page.getByRole('button', { name: desk('changes.show'), exact: true }).click()
  }
  const list = page.getByRole('heading', { name: desk('changes.list') })
  await ask('31/13/2026', '')
  await page.getByText(desk('decree.dayWrong')).waitFor()
  expect(await list.count()).toBe(0)
  await ask('05/12/2026', '01/12/2026')
  await page.getByText(desk('changes.periodReversed')).waitFor()
  expect(await list.count()).toBe(0)
  // Nothing that fits is not nothing changed.
  await ask('', '', 'không có ai')
  await page.getByText(desk('changes.noneAsked')).waitFor()
  // Back: the fields say what the address asks for.
  await page.goBack()
  await expect.poll(() => page.getByLabel(desk('officers.fromOn')).inputValue()).toBe('05/12/2026')
  expect(await page.getByLabel(desk('changes.by')).inputValue()).toBe('')
  await page.goForward()
  await page.getByText(desk('changes.noneAsked')).waitFor()
  await page.locator('#field-kind').click()
  await page.getByRole('option', { name: desk('changes.kind.hall'), exact: true }).waitFor()
})

test('a fee that is not determined yet is not shown as zero', async () => {
  const procedure = await centre.procedureOf('agency=H47.06&q=ly%20lich%20tu%20phap')
  const { code } = await centre.accepted(procedure)
  const page = await centre.visitAs('tiepnhan1', `/desk/ho-so/${code}`)
  await page.getByRole('tab', { name: desk('intake.fee') }).click()
  await page.getByText(desk('payment.unknown')).waitFor()
  expect(await page.locator('.payment__owed strong').textContent()).toBe(desk('payment.notSet'))
})
