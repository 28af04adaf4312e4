import { mkdirSync } from 'node:fs'
import { Secret, TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { buildWebIfNeeded } from '../tools/build-web.ts'
import { expectNoFault } from './accessible.ts'
import { desk } from './browser.ts'
import { openChromium } from './chromium.ts'
import { emptyInstallation } from './empty-installation.ts'

// From nothing to the first returned dossier, by screens alone: nothing below speaks to the API or the database.
await buildWebIfNeeded(() => undefined)
const [house, browser] = await Promise.all([emptyInstallation(), openChromium()])
afterAll(async () => {
  await browser.close()
})

const own = 'con trâu ăn cỏ non'
const pictures = process.env['PICTURES']

async function look(page: Page, name: string): Promise<void> {
  const wide = page.viewportSize()
  for (const width of pictures ? [1440, 390] : [1440]) {
    await page.setViewportSize({ width, height: 900 })
    await expectNoFault(page)
    if (!pictures) continue
    mkdirSync(pictures, { recursive: true })
    await page.screenshot({ path: `${pictures}/${name}-${width}.png`, fullPage: true })
  }
  if (wide) await page.setViewportSize(wide)
}

const button = async (page: Page, name: string): Promise<void> => await page.getByRole('button', { name, exact: true }).click()
const field = (page: Page, name: string) => page.getByLabel(name, { exact: true })

async function newBrowser(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh' })
  context.setDefaultTimeout(20_000)
  return await context.newPage()
}

/** A row of the checklist, in the words of its state. */
const stateOf = (page: Page, name: string) =>
  page.locator('.opening__row', { has: page.getByRole('link', { name, exact: true }) }).locator('.badge')
async function choose(page: Page, name: string, option: string): Promise<void> {
  await page.locator(`#field-${name}`).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}
/** Fills in the lines of a dialog and sends it. */
async function fill(page: Page, lines: Readonly<Record<string, string>>, submit: string): Promise<void> {
  const dialog = page.getByRole('dialog')
  for (const [name, text] of Object.entries(lines)) await dialog.getByLabel(name, { exact: true }).fill(text)
  await dialog.getByRole('button', { name: submit, exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
}

let operator: Page
const province = 'Tỉnh Lào Cai'
const agency = 'Sở Tài chính'
const centreName = 'Trung tâm Phục vụ hành chính công tỉnh Lào Cai'

const codeOf = (base32: string, ahead = 0): string =>
  new TOTP({ secret: Secret.fromBase32(base32) }).generate({ timestamp: Date.now() + ahead * 30_000 })

/** The step after the password: an application for codes. */
async function enrol(page: Page): Promise<string> {
  await page.getByRole('heading', { name: desk('step.enrolment.title') }).waitFor()
  await button(page, desk('enrol.totp'))
  const base32 = (await page.locator('.secret-text').textContent()) ?? ''
  await field(page, desk('proof.code')).fill(codeOf(base32))
  await button(page, desk('enrol.confirm'))
  await button(page, desk('recovery.kept'))
  return base32
}

test('only a person with the printed set-up code opens an empty installation', async () => {
  const code = /^\s+((?:[a-z2-9]{4}-){3}[a-z2-9]{4})$/mu.exec(house.output)?.[1] ?? ''
  expect(code).not.toBe('')
  const page = await newBrowser()
  operator = page
  // The sign-in page leads to the first run.
  await page.goto(`${house.address}/desk`)
  await page.getByRole('heading', { name: desk('firstAccount.title') }).waitFor()
  await look(page, 'first-account')
  await field(page, desk('firstAccount.code')).fill('aaaa-bbbb-cccc-dddd')
  await field(page, desk('accounts.fullName')).fill('Trần Mở Cửa')
  await field(page, desk('signIn.login')).fill('quantri')
  await field(page, desk('signIn.password')).fill(own)
  await field(page, desk('firstAccount.again')).fill(own)
  await button(page, desk('firstAccount.submit'))
  await page.getByText('Mã chưa đúng').first().waitFor()
  await look(page, 'first-account-wrong')
  await field(page, desk('firstAccount.code')).fill(code)
  // The account is made and the answer lost on the way, while the button is pressed twice: the person can still continue.
  let made = 0
  await page.route('**/setup/account', async (route) => {
    made += 1
    await route.fetch()
    await route.abort('connectionreset')
  })
  await page.getByRole('button', { name: desk('firstAccount.submit'), exact: true }).dblclick()
  await enrol(page)
  expect(made).toBe(1)
  await page.getByRole('heading', { level: 1 }).filter({ hasText: 'Trần Mở Cửa' }).waitFor()
  await look(page, 'operator-home')

  // From now on the page opens nothing, and the way to the desk is the sign-in.
  const other = await newBrowser()
  await other.goto(`${house.address}/desk/thiet-lap-ban-dau`)
  await other.getByText(desk('firstAccount.done')).waitFor()
  await look(other, 'first-account-done')
  await other.goto(`${house.address}/desk`)
  await other.getByRole('heading', { name: desk('signIn.title') }).waitFor()
})

test('the operator names the locality, adds an agency with a unit, and a centre with a counter; the checklist follows', async () => {
  const page = operator
  await page.goto(`${house.address}/desk/thiet-lap`)
  await expect.poll(() => stateOf(page, desk('opening.locality')).textContent()).toBe(desk('opening.state.missing'))
  expect(await stateOf(page, desk('opening.agencies')).textContent()).toBe(desk('opening.state.later'))
  await look(page, 'opening-empty')

  await page.getByRole('link', { name: desk('opening.locality'), exact: true }).click()
  await field(page, desk('locality.code')).fill('Lào Cai')
  await field(page, desk('locality.name')).fill(province)
  await button(page, desk('setup.save'))
  await page.getByText('Mã địa phương có dạng H17').first().waitFor()
  await field(page, desk('locality.code')).fill('H38')
  await button(page, desk('setup.save'))
  await page.getByText(desk('setup.saved')).waitFor()
  await look(page, 'locality')

  await page.goto(`${house.address}/desk/thiet-lap/co-quan`)
  await button(page, desk('agencies.add'))
  await look(page, 'agency-new')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(desk('setup.name'), { exact: true }).fill(agency)
  await dialog.getByLabel(desk('agencies.shortName'), { exact: true }).fill('Tài chính')
  await dialog.getByLabel(desk('setup.code'), { exact: true }).fill('H47.01')
  await dialog.getByRole('button', { name: desk('agencies.add'), exact: true }).click()
  await dialog.getByText('phải bắt đầu bằng mã của địa phương').first().waitFor()
  await fill(page, { [desk('setup.code')]: 'H38.01' }, desk('agencies.add'))
  await page.getByText(desk('units.show')).first().click()
  await button(page, desk('units.add'))
  await fill(page, { [desk('setup.name')]: 'Phòng Đăng ký kinh doanh', [desk('setup.code')]: 'P01' }, desk('units.add'))
  await page.locator('.place-row').getByText('Phòng Đăng ký kinh doanh').first().waitFor()
  await look(page, 'agencies')

  await page.goto(`${house.address}/desk/thiet-lap/trung-tam`)
  await button(page, desk('centres.add'))
  await fill(
    page,
    {
      [desk('setup.name')]: centreName,
      [desk('locality.address')]: 'Phường Lào Cai',
      [desk('centres.phone')]: '0214 000 001',
      [desk('setup.code')]: 'TTHCC',
    },
    desk('centres.add'),
  )
  await page.getByRole('heading', { name: centreName }).waitFor()
  await page.getByRole('button', { name: desk('counters.add') }).click()
  await fill(page, { [desk('setup.name')]: 'Quầy Đăng ký kinh doanh' }, desk('counters.add'))
  await page.getByText('Quầy số 1').waitFor()
  await look(page, 'centres')

  await page.goto(`${house.address}/desk/thiet-lap`)
  for (const row of ['opening.locality', 'opening.agencies', 'opening.units', 'opening.centres', 'opening.counters'] as const)
    await expect.poll(() => stateOf(page, desk(row)).textContent()).toBe(desk('opening.state.done'))
  expect(await stateOf(page, desk('opening.centre_accounts')).textContent()).toBe(desk('opening.state.missing'))
  await look(page, 'opening-places')
})

type Staff = {
  readonly login: string
  readonly name: string
  readonly role: string
  readonly at: 'centre' | 'agency' | null
  readonly proves: boolean
}
const staff = {
  counter: { login: 'tiepnhan', name: 'Lê Thị Quầy', role: 'Cán bộ tiếp nhận', at: 'centre', proves: false },
  manager: { login: 'giamdoc', name: 'Phạm Giám Đốc', role: 'Lãnh đạo Trung tâm', at: 'centre', proves: true },
  officer: { login: 'thuly', name: 'Hoàng Thụ Lý', role: 'Cán bộ thụ lý', at: 'agency', proves: false },
  head: { login: 'truongphong', name: 'Vũ Trưởng Phòng', role: 'Trưởng phòng', at: 'agency', proves: false },
  signatory: { login: 'lanhdao', name: 'Đặng Lãnh Đạo', role: 'Lãnh đạo ký', at: 'agency', proves: true },
  clerk: { login: 'vanthu', name: 'Bùi Văn Thư', role: 'Văn thư', at: 'agency', proves: false },
  designer: { login: 'thietke', name: 'Ngô Thiết Kế', role: 'Thiết kế quy trình', at: null, proves: true },
  publisher: { login: 'congbo', name: 'Đỗ Công Bố', role: 'Thiết kế quy trình', at: null, proves: true },
} as const satisfies Record<string, Staff>
const desks = new Map<keyof typeof staff, Page>()
const deskOf = (who: keyof typeof staff): Page => {
  const page = desks.get(who)
  if (!page) throw new Error(`${who} has not signed in`)
  return page
}

test('the operator opens the accounts; each signs in for the first time at a desk of their own', async () => {
  const page = operator
  await page.goto(`${house.address}/desk/tai-khoan`)
  for (const [who, { login, name, role, at, proves }] of Object.entries(staff) as [keyof typeof staff, Staff][]) {
    await button(page, desk('accounts.open'))
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(desk('accounts.fullName'), { exact: true }).fill(name)
    await page.locator('#field-login').fill(login)
    await choose(page, 'role', role)
    if (at === 'agency') await choose(page, 'agencyId', `${agency} (H38.01)`)
    await dialog.getByRole('button', { name: desk('accounts.open.submit'), exact: true }).click()
    const oneTime = (await page.getByTestId('one-time-password').textContent())?.trim() ?? ''
    await button(page, desk('accounts.given'))

    const theirs = await newBrowser()
    await theirs.goto(`${house.address}/desk`)
    await field(theirs, desk('signIn.login')).fill(login)
    await field(theirs, desk('signIn.password')).fill(oneTime)
    await button(theirs, desk('signIn.submit'))
    await field(theirs, desk('password.oneTime')).fill(oneTime)
    await field(theirs, desk('password.next')).fill(own)
    await field(theirs, desk('password.again')).fill(own)
    await button(theirs, desk('password.submit'))
    if (proves) await enrol(theirs)
    await theirs.getByRole('heading', { level: 1 }).filter({ hasText: name }).waitFor()
    desks.set(who, theirs)
  }
  await page.goto(`${house.address}/desk/thiet-lap`)
  for (const row of ['opening.agency_accounts', 'opening.centre_accounts', 'opening.designers'] as const)
    await expect.poll(() => stateOf(page, desk(row)).textContent()).toBe(desk('opening.state.done'))
})

const procedure = { code: '1.990001', name: 'Cấp giấy chứng nhận thử nghiệm' }

test('a designer enters a procedure and writes it whole; another publishes it after the gate has passed', async () => {
  const page = deskOf('designer')
  await page.goto(`${house.address}/desk/thu-tuc`)
  await page.getByRole('link', { name: desk('procedures.enter') }).click()
  await field(page, desk('procedure.code')).fill(procedure.code)
  await field(page, desk('procedure.name')).fill(procedure.name)
  await field(page, desk('procedure.sector')).fill('Đăng ký kinh doanh')
  await choose(page, 'agencyCode', agency)
  await look(page, 'enter-procedure')
  await button(page, desk('procedures.enter.submit'))

  await page.getByRole('heading', { name: desk('process.title') }).waitFor()
  await field(page, desk('procedure.legalLimit')).fill('5')
  await page.getByRole('button', { name: desk('process.addPaper') }).click()
  await field(page, desk('process.paper.name', { no: 1 })).fill('Giấy đề nghị')
  await page.getByRole('button', { name: desk('process.addFee') }).click()
  const fee = { no: 1, channel: desk('channel.direct') }
  await field(page, desk('process.fee.text', fee)).fill('Lệ phí cấp giấy chứng nhận')
  await page.getByText(desk('process.saved')).waitFor()
  // A sum nobody wrote keeps it from being published.
  await page.getByText('Chưa rõ số tiền').first().waitFor()
  await field(page, desk('process.fee.amount', fee)).fill('100000')
  await field(page, desk('procedure.results')).fill('Giấy chứng nhận')
  await page.getByRole('button', { name: desk('process.addBasis') }).click()
  await field(page, desk('procedure.basis.number', { no: 1 })).fill('Quyết định 01/2026/QĐ-UBND')
  await field(page, desk('procedure.basis.title', { no: 1 })).fill('Về thử nghiệm')
  await page.getByText(desk('process.saved')).waitFor()
  await expect.poll(() => page.getByText('Chưa rõ số tiền').count()).toBe(0)
  // The author sees why another person must publish it.
  await page.getByText('Ông/bà đã tham gia soạn bản này').first().waitFor()
  await look(page, 'procedure-draft')

  const publisher = deskOf('publisher')
  await publisher.goto(`${house.address}/desk/thu-tuc`)
  await publisher.getByText(desk('publishState.draft')).waitFor()
  await look(publisher, 'procedures-draft')
  // What waits is above the catalogue; it is read as a whole before it is published.
  await publisher.getByRole('link', { name: procedure.name }).first().click()
  await publisher.getByRole('heading', { level: 1, name: desk('review.title') }).waitFor()
  await look(publisher, 'draft-review')
  await publisher.getByText(desk('review.read')).click()
  await button(publisher, desk('process.publish'))
  await publisher.waitForURL(`**/desk/thu-tuc/${procedure.code}`)
  await publisher.getByRole('heading', { level: 1, name: procedure.name }).waitFor()
  await publisher.getByText('Thẩm định hồ sơ').first().waitFor()
})

test('the manager says who collects; every change is seen by the operator', async () => {
  const page = deskOf('manager')
  await page.goto(`${house.address}/desk/thiet-lap/don-vi-thu`)
  await page.getByText(desk('collectors.missing')).waitFor()
  const lines = {
    collectorName: 'Trung tâm Phục vụ hành chính công tỉnh Lào Cai',
    taxCode: '5300000001',
    bankBin: '970436',
    bankAccount: '0380001234567',
    templateSymbol: '01BLP0-001',
    seriesSymbol: 'LC-26T',
  } as const
  for (const [name, text] of Object.entries(lines) as [keyof typeof lines, string][])
    await field(page, desk(`changes.field.${name}`)).fill(text)
  await button(page, desk('setup.save'))
  await page.getByText(desk('setup.saved')).waitFor()
  await look(page, 'collector')
  await operator.goto(`${house.address}/desk/thiet-lap`)
  await operator.getByText('0380001234567').waitFor()
  await operator.getByText(desk('opening.ready')).waitFor()
  await look(operator, 'opening-ready')
})

let code = ''

test('a citizen is received at the counter, pays, and the dossier goes to the agency', async () => {
  const page = deskOf('counter')
  await page.goto(`${house.address}/desk/tiep-nhan`)
  await page.getByLabel(desk('intake.scan')).waitFor()
  await page.keyboard.insertText('010190000011||Nguyễn Thị Thử|12031990|Nữ|Phường Lào Cai|01062021')
  await page.keyboard.press('Enter')
  await expect.poll(() => field(page, desk('intake.fullName')).inputValue()).toBe('Nguyễn Thị Thử')
  await page.getByLabel(desk('intake.phone')).fill('0905000011')
  await page.keyboard.press('Enter')
  await page.keyboard.type('chung nhan thu nghiem')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: desk('intake.papers') }).waitFor()
  await page.keyboard.press('F2')
  await page.keyboard.press('Control+Enter')
  await page.getByText(desk('accepted.title', { name: 'Nguyễn Thị Thử' })).waitFor()
  code = (await page.locator('.accepted__code .code').textContent()) ?? ''
  expect(code).toMatch(/^H38\.01-\d{6}-\d{4,}$/u)
  await look(page, 'accepted')
  // Paid where it is owed: the sum is the procedure's.
  await page.getByRole('button', { name: '100.000' }).first().click()
  await page.getByText(desk('payment.nothing')).first().waitFor()

  await page.goto(`${house.address}/desk/ban-giao`)
  await page.getByRole('row', { name: code }).getByRole('checkbox').check({ force: true })
  await page.getByRole('button', { name: desk('handover.create') }).click()
  await page.getByRole('heading', { level: 1, name: desk('handover.title') }).waitFor()
})

/** Takes over everything of the newest list that waits for this person. */
async function receive(page: Page): Promise<void> {
  await page.goto(`${house.address}/desk/ban-giao`)
  await page.locator('a[href*="/ban-giao/BG"]').first().click()
  await page.getByRole('button', { name: desk('handover.chooseAll') }).click()
  await page.getByRole('button', { name: desk('handover.receive', { count: 1 }) }).click()
  await page.getByText(desk('handover.received', { count: 1 })).waitFor()
}

async function act(page: Page, name: string, lines: Readonly<Record<string, string>> = {}): Promise<void> {
  await page.goto(`${house.address}/desk/ho-so/${code}`)
  await page.getByRole('button', { name }).first().click()
  const dialog = page.getByRole('dialog')
  for (const [label, text] of Object.entries(lines)) await dialog.getByLabel(label, { exact: true }).fill(text)
  await dialog.locator('button[type=submit]').click()
  await dialog.waitFor({ state: 'hidden' })
}

test('the agency takes it over, works on it step by step, signs and records the result', async () => {
  await receive(deskOf('clerk'))
  await act(deskOf('officer'), 'Hoàn thành bước')
  await act(deskOf('head'), 'Hoàn thành bước')
  await act(deskOf('signatory'), 'Ký duyệt')
  const clerk = deskOf('clerk')
  await act(clerk, 'Ghi nhận kết quả', { [desk('act.resultNumber')]: '01/GCN', [desk('act.resultName')]: 'Giấy chứng nhận' })
  await clerk.goto(`${house.address}/desk/ban-giao`)
  await clerk.getByRole('row', { name: code }).getByRole('checkbox').check({ force: true })
  await clerk.getByRole('button', { name: desk('handover.create') }).click()
  await clerk.getByRole('heading', { level: 1, name: desk('handover.title') }).waitFor()
})

test('the result comes back to the counter and is returned; the board counts it', async () => {
  const page = deskOf('counter')
  await receive(page)
  await page.goto(`${house.address}/desk/tra-ket-qua`)
  await page.getByLabel(desk('results.find')).fill(code)
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await expect.poll(() => dialog.getByLabel(desk('act.receivedBy')).inputValue()).toBe('Nguyễn Thị Thử')
  await dialog.locator('button[type=submit]').click()
  await page.getByText(desk('rating.invite')).waitFor()
  await look(page, 'returned')
  const citizen = await newBrowser()
  await citizen.goto(`${house.address}/`)
  await citizen.getByText(province).first().waitFor()
  await citizen.goto(`${house.address}/board`)
  await citizen.getByText(agency).first().waitFor()
  await look(citizen, 'board')
})
