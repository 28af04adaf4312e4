import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import english from '../web/portal/app/messages/en.json' with { type: 'json' }
import { browsedCentre } from './browser.ts'

const centre = await browsedCentre()
const procedure = await centre.procedureOf('agency=H47.01&q=1.001612')

/** Vietnamese that a page in English does not mark as such: a voice that reads English would read it as English. */
async function unmarked(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const vietnamese = /[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]/iu
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const found: string[] = []
    while (walker.nextNode()) {
      const { textContent, parentElement } = walker.currentNode
      if (!textContent || !vietnamese.test(textContent) || !parentElement || parentElement.closest('script, style, noscript')) continue
      if (parentElement.closest('[lang]')?.getAttribute('lang') !== 'vi') found.push(textContent.trim().slice(0, 120))
    }
    return found
  })
}

async function track(code: string, secret: string): Promise<Page> {
  const page = await centre.visit('/en/tra-cuu')
  await page.locator('input[name=code]').fill(code)
  await page.locator('input[name=secret]').fill(secret)
  await page.getByRole('button', { name: english['track.button'] }).click()
  await page.getByRole('heading', { name: english['track.timeline'] }).waitFor()
  for (const summary of await page.locator('summary').all()) await summary.click()
  return page
}

test('a dossier that waits for papers is shown in English; text of an officer stays Vietnamese and is marked so', async () => {
  const { code, lookupSecret } = await centre.accepted(procedure)
  const number = await centre.handOver(procedure, code)
  await centre.call(await centre.as('vanthu.skhdt'), 'POST', `/handovers/${number}/receive`, { dossierCodes: [code] })
  await centre.act('truongphong.skhdt', code, 'complete_step')
  await centre.act('thuly.skhdt', code, 'request_supplement', {
    defects: [{ componentNo: null, text: 'Tờ khai thiếu chữ ký' }],
    reason: 'Không khớp với giấy tờ',
  })
  const page = await track(code, lookupSecret)
  expect(await unmarked(page)).toEqual([])
  for (const said of [
    'Waiting for papers from you',
    'The applicant',
    'Papers asked for',
    'Case officer',
    'The clock is stopped:',
    'If they have not come by then',
  ])
    await page.getByText(said).first().waitFor()
  expect(
    await page
      .getByText('Tờ khai thiếu chữ ký')
      .first()
      .evaluate((text) => text.closest('[lang]')?.getAttribute('lang')),
  ).toBe('vi')
  expect(
    await page
      .getByText('Không khớp với giấy tờ')
      .first()
      .evaluate((text) => text.closest('[lang]')?.getAttribute('lang')),
  ).toBe('vi')
})

test('a dossier in time says what is left, by when and why, in English; the Vietnamese page is as it was', async () => {
  const { code, lookupSecret } = await centre.accepted(procedure)
  const page = await track(code, lookupSecret)
  expect(await unmarked(page)).toEqual([])
  await page
    .getByText(/working days? .*left|working days left/u)
    .first()
    .waitFor()
  await page
    .getByText(/^Received at .*, limit .* working days;/u)
    .first()
    .waitFor()
  const vietnamese = await centre.visit('/tra-cuu')
  await vietnamese.locator('input[name=code]').fill(code)
  await vietnamese.locator('input[name=secret]').fill(lookupSecret)
  await vietnamese.locator('form button[type=submit]').last().click()
  await vietnamese.getByText('Được tiếp nhận').first().waitFor()
})

test('the API gives the same in English on request', async () => {
  const { code, lookupSecret } = await centre.accepted(procedure)
  const ask = async (language: string) => {
    const answer = await fetch(`${centre.address}/api/v1/tracking`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': language },
      body: JSON.stringify({ code, secret: lookupSecret }),
    })
    return (await answer.json()) as { stateName: string; timeline: { actName: string; unitName: string }[] }
  }
  const [asked, other] = [await ask('en-GB,en;q=0.9'), await ask('vi')]
  expect([asked.stateName, asked.timeline.at(-1)?.unitName]).toEqual(['Accepted', 'Receiving officer'])
  expect([other.stateName, other.timeline.at(-1)?.unitName]).toEqual(['Được tiếp nhận', 'Cán bộ tiếp nhận'])
})

const letters = /[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]/iu
/** Vietnamese in English too: the number of a document, an amount of money. */
const kept = /\d+\/[\p{L}\d/-]+|[\d.]+ đ(?!\p{L})/gu

/** Names and what people wrote, as the database has them; the longest first. */
async function writtenTexts(): Promise<string[]> {
  const found = new Set<string>()
  const collect = (value: unknown): void => {
    // What an act records is kept as text.
    if (typeof value === 'string' && value.startsWith('{')) collect(JSON.parse(value))
    else if (typeof value === 'string' && letters.test(value)) found.add(value.replaceAll(/\s+/gu, ' ').trim())
    else if (value !== null && typeof value === 'object') Object.values(value).forEach(collect)
  }
  const tables = await centre.db.peek<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname in ('agency', 'identity', 'procedure', 'centre', 'dossier', 'payment', 'calendar')`,
  )
  for (const { name } of tables)
    for (const { row } of await centre.db.peek<{ row: unknown }>(`select to_jsonb(t) as row from ${name} t limit 2000`)) collect(row)
  return [...found].sort((a, b) => b.length - a.length)
}

// The last of the file: its day has a storm decree.
test('the desk in English says nothing in Vietnamese but names and what people wrote', async () => {
  const day = await centre.begunDay()
  const written = await writtenTexts()
  const page = await centre.visitAs('truongphong.skhdt', '/desk/phien')
  await page.evaluate(() => {
    localStorage.setItem('motcua.language', 'en')
  })
  const found: string[] = []
  const lookAt = async (path: string, act: () => Promise<unknown> = async () => undefined): Promise<void> => {
    await page.goto(`${centre.address}${path}`)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    await page.waitForLoadState('networkidle')
    await act()
    await collectHere(path)
  }
  const collectHere = async (path: string): Promise<void> => {
    for (const text of await unmarked(page)) {
      let rest = text.replaceAll(/\s+/gu, ' ')
      for (const each of written) if (letters.test(rest)) rest = rest.replaceAll(each, '')
      if (letters.test(rest.replaceAll(kept, ''))) found.push(`${path}: ${rest}`)
    }
  }
  const tabs = async (): Promise<void> => {
    const wanted = await page.getByRole('tab').all()
    for (const tab of wanted) {
      await tab.click()
      await page.waitForLoadState('networkidle')
      await collectHere(dossier(day.supplement.code))
    }
    await page.locator('.acts summary').click()
  }
  const dossier = (code: string, act = ''): string => `/desk/ho-so/${code}${act}`
  for (const path of ['/desk', '/desk/viec?muc=unit', '/desk/viec?muc=awaiting', '/desk/tim?q=Nguyen', '/desk/ban-giao', '/desk/canh-bao'])
    await lookAt(path)
  await lookAt(dossier(day.supplement.code), tabs)
  for (const act of ['suspend', 'request_extension'])
    await lookAt(dossier(day.atAgency.code, `?thao-tac=${act}`), async () => await page.getByRole('dialog').waitFor())
  expect(found).toEqual([])
})
