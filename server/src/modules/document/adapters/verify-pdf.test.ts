import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { signatureZoo } from '../../../testing/signature-zoo.ts'
import type { Beast } from '../../../testing/signature-zoo.ts'
import { sampleRefusal } from '../domain/sample-forms.ts'
import { signatureProblems } from '../domain/signature-report.ts'
import type { SignatureProblem, SignatureReport } from '../domain/signature-report.ts'
import { readTrust } from './certificate-chain.ts'
import { renderForm } from './render-form.ts'
import { verifyPdf } from './verify-pdf.ts'

const { beasts, trust, now, root } = await signatureZoo(renderForm('refusal', sampleRefusal))
const beast = (name: string): Beast => beasts.find((each) => each.name === name)!
const problemsOf = (report: SignatureReport): SignatureProblem[] => [
  ...report.problems,
  ...report.signatures.flatMap(({ problems }) => problems),
]

describe('the sample files', () => {
  test('has at least forty samples with distinct names', () => {
    expect(new Set(beasts.map(({ name }) => name)).size).toBe(beasts.length)
    expect(beasts.filter(({ verdict }) => verdict !== 'valid').length).toBeGreaterThanOrEqual(40)
  })

  test.each(beasts)('$name is $verdict', async ({ bytes, verdict, problem }) => {
    const report = await verifyPdf(bytes, trust, now)
    expect(report.verdict).toBe(verdict)
    if (problem) expect(problemsOf(report)).toContain(problem)
    else expect(problemsOf(report)).toEqual([])
  })

  test('only a complete, signed and trusted paper is reported as valid', async () => {
    for (const { bytes } of beasts) {
      const { verdict, signatures } = await verifyPdf(bytes, trust, now)
      if (verdict !== 'valid') continue
      expect(signatures.length).toBeGreaterThan(0)
      expect(signatures.at(-1)?.coversWholeDocument).toBe(true)
      for (const each of signatures)
        expect(each).toMatchObject({ digestOk: true, signatureOk: true, trusted: true, changedAfterSigning: false })
    }
  }, 30_000)
})

describe('the report of a valid paper', () => {
  test('names the signer, the time, the issuer, and full coverage', async () => {
    const [signature] = (await verifyPdf(beast('good-timestamped').bytes, trust, now)).signatures
    expect(signature).toMatchObject({
      field: 'Chữ ký 1',
      signer: { name: 'Trung tâm Phục vụ hành chính công', organisation: 'Cơ quan thử', issuer: 'Tổ chức chứng thực thử' },
      signedAt: '2026-11-23T03:05:00Z',
      timestamp: { at: '2026-11-23T03:05:10Z', authority: 'Cấp dấu thời gian thử', trusted: true },
      revocation: 'good',
    })
    expect(signature?.chain.map(({ name }) => name)).toEqual(['Trung tâm Phục vụ hành chính công', 'Tổ chức chứng thực thử', 'Gốc thử'])
  })

  test('without trust anchors, a sound signature is undetermined and not invalid', async () => {
    const report = await verifyPdf(beast('good-rsa').bytes, { anchors: [], revocationLists: [] }, now)
    expect(report.verdict).toBe('indeterminate')
    expect(report.signatures[0]).toMatchObject({ digestOk: true, signatureOk: true, trusted: false })
  })

  test('without revocation lists the revocation is reported as unknown', async () => {
    const report = await verifyPdf(beast('signer-revoked').bytes, { ...trust, revocationLists: [] }, now)
    expect(report.signatures[0]).toMatchObject({ revocation: 'unknown', problems: ['REVOCATION_UNKNOWN'] })
  })

  test('trust comes from a folder; a file in it that is no certificate stops the start', () => {
    const folder = mkdtempSync(join(tmpdir(), 'motcua-trust-'))
    writeFileSync(join(folder, 'root.pem'), root.certificate.toString())
    expect(readTrust(folder).anchors[0]?.raw.equals(root.certificate.raw)).toBe(true)
    writeFileSync(join(folder, 'broken.cer'), 'không phải chứng thư')
    expect(() => readTrust(folder)).toThrow(/broken\.cer/u)
    rmSync(folder, { recursive: true })
  })
})

describe('any input', () => {
  test('any bytes get an answer, and are never reported as valid', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.boolean(), async (noise, named) => {
        const report = await verifyPdf(named ? Buffer.concat([Buffer.from('%PDF-1.7\n'), noise]) : noise, trust, now)
        expect(['unreadable', 'unsigned', 'invalid']).toContain(report.verdict)
      }),
      { numRuns: 300 },
    )
  })

  // Each byte is either under the signature, or read as the only allowed encoding at its place; no byte is unchecked.
  // Our own signatures also sign which algorithms they used (RFC 6211). One thing cannot be seen in those of others that do
  // not: "rsaEncryption" written for "sha256WithRSAEncryption", which say the same of the same key, hash and padding.
  test.each(['good-ecdsa', 'good-rsa', 'good-timestamped'])(
    '%s: with any byte changed, it is no longer valid',
    async (name) => {
      const { bytes } = beast(name)
      const text = Buffer.from(bytes).toString('latin1')
      const [, before = 0, after = 0] = (/\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)/u.exec(text) ?? []).slice(1).map(Number)
      const message = text.slice(before + 1, after - 1).replace(/(?:00)+$/u, '').length
      const anywhere = fc.nat(bytes.length - 1)
      const inMessage = fc.nat(message + 1).map((place) => before + place)
      const inPlace = fc.integer({ min: before, max: after - 1 })
      // Half of the digits become other digits: a change of case, and of one digit of the message, are the hard ones.
      const becomes = fc.oneof(
        fc.integer({ min: 0, max: 255 }),
        fc.constantFrom(...Array.from('0123456789abcdefABCDEF', (digit) => digit.charCodeAt(0))),
      )
      await fc.assert(
        fc.asyncProperty(fc.oneof(anywhere, inPlace, { weight: 4, arbitrary: inMessage }), becomes, async (place, byte) => {
          fc.pre(bytes[place] !== byte)
          const altered = Uint8Array.from(bytes)
          altered[place] = byte
          expect((await verifyPdf(altered, trust, now)).verdict).not.toBe('valid')
        }),
        { numRuns: Number(process.env['FLIPS'] ?? 150), endOnFailure: true },
      )
    },
    600_000,
  )

  test('a table that declares half a million objects, and an unterminated text, cost little', async () => {
    const bombs = [
      `%PDF-1.7\nxref\n0 999999999\ntrailer\n<<>>\nstartxref\n9\n%%EOF`,
      `%PDF-1.7\n${'('.repeat(200_000)}\nstartxref\n9\n%%EOF`,
      `%PDF-1.7\nxref\n0 0\ntrailer\n${'<</A '.repeat(50_000)}\nstartxref\n9\n%%EOF`,
      `%PDF-1.7\nxref\n0 0\ntrailer\n<</Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF`,
    ]
    for (const bomb of bombs) expect((await verifyPdf(Buffer.from(bomb), trust, now)).verdict).toBe('unreadable')
    expect((await verifyPdf(Buffer.alloc(50 * 1024 * 1024 + 1), trust, now)).problems).toEqual(['FILE_TOO_LARGE'])
  })
})

type Said = { readonly validations: readonly string[]; readonly covers: readonly boolean[] }
const recorded = JSON.parse(readFileSync(new URL('pdfsig-verdicts.json', import.meta.url), 'utf8')) as {
  poppler: string
  verdicts: Record<string, Said>
}

/** What poppler's pdfsig says of the same bytes, without asking whom it trusts. */
function ask(bytes: Uint8Array): Said {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-zoo-'))
  try {
    const file = join(folder, 'zoo.pdf')
    writeFileSync(file, bytes)
    let text = ''
    try {
      text = execFileSync('pdfsig', ['-nocert', file], { encoding: 'utf8', timeout: 30_000, stdio: ['ignore', 'pipe', 'ignore'] })
    } catch (error) {
      // It leaves with 1 for a file it cannot open, and says so on the other channel.
      text = String((error as { stdout?: unknown }).stdout ?? '')
    }
    return {
      validations: Array.from(text.matchAll(/Signature Validation: (.*?)\.?$/gmu), ([, said = '']) => said),
      covers: Array.from(text.matchAll(/- (Not t|T)otal document signed/gu), ([, said]) => said === 'T'),
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function pdfsigVersion(): string | null {
  try {
    return (
      /\d+\.\d+\.\d+/u.exec(execFileSync('pdfsig', ['-v'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }))?.[0] ??
      recorded.poppler
    )
  } catch (error) {
    return /\d+\.\d+\.\d+/u.exec(String((error as { stderr?: unknown }).stderr ?? ''))?.[0] ?? null
  }
}

const version = pdfsigVersion()
const present = version !== null

/** Problems of trust and time, which pdfsig was not asked about. */
const aboutTrust: readonly SignatureProblem[] = [
  'CERTIFICATE_UNTRUSTED',
  'CERTIFICATE_EXPIRED',
  'CERTIFICATE_NOT_YET_VALID',
  'CERTIFICATE_REVOKED',
  'CERTIFICATE_NOT_FOR_SIGNING',
  'REVOCATION_UNKNOWN',
  'TIMESTAMP_UNTRUSTED',
  'KEY_WEAK',
]

/** Where pdfsig calls a signature valid and we do not, with the reason. Nothing may be missing here, and nothing too much. */
const stricter: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(new URL('stricter-than-pdfsig.json', import.meta.url), 'utf8'),
) as Record<string, string>

describe(`beside pdfsig ${present ? version : `${recorded.poppler}, as recorded`}`, () => {
  const said = new Map(beasts.map(({ name, bytes }) => [name, present ? ask(bytes) : recorded.verdicts[name]]))
  if (process.env['RECORD_PDFSIG'] !== undefined) {
    writeFileSync(
      new URL('pdfsig-verdicts.json', import.meta.url),
      `${JSON.stringify({ poppler: version, verdicts: Object.fromEntries(said) }, null, 2)}\n`,
    )
  }

  test.each(beasts)('$name: we are never laxer, and stricter only where the table gives a reason', async ({ name, bytes }) => {
    const theirs = said.get(name)
    if (!theirs) throw new Error(`no verdict of pdfsig is recorded for ${name}`)
    const report = await verifyPdf(bytes, trust, now)
    const integrity = problemsOf(report).filter((problem) => !aboutTrust.includes(problem) && signatureProblems[problem].weight !== 'note')
    const soundToUs = report.signatures.length > 0 && integrity.length === 0
    const soundToThem = theirs.validations.length > 0 && theirs.validations.every((each) => each === 'Signature is Valid')
    if (soundToUs) expect(theirs.validations.map((each) => each === 'Signature is Valid')).toEqual(report.signatures.map(() => true))
    expect(soundToThem && !soundToUs, 'stricter than pdfsig').toBe(name in stricter)
    // Where both see the signatures and neither finds the place of one odd, both say the same of coverage.
    if (soundToUs) expect(report.signatures.map(({ coversWholeDocument }) => coversWholeDocument)).toEqual(theirs.covers)
  })

  test('the table names only sample files', () => {
    for (const name of Object.keys(stricter)) expect(beasts.map((each) => each.name)).toContain(name)
    expect(Object.keys(recorded.verdicts).sort()).toEqual(beasts.map(({ name }) => name).sort())
  })
})
