import { X509Certificate, createHash } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import { TSTInfo } from 'pkijs'
import { PdfBroken } from '../domain/pdf-objects.ts'
import { PdfFile } from '../domain/pdf-file.ts'
import type { Inflate } from '../domain/pdf-file.ts'
import { laterChanges } from '../domain/pdf-changes.ts'
import { findSignatures } from '../domain/pdf-signatures.ts'
import type { PdfSignature } from '../domain/pdf-signatures.ts'
import { findingVerdict, reportVerdict } from '../domain/signature-report.ts'
import type { SignatureFinding, SignatureProblem, SignatureReport } from '../domain/signature-report.ts'
import { allVouched, judgeChain, summaryOf } from './certificate-chain.ts'
import type { Trust } from './certificate-chain.ts'
import { cmsIds, judgeMessage } from './cms-message.ts'
import type { MessageJudgement } from './cms-message.ts'
import { hashOf } from './signature-algorithms.ts'

export const largestFile = 50 * 1024 * 1024

/** How packed data is unpacked, within a bound; broken data throws. */
export const inflate: Inflate = (packed, most) => inflateSync(packed, { maxOutputLength: most })

const formats = new Set(['ETSI.CAdES.detached', 'adbe.pkcs7.detached'])

/**
 * What a PDF's signatures are worth to us. Answers for any bytes whatever, without throwing, within bounds of time
 * and memory, and without asking the network: revocation is judged by lists at hand.
 *
 * @param now the instant the question is asked at, ISO 8601; without a trusted time stamp it is also the instant
 *   that certificates must be in force, because a signer's own clock proves nothing.
 */
export async function verifyPdf(bytes: Uint8Array, trust: Trust, now: string): Promise<SignatureReport> {
  const whole = (...problems: SignatureProblem[]): SignatureReport => ({ signatures: [], problems, verdict: reportVerdict(problems, []) })
  if (bytes.length > largestFile) return whole('FILE_TOO_LARGE')
  if (!Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-')) return whole('NOT_PDF')
  try {
    const file = new PdfFile(bytes, inflate)
    if (file.trailer.entries.has('Encrypt')) return whole('DOCUMENT_ENCRYPTED')
    const { signatures, problems } = findSignatures(file)
    const findings: SignatureFinding[] = []
    for (const signature of signatures) {
      findings.push(judgeSignature(file, signature, trust, Temporal.Instant.from(now).epochMilliseconds))
      // Hashing takes its time on a large file; others are let in between.
      await new Promise((resolve) => setImmediate(resolve))
    }
    return { signatures: findings, problems, verdict: reportVerdict(problems, findings) }
  } catch (error) {
    if (error instanceof PdfBroken || error instanceof RangeError) return whole('STRUCTURE_BROKEN')
    throw error
  }
}

function judgeSignature(file: PdfFile, signature: PdfSignature, trust: Trust, now: number): SignatureFinding {
  const problems = new Set<SignatureProblem>(signature.problems)
  const range = signature.byteRange
  const coversWholeDocument = range !== null && !problems.has('BYTE_RANGE_GAP') && range[2] + range[3] === file.bytes.length
  let changedAfterSigning = false
  if (range && !coversWholeDocument) {
    const later = changesAfter(file, range[2] + range[3])
    for (const problem of later) problems.add(problem)
    changedAfterSigning = later.includes('CHANGED_AFTER_SIGNING') || later.includes('BYTES_AFTER_SIGNATURE')
    if (signature.forbidsChanges) problems.add('CHANGE_FORBIDDEN')
  }
  if (!signature.subFilter || !formats.has(signature.subFilter)) problems.add('FORMAT_UNSUPPORTED')

  let message: MessageJudgement | null = null
  if (range && signature.contents && !problems.has('CONTENTS_EMPTY')) {
    message = judgeMessage(signature.contents, {
      type: cmsIds.data,
      detached: true,
      digest: (hash) =>
        createHash(hash)
          .update(file.bytes.subarray(0, range[1]))
          .update(file.bytes.subarray(range[2], range[2] + range[3]))
          .digest(),
    })
    for (const problem of message.problems) problems.add(problem)
  }
  const timestamp = message?.timestampToken ? judgeTimestamp(message.timestampToken, message, trust, now) : null
  for (const problem of timestamp?.problems ?? []) problems.add(problem)
  const chain = message?.signer
    ? judgeSafely(
        message.signer,
        message,
        trust,
        timestamp?.stamp?.trusted ? Temporal.Instant.from(timestamp.stamp.at).epochMilliseconds : now,
        now,
        'document',
      )
    : null
  for (const problem of chain?.problems ?? []) problems.add(problem)
  if (message?.signer && !isVouched(message, trust, chain?.trusted ?? false)) problems.add('CMS_UNKNOWN_PART')
  const listed = [...problems]
  return {
    field: signature.field,
    signer: message?.signer ? summaryOf(message.signer) : null,
    coversWholeDocument,
    digestOk: message?.digestOk ?? false,
    signatureOk: message?.signatureOk ?? false,
    chain: chain?.chain.map(summaryOf) ?? [],
    trusted: chain?.trusted ?? false,
    signedAt: signature.signedAt,
    timestamp: timestamp?.stamp ?? null,
    revocation: chain?.revocation ?? 'unknown',
    changedAfterSigning,
    problems: listed,
    verdict: findingVerdict(listed),
  }
}

/** What stands behind the signed part, and whether it only adds signatures. */
function changesAfter(file: PdfFile, end: number): readonly SignatureProblem[] {
  try {
    const signed = new PdfFile(file.bytes, inflate, end)
    // Nothing of the newest state lies behind the signed part: bytes that no table knows of.
    if (file.sections.every((section) => section < end)) return ['BYTES_AFTER_SIGNATURE']
    const changes = laterChanges(signed, file)
    if (changes.kind === 'changed') return ['CHANGED_AFTER_SIGNING']
    return changes.visible ? ['LATER_SIGNATURE', 'LATER_SIGNATURE_VISIBLE'] : ['LATER_SIGNATURE']
  } catch (error) {
    if (error instanceof PdfBroken) return ['CHANGED_AFTER_SIGNING']
    throw error
  }
}

/**
 * Everything a message brings beside its signed part is of a kind we know, and somebody answers for it. Of a signer nobody
 * trusts that much is said already.
 */
function isVouched({ isPlain, signer, others, revocationLists }: MessageJudgement, trust: Trust, isTrusted: boolean): boolean {
  return isPlain && (!isTrusted || allVouched(signer ? [signer, ...others] : others, revocationLists, trust))
}

function judgeSafely(
  signer: X509Certificate,
  { others, revocationLists }: MessageJudgement,
  trust: Trust,
  at: number,
  now: number,
  purpose: 'document' | 'timestamp',
) {
  try {
    return judgeChain({ signer, others, revocationLists, trust, at, now, purpose })
  } catch {
    return { chain: [signer], trusted: false, revocation: 'unknown' as const, problems: ['CERTIFICATE_UNTRUSTED' as const] }
  }
}

function judgeTimestamp(token: Uint8Array, over: MessageJudgement, trust: Trust, now: number) {
  const wrong = { stamp: null, problems: ['TIMESTAMP_WRONG'] as SignatureProblem[] }
  const message = judgeMessage(token, {
    type: cmsIds.timestampInfo,
    detached: false,
    digest: (hash, content) =>
      createHash(hash)
        .update(content ?? new Uint8Array())
        .digest(),
  })
  if (!message.signer || !message.content || !message.digestOk || !message.signatureOk || findingVerdict(message.problems) === 'invalid')
    return wrong
  try {
    const info = TSTInfo.fromBER(Uint8Array.from(message.content))
    const hash = hashOf(info.messageImprint.hashAlgorithm.algorithmId)
    const imprint = Buffer.from(info.messageImprint.hashedMessage.valueBlock.valueHexView)
    if (!hash || !createHash(hash).update(over.signature).digest().equals(imprint)) return wrong
    const at = info.genTime.getTime()
    const chain = judgeSafely(message.signer, message, trust, at, now, 'timestamp')
    const trusted = at <= now && findingVerdict(chain.problems) === 'valid'
    const stamp = { at: Temporal.Instant.fromEpochMilliseconds(at).toString(), authority: summaryOf(message.signer).name, trusted }
    const problems: SignatureProblem[] = trusted ? [] : ['TIMESTAMP_UNTRUSTED']
    if (!isVouched(message, trust, trusted)) problems.push('CMS_UNKNOWN_PART')
    return { stamp, problems }
  } catch {
    return wrong
  }
}
