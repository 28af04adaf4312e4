import { describe, expect, test } from 'vitest'
import { browsedCentre, desk, portal } from './browser.ts'
import type { Dossier } from './browser.ts'

const centre = await browsedCentre()
const { visit, visitAs, call, as, db } = centre
const logins: Readonly<Record<string, string>> = {
  case_officer: 'thuly.skhdt',
  unit_head: 'truongphong.skhdt',
  signatory: 'lanhdao.skhdt',
  clerk: 'vanthu.skhdt',
}

/** The agency's own steps, through the API: each by the person whose step it is, to the result in the clerk's hands. */
async function workAtAgency(code: string): Promise<void> {
  for (let guard = 0; guard < 20; guard += 1) {
    const { state, step } = (await call<Dossier>(await as('thuly.skhdt'), 'GET', `/dossiers/${code}`)).body
    if (state !== 'in_progress') break
    await centre.act(logins[step?.role ?? ''] ?? 'thuly.skhdt', code, step?.role === 'signatory' ? 'approve' : 'complete_step')
  }
  await centre.act('vanthu.skhdt', code, 'record_result', { result: { number: '12/GCN', name: 'Giấy chứng nhận' } })
}

describe('a dossier, from the counter to the agency and back', () => {
  test('is handed over by lists, and its result is returned with an invitation to rate', async () => {
    const procedure = await centre.procedureOf('handling=forwarded&agency=H47.01')
    const { code, lookupSecret } = await centre.accepted(procedure, 'Đặng Hữu Mẫu')

    const home = await visitAs('thuly.skhdt', '/desk')
    await home.getByRole('heading', { name: desk('home.waiting') }).waitFor()
    const counter = await visitAs('tiepnhan1', `/desk/ho-so/${code}`)
    await counter.getByRole('button', { name: 'Đưa vào danh sách bàn giao' }).click()
    await counter.getByText(desk('handover.chosen', { count: 1 })).waitFor()
    await counter.getByRole('button', { name: desk('handover.create') }).click()
    await counter.getByRole('heading', { level: 1, name: desk('handover.title') }).waitFor()
    const number = (await counter.getByRole('heading', { level: 1 }).locator('.code').textContent()) ?? ''
    // The home of the agency follows, long before lists are read again by themselves.
    await home.locator('.work-waiting__line', { hasText: desk('inbox.handover') }).waitFor({ timeout: 5_000 })

    const officer = await visitAs('thuly.skhdt', `/desk/ban-giao/${encodeURIComponent(number)}`)
    await officer.getByRole('button', { name: desk('handover.chooseAll') }).click()
    await officer.getByRole('button', { name: desk('handover.receive', { count: 1 }) }).click()
    await officer.getByText(desk('handover.received', { count: 1 })).waitFor()

    await workAtAgency(code)
    const clerk = await visitAs('vanthu.skhdt', '/desk/ban-giao')
    await clerk.getByRole('row', { name: code }).getByRole('checkbox').check({ force: true })
    await clerk.getByRole('button', { name: desk('handover.create') }).click()
    await clerk.getByRole('heading', { level: 1, name: desk('handover.title') }).waitFor()
    const back = (await clerk.getByRole('heading', { level: 1 }).locator('.code').textContent()) ?? ''
    await counter.goto(`${centre.address}/desk/ban-giao/${encodeURIComponent(back)}`)
    await counter.getByRole('button', { name: desk('handover.chooseAll') }).click()
    await counter.getByRole('button', { name: desk('handover.receive', { count: 1 }) }).click()
    await counter.getByText(desk('handover.received', { count: 1 })).waitFor()

    // The applicant shows the slip; its code is scanned, and the act opens by itself.
    await counter.goto(`${centre.address}/desk/tra-ket-qua`)
    await counter.getByLabel(desk('results.find')).fill(code)
    await counter.keyboard.press('Enter')
    const dialog = counter.getByRole('dialog')
    await expect.poll(() => dialog.getByLabel(desk('act.receivedBy')).inputValue()).toBe('Đặng Hữu Mẫu')
    await dialog.locator('button[type=submit]').click()
    await counter.getByText(desk('rating.invite')).waitFor()
    // The desk never learns the link; the citizen finds it with the secret of the slip.
    expect(await counter.content()).not.toContain('/danh-gia/')
    const citizen = await visit(`/tra-cuu?ma=${code}`)
    await citizen.getByLabel(portal('track.secret')).fill(lookupSecret)
    await citizen.getByRole('button', { name: portal('track.button') }).click()
    await citizen.getByRole('link', { name: portal('track.rate') }).click()
    await citizen.getByRole('heading', { level: 1, name: portal('rate.title') }).waitFor()
    expect((await call<Dossier>(await as('tiepnhan1'), 'GET', `/dossiers/${code}`)).body.state).toBe('returned')
  })
})

describe('when a failure interrupts the work', () => {
  test('a session that ends is renewed over the page; nothing typed is lost', async () => {
    const page = await visit('/desk/dang-nhap')
    await page.getByLabel(desk('signIn.login')).fill('tiepnhan3')
    await page.getByLabel(desk('signIn.password')).fill('motcua-demo')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: desk('home.greeting', { name: '' }).trim() }).waitFor()
    await page.keyboard.press('g')
    await page.keyboard.press('t')
    await page.getByLabel(desk('intake.fullName'), { exact: true }).fill('Võ Thị Diễn')
    await db.peek(`update identity.session set revoked_at = now()
      where revoked_at is null and account_id = (select id from identity.account where login = 'tiepnhan3')`)
    await page.getByLabel(desk('intake.address')).fill('Phường Tam Kỳ')
    const again = page.getByRole('dialog', { name: desk('signIn.again') })
    await again.getByLabel(desk('signIn.password')).fill('motcua-demo')
    await page.keyboard.press('Enter')
    await again.waitFor({ state: 'detached' })
    expect(await page.getByLabel(desk('intake.fullName'), { exact: true }).inputValue()).toBe('Võ Thị Diễn')
    await page.getByText(desk('draft.saved', { at: '' }).trim()).waitFor()
  })

  test('without a network the draft says it is kept here only, and is saved when the network is back', async () => {
    const page = await visitAs('tiepnhan4', '/desk/tiep-nhan')
    await page.getByLabel(desk('intake.fullName'), { exact: true }).waitFor()
    await page.context().setOffline(true)
    await page.getByLabel(desk('intake.fullName'), { exact: true }).fill('Phạm Quang Trình')
    await page.getByText(desk('draft.hereOnly')).waitFor()
    await page.context().setOffline(false)
    await page.getByText(desk('draft.saved', { at: '' }).trim()).waitFor()
  })

  test('a filing whose answer was lost is retried and received once', async () => {
    const page = await visitAs('tiepnhan4', '/desk/tiep-nhan')
    await page.getByLabel(desk('intake.scan')).waitFor()
    await page.keyboard.insertText('049196000015||Võ Thị Diễn|01011996|Nữ|Phường Tam Kỳ|01062021')
    await page.keyboard.press('Enter')
    await page.getByLabel(desk('intake.phone')).fill('0905000015')
    await page.keyboard.press('Enter')
    await page.keyboard.type('dkkd')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: desk('intake.papers') }).waitFor()
    await page.keyboard.press('F2')
    // The server does its work; the answer never arrives.
    let lost = 0
    await page.route('**/api/v1/dossiers', async (route) => {
      if (route.request().method() !== 'POST' || lost > 0) return await route.continue()
      lost += 1
      await route.fetch()
      await route.abort('connectionreset')
    })
    await page.keyboard.press('Control+Enter')
    await expect.poll(() => lost).toBe(1)
    const accepted = page.getByText(desk('accepted.title', { name: 'Võ Thị Diễn' }))
    const failed = page.getByText(/kết nối|mạng/iu).first()
    await accepted.or(failed).first().waitFor()
    if (!(await accepted.isVisible())) await page.keyboard.press('Control+Enter')
    await accepted.waitFor()
    const rows = await db.peek<{ n: number }>(`select count(*)::int as n from dossier.dossier where applicant_name = 'Võ Thị Diễn'`)
    expect(rows[0]?.n).toBe(1)
    const found = await call<{ items: unknown[] }>(await as('tiepnhan4'), 'GET', '/dossiers?q=049196000015')
    expect(found.body.items.length).toBe(1)
  })
})
