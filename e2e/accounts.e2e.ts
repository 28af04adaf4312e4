import { mkdirSync } from 'node:fs'
import { Secret, TOTP } from 'otpauth'
import type { Page, Request } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { issueOneTimePassword, openAccount } from '#identity'
import { expectNoFault } from './accessible.ts'
import type { Area, Right } from '#web-api'
import { mayUse, type PageName } from '../web/desk/shell/page-needs.ts'
import { patterns } from '../web/desk/paths.ts'
import { browsedCentre, desk } from './browser.ts'

const centre = await browsedCentre()
const { call, as, visitAs } = centre
const own = 'con trâu ăn cỏ non'
const pictures = process.env['PICTURES']

async function look(page: Page, name: string): Promise<void> {
  if (pictures) {
    mkdirSync(pictures, { recursive: true })
    await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true })
  }
  await expectNoFault(page)
}

const button = async (page: Page, name: string): Promise<void> => await page.getByRole('button', { name, exact: true }).click()
const codeOf = (base32: string, ahead = 0): string =>
  new TOTP({ secret: Secret.fromBase32(base32) }).generate({ timestamp: Date.now() + ahead * 30_000 })

async function signIn(page: Page, login: string, password: string): Promise<void> {
  await page.getByLabel(desk('signIn.login')).fill(login)
  await page.getByLabel(desk('signIn.password'), { exact: true }).fill(password)
  await page.getByLabel(desk('signIn.password'), { exact: true }).press('Enter')
}

async function choosePassword(page: Page, oneTime: string): Promise<void> {
  await page.getByLabel(desk('password.oneTime')).fill(oneTime)
  await page.getByLabel(desk('password.next'), { exact: true }).fill(own)
  await page.getByLabel(desk('password.again')).fill(own)
  await button(page, desk('password.submit'))
}

test('an operator is opened on the command line, signs in for the first time, and opens an officer’s account on the screen', async () => {
  const { id } = await openAccount(centre.db.kysely, 'command_line', {
    login: 'quantri.moi',
    displayName: 'Trần Quản Trị',
    role: 'operator',
    agencyId: null,
    centreId: null,
  })
  const oneTime = await issueOneTimePassword(centre.db.kysely, 'command_line', id)
  const page = await centre.visit('/desk', { viewport: { width: 390, height: 800 } })
  await signIn(page, 'quantri.moi', oneTime)
  await page.getByRole('heading', { name: desk('step.password.title') }).waitFor()
  await look(page, 'first-password-390')
  // A work page is not open by its address either.
  await page.goto(`${centre.address}/desk/tai-khoan`)
  await page.getByRole('heading', { name: desk('step.password.title') }).waitFor()
  await page.getByLabel(desk('password.oneTime')).fill(oneTime)
  await page.getByLabel(desk('password.next'), { exact: true }).fill('matkhau123456')
  await page.getByLabel(desk('password.again')).fill('matkhau123456')
  await button(page, desk('password.submit'))
  await page.getByText('hay bị đoán trước').first().waitFor()
  await choosePassword(page, oneTime)
  await page.getByRole('heading', { name: desk('step.enrolment.title') }).waitFor()
  await button(page, desk('enrol.totp'))
  const base32 = (await page.locator('.secret-text').textContent()) ?? ''
  await look(page, 'enrol-390')
  await page.getByLabel(desk('proof.code'), { exact: true }).fill(codeOf(base32))
  await button(page, desk('enrol.confirm'))
  await page.getByText(desk('recovery.keep')).waitFor()
  await look(page, 'recovery-codes-390')
  await button(page, desk('recovery.kept'))
  await page.getByRole('heading', { level: 1, name: desk('area.accounts') }).waitFor()
  await page.getByLabel(desk('accounts.search')).fill('tiepnhan')
  await page.getByText(desk('accounts.count').replace('{count}', '4')).waitFor()
  await look(page, 'accounts-390')
  await page.setViewportSize({ width: 1440, height: 900 })

  // Long after, the form is filled in; the step-up dialog opens over it, and the request then continues unchanged.
  await centre.db.peek(`update identity.session set confirmed_at = now() - interval '11 minutes' where account_id = $1`, [id])
  await button(page, desk('accounts.open'))
  await page.getByLabel(desk('accounts.fullName')).fill('Lê Thị Quầy')
  await page.locator('#field-login').fill('quay.moi')
  await page.locator('#field-role').click()
  await page.getByRole('option', { name: 'Cán bộ tiếp nhận' }).click()
  await look(page, 'open-account')
  await button(page, desk('accounts.open.submit'))
  const confirming = page.getByRole('dialog', { name: desk('confirm.title') })
  await confirming.waitFor()
  await look(page, 'confirm')
  await confirming.getByLabel(desk('proof.code'), { exact: true }).fill(codeOf(base32, 1))
  await confirming.getByRole('button', { name: desk('proof.submit'), exact: true }).click()
  const shown = page.getByTestId('one-time-password')
  await shown.waitFor()
  const issued = (await shown.textContent())?.trim() ?? ''
  expect(issued).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/u)
  await look(page, 'one-time-password')

  const theirs = await centre.visit('/desk')
  await signIn(theirs, 'quay.moi', issued)
  await theirs.getByRole('heading', { name: desk('step.password.title') }).waitFor()
  await choosePassword(theirs, issued)
  await theirs.getByRole('heading', { level: 1 }).filter({ hasText: 'Lê Thị Quầy' }).waitFor()
  await theirs.goto(`${centre.address}/desk/phien`)
  await theirs.getByRole('heading', { name: desk('sessions.list') }).waitFor()
  await look(theirs, 'own-account')

  // Ended by the operator: the next request reports it.
  await page.getByLabel(desk('accounts.search')).fill('quay moi')
  await page.getByLabel(desk('accounts.search')).fill('lê thị quầy')
  await page.getByRole('link', { name: 'Lê Thị Quầy' }).click()
  await page.getByRole('heading', { level: 1, name: 'Lê Thị Quầy' }).waitFor()
  await look(page, 'account')
  await button(page, desk('accounts.disable'))
  await page
    .getByRole('dialog')
    .getByRole('button', { name: desk('accounts.disable'), exact: true })
    .click()
  await page.getByText(desk('accounts.disabled'), { exact: true }).waitFor()
  await theirs.reload()
  await theirs.getByLabel(desk('signIn.login')).waitFor()
  await signIn(theirs, 'quay.moi', own)
  await theirs.getByText('chưa đúng').first().waitFor()
})

test('a signatory signs in with a passkey, and proves with it before a table is taken away', async () => {
  const [{ id: centreId } = { id: '' }] = await centre.db.peek<{ id: string }>('select id from centre.centre limit 1')
  const { id } = await openAccount(centre.db.kysely, 'command_line', {
    login: 'quanly.moi',
    displayName: 'Phạm Quản Lý',
    role: 'centre_manager',
    agencyId: null,
    centreId: centreId as never,
  })
  const oneTime = await issueOneTimePassword(centre.db.kysely, 'command_line', id)
  // Passkeys belong to a name; a number has none.
  const address = centre.address.replace('127.0.0.1', 'localhost')
  const page = await centre.visit('/desk')
  const devices = await page.context().newCDPSession(page)
  await devices.send('WebAuthn.enable')
  await devices.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
  })
  await page.goto(`${address}/desk`)
  await signIn(page, 'quanly.moi', oneTime)
  await page.getByRole('heading', { name: desk('step.password.title') }).waitFor()
  await choosePassword(page, oneTime)
  await page.getByRole('heading', { name: desk('step.enrolment.title') }).waitFor()
  await button(page, desk('enrol.passkey'))
  await button(page, desk('recovery.kept'))
  await page.getByRole('heading', { level: 1 }).filter({ hasText: 'Phạm Quản Lý' }).waitFor()

  await page.goto(`${address}/desk/phien`)
  await button(page, desk('sessions.signOut'))
  await signIn(page, 'quanly.moi', own)
  await page.getByText(desk('step.secondFactor')).waitFor()
  await look(page, 'second-factor')
  await button(page, desk('proof.passkey'))
  await page.getByRole('heading', { level: 1 }).filter({ hasText: 'Phạm Quản Lý' }).waitFor()

  await page.goto(`${address}/desk/trach-nhiem`)
  await centre.db.peek(`update identity.session set confirmed_at = now() - interval '11 minutes' where account_id = $1`, [id])
  await page.getByRole('link', { name: desk('held.csv') }).click()
  const confirming = page.getByRole('dialog', { name: desk('confirm.title') })
  await confirming.waitFor()
  const downloading = page.waitForEvent('download')
  await confirming.getByRole('button', { name: desk('proof.passkey') }).click()
  expect((await downloading).suggestedFilename()).toBe('trach-nhiem.csv')
})

describe('a page that is not somebody’s', () => {
  const filled = (pattern: string, code: string): string =>
    pattern
      .replace('/ho-so/:code', `/ho-so/${encodeURIComponent(code)}`)
      .replace(':code', '1.001612')
      .replace(':number', 'BG-1')
      .replace(':id', '00000000-0000-7000-8000-000000000001')

  test.each(['tiepnhan1', 'vanthu.skhdt', 'vanhanh'])(
    'shows %s the refusal and nothing to press, and asks the server nothing',
    async (login) => {
      const token = await as(login)
      const session = (
        await call<{ areas: Area[]; rights: { right: Right; centreIds: string[] | null }[] }>(token, 'GET', '/sessions/current')
      ).body
      const page = await visitAs(login, '/desk/phien')
      await page.locator('main h1').waitFor()
      const refused: string[] = []
      // What was asked before is over by then or is not counted.
      const open = new Set<Request>()
      page.on('request', (request) => {
        if (request.resourceType() !== 'eventsource') open.add(request)
      })
      page.on('requestfinished', (request) => open.delete(request))
      page.on('requestfailed', (request) => open.delete(request))
      page.on('response', (response) => {
        if (response.status() === 403) refused.push(new URL(response.url()).pathname)
      })
      const wrong: string[] = []
      const closed: string[] = []
      for (const [name, pattern] of Object.entries(patterns) as [PageName, string][]) {
        if (['signIn', 'firstAccount', 'enterPractice'].includes(name)) continue
        refused.length = 0
        await page.evaluate(
          (path) => {
            history.pushState({}, '', path)
            dispatchEvent(new PopStateEvent('popstate', { state: {} }))
          },
          `/desk${filled(pattern, 'H47.01-010101-0001')}`,
        )
        await page.waitForFunction((path) => location.pathname.startsWith(path), '/desk')
        await expect.poll(() => open.size, { timeout: 10_000 }).toBe(0)
        const { title, controls } = await page.locator('main').evaluate((main) => ({
          title: main.querySelector('h1')?.textContent ?? '',
          controls: main.querySelectorAll('a, button, input, select, textarea').length,
        }))
        if (mayUse(name, session) === (title === desk('notYours.title'))) wrong.push(`${name} shows “${title}”`)
        if (title === desk('notYours.title')) {
          closed.push(name)
          if (controls > 0 || refused.length > 0) wrong.push(`${name} has ${controls} controls and asked ${refused.join()}`)
        } else if (refused.length > 0 && controls > 1) wrong.push(`${name} was refused ${refused.join()} and has ${controls} controls`)
      }
      expect(wrong).toEqual([])
      expect(closed.length).toBeGreaterThan(3)
    },
  )
})
