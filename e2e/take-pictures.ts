// node e2e/take-pictures.ts http://127.0.0.1:3000 docs/pictures
//
// Pictures of every main screen of a running demonstration server, at the width of a desk and of a telephone.
// Files a few dossiers first, so that no screen stands empty; the server must have been started with the
// demonstration pack and should be one that may be thrown away.
import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { openChromium } from './chromium.ts'

const [address, folder] = process.argv.slice(2)
if (!address || !folder) {
  process.stderr.write('node e2e/take-pictures.ts ADDRESS FOLDER\n')
  process.exit(2)
}
const origin = address.replace(/\/$/u, '')
const widths = { wide: { width: 1440, height: 900 }, narrow: { width: 390, height: 844 } } as const

const tokens = new Map<string, string>()

async function call<T>(login: string | null, method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${origin}/api/v1${path}`, {
    method,
    headers: {
      ...(login ? { authorization: `Bearer ${await tokenOf(login)}` } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      'idempotency-key': randomUUID(),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${path} → ${answer.status} ${text}`)
  return JSON.parse(text) as T
}

async function tokenOf(login: string): Promise<string> {
  const known = tokens.get(login)
  if (known) return known
  const { token } = await call<{ token: string }>(null, 'POST', '/sessions', { login, password: 'motcua-demo' })
  tokens.set(login, token)
  return token
}

type Dossier = { code: string; lookupSecret: string; ratingUrl: string | null }
type Procedure = { code: string; name: string; agency: { code: string }; components: { no: number; originals: number | null; copies: number | null }[] }

const people = [
  ['Nguyễn Thị Thử', '049190000011', '0905 000 011'],
  ['Trần Văn Ví Dụ', '049085000012', '0905 000 012'],
  ['Lê Thị Minh Họa', '049192000013', '0905 000 013'],
  ['Phạm Quang Trình', '049078000014', '0905 000 014'],
  ['Võ Thị Diễn', '049196000015', '0905 000 015'],
  ['Đặng Hữu Mẫu', '049091000016', '0905 000 016'],
] as const

async function procedureOf(query: string): Promise<Procedure> {
  const { items } = await call<{ items: { code: string }[] }>(null, 'GET', `/procedures?state=published&limit=1&${query}`)
  return await call<Procedure>(null, 'GET', `/procedures/${items[0]?.code ?? ''}`)
}

async function file(procedure: Procedure, nth: number): Promise<Dossier> {
  const [fullName, idNumber, phone] = people[nth % people.length] ?? people[0]
  const { items } = await call<{ items: { id: string }[] }>(null, 'GET', '/centres')
  return await call<Dossier>('tiepnhan1', 'POST', '/dossiers', {
    procedureCode: procedure.code,
    centreId: items[0]?.id,
    applicant: { kind: 'person', fullName, idNumber, address: 'Phường Tam Kỳ, thành phố Đà Nẵng', phone },
    papers: procedure.components.map((paper) => ({ componentNo: paper.no, originals: paper.originals ?? 1, copies: paper.copies ?? 0 })),
    accept: true,
  })
}

async function handOver(procedure: Procedure, dossierCodes: string[]): Promise<string> {
  const { items } = await call<{ items: { id: string }[] }>(null, 'GET', '/centres')
  const { number } = await call<{ number: string }>('tiepnhan1', 'POST', '/handovers', {
    direction: 'to_agency',
    agencyCode: procedure.agency.code,
    centreId: items[0]?.id,
    dossierCodes,
  })
  return number
}

/** The first published procedure of the pack that charges at the counter. */
async function chargedProcedure(): Promise<Procedure> {
  type Charged = Procedure & { channels: { channel: string; fees: { amountDong: number | null }[] }[] }
  const { items } = await call<{ items: { code: string }[] }>(null, 'GET', '/procedures?state=published&limit=100')
  for (const { code } of items) {
    const procedure = await call<Charged>(null, 'GET', `/procedures/${code}`)
    if (procedure.channels.some((each) => each.channel === 'direct' && each.fees.some((fee) => (fee.amountDong ?? 0) > 0))) return procedure
  }
  throw new Error('the pack has no procedure with a charge')
}

/** Someone collects at the centre: three dossiers with a charge, two of them paid. */
async function beginCollecting(): Promise<{ owing: Dossier; paid: Dossier }> {
  const { items } = await call<{ items: { id: string }[] }>(null, 'GET', '/centres')
  await call('giamdoc', 'PUT', `/collectors/${items[0]?.id ?? ''}`, {
    collectorName: 'Trung tâm Phục vụ hành chính công (trình diễn)',
    taxCode: '4000000000',
    bankBin: '970436',
    bankAccount: '0000000000001',
    templateSymbol: '01BLP0-001',
    seriesSymbol: 'TD-26T',
    refundLimitDong: 0,
  })
  const charged = await chargedProcedure()
  const dossiers = [await file(charged, 0), await file(charged, 1), await file(charged, 2)] as const
  for (const { code } of dossiers.slice(1)) {
    const { owedDong } = await call<{ owedDong: number }>('tiepnhan1', 'GET', `/bills/${code}`)
    await call('tiepnhan1', 'POST', `/bills/${code}/payments`, { method: 'cash', amountDong: owedDong })
  }
  return { owing: dossiers[0], paid: dossiers[1] }
}

/** A day begun: some dossiers at the counter, some handed over, some at the agency, some returned and rated. */
async function beginDay() {
  const forwarded = await procedureOf('handling=forwarded&agency=H47.01')
  const onTheSpot = await procedureOf('handling=on_the_spot')
  const filed: Dossier[] = []
  for (let nth = 0; nth < 8; nth += 1) filed.push(await file(forwarded, nth))
  const codes = filed.map((each) => each.code)
  const received = await handOver(forwarded, codes.slice(0, 4))
  await call('thuly.skhdt', 'POST', `/handovers/${received}/receive`, { dossierCodes: codes.slice(0, 4) })
  const waiting = await handOver(forwarded, codes.slice(4, 6))
  let ratingUrl = ''
  for (const [nth, face] of (['very_good', 'good', 'very_good', null] as const).entries()) {
    const { code } = await file(onTheSpot, nth)
    await call('tiepnhan1', 'POST', `/dossiers/${code}/acts`, { act: 'approve' })
    await call('tiepnhan1', 'POST', `/dossiers/${code}/acts`, { act: 'record_result', result: { number: `${nth + 1}/TL`, name: 'Kết quả giải quyết' } })
    if (nth === 2) continue // This one waits on the shelf.
    const returned = await call<Dossier>('tiepnhan1', 'POST', `/dossiers/${code}/acts`, { act: 'return_result', receivedBy: people[nth]?.[0] })
    const token = returned.ratingUrl?.split('/').at(-1) ?? ''
    if (face) await call(null, 'POST', `/ratings/${token}`, { result: face, attitude: 'very_good' })
    else ratingUrl = `/danh-gia/${token}`
  }
  return { atAgency: codes[0] ?? '', tracked: filed[0], waiting, ratingUrl, procedure: forwarded }
}

const browser = await openChromium()
mkdirSync(folder, { recursive: true })
const day = await beginDay()
const money = await beginCollecting()

for (const viewport of Object.values(widths)) {
  const open = async (): Promise<[BrowserContext, Page]> => {
    const context = await browser.newContext({ viewport, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh' })
    return [context, await context.newPage()]
  }
  const shoot = async (page: Page, picture: string): Promise<void> => {
    await page.evaluate('document.fonts.ready')
    await page.screenshot({ path: join(folder, `${picture}-${viewport.width}.png`) })
    process.stdout.write(`${picture}-${viewport.width}.png\n`)
  }
  const visit = async (page: Page, path: string): Promise<void> => {
    await page.goto(`${origin}${path}`, { waitUntil: 'load' })
  }

  const [publicContext, portal] = await open()
  await visit(portal, '/')
  await shoot(portal, 'portal-home')
  await visit(portal, `/thu-tuc?q=${encodeURIComponent('dang ky kinh doan')}`)
  await shoot(portal, 'portal-search')
  await visit(portal, `/thu-tuc/${day.procedure.code}`)
  await shoot(portal, 'portal-procedure')
  await visit(portal, '/tra-cuu')
  await portal.locator('#code').fill(day.tracked?.code ?? '')
  await portal.locator('#secret').fill(day.tracked?.lookupSecret ?? '')
  await shoot(portal, 'portal-tracking-form')
  await portal.locator('#main button[type=submit], form button[type=submit]').last().click()
  await portal.getByRole('heading', { name: day.tracked?.code ?? '' }).waitFor()
  await shoot(portal, 'portal-tracking')
  await visit(portal, '/tra-cuu')
  await portal.locator('#code').fill(money.owing.code)
  await portal.locator('#secret').fill(money.owing.lookupSecret)
  await portal.locator('#main button[type=submit], form button[type=submit]').last().click()
  await portal.locator('#to-pay').scrollIntoViewIfNeeded()
  await shoot(portal, 'portal-tracking-to-pay')
  await visit(portal, day.ratingUrl)
  await shoot(portal, 'portal-rating')
  await visit(portal, '/board')
  await shoot(portal, 'board')
  await visit(portal, '/api/docs')
  await shoot(portal, 'api-docs')
  await publicContext.close()

  const signedIn = async (login: string): Promise<[BrowserContext, Page]> => {
    const [context, page] = await open()
    await visit(page, '/desk/dang-nhap')
    await page.locator('input[name=login]').fill(login)
    await page.locator('input[name=password]').fill('motcua-demo')
    if (login === 'tiepnhan1') await shoot(page, 'desk-sign-in')
    await page.locator('button[type=submit]').click()
    await page.waitForURL((url) => !url.pathname.endsWith('/dang-nhap'))
    return [context, page]
  }
  /** The desk has loaded when nothing says it is still loading. */
  const settled = async (page: Page, path: string): Promise<void> => {
    await visit(page, path)
    await page.locator('h1').first().waitFor()
    await page.waitForLoadState('networkidle')
  }

  const [operatorContext, operator] = await signedIn('vanhanh')
  await settled(operator, '/desk/lich-lam-viec')
  await shoot(operator, 'desk-calendar')
  await settled(operator, '/desk/lich-lam-viec/nhap')
  for (const [field, text] of [['on', '10/12/2026'], ['name', 'Nghỉ do bão'], ['basis', 'Công điện thử nghiệm'], ['reason', 'Bão đổ bộ']] as const) {
    await operator.locator(`[name="${field}"]`).fill(text)
  }
  await operator.locator('form button[type=submit]').click()
  await operator.locator('#decree-preview').waitFor()
  await shoot(operator, 'desk-decree')
  await operatorContext.close()

  const [counterContext, counter] = await signedIn('tiepnhan1')
  await settled(counter, '/desk')
  await shoot(counter, 'desk-home')
  await settled(counter, '/desk/tiep-nhan')
  await counter.locator('input[name=scan]').focus()
  await counter.keyboard.insertText('049190000011|205123456|Nguyễn Thị Thử|12031990|Nữ|Phường Tam Kỳ, thành phố Đà Nẵng|01062021')
  await counter.keyboard.press('Enter')
  await counter.locator('input[name="applicant.fullName"]').and(counter.locator('[value*="Thử"]')).waitFor()
  await counter.locator('input[name="applicant.phone"]').fill('0905000011')
  const procedure = counter.getByRole('combobox').first()
  await procedure.fill('dkkd')
  await counter.getByRole('option').first().waitFor()
  await shoot(counter, 'desk-intake-search')
  await procedure.press('Enter')
  await counter.locator('#part-papers').waitFor()
  await counter.keyboard.press('F2')
  await counter.waitForLoadState('networkidle')
  await shoot(counter, 'desk-intake')
  await settled(counter, `/desk/ho-so/${encodeURIComponent(money.owing.code)}`)
  await counter.getByRole('tab', { name: 'Phí, lệ phí' }).click()
  await counter.getByText('Chuyển khoản (VietQR)').click()
  await shoot(counter, 'desk-payment')
  await settled(counter, `/desk/ho-so/${encodeURIComponent(money.paid.code)}`)
  await counter.getByRole('tab', { name: 'Phí, lệ phí' }).click()
  await counter.getByRole('heading', { name: 'Biên lai' }).waitFor()
  await shoot(counter, 'desk-paid')
  await settled(counter, '/desk/so-quy')
  await shoot(counter, 'desk-cash-book')
  await counter.getByRole('button', { name: 'Kiểm đếm và chốt sổ' }).click()
  await counter.getByRole('dialog').waitFor()
  await shoot(counter, 'desk-cash-closing')
  await settled(counter, '/desk/ban-giao')
  await shoot(counter, 'desk-handovers')
  await settled(counter, `/desk/ban-giao/${encodeURIComponent(day.waiting)}`)
  await shoot(counter, 'desk-handover')
  await settled(counter, '/desk/tra-ket-qua')
  await shoot(counter, 'desk-results')
  await settled(counter, '/desk/thu-tuc?q=kinh+doanh')
  await shoot(counter, 'desk-procedures')
  await settled(counter, `/desk/thu-tuc/${day.procedure.code}`)
  await shoot(counter, 'desk-procedure')
  await counterContext.close()

  const [officerContext, officer] = await signedIn('truongphong.skhdt')
  await settled(officer, '/desk/viec')
  await shoot(officer, 'desk-inbox')
  await settled(officer, `/desk/ho-so/${encodeURIComponent(day.atAgency)}`)
  await shoot(officer, 'desk-dossier')
  await officerContext.close()
}
await browser.close()
