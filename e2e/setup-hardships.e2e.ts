import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { globalKeys } from '../web/desk/lib/keys.ts'
import { browsedCentre, desk } from './browser.ts'

// Setting up a centre survives a double press, a lost network and an accidental way back without typing again.
const centre = await browsedCentre()
const { visitAs, call, as } = centre

type Screen = {
  readonly name: string
  readonly login: string
  readonly path: string
  /** Opens the form. */
  readonly open: (page: Page) => Promise<void>
  readonly submit: string
  /** Fields by their names, in the words of one try. */
  readonly words: (no: number) => Readonly<Record<string, string>>
  readonly choose?: (page: Page) => Promise<void>
  /** How many of it there are. */
  readonly count: (no: number) => Promise<number>
}

const press =
  (name: string, nth = 0) =>
  async (page: Page): Promise<void> =>
    await page.getByRole('button', { name }).nth(nth).click()
const linesOf = async (login: string, path: string): Promise<string> =>
  JSON.stringify((await call(login === '' ? null : await as(login), 'GET', path)).body)
const times = (text: string, word: string): number => text.split(`"${word}"`).length - 1

const screens: readonly Screen[] = [
  {
    name: 'the locality',
    login: 'vanhanh',
    path: '/desk/thiet-lap/dia-phuong',
    open: async () => {},
    submit: desk('setup.save'),
    words: (no) => ({ address: `Số ${no}, đường Hùng Vương` }),
    count: async (no) => times(await linesOf('', '/locality'), `Số ${no}, đường Hùng Vương`),
  },
  {
    name: 'an agency',
    login: 'vanhanh',
    path: '/desk/thiet-lap/co-quan',
    open: press(desk('agencies.add')),
    submit: desk('agencies.add'),
    words: (no) => ({ name: `Sở Thử ${no}`, shortName: `Thử ${no}`, code: `H47.7${no}` }),
    count: async (no) => times(await linesOf('', '/agencies'), `Sở Thử ${no}`),
  },
  {
    name: 'a unit',
    login: 'vanhanh',
    path: '/desk/thiet-lap/co-quan',
    open: async (page) => {
      await page.getByText(desk('units.show')).first().click()
      await page
        .getByRole('button', { name: desk('units.add') })
        .first()
        .click()
    },
    submit: desk('units.add'),
    words: (no) => ({ name: `Phòng Thử ${no}`, code: `PT${no}` }),
    count: async (no) => {
      const { items } = (await call<{ items: { code: string }[] }>(null, 'GET', '/agencies')).body
      const all = await Promise.all(items.map(async ({ code }) => await linesOf('vanhanh', `/agencies/${code}/units`)))
      return times(all.join(), `Phòng Thử ${no}`)
    },
  },
  {
    name: 'a centre',
    login: 'vanhanh',
    path: '/desk/thiet-lap/trung-tam',
    open: press(desk('centres.add')),
    submit: desk('centres.add'),
    words: (no) => ({ name: `Trung tâm xã Thử ${no}`, address: `Xã ${no}`, phone: '0235 100 200', code: `XT${no}` }),
    count: async (no) => times(await linesOf('', '/centres'), `Trung tâm xã Thử ${no}`),
  },
  {
    name: 'a counter',
    login: 'giamdoc',
    path: '/desk/thiet-lap/trung-tam',
    open: press(desk('counters.add')),
    submit: desk('counters.add'),
    words: (no) => ({ number: `${70 + no}`, name: `Quầy Thử ${no}` }),
    count: async (no) => times(await linesOf('', '/centres'), `Quầy Thử ${no}`),
  },
  {
    name: 'who collects',
    login: 'giamdoc',
    path: '/desk/thiet-lap/don-vi-thu',
    open: async () => {},
    submit: desk('setup.save'),
    words: (no) => ({
      collectorName: `Đơn vị thu ${no}`,
      taxCode: '4000100001',
      bankBin: '970436',
      bankAccount: `00110000${no}`,
      templateSymbol: '01BLP0-001',
      seriesSymbol: 'BI-26T',
      refundLimitDong: '100000',
    }),
    count: async (no) => times(await linesOf('giamdoc', `/collectors/${centre.centreId}`), `Đơn vị thu ${no}`),
  },
  {
    name: 'a procedure',
    login: 'thietke',
    path: '/desk/nhap-thu-tuc',
    open: async () => {},
    submit: desk('procedures.enter.submit'),
    words: (no) => ({ code: `9.00000${no}`, name: `Thủ tục nhập thử ${no}`, sector: 'Thử nghiệm' }),
    choose: async (page) => {
      await page.locator('#field-agencyCode').click()
      await page.getByRole('option').first().click()
    },
    count: async (no) => ((await call(await as('thietke'), 'GET', `/procedures/9.00000${no}/draft`)).status === 200 ? 1 : 0),
  },
]

async function filled(screen: Screen, no: number): Promise<Page> {
  const page = await visitAs(screen.login, screen.path)
  await fillIn(page, screen, no)
  return page
}
async function fillIn(page: Page, screen: Screen, no: number): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await screen.open(page)
  for (const [name, text] of Object.entries(screen.words(no))) await page.locator(`input[name="${name}"]`).fill(text)
  await screen.choose?.(page)
}
const submitOf = (page: Page, { submit }: Screen) => page.locator('form').getByRole('button', { name: submit, exact: true })
const isShown = async (page: Page, screen: Screen, no: number): Promise<void> => {
  for (const [name, text] of Object.entries(screen.words(no)))
    expect([name, await page.locator(`input[name="${name}"]`).inputValue()]).toEqual([name, text])
}

describe.each(screens)('$name', (screen) => {
  test('pressed twice is sent once', async () => {
    const page = await filled(screen, 1)
    const sent: string[] = []
    page.on('request', (request) => {
      if (request.method() !== 'GET' && request.url().includes('/api/v1/')) sent.push(request.headers()['idempotency-key'] ?? '')
    })
    await submitOf(page, screen).dblclick()
    await expect.poll(() => screen.count(1)).toBe(1)
    await page.waitForLoadState('networkidle')
    expect(new Set(sent).size).toBe(1)
    expect(await screen.count(1)).toBe(1)
  })

  test('without a network is reported as not sent, keeps its input, and is sent when the network is back', async () => {
    const page = await filled(screen, 2)
    await page.context().setOffline(true)
    await submitOf(page, screen).click()
    await page.getByText('Không liên lạc được với máy chủ').first().waitFor()
    await isShown(page, screen, 2)
    await page.context().setOffline(false)
    await submitOf(page, screen).click()
    await expect.poll(() => screen.count(2)).toBe(1)
  })

  test('takes effect once when its answer was lost, however often it is retried', async () => {
    const page = await filled(screen, 3)
    let isLost = false
    await page.route('**/api/v1/**', async (route) => {
      if (route.request().method() === 'GET' || isLost) return await route.continue()
      isLost = true
      await route.fetch()
      await route.abort('connectionreset')
    })
    await submitOf(page, screen).click()
    await page.getByText('Không liên lạc được với máy chủ').first().waitFor()
    await isShown(page, screen, 3)
    await submitOf(page, screen).click()
    await expect.poll(() => screen.count(3)).toBe(1)
    await page.waitForLoadState('networkidle')
    expect(await page.getByRole('alert').count()).toBe(0)
    expect(await screen.count(3)).toBe(1)
  })

  test('leaving by mistake asks first: staying keeps everything, leaving sends nothing', async () => {
    const page = await visitAs(screen.login, screen.path)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    // Away and back within the desk, so that its history has somewhere to go.
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    for (const key of globalKeys.goSessions.split(' ')) await page.keyboard.press(key)
    await page.getByRole('heading', { level: 1, name: desk('sessions.title') }).waitFor()
    await page.evaluate(() => history.back())
    await expect.poll(() => new URL(page.url()).pathname).toBe(screen.path)
    await fillIn(page, screen, 4)
    await page.evaluate(() => history.forward())
    const ask = page.getByRole('dialog', { name: desk('unsaved.title') })
    await ask.waitFor()
    await ask.getByRole('button', { name: desk('unsaved.stay') }).click()
    await ask.waitFor({ state: 'hidden' })
    await isShown(page, screen, 4)
    await page.evaluate(() => history.forward())
    await ask.getByRole('button', { name: desk('unsaved.leave') }).click()
    await page.getByRole('heading', { level: 1, name: desk('sessions.title') }).waitFor()
    expect(await screen.count(4)).toBe(0)
  })
})
