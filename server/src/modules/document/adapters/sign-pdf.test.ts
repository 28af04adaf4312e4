import { execFileSync } from 'node:child_process'
import { createPrivateKey } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { afterAll, describe, expect, test } from 'vitest'
import { issue, revocationList, startTimestampAuthority } from '../../../testing/test-authority.ts'
import { sampleReceiptSlip, sampleRefusal } from '../domain/sample-forms.ts'
import { run } from '../cli/documents.ts'
import { renderForm } from './render-form.ts'
import { signPdf } from './sign-pdf.ts'
import { openSigningIdentity } from './signing-identity.ts'
import { verifyPdf } from './verify-pdf.ts'

const root = issue({ name: 'Gốc thử', authority: true })
const middle = issue({ name: 'Tổ chức chứng thực thử', issuer: root, authority: true })
const centre = issue({ name: 'Trung tâm Phục vụ hành chính công', issuer: middle, key: 'rsa' })
const trust = { anchors: [root.certificate], revocationLists: [revocationList(root, []), revocationList(middle, [])] }
const now = '2026-11-24T00:00:00Z'
const request = { identity: centre, reason: 'Phát hành giấy tờ', signedAt: '2026-11-23T10:05:00+07:00' }
const folder = mkdtempSync(join(tmpdir(), 'motcua-signing-'))
afterAll(() => rmSync(folder, { recursive: true }))
const keep = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

async function textOf(pdf: Uint8Array): Promise<string> {
  const document = await getDocument({ data: Uint8Array.from(pdf), verbosity: 0 }).promise
  let text = ''
  for (let page = 1; page <= document.numPages; page += 1) {
    const { items } = await (await document.getPage(page)).getTextContent()
    text += items.map((item) => ('str' in item ? item.str : '')).join('')
  }
  await document.loadingTask.destroy()
  return text
}

describe('a signed form', () => {
  test('begins with the printed form, byte for byte, and contains the same text', async () => {
    const form = renderForm('receipt-slip', sampleReceiptSlip)
    const signed = await signPdf(form, request)
    expect(Buffer.from(signed.subarray(0, form.length)).equals(Buffer.from(form))).toBe(true)
    expect(await textOf(signed)).toBe(await textOf(form))
  })

  test('is still declared as PDF/A-2, and its field has no size that would need an appearance', async () => {
    const raw = Buffer.from(await signPdf(renderForm('refusal', sampleRefusal), request)).toString('latin1')
    expect(/pdfaid:part>(\d)</u.exec(raw)?.[1]).toBe('2')
    expect(raw).toContain('/F 4/Rect [0 0 0 0]')
    expect(raw).toContain('/SubFilter/ETSI.CAdES.detached')
    // Of the file, once in each of its two trailers; parts of a tagged table have names of the same key.
    expect(raw.match(/\/ID ?\[/gu)).toHaveLength(2)
  })

  test('of the long slip and of the short one is valid for our own verifier', async () => {
    for (const form of [renderForm('receipt-slip', sampleReceiptSlip), renderForm('refusal', sampleRefusal)]) {
      expect(await verifyPdf(await signPdf(form, request), trust, now)).toMatchObject({ verdict: 'valid', problems: [] })
    }
  })

  test('after several signatures, each remains valid, and only the last covers the whole file', async () => {
    let pdf = renderForm('refusal', sampleRefusal)
    for (let round = 0; round < 4; round += 1) pdf = await signPdf(pdf, request)
    const { verdict, signatures } = await verifyPdf(pdf, trust, now)
    expect(verdict).toBe('valid')
    expect(signatures.map(({ coversWholeDocument }) => coversWholeDocument)).toEqual([false, false, false, true])
  })
})

describe('the time-stamping authority', () => {
  const stamper = issue({ name: 'Cấp dấu thời gian thử', issuer: middle, purposes: ['1.3.6.1.5.5.7.3.8'], usage: 0x80 })

  test.each([
    { name: 'refuses', options: { refuse: true }, says: /refused/u },
    { name: 'stamps something else', options: { alterImprint: true }, says: /something else/u },
  ])('that $name leaves the form unsigned rather than half signed', async ({ options, says }) => {
    const peer = await startTimestampAuthority(stamper, options)
    await expect(signPdf(renderForm('refusal', sampleRefusal), { ...request, requestTimestamp: peer.stamp })).rejects.toThrow(says)
    await peer.close()
  })

  test('that is unreachable is an error, not a wait', async () => {
    const peer = await startTimestampAuthority(stamper)
    await peer.close()
    await expect(signPdf(renderForm('refusal', sampleRefusal), { ...request, requestTimestamp: peer.stamp })).rejects.toThrow()
  })
})

describe('the key', () => {
  const passphrase = 'mật khẩu của khoá'
  const certificates = [centre.certificate, ...centre.chain].map(String).join('')
  const locked = centre.key.export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase }) as string

  test('opens from PEM with its passphrase, in one file or in two', async () => {
    const two = await openSigningIdentity({
      certificatePath: keep('chain.pem', certificates),
      keyPath: keep('key.pem', locked),
      passphrase,
    })
    const one = await openSigningIdentity({ certificatePath: keep('both.pem', certificates + locked), keyPath: null, passphrase })
    for (const { certificate, chain } of [one, two]) {
      expect(certificate.raw.equals(centre.certificate.raw)).toBe(true)
      expect(chain).toHaveLength(1)
    }
  })

  test.runIf(hasOpenssl())('opens from PKCS#12', async () => {
    const key = keep('plain.pem', centre.key.export({ format: 'pem', type: 'pkcs8' }))
    const out = join(folder, 'centre.p12')
    execFileSync(
      'openssl',
      ['pkcs12', '-export', '-inkey', key, '-in', keep('chain2.pem', certificates), '-out', out, '-passout', 'pass:mat-khau'],
      { stdio: 'ignore' },
    )
    const { certificate, chain } = await openSigningIdentity({ certificatePath: out, keyPath: null, passphrase: 'mat-khau' })
    expect(certificate.raw.equals(centre.certificate.raw)).toBe(true)
    expect(chain).toHaveLength(1)
    await expect(openSigningIdentity({ certificatePath: out, keyPath: null, passphrase: 'sai' })).rejects.toThrow(
      /centre\.p12 does not open/u,
    )
  })

  test('that cannot be opened is reported with its file name, and without its content', async () => {
    const keyPath = keep('locked.pem', locked)
    const attempt = openSigningIdentity({ certificatePath: keep('chain3.pem', certificates), keyPath, passphrase: 'không phải' })
    await expect(attempt).rejects.toThrow(`Signing: the key in ${keyPath} does not open; is the passphrase right?`)
    await expect(openSigningIdentity({ certificatePath: join(folder, 'missing.pem'), keyPath: null, passphrase: null })).rejects.toThrow(
      /missing\.pem cannot be read/u,
    )
  })

  test('of another certificate, or too short, is refused', async () => {
    const other = issue({ name: 'Người khác', issuer: middle })
    const otherKey = keep('other.pem', other.key.export({ format: 'pem', type: 'pkcs8' }))
    await expect(
      openSigningIdentity({ certificatePath: keep('chain4.pem', certificates), keyPath: otherKey, passphrase: null }),
    ).rejects.toThrow(/does not belong/u)
    const short = issue({ name: 'Khoá ngắn', issuer: middle, key: { rsa: 1024 } })
    const both = keep('short.pem', `${short.certificate}${short.key.export({ format: 'pem', type: 'pkcs8' })}`)
    await expect(openSigningIdentity({ certificatePath: both, keyPath: null, passphrase: null })).rejects.toThrow(/2048/u)
  })

  test('shows no secret when it is printed', () => {
    const secret = (createPrivateKey(centre.key.export({ format: 'pem', type: 'pkcs8' })).export({ format: 'jwk' }).d ?? '').slice(0, 20)
    expect(inspect(centre, { depth: 9 }) + JSON.stringify(centre)).not.toContain(secret)
  })
})

test('motcua documents verify prints one line per file and exits with 1 when one is not valid', async () => {
  const good = keep('good.pdf', await signPdf(renderForm('refusal', sampleRefusal), { ...request, signedAt: '2026-01-01T00:00:00Z' }))
  const bad = keep('bad.pdf', renderForm('refusal', sampleRefusal))
  const trusted = mkdtempSync(join(folder, 'trust-'))
  writeFileSync(join(trusted, 'root.pem'), root.certificate.toString())
  const lines: string[] = []
  const sink = { write: (text: string) => lines.push(text) > 0 }
  const io = { stdout: sink, stderr: sink, trustFolder: () => undefined } as never
  expect(await run(['verify', good, '--trust', trusted], io)).toBe(0)
  expect(await run(['verify', good, bad, '--trust', trusted], io)).toBe(1)
  expect(await run(['verify', good], io)).toBe(1)
  expect(lines.map((line) => (JSON.parse(line) as { verdict: string }).verdict)).toEqual(['valid', 'valid', 'unsigned', 'indeterminate'])
  expect(await run(['verify', join(folder, 'none.pdf')], io)).toBe(2)
  expect(await run(['verify'], io)).toBe(2)
})

function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
