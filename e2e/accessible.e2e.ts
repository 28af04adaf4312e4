import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { browsedCentre, desk, portal } from './browser.ts'

const centre = await browsedCentre()
const { visit, visitAs, call, as } = centre
const procedure = await centre.procedureOf('handling=forwarded&agency=H47.01')
const onTheSpot = await centre.procedureOf('handling=on_the_spot')

// One of everything, so that no list is empty.
const atAgency = await centre.accepted(procedure)
const received = await centre.handOver(procedure, atAgency.code)
await call(await as('thuly.skhdt'), 'POST', `/handovers/${received}/receive`, { dossierCodes: [atAgency.code] })
const onTheWay = await centre.handOver(procedure, (await centre.accepted(procedure)).code)
const atCounter = await centre.accepted(procedure)
const settled = await centre.accepted(onTheSpot)
await centre.act('tiepnhan1', settled.code, 'approve')
await centre.act('tiepnhan1', settled.code, 'record_result', { result: { number: '1/TL', name: 'Kết quả giải quyết' } })
const invited = await centre.accepted(onTheSpot)
await centre.act('tiepnhan1', invited.code, 'approve')
await centre.act('tiepnhan1', invited.code, 'record_result', { result: { number: '2/TL', name: 'Kết quả giải quyết' } })
const { ratingUrl } = await centre.act('tiepnhan1', invited.code, 'return_result', { receivedBy: 'Nguyễn Thị Thử' })

// Someone collects here from now on: one dossier that owes, one that has paid.
const centreId = (await call<{ items: { id: string }[] }>(null, 'GET', '/centres')).body.items[0]?.id ?? ''
await call(await as('giamdoc'), 'PUT', `/collectors/${centreId}`, {
  collectorName: 'Đơn vị thu thử',
  taxCode: '4000000000',
  bankBin: '970436',
  bankAccount: '1',
  templateSymbol: '01BLP0-001',
  seriesSymbol: 'TD-26T',
})
const charged = await centre.procedureOf('handling=on_the_spot&agency=H47.06')
const owing = await centre.accepted(charged)
const paid = await centre.accepted(charged)
await call(await as('tiepnhan1'), 'POST', `/bills/${paid.code}/payments`, {
  method: 'cash',
  amountDong: (await call<{ owedDong: number }>(await as('tiepnhan1'), 'GET', `/bills/${paid.code}`)).body.owedDong,
})

const pages: [name: string, path: string, login: string | null][] = [
  ['portal: home', '/', null],
  ['portal: home in English', '/en', null],
  ['portal: results', '/thu-tuc?q=dang+ky+kinh+doan', null],
  ['portal: nothing found', '/thu-tuc?q=xyzxyz', null],
  ['portal: procedure', `/thu-tuc/${procedure.code}`, null],
  ['portal: tracking', '/tra-cuu', null],
  ['portal: rating', new URL(ratingUrl ?? '').pathname, null],
  ['portal: board', '/board', null],
  ['portal: no such page', '/khong-co', null],
  ['desk: sign-in', '/desk/dang-nhap', null],
  ['desk: home', '/desk', 'tiepnhan1'],
  ['desk: intake', '/desk/tiep-nhan', 'tiepnhan1'],
  ['desk: handovers', '/desk/ban-giao', 'tiepnhan1'],
  ['desk: one handover', `/desk/ban-giao/${encodeURIComponent(onTheWay)}`, 'thuly.skhdt'],
  ['desk: results', '/desk/tra-ket-qua', 'tiepnhan1'],
  ['desk: search', '/desk/tim?q=Nguy%E1%BB%85n', 'tiepnhan1'],
  ['desk: dossier at the counter', `/desk/ho-so/${encodeURIComponent(atCounter.code)}`, 'tiepnhan1'],
  ['desk: inbox', '/desk/viec?muc=unit', 'thuly.skhdt'],
  ['desk: dossier at the agency', `/desk/ho-so/${encodeURIComponent(atAgency.code)}`, 'thuly.skhdt'],
  ['desk: procedures', '/desk/thu-tuc?q=kinh', 'tiepnhan1'],
  ['desk: procedure', `/desk/thu-tuc/${procedure.code}`, 'tiepnhan1'],
  ['desk: calendar', '/desk/lich-lam-viec?nam=2026', 'vanhanh'],
  ['desk: entering a decree', '/desk/lich-lam-viec/nhap', 'vanhanh'],
  ['desk: fees of a dossier', `/desk/ho-so/${encodeURIComponent(owing.code)}`, 'tiepnhan1'],
  ['desk: cash book', '/desk/so-quy', 'tiepnhan1'],
  ['desk: register', '/desk/so-theo-doi', 'tiepnhan1'],
  ['desk: register, nothing found', '/desk/so-theo-doi?q=khong-co-ai', 'giamdoc'],
  ['desk: officers', '/desk/can-bo', 'lanhdao.skhdt'],
  ['desk: accountability', '/desk/trach-nhiem', 'giamdoc'],
  ['desk: sessions', '/desk/phien', 'tiepnhan1'],
]

describe.each([
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
])('at $width px, no page has a fault of accessibility', (viewport) => {
  test.each(pages)('%s', async (_name, path, login) => {
    const page = login === null ? await visit(path, { viewport }) : await visitAs(login, path, { viewport })
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    // The board's stream never rests.
    if (path !== '/board') await page.waitForLoadState('networkidle')
    await expectNoFault(page)
  })

  test('tracking: what both codes show', async () => {
    const page = await visit('/tra-cuu', { viewport })
    await page.getByLabel(portal('track.code')).fill(atAgency.code)
    await page.getByLabel(portal('track.secret')).fill(atAgency.lookupSecret)
    await page.getByRole('button', { name: portal('track.button') }).click()
    await page.getByRole('heading', { level: 1, name: atAgency.code }).waitFor()
    await expectNoFault(page)
  })

  test('tracking: what is missing', async () => {
    const page = await visit('/tra-cuu', { viewport })
    await page.getByRole('button', { name: portal('track.button') }).click()
    await page.getByText(portal('track.faults')).waitFor()
    await expectNoFault(page)
  })

  test.each(['light', 'dark'])('desk: intake filled in, %s, and what is refused', async (theme) => {
    const page = await visitAs('tiepnhan3', '/desk/tiep-nhan', { viewport })
    if (theme === 'dark') await page.getByRole('button', { name: desk('theme.dark') }).click()
    await page.getByLabel(desk('intake.fullName'), { exact: true }).fill('Nguyễn Thị Thử')
    await page.getByRole('combobox', { name: desk('intake.procedure.find') }).fill('dkkd')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: desk('intake.papers') }).waitFor()
    await expectNoFault(page)
    await page.keyboard.press('Control+Enter')
    await page.getByRole('alert').first().waitFor()
    await expectNoFault(page)
  })

  test('desk: fees shown and taken by transfer, and a drawer being counted', async () => {
    const page = await visitAs('tiepnhan1', `/desk/ho-so/${encodeURIComponent(owing.code)}`, { viewport })
    await page.getByRole('tab', { name: desk('payment.title') }).click()
    await page.getByText(desk('payment.bank'), { exact: true }).click()
    await page.getByRole('img', { name: /VietQR/u }).waitFor()
    await expectNoFault(page)
    await page.getByRole('button', { name: desk('payment.adjust') }).click()
    await page.getByRole('dialog').waitFor()
    await expectNoFault(page)
    const book = await visitAs('tiepnhan1', '/desk/so-quy', { viewport })
    await book.getByRole('button', { name: desk('cash.close') }).click()
    await book.getByRole('dialog').waitFor()
    await expectNoFault(book)
  })

  test.each(['light', 'dark'])('desk: an act being done, %s', async (theme) => {
    const page = await visitAs('thuly.skhdt', `/desk/ho-so/${encodeURIComponent(atAgency.code)}?thao-tac=request_supplement`, { viewport })
    await page.getByRole('dialog').getByLabel(desk('act.defects')).waitFor()
    if (theme === 'dark') {
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: desk('theme.dark') }).click()
      await page.getByText(/việc chưa làm được/u).click()
    }
    await expectNoFault(page)
  })
})

async function expectNoFault(page: Page): Promise<void> {
  const { violations, passes } = await new AxeBuilder({ page }).analyze()
  expect(passes.length).toBeGreaterThan(5)
  expect(
    violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html.slice(0, 160)} (${node.any[0]?.message ?? ''})`).join(' | ')}`,
    ),
  ).toEqual([])
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(overflow).toBeLessThanOrEqual(0)
}
