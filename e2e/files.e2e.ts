import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { printForm, sampleRefusal } from '#document'
import { signPdf } from '../server/src/modules/document/adapters/sign-pdf.ts'
import { grownPdf, png } from '../server/src/testing/arriving-files.ts'
import { filesOf } from '../server/src/testing/files-of.ts'
import { issue } from '../server/src/testing/test-authority.ts'
import type { Issued } from '../server/src/testing/test-authority.ts'
import { browsedCentre, desk, portal } from './browser.ts'

const folder = mkdtempSync(join(tmpdir(), 'motcua-files-'))
afterAll(() => rmSync(folder, { recursive: true }))
const root = issue({ name: 'Gốc chứng thực thử', authority: true })
mkdirSync(join(folder, 'trust'))
writeFileSync(join(folder, 'trust', 'root.pem'), root.certificate.toString())

const form = await printForm('refusal', sampleRefusal)
const sign = async (identity: Issued): Promise<Uint8Array> =>
  await signPdf(form, { identity, reason: 'Ban hành', signedAt: '2026-01-05T10:05:00+07:00' })
const signed = await sign(issue({ name: 'Sở Thử Nghiệm', issuer: root, key: 'rsa' }))
const strange = await sign(issue({ name: 'Người Lạ', issuer: issue({ name: 'Gốc lạ', authority: true }) }))
const broken = Buffer.from(signed)
broken.write('5', broken.lastIndexOf('/M (D:') + 9, 'latin1')
const onDisk = (name: string, bytes: Uint8Array): string => {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}
const paths = {
  signed: onDisk('Giấy chứng nhận đã ký.pdf', signed),
  strange: onDisk('Bản ký của người lạ.pdf', strange),
  broken: onDisk('Bản bị sửa sau khi ký.pdf', broken),
  plain: onDisk('Đơn đề nghị.pdf', form),
  picture: onDisk('Căn cước mặt trước.png', png),
  text: onDisk('không phải.pdf', Buffer.from('chữ')),
  big: onDisk('quá lớn.pdf', grownPdf(form, 20 * 1024 * 1024 + 1)),
}

const centre = await browsedCentre({ MOTCUA_TRUST: join(folder, 'trust') })
const { visitAs, visit } = centre
const { onTheSpot, act, upload, list, waive } = filesOf(centre)

const pageOf = (code: string): string => `/desk/ho-so/${encodeURIComponent(code)}`
const openFiles = async (page: Page): Promise<void> => {
  await page.getByRole('tab', { name: desk('files.title') }).click()
  await page
    .getByRole('button', { name: desk('files.choose') })
    .or(page.getByText(desk('files.closed')))
    .first()
    .waitFor()
}
const choose = async (page: Page, files: string[]): Promise<void> => {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: desk('files.choose') }).click()
  await (await chooser).setFiles(files)
}
const line = (page: Page, name: string) => page.locator('.files__line', { hasText: name })
const expectNoFault = async (page: Page): Promise<void> => {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
}

describe.each([
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
])('at $width px, files of a dossier', (viewport) => {
  test('can be attached several at once; a refused file keeps its message and does not affect the others', async () => {
    const { code } = await onTheSpot()
    const page = await visitAs('tiepnhan1', pageOf(code), { viewport })
    await openFiles(page)
    await page.getByText(desk('files.none')).waitFor()
    await choose(page, [paths.plain, paths.text, paths.picture, paths.signed, paths.strange, paths.broken, paths.big])
    for (const [name, state] of [
      ['Đơn đề nghị.pdf', 'unsigned'],
      ['Căn cước mặt trước.png', 'not_pdf'],
      ['Giấy chứng nhận đã ký.pdf', 'valid'],
      ['Bản ký của người lạ.pdf', 'untrusted'],
      ['Bản bị sửa sau khi ký.pdf', 'invalid'],
    ] as const) {
      await line(page, name)
        .getByText(desk(`files.signature.${state}`), { exact: true })
        .waitFor()
      await line(page, name).getByText('Cán bộ tiếp nhận 1, cán bộ tiếp nhận').first().waitFor()
    }
    await line(page, 'không phải.pdf').getByText('không phải PDF, ảnh').waitFor()
    await line(page, 'quá lớn.pdf').getByText('20\u00A0MB').last().waitFor()
    await expectNoFault(page)
    // The findings are one tap away, in words.
    await line(page, 'Bản bị sửa sau khi ký.pdf').getByText(desk('files.report'), { exact: true }).click()
    await page.getByText('Nội dung tài liệu đã bị thay đổi so với lúc ký.').waitFor()
    await expectNoFault(page)
    await page.getByRole('button', { name: desk('files.forget.of', { name: 'không phải.pdf' }) }).click()
    await expect.poll(async () => await line(page, 'không phải.pdf').count()).toBe(0)
    expect((await list('tiepnhan1', code)).body.items).toHaveLength(5)
    // Wide enough for its text.
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
  })
})

describe('by other ways', () => {
  test('files are dropped on their place', async () => {
    const { code } = await onTheSpot()
    const page = await visitAs('tiepnhan1', pageOf(code))
    await openFiles(page)
    const place = (await page.locator('.file-drop').boundingBox())!
    const mouse = await page.context().newCDPSession(page)
    const data = { items: [], files: [onDisk('Thả vào.pdf', form), onDisk('Ảnh thả.png', png)], dragOperationsMask: 1 }
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await mouse.send('Input.dispatchDragEvent', { type, x: place.x + place.width - 20, y: place.y + 20, data })
    await line(page, 'Thả vào.pdf').getByText(desk('files.signature.unsigned'), { exact: true }).waitFor()
    await line(page, 'Ảnh thả.png').getByText(desk('files.signature.not_pdf'), { exact: true }).waitFor()
  })

  test('by keyboard alone: to the tab, to the button, and the chooser of the machine opens', async () => {
    const { code } = await onTheSpot()
    const page = await visitAs('tiepnhan1', pageOf(code))
    await page.getByRole('tab', { name: desk('files.title') }).waitFor()
    await page.keyboard.press('f')
    const button = page.getByRole('button', { name: desk('files.choose') })
    await button.waitFor()
    await button.focus()
    const chooser = page.waitForEvent('filechooser')
    // Choosers are caught from the next answer of the page on: a key pressed at once may be faster.
    expect(await button.evaluate((it) => it === document.activeElement)).toBe(true)
    await page.keyboard.press('Enter')
    await (await chooser).setFiles(paths.picture)
    await line(page, 'Căn cước mặt trước.png').getByText(desk('files.signature.not_pdf'), { exact: true }).waitFor()
    // Taken off again, with a reason.
    await page.getByRole('button', { name: desk('files.withdraw.of', { name: 'Căn cước mặt trước.png' }) }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByLabel(desk('act.reason')).fill('Của người khác')
    await page.keyboard.press('Enter')
    await page.getByText('Của người khác').waitFor()
    expect((await list('tiepnhan1', code)).body.items[0]?.withdrawal?.reason).toBe('Của người khác')
  })

  test('a cancelled upload is not kept, a retry is, and a broken connection loses nothing', async () => {
    const { code } = await onTheSpot()
    const page = await visitAs('tiepnhan1', pageOf(code))
    await openFiles(page)
    // Held until the person lets go.
    await page.route('**/files?*', () => undefined)
    await choose(page, [paths.plain, paths.picture])
    for (const name of ['Đơn đề nghị.pdf', 'Căn cước mặt trước.png']) {
      await page.getByRole('button', { name: desk('files.cancel.of', { name }) }).click()
      await line(page, name).getByText(desk('files.cancelled')).waitFor()
    }
    await page.unroute('**/files?*')
    expect((await list('tiepnhan1', code)).body.items).toEqual([])
    await page.route('**/files?*', async (route) => await route.abort('connectionreset'))
    await page.getByRole('button', { name: desk('files.again.of', { name: 'Đơn đề nghị.pdf' }) }).click()
    await line(page, 'Đơn đề nghị.pdf').getByText('Không liên lạc được với máy chủ').waitFor()
    await page.unroute('**/files?*')
    await page.getByRole('button', { name: desk('files.again.of', { name: 'Đơn đề nghị.pdf' }) }).click()
    await line(page, 'Đơn đề nghị.pdf').getByText(desk('files.signature.unsigned'), { exact: true }).waitFor()
    expect((await list('tiepnhan1', code)).body.items).toHaveLength(1)
  })
})

describe('the result', () => {
  test('is recorded with its file; a broken file is visible but cannot be chosen; an unsigned one is marked', async () => {
    const { code } = await onTheSpot()
    await act('tiepnhan1', code, 'approve')
    await upload('tiepnhan1', code, 'Bản bị sửa.pdf', broken, { purpose: 'result' })
    await upload('tiepnhan1', code, 'Giấy chứng nhận.pdf', signed, { purpose: 'result' })
    await upload('tiepnhan1', code, 'Phụ lục.pdf', form, { purpose: 'result' })
    const page = await visitAs('tiepnhan1', `${pageOf(code)}?thao-tac=record_result`)
    const dialog = page.getByRole('dialog')
    const box = (name: string) => dialog.getByRole('checkbox', { name })
    await box('Giấy chứng nhận.pdf').waitFor()
    await expect.poll(async () => await box('Giấy chứng nhận.pdf').isChecked()).toBe(true)
    expect(await box('Bản bị sửa.pdf').isDisabled()).toBe(true)
    await dialog.getByText(desk('act.files.unsigned', { names: 'Phụ lục.pdf' })).waitFor()
    await expectNoFault(page)
    await dialog.getByLabel(desk('act.resultNumber')).fill('12/GCN')
    await dialog.getByLabel(desk('act.resultName')).fill('Giấy chứng nhận')
    await dialog.getByRole('button', { name: 'Ghi nhận kết quả' }).click()
    await dialog.waitFor({ state: 'detached' })
    const acts = (await list('tiepnhan1', code)).body.items.map(({ name, acts: resting }) => [name, resting.length])
    expect(acts).toEqual([
      ['Bản bị sửa.pdf', 0],
      ['Giấy chứng nhận.pdf', 1],
      ['Phụ lục.pdf', 1],
    ])
  })
})

describe('the applicant', () => {
  test.each([
    ['with scripts', true],
    ['without scripts', false],
  ])('%s downloads the result with both codes after it is returned', async (_how, javaScriptEnabled) => {
    const { code, lookupSecret } = await onTheSpot()
    await act('tiepnhan1', code, 'approve')
    const kept = await upload('tiepnhan1', code, 'Giấy chứng nhận.pdf', signed, { purpose: 'result' })
    await act('tiepnhan1', code, 'record_result', { result: { number: '1/KQ', name: 'Giấy chứng nhận' }, files: [kept.body.id] })
    const track = async (): Promise<Page> => {
      const page = await visit('/tra-cuu', { javaScriptEnabled, acceptDownloads: true })
      await page.getByLabel(portal('track.code')).fill(code)
      await page.getByLabel(portal('track.secret')).fill(lookupSecret)
      await page.getByRole('button', { name: portal('track.button') }).click()
      await page.getByRole('heading', { level: 1, name: code }).waitFor()
      return page
    }
    expect(await (await track()).getByRole('heading', { name: portal('track.results') }).count()).toBe(0)
    await waive(code)
    await act('tiepnhan1', code, 'return_result', { receivedBy: 'Nguyễn Thị Thử' })
    const page = await track()
    await page.getByText('Ký hợp lệ: Sở Thử Nghiệm').waitFor()
    if (javaScriptEnabled) await expectNoFault(page)
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: portal('track.takeResult', { name: 'Giấy chứng nhận.pdf' }) }).click()
    const taken = await download
    expect(taken.suggestedFilename()).toBe('Giấy chứng nhận.pdf')
    expect(readFileSync(await taken.path()).equals(Buffer.from(signed))).toBe(true)
    expect(page.url()).not.toContain(lookupSecret)
  })
})
