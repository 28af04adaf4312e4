import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { createProcedureVersion, findVersionForIntake } from '#procedure'
import { browsedCentre } from './browser.ts'

const centre = await browsedCentre()
const { visitAs, call, as, db } = centre
const procedure = await centre.procedureOf('handling=forwarded&agency=H47.01')

async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.map((each) => `${each.id}: ${each.nodes[0]?.html ?? ''}`)
}

describe('choices of the province and the centre, at the desk', () => {
  test('how time limits are counted: compared on examples, confirmed by keyboard, and on record', async () => {
    const page = await visitAs('vanhanh', '/desk/lich-lam-viec/cach-tinh')
    await page.getByText('Chưa thay đổi lần nào').waitFor()
    expect(await faults(page)).toEqual([])
    const change = page.getByRole('button', { name: 'Thay đổi: Giờ hẹn trả trong ngày cuối' })
    await change.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('radio', { name: 'Hết giờ làm việc' }).waitFor()
    await page.getByLabel('Áp dụng từ ngày').press('Enter')
    await page.getByText('Ví dụ: nhận 15:40 thứ Sáu, 3 ngày làm việc').waitFor()
    expect(await faults(page)).toEqual([])
    await page.getByLabel('Văn bản căn cứ').fill('Quyết định 15/QĐ-UBND')
    await page.getByLabel('Văn bản căn cứ').press('Enter')
    await page.getByRole('link', { name: 'Xin nêu lý do' }).waitFor()
    await page.getByLabel('Lý do').fill('Thống nhất với hệ thống của tỉnh')
    await page.getByRole('button', { name: 'Xác nhận cách tính mới' }).click()
    await page.getByRole('row').filter({ hasText: 'Đúng giờ nhận hồ sơ → Hết giờ làm việc' }).waitFor()
    const { body } = await call<{ items: { name: string; value: string }[] }>(null, 'GET', '/deadline-settings')
    expect(body.items.find((each) => each.name === 'dueTime')?.value).toBe('end_of_office_hours')
  })

  test('the agencies a centre serves: only its manager chooses, and an empty choice is reported at once', async () => {
    const reader = await visitAs('lanhdao.skhdt', '/desk/co-quan-tiep-nhan')
    await reader.getByText('Lãnh đạo của trung tâm này thay đổi được.').first().waitFor()
    const page = await visitAs('giamdoc', '/desk/co-quan-tiep-nhan')
    await page.getByRole('radio', { name: 'Những cơ quan được chọn' }).first().check({ force: true })
    await page.getByText('Xin chọn ít nhất một cơ quan, hoặc chọn tất cả.').waitFor()
    await page.getByRole('checkbox').first().check({ force: true })
    expect(await faults(page)).toEqual([])
    await page.getByRole('button', { name: 'Lưu' }).first().click()
    await page.getByText('Đã lưu.').waitFor()
    const { body } = await call<{ items: { agencyCodes: string[] }[] }>(null, 'GET', '/centres')
    expect(body.items[0]?.agencyCodes).toHaveLength(1)
  })

  test('moving running dossiers to the version in force: nothing to move is said; then who moves, the order and the result', async () => {
    const page = await visitAs('congbo', `/desk/thu-tuc/${procedure.code}/chuyen-phien-ban`)
    await page.getByText('Không có hồ sơ nào cần chuyển').waitFor()
    expect(await faults(page)).toEqual([])
    const { code } = await centre.accepted(procedure)
    const old = await findVersionForIntake(db.kysely, procedure.code, Temporal.Now.plainDateISO('Asia/Ho_Chi_Minh').toString())
    if (!old) throw new Error('the procedure is not in force')
    const { procedureId: _p, versionId: _v, validFrom: _f, validTo: _t, ...said } = old
    await createProcedureVersion(db.kysely, { ...said, decisionNumber: '99/QĐ-UBND' })
    await page.reload()
    await page.getByRole('button', { name: 'Xem trước ảnh hưởng' }).click()
    await page.getByText('1 trong 1 hồ sơ sẽ chuyển').waitFor()
    expect(await faults(page)).toEqual([])
    await page.getByLabel('Lý do').fill('Quy trình đã sắp xếp lại')
    await page.getByLabel('Lý do').press('Tab')
    await page.getByRole('button', { name: 'Chuyển 1 hồ sơ' }).press('Enter')
    await page.getByText('Đã chuyển 1 hồ sơ, 0 hồ sơ ở lại').first().waitFor()
    const { body } = await call<{ timeline: { act: string }[] }>(await as('tiepnhan1'), 'GET', `/dossiers/${code}`)
    expect(body.timeline[0]?.act).toBe('change_version')
  })
})
