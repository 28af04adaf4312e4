import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { verifyPdf } from '#document'
import { readConfig } from '#platform/config/config.ts'
import { createApp } from '../../app.ts'
import { issue, startTimestampAuthority } from '../../testing/test-authority.ts'
import { settledAtCounter } from '../procedure/testing/settled-at-counter.ts'
import { testCentre } from '../../testing/test-centre.ts'

// An authority of this run: the centre's certificate, and somebody who stamps the hour, on loopback.
const root = issue({ name: 'Gốc thử', authority: true })
const stamper = issue({ name: 'Cấp dấu thời gian thử', issuer: root, purposes: ['1.3.6.1.5.5.7.3.8'], usage: 0x80 })
const seal = issue({ name: 'Trung tâm Phục vụ hành chính công', issuer: root, key: 'rsa' })
const peer = await startTimestampAuthority(stamper, { at: '2026-01-05T03:00:00Z' })
const folder = mkdtempSync(join(tmpdir(), 'motcua-seal-'))
const passphrase = 'mật khẩu của con dấu'
const certificate = join(folder, 'seal.pem')
writeFileSync(certificate, `${seal.certificate}${seal.key.export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase })}`)
const settings = { MOTCUA_SIGNING_CERTIFICATE: certificate, MOTCUA_SIGNING_PASSPHRASE: passphrase, MOTCUA_SIGNING_TSA: peer.url }
const { call, as, centreId, db } = await testCentre(settings)
const trust = { anchors: [root.certificate], revocationLists: [] }
const now = () => Temporal.Now.instant().toString()
let open = true
afterAll(async () => {
  if (open) await peer.close()
  rmSync(folder, { recursive: true })
})

async function slipPath(): Promise<string> {
  const list = await call<{ items: { code: string }[] }>(
    null,
    'GET',
    '/procedures?handling=forwarded&state=published&limit=100&agency=H47.01',
  )
  const { components, code } = (
    await call<{ code: string; components: { no: number }[] }>(null, 'GET', `/procedures/${list.body.items[0]!.code}`)
  ).body
  const { body, status } = await call<{ code: string }>(await as('tiepnhan1'), 'POST', '/dossiers', {
    procedureCode: code,
    centreId,
    applicant: { kind: 'person', fullName: 'Nguyễn Thị Thử', idNumber: '049190000001', address: 'Phường Tam Kỳ', phone: '0905 000 001' },
    papers: components.map(({ no }) => ({ componentNo: no, originals: 1, copies: 1 })),
  })
  expect(status).toBe(201)
  return `/dossiers/${body.code}/documents/receipt-slip.pdf`
}

test('a slip has the installation’s seal and a time stamp, and begins with the bytes of the printed slip', async () => {
  const { body } = await call<Buffer>(await as('tiepnhan1'), 'GET', await slipPath())
  const report = await verifyPdf(body, trust, now())
  expect(report.verdict).toBe('valid')
  expect(report.signatures).toMatchObject([
    {
      signer: { name: 'Trung tâm Phục vụ hành chính công' },
      coversWholeDocument: true,
      trusted: true,
      timestamp: { authority: 'Cấp dấu thời gian thử', trusted: true },
    },
  ])
  const kept = await db.peek<{ bytes: Buffer }>('select bytes from document.issued_document')
  expect(body.subarray(0, kept[0]!.bytes.length).equals(kept[0]!.bytes)).toBe(true)
})

test('for any number of concurrent requests one signature is made and stored, and all get the same bytes', async () => {
  const path = await slipPath()
  const token = await as('tiepnhan1')
  const answers = await Promise.all([1, 2, 3, 4].map(async () => (await call<Buffer>(token, 'GET', path)).body))
  for (const each of answers) expect(each.equals(answers[0]!)).toBe(true)
})

describe('receipts and internal sheets', async () => {
  const token = await as('tiepnhan1')
  await call(await as('giamdoc'), 'PUT', `/collectors/${centreId}`, {
    collectorName: 'Đơn vị thu thử',
    taxCode: '4000000000',
    bankBin: '970436',
    bankAccount: '1',
    templateSymbol: '01BLP0-001',
    seriesSymbol: 'TD-26T',
  })
  const charged = await settledAtCounter({ db }, '2.000635')
  const { components } = (await call<{ components: { no: number }[] }>(null, 'GET', `/procedures/${charged}`)).body
  const { body: dossier } = await call<{ code: string }>(token, 'POST', '/dossiers', {
    procedureCode: charged,
    centreId,
    applicant: { kind: 'person', fullName: 'Nguyễn Thị Thử', idNumber: '049190000001', address: 'Phường Tam Kỳ', phone: '0905 000 001' },
    papers: components.map(({ no }) => ({ componentNo: no, originals: 1, copies: 1 })),
  })
  // The fee is per copy: it is owed once somebody has counted.
  const counted = { lineNo: 1, kind: 'assess', quantity: 2, ground: 'assessed', reason: 'Hai bản sao' }
  const { owedDong } = (await call<{ owedDong: number }>(token, 'POST', `/bills/${dossier.code}/adjustments`, counted)).body
  const paid = await call<{ receipt: { url: string } }>(token, 'POST', `/bills/${dossier.code}/payments`, {
    method: 'cash',
    amountDong: owedDong,
  })
  const [at] = await db.peek<{ day: string; year: string }>(
    `select (now() at time zone 'Asia/Ho_Chi_Minh')::date::text as day, extract(year from now() at time zone 'Asia/Ho_Chi_Minh')::text as year`,
  )

  test.each([
    ['an electronic receipt', () => paid.body.receipt.url.replace('/api/v1', '')],
    ['the cash books of a day', () => `/cash-books/print.pdf?centreId=${centreId}&day=${at!.day}`],
    ['a control sheet', () => `/dossiers/${dossier.code}/control-sheet.pdf`],
    ['a book of the register', () => `/centres/${centreId}/registers/${at!.year}/1.pdf`],
  ])('%s is signed, as our verifier and pdfsig confirm', async (_what, path) => {
    const { body, status } = await call<Buffer>(token, 'GET', path())
    expect(status).toBe(200)
    const report = await verifyPdf(body, trust, now())
    expect([report.verdict, report.signatures.length]).toEqual(['valid', 1])
    expect(report.signatures[0]).toMatchObject({ coversWholeDocument: true, signer: { name: 'Trung tâm Phục vụ hành chính công' } })
    const said = pdfsig(body)
    if (said !== null) expect(said).toMatch(/Signature is Valid/u)
  })

  test('a receipt is signed once and stored: a second request gets the same bytes', async () => {
    const path = paid.body.receipt.url.replace('/api/v1', '')
    const [one, two] = [await call<Buffer>(token, 'GET', path), await call<Buffer>(token, 'GET', path)]
    expect(one.body.equals(two.body)).toBe(true)
  })
})

/** The verdict of poppler, if it is installed. */
function pdfsig(bytes: Uint8Array): string | null {
  const path = join(folder, 'asked.pdf')
  writeFileSync(path, bytes)
  try {
    return execFileSync('pdfsig', ['-nocert', path], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } catch {
    return null
  }
}

test('the application can neither change nor remove a signed paper', async () => {
  await expect(db.pool.query(`update document.signed_document set signer_name = 'x'`)).rejects.toThrow(/permission denied/u)
  await expect(db.pool.query('delete from document.signed_document')).rejects.toThrow(/permission denied/u)
})

test('when the time-stamping authority is away, the counter does not wait: the slip is signed without a stamp', async () => {
  await peer.close()
  open = false
  const { body } = await call<Buffer>(await as('tiepnhan1'), 'GET', await slipPath())
  const report = await verifyPdf(body, trust, now())
  expect(report.signatures).toMatchObject([{ digestOk: true, signatureOk: true, timestamp: null }])
})

test('a key that cannot be opened stops the start with a message that does not contain the passphrase', async () => {
  const config = readConfig({ PORT: '0', MOTCUA_LOG: 'silent', ...settings, MOTCUA_SIGNING_PASSPHRASE: 'nhầm' })
  const attempt = createApp(config, db)
  await expect(attempt).rejects.toThrow(`Signing: the key in ${certificate} does not open; is the passphrase right?`)
  await expect(attempt).rejects.not.toThrow(/nhầm/u)
})
