// node e2e/take-pictures.ts http://127.0.0.1:3000 docs/pictures [--only desk-] [--whole]
//
// Pictures of every screen of a running demonstration server, at the width of a desk and of a telephone, light and
// dark. Begins a day first, so that no screen stands empty; the server must have been started with the demonstration
// pack and should be one that may be thrown away. `--only`: names that begin so; `--whole`: the page to its end.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { openChromium } from './chromium.ts'
import { beginDay, callerAt } from './picture-day.ts'

const [address, folder, ...options] = process.argv.slice(2)
if (!address || !folder) {
  process.stderr.write('node e2e/take-pictures.ts ADDRESS FOLDER [--only NAME] [--whole]\n')
  process.exit(2)
}
const origin = address.replace(/\/$/u, '')
const only = options.includes('--only') ? (options[options.indexOf('--only') + 1] ?? '') : ''
const isWhole = options.includes('--whole')
const widths = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const
const themes = ['light', 'dark'] as const

const caller = callerAt(origin)
const day = await beginDay(caller)
const dossierPath = (code: string, act?: string) => `/desk/ho-so/${encodeURIComponent(code)}${act ? `?thao-tac=${act}` : ''}`

type Picture = {
  readonly name: string
  readonly path: string
  /** Whose screen; null is anybody's. */
  readonly login: string | null
  /** What is done on the page before the picture. */
  readonly first?: (page: Page) => Promise<unknown>
}

const track = (code: string, secret: string) => async (page: Page) => {
  await page.locator('#code').fill(code)
  await page.locator('#secret').fill(secret)
  await page.locator('form:has(#secret) button[type=submit]').click()
  await page.locator('h1', { hasText: code }).waitFor()
}
const tab = (name: string) => async (page: Page) => await page.getByRole('tab', { name }).click()
const dialog = async (page: Page) => await page.getByRole('dialog').waitFor()

const pictures: readonly Picture[] = [
  { name: 'portal-home', path: '/', login: null },
  { name: 'portal-home-en', path: '/en', login: null },
  { name: 'portal-search', path: `/thu-tuc?q=${encodeURIComponent('dang ky kinh doan')}`, login: null },
  { name: 'portal-search-nothing', path: '/thu-tuc?q=xyzxyz', login: null },
  { name: 'portal-procedure', path: `/thu-tuc/${day.forwarded.code}`, login: null },
  { name: 'portal-procedure-en', path: `/en/thu-tuc/${day.forwarded.code}`, login: null },
  { name: 'portal-tracking-form', path: '/tra-cuu', login: null },
  {
    name: 'portal-tracking-faults',
    path: '/tra-cuu',
    login: null,
    first: async (page) => await page.locator('form:has(#secret) button[type=submit]').click(),
  },
  { name: 'portal-tracking', path: '/tra-cuu', login: null, first: track(day.atAgency.code, day.atAgency.lookupSecret) },
  { name: 'portal-tracking-en', path: '/en/tra-cuu', login: null, first: track(day.atAgency.code, day.atAgency.lookupSecret) },
  { name: 'portal-tracking-supplement', path: '/tra-cuu', login: null, first: track(day.supplement.code, day.supplement.lookupSecret) },
  { name: 'portal-tracking-to-pay', path: '/tra-cuu', login: null, first: track(day.owing.code, day.owing.lookupSecret) },
  { name: 'portal-rating', path: day.ratingPath, login: null },
  { name: 'portal-missing', path: '/khong-co', login: null },
  { name: 'board', path: '/board', login: null },
  { name: 'board-en', path: '/en/board', login: null },
  { name: 'api-docs', path: '/api/docs', login: null },

  { name: 'desk-sign-in', path: '/desk/dang-nhap', login: null },
  { name: 'desk-home', path: '/desk', login: 'tiepnhan1' },
  { name: 'desk-home-manager', path: '/desk', login: 'giamdoc' },
  { name: 'desk-intake-empty', path: '/desk/tiep-nhan', login: 'tiepnhan1' },
  { name: 'desk-intake', path: '/desk/tiep-nhan', login: 'tiepnhan1', first: async (page) => await intake(page, day.forwarded.code) },
  {
    name: 'desk-intake-faults',
    path: '/desk/tiep-nhan',
    login: 'tiepnhan2',
    first: async (page) => {
      await page.keyboard.press('Control+Enter')
      await page.getByRole('alert').first().waitFor()
    },
  },
  {
    name: 'desk-accepted',
    path: '/desk/tiep-nhan',
    login: 'tiepnhan3',
    first: async (page) => {
      await intake(page, day.charged.code)
      await page.keyboard.press('Control+Enter')
      await page.locator('.accepted').waitFor()
    },
  },
  { name: 'desk-handovers', path: '/desk/ban-giao', login: 'tiepnhan1' },
  { name: 'desk-handover', path: `/desk/ban-giao/${encodeURIComponent(day.waiting)}`, login: 'thuly.skhdt' },
  { name: 'desk-results', path: '/desk/tra-ket-qua', login: 'tiepnhan1' },
  { name: 'desk-search', path: '/desk/tim?q=Nguy%E1%BB%85n', login: 'tiepnhan1' },
  { name: 'desk-search-nothing', path: '/desk/tim?q=Khongai', login: 'tiepnhan1' },
  { name: 'desk-procedures', path: '/desk/thu-tuc?q=kinh+doanh', login: 'tiepnhan1' },
  { name: 'desk-procedure', path: `/desk/thu-tuc/${day.forwarded.code}`, login: 'tiepnhan1' },
  { name: 'desk-process', path: `/desk/thu-tuc/${day.forwarded.code}/quy-trinh`, login: 'thietke' },
  { name: 'desk-payment', path: dossierPath(day.owing.code), login: 'tiepnhan1', first: tab('Phí, lệ phí') },
  {
    name: 'desk-payment-transfer',
    path: dossierPath(day.owing.code),
    login: 'tiepnhan1',
    first: async (page) => {
      await tab('Phí, lệ phí')(page)
      await page.getByText('Chuyển khoản (VietQR)').click()
    },
  },
  { name: 'desk-paid', path: dossierPath(day.paid.code), login: 'tiepnhan1', first: tab('Phí, lệ phí') },
  { name: 'desk-cash-book', path: '/desk/so-quy', login: 'tiepnhan1' },
  {
    name: 'desk-cash-closing',
    path: '/desk/so-quy',
    login: 'tiepnhan1',
    first: async (page) => {
      await page.getByRole('button', { name: 'Kiểm đếm và chốt sổ' }).click()
      await dialog(page)
    },
  },
  ...(['mine', 'unit', 'handover', 'awaiting', 'results', 'apologies'] as const).map((inbox) => ({
    name: `desk-inbox-${inbox}`,
    path: `/desk/viec?muc=${inbox}`,
    login: 'thuly.skhdt',
  })),
  { name: 'desk-inbox', path: '/desk/viec?muc=unit', login: 'truongphong.skhdt' },
  { name: 'desk-dossier', path: dossierPath(day.atAgency.code), login: 'truongphong.skhdt' },
  {
    name: 'desk-dossier-refused-acts',
    path: dossierPath(day.atAgency.code),
    login: 'truongphong.skhdt',
    first: async (page) => await page.locator('.acts summary').click(),
  },
  ...(['Giấy tờ', 'Văn bản', 'Thời gian giữ', 'Quy trình'] as const).map((name, nth) => ({
    name: `desk-dossier-tab-${['papers', 'documents', 'ledger', 'process'][nth] ?? ''}`,
    path: dossierPath(day.supplement.code),
    login: 'thuly.skhdt',
    first: tab(name),
  })),
  { name: 'desk-dossier-suspended', path: dossierPath(day.suspended.code), login: 'tiepnhan1' },
  { name: 'desk-dossier-supplement', path: dossierPath(day.supplement.code), login: 'tiepnhan1' },
  { name: 'desk-dossier-extension', path: dossierPath(day.extension.code), login: 'lanhdao.skhdt' },
  ...(['suspend', 'request_supplement', 'request_extension', 'complete_step', 'restart_clock', 'refuse'] as const).map((act) => ({
    name: `desk-act-${act}`,
    path: dossierPath(day.atAgency.code, act),
    login: act === 'request_supplement' ? 'thuly.skhdt' : 'truongphong.skhdt',
  })),
  { name: 'desk-act-approve_extension', path: dossierPath(day.extension.code, 'approve_extension'), login: 'lanhdao.skhdt' },
  { name: 'desk-act-stop', path: dossierPath(day.suspended.code, 'stop'), login: 'lanhdao.skhdt' },
  { name: 'desk-calendar', path: '/desk/lich-lam-viec', login: 'vanhanh' },
  { name: 'desk-decree-form', path: '/desk/lich-lam-viec/nhap', login: 'vanhanh' },
  { name: 'desk-decree-hours', path: '/desk/lich-lam-viec/nhap', login: 'giamdoc' },
  {
    name: 'desk-decree-preview',
    path: '/desk/lich-lam-viec/nhap',
    login: 'vanhanh',
    first: async (page) => {
      const fields = { on: '10/12/2026', name: 'Nghỉ do bão', basis: 'Công điện thử nghiệm', reason: 'Bão đổ bộ' }
      for (const [field, text] of Object.entries(fields)) await page.locator(`[name="${field}"]`).fill(text)
      await page.locator('form button[type=submit]').last().click()
      await page.locator('#decree-preview').waitFor()
    },
  },
  { name: 'desk-decree', path: `/desk/lich-lam-viec/van-ban/${day.decreeId}`, login: 'vanhanh' },
  { name: 'desk-officers', path: '/desk/can-bo', login: 'giamdoc' },
  { name: 'desk-alerts', path: '/desk/canh-bao', login: 'truongphong.skhdt' },
  { name: 'desk-sessions', path: '/desk/phien', login: 'tiepnhan1' },
  { name: 'desk-register', path: '/desk/so-theo-doi', login: 'tiepnhan1' },
  { name: 'desk-accountability', path: '/desk/trach-nhiem', login: 'giamdoc' },
  { name: 'desk-missing', path: '/desk/khong-co', login: 'tiepnhan1' },
]

/** A visitor's chip card read, their procedure chosen, their papers ticked. */
async function intake(page: Page, procedureCode: string): Promise<void> {
  await page.locator('input[name=scan]').focus()
  await page.keyboard.insertText('049190000011|205123456|Nguyễn Thị Thử|12031990|Nữ|Phường Tam Kỳ, thành phố Đà Nẵng|01062021')
  await page.keyboard.press('Enter')
  await page.locator('input[name="applicant.fullName"]').and(page.locator('[value*="Thử"]')).waitFor()
  await page.locator('input[name="applicant.phone"]').fill('0905000011')
  const procedure = page.getByRole('combobox').first()
  await procedure.fill(procedureCode)
  await page.getByRole('option').first().waitFor()
  await procedure.press('Enter')
  await page.locator('#part-papers').waitFor()
  await page.keyboard.press('F2')
  await page.waitForLoadState('networkidle')
}

const browser = await openChromium()
mkdirSync(folder, { recursive: true })
let failed = 0
for (const viewport of widths)
  for (const theme of themes) {
    const contexts = new Map<string | null, BrowserContext>()
    const contextOf = async (login: string | null): Promise<BrowserContext> => {
      const known = contexts.get(login)
      if (known) return known
      const context = await browser.newContext({ viewport, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh', colorScheme: theme })
      context.setDefaultTimeout(8000)
      if (login && login !== 'practice')
        await context.addCookies([{ name: 'motcua', value: await caller.tokenOf(login), url: origin, httpOnly: true, sameSite: 'Lax' }])
      contexts.set(login, context)
      return context
    }
    const take = async (login: string | null, name: string, path: string, first?: Picture['first']): Promise<void> => {
      if (!name.startsWith(only)) return
      const file = `${name}-${viewport.width}${theme === 'dark' ? '-dark' : ''}.png`
      const page = await (await contextOf(login)).newPage()
      try {
        await page.goto(path.startsWith('http') ? path : `${origin}${path}`, { waitUntil: 'load' })
        await page.locator('h1').first().waitFor()
        // The board's stream never rests.
        if (!path.endsWith('/board')) await page.waitForLoadState('networkidle')
        await first?.(page)
        if (!path.endsWith('/board')) await page.waitForLoadState('networkidle')
        await page.evaluate('document.fonts.ready')
        await page.screenshot({ path: join(folder, file), fullPage: isWhole })
        const over = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
        process.stdout.write(`${file}${over > 0 ? `   ${over} px too wide` : ''}\n`)
      } catch (error) {
        failed += 1
        process.stderr.write(`${file}   not taken: ${String(error).split('\n')[0] ?? ''}\n`)
      } finally {
        await page.close()
      }
    }
    for (const picture of pictures) await take(picture.login, picture.name, picture.path, picture.first)
    if ('practice'.startsWith(only) || only.startsWith('practice')) {
      const { address: wayIn } = await caller.call<{ address: string }>('tiepnhan1', 'POST', '/practice/tickets', {
        path: '/desk/tiep-nhan',
      })
      await take('practice', 'practice-intake', wayIn, async (page) => await page.locator('.practice-bar').waitFor())
    }
    for (const context of contexts.values()) await context.close()
  }
await browser.close()
process.exitCode = failed === 0 ? 0 : 1
