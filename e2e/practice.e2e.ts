import { afterAll, expect, test } from 'vitest'
import { AxeBuilder } from '@axe-core/playwright'
import { readConfig } from '#platform/config/config.ts'
import { copyCentre } from '#practice'
import { createApp } from '../server/src/app.ts'
import portalEnglish from '../web/portal/app/messages/en.json' with { type: 'json' }
import { browsedCentre, desk, portal } from './browser.ts'

const centre = await browsedCentre()
const database = await centre.db.practice()
await copyCentre(centre.db.kysely, database.kysely)
const config = readConfig({ PORT: '0', MOTCUA_LOG: 'silent' })
let home: string | null = null
const practice = await createApp(config, database, { perMinute: 1_000_000, home: () => home })
const address = await practice.listen()
const live = await createApp(config, centre.db, { perMinute: 1_000_000, practice: () => ({ database, address }) })
const liveAddress = await live.listen()
home = liveAddress
afterAll(async () => {
  await live.close()
  await practice.close()
})

test('a designer tries a procedure: into practice, another role, another hour, and nothing of it at the real centre', async () => {
  const page = await centre.visitAs('thietke', '/desk')
  await page
    .context()
    .addCookies([{ name: 'motcua', value: await centre.as('thietke'), url: liveAddress, httpOnly: true, sameSite: 'Lax' }])
  const procedure = await centre.procedureOf('handling=forwarded')
  await page.goto(`${liveAddress}/desk/thu-tuc/${procedure.code}`)
  await page.getByRole('button', { name: desk('practice.try') }).click()
  await page.waitForURL(new RegExp(`^${address}/desk/tiep-nhan`, 'u'))

  const bar = page.getByRole('complementary', { name: desk('practice.title') })
  await bar.getByText(desk('practice.nothingCounts')).waitFor()
  const time = async (): Promise<string> => (await bar.locator('time').getAttribute('datetime')) ?? ''
  // One arrives at the counter; the person who leads the exercise moves its clock.
  expect(await bar.getByRole('button', { name: desk('practice.move.next_opening') }).count()).toBe(0)
  await bar.getByRole('button', { name: desk('practice.person') }).click()
  await page.getByRole('option', { name: 'Thiết kế quy trình', exact: true }).click()
  await page.waitForURL(`${address}/desk/`)
  const before = await time()
  await bar.getByRole('button', { name: desk('practice.move.next_opening') }).focus()
  await page.keyboard.press('Enter')
  await page.waitForFunction((was) => document.querySelector('.practice-bar time')?.getAttribute('datetime') !== was, before)
  expect(Temporal.Instant.from(await time()).toZonedDateTimeISO('Asia/Ho_Chi_Minh').hour).toBe(7)

  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])

  await bar.getByRole('button', { name: desk('practice.person') }).click()
  await page.getByRole('option', { name: 'Thanh tra', exact: true }).click()
  await page.getByText('Thanh tra, kiểm tra').first().waitFor()

  // The link back is at the top of every page; the real centre never has this strip.
  await bar.getByRole('link', { name: desk('practice.home') }).click()
  await page.waitForURL(new RegExp(`^${liveAddress}/desk`, 'u'))
  await page.getByText('Thiết kế quy trình').first().waitFor()
  expect(await page.getByRole('complementary', { name: desk('practice.title') }).count()).toBe(0)
})

test('a dossier of practice, whose code begins with THU-, is put on a handover list by the screen', async () => {
  const page = await centre.visitAs('thietke', '/desk')
  await page
    .context()
    .addCookies([{ name: 'motcua', value: await centre.as('thietke'), url: liveAddress, httpOnly: true, sameSite: 'Lax' }])
  const procedure = await centre.procedureOf('handling=forwarded')
  await page.goto(`${liveAddress}/desk/thu-tuc/${procedure.code}`)
  await page.getByRole('button', { name: desk('practice.try') }).click()
  await page.waitForURL(new RegExp(`^${address}/desk/tiep-nhan`, 'u'))
  const code = await page.evaluate(async (chosen) => {
    const centres = await (await fetch('/api/v1/centres')).json()
    const session = await (await fetch('/api/v1/sessions/current')).json()
    const answer = await fetch('/api/v1/dossiers', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
      body: JSON.stringify({
        procedureCode: chosen.code,
        centreId: session.account.centre?.id ?? centres.items[0].id,
        applicant: { kind: 'person', fullName: 'Nguyễn Thị Tập', idNumber: '049190000031', address: 'Phường Tam Kỳ', phone: '0905000031' },
        papers: chosen.components.map((paper) => ({ componentNo: paper.no, originals: paper.originals ?? 1, copies: paper.copies ?? 0 })),
      }),
    })
    return ((await answer.json()) as { code: string }).code
  }, procedure)
  expect(code).toMatch(/^THU-/u)

  await page.goto(`${address}/desk/ban-giao`)
  await page.getByRole('row', { name: code }).locator('label').click()
  await page.getByRole('button', { name: desk('handover.create') }).click()
  await page.waitForURL(/ban-giao\/BG-/u)
  await page.getByText(desk('handover.linesWaiting', { count: 1 })).waitFor()
  await page.getByRole('link', { name: code }).waitFor()
  // The sender waits; receiving is the agency's.
  expect(await page.getByRole('button', { name: desk('handover.chooseAll') }).count()).toBe(0)
})

test.each(['tiepnhan1', 'thanhtra'])('a person new to the desk finds practice in the menu and on the first page: %s', async (login) => {
  const page = await centre.visitAs(login, '/desk')
  await page.context().addCookies([{ name: 'motcua', value: await centre.as(login), url: liveAddress, httpOnly: true, sameSite: 'Lax' }])
  await page.goto(`${liveAddress}/desk/`)
  await page.getByRole('heading', { name: desk('practice.way') }).waitFor()
  await page.getByText(desk('practice.what')).waitFor()
  await page.getByRole('link', { name: desk('practice.way') }).click()
  await page.getByRole('heading', { level: 1, name: desk('practice.way') }).waitFor()
  await page.getByRole('button', { name: desk('practice.enter') }).click()
  await page.waitForURL(new RegExp(`^${address}/desk`, 'u'))
})

test('a ticket that was used says so and what to do', async () => {
  const page = await centre.visit('/desk/dang-nhap')
  await page.goto(`${address}/desk/chay-thu?ve=${'A'.repeat(32)}`)
  await page.getByText('Vé vào nơi chạy thử đã dùng', { exact: false }).waitFor()
})

test('who may take procedures to practice brings it up to date from the account page; who runs one centre is not offered it', async () => {
  const page = await centre.visitAs('thietke', '/desk')
  await page
    .context()
    .addCookies([{ name: 'motcua', value: await centre.as('thietke'), url: liveAddress, httpOnly: true, sameSite: 'Lax' }])
  await page.goto(`${liveAddress}/desk/phien`)
  await page.getByRole('button', { name: desk('practice.refresh') }).click()
  await page.getByText('Đã cập nhật:').waitFor()
  const other = await centre.visitAs('giamdoc', '/desk')
  await other
    .context()
    .addCookies([{ name: 'motcua', value: await centre.as('giamdoc'), url: liveAddress, httpOnly: true, sameSite: 'Lax' }])
  await other.goto(`${liveAddress}/desk/phien`)
  await other.getByRole('heading', { name: desk('keys.own') }).waitFor()
  expect(await other.getByRole('button', { name: desk('practice.refresh') }).count()).toBe(0)
})

test('every public page of practice, its board first, says so on the page, on the tab and in print; the real centre has no such mark', async () => {
  const page = await centre.visit('/')
  for (const path of ['/board', '/en/board', '/', '/tra-cuu']) {
    await page.goto(`${address}${path}`)
    const mark = path.startsWith('/en') ? portalEnglish['practice.title'] : portal('practice.title')
    const band = page.getByRole('note')
    expect([path, await band.textContent()]).toEqual([path, expect.stringContaining(mark) as string])
    expect([path, await page.title()]).toEqual([path, expect.stringMatching(new RegExp(`^${mark} – `, 'u')) as string])
    await page.emulateMedia({ media: 'print' })
    expect([path, await band.isVisible()]).toEqual([path, true])
    await page.emulateMedia({ media: 'screen' })
  }
  // On a television nothing has to be scrolled there either.
  await page.setViewportSize({ width: 1920, height: 1080 })
  await page.goto(`${address}/board`)
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(1080)
  await page.goto(`${liveAddress}/board`)
  expect(await page.getByRole('note').count()).toBe(0)
  expect(await page.title()).not.toContain(portal('practice.title'))
})
