import { describe, expect, test } from 'vitest'
import { browsedCentre, desk } from './browser.ts'

const centre = await browsedCentre()
const { visitAs, call, as } = centre
const procedure = await centre.procedureOf('handling=forwarded&agency=H47.01')

type Clocked = { clocks: { kind: string; dueAt: string | null; remaining: unknown }[]; timeline: { act: string }[] }
/** A clock without what is left of it, which the minute that passes changes. */
const asCounted = ({ remaining: _remaining, ...clock }: Clocked['clocks'][number]): object => clock
const typed = (iso: string): string => `${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(0, 4)}`

describe('a decree published late, at the desk', () => {
  test('is previewed, confirmed by keyboard and applied; the calendar shows the dossiers it moved', async () => {
    const { code } = await centre.accepted(procedure)
    const dossier = await call<Clocked>(await as('tiepnhan1'), 'GET', `/dossiers/${encodeURIComponent(code)}`)
    const due = dossier.body.clocks.find((clock) => clock.kind === 'committed')?.dueAt ?? ''
    const page = await visitAs('vanhanh', `/desk/lich-lam-viec`)
    await page.getByRole('link', { name: 'Nhập thay đổi lịch' }).click()
    await page.getByLabel('Từ ngày').fill(typed(due))
    await page.getByLabel('Tên ngày hoặc văn bản').fill('Nghỉ do bão')
    await page.getByLabel('Căn cứ').fill('Công điện 12/CĐ-UBND')
    await page.getByLabel('Lý do nhập').fill('Bão đổ bộ, cơ quan đóng cửa')
    await page.getByLabel('Căn cứ').press('Enter')
    await page.getByText('1 trên 1 hồ sơ đang chạy đổi ngày hẹn.').waitFor()
    expect(await page.getByRole('row', { name: new RegExp(code) }).count()).toBe(1)
    const untouched = await call<Clocked>(await as('tiepnhan1'), 'GET', `/dossiers/${encodeURIComponent(code)}`)
    expect(untouched.body.clocks.map(asCounted)).toEqual(dossier.body.clocks.map(asCounted))

    const confirm = page.getByRole('button', { name: 'Xác nhận và điều chỉnh 1 hồ sơ' })
    await confirm.focus()
    await page.keyboard.press('Enter')
    await page.getByText('Đã điều chỉnh xong: 1 trên 1 hồ sơ đang chạy đổi ngày hẹn.').waitFor()
    const moved = await call<Clocked>(await as('tiepnhan1'), 'GET', `/dossiers/${encodeURIComponent(code)}`)
    expect(moved.body.timeline[0]?.act).toBe('reproject')
    await page.goto(new URL(`/desk/lich-lam-viec?nam=${due.slice(0, 4)}`, page.url()).href)
    await page.getByRole('row').filter({ hasText: 'Công điện 12/CĐ-UBND' }).filter({ hasText: '1 hồ sơ đổi ngày hẹn' }).waitFor()
    expect(
      await page
        .getByRole('row')
        .filter({ hasText: typed(due) })
        .filter({ hasText: 'Nghỉ do bão' })
        .count(),
    ).toBe(1)
  })

  test('a manager of the centre is offered its hours and no days of the province', async () => {
    const page = await visitAs('giamdoc', `/desk/lich-lam-viec/nhap`)
    await page.getByLabel('Có hiệu lực từ ngày').waitFor()
    expect(await page.getByText('Ngày nghỉ', { exact: true }).count()).toBe(0)
    await page.getByLabel('Có hiệu lực từ ngày').fill('hôm qua')
    await page.getByRole('button', { name: 'Xem trước ảnh hưởng' }).click()
    await page.getByRole('link', { name: 'Xin ghi ngày dạng ngày/tháng/năm' }).waitFor()
  })
})

test('the manager reads the hours of the centre in the calendar, changes them from there, and sees from when the new ones hold', async () => {
  const page = await visitAs('giamdoc', '/desk/lich-lam-viec')
  await page.getByRole('heading', { name: desk('hours.title') }).waitFor()
  // Hours of everywhere are the operator's; those of the own centre the manager's.
  await page
    .getByRole('link', { name: desk('hours.change') })
    .first()
    .click()
  await page.getByLabel(desk('decree.fromOn')).fill('01/03/2031')
  await page.getByLabel(desk('decree.morning')).fill('07:30-11:30')
  await page.getByLabel(desk('decree.name')).fill('Giờ mùa đông')
  await page.getByLabel(desk('decree.basis'), { exact: true }).fill('Quyết định 9/QĐ-TTHCC')
  await page.getByLabel(desk('decree.reason')).fill('Theo mùa')
  await page.getByRole('button', { name: desk('decree.preview') }).click()
  await page.getByRole('button', { name: desk('decree.confirm.none') }).click()
  await page.getByText('Quyết định 9/QĐ-TTHCC').first().waitFor()
  await page.goto(`${centre.address}/desk/lich-lam-viec`)
  await page.getByText('Thứ Hai–Thứ Sáu 07:30–11:30, 13:30–17:00').waitFor()
  await page.getByText(desk('hours.willHold', { from: '01/03/2031' })).waitFor()
})
