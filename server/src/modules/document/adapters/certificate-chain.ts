import { X509Certificate } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { RelativeDistinguishedNames } from 'pkijs'
import type { BasicOCSPResponse } from 'pkijs'
import { BasicConstraints, Certificate, CertificateRevocationList, ExtKeyUsage } from 'pkijs'
import type { CertificateSummary, SignatureProblem } from '../domain/signature-report.ts'
import { revocationOf } from './revocation.ts'
import { checkSignature, isWeakKey } from './signature-algorithms.ts'

/** The trusted certificates: every certificate of the folder is an anchor, every list of revoked ones is believed when its issuer signed it. */
export type Trust = { readonly anchors: readonly X509Certificate[]; readonly revocationLists: readonly CertificateRevocationList[] }

export const trustNobody: Trust = { anchors: [], revocationLists: [] }

/**
 * Reads `*.pem`, `*.crt`, `*.cer` and `*.crl` (PEM or DER) of a folder.
 * @throws Error naming the file that cannot be read: a trust folder with a hole in it must not start quietly.
 */
export function readTrust(folder: string): Trust {
  const anchors: X509Certificate[] = []
  const revocationLists: CertificateRevocationList[] = []
  for (const name of readdirSync(folder)
    .filter((each) => /\.(pem|crt|cer|crl)$/iu.test(each))
    .sort()) {
    const bytes = readFileSync(join(folder, name))
    try {
      const blocks = pemBlocks(bytes.toString('latin1'))
      const parts = blocks.length > 0 ? blocks : [{ label: /\.crl$/iu.test(name) ? 'X509 CRL' : 'CERTIFICATE', der: new Uint8Array(bytes) }]
      for (const { label, der } of parts) {
        if (label === 'CERTIFICATE') anchors.push(new X509Certificate(der))
        else if (label === 'X509 CRL') revocationLists.push(CertificateRevocationList.fromBER(der))
      }
    } catch {
      throw new Error(`${join(folder, name)} is neither a certificate nor a list of revoked ones`)
    }
  }
  return { anchors, revocationLists }
}

/** The blocks of a PEM text, in order. */
export function pemBlocks(text: string): readonly { readonly label: string; readonly der: Uint8Array<ArrayBuffer> }[] {
  return Array.from(text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \1-----/gu), ([, label = '', body = '']) => ({
    label,
    der: new Uint8Array(Buffer.from(body, 'base64')),
  }))
}

export type ChainJudgement = {
  readonly chain: readonly X509Certificate[]
  readonly trusted: boolean
  readonly revocation: 'good' | 'revoked' | 'unknown'
  readonly problems: readonly SignatureProblem[]
}

export type ChainQuestion = {
  readonly signer: X509Certificate
  /** The certificates of the message, to build the path from; none is trusted because it is there. */
  readonly others: readonly X509Certificate[]
  readonly revocationLists: readonly CertificateRevocationList[]
  readonly answers: readonly BasicOCSPResponse[]
  readonly trust: Trust
  /** The instant that validity is asked for, in milliseconds of the epoch. */
  readonly at: number
  readonly now: number
  readonly purpose: 'document' | 'timestamp'
}

const longestChain = 8
const mostOthers = 64
const mostLists = 96
/** Extensions this check understands; another one that is marked critical stops the path (RFC 5280 §4.2). */
const understood = new Set([
  '2.5.29.14',
  '2.5.29.15',
  '2.5.29.19',
  '2.5.29.31',
  '2.5.29.32',
  '2.5.29.35',
  '2.5.29.37',
  '2.5.29.17',
  '1.3.6.1.5.5.7.1.1',
])

/** Whether the signer's certificate leads to an anchor, was in force and not revoked, and was issued for this use. */
export function judgeChain(question: ChainQuestion): ChainJudgement {
  const { signer, trust, at, purpose } = question
  const problems = new Set<SignatureProblem>()
  const chain = buildChain(signer, question.others.slice(0, mostOthers), trust)
  const top = chain.at(-1) ?? signer
  const trusted =
    trust.anchors.some((anchor) => anchor.raw.equals(top.raw)) &&
    chain.every((certificate, index) => index === 0 || maySign(certificate, index - 1))
  if (!trusted) problems.add('CERTIFICATE_UNTRUSTED')
  let revocation: ChainJudgement['revocation'] = 'good'
  for (const [index, certificate] of chain.entries()) {
    const parsed = Certificate.fromBER(Uint8Array.from(certificate.raw))
    if (certificate.validToDate.getTime() < at) problems.add('CERTIFICATE_EXPIRED')
    if (certificate.validFromDate.getTime() > at) problems.add('CERTIFICATE_NOT_YET_VALID')
    if (isWeakKey(certificate.publicKey)) problems.add('KEY_WEAK')
    if (parsed.extensions?.some(({ critical, extnID }) => critical && !understood.has(extnID))) problems.add('CERTIFICATE_UNTRUSTED')
    const issuer = chain[index + 1]
    // An anchor is believed for being in the folder: its own signature and revocation say nothing.
    if (!issuer) continue
    const check = checkSignature(
      parsed.signatureAlgorithm,
      null,
      issuer.publicKey,
      parsed.tbsView,
      parsed.signatureValue.valueBlock.valueHexView,
    )
    if (check.outcome !== 'good') problems.add('CERTIFICATE_UNTRUSTED')
    if (check.weakHash) problems.add('HASH_WEAK')
    const state = revocationOf({
      certificate: parsed,
      issuer,
      revocationLists: [...trust.revocationLists, ...question.revocationLists].slice(0, mostLists),
      answers: question.answers.slice(0, mostLists),
      at,
      now: question.now,
    })
    if (state === 'revoked') revocation = 'revoked'
    else if (state === 'unknown' && revocation === 'good') revocation = 'unknown'
  }
  if (chain.length === 1 && !trusted) revocation = 'unknown'
  if (revocation === 'revoked') problems.add('CERTIFICATE_REVOKED')
  if (revocation === 'unknown') problems.add('REVOCATION_UNKNOWN')
  if (!isFor(signer, purpose)) problems.add('CERTIFICATE_NOT_FOR_SIGNING')
  return { chain, trusted: trusted && !problems.has('CERTIFICATE_UNTRUSTED'), revocation, problems: [...problems] }
}

/** One path upwards; where several certificates fit, an anchor first. */
function buildChain(signer: X509Certificate, others: readonly X509Certificate[], trust: Trust): readonly X509Certificate[] {
  const chain = [signer]
  for (let current = signer; chain.length < longestChain;) {
    if (trust.anchors.some((anchor) => anchor.raw.equals(current.raw))) break
    const issuer = [...trust.anchors, ...others].find(
      (candidate) =>
        !chain.some((each) => each.raw.equals(candidate.raw)) && current.checkIssued(candidate) && verifies(current, candidate),
    )
    if (!issuer) break
    chain.push(issuer)
    current = issuer
  }
  return chain
}

function verifies(certificate: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return certificate.verify(issuer.publicKey)
  } catch {
    return false
  }
}

/** Basic constraints and key usage of an authority with `below` authorities under it. */
function maySign(certificate: X509Certificate, below: number): boolean {
  const parsed = Certificate.fromBER(Uint8Array.from(certificate.raw))
  const constraints = parsed.extensions?.find(({ extnID }) => extnID === '2.5.29.19')?.parsedValue as unknown
  if (!(constraints instanceof BasicConstraints) || !constraints.cA) return false
  const { pathLenConstraint } = constraints
  if (typeof pathLenConstraint === 'number' && pathLenConstraint < below) return false
  const usage = keyUsage(parsed)
  return usage === null || (usage & 0x04) !== 0
}

function isFor(certificate: X509Certificate, purpose: 'document' | 'timestamp'): boolean {
  const parsed = Certificate.fromBER(Uint8Array.from(certificate.raw))
  const extended = parsed.extensions?.find(({ extnID }) => extnID === '2.5.29.37')?.parsedValue as unknown
  const purposes = extended instanceof ExtKeyUsage ? extended.keyPurposes : null
  if (purpose === 'timestamp') return purposes?.includes('1.3.6.1.5.5.7.3.8') ?? false
  const usage = keyUsage(parsed)
  // digitalSignature or nonRepudiation; and not a certificate for something else altogether, such as a web site.
  if (usage !== null && (usage & 0xc0) === 0) return false
  return purposes === null || purposes.some((each) => !['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.8', '1.3.6.1.5.5.7.3.9'].includes(each))
}

/**
 * Whether every certificate and list a message brings along is genuine: an anchor itself, or signed by a certificate at
 * hand. Data without a signature may have been changed by anyone.
 */
export function allVouched(
  certificates: readonly X509Certificate[],
  lists: readonly CertificateRevocationList[],
  { anchors }: Trust,
): boolean {
  const issuers = [...anchors, ...certificates].slice(0, mostOthers)
  return (
    certificates.length <= mostOthers &&
    lists.length <= mostOthers &&
    certificates.every(
      (certificate) =>
        anchors.some((anchor) => anchor.raw.equals(certificate.raw)) ||
        issuers.some((issuer) => certificate.checkIssued(issuer) && verifies(certificate, issuer)),
    ) &&
    lists.every((list) => {
      const [inner, outer] = [list.signature, list.signatureAlgorithm].map((each) => Buffer.from(each.toSchema().toBER()))
      return (
        outer !== undefined &&
        inner?.equals(outer) === true &&
        issuers.some(
          ({ publicKey }) =>
            checkSignature(list.signatureAlgorithm, null, publicKey, list.tbsView, list.signatureValue.valueBlock.valueHexView).outcome ===
            'good',
        )
      )
    })
  )
}

/** The first byte of the key usage bits; null when the certificate sets none. */
function keyUsage(certificate: Certificate): number | null {
  const bits = certificate.extensions?.find(({ extnID }) => extnID === '2.5.29.15')?.parsedValue as
    | { valueBlock?: { valueHexView?: Uint8Array } }
    | undefined
  const view = bits?.valueBlock?.valueHexView
  return view ? (view[0] ?? 0) : null
}

export function summaryOf(certificate: X509Certificate): CertificateSummary {
  const { subject, issuer } = Certificate.fromBER(Uint8Array.from(certificate.raw))
  return {
    name: partOf(subject, commonName) ?? (certificate.subject.replaceAll('\n', ', ') || '(không tên)'),
    organisation: partOf(subject, organisation),
    issuer: partOf(issuer, commonName) ?? certificate.issuer.replaceAll('\n', ', '),
    serial: certificate.serialNumber.toLowerCase(),
    validFrom: Temporal.Instant.fromEpochMilliseconds(certificate.validFromDate.getTime()).toString(),
    validTo: Temporal.Instant.fromEpochMilliseconds(certificate.validToDate.getTime()).toString(),
    sha256: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
  }
}

const commonName = '2.5.4.3'
const organisation = '2.5.4.10'

function partOf(name: RelativeDistinguishedNames, type: string): string | null {
  const part = name.typesAndValues.find((each) => each.type === type)
  return part ? String(part.value.valueBlock.value) : null
}
