import { describe, expect, test } from 'vitest'
import { browsedCentre } from './browser.ts'

const centre = await browsedCentre()
const { visitAs, call, as } = centre
const forwarded = await centre.procedureOf('handling=forwarded&agency=H47.01')
const sameDay = await centre.procedureOf('handling=same_day')

type View = { state: string; step: { role: string } | null; centre: { counterNumber: number | null }; transfers: { kind: string }[] }
const view = async (code: string): Promise<View> =>
  (await call<View>(await as('tiepnhan1'), 'GET', `/dossiers/${encodeURIComponent(code)}`)).body

describe('the law’s clock at the desk', () => {
  test('the time to hand over a dossier is shown where lists are made, on the list and on its page', async () => {
    const { code } = await centre.accepted(forwarded)
    const page = await visitAs('tiepnhan1', '/desk/ban-giao?muc=send')
    const row = page.getByRole('row').filter({ hasText: code })
    await row.getByText(/^(Trước|Chậm, hạn) /u).waitFor()
    await row.locator('label.checkbox').click()
    await page.getByRole('button', { name: 'Lập danh sách bàn giao' }).click()
    await page
      .getByRole('row')
      .filter({ hasText: code })
      .getByText(/^(Trước|Chậm, hạn) /u)
      .waitFor()
    await page.goto(new URL(`/desk/ho-so/${code}`, page.url()).href)
    await page.getByRole('heading', { name: 'Bàn giao và trả lại' }).waitFor()
    expect(await page.getByText('61/2018/NĐ-CP Điều 18 khoản 2').count()).toBeGreaterThan(0)
  })

  test('a procedure of the day goes from the counter to its signatory and back', async () => {
    const { code } = await centre.accepted(sameDay)
    const counter = await visitAs('tiepnhan1', `/desk/ho-so/${code}`)
    await counter.getByRole('button', { name: 'Hoàn thành bước' }).first().click()
    await counter.getByRole('dialog').getByRole('button', { name: 'Hoàn thành bước' }).click()
    await expect.poll(async () => (await view(code)).step?.role).toBe('signatory')
    expect(
      await counter
        .getByRole('button', { name: 'Ký duyệt' })
        .isEnabled()
        .catch(() => false),
    ).toBe(false)
  })

  test('a check on the spot is recorded by its time, place, people and content', async () => {
    const { code } = await centre.accepted(forwarded)
    const number = await centre.handOver(forwarded, code)
    await call(await as('vanthu.skhdt'), 'POST', `/handovers/${number}/receive`, { dossierCodes: [code] })
    const page = await visitAs('truongphong.skhdt', `/desk/ho-so/${code}?thao-tac=record_site_check`)
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Ngày xác minh').fill('02/03/2026')
    await dialog.getByLabel('Giờ xác minh').fill('9:30')
    await dialog.getByLabel('Địa điểm').fill('15 Trần Cao Vân')
    await dialog.getByLabel('Thành phần tham gia').fill('Phòng chuyên môn, người nộp')
    await dialog.getByLabel('Nội dung, kết quả xác minh').fill('Đúng như hồ sơ')
    await dialog.getByRole('button', { name: 'Ghi biên bản xác minh thực địa' }).click()
    await page
      .getByText(/tại 15 Trần Cao Vân\. Thành phần: Phòng chuyên môn, người nộp/u)
      .first()
      .waitFor()
  })

  test('each holder is assessed by both limits, and handovers are counted by agency', async () => {
    const page = await visitAs('giamdoc', '/desk/trach-nhiem')
    await page.getByRole('heading', { name: 'Bàn giao và trả lại hồ sơ' }).waitFor()
    await page.getByRole('columnheader', { name: 'Trễ theo pháp luật khi đang giữ' }).first().waitFor()
  })

  test('the counter chosen once on a machine is sent with the next intake', async () => {
    const page = await visitAs('tiepnhan1', '/desk/tiep-nhan')
    await page.getByRole('button', { name: /Quầy tiếp nhận/u }).click()
    await page.getByRole('option', { name: /^2\. / }).click()
    await page.reload()
    await page.getByRole('button', { name: /2\. .*Quầy tiếp nhận|Quầy tiếp nhận.*2\. / }).waitFor()
  })
})
