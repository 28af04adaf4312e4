import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { canonicalJson } from '#kernel/canonical-json.ts'
import type { Json } from '#kernel/canonical-json.ts'
import { openChromium } from './chromium.ts'

// The page for outsiders shares no code with the server; this test gives it what the server would write.
type Content = { [key: string]: Json }
const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const spki = publicKey.export({ format: 'der', type: 'spki' })
const fingerprint = createHash('sha256').update(spki).digest('hex').slice(0, 32)

function sealed(content: Content): Json {
  const text = Buffer.from(canonicalJson(content))
  return {
    ...content,
    seal: {
      digest: createHash('sha256').update(text).digest('hex'),
      algorithm: 'Ed25519',
      publicKey: spki.toString('base64'),
      signature: sign(null, text, privateKey).toString('base64'),
    },
  }
}

const [received, stopped, resumed] = ['2026-03-02T02:00:00.000Z', '2026-03-03T02:00:00.000Z', '2026-03-04T02:00:00.000Z']
const hash = (no: number): string => createHash('sha256').update(String(no)).digest('hex')
const acts = [
  { seq: 1, kind: 'file', at: received, hash: hash(1) },
  { seq: 2, kind: 'accept', at: received, hash: hash(2) },
  { seq: 3, kind: 'suspend', at: stopped, hash: hash(3) },
  { seq: 4, kind: 'resume', at: resumed, hash: hash(4) },
]
const content: Content = {
  format: 'motcua-proof/2',
  dossier: { code: 'H47.01-260302-0001', procedureName: 'Cấp “phép” ấy' },
  receivedAt: received,
  acceptedAt: received,
  clockFrom: 'acceptance',
  clocks: [
    { kind: 'legal', startedAt: received, sentence: 'Hạn theo luật 17:00 thứ Ba, 10/03/2026' },
    { kind: 'committed', startedAt: received, sentence: 'Hẹn trả 17:00 thứ Hai, 09/03/2026' },
  ],
  turns: [{ cause: 'force_majeure', name: 'Bất khả kháng', effect: 'pause', fromAt: stopped, toAt: resumed, endsBy: null }],
  record: { acts, headHash: hash(4) },
}

let browser: Browser
let page: Page
let folder = ''
beforeAll(async () => {
  browser = await openChromium()
  folder = await mkdtemp(join(tmpdir(), 'motcua-proof-'))
  page = await browser.newPage()
  await page.goto(pathToFileURL('docs/verify-proof.html').href)
})
afterAll(async () => {
  await browser.close()
  await rm(folder, { recursive: true, force: true })
})

async function verdictOn(proof: Json | string, key = ''): Promise<string> {
  const file = join(folder, 'proof.json')
  writeFileSync(file, typeof proof === 'string' ? proof : JSON.stringify(proof))
  await page.getByLabel('Vân tay khoá').fill(key)
  await page.getByLabel('Tệp bằng chứng').setInputFiles([])
  await page.getByLabel('Tệp bằng chứng').setInputFiles(file)
  await page.waitForFunction(() => document.querySelector('#verdict')?.textContent !== '')
  return `${await page.locator('#verdict').textContent()}: ${(await page.locator('#why li').allTextContents()).join(' ')}`
}

const { clocks, turns } = content as { clocks: Json[]; turns: Json[] }
const signed = sealed(content) as Content
test('a genuine proof is confirmed, also by the fingerprint the centre publishes', async () => {
  expect(await verdictOn(signed)).toMatch(/^KHỚP: .*H47\.01-260302-0001.*Hẹn trả 17:00/u)
  expect(await verdictOn(signed, fingerprint)).toMatch(/^KHỚP: /u)
})

test.each<[string, Json | string, string, RegExp]>([
  ['altered after it was made', { ...signed, acceptedAt: '2026-03-01T02:00:00.000Z' }, '', /Nội dung đã bị thay đổi/u],
  ['signed by another key', signed, 'ab'.repeat(16), /không phải khoá/u],
  ['with a turn of no act', sealed({ ...content, record: { acts: acts.slice(0, 2), headHash: hash(2) } }), '', /không có thao tác/u],
  ['with a head of zeros', sealed({ ...content, record: { acts, headHash: '0'.repeat(64) } }), '', /Mã băm cuối/u],
  ['accepted before the clock', sealed({ ...content, acceptedAt: '2020-01-02T02:00:00.000Z' }), '', /tiếp nhận/u],
  ['with acts left out', sealed({ ...content, record: { acts: acts.slice(1), headHash: hash(4) } }), '', /thiếu thao tác/u],
  ['without clocks', sealed({ ...content, clocks: [] }), '', /đúng một đồng hồ/u],
  ['with two promises', sealed({ ...content, clocks: [...clocks, ...clocks.slice(1)] }), '', /đúng một đồng hồ loại committed/u],
  ['with a stop counted twice', sealed({ ...content, turns: [...turns, ...turns] }), '', /được tính hai lần/u],
  ['that is no JSON', 'x', '', /không đọc được/u],
])('a proof %s is not confirmed', async (_what, proof, key, says) => {
  const verdict = await verdictOn(proof, key)
  expect([verdict.startsWith('KHÔNG KHỚP: '), verdict]).toEqual([true, expect.stringMatching(says)])
})
