import { X509Certificate, createHash } from 'node:crypto'
import { ObjectIdentifier, OctetString, Sequence, Set as Asn1Set, fromBER } from 'asn1js'
import { Certificate, CertificateRevocationList, ContentInfo, IssuerAndSerialNumber, OtherRevocationInfoFormat, SignedData } from 'pkijs'
import type { Attribute, BasicOCSPResponse, SignerInfo } from 'pkijs'
import { berLength, derLength } from '../domain/der.ts'
import type { SignatureProblem } from '../domain/signature-report.ts'
import { answerFrom } from './revocation.ts'
import { checkSignature, hasPlainParameters, hashOf, isWeakHash } from './signature-algorithms.ts'

/** Identifiers of RFC 5652, 5035 and 3161. */
export const cmsIds = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  algorithmProtection: '1.2.840.113549.1.9.52',
  /** What Adobe's software encloses: lists and answers about revocation, signed with the rest. */
  revocationArchive: '1.2.840.113583.1.1.8',
  signatureTimestamp: '1.2.840.113549.1.9.16.2.14',
  timestampInfo: '1.2.840.113549.1.9.16.1.4',
} as const

export type MessageJudgement = {
  readonly signer: X509Certificate | null
  readonly others: readonly X509Certificate[]
  readonly revocationLists: readonly CertificateRevocationList[]
  readonly answers: readonly BasicOCSPResponse[]
  /** Everything the message carries beside its signed part is of a kind we judge. */
  readonly isPlain: boolean
  readonly digestOk: boolean
  readonly signatureOk: boolean
  /** What a time-stamping authority would have signed: the signature itself. */
  readonly signature: Uint8Array
  readonly timestampToken: Uint8Array | null
  /** The content inside, when the message carries one. */
  readonly content: Uint8Array | null
  readonly problems: readonly SignatureProblem[]
}

type Expected = {
  readonly type: string
  readonly detached: boolean
  /** The digest of what was signed; `content` is what the message itself carries, if anything. */
  readonly digest: (hash: string, content: Uint8Array | null) => Buffer
  /** What was signed, where the format lets a signer sign it without attributes; else absent. */
  readonly bare?: () => Uint8Array
}

const nothing: Omit<MessageJudgement, 'problems'> = {
  signer: null,
  others: [],
  revocationLists: [],
  answers: [],
  isPlain: false,
  digestOk: false,
  signatureOk: false,
  signature: new Uint8Array(),
  timestampToken: null,
  content: null,
}

/**
 * Judges one CMS message with one signer (RFC 5652): that the digest is of the content, and the signature
 * of the signer's certificate. Whom to trust is another question. `bytes` may be filled up with zeros. Never throws.
 */
export function judgeMessage(bytes: Uint8Array, expected: Expected): MessageJudgement {
  const strict = derLength(bytes)
  const loose = strict === null ? berLength(bytes) : null
  const length = strict ?? loose?.length ?? null
  if (length === null) return { ...nothing, problems: ['CMS_MALFORMED'] }
  const form: SignatureProblem[] = strict !== null ? [] : [loose?.isIndefinite ? 'CMS_NOT_DER' : 'CMS_NOT_CANONICAL']
  if (bytes.subarray(length).some((byte) => byte !== 0)) form.push('CONTENTS_PADDED')
  try {
    const judged = judge(Uint8Array.from(bytes.subarray(0, length)), expected, strict !== null)
    return { ...judged, problems: [...new Set([...form, ...judged.problems])] }
  } catch {
    return { ...nothing, problems: [...form, 'CMS_MALFORMED'] }
  }
}

function judge(bytes: Uint8Array<ArrayBuffer>, expected: Expected, isDer: boolean): MessageJudgement {
  const outer = ContentInfo.fromBER(bytes)
  if (outer.contentType !== cmsIds.signedData) return { ...nothing, problems: ['CMS_MALFORMED'] }
  const message = new SignedData({ schema: outer.content })
  const problems: SignatureProblem[] = !isDer || isWrittenAgain(outer, message, bytes) ? [] : ['CMS_NOT_CANONICAL']
  const inner = message.encapContentInfo.eContent
  const content = inner ? octets(inner) : null
  if (message.encapContentInfo.eContentType !== expected.type || (expected.detached && content)) problems.push('CMS_NOT_DETACHED')
  const [info, ...more] = message.signerInfos
  if (!info || more.length > 0) return { ...nothing, content, problems: [...problems, 'CMS_SIGNER_COUNT'] }
  if (!isAsWritten(message, info)) problems.push('CMS_NOT_CANONICAL')
  const certificates = (message.certificates ?? []).filter((each) => each instanceof Certificate)
  const signer = certificates.find((each) => isOf(info, each))
  const others = certificates.filter((each) => each !== signer).flatMap(nodeCertificate)
  const revocationLists = (message.crls ?? []).filter((each) => each instanceof CertificateRevocationList)
  const signature = info.signature.valueBlock.valueHexView
  const isPlain =
    certificates.length === (message.certificates ?? []).length &&
    revocationLists.length === (message.crls ?? []).length &&
    onlyATimestamp(info)
  const enclosed = enclosedEvidence(info, message)
  const found = {
    others,
    revocationLists: [...revocationLists, ...enclosed.revocationLists],
    answers: enclosed.answers,
    isPlain,
    content,
    signature,
    timestampToken: tokenOf(info),
  }
  if (!signer) return { ...nothing, ...found, problems: [...problems, 'SIGNER_CERTIFICATE_MISSING'] }
  const certificate = new X509Certificate(Buffer.from(signer.toSchema().toBER()))

  const hash = hashOf(info.digestAlgorithm.algorithmId)
  if (!hash) return { ...nothing, ...found, signer: certificate, problems: [...problems, 'ALGORITHM_UNSUPPORTED'] }
  if (isWeakHash(hash)) problems.push('HASH_WEAK')
  const digest = expected.digest(hash, content)
  if (!info.signedAttrs && expected.bare) {
    const check = checkSignature(info.signatureAlgorithm, hash, certificate.publicKey, expected.bare(), signature)
    if (check.weakHash) problems.push('HASH_WEAK')
    problems.push(...(check.outcome === 'good' ? (['SIGNER_CERTIFICATE_UNBOUND'] as const) : []))
    problems.push(...(check.outcome === 'wrong' ? (['SIGNATURE_WRONG'] as const) : []))
    problems.push(...(check.outcome === 'unsupported' ? (['ALGORITHM_UNSUPPORTED'] as const) : []))
    const isGood = check.outcome === 'good'
    return { ...found, signer: certificate, digestOk: isGood, signatureOk: isGood, problems: [...new Set(problems)] }
  }
  const attributes = info.signedAttrs?.attributes ?? []
  const digests = valuesOf(attributes, cmsIds.messageDigest)
  const types = valuesOf(attributes, cmsIds.contentType)
  const [digestValue] = digests
  const [typeValue] = types
  if (digests.length !== 1 || types.length !== 1 || !(typeValue instanceof ObjectIdentifier) || typeValue.getValue() !== expected.type)
    problems.push('SIGNED_ATTRIBUTES_MISSING')
  const digestOk = digestValue instanceof OctetString && digest.equals(Buffer.from(digestValue.valueBlock.valueHexView))
  if (!digestOk) problems.push('DIGEST_WRONG')
  if (!isProtected(attributes, info)) problems.push('CMS_NOT_CANONICAL')
  const binding = bindingOf(attributes, certificate)
  if (binding) problems.push(binding)

  // The attributes are signed as the SET they are, not as the [0] they are sent as (RFC 5652 §5.4).
  const signed = signedAttributes(info)
  const check = checkSignature(info.signatureAlgorithm, hash, certificate.publicKey, signed, signature)
  if (check.outcome === 'unsupported') problems.push('ALGORITHM_UNSUPPORTED')
  if (check.outcome === 'wrong') problems.push('SIGNATURE_WRONG')
  if (check.weakHash) problems.push('HASH_WEAK')
  return { ...found, signer: certificate, digestOk, signatureOk: check.outcome === 'good', problems: [...new Set(problems)] }
}

/** The parsed data must be complete: encoded again, they equal the received bytes. */
function isWrittenAgain(outer: ContentInfo, message: SignedData, bytes: Uint8Array): boolean {
  try {
    const again = new ContentInfo({ contentType: outer.contentType, content: message.toSchema(true) }).toSchema().toBER()
    return Buffer.from(again).equals(bytes)
  } catch {
    // Read, but of a form that the library does not write, such as an empty set of attributes.
    return false
  }
}

/** The attributes in DER, whatever form they travel in (RFC 5652 §5.4). */
function signedAttributes({ signedAttrs }: SignerInfo): Uint8Array {
  if (!signedAttrs) return new Uint8Array()
  const sent = Uint8Array.from(new Uint8Array(signedAttrs.encodedValue))
  sent[0] = 0x31
  if (derLength(sent) === sent.length) return sent
  const parts = signedAttrs.attributes.map((each) => Buffer.from(each.toSchema().toBER())).sort((one, other) => Buffer.compare(one, other))
  return new Uint8Array(new Asn1Set({ value: parts.map((part) => fromBER(Uint8Array.from(part)).result) }).toBER())
}

function nodeCertificate(certificate: Certificate): X509Certificate[] {
  try {
    return [new X509Certificate(Buffer.from(certificate.toSchema().toBER()))]
  } catch {
    return []
  }
}

/** Lists and answers that the message brings along, in its own place for them or in Adobe's attribute. */
function enclosedEvidence(info: SignerInfo, message: SignedData): Pick<MessageJudgement, 'revocationLists' | 'answers'> {
  const revocationLists: CertificateRevocationList[] = []
  const answers: BasicOCSPResponse[] = []
  const [archive] = valuesOf(info.signedAttrs?.attributes ?? [], cmsIds.revocationArchive)
  const parts = archive instanceof Sequence ? archive.valueBlock.value : []
  const members = (tag: number): Uint8Array<ArrayBuffer>[] =>
    parts
      .filter((part) => part.idBlock.tagNumber === tag)
      .flatMap((part) => ('value' in part.valueBlock ? (part.valueBlock.value as { toBER(): ArrayBuffer }[]) : []))
      .flatMap((list) => (list instanceof Sequence ? list.valueBlock.value : []))
      .slice(0, 32)
      .map((each) => new Uint8Array(each.toBER()))
  for (const bytes of members(0)) readInto(revocationLists, () => CertificateRevocationList.fromBER(bytes))
  for (const bytes of members(1)) readInto(answers, () => answerFrom(bytes))
  for (const each of message.crls ?? []) {
    if (!(each instanceof OtherRevocationInfoFormat)) continue
    const { otherRevInfo } = each as unknown as { readonly otherRevInfo: { toBER(): ArrayBuffer } }
    readInto(answers, () => answerFrom(new Uint8Array(otherRevInfo.toBER())))
  }
  return { revocationLists, answers }
}

function readInto<Read>(list: Read[], read: () => Read): void {
  try {
    list.push(read())
  } catch {
    // What cannot be read proves nothing.
  }
}

/**
 * Whether what the message says beside its signed part is what it must say: versions and algorithms follow from the
 * rest (RFC 5652 §5.1, §5.3), and nobody signs them.
 */
function isAsWritten(message: SignedData, info: SignerInfo): boolean {
  const byIssuer = (info.sid as unknown) instanceof IssuerAndSerialNumber
  const version = message.encapContentInfo.eContentType === cmsIds.data && byIssuer ? 1 : 3
  const [hash, ...more] = message.digestAlgorithms
  return (
    message.version === version &&
    info.version === (byIssuer ? 1 : 3) &&
    more.length === 0 &&
    hash?.algorithmId === info.digestAlgorithm.algorithmId &&
    [hash, info.digestAlgorithm, info.signatureAlgorithm].every(hasPlainParameters)
  )
}

/** Outside the signature only one time stamp over it is allowed; no one vouches for anything else there. */
function onlyATimestamp(info: SignerInfo): boolean {
  const attributes = info.unsignedAttrs?.attributes ?? []
  return attributes.length <= 1 && attributes.every(({ type, values }) => type === cmsIds.signatureTimestamp && values.length === 1)
}

/** Where the signer signed which algorithms were used (RFC 6211), they are those the message names. */
function isProtected(attributes: readonly Attribute[], info: SignerInfo): boolean {
  const values = valuesOf(attributes, cmsIds.algorithmProtection)
  if (values.length === 0) return true
  const [value] = values
  if (values.length > 1 || !(value instanceof Sequence)) return false
  const [hash, signature, ...more] = value.valueBlock.value
  const bytes = (part: { toBER(): ArrayBuffer } | undefined): Buffer => Buffer.from(part?.toBER() ?? new ArrayBuffer(0))
  const named = bytes(info.signatureAlgorithm.toSchema())
  named[0] = 0xa1 // [1] IMPLICIT
  return more.length === 0 && bytes(hash).equals(bytes(info.digestAlgorithm.toSchema())) && bytes(signature).equals(named)
}

function isOf(info: SignerInfo, certificate: Certificate): boolean {
  const sid: unknown = info.sid
  // Byte by byte: two names that differ in the case of a letter are the same name to a directory, and not the same bytes.
  if (sid instanceof IssuerAndSerialNumber) {
    const [asked, own] = [sid.issuer, certificate.issuer].map((name) => Buffer.from(name.toSchema().toBER()))
    return own !== undefined && asked?.equals(own) === true && sid.serialNumber.isEqual(certificate.serialNumber)
  }
  const own: unknown = certificate.extensions?.find(({ extnID }) => extnID === '2.5.29.14')?.parsedValue
  const asked = sid as { valueBlock?: { valueHexView?: Uint8Array; value?: { valueBlock: { valueHexView: Uint8Array } }[] } }
  const wanted = asked.valueBlock?.valueHexView ?? asked.valueBlock?.value?.[0]?.valueBlock.valueHexView
  return own instanceof OctetString && wanted !== undefined && Buffer.from(own.valueBlock.valueHexView).equals(Buffer.from(wanted))
}

function valuesOf(attributes: readonly Attribute[], type: string): readonly unknown[] {
  return attributes.filter((attribute) => attribute.type === type).flatMap(({ values }) => values as unknown[])
}

/** Whether the signed attributes name the very certificate (ESS, RFC 5035): without it another one with the same key could be put in its place. */
function bindingOf(attributes: readonly Attribute[], certificate: X509Certificate): SignatureProblem | null {
  const [second] = valuesOf(attributes, cmsIds.signingCertificateV2)
  const [first] = valuesOf(attributes, cmsIds.signingCertificate)
  const value = second ?? first
  if (value === undefined) return 'SIGNER_CERTIFICATE_UNBOUND'
  const list = value instanceof Sequence ? value.valueBlock.value[0] : undefined
  const entry = list instanceof Sequence ? list.valueBlock.value[0] : undefined
  if (!(entry instanceof Sequence)) return 'SIGNER_CERTIFICATE_DIFFERS'
  let hash = second === undefined ? 'sha1' : 'sha256'
  let [certificateHash] = entry.valueBlock.value as unknown[]
  if (certificateHash instanceof Sequence) {
    const algorithm = certificateHash.valueBlock.value[0]
    const named = algorithm instanceof ObjectIdentifier ? hashOf(algorithm.getValue()) : null
    if (!named) return 'ALGORITHM_UNSUPPORTED'
    hash = named
    certificateHash = entry.valueBlock.value[1]
  }
  if (!(certificateHash instanceof OctetString)) return 'SIGNER_CERTIFICATE_DIFFERS'
  const same = createHash(hash).update(certificate.raw).digest().equals(Buffer.from(certificateHash.valueBlock.valueHexView))
  return same ? null : 'SIGNER_CERTIFICATE_DIFFERS'
}

function tokenOf(info: SignerInfo): Uint8Array | null {
  const [token] = valuesOf(info.unsignedAttrs?.attributes ?? [], cmsIds.signatureTimestamp)
  // Unchanged bytes: a stamp is signed over its own bytes, and some are encoded in BER.
  return token instanceof Sequence ? Uint8Array.from(token.valueBeforeDecodeView) : null
}

function octets(value: OctetString): Uint8Array {
  return new Uint8Array(value.getValue())
}
