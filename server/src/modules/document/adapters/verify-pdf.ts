import { X509Certificate, createHash } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import { TSTInfo } from 'pkijs'
import { PdfBroken, PdfTooHard, isKind } from '../domain/pdf-objects.ts'
import { PdfFile } from '../domain/pdf-file.ts'
import type { Inflate } from '../domain/pdf-memory.ts'
import { laterChanges } from '../domain/pdf-changes.ts'
import type { ExplainedChanges } from '../domain/pdf-changes.ts'
import { findSignatures, isLocked } from '../domain/pdf-signatures.ts'
import type { PdfSignature } from '../domain/pdf-signatures.ts'
import { findingVerdict, reportVerdict } from '../domain/signature-report.ts'
import type { SignatureFinding, SignatureProblem, SignatureReport } from '../domain/signature-report.ts'
import { allVouched, judgeChain, summaryOf } from './certificate-chain.ts'
import type { ChainJudgement, Trust } from './certificate-chain.ts'
import { cmsIds, judgeMessage } from './cms-message.ts'
import type { MessageJudgement } from './cms-message.ts'
import { evidenceOf } from './revocation.ts'
import type { Evidence } from './revocation.ts'
import { hashOf, isWeakHash } from './signature-algorithms.ts'

export const largestFile = 50 * 1024 * 1024

/** How packed data is unpacked, within a bound; broken data throws. */
export const inflate: Inflate = (packed, most) => inflateSync(packed, { maxOutputLength: most })

const formats = new Set(['ETSI.CAdES.detached', 'adbe.pkcs7.detached'])

/**
 * Verifies the signatures of a PDF. Answers for any bytes, without throwing, within bounds of time
 * and memory, and without network access: revocation is checked by the stored lists.
 *
 * @param now the instant the question is asked at, ISO 8601; without a trusted time stamp it is also the instant
 *   that certificates must be in force, because a signer's own clock proves nothing.
 */
export async function verifyPdf(bytes: Uint8Array, trust: Trust, now: string): Promise<SignatureReport> {
  const whole = (...problems: SignatureProblem[]): SignatureReport => ({ signatures: [], problems, verdict: reportVerdict(problems, []) })
  if (bytes.length > largestFile) return whole('FILE_TOO_LARGE')
  const opened = openPdf(bytes)
  if ('problem' in opened) return whole(opened.problem)
  const { file, isBehindOthers } = opened
  try {
    if (file.trailer.entries.has('Encrypt')) return whole('DOCUMENT_ENCRYPTED')
    const { signatures, problems } = findSignatures(file)
    if (isBehindOthers) problems.push('BYTES_BEFORE_HEADER')
    const findings = await judgeAll(file, signatures, trust, Temporal.Instant.from(now).epochMilliseconds)
    return { signatures: findings, problems, verdict: reportVerdict(problems, findings) }
  } catch (error) {
    return whole(brokenProblem(error))
  }
}

/** @throws whatever is not about the file. */
function brokenProblem(error: unknown): 'TOO_COMPLEX' | 'STRUCTURE_BROKEN' {
  if (error instanceof PdfTooHard) return 'TOO_COMPLEX'
  if (error instanceof PdfBroken || error instanceof RangeError) return 'STRUCTURE_BROKEN'
  throw error
}

/**
 * Opens a file by its own tables. Some senders put a line break, a mark or a header of a letter before %PDF; places are then
 * counted from there (ISO 32000-2 §7.5.2), or from the first byte, depending on the program that added the header.
 */
export function openPdf(
  bytes: Uint8Array,
): { readonly file: PdfFile; readonly isBehindOthers: boolean } | { readonly problem: SignatureProblem } {
  const begins = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).indexOf('%PDF-')
  if (begins < 0) return { problem: 'NOT_PDF' }
  let problem: SignatureProblem = 'STRUCTURE_BROKEN'
  for (const from of begins === 0 ? [0] : [0, begins]) {
    try {
      const file = new PdfFile(bytes.subarray(from), inflate)
      if (isKind(file.catalog, 'dictionary')) return { file, isBehindOthers: from > 0 }
    } catch (error) {
      problem = brokenProblem(error)
    }
  }
  return { problem }
}

/** One signature, checked by the file and the message; trust is checked afterwards. */
type Read = {
  readonly signature: PdfSignature
  readonly problems: Set<SignatureProblem>
  readonly coversWholeDocument: boolean
  readonly changedAfterSigning: boolean
  readonly message: MessageJudgement | null
  readonly stamp: Stamp | null
}
type Stamp = { readonly at: number; readonly trusted: boolean; readonly authority: string; readonly problems: readonly SignatureProblem[] }

async function judgeAll(
  file: PdfFile,
  signatures: readonly PdfSignature[],
  trust: Trust,
  now: number,
): Promise<readonly SignatureFinding[]> {
  const evidence = evidenceOf(file)
  const read: Read[] = []
  for (const signature of signatures) {
    read.push(readOne(file, signature, evidence, trust, now))
    // Hashing takes its time on a large file; others are let in between.
    await new Promise((resolve) => setImmediate(resolve))
  }
  const stamps = read.filter(isProofOfTime)
  return read.map((each) => {
    const end = endOf(each.signature)
    // A stamp over the document proves that all before it was there.
    const proven = stamps
      .filter((stamp) => stamp !== each && end !== null && (stamp.signature.byteRange?.[1] ?? 0) >= end)
      .map(({ stamp }) => stamp?.at ?? now)
    return findingFrom(each, proven, evidence, trust, now)
  })
}

function endOf({ byteRange }: PdfSignature): number | null {
  return byteRange && byteRange[2] + byteRange[3]
}

function isProofOfTime({ signature, problems, stamp }: Read): boolean {
  return signature.kind === 'timestamp' && stamp !== null && stamp.trusted && findingVerdict([...problems, ...stamp.problems]) === 'valid'
}

function readOne(file: PdfFile, signature: PdfSignature, evidence: Evidence, trust: Trust, now: number): Read {
  const problems = new Set<SignatureProblem>(signature.problems)
  const range = signature.byteRange
  const end = endOf(signature)
  const coversWholeDocument = !problems.has('BYTE_RANGE_GAP') && end === file.bytes.length
  let changedAfterSigning = false
  if (end !== null && !coversWholeDocument) {
    const later = changesAfter(file, signature, end)
    for (const problem of later) problems.add(problem)
    changedAfterSigning = later.includes('CHANGED_AFTER_SIGNING') || later.includes('BYTES_AFTER_SIGNATURE')
  }
  const { subFilter, contents } = signature
  const isKnown = subFilter !== null && (formats.has(subFilter) || signature.kind === 'timestamp')
  if (!isKnown) problems.add('FORMAT_UNSUPPORTED')
  const isJudged = isKnown && range !== null && contents !== null && !problems.has('CONTENTS_EMPTY')
  if (!isJudged) return { signature, problems, coversWholeDocument, changedAfterSigning, message: null, stamp: null }
  const signed = (): Buffer => Buffer.concat([file.bytes.subarray(0, range[1]), file.bytes.subarray(range[2], range[2] + range[3])])
  if (signature.kind === 'timestamp') {
    const { message, stamp } = judgeStamp(contents, signed(), evidence, trust, now)
    return { signature, problems, coversWholeDocument, changedAfterSigning, message, stamp }
  }
  const message = judgeMessage(contents, {
    type: cmsIds.data,
    detached: true,
    digest: (hash) =>
      createHash(hash)
        .update(file.bytes.subarray(0, range[1]))
        .update(file.bytes.subarray(range[2], range[2] + range[3]))
        .digest(),
    ...(subFilter === 'adbe.pkcs7.detached' ? { bare: signed } : {}),
  })
  return { signature, problems, coversWholeDocument, changedAfterSigning, message, stamp: null }
}

function findingFrom(read: Read, proven: readonly number[], evidence: Evidence, trust: Trust, now: number): SignatureFinding {
  const { signature, message, problems } = read
  for (const problem of message?.problems ?? []) problems.add(problem)
  const own =
    read.stamp ?? (message?.timestampToken ? judgeStamp(message.timestampToken, message.signature, evidence, trust, now).stamp : null)
  for (const problem of own?.problems ?? []) problems.add(problem)
  let chain: ChainJudgement | null = null
  if (message?.signer && signature.kind === 'signature') {
    const at = Math.min(...(own?.trusted ? [own.at] : []), ...proven, now)
    chain = judgeSafely(message.signer, message, evidence, trust, at, now, 'document')
    for (const problem of chain.problems) problems.add(problem)
    if (!isVouched(message, trust, chain.trusted)) problems.add('CMS_UNKNOWN_PART')
  }
  const listed = [...problems]
  return {
    field: signature.field,
    kind: signature.kind,
    signer: message?.signer ? summaryOf(message.signer) : null,
    coversWholeDocument: read.coversWholeDocument,
    digestOk: message?.digestOk ?? false,
    signatureOk: message?.signatureOk ?? false,
    chain: chain?.chain.map(summaryOf) ?? [],
    trusted: chain?.trusted ?? read.stamp?.trusted ?? false,
    signedAt: signature.signedAt,
    timestamp: own?.authority
      ? { at: Temporal.Instant.fromEpochMilliseconds(own.at).toString(), authority: own.authority, trusted: own.trusted }
      : null,
    revocation: chain?.revocation ?? 'unknown',
    changedAfterSigning: read.changedAfterSigning,
    problems: listed,
    verdict: findingVerdict(listed),
  }
}

/** The bytes behind the signed part, and whether they are explained. */
function changesAfter(file: PdfFile, signature: PdfSignature, end: number): readonly SignatureProblem[] {
  try {
    const signed = new PdfFile(file.bytes, file.memory, end)
    // The bytes behind the signed part do not belong to the newest state: no table refers to them.
    if (file.sections.every((section) => section < end)) return ['BYTES_AFTER_SIGNATURE']
    // The signed part ends within a revision: its own state is an older one, without the signature.
    if (!findSignatures(signed).signatures.some(({ byteRange }) => byteRange?.[1] === signature.byteRange?.[1]))
      return ['CHANGED_AFTER_SIGNING']
    const changes = laterChanges(signed, file)
    return changes.kind === 'changed' ? ['CHANGED_AFTER_SIGNING'] : problemsOf(changes, signature)
  } catch (error) {
    if (error instanceof PdfBroken && !(error instanceof PdfTooHard)) return ['CHANGED_AFTER_SIGNING']
    throw error
  }
}

function problemsOf({ signing, visible, evidence, filled, words }: ExplainedChanges, { permits, locks }: PdfSignature): SignatureProblem[] {
  const problems: SignatureProblem[] = []
  if (signing) problems.push('LATER_SIGNATURE')
  if (visible) problems.push('LATER_SIGNATURE_VISIBLE')
  if (evidence) problems.push('LATER_EVIDENCE')
  if (filled.length > 0) problems.push(permits === null ? 'LATER_FORM_FILLED_UNASKED' : 'LATER_FORM_FILLED')
  if (words && !signing && !evidence && filled.length === 0) problems.push('LATER_FILE_WORDS')
  const isForbidden = permits === 1 && (signing || filled.length > 0)
  if (isForbidden || filled.some((name) => locks.some((lock) => isLocked(lock, name)))) problems.push('CHANGE_FORBIDDEN')
  return problems
}

/**
 * Everything a message brings beside its signed part is of a kind we know, and is vouched for. For an untrusted signer
 * this is reported already.
 */
function isVouched({ isPlain, signer, others, revocationLists }: MessageJudgement, trust: Trust, isTrusted: boolean): boolean {
  return isPlain && (!isTrusted || allVouched(signer ? [signer, ...others] : others, revocationLists, trust))
}

function judgeSafely(
  signer: X509Certificate,
  { others, revocationLists, answers }: MessageJudgement,
  evidence: Evidence,
  trust: Trust,
  at: number,
  now: number,
  purpose: 'document' | 'timestamp',
): ChainJudgement {
  try {
    return judgeChain({
      signer,
      others: [...others, ...evidence.certificates],
      revocationLists: [...revocationLists, ...evidence.revocationLists],
      answers: [...answers, ...evidence.answers],
      trust,
      at,
      now,
      purpose,
    })
  } catch {
    return { chain: [signer], trusted: false, revocation: 'unknown', problems: ['CERTIFICATE_UNTRUSTED'] }
  }
}

/** A token of a time-stamping authority (RFC 3161) over `stamped`: a signature, or the bytes of the document. */
function judgeStamp(
  token: Uint8Array,
  stamped: Uint8Array,
  evidence: Evidence,
  trust: Trust,
  now: number,
): { readonly message: MessageJudgement; readonly stamp: Stamp } {
  const message = judgeMessage(token, {
    type: cmsIds.timestampInfo,
    detached: false,
    digest: (hash, content) =>
      createHash(hash)
        .update(content ?? new Uint8Array())
        .digest(),
  })
  const none = { at: now, trusted: false, authority: '' }
  const wrong = { message: { ...message, digestOk: false }, stamp: { ...none, problems: ['TIMESTAMP_WRONG'] as const } }
  if (message.problems.includes('ALGORITHM_UNSUPPORTED')) return { message, stamp: { ...none, problems: ['ALGORITHM_UNSUPPORTED'] } }
  // Stamps of ten years ago were made with SHA-1: too weak to prove a time, and not a sign of forgery.
  const problems = message.problems.filter((problem) => problem !== 'HASH_WEAK')
  if (!message.signer || !message.content || !message.digestOk || !message.signatureOk || findingVerdict(problems) === 'invalid')
    return wrong
  try {
    const info = TSTInfo.fromBER(Uint8Array.from(message.content))
    const hash = hashOf(info.messageImprint.hashAlgorithm.algorithmId)
    const imprint = Buffer.from(info.messageImprint.hashedMessage.valueBlock.valueHexView)
    if (!hash) return { message, stamp: { ...none, problems: ['ALGORITHM_UNSUPPORTED'] } }
    if (!createHash(hash).update(stamped).digest().equals(imprint)) return wrong
    const at = info.genTime.getTime()
    const chain = judgeSafely(message.signer, message, evidence, trust, at, now, 'timestamp')
    const isWeak = isWeakHash(hash) || message.problems.includes('HASH_WEAK')
    const trusted = at <= now && !isWeak && findingVerdict(chain.problems) === 'valid'
    const said = problems.filter((problem) => problem !== 'SIGNER_CERTIFICATE_UNBOUND' && problem !== 'CMS_NOT_DER')
    if (!trusted) said.push('TIMESTAMP_UNTRUSTED')
    if (!isVouched(message, trust, trusted)) said.push('CMS_UNKNOWN_PART')
    return { message: { ...message, problems: [] }, stamp: { at, trusted, authority: summaryOf(message.signer).name, problems: said } }
  } catch {
    return wrong
  }
}
