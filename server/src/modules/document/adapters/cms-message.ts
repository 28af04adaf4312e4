import { X509Certificate, createHash } from 'node:crypto'
import { ObjectIdentifier, OctetString, Sequence } from 'asn1js'
import { Certificate, CertificateRevocationList, ContentInfo, IssuerAndSerialNumber, SignedData } from 'pkijs'
import type { Attribute, SignerInfo } from 'pkijs'
import { derLength } from '../domain/der.ts'
import type { SignatureProblem } from '../domain/signature-report.ts'
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
  signatureTimestamp: '1.2.840.113549.1.9.16.2.14',
  timestampInfo: '1.2.840.113549.1.9.16.1.4',
} as const

export type MessageJudgement = {
  readonly signer: X509Certificate | null
  readonly others: readonly X509Certificate[]
  readonly revocationLists: readonly CertificateRevocationList[]
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
}

const nothing: Omit<MessageJudgement, 'problems'> = {
  signer: null,
  others: [],
  revocationLists: [],
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
  const length = derLength(bytes)
  if (length === null) return { ...nothing, problems: [bytes[0] === 0x30 && bytes[1] === 0x80 ? 'CMS_NOT_DER' : 'CMS_MALFORMED'] }
  const padded: SignatureProblem[] = bytes.subarray(length).some((byte) => byte !== 0) ? ['CONTENTS_PADDED'] : []
  try {
    const judged = judge(Uint8Array.from(bytes.subarray(0, length)), expected)
    return { ...judged, problems: [...padded, ...judged.problems] }
  } catch {
    return { ...nothing, problems: [...padded, 'CMS_MALFORMED'] }
  }
}

function judge(der: Uint8Array<ArrayBuffer>, expected: Expected): MessageJudgement {
  const outer = ContentInfo.fromBER(der)
  if (outer.contentType !== cmsIds.signedData) return { ...nothing, problems: ['CMS_MALFORMED'] }
  const message = new SignedData({ schema: outer.content })
  // What is read must be all there is: written again, it is the very bytes that came.
  const again = new ContentInfo({ contentType: outer.contentType, content: message.toSchema(true) }).toSchema().toBER()
  const problems: SignatureProblem[] = Buffer.from(again).equals(der) ? [] : ['CMS_NOT_CANONICAL']
  const inner = message.encapContentInfo.eContent
  const content = inner ? octets(inner) : null
  if (message.encapContentInfo.eContentType !== expected.type || (expected.detached && content)) problems.push('CMS_NOT_DETACHED')
  const [info, ...more] = message.signerInfos
  if (!info || more.length > 0) return { ...nothing, content, problems: [...problems, 'CMS_SIGNER_COUNT'] }
  if (!isAsWritten(message, info)) problems.push('CMS_NOT_CANONICAL')
  const certificates = (message.certificates ?? []).filter((each) => each instanceof Certificate)
  const signer = certificates.find((each) => isOf(info, each))
  const others = certificates.filter((each) => each !== signer).map((each) => new X509Certificate(Buffer.from(each.toSchema(true).toBER())))
  const revocationLists = (message.crls ?? []).filter((each) => each instanceof CertificateRevocationList)
  const signature = info.signature.valueBlock.valueHexView
  const isPlain =
    certificates.length === (message.certificates ?? []).length &&
    revocationLists.length === (message.crls ?? []).length &&
    onlyATimestamp(info)
  const found = { others, revocationLists, isPlain, content, signature, timestampToken: tokenOf(info) }
  if (!signer) return { ...nothing, ...found, problems: [...problems, 'SIGNER_CERTIFICATE_MISSING'] }
  const certificate = new X509Certificate(Buffer.from(signer.toSchema(true).toBER()))

  const hash = hashOf(info.digestAlgorithm.algorithmId)
  if (!hash) return { ...nothing, ...found, signer: certificate, problems: [...problems, 'ALGORITHM_UNSUPPORTED'] }
  if (isWeakHash(hash)) problems.push('HASH_WEAK')
  const digest = expected.digest(hash, content)
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
  const signed = info.signedAttrs ? Uint8Array.from(new Uint8Array(info.signedAttrs.encodedValue)) : new Uint8Array()
  if (signed.length > 0) signed[0] = 0x31
  const check = checkSignature(info.signatureAlgorithm, hash, certificate.publicKey, signed, signature)
  if (check.outcome === 'unsupported') problems.push('ALGORITHM_UNSUPPORTED')
  if (check.outcome === 'wrong') problems.push('SIGNATURE_WRONG')
  if (check.weakHash) problems.push('HASH_WEAK')
  return { ...found, signer: certificate, digestOk, signatureOk: check.outcome === 'good', problems: [...new Set(problems)] }
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

/** Outside the signature stands at most one time stamp over it; what else could stand there is nobody's word. */
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
    hash = (algorithm instanceof ObjectIdentifier ? hashOf(algorithm.getValue()) : null) ?? hash
    certificateHash = entry.valueBlock.value[1]
  }
  if (!(certificateHash instanceof OctetString)) return 'SIGNER_CERTIFICATE_DIFFERS'
  const same = createHash(hash).update(certificate.raw).digest().equals(Buffer.from(certificateHash.valueBlock.valueHexView))
  return same ? null : 'SIGNER_CERTIFICATE_DIFFERS'
}

function tokenOf(info: SignerInfo): Uint8Array | null {
  const [token] = valuesOf(info.unsignedAttrs?.attributes ?? [], cmsIds.signatureTimestamp)
  return token instanceof Sequence ? new Uint8Array(token.toBER()) : null
}

function octets(value: OctetString): Uint8Array {
  return new Uint8Array(value.getValue())
}
