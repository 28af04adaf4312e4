import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { laterZoo } from '../../../testing/later-zoo.ts'
import { sharedFolder } from '../../../testing/shared-folder.ts'
import { judgeCorpus } from '../../../testing/signature-corpus.ts'
import { readTrust, trustNobody } from './certificate-chain.ts'
import { verifyPdf } from './verify-pdf.ts'

const { beasts, trust, now } = await laterZoo()

describe('changes after a signature', () => {
  test.each(beasts)('$name is $verdict', async ({ bytes, verdict, problems }) => {
    const report = await verifyPdf(bytes, trust, now)
    expect({ verdict: report.verdict, problems: report.problems.concat(report.signatures[0]?.problems ?? []) }).toEqual({
      verdict,
      problems,
    })
  })

  test('a document time stamp is verified as a stamp: its issuer and its time, and no claim about the content', async () => {
    const { bytes } = beasts.find(({ name }) => name === 'stamp-over-the-document')!
    const report = await verifyPdf(bytes, trust, now)
    expect(report.signatures).toMatchObject([
      { kind: 'signature', revocation: 'good' },
      { kind: 'timestamp', timestamp: { authority: 'Cấp dấu thời gian thử', trusted: true }, digestOk: true },
    ])
    const false_ = await verifyPdf(beasts.find(({ name }) => name === 'stamp-over-something-else')!.bytes, trust, now)
    expect(false_.signatures[1]?.problems).toContain('TIMESTAMP_WRONG')
    expect(false_.signatures[1]?.problems).not.toContain('DIGEST_WRONG')
  })
})

const shared = sharedFolder('data/signatures')
describe.skipIf(shared === null)('files of other tools (read from the shared folder; skipped where it is absent)', () => {
  test('no changed or forged file is reported as valid, and no intact one as changed', async () => {
    const rows = await judgeCorpus(shared ?? '')
    expect(rows.filter(({ expected, ours }) => expected === 'changed' && ours !== 'changed').map(({ file }) => file)).toEqual([])
    expect(rows.filter(({ expected, ours }) => expected === 'intact' && ours === 'changed').map(({ file }) => file)).toEqual([])
  }, 300_000)
})

const core = sharedFolder('data/cases/core')
describe.skipIf(core === null)('the small cases of the shared folder', () => {
  test.each([
    ['P1-second-signer-updates-info/two-signers-info-moddate.pdf', 'valid'],
    ['P3-pades-b-lt/pades-b-lt-dss.pdf', 'valid'],
    ['P4-document-timestamp-b-lta/pades-b-lta.pdf', 'valid'],
    ['P6-hybrid-stale-xrefstm/hybrid-signed-stale-xrefstm.pdf', 'valid'],
    ['P7-cms-indefinite-length/one-signature-ber.pdf', 'valid'],
    ['P10-x509-rsa-sha1-counted-as-forged/x509-rsa-sha1.pdf', 'indeterminate'],
    ['P11-bytes-before-pdf-header/crlf-before-header.pdf', 'unsigned'],
    ['P11-bytes-before-pdf-header/multipart-before-header.pdf', 'unsigned'],
  ])('%s is %s', async (file, verdict) => {
    const path = join(core ?? '', file)
    const folder = join(path, '../trust')
    const report = await verifyPdf(readFileSync(path), existsSync(folder) ? readTrust(folder) : trustNobody, '2026-11-30T12:00:00Z')
    expect(report.verdict).toBe(verdict)
  })
})
