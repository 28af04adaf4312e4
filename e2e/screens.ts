// Every screen and every dialog of the demonstration centre, and how to get there: what the pictures are taken of, and
// what the tests of accessibility judge. `screens.test.ts` fails for a page or a dialog that is not here.
import type { Page } from 'playwright-core'
import { png } from '../server/src/testing/arriving-files.ts'
import { filingOnline } from './filing-online.ts'
import type { Day } from './picture-day.ts'

export type Screen = {
  readonly name: string
  readonly path: string
  /** Who sees the screen; null: everyone. */
  readonly login: string | null
  /** A layer over the page: it holds the focus and returns it. */
  readonly isDialog?: boolean
  /** Steps on the page before it is checked. */
  readonly first?: (page: Page) => Promise<unknown>
}

/** The acts that a person does through a dialog of their own, one for each thing a dialog can ask for. */
export const askingActs = [
  'suspend',
  'request_supplement',
  'request_extension',
  'complete_step',
  'consult',
  'restart_clock',
  'approve_extension',
  'decline_extension',
  'stop',
  'supplement',
  'record_result',
  'return_result',
  'answer_consultation',
  'record_site_check',
  'withdraw',
] as const

export const dossierPath = (code: string, act?: string) => `/desk/ho-so/${encodeURIComponent(code)}${act ? `?thao-tac=${act}` : ''}`

const track = (code: string, secret: string) => async (page: Page) => {
  await page.locator('#code').fill(code)
  await page.locator('#secret').fill(secret)
  await page.locator('form:has(#secret) button[type=submit]').click()
  await page.locator('h1', { hasText: code }).waitFor()
}
/** Signs in at the stand-in provider, puts a dossier on the list, and opens it, or another page. */
const asCitizen =
  (day: Day, then?: string) =>
  async (page: Page): Promise<void> => {
    const start = page.locator('a[href^="/dang-nhap/bat-dau"]')
    await page.locator('main h1').first().waitFor()
    if (await start.isVisible()) {
      await start.click()
      await page.getByRole('button', { name: 'Nguyễn Thị Thử' }).click()
    }
    await page.goto(new URL('/ca-nhan', page.url()).href)
    const own = page.locator(`a[href$="${encodeURIComponent(day.atAgency.code)}"]`)
    if ((await own.count()) === 0) {
      await page.locator('main details summary').click()
      await page.locator('#code').fill(day.atAgency.code)
      await page.locator('#secret').fill(day.atAgency.lookupSecret)
      await page.locator('form:has(#secret) button[type=submit]').click()
      await own.waitFor()
    }
    if (then?.startsWith('/')) await page.goto(new URL(then, page.url()).href)
    else if (then !== undefined) {
      await own.click()
      await page.locator('h1', { hasText: then }).waitFor()
    }
  }
const tab = (name: string) => async (page: Page) => await page.getByRole('tab', { name }).click()
/** A button, and the dialog it opens. */
const opens =
  (...names: string[]) =>
  async (page: Page) => {
    for (const name of names) await page.getByRole('button', { name }).first().click()
    await page.getByRole('dialog').waitFor()
  }
/** Chooses the first counter, as who sits there does once. */
const atCounter = async (page: Page) => {
  await page.locator('#field-counterId').click()
  await page.getByRole('option').first().click()
  await page.locator('.calls__label').waitFor()
}
const act = (code: string, name: string, login: string): Screen => ({
  name: `desk-act-${name}`,
  path: dossierPath(code, name),
  login,
  isDialog: true,
  first: async (page) => await page.getByRole('dialog').waitFor(),
})

/** A page whose stream never rests. */
export const isLive = (path: string): boolean => path.endsWith('/board') || path.startsWith('/hall')

/** All of them, on a day that `beginDay` began. */
export function screensOf(day: Day): readonly Screen[] {
  return [
    { name: 'portal-home', path: '/', login: null },
    { name: 'portal-home-en', path: '/en', login: null },
    { name: 'portal-search', path: `/thu-tuc?q=${encodeURIComponent('dang ky kinh doan')}`, login: null },
    { name: 'portal-search-nothing', path: '/thu-tuc?q=xyzxyz', login: null },
    { name: 'portal-check-paper', path: '/kiem-tra-giay-to', login: null },
    { name: 'portal-catalogue', path: '/thu-tuc/danh-muc', login: null },
    { name: 'portal-catalogue-en', path: '/en/thu-tuc/danh-muc', login: null },
    { name: 'portal-procedure', path: `/thu-tuc/${day.forwarded.code}`, login: null },
    { name: 'portal-procedure-en', path: `/en/thu-tuc/${day.forwarded.code}`, login: null },
    { name: 'portal-record', path: '/so-ghi-nhan', login: null },
    { name: 'portal-record-en', path: '/en/so-ghi-nhan', login: null },
    { name: 'portal-national', path: '/toan-quoc', login: null },
    { name: 'portal-national-en', path: '/en/toan-quoc', login: null },
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
    { name: 'portal-sign-in', path: '/dang-nhap', login: null },
    { name: 'portal-personal', path: '/ca-nhan', login: null, first: asCitizen(day) },
    { name: 'portal-own-dossier', path: `/ca-nhan/ho-so/${day.atAgency.code}`, login: null, first: asCitizen(day, day.atAgency.code) },
    { name: 'portal-own-looks', path: '/ca-nhan/ai-da-xem', login: null, first: asCitizen(day, '/ca-nhan/ai-da-xem') },
    { name: 'portal-file-start', path: `/nop/${day.forwarded.code}`, login: null, first: filingOnline(day.forwarded.code, 'start') },
    { name: 'portal-draft', path: '/ban-nhap/x', login: null, first: filingOnline(day.forwarded.code, 'parts') },
    { name: 'portal-draft-section', path: '/ban-nhap/x/phan/contact', login: null, first: filingOnline(day.forwarded.code, 'section') },
    { name: 'portal-draft-faults', path: '/ban-nhap/x/phan/contact', login: null, first: filingOnline(day.forwarded.code, 'faults') },
    { name: 'portal-draft-papers', path: '/ban-nhap/x/giay-to', login: null, first: filingOnline(day.forwarded.code, 'papers') },
    { name: 'portal-draft-check', path: '/ban-nhap/x/kiem-tra', login: null, first: filingOnline(day.forwarded.code, 'check') },
    { name: 'portal-filed', path: '/ca-nhan/ho-so/x/da-nop', login: null, first: filingOnline(day.forwarded.code, 'filed') },
    {
      name: 'portal-own-supplement',
      path: '/ca-nhan/ho-so/x/bo-sung',
      login: null,
      first: filingOnline(day.forwarded.code, 'supplement'),
    },
    { name: 'portal-own-contact', path: '/ca-nhan/ho-so/x/lien-he', login: null, first: filingOnline(day.forwarded.code, 'contact') },
    { name: 'portal-own-withdraw', path: '/ca-nhan/ho-so/x/rut', login: null, first: filingOnline(day.forwarded.code, 'withdraw') },
    { name: 'portal-rating', path: day.ratingPath, login: null },
    { name: 'portal-missing', path: '/khong-co', login: null },
    {
      name: 'portal-rating-faults',
      path: day.ratingPath,
      login: null,
      first: async (page) => await page.locator('main form button[type=submit]').click(),
    },
    { name: 'portal-rating-spent', path: day.spentRatingPath, login: null },
    { name: 'board', path: '/board', login: null },
    { name: 'board-en', path: '/en/board', login: null },
    { name: 'api-docs', path: '/api/docs', login: null },

    { name: 'desk-sign-in', path: '/desk/dang-nhap', login: null },
    // A first run is in opening.e2e.ts; here there are accounts, and the page says so.
    { name: 'desk-first-account', path: '/desk/thiet-lap-ban-dau', login: null },
    { name: 'desk-opening', path: '/desk/thiet-lap', login: 'vanhanh' },
    { name: 'desk-locality', path: '/desk/thiet-lap/dia-phuong', login: 'vanhanh' },
    { name: 'desk-agencies', path: '/desk/thiet-lap/co-quan', login: 'vanhanh' },
    { name: 'desk-agency-new', path: '/desk/thiet-lap/co-quan', login: 'vanhanh', isDialog: true, first: opens('Thêm cơ quan') },
    { name: 'desk-centres', path: '/desk/thiet-lap/trung-tam', login: 'vanhanh' },
    { name: 'desk-centre-new', path: '/desk/thiet-lap/trung-tam', login: 'vanhanh', isDialog: true, first: opens('Thêm trung tâm') },
    { name: 'desk-collectors', path: '/desk/thiet-lap/don-vi-thu', login: 'giamdoc' },
    { name: 'desk-enter-procedure', path: '/desk/nhap-thu-tuc', login: 'thietke' },
    { name: 'desk-synonyms', path: '/desk/tu-dong-nghia', login: 'thietke' },
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
    ...(
      [
        ['desk-intake-supplement', 'tiepnhan2', 'Lập phiếu yêu cầu bổ sung'],
        ['desk-intake-refusal', 'tiepnhan3', 'Từ chối tiếp nhận'],
      ] as const
    ).map(([name, login, button]) => ({
      name,
      path: '/desk/tiep-nhan',
      login,
      isDialog: true,
      first: async (page: Page) => {
        await intake(page, day.forwarded.code)
        await opens(button)(page)
      },
    })),
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
    { name: 'desk-calls', path: '/desk/goi-so', login: 'tiepnhan1', first: atCounter },
    {
      name: 'desk-call-out-of-order',
      path: '/desk/goi-so',
      login: 'tiepnhan1',
      isDialog: true,
      first: async (page) => {
        await atCounter(page)
        await opens('Gọi ngoài thứ tự')(page)
      },
    },
    { name: 'desk-call-order', path: '/desk/thu-tu-goi', login: 'giamdoc' },
    { name: 'desk-hall', path: '/desk/thiet-lap/sanh', login: 'giamdoc' },
    { name: 'desk-kiosk-revoke', path: '/desk/thiet-lap/sanh', login: 'giamdoc', isDialog: true, first: opens('Thu hồi máy') },
    { name: 'hall', path: '/hall', login: null, first: async (page) => await page.locator('.hall__queues li').first().waitFor() },
    {
      name: 'hall-counter',
      path: '/hall/counter/1',
      login: null,
      first: async (page) => await page.locator('.counter-display__label').waitFor(),
    },
    { name: 'kiosk-pairing', path: '/kiosk', login: null },
    { name: 'ticket', path: `/ticket/${day.ticketSecret}`, login: null },
    { name: 'desk-handovers', path: '/desk/ban-giao', login: 'tiepnhan1' },
    { name: 'desk-handover', path: `/desk/ban-giao/${encodeURIComponent(day.waiting)}`, login: 'thuly.skhdt' },
    { name: 'desk-results', path: '/desk/tra-ket-qua', login: 'tiepnhan1' },
    { name: 'desk-search', path: '/desk/tim?q=Nguy%E1%BB%85n', login: 'tiepnhan1' },
    { name: 'desk-search-nothing', path: '/desk/tim?q=Khongai', login: 'tiepnhan1' },
    { name: 'desk-procedures', path: '/desk/thu-tuc?q=kinh+doanh', login: 'tiepnhan1' },
    { name: 'desk-procedure', path: `/desk/thu-tuc/${day.forwarded.code}`, login: 'tiepnhan1' },
    { name: 'desk-practice', path: '/desk/tap-duot', login: 'tiepnhan1' },
    { name: 'desk-draft-review', path: `/desk/thu-tuc/${day.forwarded.code}/ban-soan`, login: 'congbo' },
    { name: 'desk-process', path: `/desk/thu-tuc/${day.forwarded.code}/quy-trinh`, login: 'thietke' },
    { name: 'desk-version-moves', path: `/desk/thu-tuc/${day.forwarded.code}/chuyen-phien-ban`, login: 'congbo' },
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
      isDialog: true,
      first: opens('Kiểm đếm và chốt sổ'),
    },
    { name: 'desk-cash-hand-over', path: '/desk/so-quy', login: 'tiepnhan1', isDialog: true, first: opens('Nộp thủ quỹ') },
    {
      name: 'desk-payment-adjust',
      path: dossierPath(day.owing.code),
      login: 'tiepnhan1',
      isDialog: true,
      first: async (page) => {
        await tab('Phí, lệ phí')(page)
        await opens('Miễn, giảm, đổi thời điểm')(page)
      },
    },
    {
      name: 'desk-payment-reverse',
      path: dossierPath(day.paid.code),
      login: 'tiepnhan1',
      isDialog: true,
      first: async (page) => {
        await tab('Phí, lệ phí')(page)
        await opens('Hoàn trả, huỷ lần thu')(page)
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
    { name: 'desk-dossier-files', path: dossierPath(day.atAgency.code), login: 'truongphong.skhdt', first: tab('Tệp') },
    {
      name: 'desk-file-withdrawal',
      path: dossierPath(day.approved.code),
      login: 'tiepnhan1',
      isDialog: true,
      first: async (page) => {
        await tab('Tệp')(page)
        const chooser = page.waitForEvent('filechooser')
        await page.getByRole('button', { name: 'Chọn tệp' }).click()
        await (await chooser).setFiles({ name: 'Căn cước mặt trước.png', mimeType: 'image/png', buffer: Buffer.from(png) })
        await page
          .getByRole('button', { name: /^Gỡ tệp/u })
          .first()
          .click()
        await page.getByRole('dialog').waitFor()
      },
    },
    { name: 'desk-dossier-suspended', path: dossierPath(day.suspended.code), login: 'tiepnhan1' },
    { name: 'desk-dossier-supplement', path: dossierPath(day.supplement.code), login: 'tiepnhan1' },
    { name: 'desk-dossier-extension', path: dossierPath(day.extension.code), login: 'lanhdao.skhdt' },
    act(day.atAgency.code, 'suspend', 'truongphong.skhdt'),
    act(day.atAgency.code, 'request_supplement', 'thuly.skhdt'),
    act(day.atAgency.code, 'request_extension', 'truongphong.skhdt'),
    act(day.atAgency.code, 'complete_step', 'thuly.skhdt'),
    act(day.atAgency.code, 'consult', 'truongphong.skhdt'),
    act(day.atAgency.code, 'restart_clock', 'lanhdao.skhdt'),
    act(day.extension.code, 'approve_extension', 'lanhdao.skhdt'),
    act(day.extension.code, 'decline_extension', 'lanhdao.skhdt'),
    act(day.suspended.code, 'stop', 'lanhdao.skhdt'),
    act(day.supplement.code, 'supplement', 'tiepnhan1'),
    act(day.supplement.code, 'withdraw', 'tiepnhan1'),
    act(day.approved.code, 'record_result', 'tiepnhan1'),
    act(day.onShelf.code, 'return_result', 'tiepnhan1'),
    act(day.consulted.code, 'answer_consultation', 'truongphong.sct'),
    act(day.atAgency.code, 'record_site_check', 'truongphong.skhdt'),
    {
      name: 'desk-act-refused',
      path: dossierPath(day.atAgency.code, 'suspend'),
      login: 'truongphong.skhdt',
      isDialog: true,
      first: async (page) => {
        await page.getByRole('dialog').locator('button[type=submit]').click()
        await page.getByRole('alert').first().waitFor()
      },
    },
    { name: 'desk-consultations', path: dossierPath(day.consulted.code), login: 'truongphong.skhdt', first: tab('Lấy ý kiến') },
    { name: 'desk-consultation-asked', path: dossierPath(day.consulted.code), login: 'truongphong.sct' },
    { name: 'desk-inbox-consulted', path: '/desk/viec?muc=consultations', login: 'truongphong.sct' },
    { name: 'desk-calendar', path: '/desk/lich-lam-viec', login: 'vanhanh' },
    { name: 'desk-deadlines', path: '/desk/lich-lam-viec/cach-tinh', login: 'vanhanh' },
    { name: 'desk-due-date', path: '/desk/tinh-ngay-hen', login: 'tiepnhan1' },
    {
      name: 'desk-deadline-choice',
      path: '/desk/lich-lam-viec/cach-tinh',
      login: 'vanhanh',
      isDialog: true,
      first: opens('Thay đổi: Giờ hẹn trả trong ngày cuối'),
    },
    { name: 'desk-served-agencies', path: '/desk/co-quan-tiep-nhan', login: 'giamdoc' },
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
    { name: 'desk-officer-absence', path: '/desk/can-bo', login: 'giamdoc', isDialog: true, first: opens('Ghi vắng mặt') },
    { name: 'desk-officer-delegation', path: '/desk/can-bo', login: 'giamdoc', isDialog: true, first: opens('Giao làm thay') },
    { name: 'desk-officer-replacement', path: '/desk/can-bo', login: 'giamdoc', isDialog: true, first: opens('Thay thế') },
    { name: 'desk-set-up-log', path: '/desk/nhat-ky-thiet-lap', login: 'thanhtra' },
    { name: 'desk-security', path: '/desk/nhat-ky-an-ninh', login: 'thanhtra' },
    { name: 'desk-alerts', path: '/desk/canh-bao', login: 'truongphong.skhdt' },
    { name: 'desk-sessions', path: '/desk/phien', login: 'tiepnhan1' },
    { name: 'desk-accounts', path: '/desk/tai-khoan', login: 'giamdoc' },
    { name: 'desk-account-open', path: '/desk/tai-khoan', login: 'giamdoc', isDialog: true, first: opens('Mở tài khoản') },
    { name: 'desk-account-missing', path: '/desk/tai-khoan/00000000-0000-7000-8000-000000000000', login: 'vanhanh' },
    { name: 'desk-register', path: '/desk/so-theo-doi', login: 'tiepnhan1' },
    { name: 'desk-accountability', path: '/desk/trach-nhiem', login: 'giamdoc' },
    { name: 'desk-missing', path: '/desk/khong-co', login: 'tiepnhan1' },
    { name: 'desk-dossier-missing', path: dossierPath('H47.01-000000-0000'), login: 'tiepnhan1' },
    { name: 'desk-enter-practice-refused', path: '/desk/chay-thu?ve=khong-co', login: null },
    {
      name: 'desk-keys',
      path: '/desk/viec?muc=unit',
      login: 'thuly.skhdt',
      isDialog: true,
      first: async (page) => {
        await page.keyboard.press('?')
        await page.getByRole('dialog').waitFor()
      },
    },
    {
      name: 'desk-sign-in-again',
      path: '/desk/viec?muc=unit',
      login: 'vanthu.skhdt',
      isDialog: true,
      first: async (page) => {
        await page.route('**/api/v1/handovers**', (route) =>
          route.fulfill({
            status: 401,
            contentType: 'application/problem+json',
            body: '{"code":"SESSION_NEEDED","status":401,"detail":""}',
          }),
        )
        await page.keyboard.press('g')
        await page.keyboard.press('b')
        await page.getByRole('dialog').waitFor()
      },
    },
    {
      name: 'desk-publish',
      path: `/desk/thu-tuc/${day.forwarded.code}/quy-trinh`,
      login: 'thietke',
      first: async (page) => {
        // Another number of hours is a change; it is kept as a draft, and the gate says what it thinks of it.
        await page.locator('.step-table tbody tr').first().getByRole('textbox').nth(1).fill('1')
        await page.locator('main').getByText('Bản soạn thảo').first().waitFor()
      },
    },
    {
      name: 'desk-server-away',
      path: '/desk/viec?muc=unit',
      login: 'thuly.skhdt',
      first: async (page) => {
        await page.route('**/api/v1/inbox**', (route) => route.abort())
        await page.keyboard.press('g')
        await page.keyboard.press('b')
        await page.getByRole('button', { name: 'Thử lại' }).waitFor()
      },
    },
  ]
}

/** A visitor's chip card read, their procedure chosen, their papers ticked. */
async function intake(page: Page, procedureCode: string): Promise<void> {
  await page.locator('input[name=scan]').focus()
  await page.keyboard.insertText('049190000011|205123456|Nguyễn Thị Thử|12031990|Nữ|Phường Tam Kỳ, thành phố Đà Nẵng|01062021')
  await page.keyboard.press('Enter')
  await page.locator('input[name="applicant.fullName"]').and(page.locator('[value*="Thử"]')).waitFor()
  await page.locator('input[name="applicant.phone"]').fill('0905000011')
  const procedure = page.getByRole('combobox').first()
  // Typed as a person types: the list opens while the field has the focus.
  await procedure.focus()
  await procedure.pressSequentially(procedureCode)
  await page.getByRole('option').first().waitFor()
  await procedure.press('Enter')
  await page.locator('#part-papers').waitFor()
  await page.keyboard.press('F2')
  // The slip beside it is drawn a moment after the last letter.
  await page.locator('.slip li', { hasText: 'bản chính' }).first().waitFor({ state: 'attached' })
  await page.locator('.slip[aria-busy=false] img').waitFor()
}
