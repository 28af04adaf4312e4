import { X509Certificate, createHash } from 'node:crypto'
import { GeneralizedTime } from 'asn1js'
import { BasicOCSPResponse, Certificate, CertificateRevocationList, ExtKeyUsage, OCSPResponse } from 'pkijs'
import type { SingleResponse } from 'pkijs'
import type { PdfFile } from '../domain/pdf-file.ts'
import { isKind } from '../domain/pdf-objects.ts'
import { checkSignature, hashOf } from './signature-algorithms.ts'

/** What is said about which certificates were revoked, and certificates to build a path from. None of it is trusted without a signature. */
export type Evidence = {
  readonly certificates: readonly X509Certificate[]
  readonly revocationLists: readonly CertificateRevocationList[]
  readonly answers: readonly BasicOCSPResponse[]
}

export const noEvidence: Evidence = { certificates: [], revocationLists: [], answers: [] }

const mostOfAKind = 64
const largestPart = 4 * 1024 * 1024
const basicAnswer = '1.3.6.1.5.5.7.48.1.1'
const forAnswers = '1.3.6.1.5.5.7.3.9'

/** The evidence a file keeps for later (/DSS, ISO 32000-2 §12.8.4.3). A part that cannot be read is no evidence. */
export function evidenceOf(file: PdfFile): Evidence {
  const store = file.resolve(file.catalog.entries.get('DSS'))
  if (!isKind(store, 'dictionary')) return noEvidence
  const parts = (key: string): Uint8Array<ArrayBuffer>[] => {
    const list = file.resolve(store.entries.get(key))
    return (isKind(list, 'array') ? list.items.slice(0, mostOfAKind) : []).flatMap((item) => {
      const stream = file.resolve(item)
      const data = isKind(stream, 'stream') ? file.data(stream) : null
      return data && data.length <= largestPart ? [Uint8Array.from(data)] : []
    })
  }
  return {
    certificates: readable(parts('Certs'), (bytes) => new X509Certificate(bytes)),
    revocationLists: readable(parts('CRLs'), (bytes) => CertificateRevocationList.fromBER(bytes)),
    answers: readable(parts('OCSPs'), answerFrom),
  }
}

/** An answer of an authority's responder (RFC 6960). @throws Error when it is none. */
export function answerFrom(bytes: Uint8Array<ArrayBuffer>): BasicOCSPResponse {
  const { responseBytes } = OCSPResponse.fromBER(bytes)
  if (responseBytes?.responseType !== basicAnswer) throw new Error('not a basic answer')
  return BasicOCSPResponse.fromBER(Uint8Array.from(responseBytes.response.valueBlock.valueHexView))
}

function readable<Bytes, Read>(parts: readonly Bytes[], read: (bytes: Bytes) => Read): Read[] {
  return parts.flatMap((bytes) => {
    try {
      return [read(bytes)]
    } catch {
      return []
    }
  })
}

export type RevocationQuestion = {
  readonly certificate: Certificate
  readonly issuer: X509Certificate
  readonly revocationLists: readonly CertificateRevocationList[]
  readonly answers: readonly BasicOCSPResponse[]
  /** The instant the certificate is asked for, and the instant of the question; milliseconds of the epoch. */
  readonly at: number
  readonly now: number
}

/**
 * Whether a certificate was revoked at an instant. A revocation before it counts whatever the age of what says so; only the
 * silence of old evidence is worth nothing, unless it covers the instant or was given after it.
 */
export function revocationOf(question: RevocationQuestion): 'good' | 'revoked' | 'unknown' {
  const said = [...saidByLists(question), ...saidByAnswers(question)]
  if (said.some(({ revokedAt }) => revokedAt !== null && revokedAt <= question.at)) return 'revoked'
  return said.some(({ from, to }) => isOfTheTime(from, to, question)) ? 'good' : 'unknown'
}

type Said = { readonly revokedAt: number | null; readonly from: number; readonly to: number }

function isOfTheTime(from: number, to: number, { at, now }: RevocationQuestion): boolean {
  if (from > now) return false
  return to >= now || (at < now && to >= at)
}

function serialOf(certificate: Certificate): string {
  return Buffer.from(certificate.serialNumber.valueBlock.valueHexView).toString('hex')
}

function saidByLists({ certificate, issuer, revocationLists }: RevocationQuestion): Said[] {
  const serial = serialOf(certificate)
  return revocationLists.flatMap((list) => {
    if (!list.issuer.isEqual(certificate.issuer)) return []
    const check = checkSignature(list.signatureAlgorithm, null, issuer.publicKey, list.tbsView, list.signatureValue.valueBlock.valueHexView)
    if (check.outcome !== 'good' || check.weakHash) return []
    const entry = list.revokedCertificates?.find(
      ({ userCertificate }) => Buffer.from(userCertificate.valueBlock.valueHexView).toString('hex') === serial,
    )
    return [
      {
        revokedAt: entry ? entry.revocationDate.value.getTime() : null,
        from: list.thisUpdate.value.getTime(),
        to: list.nextUpdate?.value.getTime() ?? 0,
      },
    ]
  })
}

function saidByAnswers(question: RevocationQuestion): Said[] {
  const { certificate, issuer, answers } = question
  return answers.flatMap((answer) => {
    const singles = answer.tbsResponseData.responses.filter((single) => isAbout(single, certificate, issuer))
    if (singles.length === 0 || !isAnsweredFor(answer, issuer)) return []
    return singles.flatMap(({ certStatus, thisUpdate, nextUpdate }) => {
      const status = certStatus as { idBlock?: { tagNumber: number }; valueBlock?: { value?: unknown[] } }
      const tag = status.idBlock?.tagNumber
      if (tag !== 0 && tag !== 1) return []
      const [when] = status.valueBlock?.value ?? []
      // Revoked without a readable date is revoked from the beginning.
      const revokedAt = tag === 0 ? null : when instanceof GeneralizedTime ? when.toDate().getTime() : 0
      return [{ revokedAt, from: thisUpdate.getTime(), to: nextUpdate?.getTime() ?? thisUpdate.getTime() }]
    })
  })
}

function isAbout({ certID }: SingleResponse, certificate: Certificate, issuer: X509Certificate): boolean {
  const hash = hashOf(certID.hashAlgorithm.algorithmId)
  if (!hash || Buffer.from(certID.serialNumber.valueBlock.valueHexView).toString('hex') !== serialOf(certificate)) return false
  const own = Certificate.fromBER(Uint8Array.from(issuer.raw))
  const digest = (bytes: Uint8Array): Buffer => createHash(hash).update(bytes).digest()
  return (
    digest(new Uint8Array(own.subject.toSchema().toBER())).equals(Buffer.from(certID.issuerNameHash.valueBlock.valueHexView)) &&
    digest(own.subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView).equals(
      Buffer.from(certID.issuerKeyHash.valueBlock.valueHexView),
    )
  )
}

/** The answer is of the issuer itself, or of a responder that the issuer made one. */
function isAnsweredFor(answer: BasicOCSPResponse, issuer: X509Certificate): boolean {
  const signature = answer.signature.valueBlock.valueHexView
  const isBy = ({ publicKey }: X509Certificate): boolean => {
    const check = checkSignature(answer.signatureAlgorithm, null, publicKey, answer.tbsResponseData.tbsView, signature)
    return check.outcome === 'good' && !check.weakHash
  }
  if (isBy(issuer)) return true
  return (answer.certs ?? []).slice(0, 8).some((each) => {
    const purposes = each.extensions?.find(({ extnID }) => extnID === '2.5.29.37')?.parsedValue as unknown
    if (!(purposes instanceof ExtKeyUsage) || !purposes.keyPurposes.includes(forAnswers)) return false
    const responder = new X509Certificate(Buffer.from(each.toSchema().toBER()))
    const check = checkSignature(each.signatureAlgorithm, null, issuer.publicKey, each.tbsView, each.signatureValue.valueBlock.valueHexView)
    const at = answer.tbsResponseData.producedAt.getTime()
    const isInForce = responder.validFromDate.getTime() <= at && at <= responder.validToDate.getTime()
    return check.outcome === 'good' && isInForce && responder.checkIssued(issuer) && isBy(responder)
  })
}
