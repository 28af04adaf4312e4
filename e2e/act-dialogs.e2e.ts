import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { dossierKeys, globalKeys, keyFaults } from '../web/desk/lib/keys.ts'
import { browsedCentre, desk } from './browser.ts'

const centre = await browsedCentre()
const procedure = await centre.procedureOf('agency=H47.01&q=1.001612')

type Action = { act: string; name: string; letter: string | null; allowed: boolean }
const actionsOf = async (login: string, code: string): Promise<Action[]> =>
  (await centre.call<{ actions: Action[] }>(await centre.as(login), 'GET', `/dossiers/${code}`)).body.actions
const letterOf = async (login: string, code: string, act: string): Promise<string> =>
  (await actionsOf(login, code)).find((each) => each.act === act)?.letter ?? ''

async function atAgency(): Promise<string> {
  const { code } = await centre.accepted(procedure)
  const number = await centre.handOver(procedure, code)
  await centre.call(await centre.as('vanthu.skhdt'), 'POST', `/handovers/${number}/receive`, { dossierCodes: [code] })
  return code
}

async function open(login: string, code: string): Promise<Page> {
  const page = await centre.visitAs(login, `/desk/ho-so/${encodeURIComponent(code)}`)
  await page.getByRole('region', { name: desk('dossier.acts') }).waitFor()
  return page
}

describe('the dialog of an act', () => {
  test('shows the step now and the next one; the unit head names an officer, who has it at once', async () => {
    const code = await atAgency()
    const page = await open('truongphong.skhdt', code)
    await page.keyboard.press(await letterOf('truongphong.skhdt', code, 'complete_step'))
    const dialog = page.getByRole('dialog')
    await dialog.getByText(desk('act.stepNow')).waitFor()
    await dialog.getByText(desk('act.stepNext')).waitFor()
    await dialog.getByRole('button', { name: desk('act.assignee') }).click()
    const officers = page.getByRole('option')
    const chosen = (await officers.nth(1).textContent()) ?? ''
    await officers.nth(1).click()
    await dialog.getByLabel(desk('act.note')).fill('Đối chiếu kỹ tờ khai')
    await dialog.locator('button[type=submit]').click()
    await dialog.waitFor({ state: 'hidden' })
    const { body } = await centre.call<{ holder: { officerName: string } }>(
      await centre.as('truongphong.skhdt'),
      'GET',
      `/dossiers/${code}`,
    )
    expect(body.holder.officerName).toBe(chosen)
    await page.getByText(`Giao ${chosen}`).first().waitFor()
  })

  test('of a signature shows what is signed: the result, its register number, the papers', async () => {
    const code = await atAgency()
    for (const login of ['truongphong.skhdt', 'thuly.skhdt', 'truongphong.skhdt']) await centre.act(login, code, 'complete_step')
    const page = await open('lanhdao.skhdt', code)
    await page.keyboard.press(await letterOf('lanhdao.skhdt', code, 'approve'))
    const dialog = page.getByRole('dialog')
    await dialog.getByText(procedure.name).waitFor()
    await dialog.getByText(desk('act.signs.register')).waitFor()
    await dialog.getByText(desk('act.signs.none')).waitFor()
    expect(await dialog.getByRole('link', { name: desk('act.signs.controlSheet') }).getAttribute('href')).toContain(code)
  })

  test('of an extension shows the day promised so far and the new one', async () => {
    const code = await atAgency()
    await centre.act('truongphong.skhdt', code, 'complete_step')
    const page = await open('thuly.skhdt', code)
    await page.keyboard.press(await letterOf('thuly.skhdt', code, 'request_extension'))
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(desk('act.days')).fill('3')
    await dialog.getByText(desk('act.dueAfter')).waitFor()
    expect(await dialog.locator('del').textContent()).not.toBe(await dialog.locator('dd strong').last().textContent())
  })
})

describe('the paper an act sends', () => {
  test('is shown as a draft before signing: a missing reason is reported at its field, and the preview does not change the dossier', async () => {
    const code = await atAgency()
    for (const login of ['truongphong.skhdt', 'thuly.skhdt', 'truongphong.skhdt']) await centre.act(login, code, 'complete_step')
    const page = await open('lanhdao.skhdt', code)
    await page.keyboard.press(await letterOf('lanhdao.skhdt', code, 'refuse'))
    const dialog = page.getByRole('dialog')
    const read = dialog.getByRole('button', { name: 'Xem dự thảo: Phiếu từ chối tiếp nhận giải quyết hồ sơ' })
    await read.click()
    await dialog.getByRole('alert').waitFor()
    await dialog.getByLabel(desk('act.reason')).fill('Không đủ điều kiện theo Điều 5')
    const answered = page.waitForResponse((response) => response.url().endsWith('/document-drafts') && response.status() === 200)
    await read.click()
    expect((await answered).headers()['content-type']).toBe('application/pdf')
    await dialog.getByRole('alert').waitFor({ state: 'detached' })
    expect((await actionsOf('lanhdao.skhdt', code)).find(({ act }) => act === 'refuse')?.allowed).toBe(true)
  })
})

describe('the letter of an act', () => {
  test('does not depend on the other acts that are possible, and never equals a shortcut of the page', async () => {
    const before = await atAgency()
    const letters = async (code: string) => (await actionsOf('truongphong.skhdt', code)).map(({ act, letter }) => `${act} ${letter}`)
    const first = await letters(before)
    await centre.act('truongphong.skhdt', before, 'complete_step')
    expect(await letters(before)).toEqual(first)
    const taken = (await actionsOf('truongphong.skhdt', before)).flatMap(({ letter }) => letter ?? [])
    expect(keyFaults([...Object.values(globalKeys), ...Object.values(dossierKeys), ...taken])).toEqual([])
  })

  test('is on the button, in the dialog and on the sheet; the reason is shown for an act that is not allowed now', async () => {
    const code = await atAgency()
    const page = await open('truongphong.skhdt', code)
    const acts = await actionsOf('truongphong.skhdt', code)
    const completes = acts.find((each) => each.act === 'complete_step')
    const button = page.getByRole('region', { name: desk('dossier.acts') }).getByRole('button', { name: completes?.name ?? '' })
    expect(await button.locator('kbd').textContent()).toBe(completes?.letter)
    const approve = acts.find((each) => each.act === 'approve')
    await page.keyboard.press(approve?.letter ?? '')
    await page.getByText(`Chưa làm được “${approve?.name}”`).waitFor()
    expect(await page.getByRole('dialog').count()).toBe(0)
    await page.getByRole('button', { name: desk('keys.hint') }).click()
    const sheet = page.getByRole('dialog')
    for (const { name } of acts) await sheet.getByText(name, { exact: true }).waitFor()
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'hidden' })
    await page.keyboard.press(completes?.letter ?? '')
    await page
      .getByRole('dialog', { name: completes?.name ?? '' })
      .locator('kbd')
      .first()
      .waitFor()
  })

  test('stops working when the account turns letter shortcuts off; function keys still work', async () => {
    const code = await atAgency()
    const page = await open('truongphong.skhdt', code)
    await page.goto(`${centre.address}/desk/phien`)
    await page.getByText(desk('keys.own.on')).click()
    await page.goto(`${centre.address}/desk/ho-so/${encodeURIComponent(code)}`)
    const acts = page.getByRole('region', { name: desk('dossier.acts') })
    await acts.waitFor()
    for (const key of ['h', '?', 'v', '/']) await page.keyboard.press(key)
    expect(await page.getByRole('dialog').count()).toBe(0)
    expect(await acts.locator('kbd:visible').count()).toBe(0)
    // Another who signs in at the same browser keeps theirs.
    const other = await open('thuly.skhdt', code)
    await other.keyboard.press('?')
    await other.getByRole('dialog').waitFor()
  })
})

test('the page of a dossier shows all its tabs at 1440 px, and the applicant’s birth date and mail, covered for who only oversees', async () => {
  const { body } = await centre.call<{ code: string }>(await centre.as('tiepnhan1'), 'POST', '/dossiers', {
    procedureCode: procedure.code,
    centreId: centre.centreId,
    applicant: {
      kind: 'person',
      fullName: 'Trần Thị Hai',
      idNumber: '049190000022',
      bornOn: '1990-03-12',
      address: 'Phường Tam Kỳ',
      phone: '0905000022',
      email: 'hai@dan.example',
    },
    papers: [],
    accept: false,
  })
  const page = await open('tiepnhan1', body.code)
  const list = await page.getByRole('tablist').boundingBox()
  for (const tab of await page.getByRole('tab').all()) {
    const box = await tab.boundingBox()
    expect((box?.x ?? 9999) + (box?.width ?? 0)).toBeLessThanOrEqual((list?.x ?? 0) + (list?.width ?? 0) + 1)
  }
  const facts = page.getByRole('complementary', { name: desk('dossier.facts') })
  await facts.getByText('12/03/1990').waitFor()
  await facts.getByText('hai@dan.example').waitFor()
  const overseen = await centre.visitAs('thanhtra', `/desk/ho-so/${encodeURIComponent(body.code)}`)
  const covered = overseen.getByRole('complementary', { name: desk('dossier.facts') })
  await covered.getByText('••/••/1990').waitFor()
  await covered.getByText('h•••@•••').waitFor()
  expect(await covered.getByText('hai@dan.example').count()).toBe(0)
})
