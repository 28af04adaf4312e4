// Leads a citizen to each page of online filing, with content on each page.
import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { callerAt } from './picture-day.ts'
import { answersFrom } from '../server/src/demo/made-up-answers.ts'
import type { AskedQuestion } from '../server/src/demo/made-up-answers.ts'
import { png } from '../server/src/testing/arriving-files.ts'

type Draft = {
  id: string
  sections: { id: string; questions: AskedQuestion[] }[]
  faults: { field: string }[]
  papers: { no: number; isForm: boolean; files: unknown[] }[]
}

/** Signs in at the stand-in provider, unless somebody is signed in already; ends on the page that asked for it. */
export async function signInAs(page: Page, name: string): Promise<void> {
  const start = page.locator('a[href^="/dang-nhap/bat-dau"]')
  await page.locator('main h1').first().waitFor()
  if (!(await start.isVisible())) return
  await start.click()
  await page.getByRole('button', { name }).click()
  await page.locator('main h1').first().waitFor()
}

/** Calls the interface as the person who is signed in in this browser. */
async function call<T>(page: Page, method: string, path: string, body?: unknown): Promise<T> {
  const { origin } = new URL(page.url())
  const answer = await page.request.fetch(`${origin}/api/v1${path}`, {
    method,
    headers: { 'idempotency-key': randomUUID(), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { data: JSON.stringify(body) }),
  })
  if (!answer.ok()) throw new Error(`${method} ${path} → ${answer.status()} ${await answer.text()}`)
  return (await answer.json()) as T
}

/** A draft of the person for a procedure, whole but for being filed: every question answered, every paper with a file. */
export async function wholeDraft(page: Page, procedureCode: string): Promise<string> {
  const { id } = await call<{ id: string }>(page, 'POST', '/citizen/drafts', { procedureCode })
  for (let round = 0; round < 3; round += 1) {
    const typed = answersFrom(await call<Draft>(page, 'GET', `/citizen/drafts/${id}`))
    await call(page, 'PUT', `/citizen/drafts/${id}`, { typed })
  }
  const { papers } = await call<Draft>(page, 'GET', `/citizen/drafts/${id}`)
  const { origin } = new URL(page.url())
  for (const { no } of papers.filter(({ isForm, files }) => !isForm && files.length === 0))
    await page.request.fetch(`${origin}/api/v1/citizen/drafts/${id}/files?componentNo=${no}`, {
      method: 'POST',
      headers: {
        'idempotency-key': randomUUID(),
        'content-type': 'application/octet-stream',
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(`Ảnh giấy tờ ${no}.png`)}`,
      },
      data: png,
    })
  return id
}

export type FilingPage = 'start' | 'parts' | 'section' | 'faults' | 'papers' | 'check' | 'filed' | 'supplement' | 'contact' | 'withdraw'

/** The counter asks for a supplement to a dossier that was filed online. */
async function askForSupplement(origin: string, code: string): Promise<void> {
  const { call: asStaff } = callerAt(origin)
  const { papers } = await asStaff<{ papers: { componentNo: number }[] }>('tiepnhan1', 'GET', `/dossiers/${code}`)
  await asStaff('tiepnhan1', 'POST', `/dossiers/${code}/acts`, {
    act: 'request_supplement',
    supplementDays: 10,
    defects: [
      { componentNo: papers[0]?.componentNo ?? null, text: 'Ảnh giấy tờ bị mờ, xin gửi bản rõ chữ, đủ bốn góc' },
      { componentNo: null, text: 'Xin ghi rõ tên cơ quan đã cấp giấy cũ' },
    ],
  })
}

/** One of the pages of filing online, as `first` of a screen. */
export const filingOnline =
  (procedureCode: string, where: FilingPage) =>
  async (page: Page): Promise<void> => {
    await signInAs(page, 'Trần Văn Mẫu')
    const { origin } = new URL(page.url())
    const go = async (path: string): Promise<void> => {
      await page.goto(`${origin}${path}`)
      await page.locator('main h1').first().waitFor()
    }
    if (where === 'start') return await go(`/nop/${procedureCode}`)
    const id = await wholeDraft(page, procedureCode)
    if (where === 'parts') return await go(`/ban-nhap/${id}`)
    if (where === 'section') return await go(`/ban-nhap/${id}/phan/contact`)
    if (where === 'faults') {
      await go(`/ban-nhap/${id}/phan/contact`)
      await page.locator('#phone').fill('12')
      await page.locator('main form button[type=submit]').click()
      await page.locator('.error-summary').waitFor()
      await page.locator('#phone').fill('0905 000 009')
      return
    }
    if (where === 'papers') return await go(`/ban-nhap/${id}/giay-to`)
    await go(`/ban-nhap/${id}/kiem-tra`)
    if (where === 'check') return
    await page.locator('main form button[type=submit]').click()
    await page.locator('.filed').waitFor()
    if (where === 'filed') return
    const code = decodeURIComponent(/ho-so\/([^/]+)/u.exec(page.url())?.[1] ?? '')
    if (where === 'supplement') await askForSupplement(origin, code)
    await go(`/ca-nhan/ho-so/${code}/${{ supplement: 'bo-sung', contact: 'lien-he', withdraw: 'rut' }[where]}`)
  }
